"""The flat company's exports add up to its published facts, month by month."""

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.sample import flat_company as facts
from tests.sample.exported import ledger_rows, money, pay_sections, template_rows

HANDLED = """
    select audit_month, author_id, work, route, sum(cast(to_value as bigint)) as seconds
    from entries
    inner join tickets on entries.ticket_id = tickets.ticket_id
    where field_name = '9000001' and author_id between 4101 and 4115
    group by audit_month, author_id, work, route
"""


def test_every_month_has_its_tickets_by_work_and_route(
    flat_zendesk: duckdb.DuckDBPyConnection,
) -> None:
    found: dict[str, facts.Cells] = defaultdict(dict)
    for month, work, route, count in flat_zendesk.execute(
        "select created_month, work, route, count(*) from tickets group by all"
    ).fetchall():
        found[month][work, route] = count
    assert found == {month: facts.demand_units(month) for month in facts.MONTHS}


def test_every_ticket_is_solved_in_its_month_and_has_a_requester_of_its_own(
    flat_zendesk: duckdb.DuckDBPyConnection,
) -> None:
    assert flat_zendesk.execute("""
        select
            count(*),
            count(distinct requester_id),
            count(*) filter (where status = 'solved'),
            count(*) filter (
                where strftime(timezone('America/New_York', updated_at), '%Y-%m') = created_month
            )
        from tickets
    """).fetchone() == (187_500, 187_500, 187_500, 187_500)


def test_the_own_team_logs_exactly_its_minutes(flat_zendesk: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for month, _, work, route, seconds in flat_zendesk.execute(HANDLED).fetchall():
        found[month][work, route] += seconds
    assert found == {
        month: {cell: minutes * 60 for cell, minutes in facts.own_minutes(month).items()}
        for month in facts.MONTHS
    }


def test_single_people_log_exactly_their_minutes(flat_zendesk: duckdb.DuckDBPyConnection) -> None:
    found = {tuple(row[:4]): row[4] for row in flat_zendesk.execute(HANDLED).fetchall()}
    for key, minutes in facts.PERSON_MINUTES.items():
        assert found[key] == minutes * 60, key


def test_audits_move_forward_and_the_first_one_creates_the_ticket(
    flat_zendesk: duckdb.DuckDBPyConnection,
) -> None:
    assert flat_zendesk.execute("""
        select count(distinct entries.ticket_id), min(entries.created_at >= tickets.created_at)
        from entries
        inner join tickets on entries.ticket_id = tickets.ticket_id
        where entry_type = 'Create' or entries.created_at > tickets.created_at
    """).fetchone() == (187_500, True)


@pytest.mark.parametrize("month", facts.MONTHS)
def test_pay_adds_up_to_the_pools_with_each_tax_split_over_its_earnings(
    flat_landing: Path, month: str
) -> None:
    pools = dict.fromkeys(("labour", "overtime", "management"), Decimal(0))
    sections = pay_sections(flat_landing / "gusto" / f"payroll-journal-{month}.csv")
    assert len(sections) == 2
    for section in sections:
        for row in section.rows:
            regular, overtime, tax = (
                money(row[name])
                for name in ("Regular (Amount)", "Overtime (Amount)", "Employer Taxes")
            )
            on_regular, on_overtime = split_by_largest_remainder(tax, regular, overtime)
            is_manager = row["Last Name"] in ("Prescott", "Quillan")
            pools["management" if is_manager else "labour"] += regular + on_regular
            pools["overtime"] += overtime + on_overtime
    for benefit in template_rows(flat_landing, "payroll_lines-benefits", month):
        assert (benefit["line_kind"], benefit["burdens"]) == ("employer_benefit", "regular")
        pools["labour"] += Decimal(benefit["amount"])
    assert pools == facts.pay_pools(month)


def split_by_largest_remainder(
    tax: Decimal, regular: Decimal, overtime: Decimal
) -> tuple[Decimal, Decimal]:
    """Tax in proportion to two earnings; the cent left over to the larger remainder."""
    cents, gross = int(tax * 100), int((regular + overtime) * 100)
    parts = [divmod(cents * int(earning * 100), gross) for earning in (regular, overtime)]
    shares = [whole for whole, _ in parts]
    if sum(shares) < cents:
        shares[0 if parts[0][1] >= parts[1][1] else 1] += 1
    return Decimal(shares[0]) / 100, Decimal(shares[1]) / 100


def test_totals_of_every_pay_run_equal_its_rows(flat_landing: Path) -> None:
    for path in (flat_landing / "gusto").iterdir():
        for section in pay_sections(path):
            for name in ("Gross Earnings", "Employer Taxes", "Net Pay", "Employer Cost"):
                assert money(section.totals[name]) == sum(money(row[name]) for row in section.rows)
            for row in section.rows:
                assert money(row["Employer Cost"]) == money(row["Gross Earnings"]) + money(
                    row["Employer Taxes"]
                )
                assert money(row["Employer Taxes"]) == sum(
                    money(row[name])
                    for name in (
                        "Social Security (Employer)",
                        "Medicare (Employer)",
                        "FUTA (Employer)",
                        "NY Unemployment Tax (Employer)",
                    )
                )


def test_the_ledger_holds_every_bill_with_its_service_period(flat_landing: Path) -> None:
    found: Counter[tuple[str, str, str]] = Counter()
    payments = bills = Decimal(0)
    for path in (flat_landing / "quickbooks").iterdir():
        for row in ledger_rows(path):
            if row.kind == "Bill Payment (Check)":
                payments += row.amount
                continue
            bills += row.amount
            found[row.vendor, *row.service] += row.amount  # pyright: ignore[reportArgumentType]
    assert found == facts.DOCUMENT_TOTALS
    assert payments < 0 < bills


def test_onboarding_is_told_apart_by_its_memo(flat_landing: Path) -> None:
    rows = [row for path in (flat_landing / "quickbooks").iterdir() for row in ledger_rows(path)]
    onboarding = [row for row in rows if "onboarding" in row.memo]
    assert {row.vendor for row in onboarding} == {"Northline BPO Inc"}
    assert sum(row.amount for row in onboarding) == Decimal("27000.00")


def test_the_platform_is_billed_in_euros_outside_the_ledger(flat_landing: Path) -> None:
    assert [
        (row["vendor"], row["service_start"], row["service_end"], row["net_amount"],
         row["currency"])
        for row in template_rows(flat_landing, "invoice_lines")
    ] == [("Automatik GmbH", "2024-10-01", "2025-09-30", "16363.64", "EUR")]  # fmt: skip


@pytest.mark.parametrize("month", facts.MONTHS)
def test_management_logs_its_hours_by_activity(flat_landing: Path, month: str) -> None:
    hours: Counter[tuple[str, str]] = Counter()
    owner = Decimal(0)
    path = flat_landing / "harvest" / f"time-report-{month}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            hours[row["Client"], row["Task"]] += Decimal(row["Hours"])  # pyright: ignore[reportArgumentType]
            if row["Roles"] == "Owner":
                owner += Decimal(row["Hours"])
    assert hours == facts.management_hours(month)
    assert owner == (24 if month in facts.AFTER else 40)


@pytest.mark.parametrize("month", facts.MONTHS)
def test_seats_are_held_by_people_of_the_roster(flat_landing: Path, month: str) -> None:
    with (flat_landing / "generic" / "agents.csv").open(encoding="utf-8", newline="") as file:
        employers = {
            row["source_id"]: row["employer"]
            for row in csv.DictReader(file)
            if row["source_system"] == "zendesk"
            and row["valid_from"] <= f"{month}-01"
            and (not row["valid_to"] or f"{month}-01" < row["valid_to"])
        }
    seats = list(template_rows(flat_landing, "seats", month))
    assert len({seat["person"] for seat in seats}) == len(seats)
    assert Counter(
        (employers[seat["person"]], seat["status"]) for seat in seats
    ) == facts.seat_counts(month)


@pytest.mark.parametrize(
    ("day", "full_time_equivalents"),
    [
        ("2024-01-01", "13.75"),
        ("2024-08-31", "13.75"),
        ("2024-09-01", "10"),
        ("2024-10-01", "4.25"),
    ],
)
def test_the_roster_holds_the_capacity(
    flat_landing: Path, day: str, full_time_equivalents: str
) -> None:
    with (flat_landing / "generic" / "agents.csv").open(encoding="utf-8", newline="") as file:
        shares = {
            row["agent_key"]: Decimal(row["fte_share"])
            for row in csv.DictReader(file)
            if row["role_band"] == "agent"
            and row["valid_from"] <= day
            and (not row["valid_to"] or day < row["valid_to"])
        }
    assert sum(shares.values()) == Decimal(full_time_equivalents)


def test_northline_bills_what_it_finished_and_the_bot_every_attempt(flat_landing: Path) -> None:
    assert [
        (row["period_start"][:7], row["workflow"], int(row["units"]), row["rate"])
        for row in template_rows(flat_landing, "billed_units")
    ] == [
        (month, "refunds", facts.demand_units(month)["refund", "onshore"], "2.90")
        for month in facts.MONTHS[7:]
    ]
    for month in facts.AFTER:
        attempts = list(template_rows(flat_landing, "automation_events", month))
        assert len({row["ticket_id"] for row in attempts}) == 3_000
        assert {(row["workflow"], row["outcome"], row["billed"]) for row in attempts} == {
            ("order_status", "resolved", "true")
        }
