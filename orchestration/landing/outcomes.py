"""What landing reports: one outcome per file, and what of it blocks or warns.

No text here may hold a value of a row: reports are logged and shown, payroll must not be. A reason
names the file, the row, the column, what was expected and the remedy; the text of a rejected row
stays in `raw.rejected_rows`, inside the private build.
"""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["landed", "refused", "unchanged"]
FindingType = Literal[
    "refused_file",
    "rejected_rows",
    "unread_sheets",
    "unknown_money_column",
    "new_column",
    "vanished_column",
    "changed_type",
    "skipped_local_time",
    "doubled_local_time",
]
DRIFT = frozenset({"unknown_money_column", "new_column", "vanished_column", "changed_type"})
CLOCK_CHANGE = frozenset({"skipped_local_time", "doubled_local_time"})


class RefusalError(Exception):
    """Why a file cannot land, in words that are safe to show."""

    def __init__(
        self,
        problem: str,
        *,
        row: int | None = None,
        column: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        remedy: str | None = None,
        breaks_control_total: bool = False,
    ) -> None:
        self.breaks_control_total = breaks_control_total
        self.problem, self.row, self.column = problem, row, column
        self.found, self.expected, self.remedy = found, expected, remedy
        place = [f"row {row}"] if row is not None else []
        place += [f"column {column}"] if column is not None else []
        text = f"{', '.join(place)}: {problem}" if place else problem
        text += f"; found {found}" if found else ""
        text += f"; expected {expected}" if expected else ""
        text += f"; {remedy}" if remedy else ""
        super().__init__(text)


@dataclass(frozen=True)
class Finding:
    """One thing that is known of a file or a column of it, in words that are safe to show."""

    finding_type: FindingType
    column_name: str | None
    count: int
    said: str


@dataclass(frozen=True)
class FileOutcome:
    """What became of one export in this run."""

    source_system: str
    table_name: str
    file_name: str
    sha256: str | None
    status: Status
    reason: str | None = None
    rows_read: int = 0
    rows_landed: int = 0
    rows_rejected: int = 0
    is_required: bool = False
    is_waived: bool = False
    new_columns: tuple[str, ...] = ()
    breaks_control_total: bool = False
    refusal: RefusalError | None = field(default=None, compare=False)
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_blocking(self) -> bool:
        """A refused file holds the night up if its table is required or a control total broke."""
        can_block = self.is_required or self.breaks_control_total
        return self.status == "refused" and can_block and not self.is_waived


@dataclass(frozen=True)
class LandingReport:
    """One run of landing over all declared tables."""

    outcomes: tuple[FileOutcome, ...]
    unrecognised_files: tuple[str, ...] = ()
    general_warnings: tuple[str, ...] = ()

    @property
    def blocking(self) -> list[str]:
        """One message for every file that keeps the night from being published."""
        return [_refused(outcome) for outcome in self.outcomes if outcome.is_blocking]

    @property
    def warnings(self) -> list[str]:
        """One message for everything that a person should look at but that blocks nothing."""
        messages = list(self.general_warnings)
        for outcome in self.outcomes:
            if outcome.status == "refused" and not outcome.is_blocking:
                waived = " (waived)" if outcome.is_waived else ""
                messages.append(_refused(outcome) + waived)
            messages += [f"{outcome.file_name}: {note}" for note in outcome.notes]
        messages += [
            f"{name}: no declared table takes this file; rename it, move it, or declare its table"
            for name in self.unrecognised_files
        ]
        return messages


def _refused(outcome: FileOutcome) -> str:
    return f"{outcome.source_system}.{outcome.table_name}: refused: {outcome.reason}"
