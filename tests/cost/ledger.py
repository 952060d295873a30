"""Random pay and bills of a made-up company, with everything that a real ledger throws at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.cost.calendar_days import month_after, month_end, some_day

HUGE_CENTS = 10**12
VENDORS = ("Helpdesk Ltd", "Partner Desk", "Bot Works", "Phone Lines", "Nobody Knows")
CURRENCIES = ("USD", "USD", "USD", "EUR", "JPY", "GBP")
REPORTING_CURRENCY = "USD"
_BURDENS = (None, None, "regular", "overtime")


class PayLine(NamedTuple):
    """A line of a payroll export."""

    source_system: str
    source_file: str
    source_row: int
    pay_run: str
    worker: str
    line_code: str
    line_number: int
    line_kind: str
    burdened_line_kind: str | None
    period_start: date
    period_end: date
    pay_date: date
    original_amount: Decimal
    original_currency_code: str
    department: str

    @property
    def cost_cents(self) -> int:
        """What the ledger owes to the months."""
        return int(self.original_amount * 100)


class BillLine(NamedTuple):
    """A line of a bill, credit note, payment or voided document."""

    source_system: str
    source_file: str
    source_row: int
    vendor_name: str
    account: str
    description: str | None
    document_type: str
    document_date: date
    service_start_date: date | None
    service_end_date: date | None
    original_amount: Decimal
    tax_original_amount: Decimal | None
    recoverable_tax_original_amount: Decimal | None
    original_currency_code: str

    @property
    def cost_cents(self) -> int:
        """What the ledger owes to the months: the net amount and the tax that is known lost."""
        tax, recoverable = self.tax_original_amount, self.recoverable_tax_original_amount
        lost = tax - recoverable if tax is not None and recoverable is not None else Decimal(0)
        return int((self.original_amount + lost) * 100)


def amount(random: Random) -> Decimal:
    """An amount with cents: ordinary, tiny, nothing, negative, or huge."""
    cents = random.choices(
        (
            random.randint(1_000, 900_000),
            random.randint(2, 99),
            1,
            0,
            -random.randint(1, 400_000),
            HUGE_CENTS - random.randint(0, 7),
        ),
        (60, 10, 10, 6, 10, 4),
    )[0]
    return Decimal(cents) / 100


def pay_periods(random: Random, start: date, end: date) -> list[tuple[date, date]]:
    """The pay periods of one calendar that touch a time of work."""
    kind = random.choice(("weekly", "biweekly", "semimonthly", "monthly", "weekends", "uneven"))
    if kind in ("weekly", "biweekly"):
        days = {"weekly": 7, "biweekly": 14}[kind]
        first = start - timedelta(days=random.randint(0, days - 1))
        count = ((end - first).days // days) + 1
        starts = [first + timedelta(days=days * number) for number in range(count)]
        return [(day, day + timedelta(days=days - 1)) for day in starts]
    if kind == "weekends":
        saturday = start + timedelta(days=(5 - start.weekday()) % 7)
        return [(saturday, saturday + timedelta(days=1))]
    if kind == "uneven":
        return [(start, start), (start + timedelta(days=1), end)]
    periods: list[tuple[date, date]] = []
    month = start.replace(day=1)
    while month <= end:
        last = month_end(month)
        if kind == "monthly":
            periods.append((month, last))
        else:
            periods += [(month, month.replace(day=15)), (month.replace(day=16), last)]
        month = month_after(month)
    return periods


def pay_lines(
    random: Random, prefix: str, workers: list[str], start: date, end: date
) -> Iterator[PayLine]:
    """Pay runs of all workers; some periods are not paid, some lines are taken back later."""
    currency = random.choice(CURRENCIES)
    row = 0
    for worker in workers:
        for first, last in pay_periods(random, start, end):
            if random.random() < 0.15:
                continue
            row += 1
            pay_date = last + timedelta(days=random.choice((-2, 0, 5, 12)))
            for number, (kind, burdened) in enumerate(_kinds(random)):
                line = PayLine(
                    f"{prefix}_payroll",
                    f"{prefix}/payroll-{pay_date:%Y-%m}.csv",
                    row,
                    f"{pay_date} for {first}",
                    worker,
                    kind.upper(),
                    number,
                    kind,
                    burdened,
                    first,
                    last,
                    pay_date,
                    amount(random),
                    currency,
                    "Support",
                )
                yield line
                if random.random() < 0.06:
                    later = pay_date + timedelta(days=35)
                    yield line._replace(
                        source_file=f"{prefix}/payroll-corrected-{later:%Y-%m}.csv",
                        source_row=row * 100 + number,
                        pay_run=f"{later} for {first}",
                        pay_date=later,
                        original_amount=-line.original_amount,
                    )


def _kinds(random: Random) -> list[tuple[str, str | None]]:
    kinds: list[tuple[str, str | None]] = [("regular", None)]
    for kind, share in (("overtime", 0.35), ("bonus", 0.1), ("pto", 0.15)):
        if random.random() < share:
            kinds.append((kind, None))
    for kind, share in (("employer_tax", 0.6), ("employer_benefit", 0.4)):
        if random.random() < share:
            kinds.append((kind, random.choice(_BURDENS)))
    for kind in ("reimbursement", "tips_passthrough"):
        if random.random() < 0.08:
            kinds.append((kind, None))
    return kinds


def bill_lines(random: Random, prefix: str, start: date, end: date) -> Iterator[BillLine]:
    """Documents of all kinds: prepaid, without a period, with tax, in foreign currencies."""
    for row in range(1, random.randint(1, 9)):
        dated = some_day(random, start, end)
        service = _service(random, dated, start, end)
        line = BillLine(
            f"{prefix}_ledger",
            f"{prefix}/bills-{dated:%Y-%m}.csv",
            row,
            random.choice(VENDORS),
            random.choice(("Services", "Software")),
            random.choice((None, "Team onboarding", "Monthly fee")),
            random.choices(("invoice", "credit_note", "payment", "void"), (70, 12, 9, 9))[0],
            dated,
            *service,
            amount(random),
            None,
            None,
            random.choice(CURRENCIES),
        )
        tax = (line.original_amount * random.choice((0, 7, 19, 20)) / 100).quantize(Decimal("0.01"))
        recoverable = random.choice((Decimal(0), tax, (tax / 2).quantize(Decimal("0.01")), None))
        if line.document_type == "credit_note":
            line = line._replace(original_amount=-abs(line.original_amount))
        elif random.random() < 0.4:
            line = line._replace(
                tax_original_amount=tax, recoverable_tax_original_amount=recoverable
            )
        yield line


def _service(
    random: Random, dated: date, start: date, end: date
) -> tuple[date | None, date | None]:
    """None, half known, the month, some days over month ends, or a prepaid year and more."""
    first = some_day(random, start, end)
    month = dated.replace(day=1)
    return random.choice(
        (
            (None, None),
            (first, None),
            (month, month_end(month)),
            (first, first + timedelta(days=random.choice((0, 1, 30, 45)))),
            (month, month_end(month_after(month, 11))),
            (first, first + timedelta(days=random.randint(300, 500))),
        )
    )
