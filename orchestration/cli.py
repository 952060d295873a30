"""The command `tierledger`. Whatever is heavy is imported inside the command that needs it."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from orchestration.private_files import PRIVATE_UMASK
from orchestration.problems import ExitCode, home_error
from orchestration.project import Home, home_at

if TYPE_CHECKING:
    from rich.tree import Tree

    from orchestration.night_report import NightReport, Stage

app = typer.Typer(
    help="What support costs per tier, and whether it answers in time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
explain = typer.Typer(help="Say what a published number is made of.", no_args_is_help=True)
app.add_typer(explain, name="explain")
console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

UNCUT_COLUMNS = 1000
INTERRUPTED = 130  # what a shell says of a program that was stopped with Ctrl-C

HomeFolder = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of the company; else the variable TIERLEDGER_HOME, else the repository.",
    ),
]


class Sample(StrEnum):
    """The two variants of the made-up company."""

    FLAT = "flat"
    REAL = "real"


@app.command()
def init(
    sample: Annotated[
        Sample | None, typer.Option(help="Also write the exports of a made-up company.")
    ] = None,
    templates: Annotated[
        bool, typer.Option("--templates", help="The sample as generic templates alone.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Lay out a home: folders, definitions to start from, a sample to try."""
    from orchestration.new_home import lay_out, write_sample_exports

    if templates and sample is None:
        raise typer.BadParameter("--templates says how to write a sample: add --sample.")
    chosen = home_at(home)
    with _in_words():
        if lay_out(chosen):
            console.print(f"Definitions to start from: {escape(str(chosen.definitions))}")
        if sample is not None:
            with console.status("Writing the sample's exports"):
                is_new = write_sample_exports(chosen, sample.value, templates_only=templates)
            said = "written to" if is_new else "already in"
            console.print(f"Exports of the sample: {said} {escape(str(chosen.landing))}")
        else:
            console.print(f"Drop your exports into {escape(str(chosen.landing))}/<system>/")
    console.print("Next: tierledger run")


@app.command()
def run(
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            help="Judge the night at this moment (ISO 8601; without an offset in the home's "
            "time zone) instead of at the latest event in the data.",
        ),
    ] = None,
    home: HomeFolder = None,
) -> None:
    """Land the exports, build and check the marts, publish a release."""
    from orchestration.night_report import NightReport

    chosen = home_at(home)
    with _in_words():
        moment = _moment(as_of, chosen) if as_of else ""
        with console.status("Starting") as status:

            def show(stage: "Stage") -> None:
                if stage.is_done:
                    console.print(_line(stage))
                else:
                    status.update(stage.name.capitalize())

            report = NightReport(on_stage=show)
            _run_night(chosen, moment, report)
        _conclude(chosen, report)
    if report.was_interrupted:
        # dbt may be at work in its thread; the database rolls back what it had begun.
        sys.stdout.flush()
        os._exit(INTERRUPTED)
    raise typer.Exit(report.exit_code)


@app.command()
def check(
    path: Annotated[Path, typer.Argument(exists=True, help="An export, or a folder of exports.")],
    as_json: Annotated[bool, typer.Option("--json", help="One document for a program.")] = False,
    home: HomeFolder = None,
) -> None:
    """Say what an export is and what is wrong with it; touches neither home nor release."""
    from orchestration.trial.tried import try_files
    from orchestration.trial.words import lines

    files = _exports_in(path)
    if not files:
        raise typer.BadParameter(f"there is no file in {path}", param_hint="PATH")
    with _in_words():
        if as_json:
            report = try_files(files, home_at(home))
            sys.stdout.write(json.dumps(report.as_document(), indent=2, ensure_ascii=False) + "\n")
        else:
            with errors.status("Checking"):
                report = try_files(files, home_at(home))
            for line in lines(report):
                console.print(line)
    raise typer.Exit(report.exit_code)


@app.command()
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
    with _in_words("What was fetched is kept; the next pull goes on there."):
        chosen = _existing(home)
        chosen.prepare()
        pulls = pulls_of(chosen)
        if name is not None and name not in {entry.name for entry in pulls}:
            known = ", ".join(entry.name for entry in pulls) or "none"
            raise typer.BadParameter(f"pulls.toml has no entry {name!r}. It has: {known}.")
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


@app.command()
def doctor(home: HomeFolder = None) -> None:
    """Say what a home is like, and what to do about what is wrong."""
    from orchestration.doctor import Level, examine, exit_code

    signs = {Level.FINE: "[green]✓[/]", Level.WARNING: "[yellow]![/]", Level.BROKEN: "[red]✗[/]"}
    findings = []
    with _in_words():
        chosen = _existing(home)
        for finding in examine(chosen, datetime.now(UTC)):
            findings.append(finding)
            sign = signs[finding.level]
            console.print(f"{sign} {escape(finding.subject)}: {escape(finding.said)}")
    raise typer.Exit(exit_code(findings))


@app.command()
def holidays(
    schedule: Annotated[str, typer.Option(help="Schedule that is closed on these days.")],
    country: Annotated[str, typer.Option(help="Country, by its code, such as US.")],
    year: Annotated[list[int], typer.Option(help="Year; give it once for each.")],
    subdivision: Annotated[
        str | None, typer.Option(help="State or province with holidays of its own, such as CA.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Of the names; else English where there are such.")
    ] = None,
    is_written: Annotated[
        bool, typer.Option("--write", help="Add what is missing to the home's holidays.csv.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Make rows of holidays.csv from a country's public holidays; nothing is fetched."""
    from orchestration.holiday_rows import (
        UnknownChoiceError,
        add_to_home,
        as_csv,
        holiday_rows,
        known_schedule,
        public_holidays,
    )

    with _in_words():
        chosen = _existing(home)
        try:
            closed = known_schedule(chosen, schedule)
            rows = holiday_rows(closed, public_holidays(country, subdivision, year, language))
        except UnknownChoiceError as unknown:
            raise typer.BadParameter(str(unknown), param_hint=unknown.option) from None
        if is_written:
            added = add_to_home(chosen, rows)
            console.print(
                f"Added {added} of {len(rows)} holidays to "
                f"{escape(str(chosen.definitions / 'holidays.csv'))}"
            )
        else:
            sys.stdout.write(as_csv(rows))


@app.command()
def rollback(
    release: Annotated[
        str | None, typer.Argument(help="Which release; else the one before the live one.")
    ] = None,
    home: HomeFolder = None,
) -> None:
    """Let readers see an earlier release again."""
    from orchestration.publishing.errors import PublishError
    from orchestration.publishing.release import roll_back

    try:
        with _in_words():
            chosen = _existing(home)
            served = roll_back(chosen, release)
    except PublishError as refusal:
        errors.print(f"[red]✗[/] {escape(str(refusal))}")
        raise typer.Exit(ExitCode.FINDINGS) from None
    console.print(f"Readers now see {escape(served)}: {escape(str(chosen.current))}")


@explain.command("cost")
def explain_cost(
    month: Annotated[str, typer.Option(help="Month of the cost, such as 2024-03.")],
    tier: Annotated[str, typer.Option(help="Tier, such as 3, or unallocated.")],
    workflow: Annotated[str | None, typer.Option(help="Only this workflow.")] = None,
    route: Annotated[str | None, typer.Option(help="Only this route, such as in_house.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider.")] = None,
    cost_class: Annotated[
        str | None, typer.Option("--class", help="Only this cost class, such as labour.")
    ] = None,
    rows: Annotated[int, typer.Option(min=0, help="Source rows to show of each pool.")] = 5,
    every_row: Annotated[bool, typer.Option("--all", help="Show every source row.")] = False,
    json_wanted: Annotated[
        bool, typer.Option("--json", help="Everything, as JSON for a program.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Open a cost: its classes, pools, rules, driver values and source rows, to the cent.

    It reads the private build and shows pay: on this terminal, for the owner's eyes. The amounts
    are the true ones, also where the published table suppresses or merges a cell.
    """
    from orchestration.explain.cost import explain
    from orchestration.explain.cost_parts import Question
    from orchestration.explain.cost_shown import as_json, as_tree
    from orchestration.explain.served import costs_served_otherwise

    named = {"workflow": workflow, "route": route, "provider": provider, "class": cost_class}
    parts = {part: value for part, value in named.items() if value is not None}
    with _in_words(), _unknown_refused():
        chosen = _existing(home)
        explained = explain(chosen, Question(_month(month), tier, parts))
        served = costs_served_otherwise(chosen)
    if json_wanted:
        _show(as_json(explained), served)
    else:
        _show(as_tree(explained, None if every_row else rows), served)


@explain.command("sla")
def explain_sla(
    ticket: Annotated[str, typer.Option(help="Ticket, by the id that its system gave it.")],
    source: Annotated[
        str | None, typer.Option(help="System of the ticket, such as zendesk, if several have it.")
    ] = None,
    metric: Annotated[
        str | None,
        typer.Option(help="Only this metric, such as first_reply; also one that is not promised."),
    ] = None,
    hours: Annotated[int, typer.Option(min=0, help="Opening hours to show of each interval.")] = 5,
    every_hour: Annotated[bool, typer.Option("--all", help="Show all opening hours.")] = False,
    json_wanted: Annotated[
        bool, typer.Option("--json", help="Everything, as JSON for a program.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Open the SLA times of a ticket: policy, target, counted intervals and opening hours.

    It reads the private build. The intervals and hours are added up again and compared with what
    the build says elapsed; it ends with 1 if they differ.
    """
    from orchestration.explain.served import ticket_served_otherwise
    from orchestration.explain.sla import explain_ticket
    from orchestration.explain.sla_shown import as_json, as_tree
    from orchestration.explain.sla_words import discrepancies_in_words

    with _in_words(), _unknown_refused():
        chosen = _existing(home)
        explained = explain_ticket(chosen, ticket, source, metric)
        served = ticket_served_otherwise(chosen, explained.source_system, ticket)
    if json_wanted:
        _show(as_json(explained), served)
    else:
        most = None if every_hour else hours
        _show(as_tree(explained, most, unpromised=metric is not None), served)
    wrong = discrepancies_in_words(explained)
    for said in wrong:
        errors.print(f"[red]✗[/] {escape(said)}")
    raise typer.Exit(ExitCode.FINDINGS if wrong else ExitCode.FINE)


@explain.command("saving")
def explain_saving(
    comparison: Annotated[str, typer.Option(help="Comparison, as comparisons.csv names it.")],
    json_wanted: Annotated[
        bool, typer.Option("--json", help="Everything, as JSON for a program.")
    ] = False,
    home: HomeFolder = None,
) -> None:
    """Open a saving: what it is estimated from, what must be said of it, and its bridge.

    What the published tables withhold is withheld here too.
    """
    from orchestration.explain.saving import explain_comparison
    from orchestration.explain.saving_shown import as_json, as_tree
    from orchestration.explain.served import saving_served_otherwise

    with _in_words(), _unknown_refused():
        chosen = _existing(home)
        explained = explain_comparison(chosen, comparison)
        served = saving_served_otherwise(chosen)
    _show(as_json(explained) if json_wanted else as_tree(explained), served)


@app.command("open")
def open_page(
    page: Annotated[str, typer.Argument(help="Which page of the release.")] = "owner",
    home: HomeFolder = None,
) -> None:
    """Show a page of the last release in the browser."""
    site = home_at(home).current / "site"
    path = site / f"{page}.html"
    if not path.is_file():
        pages = ", ".join(sorted(p.stem for p in site.glob("*.html"))) or "none; `tierledger run`"
        errors.print(f"The release has no page {escape(page)}. There are: {escape(pages)}")
        raise typer.Exit(ExitCode.FINDINGS)
    console.print(escape(str(path)))
    typer.launch(path.resolve().as_uri())


@app.command()
def dev(
    port: Annotated[int, typer.Option(help="Port of the pages on this machine.")] = 3000,
    home: HomeFolder = None,
) -> None:
    """Open Dagster's pages on a home: catalog, lineage, checks, runs, the schedule."""
    from orchestration.nightly import enter

    with _in_words():
        enter(_existing(home))
        os.umask(PRIVATE_UMASK)
    command = ["dagster", "dev", "-m", "orchestration.definitions", "--port", str(port)]
    os.execv(sys.executable, [sys.executable, "-m", *command])


def _exports_in(path: Path) -> list[Path]:
    """The file, or every file below the folder that landing would look at."""
    if not path.is_dir():
        return [path]
    return [
        file
        for file in sorted(path.rglob("*"))
        if not file.is_dir()
        and not file.name.startswith("README")
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]


@contextmanager
def _in_words(stopped: str = "Nothing was published by this run.") -> Iterator[None]:
    """What the machine or the home refuses is said in a sentence; our mistakes are not hidden."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print(f"Stopped. {stopped}")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as failure:
        if isinstance(failure, typer.Exit | typer.BadParameter):
            raise
        problem = home_error(failure)
        if problem is None:
            raise
        errors.print(f"[red]✗[/] {escape(str(problem))}")
        raise typer.Exit(ExitCode.ENVIRONMENT) from None


@contextmanager
def _unknown_refused() -> Iterator[None]:
    """A question that names what is not there is the asker's mistake."""
    from orchestration.explain.build_database import UnknownPartError

    try:
        yield
    except UnknownPartError as unknown:
        raise typer.BadParameter(str(unknown), param_hint=f"--{unknown.part}") from None


def _show(answer: "Tree | dict[str, object]", served: str | None) -> None:
    """A tree for a person, anything else as JSON; first, if readers see something else."""
    if served:
        errors.print(f"[yellow]![/] {escape(served)}")
    if isinstance(answer, dict):
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        # A tree is cut at the width of the terminal, in a pipe at eighty: let the terminal wrap it.
        Console(highlight=False, width=UNCUT_COLUMNS).print(answer)


def _existing(folder: Path | None) -> Home:
    from orchestration.problems import HomeError

    home = home_at(folder)
    if not home.root.is_dir():
        raise HomeError(f"There is no folder {home.root}. `tierledger init` makes a home.")
    return home


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


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is no month. Write it as 2024-03.", param_hint="--month"
        ) from None


def _run_night(home: Home, as_of: str, report: "NightReport") -> None:
    from orchestration.nightly import run_night

    run_night(home, as_of, report)


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
