"""Exports of rows that can be found again: each holds a mark and an amount of money."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.landing.shop import Shop

DAMAGES = ("none", "none", "none", "extra", "short", "quote", "open", "byte", "blank", "header")
_MARK = re.compile(r"mark\d+\.\d+\.")


@dataclass(frozen=True)
class MarkedRow:
    """One row to write, whole or damaged; its mark and its amount stand in it all the same."""

    mark: str
    cents: int
    damage: str

    @property
    def amount(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02}"


Writer = Callable[[Sequence[MarkedRow]], bytes]


def orders(rows: Sequence[MarkedRow]) -> bytes:
    """A flat export."""
    header = "Order ID,Amount,Note"
    return "\n".join([header, *(_damaged("7", row, header) for row in rows), ""]).encode("latin-1")


def report(rows: Sequence[MarkedRow]) -> bytes:
    """A report with title lines and a total."""
    header = "Order ID,Amount,Note"
    lines = ["Report", "", header, *(_damaged("7", row, header) for row in rows)]
    return "\n".join([*lines, f"Total,{_total(rows)},", ""]).encode("latin-1")


def bills(rows: Sequence[MarkedRow]) -> bytes:
    """A report in two groups."""
    half = len(rows) // 2
    lines = ["Transaction List by Vendor,,,", "", ",Num,Amount,Date"]
    for name, group in (("One", rows[:half]), ("Two", rows[half:])):
        lines += [f"{name} (2),,,", *(_damaged(",1", row, ",Num,Amount,Date") for row in group)]
        lines.append(f'Total for {name},,"${_total(group)}",')
    return "\n".join([*lines, f"TOTAL,,{_total(rows)},", ""]).encode("latin-1")


def wages(rows: Sequence[MarkedRow]) -> bytes:
    """A journal of two sections."""
    half, header = len(rows) // 2, "First Name,Gross,Last Name"
    lines: list[str] = ["Payroll Journal", ""]
    for group in (rows[:half], rows[half:]):
        lines += ["Employee Earnings", "payroll period,08/01/2026", "Pay day,08/31/2026", header]
        lines += [_damaged("Ann", row, header) for row in group]
        lines += [f"Payroll Totals,{_total(group)},", ""]
    return "\n".join(lines).encode("latin-1")


def events(rows: Sequence[MarkedRow]) -> bytes:
    """An object a line."""
    return "\n".join(_object(row) for row in rows).encode("latin-1")


def event_list(rows: Sequence[MarkedRow]) -> bytes:
    """A list over lines."""
    return ("[\n" + ",\n\n ".join(_object(row) for row in rows) + "]").encode("latin-1")


def event_pages(rows: Sequence[MarkedRow]) -> bytes:
    """Two pages, one after another."""
    half = len(rows) // 2
    return "".join(
        '{"count": 2.50, "events": [' + ",".join(_object(row) for row in part) + "]}"
        for part in (rows[:half], rows[half:])
    ).encode("latin-1")


@dataclass(frozen=True)
class Fate:
    """What became of one file: `landed` holds the money column and the whole of every row."""

    status: str
    reason: str | None
    landed: list[tuple[str, str]]
    rejected: list[str]


def fates(shop: Shop, table: str, money_column: str) -> dict[str, Fate]:
    """What became of every file that was looked at, by its name without what it is packed in."""
    found: dict[str, Fate] = {}
    for name, status, reason in shop.rows("select file_name, status, reason from raw.files"):
        found[_bare(name)] = Fate(status, reason, [], [])
    rows = f"select _source_file, {money_column}, to_json(t)::varchar from raw_shop.{table} as t"
    for name, amount, whole in shop.rows(rows):
        found[_bare(name)].landed.append((amount, whole))
    for name, text in shop.rows("select file_name, row_text from raw.rejected_rows"):
        found[_bare(name)].rejected.append(text)
    return found


def conserved_or_refused(fate: Fate, rows: Sequence[MarkedRow]) -> bool:
    """Whether the file landed; if so, every mark and every cent of it is there exactly once."""
    if fate.status == "refused":
        assert fate.reason
        assert (fate.landed, fate.rejected) == ([], [])
        return False
    amounts = {row.mark: Decimal(row.amount) for row in rows}
    found: list[str] = []
    landed_total = Decimal(0)
    for amount, whole in fate.landed:
        marks = _MARK.findall(whole)
        found += marks
        landed_total += Decimal(amount) if marks else Decimal(0)
    assert landed_total == sum(amounts[mark] for mark in found)
    for text in fate.rejected:
        marks = _MARK.findall(text)
        found += marks
        assert all(str(amounts[mark]) in text for mark in marks)
    assert sorted(found) == sorted(amounts)
    return True


def _bare(file_name: str) -> str:
    return re.sub(r"\.(gz|zst|zip!inner|zip)$", "", file_name)


def _total(rows: Sequence[MarkedRow]) -> Decimal:
    return sum((Decimal(row.amount) for row in rows), Decimal("0.00"))


def _damaged(first: str, row: MarkedRow, header: str) -> str:
    whole = f"{first},{row.amount},{row.mark}"
    return {
        "none": whole,
        "extra": f"{whole},x",
        "short": f"{row.amount},{row.mark}",
        "quote": f'{whole}"',
        "open": f'"{whole}',
        "byte": f"{whole}\x81\xff",
        "blank": f"\n{whole}",
        "header": f"{header}\n{whole}",
    }[row.damage]


def _object(row: MarkedRow) -> str:
    body = json.dumps({"mark": row.mark})
    whole = f'{{"id": {row.amount}, "sent": "x", "body": {body}}}'
    return {
        "none": whole,
        "extra": f'{whole[:-1]}, "sent": 2}}',
        "short": f'{{"id": {row.amount}, "body": {body}}}',
        "quote": f"[{whole}]",
        "open": f'"{row.mark} {row.amount}"',
        "byte": f'{whole[:-1]}, "more": "\x81\xff"}}',
        "blank": f"\t{whole}  ",
        "header": f'{whole[:-1]}, "SENT": "X", "Id": 3}}',
    }[row.damage]
