"""What to say of a file that no declared table can take."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from orchestration.landing.byte_scan import TextScan
from orchestration.landing.declarations import SourceTable
from orchestration.landing.outcomes import RefusalError
from orchestration.trial.recognition import Candidate, candidates
from orchestration.trial.report import TrialFinding

_OTHER_DELIMITERS = (";", "\t", "|", ",")
_UNRECOGNISED = "no declared table has the columns of this file"


def unrecognised(
    path: Path,
    content: Path,
    facts: TextScan | None,
    refusal: RefusalError | None,
    found: Sequence[Candidate],
    tables: Sequence[SourceTable],
) -> TrialFinding:
    """Why no table takes the file: it is no export, it is separated otherwise, or columns miss."""
    if refusal is not None:
        return refusal_finding(refusal, is_blocking=False)
    return _other_delimiter(path, content, facts, tables) or _nearest(found)


def _nearest(found: Sequence[Candidate]) -> TrialFinding:
    nearest = next((c for c in found if len(c.missing) < len(c.table.signature)), None)
    expected = None
    if nearest is not None:
        expected = f"for the nearest, {nearest.name}, also the columns {', '.join(nearest.missing)}"
    return TrialFinding(
        "warns",
        _UNRECOGNISED,
        row=nearest.row if nearest else None,
        expected=expected,
        remedy="export it with these columns, rename them to those of a template in "
        "landing/generic/, or declare the source in a folder of its own",
    )


def refusal_finding(refusal: RefusalError | None, is_blocking: bool) -> TrialFinding:
    """A refusal with its parts."""
    assert refusal is not None
    return TrialFinding(
        "blocks" if is_blocking else "warns",
        f"refused: {refusal.problem}",
        row=refusal.row,
        column=refusal.column,
        found=refusal.found,
        expected=refusal.expected,
        remedy=refusal.remedy,
    )


def _other_delimiter(
    path: Path, content: Path, facts: TextScan | None, tables: Sequence[SourceTable]
) -> TrialFinding | None:
    """Whether the columns are those of a table, only separated by another sign."""
    if facts is None:
        return None
    for sign in _OTHER_DELIMITERS:
        changed = [
            replace(table, options={**table.options, "delimiter": sign})
            for table in tables
            if table.delimiter != sign
        ]
        for candidate in candidates(path, content, facts, changed):
            if candidate.fits and candidate.headers > 1 and candidate.table.shape != "ndjson":
                declared = next(t for t in tables if _is_same(t, candidate.table)).delimiter
                return TrialFinding(
                    "warns",
                    f"the columns are those of {candidate.name}, but separated by another sign",
                    row=candidate.row,
                    found=repr(sign),
                    expected=repr(declared),
                    remedy="export it with that delimiter, or declare `delimiter` for the table",
                )
    return None


def _is_same(one: SourceTable, other: SourceTable) -> bool:
    return (one.system, one.table) == (other.system, other.table)
