"""What a person should know about a file that landed."""

from collections.abc import Iterable, Sequence

from orchestration.landing.checks import first_rejection
from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import Finding


def rejections(load: Load, counts: Counts) -> list[Finding]:
    """The rejected rows, if there are any, as one finding that names the first."""
    if not counts.rejected:
        return []
    said = (
        f"{counts.rejected} of {counts.read} rows rejected; the first: {first_rejection(load)}; "
        "see raw.rejected_rows, correct the export and drop it again"
    )
    return [Finding("rejected_rows", None, counts.rejected, said)]


def told(findings: Iterable[Finding], table_name: str) -> tuple[str, ...]:
    """The findings in sentences, rejected rows first, columns with the same fate together."""
    findings = list(findings)

    def named(finding_type: str) -> str:
        return ", ".join(f.column_name or "" for f in findings if f.finding_type == finding_type)

    notes = [finding.said for finding in findings if finding.column_name is None]
    if money := named("unknown_money_column"):
        notes.append(
            f"NEW MONEY COLUMNS {money}: landed, but no model counts them; "
            f"declare them for {table_name} and decide what they are"
        )
    if new := named("new_column"):
        notes.append(f"new columns {new}: landed, but no model reads them")
    if vanished := named("vanished_column"):
        notes.append(
            f"missing columns {vanished}: the files before this one had them; "
            "export it again with them, or expect what they gave to be empty"
        )
    return (*notes, *_one_by_one(findings))


def _one_by_one(findings: Sequence[Finding]) -> list[str]:
    counted = ("skipped_local_time", "doubled_local_time")
    return [
        f"column {f.column_name}: {f.said}" for f in findings if f.finding_type == "changed_type"
    ] + [
        f"column {f.column_name}: {f.count} {f.said}" for f in findings if f.finding_type in counted
    ]
