"""Read the sample's CSV exports back, each as the rows that a person would see."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path


def template_rows(landing: Path, table: str, month: str = "*") -> Iterator[dict[str, str]]:
    """Rows of a generic template, of one month or of all files."""
    for path in sorted((landing / "generic").glob(f"{table}-{month}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


@dataclass(frozen=True)
class PaySection:
    """One pay run of a journal."""

    period: str
    pay_day: str
    rows: list[dict[str, str]]
    totals: dict[str, str]


def pay_sections(path: Path) -> list[PaySection]:
    """The pay runs of a payroll journal, each with its rows and its totals row."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    starts = [number for number, line in enumerate(lines) if line == ["Employee Earnings"]]
    sections = []
    for start in starts:
        header = lines[start + 3]
        end = next(n for n in range(start, len(lines)) if lines[n][:1] == ["Payroll Totals"])
        sections.append(
            PaySection(
                lines[start + 1][1],
                lines[start + 2][1],
                [dict(zip(header, line, strict=True)) for line in lines[start + 4 : end]],
                dict(zip(header, lines[end], strict=True)),
            )
        )
    return sections


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if text else Decimal(0)


@dataclass(frozen=True)
class LedgerRow:
    """A row of the transaction list, with its group's vendor."""

    vendor: str
    kind: str
    number: str
    dated: str
    memo: str
    amount: Decimal

    @property
    def service(self) -> tuple[str, str]:
        """First and last day of the service period that stands in the memo."""
        found = re.search(r"Service (\S+) - (\S+)$", self.memo)
        assert found, self.memo
        start, end = (datetime.strptime(day, "%m/%d/%Y").date() for day in found.groups())  # noqa: DTZ007
        return start.isoformat(), end.isoformat()


def ledger_rows(path: Path) -> list[LedgerRow]:
    """The rows of one transaction list; its group and grand totals must add up."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[4][1:3] == ["Date", "Transaction type"]
    rows: list[LedgerRow] = []
    vendor, group = "", Decimal(0)
    for line in lines[5:]:
        if not line or line[0].startswith("Accrual Basis"):
            continue
        if line[0] == "TOTAL":
            assert money(line[7]) == sum(row.amount for row in rows)
        elif line[0].startswith("Total for "):
            assert line[0] == f"Total for {vendor}"
            assert money(line[7]) == group
        elif line[0]:
            vendor, group = line[0].rpartition(" (")[0], Decimal(0)
        else:
            group += money(line[7])
            rows.append(LedgerRow(vendor, line[2], line[3], line[1], line[5], money(line[7])))
    return rows
