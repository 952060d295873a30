"""Whole runs of landing: order, manifest, twice the same, corrections, waivers, what blocks."""

import errno
import stat
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.landing.intake import land
from orchestration.landing.outcomes import FileOutcome
from orchestration.landing.working_rows import WorkingRows
from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.shop import Shop

ALL = {"orders.csv": ORDERS, "events.ndjson": EVENTS, "wages.csv": WAGES, "bills.csv": BILLS}


def drop_all(shop: Shop) -> None:
    for name, content in ALL.items():
        shop.drop(name, content)


def test_tables_exist_before_any_file_has_come(shop: Shop) -> None:
    assert shop.land().outcomes == ()
    assert shop.rows(
        "select table_schema || '.' || table_name from information_schema.tables order by 1"
    ) == [
        ("raw.file_columns",),
        ("raw.file_findings",),
        ("raw.files",),
        ("raw.home_settings",),
        ("raw.rejected_rows",),
        ("raw.releases",),
        ("raw_shop.bills",),
        ("raw_shop.cii",),
        ("raw_shop.events",),
        ("raw_shop.orders",),
        ("raw_shop.reports",),
        ("raw_shop.statements",),
        ("raw_shop.stock",),
        ("raw_shop.ubl",),
        ("raw_shop.wages",),
    ]
    assert shop.rows("describe raw_shop.bills") == shop.rows(
        """
        from (values ('vendor', 'VARCHAR'), ('date', 'VARCHAR'), ('num', 'VARCHAR'),
            ('amount', 'VARCHAR'), ('_source_file', 'VARCHAR'), ('_source_row', 'BIGINT'),
            ('_source_sha256', 'VARCHAR'), ('_load_number', 'BIGINT'),
            ('_loaded_at', 'TIMESTAMP')) as t (name, type)
        select *, 'YES', null, null, null
        """
    )


def test_a_column_that_is_declared_later_is_added(shop: Shop) -> None:
    shop.land_one("orders.csv", ORDERS)
    sources = shop.staging / "shop" / "_shop__sources.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(
        text.replace("{name: note}]", "{name: note}, {name: tax}]"), encoding="utf-8"
    )
    shop.land()
    assert shop.rows("select count(*), count(tax) from raw_shop.orders") == [(2, 0)]


def test_the_build_is_private_and_the_salt_is_drawn_once(shop: Shop) -> None:
    shop.land()
    assert stat.S_IMODE(shop.home.database.stat().st_mode) == 0o600
    assert stat.S_IMODE(shop.home.build.stat().st_mode) == 0o700
    before = shop.rows("select requester_salt from raw.home_settings")
    shop.land()
    assert shop.rows("select requester_salt from raw.home_settings") == before
    assert len(before) == 1
    assert len(before[0][0]) == 64


def test_load_numbers_follow_the_names(shop: Shop) -> None:
    drop_all(shop)
    heard: list[FileOutcome] = []
    report = land(shop.home, shop.tables, heard.append)
    assert tuple(heard) == report.outcomes
    assert shop.rows("select load_number, file_name from raw.files order by 1") == [
        (1, "shop/bills.csv"),
        (2, "shop/events.ndjson"),
        (3, "shop/orders.csv"),
        (4, "shop/wages.csv"),
    ]


def test_every_row_that_was_read_has_landed_or_was_rejected(shop: Shop) -> None:
    drop_all(shop)
    shop.drop("orders-bad.csv", ORDERS + "3\n4,4\n")
    shop.drop("events-bad.ndjson", EVENTS + "x\n[]\n")
    shop.drop("wages-bad.csv", "<html>")
    shop.land()
    assert shop.rows(
        "select count(*) from raw.files where rows_read <> rows_landed + rows_rejected"
    ) == [(0,)]
    assert shop.rows(
        """
        select sum(rows_landed) from raw.files union all
        select count(*) from (
            select _load_number from raw_shop.orders union all
            select _load_number from raw_shop.events union all
            select _load_number from raw_shop.wages union all
            select _load_number from raw_shop.bills
        )
        """
    ) == [(14,), (14,)]
    assert shop.rows("select sum(rows_rejected) from raw.files") == shop.rows(
        "select count(*) from raw.rejected_rows"
    )


def test_a_second_run_lands_nothing(shop: Shop) -> None:
    drop_all(shop)
    shop.drop("orders-html.csv", "<html>")
    shop.land()
    before = shop.dump()
    report = shop.land()
    assert {o.file_name: o.status for o in report.outcomes if o.status != "unchanged"} == {
        "shop/orders-html.csv": "refused"
    }
    assert shop.dump() == before


def test_the_same_bytes_under_another_name_do_not_land_again(shop: Shop) -> None:
    shop.land_one("orders.csv", ORDERS)
    assert shop.land_one("orders-copy.csv", ORDERS).status == "unchanged"


def test_a_corrected_export_lands_beside_the_old_version(shop: Shop) -> None:
    shop.land_one("orders.csv", ORDERS)
    shop.land_one("orders.csv", ORDERS.replace("20.00", "25.00"))
    assert shop.rows(
        "select _load_number, amount from raw_shop.orders where order_id = '2' order by 1"
    ) == [(1, "20.00"), (2, "25.00")]


def test_a_file_that_is_put_back_as_it_was_counts_again(shop: Shop) -> None:
    corrected = "order_id,amount\n1,9.99\n"
    statuses = []
    for content in (ORDERS, corrected, ORDERS, ORDERS):
        shop.drop("orders.csv", content)
        statuses.append(shop.land().outcomes[0].status)
    assert statuses == ["landed", "landed", "landed", "unchanged"]
    newest = "select max(_load_number) from raw_shop.orders"
    last = "select max(load_number) from raw.files where status = 'landed'"
    assert shop.rows(newest) == shop.rows(last)


def test_a_refused_file_that_is_replaced_no_longer_blocks(shop: Shop) -> None:
    shop.drop("orders.csv", "<html>")
    assert shop.land().blocking
    shop.drop("orders.csv", ORDERS)
    report = shop.land()
    assert (report.blocking, report.warnings) == ([], [])
    assert shop.rows("select status, load_number from raw.files order by 1") == [
        ("landed", 1),
        ("refused", None),
    ]


def test_a_refused_version_lands_once_its_declaration_is_right(shop: Shop) -> None:
    shop.land_one("orders.csv", "Ref,Amount\n1,2\n")
    sources = shop.staging / "shop" / "_shop__sources.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("[order no,", "[ref, order no,"), encoding="utf-8")
    assert [o.status for o in shop.land().outcomes] == ["landed"]
    assert shop.rows("select status from raw.files") == [("landed",)]


def test_what_blocks_and_what_only_warns(shop: Shop) -> None:
    shop.drop("orders.csv", ORDERS + "3\n")
    shop.drop("events.ndjson", "<html>")
    report = shop.land()
    assert report.blocking == []
    assert [warning.split(":")[0] for warning in report.warnings] == [
        "shop.events",
        "shop/orders.csv",
    ]
    shop.drop("orders.csv", "<html>")
    assert len(shop.land().blocking) == 1


def waive(shop: Shop, *rows: str) -> None:
    shop.home.definitions.mkdir(parents=True, exist_ok=True)
    header = "source_system,file_name,file_sha256,reason,waived_by,valid_from,valid_to"
    (shop.home.definitions / "waivers.csv").write_text(
        "\n".join((header, *rows)) + "\n", encoding="utf-8"
    )


TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_waived"),
    [
        (TODAY, "", True),
        (TODAY, TODAY + timedelta(days=2), True),
        (TODAY + timedelta(days=2), "", False),
        (TODAY - timedelta(days=2), TODAY - timedelta(days=1), False),
    ],
)
def test_a_waiver_lifts_the_block_while_it_is_valid_but_not_the_record(
    shop: Shop, valid_from: object, valid_to: object, is_waived: bool
) -> None:
    outcome = shop.land_one("orders.csv", "<html>")
    waive(shop, f"shop,shop/orders.csv,{outcome.sha256},known outage,Ann,{valid_from},{valid_to}")
    report = shop.land()
    assert report.outcomes[0].status == "refused"
    assert report.outcomes[0].is_waived == is_waived
    assert (report.blocking == []) == is_waived
    assert any("(waived)" in warning for warning in report.warnings) == is_waived
    assert shop.rows("select status from raw.files") == [("refused",)]


def test_a_waiver_is_for_one_version_of_one_file(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", "<html>")
    waive(shop, f"shop,shop/orders.csv,{outcome.sha256},known outage,Ann,{TODAY},")
    shop.drop("orders.csv", "<html>another")
    assert shop.land().blocking


def test_a_waiver_without_a_hash_covers_any_version(shop: Shop) -> None:
    waive(shop, f"shop,shop/orders.csv,,system is being replaced,Ann,{TODAY},")
    shop.drop("orders.csv", "<html>")
    shop.drop("orders-2.csv", "<html>2")
    assert [outcome.is_waived for outcome in shop.land().outcomes] == [False, True]


def test_a_waiver_that_cannot_be_followed_is_named(shop: Shop) -> None:
    waive(shop, "shop,shop/orders.csv,abc,why,Ann,31/12/2024,", "shop,,abc,,Ann,2024-01-01,")
    warnings = shop.land().warnings
    assert [warning.split(":")[0] for warning in warnings] == [
        "waivers.csv, row 2",
        "waivers.csv, row 3",
    ]


def test_nothing_that_is_told_holds_pay(shop: Shop) -> None:
    canary = "73219.48"
    shop.drop("wages-1.csv", WAGES.replace("$1,000.50", canary))
    shop.drop("wages-2.csv", WAGES.replace("Lee,Bo,-,", f"Lee,Bo,{canary}"))
    shop.drop("orders.csv", f"Order ID,Amount,Note\n1,{canary}\n2,{canary},x\n")
    shop.drop("orders-2.csv", f"{canary},{canary}\n")
    shop.drop("events.ndjson", f'{{"id":1,"pay":{canary}}}\n{{"id":1,"sent":2}}\n')
    report = shop.land()
    assert canary not in repr(report)
    assert canary not in repr(shop.rows("select reason from raw.files"))
    assert canary in repr(shop.rows("select row_text from raw.rejected_rows"))


def test_a_full_disk_is_not_the_fault_of_the_file(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_all(shop)

    def full(_: WorkingRows) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WorkingRows, "__enter__", full)
    with pytest.raises(OSError, match="No space left"):
        shop.land()
    monkeypatch.undo()
    assert {outcome.status for outcome in shop.land().outcomes} == {"landed"}
    assert shop.rows("select distinct status from raw.files") == [("landed",)]
