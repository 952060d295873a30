"""Made-up vendors with contracts, work and bills; every bill can be made wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import duckdb

from tests.cost.chain import Chain

AUDIT = ("invoice_audit", "invoice_audit_tickets")

# Where the audit starts in these tests: the columns that it reads.
INPUT_COLUMNS: dict[str, dict[str, str]] = {
    "int_work_tickets": {
        "source_system": "varchar",
        "ticket_id": "varchar",
        "provider_id": "varchar",
        "status": "varchar",
        "merged_into_ticket_id": "varchar",
        "is_repeat_contact": "boolean",
        "created_month": "date",
        "created_at": "timestamp",
        "solved_at": "timestamp",
    },
    "int_work_automation_events_unioned": {
        "source_system": "varchar",
        "event_id": "varchar",
        "ticket_id": "varchar",
        "event_at": "timestamp",
        "outcome": "varchar",
        "is_billed": "boolean",
    },
    "int_work_items_placed": {
        "item_kind": "varchar",
        "source_system": "varchar",
        "item_id": "varchar",
        "work_month": "date",
        "provider_id": "varchar",
    },
    "int_quality_tickets_reworked": {"source_system": "varchar", "ticket_id": "varchar"},
    "int_work_billed_units_unioned": {
        "source_system": "varchar",
        "source_file": "varchar",
        "source_row": "bigint",
        "billed_unit_count": "decimal(18,4)",
        "unit_kind": "varchar",
        "unit_rate_original_amount": "decimal(18,6)",
    },
    "int_costs_invoice_lines_unioned": {
        "source_file": "varchar",
        "source_row": "bigint",
        "vendor_name": "varchar",
        "document_number": "varchar",
        "document_type": "varchar",
        "document_date": "date",
        "service_start_date": "date",
        "description": "varchar",
        "original_amount": "decimal(18,2)",
        "original_currency_code": "varchar",
        "quantity": "decimal(18,4)",
        "unit_price": "decimal(18,6)",
    },
    "vendor_sla_month": {
        "applied_month": "date",
        "attainment_normalized_share": "decimal(9,6)",
        "provider_id": "varchar",
        "provider_name": "varchar",
        "service": "varchar",
        "metric": "varchar",
        "measured_count": "bigint",
        "met_count": "bigint",
        "breached_count": "bigint",
        "running_count": "bigint",
        "attainment_share": "decimal(9,6)",
        "attainment_low_share": "decimal(9,6)",
        "attainment_high_share": "decimal(9,6)",
        "target_share": "decimal(9,6)",
        "is_met": "boolean",
        "is_small_sample": "boolean",
    },
    "fct_sla_events": {
        "provider_id": "varchar",
        "applied_month": "date",
        "metric": "varchar",
        "source_system": "varchar",
        "ticket_id": "varchar",
        "is_breached": "boolean",
    },
}

QUALITY_COUNTS = (
    "csat_satisfied_count",
    "csat_answered_count",
    "error_review_count",
    "error_measured_count",
    "rework_count",
    "rework_measured_count",
    "escalation_count",
    "escalation_measured_count",
    "one_touch_count",
    "one_touch_measured_count",
)

# And where the other marts of vendors start.
OTHER_INPUT_COLUMNS: dict[str, dict[str, str]] = {
    "int_run_as_of": {"as_of_at": "timestamp", "as_of_month": "date"},
    "int_work_demand_months": {
        "demand_month": "date",
        "workflow_id": "varchar",
        "demand_unit_count": "bigint",
    },
    "int_service_arrivals_covered": {
        "source_system": "varchar",
        "ticket_id": "varchar",
        "has_schedule": "boolean",
        "is_covered": "boolean",
    },
    "fct_tickets": {
        "source_system": "varchar",
        "ticket_id": "varchar",
        "status": "varchar",
        "service": "varchar",
        "channel": "varchar",
        "priority": "varchar",
        "created_month": "date",
        "schedule_id": "varchar",
        **{
            f"{metric}_{clock}_seconds": "bigint"
            for metric in ("first_reply", "first_resolution", "full_resolution")
            for clock in ("calendar", "business")
        },
    },
    "quality_month": {
        "quality_month": "date",
        "service": "varchar",
        "error_measured_count": "bigint",
        "error_review_count": "bigint",
        "csat_answered_count": "bigint",
        "csat_satisfied_count": "bigint",
        "rework_measured_count": "bigint",
        "rework_count": "bigint",
    },
    "vendor_quality_month": {
        "quality_month": "date",
        "provider_id": "varchar",
        "service": "varchar",
        **dict.fromkeys(QUALITY_COUNTS, "bigint"),
        "csat_normalized_share": "decimal(9,6)",
        "rework_normalized_share": "decimal(9,6)",
    },
    "learning_speed": {
        "change_kind": "varchar",
        "learning_measure": "varchar",
        "provider_id": "varchar",
        "workflow_id": "varchar",
        "effective_date": "date",
        "rolled_out_date": "date",
        "rolled_out_day_count": "integer",
        "playbook_updated_day_count": "integer",
        "verdict": "varchar",
    },
    "transition_ramp": {
        "to_provider_id": "varchar",
        "week_number": "integer",
        "week_first_date": "date",
        "checked_count": "bigint",
        "error_count": "bigint",
        "baseline_high_error_share": "decimal(9,6)",
    },
}  # fmt: skip


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Bill:
    """One month of one vendor: the work that it did, and what it charges for it.

    `paid` units are due by the contract, `repeats` and `reopened` are known to the helpdesk and
    not due; the `stated` ones are charged, at `price`. `stated_in`: file, quantity or amount.
    """

    vendor: str
    month: date
    counted_unit: str
    price: Decimal
    paid: int
    stated: tuple[int, ...]
    repeats: int = 0
    reopened: int = 0
    charged_price: Decimal | None = None
    stated_in: str = "file"
    minimum_units: int | None = None
    surcharge: Decimal = Decimal(0)
    credit_share: Decimal | None = None
    is_missed: bool = False
    is_small_sample: bool = False
    credited: Decimal = Decimal(0)
    misses: int = 7

    @property
    def unit_price(self) -> Decimal:
        return self.charged_price if self.charged_price is not None else self.price

    @property
    def minimum(self) -> Decimal:
        return cents((self.minimum_units or 0) * self.price)

    @property
    def charged(self) -> Decimal:
        """The bill's total: units at their price, line by line, at least the minimum."""
        units = sum((cents(count * self.unit_price) for count in self.stated), Decimal(0))
        return max(units, self.minimum) + self.surcharge


def random_clean_bill(random: Random, vendor: str, month: date) -> Bill:
    """A bill that charges what the contract says: for the paid units, or fewer."""
    paid, repeats = random.randrange(0, 25), random.randrange(0, 5)
    counted_unit = random.choice(["ticket", "request", "bot_outcome"])
    stated_in = random.choice(["file", "quantity", "amount"])
    places = random.choice([2, 3, 4])
    price = Decimal(random.randrange(10**places // 20, 10 ** (places + 1))).scaleb(-places)
    billed = paid if random.random() < 0.8 else random.randrange(0, paid + 1)
    cut = random.randrange(0, billed + 1) if stated_in == "file" else 0
    bill = Bill(
        vendor,
        month,
        counted_unit,
        price,
        paid,
        (cut, billed - cut) if cut else (billed,),
        repeats=repeats if counted_unit != "ticket" else 0,
        reopened=random.randrange(0, 4) if counted_unit == "bot_outcome" else 0,
        stated_in=stated_in,
        minimum_units=random.choice([None, 3, 10, 40]),
        credit_share=random.choice([None, Decimal("0.05"), Decimal("0.1")]),
    )
    if bill.credit_share is None or random.random() < 0.5:
        return bill
    if random.random() < 0.3:
        return replace(bill, is_missed=True, is_small_sample=True)
    return replace(bill, is_missed=True, credited=cents(bill.charged * bill.credit_share))


@dataclass
class Company:
    """The rows of the tables that the audit reads, by column."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def add(self, table: str, **values: object) -> None:
        self.rows.setdefault(table, []).append(values)

    def tables(self, chain: Chain) -> Mapping[str, Sequence[Sequence[object]]]:
        return {
            table: [tuple(row.get(column) for column in chain.inputs[table]) for row in rows]
            for table, rows in self.rows.items()
        }


def audited(chain: Chain, bills: Iterable[Bill]) -> duckdb.DuckDBPyConnection:
    """The marts of a company that got these bills."""
    company = Company()
    company.add("company", time_zone="UTC", reporting_currency_code="USD")
    for bill in bills:
        _add(company, bill)
    return chain.run(company.tables(chain), until=AUDIT)


def _add(company: Company, bill: Bill) -> None:
    vendor, month = bill.vendor, bill.month
    provider = {"provider_id": vendor, "provider_name": vendor, "route": "onshore"}
    company.add("providers", **provider, vendor_name=f"{vendor} Inc")
    company.add(
        "provider_contracts",
        contract_line_id=vendor,
        provider_id=vendor,
        unit_kind="unit",
        counted_unit=bill.counted_unit,
        counted_on="created",
        per_unit_amount=bill.price,
        minimum_unit_count=bill.minimum_units,
        currency_code="USD",
        is_reopened_billable=False,
        sla_metric="first_reply" if bill.credit_share else None,
        sla_credit_share=bill.credit_share,
        valid_from=month,
    )
    if bill.counted_unit == "bot_outcome":
        _add_outcomes(company, bill)
    else:
        _add_tickets(company, bill)
    _add_charges(company, bill)
    company.add("vendor_sla_month", applied_month=month, provider_id=vendor, metric="first_reply",
                service="s", measured_count=100, breached_count=bill.misses,
                is_met=not bill.is_missed, is_small_sample=bill.is_small_sample)  # fmt: skip
    for number in range(bill.misses):
        company.add("fct_sla_events", provider_id=vendor, applied_month=month,
                    metric="first_reply", source_system="h", ticket_id=f"{vendor}-m{number}",
                    is_breached=True)  # fmt: skip


def _add_tickets(company: Company, bill: Bill) -> None:
    kinds = ["paid"] * bill.paid + ["repeat"] * bill.repeats
    for number, kind in enumerate(kinds):
        company.add(
            "int_work_tickets",
            source_system="h",
            ticket_id=f"{bill.vendor}-{kind}{number}",
            provider_id=bill.vendor,
            status="solved",
            is_repeat_contact=kind == "repeat",
            created_month=bill.month,
            created_at=_at(bill.month, number),
            solved_at=_at(bill.month, number),
        )


def _add_outcomes(company: Company, bill: Bill) -> None:
    first = [f"{bill.vendor}-paid{number}" for number in range(bill.paid)]
    reopened = [f"{bill.vendor}-reopened{number}" for number in range(bill.reopened)]
    again = [*reopened, *first][: bill.repeats] if bill.paid + bill.reopened else []
    for number, ticket in enumerate([*first, *reopened, *again]):
        event = f"{bill.vendor}-{number}"
        company.add("int_work_automation_events_unioned", source_system="b", event_id=event,
                    ticket_id=ticket, event_at=_at(bill.month, number), outcome="resolved",
                    is_billed=True)  # fmt: skip
        company.add("int_work_items_placed", item_kind="automation_event", source_system="b",
                    item_id=event, work_month=bill.month, provider_id=bill.vendor)  # fmt: skip
    for ticket in reopened:
        company.add("int_quality_tickets_reworked", source_system="h", ticket_id=ticket)


def _add_charges(company: Company, bill: Bill) -> None:
    line = {
        "vendor_name": f"{bill.vendor} Inc",
        "document_date": bill.month,
        "service_start_date": bill.month,
        "original_currency_code": "USD",
        "source_file": f"{bill.vendor}.csv",
    }
    charge = dict(line)
    if bill.stated_in == "quantity":
        charge |= {"quantity": sum(bill.stated), "unit_price": bill.unit_price}
    company.add("int_costs_invoice_lines_unioned", **charge, source_row=2, document_type="invoice",
                document_number="1", description="Units", original_amount=bill.charged)  # fmt: skip
    if bill.credited:
        company.add("int_costs_invoice_lines_unioned", **line, source_row=3,
                    document_type="credit_note", document_number="2", description="Credit",
                    original_amount=-bill.credited)  # fmt: skip
    for number, count in enumerate(bill.stated) if bill.stated_in == "file" else ():
        company.add("int_work_billed_units_unioned", source_system="g",
                    source_file=f"{bill.vendor}.csv", source_row=number, billed_unit_count=count,
                    unit_kind="unit", unit_rate_original_amount=bill.unit_price)  # fmt: skip
        company.add("int_work_items_placed", item_kind="billed_units", source_system="g",
                    item_id=f"{bill.vendor}.csv:{number}", work_month=bill.month,
                    provider_id=bill.vendor)  # fmt: skip


def _at(month: date, number: int) -> datetime:
    return datetime.combine(month, datetime.min.time()) + timedelta(days=10, minutes=number)
