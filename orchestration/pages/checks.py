"""The page of the checks: what was checked in the night, and what is known of the files."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages import formats
from orchestration.pages.numbers import Tile
from orchestration.pages.page import Link, rendered
from orchestration.pages.release_tables import ReleaseTables
from orchestration.publishing.manifest import ReleaseFacts
from orchestration.quality.results import CheckResult

FILE_NAME = "checks.html"
FRESHNESS = "newest_file_is_fresh"
KINDS = {
    "refused_file": "Refused",
    "rejected_rows": "Rejected rows",
    "unread_sheets": "Unread sheets",
    "unknown_money_column": "Unknown money",
    "new_column": "New column",
    "vanished_column": "Missing column",
    "changed_type": "Changed type",
    "skipped_local_time": "Skipped local time",
    "doubled_local_time": "Doubled local time",
}


@dataclass(frozen=True)
class FileFinding:
    """One row of the published `file_findings`, as the page says it."""

    file_name: str
    finding_group: str
    kind: str
    column_name: str | None
    count: int
    said: str


@dataclass(frozen=True)
class CheckedAsset:
    """Everything that was checked about one table."""

    name: str
    checks: Sequence[tuple[str, str, str]]  # what is checked, its outcome, the tone of that
    outcome: str
    is_fine: bool

    @property
    def group(self) -> str:
        """The schema or source system of the table."""
        return self.name.split(".")[0]


@dataclass(frozen=True)
class CheckedGroup:
    """Tables of one schema or source system of which every check passed."""

    said: str
    assets: Sequence[CheckedAsset]


def read_findings(tables: ReleaseTables) -> list[FileFinding]:
    """What is known of the files, in the order of a reader's interest."""
    rows = tables.rows(
        "file_findings",
        """
        select file_name, finding_group, finding_type, column_name, finding_count, finding_text
        from file_findings
        order by finding_group = 'clock_change', finding_group = 'drift', file_name,
            finding_type, column_name
        """,
    )
    return [
        FileFinding(
            row["file_name"],
            row["finding_group"],
            KINDS.get(row["finding_type"], formats.plain_words(row["finding_type"])),
            row["column_name"],
            row["finding_count"],
            row["finding_text"],
        )
        for row in rows
    ]


def render_checks(tables: ReleaseTables, facts: ReleaseFacts, links: Sequence[Link]) -> str:
    """The page as text, from the release's own table of findings."""
    return render(read_findings(tables), facts, links)


def render(findings: Sequence[FileFinding], facts: ReleaseFacts, links: Sequence[Link] = ()) -> str:
    """The page as text."""
    failed = [check for check in facts.checks if not check.passed]
    assets = _assets(facts.checks)
    return rendered(
        "checks.html.j2",
        facts,
        FILE_NAME,
        links,
        headline=_headline(len(facts.checks), len(failed)),
        tiles=_tiles(findings, facts.checks),
        failed=list(dict.fromkeys([*(check.description for check in failed), *facts.warnings])),
        findings=findings,
        freshness=_freshness(facts.checks),
        found=[asset for asset in assets if not asset.is_fine],
        groups=_groups(assets),
    )


def _freshness(checks: Sequence[CheckResult]) -> list[tuple[str, str, str, str]]:
    """Table, outcome, tone and words of what landed last; tables that never had a file are out."""
    listed = [check for check in checks if check.name == FRESHNESS]
    return [
        (
            ".".join(check.asset),
            "✓ fresh" if check.passed else "✕ late",
            "good" if check.passed else "bad",
            check.description,
        )
        for check in sorted(listed, key=lambda check: (check.passed, check.asset))
        if not (check.passed and check.description.startswith("No file of"))
    ]


def _headline(count: int, failed: int) -> str:
    if not count:
        return "No check was run for this release."
    if not failed:
        return f"All {count:,} checks of this release passed."
    return f"{failed:,} of {count:,} checks of this release found something to look at."


def _tiles(findings: Sequence[FileFinding], checks: Sequence[CheckResult]) -> list[Tile]:
    passed = sum(check.passed for check in checks)
    rejected = sum(f.count for f in findings if f.kind == KINDS["rejected_rows"])
    refused = sum(f.kind == KINDS["refused_file"] for f in findings)
    drifted = sum(f.finding_group == "drift" for f in findings)
    clock = sum(f.count for f in findings if f.finding_group == "clock_change")
    return [
        _tile("Checks passed", f"{passed:,}", f"of {len(checks):,}", passed == len(checks)),
        _tile(
            "Files refused", f"{refused:,}", "kept out whole" if refused else "none", not refused
        ),
        _tile("Rows rejected", f"{rejected:,}", "kept out" if rejected else "none", not rejected),
        _tile(
            "Columns that differ", f"{drifted:,}", "see below" if drifted else "none", not drifted
        ),
        Tile("Local times at a clock change", f"{clock:,}", "counted, used", "plain"),
    ]


def _tile(name: str, value: str, note: str, is_good: bool) -> Tile:
    return Tile(name, value, note, "good" if is_good else "bad")


def _assets(checks: Sequence[CheckResult]) -> list[CheckedAsset]:
    """By table; tables with a failed check first."""
    found: dict[str, list[CheckResult]] = defaultdict(list)
    for check in checks:
        found[".".join(check.asset)].append(check)
    ordered = sorted(found, key=lambda name: (all(c.passed for c in found[name]), name))
    return [
        CheckedAsset(
            name,
            _rows(found[name]),
            _outcome(found[name]),
            all(check.passed for check in found[name]),
        )
        for name in ordered
    ]


def _groups(assets: Sequence[CheckedAsset]) -> list[CheckedGroup]:
    """The tables without any finding, by schema or system."""
    fine: dict[str, list[CheckedAsset]] = defaultdict(list)
    for asset in assets:
        if asset.is_fine:
            fine[asset.group].append(asset)
    return [
        CheckedGroup(
            f"{group}: {formats.counted(len(members), 'table')}, "
            f"{formats.counted(sum(len(m.checks) for m in members), 'check')} passed",
            members,
        )
        for group, members in sorted(fine.items())
    ]


def _rows(checks: Sequence[CheckResult]) -> list[tuple[str, str, str]]:
    ordered = sorted(checks, key=lambda check: (check.passed, check.name))
    return [
        (
            formats.plain_words(check.name),
            "passed" if check.passed else "blocks" if check.blocking else "warns",
            "good" if check.passed else "bad",
        )
        for check in ordered
    ]


def _outcome(checks: Sequence[CheckResult]) -> str:
    failed = sum(not check.passed for check in checks)
    return f"{failed} of {len(checks)} found something" if failed else f"{len(checks)} passed"
