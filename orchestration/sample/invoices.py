"""QuickBooks' "Transaction List by Vendor": bills, credits and payments in groups of a vendor.

The bookkeeper exports each month's books on the eighth of the next month, when the bills for it
are in; so a report runs from the ninth to the eighth.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from itertools import groupby
from pathlib import Path

from orchestration.sample.clock import month_after
from orchestration.sample.plan import COMPANY_NAME, Document

_HEADER = ["", "Date", "Transaction type", "Num", "Posting", "Memo/Description",
           "Account full name", "Amount", "Split"]  # fmt: skip
_PAYABLE, _BANK = "Accounts Payable (A/P)", "Checking"
_CLOSING_DAYS = timedelta(days=8)


@dataclass(frozen=True)
class _Transaction:
    vendor: str
    dated: date
    kind: str
    number: str
    memo: str
    account: str
    cents: int
    split: str


def write_ledger(folder: Path, documents: Sequence[Document], months: Sequence[date]) -> list[Path]:
    """One report for the time before the first month, and one for each month with transactions."""
    folder.mkdir(parents=True, exist_ok=True)
    transactions = sorted(_transactions(documents), key=lambda t: (t.vendor, t.dated, t.number))
    before = months[0] + _CLOSING_DAYS
    earlier = [t for t in transactions if t.dated < before]
    paths = [_write(folder, "earlier", f"Until {before - timedelta(days=1):%B %d, %Y}", earlier)]
    for month in months:
        start, end = month + _CLOSING_DAYS, month_after(month) + _CLOSING_DAYS
        period = f"{start:%B %d, %Y} - {end - timedelta(days=1):%B %d, %Y}"
        chosen = [t for t in transactions if start <= t.dated < end]
        if chosen:
            paths.append(_write(folder, f"{month:%Y-%m}", period, chosen))
    return paths


def _transactions(documents: Iterable[Document]) -> Iterator[_Transaction]:
    for document in documents:
        if not document.is_in_ledger:
            continue
        service = f"Service {document.service_start:%m/%d/%Y} - {document.service_end:%m/%d/%Y}"
        memo = f"{document.description}. {service}"
        kind = "Vendor Credit" if document.kind == "credit_note" else "Bill"
        if document.kind == "void":
            memo = f"Voided - {memo}"
        yield _Transaction(
            document.vendor,
            document.dated,
            kind,
            document.number,
            memo,
            _PAYABLE,
            document.cents,
            document.account,
        )
        if document.paid_on:
            yield _Transaction(
                document.vendor,
                document.paid_on,
                "Bill Payment (Check)",
                f"PAY-{document.number}",
                f"Payment of {document.number}",
                _BANK,
                -document.cents,
                _PAYABLE,
            )


def _write(folder: Path, name: str, period: str, transactions: Sequence[_Transaction]) -> Path:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for title in ("Transaction List by Vendor", COMPANY_NAME, period):
        writer.writerow([title])
    writer.writerow([])
    writer.writerow(_HEADER)
    for vendor, group in groupby(transactions, key=lambda t: t.vendor):
        rows = list(group)
        writer.writerow([f"{vendor} ({len(rows)})"])
        for row in rows:
            writer.writerow(["", f"{row.dated:%m/%d/%Y}", row.kind, row.number, "Yes", row.memo,
                             row.account, _money(row.cents), row.split])  # fmt: skip
        writer.writerow([f"Total for {vendor}", "", "", "", "", "", "", _money(_total(rows)), ""])
    writer.writerow(["TOTAL", "", "", "", "", "", "", _money(_total(transactions)), ""])
    writer.writerow([])
    writer.writerow(["Accrual Basis  Exported at 09:30 AM GMT-05:00"])
    path = folder / f"transactions-by-vendor-{name}.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def _total(transactions: Iterable[_Transaction]) -> int:
    return sum(transaction.cents for transaction in transactions)


def _money(cents: int) -> str:
    return f"{cents / 100:,.2f}"
