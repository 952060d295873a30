"""What a sample company consists of, before any file shape: people, work, pay, bills, hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from orchestration.sample.clock import half_months, working_days

Fact = TypeVar("Fact")

OWN_TEAM, NORTHLINE, ANSWERBOT = "own_team", "northline", "answerbot"
KEY_ACCOUNTS_GROUP, SUPPORT_GROUP, NORTHLINE_GROUP = "Key accounts", "Support", "Northline"
COMPANY_NAME = "Harbor Lane Goods"

WORKFLOW_TAGS = {
    "key_accounts": "",
    "technical_issues": "technical_issue",
    "billing_disputes": "billing_dispute",
    "refunds": "refund",
    "order_changes": "order_change",
    "product_questions": "product_question",
    "order_status": "order_status",
    "password_resets": "password_reset",
}


@dataclass(frozen=True)
class Stay:
    """A time of employment at one full-time share; the end day is the first day not employed."""

    start: date
    end: date | None
    fte_share: str


@dataclass(frozen=True)
class Person:
    """Somebody (or a log-in) that the exports name, with the ids under which each names them."""

    key: str
    last_name: str
    first_name: str
    helpdesk_id: int
    employer: str
    team: str
    role_band: str
    time_zone: str
    stays: tuple[Stay, ...]
    is_on_payroll: bool = False
    logs_hours: bool = False

    @property
    def payroll_name(self) -> str:
        return f"{self.last_name}, {self.first_name}"

    def fte_on(self, day: date) -> float:
        """The full-time share on a day; 0 when not employed."""
        for stay in self.stays:
            if stay.start <= day and (stay.end is None or day < stay.end):
                return float(stay.fte_share or 0)
        return 0.0


@dataclass(frozen=True)
class WorkCell:
    """One month's tickets of one workflow that one provider finishes.

    `own_seconds` is the handling time of the own team by person: its work on its own tickets, or
    its shadow work on those of a vendor.
    """

    workflow_id: str
    provider_id: str
    units: int
    own_seconds: dict[str, int]
    vendor_people: tuple[str, ...] = ()
    vendor_mean_seconds: float = 0.0
    is_handed_over: bool = False


@dataclass(frozen=True)
class Unlearnt:
    """A change of how a workflow is done: so many more solutions of a provider do not hold at
    first, and each time the weeks have passed about a third (1/e) of it is left."""

    workflow_id: str
    provider_id: str
    since: date
    reopened_lift: float
    weeks: float


@dataclass(frozen=True)
class Habits:
    """How tickets of one month behave beyond their number; the defaults are an ideal month."""

    is_solved_in_month: bool = True
    one_touch_share: float = 0.55
    reopened_share: float = 0.0
    repeat_share: float = 0.0
    merged_share: float = 0.0
    deleted_share: float = 0.0
    unmatched_share: float = 0.0
    late_share_lift: float = 0.0
    vendor_late_share_lift: float = 0.0
    vendor_reopened_share: float = 0.0
    shadow_after_solve_share: float = 0.0
    assumed_resolved_share: float = 0.0
    day_weights: dict[date, float] = field(default_factory=dict)
    unlearnt: tuple[Unlearnt, ...] = ()


@dataclass(frozen=True)
class Opinions:
    """How much of a month's work customers and reviewers judge, and how often it is faulty."""

    surveyed_workflow: str
    survey_answered_share: float
    nps_answered_share: float
    nps_without_ticket_share: float
    reviewed_share: float
    faulty_share: float
    vendor_faulty_share: float


@dataclass(frozen=True)
class PayRow:
    """One person's row in one pay run (integer cents)."""

    person: Person
    period_start: date
    period_end: date
    pay_date: date
    regular_hours: float
    regular_cents: int
    overtime_hours: float
    overtime_cents: int
    social_security_cents: int
    medicare_cents: int
    federal_unemployment_cents: int
    state_unemployment_cents: int
    benefit_cents: int
    bonus_cents: int = 0
    tips_cents: int = 0
    reimbursement_cents: int = 0

    @property
    def employer_tax_cents(self) -> int:
        return (
            self.social_security_cents
            + self.medicare_cents
            + self.federal_unemployment_cents
            + self.state_unemployment_cents
        )

    @property
    def gross_cents(self) -> int:
        return self.regular_cents + self.overtime_cents + self.bonus_cents + self.tips_cents

    @property
    def pay_run(self) -> str:
        return self.pay_date.isoformat()


@dataclass(frozen=True)
class Document:
    """A vendor's bill, credit note (negative) or voided bill, in cents of its currency."""

    vendor: str
    number: str
    kind: str
    dated: date
    service_start: date
    service_end: date
    description: str
    account: str
    cents: int
    currency: str = "USD"
    is_in_ledger: bool = True
    paid_on: date | None = None


@dataclass(frozen=True)
class HoursEntry:
    """Hours (in hundredths) that somebody logged on a day for an activity."""

    person: Person
    day: date
    provider_id: str
    activity: str
    hundredths: int


@dataclass(frozen=True)
class Seat:
    """A paid helpdesk licence in a month."""

    helpdesk_id: int
    month: date
    status: str


@dataclass(frozen=True)
class Shift:
    """So many people of a team who are planned from one moment to another."""

    team: str
    starts_at: int
    ends_at: int
    people: int
    route: str


@dataclass(frozen=True)
class BilledUnits:
    """What a vendor says it finished in a month."""

    provider_id: str
    month: date
    workflow_id: str
    units: int
    rate: str
    document_number: str


@dataclass(frozen=True)
class Plan:
    """A whole company: its people and bills, and what happens in each of its months."""

    months: tuple[date, ...]
    people: tuple[Person, ...]
    documents: tuple[Document, ...]
    work: Callable[[date], Sequence[WorkCell]]
    habits: Callable[[date], Habits]
    pay: Callable[[date], Sequence[PayRow]]
    hours: Callable[[date], Sequence[HoursEntry]]
    seats: Callable[[date], Sequence[Seat]]
    billed: Callable[[date], Sequence[BilledUnits]]
    corrected_pay: Callable[[date], Sequence[PayRow]] = lambda _: ()
    repeated_hours: Callable[[date], Sequence[HoursEntry]] = lambda _: ()
    opinions: Callable[[date], Opinions | None] = lambda _: None
    shifts: Callable[[date], Sequence[Shift]] = lambda _: ()


def even_parts(total: int, count: int) -> list[int]:
    """Whole parts that differ by one at most; the first ones take what is left over."""
    share, left = divmod(total, count)
    return [share + (1 if position < left else 0) for position in range(count)]


def weighted_parts(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts in proportion to the weights, by largest remainder (ties to the first)."""
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - shares[at], at))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts


def in_force(facts: Mapping[date, Fact], month: date) -> Fact:
    """The fact that was stated last on or before a month."""
    return facts[max(start for start in facts if start <= month)]


def paid_bill(
    vendor: str,
    number: str,
    dated: date,
    service_start: date,
    service_end: date,
    description: str,
    account: str,
    cents: int,
) -> Document:
    """A bill in the ledger that is paid after 30 days."""
    return Document(
        vendor,
        number,
        "invoice",
        dated,
        service_start,
        service_end,
        description,
        account,
        cents,
        paid_on=dated + timedelta(days=30),
    )


def spread_hours(
    month: date,
    hours: Mapping[tuple[str, str, str], int],
    by_key: Mapping[str, Person],
) -> list[HoursEntry]:
    """A month's whole hours by (person, provider, activity), half in each half month."""
    entries: list[HoursEntry] = []
    for (key, provider_id, activity), whole in hours.items():
        for start, end in half_months(month):
            days = working_days(start, end)
            for day, hundredths in zip(days, even_parts(whole * 50, len(days)), strict=True):
                entries.append(HoursEntry(by_key[key], day, provider_id, activity, hundredths))
    return sorted(entries, key=lambda entry: (entry.day, entry.person.key))


def seats_of(
    month: date,
    own: Sequence[str],
    vendor: Sequence[str],
    unused: Sequence[str],
    by_key: Mapping[str, Person],
) -> list[Seat]:
    """Licences of the month: those in use, then those that nobody ever used."""
    seats = [Seat(by_key[key].helpdesk_id, month, "active") for key in (*own, *vendor)]
    return seats + [Seat(by_key[key].helpdesk_id, month, "never_used") for key in unused]
