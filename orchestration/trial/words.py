"""A trial's report as a person reads it."""

from collections.abc import Iterator

from rich.markup import escape

from orchestration.trial.report import FileReport, TrialFinding, TrialReport

_SIGNS = {"blocks": "[red]✗[/]", "warns": "[yellow]![/]"}


def lines(report: TrialReport) -> Iterator[str]:
    """The report, file by file, with rich's markup."""
    for file in report.files:
        yield from _file_lines(file)
        yield ""
    bad = sum(bool(file.findings) for file in report.files)
    count = len(report.files)
    noun = "file" if count == 1 else "files"
    yield f"{count} {noun} tried, {bad} with findings. Nothing of a home was changed."


def _file_lines(file: FileReport) -> Iterator[str]:
    yield f"[bold]{escape(file.file)}[/]"
    if not file.looks_like:
        yield "  looks like nothing that is declared"
    for position, looks in enumerate(file.looks_like):
        said = "looks like" if position == 0 else "  could be"
        yield f"  {said} [bold]{looks.table}[/] ({looks.shape}): {escape(looks.why)}"
    if facts := _facts(file):
        yield f"  {escape(facts)}"
    if file.absent_columns:
        yield f"  without the columns {', '.join(file.absent_columns)}, none of which is needed"
    for finding in file.findings:
        yield f"  {_SIGNS[finding.weight]} {escape(_sentence(finding))}"
    if file.unlisted_findings:
        yield f"  … and {file.unlisted_findings} more like these"
    if not file.findings:
        yield "  [green]✓[/] nothing to find fault with"
    if file.drop_as:
        yield f"  drop it as {escape(file.drop_as)}"


def _facts(file: FileReport) -> str:
    parts = []
    if file.encoding:
        parts.append(f"{file.encoding}{', packed' if file.is_packed else ''}")
    if file.status in {"landed", "refused"}:
        parts.append(
            f"{file.rows_read} rows read, {file.rows_landed} landed, {file.rows_rejected} rejected"
        )
    if file.status == "unchanged":
        parts.append("the same content as another of these files, so it lands once")
    if file.control_totals:
        parts.append(f"control totals hold: {', '.join(file.control_totals)}")
    if file.was_typed:
        parts.append("typed by the models of its source")
    return "; ".join(parts)


def _sentence(finding: TrialFinding) -> str:
    place = [f"row {finding.row}"] if finding.row is not None else []
    place += [f"column {finding.column}"] if finding.column else []
    text = f"{', '.join(place)}: {finding.problem}" if place else finding.problem
    text += f"; found {finding.found}" if finding.found else ""
    text += f"; expected {finding.expected}" if finding.expected else ""
    text += f"; {finding.remedy}" if finding.remedy else ""
    return f"{text} (would block the night)" if finding.weight == "blocks" else text
