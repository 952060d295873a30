"""The rules that every loader follows, each seen in real files: one test or more per rule."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.landing.money_text import money
from orchestration.landing.outcomes import FileOutcome
from orchestration.new_home import lay_out
from orchestration.project import REPOSITORY, Home
from orchestration.quality.files import check_files
from orchestration.time_zones import zone_named
from orchestration.transform.dbt_build import broken_staging_tests
from tests.landing.exports import BILLS, WAGES
from tests.landing.shop import Shop

STAGING = REPOSITORY / "dbt_project" / "models" / "staging"
ORDERS = "Order ID,Amount,Note\n"


at = datetime.fromisoformat


def waive(shop: Shop, file_name: str) -> None:
    shop.home.definitions.mkdir(parents=True, exist_ok=True)
    (shop.home.definitions / "waivers.csv").write_text(
        "source_system,file_name,file_sha256,reason,waived_by,valid_from,valid_to\n"
        f"shop,{file_name},,a known change,Ann,2020-01-01,\n"
    )


def table(header: Sequence[str], *rows: Mapping[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@dataclass(frozen=True)
class Typed:
    """Exports after landing and staging: what landing said, which tests broke, what is staged."""

    outcomes: Mapping[str, FileOutcome]
    broken: Sequence[Mapping[str, Any]]
    database: Path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.database, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def unread(self, model: str) -> list[tuple[Any, ...]]:
        """Row and column of each cell of a model that could not be typed."""
        node = next(
            node
            for node in self.broken
            if node["test_metadata"]["name"] == "text_is_typed" and model in node["name"]
        )
        return self.rows(
            f"select source_row, column_name from ({node['compiled_code']}) order by all"
        )


def bill(number: str, line: str, total: str) -> dict[str, str]:
    return {
        "*ContactName": "Northline BPO",
        "*InvoiceNumber": number,
        "*InvoiceDate": "03/04/2024",
        "Total": total,
        "TaxTotal": "0.00",
        "LineAmount": line,
        "Currency": "GBP",
        "Type": "Bill",
        "Status": "Paid",
    }


def ticket(number: int, created: str, updated: str, **more: str) -> dict[str, str]:
    return {
        "Ticket ID": str(number),
        "Status": "Open",
        "Created time": created,
        "Last update time": updated,
        **more,
    }


TICKET_HEADER = ["Ticket ID", "Status", "Created time", "Last update time", "Time tracked"]
BILL_HEADER = [
    *("*ContactName", "*InvoiceNumber", "*InvoiceDate", "Total", "TaxTotal", "LineAmount"),
    *("TaxAmount", "Currency", "Type", "Status"),
]
FILES = {
    "freshdesk/tickets-1.csv": table(
        TICKET_HEADER,
        # New York skips 02:00 to 03:00 on 10 March 2024 and has 01:00 to 02:00 twice on 3 November.
        ticket(1, "2024-03-10 02:30:00", "2024-03-12 09:00:00", **{"Time tracked": "26:40:00"}),
        ticket(2, "2024-11-03 01:30:00", "2024-11-04 09:00:00", **{"Time tracked": "1.25"}),
        ticket(3, "2024-11-03 01:59:59", "2024-11-05 09:00:00", **{"Time tracked": "3h 20m"}),
        ticket(4, "2024-11-03 02:00:00", "2024-11-05 09:00:00", **{"Time tracked": "a while"}),
        ticket(5, "2024-07-01 10:00:00", "2024-07-03 10:00:00", Status="Resolved"),
        ticket(6, "2024-07-01 10:00:00", "2024-07-03 10:00:00"),
    ),
    "freshdesk/tickets-2.csv": table(
        TICKET_HEADER,
        ticket(5, "2024-07-01 10:00:00", "2024-07-02 10:00:00", Status="Pending"),
        ticket(6, "2024-07-01 10:00:00", "2024-07-03 10:00:00", Status="Closed"),
    ),
    "servicenow/incident-1.csv": table(
        ["number", "incident_state", "sys_mod_count", "opened_at", "sys_updated_at"],
        {
            "number": "INC1",
            "incident_state": "New",
            "sys_mod_count": "0",
            "opened_at": "1/3/2016 01:00",
            "sys_updated_at": "1/3/2016 01:30",
        },
    ),
    "xero/bills-1.csv": table(
        BILL_HEADER,
        bill("1", "$1,250.50", "1250.50"),
        bill("2", "£10", "10.00"),
        bill("3", "€ 10.5", "10.50"),
        bill("4", "(5.25)", "-5.25"),
        bill("5", "5.25-", "-5.25"),
        bill("6", "-", "0"),
        bill("7", "", ""),
        bill("8", "1.234", "1.23"),
        bill("9", "12 pounds", "12.00"),
    ),
    "request_tracker/transactions-1.json": json.dumps(
        {
            "items": [
                {
                    "id": "50",
                    "Type": "Comment",
                    "Object": {"type": "ticket", "id": "5"},
                    "Creator": {"id": "judith"},
                    "Created": "2024-03-01T09:00:00Z",
                    "TimeTaken": "7 minutes",
                }
            ],
            "total": 1,
        }
    )
    + "\n",
}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Typed:
    home = Home(tmp_path_factory.mktemp("rules").resolve())
    lay_out(home)
    for name, content in FILES.items():
        path = home.landing / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    report = land(home, declared_tables(STAGING))
    with pytest.MonkeyPatch.context() as patched:
        for variable, value in home.environment().items():
            patched.setenv(variable, value)
        broken = broken_staging_tests(home, sorted({name.split("/")[0] for name in FILES}))
    return Typed({o.file_name: o for o in report.outcomes}, broken, home.database)


def test_rule_01_raw_is_all_text_with_the_file_the_row_its_hash_and_the_time(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", ORDERS + "007, 1.50 ,\n")
    assert shop.rows(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'raw_shop' and table_name = 'orders' order by ordinal_position"
    ) == [
        ("order_id", "VARCHAR"),
        ("amount", "VARCHAR"),
        ("note", "VARCHAR"),
        ("_source_file", "VARCHAR"),
        ("_source_row", "BIGINT"),
        ("_source_sha256", "VARCHAR"),
        ("_load_number", "BIGINT"),
        ("_loaded_at", "TIMESTAMP"),
    ]
    assert shop.rows(
        "select order_id, amount, _source_file, _source_row, _source_sha256, _load_number, "
        "_loaded_at > timestamp '2024-01-01' from raw_shop.orders"
    ) == [("007", " 1.50 ", "shop/orders.csv", 2, outcome.sha256, 1, True)]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + (ORDERS + "1,2,caf\u00e9 \u20ac\n").encode(),
        (ORDERS + "1,2,caf\u00e9 \u20ac\n").encode("utf-16"),
        (ORDERS + "1,2,caf\u00e9 \u20ac\n").encode("cp1252"),
    ],
    ids=["utf-8 with its mark", "utf-16", "windows-1252"],
)
def test_rule_02_text_is_decoded_by_its_mark_then_as_utf_8_then_as_windows_1252(
    shop: Shop, content: bytes
) -> None:
    shop.land_one("orders.csv", content)
    assert shop.rows("select order_id, note from raw_shop.orders") == [("1", "caf\u00e9 \u20ac")]


def test_rule_03_the_header_is_found_and_totals_and_footers_are_no_rows(shop: Shop) -> None:
    shop.land_one("bills.csv", BILLS)
    assert shop.rows("select vendor, num from raw_shop.bills order by _source_row") == [
        ("Onshore BPO Inc", "A-1"),
        ("Onshore BPO Inc", "A-2"),
        ("Tool Co", "T-9"),
    ]


def test_rule_04_headers_match_by_letters_and_digits_patterns_and_numbers(shop: Shop) -> None:
    shop.land_one("orders.csv", "My Reference,AMOUNT ($),Note,Note\n1,2,a,b\n")
    assert shop.rows("select order_id, amount, note, note_2 from raw_shop.orders") == [
        ("1", "2", "a", "b")
    ]


def test_rule_05_an_unknown_money_column_lands_and_warns_every_night_until_it_is_declared(
    shop: Shop,
) -> None:
    shop.drop("orders.csv", "Order ID,Amount,Rush Fee,Extra\n1,2,9.99,$3.50\n")
    first, again = shop.land(), shop.land()
    assert shop.rows("select rush_fee, extra from raw_shop.orders") == [("9.99", "$3.50")]
    for report in (first, again):
        assert report.blocking == []
        (warning,) = report.warnings
        assert warning.startswith("shop/orders.csv: NEW MONEY COLUMNS extra, rush_fee: landed")
        assert "9.99" not in warning
    sources = shop.staging / "shop" / "_shop__sources.yml"
    declared = "{name: note}, {name: rush_fee}, {name: extra}]"
    sources.write_text(sources.read_text().replace("{name: note}]", declared))
    assert shop.land().warnings == []


def test_rule_05_a_waiver_accepts_unknown_money(shop: Shop) -> None:
    shop.land_one("orders.csv", "Order ID,Amount,Rush Fee\n1,2,9.99\n")
    waive(shop, "shop/orders.csv")
    assert shop.land().warnings == []


def test_rule_06_date_order_and_zone_are_declared_and_never_guessed(typed: Typed) -> None:
    """The first of March, one in the morning in Berlin, an hour ahead of UTC."""
    assert typed.rows("select created_at from staging.stg_servicenow__tickets") == [
        (at("2016-03-01 00:00"),)
    ]


def test_rule_06_the_zone_and_the_form_of_local_times_are_said_once_and_followed() -> None:
    """What staging reads with and what landing counts with are the same constants."""
    followed: set[tuple[str, str, str, str]] = set()
    for model in STAGING.glob("*/*.sql"):
        text = model.read_text()
        constants = dict(re.findall(r'set (\w+) = "([^"]+)"', text))
        for column, pattern, zone in re.findall(
            r'utc_from_wall_clock\("(\w+)", (\w+), (\w+)\)', text
        ):
            system = model.parent.name
            followed.add((system, column, constants[pattern], zone_named(constants[zone]).key))
    declared = {
        (table.system, column, pattern, table.options["timezone"])
        for table in declared_tables(STAGING)
        for column, pattern in (table.options.get("local_times") or {}).items()
    }
    calls = sum(m.read_text().count("utc_from_wall_clock(") for m in STAGING.glob("*/*.sql"))
    assert declared == followed
    assert len(followed) == calls > 0


def test_rule_07_local_times_that_do_not_exist_or_exist_twice_are_counted(typed: Typed) -> None:
    outcome = typed.outcomes["freshdesk/tickets-1.csv"]
    assert outcome.notes == (
        "column created_time: 1 local times that a clock change of America/New_York skips: "
        "moved forward by the gap",
        "column created_time: 2 local times that occur twice at a clock change of "
        "America/New_York: the later is taken",
    )
    assert not outcome.is_blocking
    assert typed.rows(
        "select finding_type, column_name, finding_count from raw.file_findings "
        "where file_name = 'freshdesk/tickets-1.csv' order by all"
    ) == [("doubled_local_time", "created_time", 2), ("skipped_local_time", "created_time", 1)]


def test_rule_07_clocks_may_change_by_half_an_hour(shop: Shop) -> None:
    """Lord Howe Island had 01:30 to 02:00 twice on 7 April 2024, and skipped 02:00 to 02:30 on
    6 October."""
    sources = shop.staging / "shop" / "_shop__sources.yml"
    constants = 'timezone: Australia/Lord_Howe, local_times: {note: "%Y-%m-%d %H:%M"}'
    changed = sources.read_text().replace(
        "signature: [order_id, amount]\n",
        "signature: [order_id, amount]\n"
        + "".join(f"              {line}\n" for line in constants.split(", ")),
    )
    sources.write_text(changed)
    times = ("04-07 01:15", "04-07 01:30", "04-07 01:45", "04-07 02:00")
    times += ("10-06 01:59", "10-06 02:10", "10-06 02:30")
    outcome = shop.land_one("orders.csv", ORDERS + "".join(f"1,2,2024-{at}\n" for at in times))
    assert [(f.finding_type, f.count) for f in outcome.findings] == [
        ("skipped_local_time", 1),
        ("doubled_local_time", 2),
    ]


def test_rule_07_a_skipped_time_moves_forward_and_a_doubled_one_is_the_later(typed: Typed) -> None:
    """02:30 that never was is 03:30, four hours behind UTC; 01:30 is taken after the change, five
    hours behind."""
    assert typed.rows(
        "select ticket_id, created_at from staging.stg_freshdesk__tickets "
        "where ticket_id in ('1', '2', '4') order by ticket_id"
    ) == [
        ("1", at("2024-03-10 07:30")),
        ("2", at("2024-11-03 06:30")),
        ("4", at("2024-11-03 07:00")),
    ]


def test_rule_08_money_is_read_in_every_form_and_everything_else_is_an_error_row(
    typed: Typed,
) -> None:
    assert typed.rows(
        "select document_number, original_amount from staging.stg_xero__invoice_lines "
        "order by document_number"
    ) == [
        ("1", Decimal("1250.50")),
        ("2", Decimal("10.00")),
        ("3", Decimal("10.50")),
        ("4", Decimal("-5.25")),
        ("5", Decimal("-5.25")),
        ("6", Decimal("0.00")),
        ("7", None),
        ("8", None),
        ("9", None),
    ]
    # Bill 7 is blank, which is no amount and no error; bills 8 and 9 stand in rows 9 and 10.
    assert typed.unread("stg_xero__invoice_lines") == [(9, "line_amount"), (10, "line_amount")]


def test_rule_08_landing_reads_money_as_staging_does() -> None:
    read = [money(text) for text in ("$1,250.50", "£10", "€ 10.5", "(5.25)", "5.25-", "-", "")]
    assert read == [
        *(Decimal("1250.50"), Decimal(10), Decimal("10.5"), Decimal("-5.25"), Decimal("-5.25")),
        *(Decimal(0), None),
    ]


def test_rule_09_durations_are_clocks_beyond_a_day_decimals_letters_and_words(
    typed: Typed,
) -> None:
    assert typed.rows(
        "select ticket_id, handle_seconds from staging.stg_freshdesk__tickets "
        "where handle_seconds is not null order by ticket_id"
    ) == [("1", 96000), ("2", 4500), ("3", 12000)]
    assert typed.unread("stg_freshdesk__csv_tickets") == [(5, "time_tracked")]
    assert typed.rows(
        "select taken_minutes from staging.stg_request_tracker__transaction_items"
    ) == [(7,)]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("bills.csv", BILLS, BILLS.replace('"($1,250.50)"', '"($1,250.51)"')),
        ("wages.csv", WAGES, WAGES.replace('"1,000.50"', '"1,000.51"')),
    ],
)
def test_rule_10_a_total_row_must_match_its_rows_to_the_cent(
    shop: Shop, name: str, good: str, bad: str
) -> None:
    assert good != bad
    refused = shop.land_one(name, bad)
    assert (refused.status, refused.is_blocking) == ("refused", True)
    assert "control total" in (refused.reason or "")
    assert shop.land_one(name, good).status == "landed"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!DOCTYPE html><html>Please sign in</html>", "an HTML or XML page"),
        (b"", "the file is empty"),
        (ORDERS.encode(), "no rows"),
        (gzip.compress(ORDERS.encode() * 50)[:-9], "breaks off or is damaged"),
        ((ORDERS + "1,2,x\n").encode("utf-16")[:-1], "breaks off or is damaged"),
    ],
    ids=["login page", "empty", "header alone", "cut gzip", "cut utf-16"],
)
def test_rule_11_login_pages_and_empty_and_truncated_files_are_refused(
    shop: Shop, content: bytes, reason: str
) -> None:
    outcome = shop.land_one("orders.csv", content)
    assert outcome.status == "refused"
    assert reason in (outcome.reason or "")


def test_rule_11_far_fewer_rows_than_the_last_time_need_a_stated_reason(shop: Shop) -> None:
    shop.land_one("orders.csv", ORDERS + "".join(f"{n},1.00,x\n" for n in range(40)))
    shop.land_one("orders.csv", ORDERS + "".join(f"{n},1.00,x\n" for n in range(19)))

    def judged() -> tuple[bool, bool, str]:
        now = datetime.now(UTC)
        (check,) = (c for c in check_files(shop.home, shop.tables, now) if c.asset[1] == "orders")
        return check.passed, check.blocking, check.description

    passed, blocking, said = judged()
    assert (passed, blocking) == (False, True)
    assert "shop/orders.csv fell from 40 to 19 rows" in said
    waive(shop, "shop/orders.csv")
    assert judged()[0]


def test_rule_12_the_last_version_counts_by_its_own_time_then_by_load(typed: Typed) -> None:
    """Ticket 5 came again as it was a day before; ticket 6 came again with the same time."""
    assert typed.rows(
        "select ticket_id, status from staging.stg_freshdesk__tickets "
        "where ticket_id in ('5', '6') order by ticket_id"
    ) == [("5", "solved"), ("6", "closed")]


def test_rule_12_equal_content_is_skipped(shop: Shop) -> None:
    shop.drop("orders.csv", ORDERS + "1,2,x\n")
    shop.drop("orders-again.csv", ORDERS + "1,2,x\n")
    assert [outcome.status for outcome in shop.land().outcomes] == ["landed", "unchanged"]
    assert shop.rows("select count(*) from raw_shop.orders") == [(1,)]


def test_rule_13_an_id_that_went_through_a_spreadsheet_refuses_the_file(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", ORDERS + "1,2,x\n1.03006E+13,2,x\n")
    assert outcome.status == "refused"
    assert outcome.reason == (
        "shop/orders.csv: row 3, column order_id: an id in scientific notation: a spreadsheet has "
        "rounded it; expected the whole id; export it again and do not save it from a spreadsheet"
    )


def test_rule_14_nothing_that_landed_is_deleted(shop: Shop) -> None:
    shop.land_one("orders.csv", ORDERS + "1,2,first\n")
    shop.land_one("orders.csv", ORDERS + "1,3,second\n")
    (shop.folder / "orders.csv").unlink()
    shop.land()
    assert shop.rows("select note, _load_number from raw_shop.orders order by _load_number") == [
        ("first", 1),
        ("second", 2),
    ]
    assert shop.rows("select status, is_present from raw.files order by load_number") == [
        ("landed", False),
        ("landed", False),
    ]


def test_what_blocks_a_rejected_row_warns_and_the_rest_lands(shop: Shop) -> None:
    outcome = shop.land_one("orders.csv", ORDERS + "1,2,x\n3,4\n")
    report = shop.land()
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (2, 1, 1)
    assert report.blocking == []
    assert shop.rows(
        "select source_row, found, expected, reason, row_text from raw.rejected_rows"
    ) == [(3, "2 fields", "3 fields", "wrong number of fields", "3,4")]


@pytest.mark.parametrize(
    ("name", "content", "blocks"),
    [
        ("orders.csv", "<html>", True),
        ("events.ndjson", "<html>", False),
        ("bills.csv", BILLS.replace('"$27,499.00"', '"$27,499.01"'), True),
    ],
    ids=["required", "optional", "control total of an optional source"],
)
def test_what_blocks_a_refused_file_that_is_required_or_does_not_add_up_until_it_is_waived(
    shop: Shop, name: str, content: str, blocks: bool
) -> None:
    path = shop.drop(name, content)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    report = shop.land()
    assert bool(report.blocking) == blocks
    assert bool(report.warnings) != blocks
    waive(shop, f"shop/{name}")
    waived = shop.land()
    assert waived.blocking == []
    assert waived.warnings[0].endswith("(waived)")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_blocks_rows_read_are_rows_landed_and_rejected_in_every_file(
    new_shop: Callable[[], Shop],
) -> None:
    shop = new_shop()
    shop.drop("orders.csv", ORDERS + '1,2,x\n3,4\n5,6,"open\n7,8,y\n')
    shop.drop("events.ndjson", '{"id":1,"sent":"a"}\n{"id":2}\nnonsense\n')
    shop.drop("wages.csv", WAGES)
    shop.drop("bills.csv", BILLS)
    shop.land()
    assert shop.rows(
        "select table_name, rows_read, rows_landed, rows_rejected from raw.files order by all"
    ) == [("bills", 3, 3, 0), ("events", 3, 1, 2), ("orders", 4, 2, 2), ("wages", 3, 3, 0)]
