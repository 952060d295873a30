"""The real company shows what real exports show: season, change of hands, and untidy papers."""

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.sample.exported import ledger_rows, money, pay_sections, template_rows


def _share(connection: duckdb.DuckDBPyConnection, condition: str) -> float:
    row = connection.execute(f"select avg(cast({condition} as integer)) from tickets").fetchone()
    assert row
    return row[0]


def test_two_years_of_growing_and_seasonal_demand(real_zendesk: duckdb.DuckDBPyConnection) -> None:
    counts = dict(
        real_zendesk.execute(
            "select created_month, count(*) from tickets group by created_month"
        ).fetchall()
    )
    assert len(counts) == 24
    assert 1.05 < sum(counts[f"2025-{m:02}"] for m in range(1, 13)) / sum(
        counts[f"2024-{m:02}"] for m in range(1, 13)
    ) < 1.20  # fmt: skip
    assert counts["2024-12"] > 1.15 * counts["2024-10"]


def test_the_day_after_thanksgiving_is_the_peak(real_zendesk: duckdb.DuckDBPyConnection) -> None:
    days = real_zendesk.execute("""
        select strftime(timezone('America/New_York', created_at), '%m-%d') as day, count(*)
        from tickets
        where created_month = '2024-11'
        group by day
        order by count(*) desc
    """).fetchall()
    assert days[0][0] == "11-29"


def test_tickets_end_in_every_way(real_zendesk: duckdb.DuckDBPyConnection) -> None:
    statuses = dict(
        real_zendesk.execute("select status, count(*) from tickets group by status").fetchall()
    )
    assert {"new", "open", "pending", "solved", "closed", "deleted"} <= set(statuses)
    open_months = real_zendesk.execute(
        "select distinct created_month from tickets where status in ('new', 'open', 'pending')"
    ).fetchall()
    assert set(open_months) <= {("2025-11",), ("2025-12",)}


def test_the_last_status_change_is_the_status(real_zendesk: duckdb.DuckDBPyConnection) -> None:
    assert real_zendesk.execute("""
        with changes as (
            select ticket_id, arg_max(to_value, created_at) as status
            from entries
            where field_name = 'status'
            group by ticket_id
        )
        select count(*)
        from tickets
        inner join changes on tickets.ticket_id = changes.ticket_id
        where tickets.status <> changes.status
    """).fetchone() == (0,)


def test_some_work_is_unmatched_and_some_contacts_repeat(
    real_zendesk: duckdb.DuckDBPyConnection,
) -> None:
    assert 0.002 < _share(real_zendesk, "work is null") < 0.02
    row = real_zendesk.execute(
        "select 1 - count(distinct requester_id) / count(*) from tickets"
    ).fetchone()
    assert row
    assert 0.03 < row[0] < 0.07


def test_northline_ramps_up_and_the_bot_hands_over(
    real_landing: Path, real_zendesk: duckdb.DuckDBPyConnection
) -> None:
    shares = dict(
        real_zendesk.execute("""
            select created_month, avg(cast(route = 'onshore' as integer))
            from tickets
            where work in ('refund', 'order_change', 'product_question')
            group by created_month
        """).fetchall()
    )
    assert shares["2024-07"] == 0
    assert 0.2 < shares["2024-08"] < shares["2024-09"] < shares["2024-11"]
    outcomes = [row["outcome"] for row in template_rows(real_landing, "automation_events")]
    assert set(outcomes) == {"resolved", "assumed_resolved", "handed_off"}
    assert 0.15 < outcomes.count("handed_off") / len(outcomes) < 0.45


def test_nobody_works_before_joining_or_after_leaving(
    real_landing: Path, real_zendesk: duckdb.DuckDBPyConnection
) -> None:
    with (real_landing / "generic" / "agents.csv").open(encoding="utf-8", newline="") as file:
        stays: dict[str, list[tuple[str, str]]] = {}
        for row in csv.DictReader(file):
            if row["source_system"] == "zendesk":
                stay = (row["valid_from"], row["valid_to"] or "9999-12-31")
                stays.setdefault(row["source_id"], []).append(stay)
    for author, first, last in real_zendesk.execute("""
        select
            author_id,
            strftime(min(timezone('America/New_York', created_at)), '%Y-%m-%d'),
            strftime(max(timezone('America/New_York', created_at)), '%Y-%m-%d')
        from entries
        where author_id < 5000
        group by author_id
    """).fetchall():
        own = stays[str(author)]
        assert min(start for start, _ in own) <= first
        assert last < max(end for _, end in own)


def test_a_ticket_that_goes_on_comes_again_in_the_next_file(real_landing: Path) -> None:
    first = (real_landing / "zendesk" / "tickets-2024-01.ndjson").read_text(encoding="utf-8")
    second = (real_landing / "zendesk" / "tickets-2024-02.ndjson").read_text(encoding="utf-8")
    ids = [{line.split(",")[0] for line in text.splitlines()} for text in (first, second)]
    assert 0 < len(ids[0] & ids[1]) < 0.2 * len(ids[0])


def test_one_pay_row_is_corrected_by_a_second_export(real_landing: Path) -> None:
    folder = real_landing / "gusto"
    _, wrong = pay_sections(folder / "payroll-journal-2025-02.csv")
    (right,) = pay_sections(folder / "payroll-journal-2025-02_corrected.csv")
    assert right.pay_day == wrong.pay_day
    changed = [
        (old["Last Name"], money(old["Overtime (Hours)"]) - money(new["Overtime (Hours)"]))
        for old, new in zip(wrong.rows, right.rows, strict=True)
        if old != new
    ]
    assert changed == [("Castellano", Decimal("2.00"))]


def test_pay_holds_tips_reimbursements_bonuses_and_a_mid_month_joiner(real_landing: Path) -> None:
    folder = real_landing / "gusto"
    summer = [row for s in pay_sections(folder / "payroll-journal-2024-07.csv") for row in s.rows]
    assert {row["Last Name"] for row in summer if row["Paycheck Tips"]} == {"Novak"}
    assert any(row["Reimbursements"] for row in summer)
    winter = [row for s in pay_sections(folder / "payroll-journal-2024-12.csv") for row in s.rows]
    assert any(row["Additional Earnings"] for row in winter)
    half, whole = (
        money(row["Regular (Amount)"])
        for section in pay_sections(folder / "payroll-journal-2025-06.csv")
        for row in section.rows
        if row["Last Name"] == "Okafor"
    )
    assert (half, whole) == (Decimal("1287.50"), Decimal("2575.00"))


def test_papers_are_late_credited_voided_and_foreign(real_landing: Path) -> None:
    rows = [row for path in (real_landing / "quickbooks").iterdir() for row in ledger_rows(path)]
    late = next(row for row in rows if row.number == "INV-TEL-2024-11")
    assert (late.dated, late.service[0]) == ("02/18/2025", "2024-11-01")
    assert [row.amount for row in rows if row.kind == "Vendor Credit"] == [Decimal("-300.00")]
    assert [row.amount for row in rows if row.memo.startswith("Voided")] == [Decimal(0)]
    currencies = {row["currency"] for row in template_rows(real_landing, "invoice_lines")}
    assert currencies == {"EUR", "GBP"}


def test_a_day_of_hours_is_exported_twice(real_landing: Path) -> None:
    folder = real_landing / "harvest"
    month = (folder / "time-report-2025-02.csv").read_text(encoding="utf-8").splitlines()
    again = (folder / "time-report-2025-02_day.csv").read_text(encoding="utf-8").splitlines()
    assert len(again) > 1
    assert set(again) <= set(month)


@pytest.mark.parametrize("month", ["2024-08", "2025-12"])
def test_northline_bills_each_workflow_at_its_rate(real_landing: Path, month: str) -> None:
    billed = list(template_rows(real_landing, "billed_units", month))
    assert {row["workflow"] for row in billed} == {"refunds", "order_changes", "product_questions"}
    rows = [row for path in (real_landing / "quickbooks").iterdir() for row in ledger_rows(path)]
    total = sum(row.amount for row in rows if row.number == billed[0]["document_no"])
    assert total == sum(int(row["units"]) for row in billed) * Decimal("2.90")


def test_planned_shifts_follow_the_roster_the_clocks_and_the_closed_days(
    real_landing: Path,
) -> None:
    shifts = list(template_rows(real_landing, "shifts"))
    # Fourteen agents on 2 January 2024, six in ten of them early (nine); New York is at UTC-5.
    first = [tuple(row.values()) for row in shifts if row["starts_at"] < "2024-01-03"]
    assert first == [
        ("Support", "2024-01-02T13:00:00Z", "2024-01-02T22:00:00Z", "9", "in_house"),
        ("Support", "2024-01-02T18:00:00Z", "2024-01-03T03:00:00Z", "5", "in_house"),
    ]
    # 4 July is closed; 5 July 2025 is a Saturday in summer time: UTC-4 and, in Chicago, UTC-5.
    summer = [
        tuple(row.values()) for row in shifts if "2025-07-04" <= row["starts_at"] < "2025-07-06"
    ]
    assert summer == [
        ("Support", "2025-07-05T14:00:00Z", "2025-07-05T22:00:00Z", "2", "in_house"),
        ("Northline", "2025-07-05T14:00:00Z", "2025-07-05T22:00:00Z", "2", "onshore"),
    ]
    vendor = [row["starts_at"] for row in shifts if row["route"] == "onshore"]
    assert vendor[0].startswith("2024-08-01")
