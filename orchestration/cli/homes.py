"""Commands that lay out a home and look at it."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.cli.shell import (
    AsJson,
    HomeFolder,
    console,
    errors,
    existing,
    in_words,
    print_json,
)
from orchestration.problems import ExitCode
from orchestration.project import home_at


class Sample(StrEnum):
    """The two variants of the made-up company."""

    FLAT = "flat"
    REAL = "real"


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
    with in_words():
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


def doctor(as_json: AsJson = False, home: HomeFolder = None) -> None:
    """Say what a home is like, and what to do about what is wrong."""
    from orchestration.doctor import Level, examine, exit_code

    signs = {Level.FINE: "[green]✓[/]", Level.WARNING: "[yellow]![/]", Level.BROKEN: "[red]✗[/]"}
    findings = []
    with in_words():
        chosen = existing(home)
        for finding in examine(chosen, datetime.now(UTC)):
            findings.append(finding)
            if not as_json:
                sign = signs[finding.level]
                console.print(f"{sign} {escape(finding.subject)}: {escape(finding.said)}")
    code = exit_code(findings)
    if as_json:
        listed = [
            {"level": finding.level, "subject": finding.subject, "said": finding.said}
            for finding in findings
        ]
        print_json({"exit_code": code, "home": str(chosen.root), "findings": listed})
    raise typer.Exit(code)


def alert(home: HomeFolder = None) -> None:
    """Send a test message to everyone whom alerts.toml names."""
    from orchestration.alerts.config import AlertConfigError
    from orchestration.alerts.told import tell_on_trial

    with in_words():
        chosen = existing(home)
        try:
            taken, failed = tell_on_trial(chosen)
        except AlertConfigError as problem:
            taken, failed = [], [str(problem)]
    for name in taken:
        console.print(f"[green]✓[/] {escape(name)} took the test message")
    for problem in failed:
        errors.print(f"[red]✗[/] {escape(problem)}")
    if not taken and not failed:
        console.print(f"Nobody to tell: {escape(str(chosen.alerts_file))} names nobody.")
    raise typer.Exit(ExitCode.FINDINGS if failed else ExitCode.FINE)
