"""Rows on their way from a Python reader to the database: in files, so that memory stays small."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

REJECTED_COLUMNS = ("source_row", "column_name", "found", "expected", "reason", "row_text")
# A sign that does not decode is written as six.
_BYTES_PER_SIGN = 6


@dataclass(frozen=True)
class RejectedRow:
    """A row that is kept out, and everything that is known about why."""

    row: int
    reason: str
    expected: str
    text: str
    column: str | None = None
    found: str | None = None


class WorkingRows:
    """Two CSV files in the private working folder: the good rows and the rejected ones."""

    def __init__(self, folder: Path, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.good_path = folder / "rows.csv"
        self.rejected_path = folder / "rejected.csv"
        self.good_count = 0
        self.rejected_count = 0
        self.longest_line = 0  # in bytes, or more

    def __enter__(self) -> Self:
        self._good_file = self.good_path.open("w", encoding="utf-8", newline="")
        self._rejected_file = self.rejected_path.open(
            "w", encoding="utf-8", errors="backslashreplace", newline=""
        )
        self._good = csv.writer(self._good_file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._rejected = csv.writer(self._rejected_file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._good_file.close()
        self._rejected_file.close()

    def keep(self, row: int, cells: Sequence[str]) -> None:
        """A good row, its cells in the order of the columns."""
        self._measure(self._good.writerow((row, *cells)))
        self.good_count += 1

    def reject(self, rejected: RejectedRow) -> None:
        """A row that does not land."""
        said = (rejected.column or "", rejected.found or "", rejected.expected, rejected.reason)
        self._measure(self._rejected.writerow((rejected.row, *said, rejected.text)))
        self.rejected_count += 1

    def _measure(self, signs: int) -> None:
        self.longest_line = max(self.longest_line, _BYTES_PER_SIGN * signs)
