"""What a sources file may say about landing."""

from pathlib import Path

import pytest

from orchestration.landing.declarations import DeclarationError, declared_tables
from orchestration.project import REPOSITORY
from tests.landing.shop import Shop


def test_a_declaration_is_read_whole(shop: Shop) -> None:
    orders, events, wages, bills, *_ = shop.tables
    assert (orders.system, orders.table, orders.shape, orders.required) == (
        "shop",
        "orders",
        "flat",
        True,
    )
    assert orders.columns == ("order_id", "amount", "note")
    assert orders.aliases == {"order_id": ("order no", "* reference")}
    assert events.freshness_hours == 26
    assert not events.required
    assert [dict(e) for e in events.expectations] == [
        {"type": "ExpectColumnValuesToNotBeNull", "kwargs": {"column": "id"}}
    ]
    assert wages.options["end_marker"] == "Payroll Totals"
    assert bills.options["group_column"] == "vendor"


def test_the_repository_declares_tables_that_can_be_followed() -> None:
    assert declared_tables(REPOSITORY / "dbt_project" / "models" / "staging")


def test_a_table_without_a_landing_declaration_is_not_landed(tmp_path: Path) -> None:
    _declare(tmp_path, "tables: [{name: files, columns: [{name: a}]}]")
    assert declared_tables(tmp_path) == []


@pytest.mark.parametrize(
    ("landing", "problem"),
    [
        ("{files: x, shape: ods}", "shape 'ods' is none of"),
        ("{shape: flat}", "also needs"),
        ("{files: x, shape: flat, requird: true}", "unknown settings"),
        ("{files: x, shape: sectioned, signature: [a]}", "also needs"),
        ("{files: x, shape: flat, signature: [b]}", "not among its declared columns"),
        ("{files: x, shape: flat, timezone: UTC, local_times: {b: x}}", "not among its declared"),
        ("{files: x, shape: flat, local_times: {a: x}}", "local_times need a timezone"),
        ("{files: x, shape: flat, timezone: EDT, local_times: {a: x}}", "'EDT' is no time zone"),
        ("[files]", "not a readable sources file"),
    ],
)
def test_a_declaration_that_cannot_be_followed_is_named(
    tmp_path: Path, landing: str, problem: str
) -> None:
    _declare(
        tmp_path,
        f"tables: [{{name: t, meta: {{landing: {landing}}}, columns: [{{name: a}}]}}]",
    )
    with pytest.raises(DeclarationError, match=problem) as caught:
        declared_tables(tmp_path)
    assert "_shop__sources.yml" in str(caught.value)


@pytest.mark.parametrize("name", ["Order Id", "_source_row", "x; drop table y"])
def test_a_name_that_is_no_plain_word_is_refused(tmp_path: Path, name: str) -> None:
    _declare(
        tmp_path,
        f"tables: [{{name: t, meta: {{landing: {{files: x, shape: flat}}}}, "
        f"columns: [{{name: '{name}'}}]}}]",
    )
    with pytest.raises(DeclarationError, match="snake_case"):
        declared_tables(tmp_path)


def _declare(folder: Path, tables: str) -> None:
    (folder / "shop").mkdir()
    path = folder / "shop" / "_shop__sources.yml"
    path.write_text(f"sources:\n  - name: shop\n    {tables}\n", encoding="utf-8")


def test_a_table_of_delimited_text_also_takes_its_export_as_a_workbook(shop: Shop) -> None:
    orders, events, wages, bills, stock, *_ = shop.tables
    for table, name in ((orders, "orders"), (wages, "wages"), (bills, "Bills"), (stock, "stock")):
        assert table.takes(f"{name}-2024.XLSX")
    assert not stock.takes("stock-2024.csv")
    assert not events.takes("events-2024.xlsx")
    assert not orders.takes("wages.xlsx")


def test_a_source_may_name_its_time_zone_as_the_helpdesk_does(tmp_path: Path) -> None:
    landing = "{files: x, shape: flat, timezone: 'Eastern Time (US & Canada)', local_times: {a: x}}"
    _declare(
        tmp_path,
        f"tables: [{{name: t, meta: {{landing: {landing}}}, columns: [{{name: a}}]}}]",
    )
    (table,) = declared_tables(tmp_path)
    assert table.options["timezone"] == "America/New_York"
