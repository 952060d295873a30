"""What a trial says about files: facts, findings, and how it ends. Never a value of a row."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from orchestration.problems import ExitCode

Weight = Literal["blocks", "warns"]
# A finding is written out so often per file; the rest is counted.
MOST_LISTED = 100


@dataclass(frozen=True)
class TrialFinding:
    """One thing that is wrong, or that a night would tell of."""

    weight: Weight
    problem: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None
    remedy: str | None = None


@dataclass(frozen=True)
class LooksLike:
    """A declared table that the file can be an export of, and why."""

    table: str
    shape: str
    why: str


@dataclass
class FileReport:
    """Everything that is known of one file."""

    file: str
    looks_like: list[LooksLike] = field(default_factory=list)
    status: str = "unrecognised"
    encoding: str | None = None
    is_packed: bool | None = None
    rows_read: int = 0
    rows_landed: int = 0
    rows_rejected: int = 0
    control_totals: list[str] = field(default_factory=list)
    absent_columns: list[str] = field(default_factory=list)
    was_typed: bool = False
    drop_as: str | None = None
    findings: list[TrialFinding] = field(default_factory=list)
    unlisted_findings: int = 0

    def add(self, finding: TrialFinding) -> None:
        """Keep the finding, or count it if there are too many to read."""
        if len(self.findings) < MOST_LISTED:
            self.findings.append(finding)
        else:
            self.unlisted_findings += 1


@dataclass(frozen=True)
class TrialReport:
    """All files that were tried."""

    files: tuple[FileReport, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Fine only if a night would have nothing to say about any of the files."""
        has_findings = any(file.findings for file in self.files)
        return ExitCode.FINDINGS if has_findings else ExitCode.FINE

    def as_document(self) -> dict[str, Any]:
        """The report for a program; the names are part of the interface."""
        return {
            "version": 1,
            "exit_code": int(self.exit_code),
            "files": [asdict(file) for file in self.files],
        }
