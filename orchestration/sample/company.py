"""Writes a sample company's exports into a home's landing folder."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from orchestration.project import Home
from orchestration.sample.flat import flat_plan
from orchestration.sample.invoices import write_ledger
from orchestration.sample.payroll import write_journal
from orchestration.sample.plan import Plan
from orchestration.sample.real import real_plan
from orchestration.sample.templates import TemplateExport
from orchestration.sample.tickets import Staff, month_tickets
from orchestration.sample.timesheets import write_time_report
from orchestration.sample.zendesk import ZendeskExport

Variant = Literal["flat", "real"]


def write_sample(
    home: Home,
    variant: Variant,
    *,
    templates_only: bool = False,
    seed: int = 20240101,
    scale: float = 1.0,
    end_month: str | None = None,
    stranded_share: Decimal = Decimal(0),
) -> list[Path]:
    """Write the exports of the sample company; the same arguments give the same bytes.

    `templates_only` writes the same company through the generic templates alone. `scale` thins
    the number of tickets (only 1.0 has the published numbers). `end_month` (`2024-06`) stops
    earlier; every file of a month is the same whichever months follow. `stranded_share`
    (of the flat company) keeps so much of the staff that the move sets free on the payroll.
    """
    last = date.fromisoformat(f"{end_month}-01") if end_month else None
    plan = flat_plan(last, stranded_share) if variant == "flat" else real_plan(last)
    if templates_only:
        return _write_templates(home, plan, seed, scale)
    return _write_exports(home, plan, seed, scale)


def _write_exports(home: Home, plan: Plan, seed: int, scale: float) -> list[Path]:
    landing = home.landing
    zendesk = ZendeskExport(landing / "zendesk")
    templates = TemplateExport(landing / "generic", is_alone=False)
    gusto, harvest = landing / "gusto", landing / "harvest"
    staff = Staff.of(plan.people)
    paths = [zendesk.write_groups(), templates.write_roster(plan.people)]
    paths += write_ledger(landing / "quickbooks", plan.documents, plan.months)
    paths += templates.write_documents(plan.months, plan.documents)
    for month in plan.months:
        tickets = month_tickets(month, plan.work(month), plan.habits(month), staff, seed, scale)
        paths += zendesk.write_month(month, tickets)
        paths += templates.write_attempts(month, tickets)
        pay, hours = plan.pay(month), plan.hours(month)
        paths += write_journal(gusto, month, pay)
        paths += write_journal(gusto, month, plan.corrected_pay(month), suffix="_corrected")
        paths += templates.write_pay(month, pay)
        paths += write_time_report(harvest, f"{month:%Y-%m}", hours)
        paths += write_time_report(harvest, f"{month:%Y-%m}_day", plan.repeated_hours(month))
        paths += templates.write_seats(month, plan.seats(month))
        paths += templates.write_billed_units(month, plan.billed(month))
        paths += templates.write_shifts(month, plan.shifts(month))
    return paths


def _write_templates(home: Home, plan: Plan, seed: int, scale: float) -> list[Path]:
    templates = TemplateExport(home.landing / "generic", is_alone=True)
    staff = Staff.of(plan.people)
    paths = [templates.write_roster(plan.people)]
    paths += templates.write_documents(plan.months, plan.documents)
    for month in plan.months:
        tickets = month_tickets(month, plan.work(month), plan.habits(month), staff, seed, scale)
        paths += templates.write_tickets(month, tickets)
        paths += templates.write_attempts(month, tickets)
        paths += templates.write_pay(month, plan.pay(month))
        paths += templates.write_pay(month, plan.corrected_pay(month), suffix="_corrected")
        paths += templates.write_hours(f"{month:%Y-%m}", plan.hours(month))
        paths += templates.write_hours(f"{month:%Y-%m}_day", plan.repeated_hours(month))
        paths += templates.write_seats(month, plan.seats(month))
        paths += templates.write_billed_units(month, plan.billed(month))
        paths += templates.write_shifts(month, plan.shifts(month))
    return paths
