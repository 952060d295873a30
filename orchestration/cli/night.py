"""Commands that work on a home: the night, its pulls, Dagster's pages."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from orchestration.cli.shell import (
    INTERRUPTED,
    AsJson,
    HomeFolder,
    console,
    errors,
    existing,
    in_words,
    meant,
    print_json,
)
from orchestration.private_files import PRIVATE_UMASK
from orchestration.problems import ExitCode
from orchestration.project import Home, home_at

if TYPE_CHECKING:
    from orchestration.night_report import NightReport, Stage


def run(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="Judge the night at this moment (ISO 8601; without an offset in the home's "
            "time zone) instead of at the latest event in the data.",
        ),
    ] = None,
    as_json: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Land the exports, build and check the marts, publish a release.

    Ends with 0 if all is fine, 1 if there is something to look at, 3 if the machine is in the way.
    """
    from orchestration.nightly import run_night

    chosen = home_at(home)
    with in_words():
        moment = _moment(as_of, chosen) if as_of else ""
        with _shown(is_quiet=as_json) as report:
            run_night(chosen, moment, report)
        if as_json:
            print_json(report.as_document() | {"folder": str(chosen.current)})
        else:
            _conclude(chosen, report)
    if report.was_interrupted:
        # dbt may be at work in its thread; the database rolls back what it had begun.
        sys.stdout.flush()
        os._exit(INTERRUPTED)
    raise typer.Exit(report.exit_code)


def pull(
    name: Annotated[
        str | None, typer.Argument(help="Which entry of pulls.toml; else all of them.")
    ] = None,
    home: HomeFolder = None,
) -> None:
    """Fetch what is new from the systems that pulls.toml names into the landing folder."""
    from orchestration.private_files import private_files
    from orchestration.pulling.failures import PullError
    from orchestration.pulling.run import pulls_of, run_pull
    from orchestration.writer_lock import writer_lock

    code = ExitCode.FINE
    with in_words("What was fetched is kept; the next pull goes on there."):
        chosen = existing(home)
        chosen.prepare()
        pulls = pulls_of(chosen)
        names = [entry.name for entry in pulls]
        if name is not None and name not in names:
            known = ", ".join(names) or "none"
            raise typer.BadParameter(
                f"pulls.toml has no entry {name!r}. It has: {known}.{meant(name, names)}"
            )
        if not pulls:
            console.print(f"Nothing to pull: {escape(str(chosen.pulls_file))} names nothing.")
        with writer_lock(chosen), private_files():
            for entry in pulls:
                if name not in (None, entry.name):
                    continue
                try:
                    with console.status(f"Pulling {entry.name}"):
                        fetched = run_pull(chosen, entry)
                except PullError as failure:
                    errors.print(f"[red]✗[/] {escape(str(failure))}")
                    code = ExitCode.FINDINGS
                else:
                    console.print(f"[green]✓[/] {entry.name}: {fetched}")
    raise typer.Exit(code)


def dev(
    port: Annotated[int, typer.Option(help="Port of the pages on this machine.")] = 3000,
    home: HomeFolder = None,
) -> None:
    """Open Dagster's pages on a home: catalog, lineage, checks, runs, the schedule."""
    from orchestration.nightly import enter

    with in_words():
        enter(existing(home))
        os.umask(PRIVATE_UMASK)
    command = ["dagster", "dev", "-m", "orchestration.definitions", "--port", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", *command])


@contextmanager
def _shown(*, is_quiet: bool) -> Iterator["NightReport"]:
    """A report whose stages appear as they happen: a line for each, a bar below on a terminal."""
    from orchestration.night_report import NightReport

    if is_quiet:
        yield NightReport(on_stage=lambda _: None)
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        night = bar.add_task("Starting", total=None)

        def show(stage: "Stage") -> None:
            if stage.is_done:
                bar.console.print(_line(stage))
            proceed(stage)

        def proceed(stage: "Stage") -> None:
            counted = f": {stage.assets:,} built, {stage.checks:,} checked" * (stage.assets > 1)
            bar.update(
                night,
                description=f"{stage.name.capitalize()}{counted}",
                completed=sum(known.is_done for known in report.stages.values()),
                total=report.stages_expected or None,
            )

        report = NightReport(on_stage=show, on_progress=proceed)
        yield report


def _moment(text: str, home: Home) -> str:
    from orchestration.clock import as_utc, home_zone

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no moment. Write it as 2025-04-01 or 2025-04-01T06:00:00Z.",
            param_hint="--as-of",
        ) from None
    return as_utc(moment, home_zone(home))


def _line(stage: "Stage") -> str:
    sign = "[red]✗[/]" if stage.has_failed else "[green]✓[/]"
    said = f": {escape(stage.summary)}" if stage.summary else ""
    seconds = "" if stage.has_failed else f" [dim]{stage.seconds:.1f} s[/]"
    return f"{sign} {stage.name.capitalize()}{said}{seconds}"


def _conclude(home: Home, report: "NightReport") -> None:
    for warning in report.warnings:
        errors.print(f"[yellow]![/] {escape(warning)}")
    for cause in report.causes:
        errors.print(f"[red]✗[/] {escape(cause)}")
    if report.release_id:
        console.print(f"Published {report.release_id}: {escape(str(home.current))}")
    elif home.current.exists():
        errors.print("Nothing was published; the last release is still served.")
    else:
        errors.print("Nothing was published, and there is no earlier release.")
