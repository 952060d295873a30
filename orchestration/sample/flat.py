"""The `flat` company: volume and season flat, so that the worked example comes out exactly.

Everything here is a fact of the company in integer cents, minutes or hours; no formula of the
product is repeated.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from orchestration.sample.clock import half_months, last_day, month_after, month_range
from orchestration.sample.people import FIRST_DAY, company_people
from orchestration.sample.plan import (
    ANSWERBOT,
    NORTHLINE,
    OWN_TEAM,
    BilledUnits,
    Document,
    Habits,
    PayRow,
    Person,
    Plan,
    Stay,
    WorkCell,
    even_parts,
    in_force,
    paid_bill,
    seats_of,
    spread_hours,
    weighted_parts,
)

FIRST_MONTH, LAST_MONTH = date(2024, 1, 1), date(2025, 3, 1)
JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2024, month, 1) for month in (7, 8, 9, 10))

# (workflow, provider): demand units and minutes of the own team, from the month named until the
# next one. The own team's minutes on a vendor's tickets are shadow work.
_WORK: dict[date, dict[tuple[str, str], tuple[int, int]]] = {
    FIRST_MONTH: {
        ("key_accounts", OWN_TEAM): (400, 8_000),
        ("technical_issues", OWN_TEAM): (1_600, 24_000),
        ("refunds", OWN_TEAM): (7_500, 60_000),
        ("order_status", OWN_TEAM): (3_000, 18_000),
    },
    AUGUST: {
        ("key_accounts", OWN_TEAM): (400, 8_000),
        ("technical_issues", OWN_TEAM): (1_600, 24_000),
        ("refunds", OWN_TEAM): (5_000, 40_000),
        ("order_status", OWN_TEAM): (3_000, 18_000),
        ("refunds", NORTHLINE): (2_500, 5_000),
    },
    SEPTEMBER: {
        ("key_accounts", OWN_TEAM): (400, 8_000),
        ("technical_issues", OWN_TEAM): (1_600, 24_000),
        ("refunds", OWN_TEAM): (2_000, 16_000),
        ("order_status", OWN_TEAM): (3_000, 18_000),
        ("refunds", NORTHLINE): (5_500, 6_000),
    },
    OCTOBER: {
        ("key_accounts", OWN_TEAM): (400, 8_000),
        ("technical_issues", OWN_TEAM): (1_600, 24_000),
        ("refunds", NORTHLINE): (7_500, 2_000),
        ("order_status", ANSWERBOT): (3_000, 0),
    },
}
_VENDOR_PEOPLE = {AUGUST: 4, SEPTEMBER: 4, OCTOBER: 6}

_FULL = "1"
_RELEASED_IN_AUGUST = ("A11", "A12", "A13")
_KEPT = ("A01", "A02", "A03", "A04")
_RELEASED_IN_OCTOBER = ("A05", "A06", "A07", "A08", "A09", "A10")
# Full-time equivalents that the move sets free from July to October.
RELEASED_FTE = Decimal("9.5")
STAYS: dict[str, tuple[Stay, ...]] = {
    **{key: (Stay(FIRST_DAY, None, _FULL),) for key in _KEPT},
    **{key: (Stay(FIRST_DAY, OCTOBER, _FULL),) for key in _RELEASED_IN_OCTOBER},
    **{key: (Stay(FIRST_DAY, SEPTEMBER, _FULL),) for key in _RELEASED_IN_AUGUST},
    "A14": (
        Stay(FIRST_DAY, SEPTEMBER, "0.75"),
        Stay(SEPTEMBER, OCTOBER, "0"),
        Stay(OCTOBER, None, "0.25"),
    ),
    "M01": (Stay(FIRST_DAY, None, _FULL),),
    "M02": (Stay(FIRST_DAY, OCTOBER, _FULL),),
}

# Pay of a half month. Every agent earns the same in proportion to the full-time share; overtime
# and the tax on it are the team's totals of the first and the second half.
_FULL_TIME_CENTS, _FULL_TIME_HOURS = 250_000, 86.667
_FULL_TIME_TAX_CENTS, _FULL_TIME_BENEFIT_CENTS = 19_125, 30_875
_MANAGER_CENTS = {"M01": 550_000, "M02": 350_000}
_OVERTIME_CENTS: dict[date, tuple[tuple[int, int], tuple[int, int]]] = {
    FIRST_MONTH: ((464_472, 35_532), (464_464, 35_532)),
    AUGUST: ((557_368, 42_644), (557_356, 42_632)),
    SEPTEMBER: ((371_579, 28_430), (371_570, 28_421)),
    OCTOBER: ((92_898, 7_105), (92_892, 7_105)),
}

# Hours a month by (person, provider, activity).
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
        ("M01", OWN_TEAM, "management"): 56,
        ("M01", NORTHLINE, "management"): 44,
        ("M01", ANSWERBOT, "management"): 10,
        ("OWNER", OWN_TEAM, "management"): 12,
        ("OWNER", NORTHLINE, "management"): 10,
        ("OWNER", ANSWERBOT, "management"): 2,
    },
}

_AGENT_KEYS = tuple(f"A{number:02}" for number in range(1, 15))
_NORTHLINE_KEYS = tuple(f"N{number:02}" for number in range(1, 7))
# Helpdesk licences: (used by the own team, used by Northline, never used).
_SEATS: dict[date, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    FIRST_MONTH: ((*_AGENT_KEYS, "M01", "M02"), (), ("S01", "S02", "S03", "S04")),
    AUGUST: ((*_AGENT_KEYS, "M01", "M02"), _NORTHLINE_KEYS[:4], ()),
    # Three people have left; their licences run on for training until the month's end.
    SEPTEMBER: (
        (*_AGENT_KEYS[:10], "A14", "M01", "M02", "S01", "S02", "S03"),
        _NORTHLINE_KEYS[:4],
        (),
    ),
    OCTOBER: ((*_KEPT, "A14", "M01"), _NORTHLINE_KEYS, ()),
}
_BILLED_UNITS = {AUGUST: 2_500, SEPTEMBER: 5_500, OCTOBER: 7_500}
UNIT_RATE = "2.90"

SOFTWARE, TELEPHONE = "Software and subscriptions", "Telephone"
OUTSOURCING, AUTOMATION = "Outsourced support", "Automation services"


def flat_plan(end_month: date | None = None, stranded_share: Decimal = Decimal(0)) -> Plan:
    """The whole flat company up to a month (by default all its 15 months).

    So large a share of the staff that the move sets free stays on the payroll from October on,
    with nothing to do.
    """
    stays = {**STAYS, **_stranded(stranded_share)}
    people = company_people(stays, vendor_start=AUGUST, bot_start=OCTOBER)
    by_key = {person.key: person for person in people}
    return Plan(
        months=tuple(month_range(FIRST_MONTH, min(end_month or LAST_MONTH, LAST_MONTH))),
        people=people,
        documents=documents(),
        work=lambda month: _work(month, people),
        habits=lambda _: Habits(),
        pay=lambda month: _pay(month, people),
        hours=lambda month: spread_hours(month, in_force(_HOURS, month), by_key),
        seats=lambda month: seats_of(month, *in_force(_SEATS, month), by_key),
        billed=_billed,
    )


def _stranded(share: Decimal) -> dict[str, tuple[Stay, ...]]:
    stays: dict[str, tuple[Stay, ...]] = {}
    left = RELEASED_FTE * share
    for key in _RELEASED_IN_OCTOBER:
        fte = min(left, Decimal(1))
        left -= fte
        if fte:
            stays[key] = (Stay(FIRST_DAY, OCTOBER, _FULL), Stay(OCTOBER, None, f"{fte:f}"))
    if left:
        raise ValueError(f"Only {len(_RELEASED_IN_OCTOBER)} people can stay on, not {share:%}.")
    return stays


def _agents(month: date, people: tuple[Person, ...]) -> tuple[list[Person], list[Person]]:
    """The agents on the payroll, and those of them who have work."""
    agents = [person for person in people if person.role_band == "agent" and person.fte_on(month)]
    if month < OCTOBER:
        return agents, agents
    return agents, [agent for agent in agents if agent.key not in _RELEASED_IN_OCTOBER]


def _work(month: date, people: tuple[Person, ...]) -> list[WorkCell]:
    _, agents = _agents(month, people)
    cells: list[WorkCell] = []
    for (workflow_id, provider_id), (units, minutes) in in_force(_WORK, month).items():
        parts = weighted_parts(minutes, [agent.fte_on(month) for agent in agents])
        own_seconds = {
            agent.key: part * 60 for agent, part in zip(agents, parts, strict=True) if part
        }
        vendor_people: tuple[str, ...] = ()
        if provider_id == NORTHLINE:
            vendor_people = _NORTHLINE_KEYS[: in_force(_VENDOR_PEOPLE, month)]
        cells.append(WorkCell(workflow_id, provider_id, units, own_seconds, vendor_people, 420.0))
    return cells


def _pay(month: date, people: tuple[Person, ...]) -> list[PayRow]:
    agents, workers = _agents(month, people)
    managers = [p for p in people if p.role_band == "manager" and p.fte_on(month)]
    rows: list[PayRow] = []
    for (start, end), (overtime, overtime_tax) in zip(
        half_months(month), in_force(_OVERTIME_CENTS, month), strict=True
    ):
        pay_date = end + timedelta(days=5)
        by_worker = {
            worker.key: parts
            for worker, *parts in zip(
                workers,
                even_parts(overtime, len(workers)),
                even_parts(overtime_tax, len(workers)),
                strict=True,
            )
        }
        for agent in agents:
            fte = agent.fte_on(month)
            overtime_cents, tax_on_overtime = by_worker.get(agent.key, (0, 0))
            regular_tax = round(_FULL_TIME_TAX_CENTS * fte)
            burden_cents = round((_FULL_TIME_TAX_CENTS + _FULL_TIME_BENEFIT_CENTS) * fte)
            regular_cents = round(_FULL_TIME_CENTS * fte)
            tax_cents = regular_tax + tax_on_overtime
            # Social security and Medicare are 6.2 and 1.45 of the 7.65 that an employer pays.
            social_security_cents = tax_cents * 620 // 765
            hourly_cents = _FULL_TIME_CENTS / _FULL_TIME_HOURS
            rows.append(
                PayRow(
                    agent,
                    start,
                    end,
                    pay_date,
                    regular_hours=round(_FULL_TIME_HOURS * fte, 2),
                    regular_cents=regular_cents,
                    overtime_hours=round(overtime_cents / (hourly_cents * 1.5), 2),
                    overtime_cents=overtime_cents,
                    social_security_cents=social_security_cents,
                    medicare_cents=tax_cents - social_security_cents,
                    federal_unemployment_cents=0,
                    state_unemployment_cents=0,
                    benefit_cents=burden_cents - regular_tax,
                )
            )
        for manager in managers:
            cents = _MANAGER_CENTS[manager.key]
            rows.append(PayRow(manager, start, end, pay_date, 86.67, cents, 0, 0, 0, 0, 0, 0, 0))
    return rows


def _billed(month: date) -> list[BilledUnits]:
    if month < AUGUST:
        return []
    units = in_force(_BILLED_UNITS, month)
    number = f"INV-BPO-{month:%Y-%m}"
    return [BilledUnits(NORTHLINE, month, "refunds", units, UNIT_RATE, number)]


def documents() -> tuple[Document, ...]:
    """Every bill and credit note of the flat company."""
    year_23, year_24 = date(2023, 7, 1), OCTOBER
    bills = [
        paid_bill("Zendesk Inc", "INV-HELPDESK-23", year_23, year_23, date(2024, 6, 30),
              "Helpdesk licences, annual plan, 20 seats", SOFTWARE, 3_300_000),
        paid_bill("Clearline Telecom", "INV-TEL-H1", date(2024, 1, 3), FIRST_MONTH,
              date(2024, 6, 30), "Phone lines and minutes", TELEPHONE, 1_680_000),
        Document("Clearline Telecom", "CN-TEL-FEB", "credit_note", date(2024, 5, 9),
                 date(2024, 2, 1), date(2024, 2, 29), "Credit for the outage in February",
                 TELEPHONE, -30_000),
        paid_bill("Zendesk Inc", "INV-HELPDESK-24", year_24, year_24, date(2025, 9, 30),
              "Helpdesk licences, annual plan, 12 seats", SOFTWARE, 2_040_000),
        paid_bill("Clearline Telecom", "INV-TEL-H2", date(2024, 10, 2), year_24, date(2025, 3, 31),
              "Phone lines and minutes", TELEPHONE, 510_000),
        Document("Automatik GmbH", "INV-AUTO-EUR", "invoice", year_24, year_24, date(2025, 9, 30),
                 "Automation platform, annual licence", AUTOMATION, 1_636_364, "EUR",
                 is_in_ledger=False),
    ]  # fmt: skip
    for month, cents in ((JULY, 1_500_000), (AUGUST, 800_000), (SEPTEMBER, 400_000)):
        end = last_day(month)
        bills += [
            paid_bill("Northline BPO Inc", f"INV-BPO-ONB-{month:%Y-%m}", end, month, end,
                  "Team onboarding and training", OUTSOURCING, cents),
            paid_bill("Zendesk Inc", f"INV-HD-{month:%Y-%m}", end, month, end,
                  "Helpdesk licences, monthly plan", SOFTWARE, 275_000),
            paid_bill("Clearline Telecom", f"INV-TEL-{month:%Y-%m}", end, month, end,
                  "Phone lines and minutes", TELEPHONE, 275_000),
        ]  # fmt: skip
    for month in month_range(AUGUST, LAST_MONTH):
        units = in_force(_BILLED_UNITS, month)
        end = last_day(month)
        bills.append(
            paid_bill("Northline BPO Inc", f"INV-BPO-{month:%Y-%m}",
                      month_after(month).replace(day=5),
                      month, end, f"{units} tickets at {UNIT_RATE}", OUTSOURCING, units * 290)
        )  # fmt: skip
    for month in month_range(OCTOBER, LAST_MONTH):
        end = last_day(month)
        bills += [
            paid_bill("Answerbot Inc", f"INV-FIN-{month:%Y-%m}", end, month, end,
                  "3000 resolutions at 0.99", AUTOMATION, 297_000),
            paid_bill("Token Cloud LLC", f"INV-LLM-{month:%Y-%m}", end, month, end,
                  "Model tokens", AUTOMATION, 33_000),
        ]  # fmt: skip
    return tuple(bills)
