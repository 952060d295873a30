"""Dated rows by which a person lets a night pass although a file was refused."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Waiver:
    """One row of `waivers.csv`: for one file, from a day up to before another.

    Without a hash it covers whatever the file of that name holds.
    """

    source_system: str
    file_name: str
    file_sha256: str
    valid_from: date
    valid_to: date | None

    def covers(self, system: str, file_name: str, sha256: str | None, day: date) -> bool:
        """Whether the waiver is in force for this version of this file on this day."""
        is_this = (system, file_name) == (self.source_system, self.file_name)
        has_content = self.file_sha256 in ("", sha256)
        is_in_force = self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        return is_this and has_content and is_in_force


def read_waivers(path: Path) -> tuple[list[Waiver], list[str]]:
    """The waivers, and one warning for every row that cannot be followed."""
    if not path.exists():
        return [], []
    waivers: list[Waiver] = []
    warnings: list[str] = []
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error):
        return [], [f"{path.name}: not a readable CSV file, so no waiver is in force"]
    for number, row in enumerate(rows, start=2):
        try:
            waivers.append(_waiver(row))
        except (KeyError, ValueError, TypeError, AttributeError):
            warnings.append(
                f"{path.name}, row {number}: not followed; expected source_system, file_name, "
                "file_sha256, reason and valid_from, with days as YYYY-MM-DD"
            )
    return waivers, warnings


def is_waived(
    waivers: Iterable[Waiver], system: str, file_name: str, sha256: str | None, day: date
) -> bool:
    """Whether any waiver is in force for this version of this file."""
    return any(waiver.covers(system, file_name, sha256, day) for waiver in waivers)


def _waiver(row: Mapping[str, str]) -> Waiver:
    until = row["valid_to"].strip()
    if not (row["file_name"].strip() and row["reason"].strip()):
        raise ValueError("a waiver names a file and a reason")
    return Waiver(
        row["source_system"].strip(),
        row["file_name"].strip(),
        row["file_sha256"].strip().lower(),
        date.fromisoformat(row["valid_from"].strip()),
        date.fromisoformat(until) if until else None,
    )
