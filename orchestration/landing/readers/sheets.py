"""Records of a worksheet, as a text export of the same rows would hold them."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from orchestration.landing.load import Load
from orchestration.landing.outcomes import Finding, RefusalError
from orchestration.landing.readers.delimited import Record
from orchestration.landing.readers.headers import LAST_HEADER_ROW, is_header
from orchestration.landing.workbooks import Sheet, sheets

# What the numbers of a workbook hold exactly; a longer id has lost its last digits.
_MOST_DIGITS = 15
_SECOND = timedelta(seconds=1)
_FAULTY = "a cell with an error, or with a formula whose result is not stored"
_TOO_LONG = f"a number of more than {_MOST_DIGITS} digits, whose last ones are lost"


def sheet_records(load: Load) -> Iterator[Record]:
    """The records of the declared sheet, else of the first with the signature."""
    wanted = load.table.options.get("sheet")
    with_header = [
        sheet
        for sheet in sheets(load.export.path, load.work)
        if wanted in (None, sheet.name) and _has_header(sheet, load)
    ]
    if not with_header:
        columns = ", ".join(load.table.signature)
        raise RefusalError(
            f"no sheet named {wanted!r} with the needed columns"
            if wanted is not None
            else "no sheet with a header row that has every needed column",
            expected=f"columns {columns}" if columns else "a sheet with rows",
            remedy="export it again with these columns, or declare an alias for a renamed one",
        )
    if len(with_header) > 1:
        said = (
            f"{len(with_header)} sheets have the needed columns, and only the first has landed; "
            "save each as a file of its own"
        )
        load.remarks.append(Finding("unread_sheets", None, len(with_header) - 1, said))
    yield from _records(with_header[0], _date_format(load))


def cell_text(value: Any, date_format: str = "") -> str:
    """What a cell holds as text: numbers without noise, dates as ISO or as the export is declared.

    Raises ValueError for a number with more digits than a workbook keeps.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, timedelta):
        seconds = round(value / _SECOND)
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime):
        whole = value + timedelta(microseconds=500_000)
        day, clock = _date_text(whole.date(), date_format), whole.time().isoformat("seconds")
        return f"{day} {clock}" if date_format else f"{day}T{clock}"
    if isinstance(value, date):
        return _date_text(value, date_format)
    return value.isoformat("seconds") if isinstance(value, time) else str(value)


def _number_text(value: float) -> str:
    if not abs(value) < 10**_MOST_DIGITS:
        raise ValueError("more digits than a workbook keeps")
    # A workbook shows and keeps 15 digits; what a double has beyond them is noise.
    text = format(Decimal(f"{value:.{_MOST_DIGITS}g}"), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _date_text(day: date, date_format: str) -> str:
    if not date_format:
        return day.isoformat()
    text = date_format.split()[0]
    for sign, number in (("YYYY", f"{day.year:04}"), ("MM", f"{day:%m}"), ("DD", f"{day:%d}")):
        text = text.replace(sign, number)
    return text


def _date_format(load: Load) -> str:
    return str(load.table.options.get("date_format") or "")


def _records(sheet: Sheet, date_format: str) -> Iterator[Record]:
    with_time = _columns_with_time(sheet)
    for number, row in sheet.rows():
        cells: list[str] = []
        problem = place = None
        for position, value in enumerate(row):
            if type(value) is date and position in with_time:
                value = datetime(value.year, value.month, value.day)  # noqa: DTZ001
            try:
                faulty = sheet.faults.get((number, position + 1))
                cells.append(cell_text(value, date_format) if faulty is None else faulty)
                fault = None if faulty is None else _FAULTY
            except ValueError:
                cells.append(repr(value))
                fault = _TOO_LONG
            if fault and problem is None:
                problem, place = fault, position
        yield Record(number, _row_text(cells), tuple(cells), problem, place)


def _columns_with_time(sheet: Sheet) -> set[int]:
    """A moment at midnight comes as a date, but is a moment where its column holds moments."""
    return {
        position
        for _, row in sheet.rows()
        for position, value in enumerate(row)
        if isinstance(value, datetime)
    }


def _has_header(sheet: Sheet, load: Load) -> bool:
    return any(
        is_header(load.columns_for(record.cells), load.table)
        for record in islice(_records(sheet, _date_format(load)), LAST_HEADER_ROW)
        if not record.is_blank and not record.problem
    )


def _row_text(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
