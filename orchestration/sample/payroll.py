"""Gusto's payroll journal: preamble, then a section with its own header and totals per pay run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from itertools import groupby
from pathlib import Path

from orchestration.sample.clock import last_day
from orchestration.sample.plan import COMPANY_NAME, PayRow

_TEXT_COLUMNS = 5
_HEADER = (
    "Last Name", "First Name", "Work Address", "Employee Type", "Payment", "Regular (Hours)",
    "Regular (Rate)", "Regular (Amount)", "Overtime (Hours)", "Overtime (Amount)",
    "Additional Earnings", "Paycheck Tips", "Gross Earnings", "Employee Taxes",
    "Federal Income Tax (Employee)", "Social Security (Employee)", "Medicare (Employee)",
    "Employer Taxes", "Social Security (Employer)", "Medicare (Employer)", "FUTA (Employer)",
    "NY Unemployment Tax (Employer)", "Net Pay", "Reimbursements", "Donations", "Check Amount",
    "Employer Cost",
)  # fmt: skip


def write_journal(
    folder: Path, month: date, pay_rows: Sequence[PayRow], *, suffix: str = ""
) -> list[Path]:
    """The journal of a month's pay periods; nothing when nobody was paid."""
    if not pay_rows:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"payroll-journal-{month:%Y-%m}{suffix}.csv"
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for line in _preamble(month):
        writer.writerow([line] if line else [])
    for _, run in groupby(pay_rows, key=lambda row: row.pay_run):
        _write_section(writer.writerow, list(run))
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return [path]


def _preamble(month: date) -> list[str]:
    end = last_day(month)
    return [
        "Payroll Journal Report",
        COMPANY_NAME,
        "48 Harbor Lane",
        "Albany, NY 12207",
        "",
        f"Pay periods: {month:%m/%d/%Y} - {end:%m/%d/%Y}",
        "Grouped by: pay schedule",
        "All departments",
        "",
    ]


def _write_section(write: Callable[[Sequence[str]], object], run: list[PayRow]) -> None:
    first = run[0]
    period = f" {first.period_start:%m/%d/%Y} - {first.period_end:%m/%d/%Y}"
    write(["Employee Earnings"])
    write(["Semimonthly Payroll payroll period", period])
    write(["Pay day", f" {first.pay_date:%m/%d/%Y}"])
    write(_HEADER)
    figures = [_figures(row) for row in run]
    for row, row_figures in zip(run, figures, strict=True):
        write([*_texts(row), *(_shown(figure) for figure in row_figures)])
    totals = [
        None if name == "Regular (Rate)" else sum(figure or 0 for figure in column)
        for name, column in zip(_HEADER[_TEXT_COLUMNS:], zip(*figures, strict=True), strict=True)
    ]
    write(["Payroll Totals", "", "", "", "", *(_shown(total) for total in totals)])
    write([])


def _texts(row: PayRow) -> list[str]:
    kind = "Salary/No overtime" if row.person.role_band == "manager" else "Paid by the hour"
    person = row.person
    return [person.last_name, person.first_name, "48 Harbor Lane", kind, "Direct deposit"]


def _figures(row: PayRow) -> list[int | None]:
    """Hours and money of one row in hundredths, in the order of the header; None is blank."""
    gross = row.gross_cents
    social_security, medicare = gross * 62 // 1000, gross * 145 // 10_000
    income_tax = gross * 11 // 100
    employee_taxes = income_tax + social_security + medicare
    net = gross - employee_taxes
    hours = round(row.regular_hours * 100)
    return [
        hours,
        round(row.regular_cents / row.regular_hours) if row.regular_hours else None,
        row.regular_cents,
        round(row.overtime_hours * 100) or None,
        row.overtime_cents or None,
        row.bonus_cents or None,
        row.tips_cents or None,
        gross,
        employee_taxes,
        income_tax,
        social_security,
        medicare,
        row.employer_tax_cents,
        row.social_security_cents,
        row.medicare_cents,
        row.federal_unemployment_cents,
        row.state_unemployment_cents,
        net,
        row.reimbursement_cents or None,
        None,
        net + row.reimbursement_cents,
        gross + row.employer_tax_cents,
    ]


def _shown(hundredths: int | None) -> str:
    return "" if hundredths is None else f"{hundredths / 100:.2f}"
