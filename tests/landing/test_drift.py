"""Columns that differ from the declaration or from the files before are never silent."""

from collections.abc import Iterable, Sequence

import dagster as dg
import pytest

from orchestration.defs.landing import table_checks
from orchestration.landing.column_kinds import kind_of
from orchestration.landing.outcomes import FileOutcome
from tests.landing.shop import Shop

HEADER = "Order ID,Amount,Note"
CHECK = "columns_are_as_declared_and_as_before"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([], "empty"),
        ([None, "", "  "], "empty"),
        (["true", "No", ""], "boolean"),
        (["1", "-2.5", "+.5"], "number"),
        (["1", "$2.50", "(1,250.50)", "5.25-", "1.234,50", "€ 3", "-"], "money"),
        (["2024-03-01", "2024-03-01T10:00:00Z", "2024-03-01 10:00:00.5+02:00"], "timestamp"),
        (["1/3/2016 01:00", "12/Mar/24 9:41 AM", "31.12.2024"], "timestamp"),
        (["1", "x"], "text"),
        (["2024-03-01", "soon"], "text"),
        (["1-2-3-4", "5"], "text"),
        (['{"a":1}'], "text"),
    ],
)
def test_the_kind_of_a_column_is_the_one_that_all_its_filled_cells_share(
    cells: Sequence[str | None], kind: str
) -> None:
    assert kind_of(cells) == kind


def land(shop: Shop, name: str, rows: Iterable[str], header: str = HEADER) -> FileOutcome:
    return shop.land_one(name, "\n".join([header, *rows]) + "\n")


def drift(outcome: FileOutcome) -> list[tuple[str, str | None]]:
    return [(f.finding_type, f.column_name) for f in outcome.findings]


def orders(count: int, amount: str = "1.50", note: str = "x") -> list[str]:
    return [f"{number},{amount},{note}" for number in range(count)]


def test_the_profile_of_a_file_is_kept(shop: Shop) -> None:
    land(shop, "orders.csv", ["1,2.50,", "2,$3,2024-03-01"])
    assert shop.rows(
        "select file_name, load_number, column_name, column_kind, filled_count "
        "from raw.file_columns order by column_name"
    ) == [
        ("shop/orders.csv", 1, "amount", "money", 2),
        ("shop/orders.csv", 1, "note", "timestamp", 1),
        ("shop/orders.csv", 1, "order_id", "number", 2),
    ]


@pytest.mark.parametrize(
    ("header", "rows", "found", "said"),
    [
        (
            f"{HEADER},Rush Fee",
            ["1,2,x,9.99"],
            ("unknown_money_column", "rush_fee"),
            "NEW MONEY COLUMNS rush_fee",
        ),
        (f"{HEADER},Extra", ["1,2,x,$7314.15"], ("unknown_money_column", "extra"), "extra"),
        (f"{HEADER},Colour", ["1,2,x,red"], ("new_column", "colour"), "new columns colour"),
        ("Order ID,Amount", ["1,2"], ("vanished_column", "note"), "missing columns note"),
        (
            HEADER,
            ["1,7314.15 pounds,x"],
            ("changed_type", "amount"),
            "column amount: the cells used to be number, now they are text",
        ),
        (
            HEADER,
            orders(20, note="true"),
            ("changed_type", "note"),
            "column note: the cells used to be text, now they are boolean",
        ),
    ],
    ids=[
        "money by name",
        "money by sign",
        "new",
        "vanished",
        "no number any more",
        "a boolean now",
    ],
)
def test_each_kind_of_drift_fails_the_check_as_a_warning(
    shop: Shop, header: str, rows: list[str], found: tuple[str, str], said: str
) -> None:
    land(shop, "orders-1.csv", orders(20))
    outcome = land(shop, "orders-2.csv", rows, header)
    assert drift(outcome) == [found]
    (result,) = (
        check
        for check in table_checks(dg.AssetKey(["shop", "orders"]), [outcome])
        if not check.passed
    )
    assert (result.check_name, result.severity) == (CHECK, dg.AssetCheckSeverity.WARN)
    assert said in (result.description or "")
    assert "7314" not in (result.description or "")


def test_files_that_are_alike_have_no_drift(shop: Shop) -> None:
    land(shop, "orders-1.csv", orders(20))
    alike = land(shop, "orders-2.csv", orders(20, amount='"$1,250.50"'))
    fewer = land(shop, "orders-3.csv", orders(1, amount=""))
    assert (drift(alike), drift(fewer)) == ([], [])
    checks = table_checks(dg.AssetKey(["shop", "orders"]), [alike, fewer])
    assert all(check.passed for check in checks)


def test_few_cells_are_no_evidence_of_a_kind(shop: Shop) -> None:
    land(shop, "orders-1.csv", orders(19))
    assert drift(land(shop, "orders-2.csv", ["1,two,x"])) == []
    land(shop, "orders-3.csv", orders(20))
    assert drift(land(shop, "orders-4.csv", orders(19, note="true"))) == []


def test_a_column_that_comes_and_goes_is_not_missed(shop: Shop) -> None:
    land(shop, "orders-1.csv", ["1,2"], "Order ID,Amount")
    land(shop, "orders-2.csv", ["2,2,x"])
    assert drift(land(shop, "orders-3.csv", ["3,2"], "Order ID,Amount")) == []


def test_a_column_that_was_always_empty_is_not_missed(shop: Shop) -> None:
    land(shop, "orders-1.csv", ["1,2,"])
    assert drift(land(shop, "orders-2.csv", ["2,2"], "Order ID,Amount")) == []


def test_a_large_file_is_told_by_a_sample_and_counted_whole(shop: Shop) -> None:
    land(shop, "orders.csv", orders(5000))
    assert shop.rows("select filled_count, column_kind from raw.file_columns order by all") == [
        (5000, "number"),
        (5000, "number"),
        (5000, "text"),
    ]
