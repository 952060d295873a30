"""Commands about what a home is given: exports, and rows for its definitions."""

import sys
from pathlib import Path
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
from orchestration.project import home_at


def check(
    path: Annotated[Path, typer.Argument(exists=True, help="An export, or a folder of exports.")],
    as_json: AsJson = False,
    home: HomeFolder = None,
) -> None:
    """Say what an export is and what is wrong with it; touches neither home nor release."""
    from orchestration.trial.tried import try_files
    from orchestration.trial.words import lines

    files = _exports_in(path)
    if not files:
        raise typer.BadParameter(f"there is no file in {path}", param_hint="PATH")
    with in_words():
        if as_json:
            report = try_files(files, home_at(home))
            print_json(report.as_document())
        else:
            with errors.status("Checking"):
                report = try_files(files, home_at(home))
            for line in lines(report):
                console.print(line)
    raise typer.Exit(report.exit_code)


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

    with in_words():
        chosen = existing(home)
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
