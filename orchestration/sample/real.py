"""The `real` company: what a newcomer sees.

Two years with growth, season, a wage rise, a partner that learns, a bot that hands over, late and
corrected papers, and one month billed for 150 refunds too many. Facts stand at the top as dated
tables; a value holds until the next date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from orchestration.sample.clock import (
    half_months,
    last_day,
    month_after,
    month_range,
    working_days,
)
from orchestration.sample.flat import AUTOMATION, OUTSOURCING, SOFTWARE, TELEPHONE, UNIT_RATE
from orchestration.sample.people import FIRST_DAY, company_people
from orchestration.sample.plan import (
    ANSWERBOT,
    NORTHLINE,
    OWN_TEAM,
    BilledUnits,
    Document,
    Habits,
    HoursEntry,
    Opinions,
    PayRow,
    Person,
    Plan,
    Seat,
    Stay,
    Unlearnt,
    WorkCell,
    in_force,
    paid_bill,
    seats_of,
    spread_hours,
    weighted_parts,
)
from orchestration.sample.rosters import month_shifts

FIRST_MONTH, LAST_MONTH = date(2024, 1, 1), date(2025, 12, 1)
JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = (date(2024, m, 1) for m in range(7, 13))
WAGE_RISE = date(2025, 1, 1)
JOINED_ON, RELEASED_ON = date(2025, 6, 9), date(2025, 3, 1)

# Tickets of January 2024 before season, growth a month, and seconds that the own team needs.
_WORKFLOWS: dict[str, tuple[int, float, int]] = {
    "key_accounts": (400, 0.004, 1_200),
    "technical_issues": (1_000, 0.008, 960),
    "billing_disputes": (600, 0.006, 800),
    "refunds": (3_300, 0.010, 480),
    "order_changes": (2_200, 0.010, 450),
    "product_questions": (2_000, 0.009, 510),
    "order_status": (2_200, 0.013, 330),
    "password_resets": (800, 0.010, 400),
}
_MOVED_TO_NORTHLINE = ("refunds", "order_changes", "product_questions")
_MOVED_TO_BOT = ("order_status", "password_resets")
_SEASON = (1.04, 0.94, 0.94, 0.94, 0.96, 0.95, 0.94, 0.95, 0.97, 1.00, 1.17, 1.20)
_UNSEASONAL = ("key_accounts", "billing_disputes")

_NORTHLINE_SHARE = {FIRST_MONTH: 0.0, AUGUST: 0.34, SEPTEMBER: 0.73, OCTOBER: 0.94, NOVEMBER: 0.97}
_NORTHLINE_PEOPLE = {FIRST_MONTH: 0, AUGUST: 4, SEPTEMBER: 6, OCTOBER: 8}
_NORTHLINE_SECONDS = {FIRST_MONTH: 0, AUGUST: 780, SEPTEMBER: 690, OCTOBER: 610, NOVEMBER: 570,
                      DECEMBER: 545, date(2025, 2, 1): 520}  # fmt: skip
_SHADOW_SECONDS_PER_TICKET = {FIRST_MONTH: 0, AUGUST: 110, SEPTEMBER: 66, OCTOBER: 36,
                              NOVEMBER: 26, DECEMBER: 22, date(2025, 2, 1): 15}  # fmt: skip
_BOT_RESOLVED_SHARE = {FIRST_MONTH: 0.0, OCTOBER: 0.52, NOVEMBER: 0.58, DECEMBER: 0.61,
                       date(2025, 1, 1): 0.66, date(2025, 2, 1): 0.70, date(2025, 4, 1): 0.75,
                       date(2025, 8, 1): 0.79}  # fmt: skip
_HANDED_OVER_SECONDS = 380
_LEFT_BEHIND_SECONDS = 560

# Shares by which promises are kept less often: everybody, and Northline on top of it.
_LATE = {FIRST_MONTH: 0.02, date(2024, 2, 1): 0.0, AUGUST: 0.03, OCTOBER: 0.01, NOVEMBER: 0.05,
         DECEMBER: 0.06, date(2025, 1, 1): 0.02, date(2025, 2, 1): 0.0, date(2025, 11, 1): 0.04,
         date(2025, 12, 1): 0.05}  # fmt: skip
_NORTHLINE_LATE = {FIRST_MONTH: 0.0, AUGUST: 0.12, SEPTEMBER: 0.08, OCTOBER: 0.05, NOVEMBER: 0.02,
                   DECEMBER: 0.01, date(2025, 2, 1): 0.0}  # fmt: skip
_NORTHLINE_REOPENED = {FIRST_MONTH: 0.0, AUGUST: 0.14, SEPTEMBER: 0.11, OCTOBER: 0.085,
                       NOVEMBER: 0.065, DECEMBER: 0.055, date(2025, 2, 1): 0.045}  # fmt: skip

# What seeds/definitions/playbook_changes.csv announces, and how it is learnt.
_UNLEARNT = (
    Unlearnt("refunds", NORTHLINE, date(2025, 3, 10), reopened_lift=0.16, weeks=3.0),
    Unlearnt("refunds", OWN_TEAM, date(2025, 3, 10), reopened_lift=0.08, weeks=1.5),
    Unlearnt("order_changes", NORTHLINE, date(2025, 10, 6), reopened_lift=0.15, weeks=7.0),
)

# Reviewed tickets in which a fault is found: the own team's, and Northline's.
_FAULTY = 0.07
_NORTHLINE_FAULTY = {FIRST_MONTH: 0.0, AUGUST: 0.31, SEPTEMBER: 0.26, OCTOBER: 0.20,
                     NOVEMBER: 0.16, DECEMBER: 0.13, date(2025, 2, 1): 0.09}  # fmt: skip

# One month Northline bills more refunds than it got.
OVER_BILLED_MONTH, OVER_BILLED_WORKFLOW, OVER_BILLED_UNITS = date(2025, 8, 1), "refunds", 150

# Black Friday and the days after it, against an ordinary day of the month.
_PEAK_DAYS = {
    date(2024, 11, 29): 3.2, date(2024, 11, 30): 2.4, date(2024, 12, 1): 2.2,
    date(2024, 12, 2): 2.3, date(2024, 12, 3): 1.8, date(2024, 12, 4): 1.5,
    date(2025, 11, 28): 3.3, date(2025, 11, 29): 2.5, date(2025, 11, 30): 2.3,
    date(2025, 12, 1): 2.4, date(2025, 12, 2): 1.9, date(2025, 12, 3): 1.5,
}  # fmt: skip

_FULL = "1"
_KEPT = ("A01", "A02", "A03", "A04", "A05")
STAYS: dict[str, tuple[Stay, ...]] = {
    **{key: (Stay(FIRST_DAY, None, _FULL),) for key in _KEPT},
    "A06": (Stay(FIRST_DAY, RELEASED_ON, _FULL),),
    **{f"A{number:02}": (Stay(FIRST_DAY, OCTOBER, _FULL),) for number in range(7, 11)},
    **{f"A{number:02}": (Stay(FIRST_DAY, SEPTEMBER, _FULL),) for number in range(11, 14)},
    "A14": (Stay(FIRST_DAY, OCTOBER, "0.75"), Stay(OCTOBER, None, "0.5")),
    "A15": (Stay(JOINED_ON, None, _FULL),),
    "M01": (Stay(FIRST_DAY, None, _FULL),),
    "M02": (Stay(FIRST_DAY, NOVEMBER, _FULL),),
}

_HALF_MONTH_CENTS = {FIRST_MONTH: 250_000, WAGE_RISE: 257_500}
_BENEFIT_CENTS = {FIRST_MONTH: 30_875, WAGE_RISE: 32_100}
_MANAGER_CENTS = {"M01": 550_000, "M02": 350_000}
_MANAGER_BENEFIT_CENTS = 42_000
_HALF_MONTH_HOURS = 86.67
_WAGE_LIMIT_FEDERAL_CENTS = 700_000
_WAGE_LIMIT_STATE_CENTS = {2024: 1_250_000, 2025: 1_280_000}
_INTERNET_ALLOWANCE_CENTS = 2_500
_PEAK_BONUS_CENTS = 30_000
# The part-timer also serves the shop's counter in summer; customers' tips come with the pay.
_TIPS_CENTS = {("A14", month): 4_150 + 310 * month for month in (6, 7, 8)}
_MINUTES_PER_FTE = 8_000
_COVERAGE_OVERTIME_HOURS = {FIRST_MONTH: 110, OCTOBER: 45}

# A pay run was exported with two overtime hours too many; the second export puts it right.
_CORRECTED_MONTH, _CORRECTED_PERSON, _WRONG_HOURS = date(2025, 2, 1), "A03", 2.0
_REPEATED_DAY = date(2025, 2, 12)

_HOURS: dict[date, dict[tuple[str, str, str], int]] = {
    FIRST_MONTH: {
        ("M01", OWN_TEAM, "management"): 110,
        ("M02", OWN_TEAM, "management"): 70,
        ("OWNER", OWN_TEAM, "management"): 40,
    },
    JULY: {
        ("M01", OWN_TEAM, "management"): 60,
        ("M02", OWN_TEAM, "management"): 38,
        ("OWNER", OWN_TEAM, "management"): 22,
        ("M01", NORTHLINE, "transition"): 50,
        ("M02", NORTHLINE, "transition"): 32,
        ("OWNER", NORTHLINE, "transition"): 18,
    },
    OCTOBER: {
        ("M01", OWN_TEAM, "management"): 52,
        ("M01", NORTHLINE, "management"): 44,
        ("M01", ANSWERBOT, "management"): 14,
        ("M02", OWN_TEAM, "management"): 30,
        ("M02", NORTHLINE, "management"): 40,
        ("OWNER", OWN_TEAM, "management"): 12,
        ("OWNER", NORTHLINE, "management"): 10,
        ("OWNER", ANSWERBOT, "management"): 4,
    },
    NOVEMBER: {
        ("M01", OWN_TEAM, "management"): 58,
        ("M01", NORTHLINE, "management"): 42,
        ("M01", ANSWERBOT, "management"): 10,
        ("OWNER", OWN_TEAM, "management"): 12,
        ("OWNER", NORTHLINE, "management"): 9,
        ("OWNER", ANSWERBOT, "management"): 3,
    },
    date(2025, 4, 1): {
        ("M01", OWN_TEAM, "management"): 66,
        ("M01", NORTHLINE, "management"): 36,
        ("M01", ANSWERBOT, "management"): 8,
        ("OWNER", OWN_TEAM, "management"): 12,
        ("OWNER", NORTHLINE, "management"): 6,
        ("OWNER", ANSWERBOT, "management"): 2,
    },
}


def real_plan(end_month: date | None = None) -> Plan:
    """The whole real company up to a month (by default all its 24 months)."""
    people = company_people(STAYS, vendor_start=AUGUST, bot_start=OCTOBER)
    by_key = {person.key: person for person in people}
    return Plan(
        months=tuple(month_range(FIRST_MONTH, min(end_month or LAST_MONTH, LAST_MONTH))),
        people=people,
        documents=_documents(),
        work=lambda month: _work(month, people),
        habits=_habits,
        pay=lambda month: _pay(month, people),
        hours=lambda month: spread_hours(month, in_force(_HOURS, month), by_key),
        seats=lambda month: _seats(month, by_key),
        billed=_billed,
        corrected_pay=lambda month: _corrected_pay(month, people),
        repeated_hours=lambda month: _repeated_hours(month, by_key),
        opinions=_opinions,
        shifts=lambda month: month_shifts(
            month, people, lambda day: in_force(_NORTHLINE_PEOPLE, day)
        ),
    )


@cache
def _units(workflow_id: str, month: date) -> int:
    """Tickets of a workflow in a month: growth, season and a little chance."""
    base, growth, _ = _WORKFLOWS[workflow_id]
    age = (month.year - 2024) * 12 + month.month - 1
    season = 1.0 if workflow_id in _UNSEASONAL else _SEASON[month.month - 1]
    chance = Random(f"{workflow_id} {month}").gauss(1.0, 0.015)
    return round(base * (1 + growth) ** age * season * chance)


def _split(workflow_id: str, month: date) -> tuple[int, int]:
    """Tickets that the partner (or the bot) finishes, and those that the own team does."""
    units = _units(workflow_id, month)
    share = 0.0
    if workflow_id in _MOVED_TO_NORTHLINE:
        share = in_force(_NORTHLINE_SHARE, month)
    elif workflow_id in _MOVED_TO_BOT:
        share = in_force(_BOT_RESOLVED_SHARE, month)
    return round(units * share), units - round(units * share)


def _own_seconds_needed(workflow_id: str, month: date) -> int:
    """Seconds of the own team for its own tickets of a workflow."""
    moved, own = _split(workflow_id, month)
    seconds = _WORKFLOWS[workflow_id][2]
    if moved and workflow_id in _MOVED_TO_BOT:
        seconds = _HANDED_OVER_SECONDS
    elif moved and month >= OCTOBER:
        seconds = _LEFT_BEHIND_SECONDS
    return own * seconds


def _agents(month: date, people: Sequence[Person]) -> dict[str, float]:
    """The month's agents with the full-time share, averaged over the month's working days."""
    days = working_days(month, last_day(month))
    shares = {
        person.key: sum(person.fte_on(day) for day in days) / len(days)
        for person in people
        if person.role_band == "agent"
    }
    return {key: share for key, share in shares.items() if share}


def _work(month: date, people: Sequence[Person]) -> list[WorkCell]:
    agents = _agents(month, people)
    vendor_people = tuple(f"N{n:02}" for n in range(1, in_force(_NORTHLINE_PEOPLE, month) + 1))
    cells: list[WorkCell] = []

    def shared(seconds: int) -> dict[str, int]:
        return dict(zip(agents, weighted_parts(seconds, list(agents.values())), strict=True))

    for workflow_id in _WORKFLOWS:
        moved, own = _split(workflow_id, month)
        is_bot = workflow_id in _MOVED_TO_BOT
        own_seconds = shared(_own_seconds_needed(workflow_id, month))
        cells.append(
            WorkCell(workflow_id, OWN_TEAM, own, own_seconds, is_handed_over=is_bot and moved > 0)
        )
        if moved and is_bot:
            cells.append(WorkCell(workflow_id, ANSWERBOT, moved, {}))
        elif moved:
            shadow = shared(moved * in_force(_SHADOW_SECONDS_PER_TICKET, month))
            mean = in_force(_NORTHLINE_SECONDS, month)
            cells.append(WorkCell(workflow_id, NORTHLINE, moved, shadow, vendor_people, mean))
    return cells


def _habits(month: date) -> Habits:
    return Habits(
        is_solved_in_month=False,
        one_touch_share=0.64,
        reopened_share=0.04,
        repeat_share=0.05,
        merged_share=0.008,
        deleted_share=0.003,
        unmatched_share=0.012,
        late_share_lift=in_force(_LATE, month),
        vendor_late_share_lift=in_force(_NORTHLINE_LATE, month),
        vendor_reopened_share=in_force(_NORTHLINE_REOPENED, month),
        shadow_after_solve_share=0.3,
        assumed_resolved_share=0.09,
        day_weights=_PEAK_DAYS,
        unlearnt=_UNLEARNT,
    )


def _opinions(month: date) -> Opinions:
    return Opinions(
        surveyed_workflow="key_accounts",
        survey_answered_share=0.28,
        nps_answered_share=0.014,
        nps_without_ticket_share=0.03,
        reviewed_share=0.012,
        faulty_share=_FAULTY,
        vendor_faulty_share=in_force(_NORTHLINE_FAULTY, month),
    )


def _overtime_hours(month: date, people: Sequence[Person]) -> float:
    """Hours for evenings and weekends, and for work beyond what the team can do."""
    agents = _agents(month, people)
    needed = sum(_own_seconds_needed(workflow_id, month) for workflow_id in _WORKFLOWS)
    shadow = sum(_split(workflow_id, month)[0] for workflow_id in _MOVED_TO_NORTHLINE)
    needed += shadow * in_force(_SHADOW_SECONDS_PER_TICKET, month)
    beyond = needed / 3_600 - sum(agents.values()) * _MINUTES_PER_FTE / 60
    return in_force(_COVERAGE_OVERTIME_HOURS, month) + max(0.0, beyond)


def _pay(month: date, people: Sequence[Person]) -> list[PayRow]:
    """The month's pay rows as first exported (one row of one run is wrong)."""
    rows = _right_pay(month, people)
    if month == _CORRECTED_MONTH:
        return [
            _with_overtime(row, row.overtime_hours + _WRONG_HOURS)
            if row.person.key == _CORRECTED_PERSON and row.period_start > month
            else row
            for row in rows
        ]
    return rows


def _corrected_pay(month: date, people: Sequence[Person]) -> list[PayRow]:
    if month != _CORRECTED_MONTH:
        return []
    return [row for row in _right_pay(month, people) if row.period_start > month]


def _right_pay(month: date, people: Sequence[Person]) -> list[PayRow]:
    overtime_hours = _overtime_hours(month, people) / 2
    rows: list[PayRow] = []
    for start, end in half_months(month):
        agents = [
            (person, _paid_share(person, start, end))
            for person in people
            if person.is_on_payroll and person.role_band == "agent"
        ]
        whole_share = sum(share for _, share in agents)
        for person, share in agents:
            if not share:
                continue
            row = _agent_row(person, share, start, end)
            rows.append(_with_overtime(row, round(overtime_hours * share / whole_share, 2)))
        for person in people:
            if person.role_band == "manager" and person.fte_on(start):
                cents = _MANAGER_CENTS[person.key]
                row = _untaxed_row(person, start, end, 1.0, cents, _MANAGER_BENEFIT_CENTS)
                rows.append(_taxed(row))
    return rows


def _paid_share(person: Person, start: date, end: date) -> float:
    days = working_days(start, end)
    return sum(person.fte_on(day) for day in days) / len(days)


def _agent_row(person: Person, share: float, start: date, end: date) -> PayRow:
    row = _untaxed_row(
        person,
        start,
        end,
        share,
        round(in_force(_HALF_MONTH_CENTS, start) * share),
        round(in_force(_BENEFIT_CENTS, start) * share),
    )
    is_second_half = start.day > 1
    is_peak_end = is_second_half and start.month == 12
    return replace(
        row,
        bonus_cents=round(_PEAK_BONUS_CENTS * share) if is_peak_end else 0,
        tips_cents=_TIPS_CENTS.get((person.key, start.month), 0),
        reimbursement_cents=_INTERNET_ALLOWANCE_CENTS if is_second_half else 0,
    )


def _untaxed_row(
    person: Person, start: date, end: date, share: float, cents: int, benefit_cents: int
) -> PayRow:
    return PayRow(
        person,
        start,
        end,
        end + timedelta(days=5),
        regular_hours=round(_HALF_MONTH_HOURS * share, 2),
        regular_cents=cents,
        overtime_hours=0.0,
        overtime_cents=0,
        social_security_cents=0,
        medicare_cents=0,
        federal_unemployment_cents=0,
        state_unemployment_cents=0,
        benefit_cents=benefit_cents,
    )


def _with_overtime(row: PayRow, hours: float) -> PayRow:
    """The row with so much overtime, at one and a half times the hourly pay, and its taxes."""
    hourly_cents = in_force(_HALF_MONTH_CENTS, row.period_start) / _HALF_MONTH_HOURS
    cents = round(hours * hourly_cents * 1.5)
    return _taxed(replace(row, overtime_hours=round(hours, 2), overtime_cents=cents))


def _taxed(row: PayRow) -> PayRow:
    """The employer's taxes; unemployment taxes stop at a yearly wage."""
    halves_before = (row.period_start.month - 1) * 2 + (row.period_start.day > 1)
    start = row.person.stays[0].start
    if start.year == row.period_start.year and start != FIRST_DAY:
        halves_before -= (start.month - 1) * 2 + (start.day > 15)
    earned_before = halves_before * row.regular_cents

    def within(limit: int) -> int:
        return max(0, min(row.gross_cents, limit - earned_before))

    state_limit = _WAGE_LIMIT_STATE_CENTS[row.period_start.year]
    return replace(
        row,
        social_security_cents=round(row.gross_cents * 0.062),
        medicare_cents=round(row.gross_cents * 0.0145),
        federal_unemployment_cents=round(within(_WAGE_LIMIT_FEDERAL_CENTS) * 0.006),
        state_unemployment_cents=round(within(state_limit) * 0.021),
    )


def _repeated_hours(month: date, by_key: Mapping[str, Person]) -> list[HoursEntry]:
    """One day's hours, exported a second time."""
    entries = spread_hours(month, in_force(_HOURS, month), by_key)
    return [entry for entry in entries if entry.day == _REPEATED_DAY]


def _seats(month: date, by_key: Mapping[str, Person]) -> list[Seat]:
    end = last_day(month)
    own = [
        person.key
        for person in by_key.values()
        if person.is_on_payroll and (person.fte_on(month) or person.fte_on(end))
    ]
    vendor = [f"N{number:02}" for number in range(1, in_force(_NORTHLINE_PEOPLE, month) + 1)]
    unused = ("S01", "S02", "S03", "S04") if month < JULY else ("S01",)
    return seats_of(month, own, vendor, unused, by_key)


def _billed(month: date) -> list[BilledUnits]:
    number = f"INV-BPO-{month:%Y-%m}"
    return [
        BilledUnits(NORTHLINE, month, workflow_id, units + _over_billed(workflow_id, month),
                    UNIT_RATE, number)
        for workflow_id in _MOVED_TO_NORTHLINE
        if (units := _split(workflow_id, month)[0])
    ]  # fmt: skip


def _over_billed(workflow_id: str, month: date) -> int:
    is_planted = (month, workflow_id) == (OVER_BILLED_MONTH, OVER_BILLED_WORKFLOW)
    return OVER_BILLED_UNITS if is_planted else 0


def _documents() -> tuple[Document, ...]:
    bills = [*_licences(), *_transition_bills(), *_oddities()]
    for month in month_range(FIRST_MONTH, LAST_MONTH):
        bills += _phone_bill(month)
        bills += _provider_bills(month)
    return tuple(bills)


def _licences() -> list[Document]:
    """Annual licences paid ahead, some in euros."""
    bills = [
        paid_bill("Zendesk Inc", "INV-HELPDESK-23", date(2023, 7, 1), date(2023, 7, 1),
                  date(2024, 6, 30), "Helpdesk licences, annual plan, 20 seats", SOFTWARE,
                  3_300_000),
        paid_bill("Zendesk Inc", "INV-HELPDESK-24", OCTOBER, OCTOBER, date(2025, 9, 30),
                  "Helpdesk licences, annual plan, 18 seats", SOFTWARE, 3_060_000),
        paid_bill("Zendesk Inc", "INV-HELPDESK-25", date(2025, 10, 1), date(2025, 10, 1),
                  date(2026, 9, 30), "Helpdesk licences, annual plan, 18 seats", SOFTWARE,
                  3_240_000),
    ]  # fmt: skip
    for month in (JULY, AUGUST, SEPTEMBER):
        end = last_day(month)
        bills.append(paid_bill("Zendesk Inc", f"INV-HD-{month:%Y-%m}", end, month, end,
                               "Helpdesk licences, monthly plan", SOFTWARE, 290_000))  # fmt: skip
    for year, cents in ((2024, 1_636_364), (2025, 1_718_182)):
        start = date(year, 10, 1)
        bills.append(
            Document("Automatik GmbH", f"INV-AUTO-{year}", "invoice", start, start,
                     date(year + 1, 9, 30), "Automation platform, annual licence", AUTOMATION,
                     cents, "EUR", is_in_ledger=False)
        )  # fmt: skip
    return bills


def _transition_bills() -> list[Document]:
    """What the move cost once: onboarding, and a consultant paid in pounds."""
    bills = []
    for month, cents in ((JULY, 1_500_000), (AUGUST, 800_000), (SEPTEMBER, 400_000)):
        end = last_day(month)
        bills.append(paid_bill("Northline BPO Inc", f"INV-BPO-ONB-{month:%Y-%m}", end, month, end,
                               "Team onboarding and training", OUTSOURCING, cents))  # fmt: skip
    for number, dated, start, end, cents in (
        ("BP-1041", date(2024, 8, 9), date(2024, 7, 1), date(2024, 8, 9), 680_000),
        ("BP-1077", date(2024, 10, 4), date(2024, 8, 12), date(2024, 9, 27), 420_000),
    ):
        bills.append(
            Document("Brightpath Consulting Ltd", number, "invoice", dated, start, end,
                     "Transition consulting", "Professional fees", cents, "GBP",
                     is_in_ledger=False)
        )  # fmt: skip
    return bills


def _oddities() -> list[Document]:
    """A credit note and a bill that was entered twice and voided."""
    april = date(2025, 4, 1)
    return [
        Document("Clearline Telecom", "CN-TEL-FEB", "credit_note", date(2024, 5, 9),
                 date(2024, 2, 1), date(2024, 2, 29), "Credit for the outage in February",
                 TELEPHONE, -30_000),
        Document("Clearline Telecom", "INV-TEL-2025-04-B", "void", last_day(april), april,
                 last_day(april), "Phone lines and minutes, entered twice", TELEPHONE, 0),
    ]  # fmt: skip


def _phone_bill(month: date) -> list[Document]:
    """Lines for the own team's people and minutes; November's bill came in February."""
    end = last_day(month)
    dated = date(2025, 2, 18) if month == NOVEMBER else end
    lines = 170_000 if month < OCTOBER else 62_000
    talk = sum(_own_seconds_needed(workflow_id, month) for workflow_id in _WORKFLOWS) // 66
    return [paid_bill("Clearline Telecom", f"INV-TEL-{month:%Y-%m}", dated, month, end,
                      "Phone lines and minutes", TELEPHONE, lines + talk)]  # fmt: skip


def _provider_bills(month: date) -> list[Document]:
    bills: list[Document] = []
    end = last_day(month)
    units = sum(billed.units for billed in _billed(month))
    if units:
        bills.append(
            paid_bill("Northline BPO Inc", f"INV-BPO-{month:%Y-%m}",
                      month_after(month).replace(day=5), month, end,
                      f"{units} tickets at {UNIT_RATE}", OUTSOURCING, units * 290)
        )  # fmt: skip
    resolved = sum(_split(workflow_id, month)[0] for workflow_id in _MOVED_TO_BOT)
    attempts = sum(_units(workflow_id, month) for workflow_id in _MOVED_TO_BOT)
    if resolved:
        bills += [
            paid_bill("Answerbot Inc", f"INV-FIN-{month:%Y-%m}", end, month, end,
                      f"{resolved} resolutions at 0.99", AUTOMATION, resolved * 99),
            paid_bill("Token Cloud LLC", f"INV-LLM-{month:%Y-%m}", end, month, end,
                      "Model tokens", AUTOMATION, attempts * 11),
        ]  # fmt: skip
    return bills
