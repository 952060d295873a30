"""What all commands share: the two streams, the home, failures in words, answers for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from orchestration.problems import ExitCode, HomeError, home_error
from orchestration.project import Home, home_at

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

INTERRUPTED = 130  # what a shell says of a program that was stopped with Ctrl-C

HomeFolder = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of the company; else the variable TIERLEDGER_HOME, else the repository.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document for a program.")]


@contextmanager
def in_words(stopped: str = "Nothing was published by this run.") -> Iterator[None]:
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
        for note in getattr(failure, "__notes__", ()):
            errors.print(f"[yellow]![/] {escape(note)}")
        raise typer.Exit(ExitCode.ENVIRONMENT) from None


def existing(folder: Path | None) -> Home:
    """The home that was asked for; raises `HomeError` if there is no such folder."""
    home = home_at(folder)
    if not home.root.is_dir():
        raise HomeError(f"There is no folder {home.root}. `tierledger init` makes a home.")
    return home


def print_json(document: object) -> None:
    """An answer for a program, alone on its stream."""
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def meant(word: str, known: Sequence[str]) -> str:
    """What somebody who typed the word may have meant, as a sentence to add; else nothing."""
    close = get_close_matches(word, known, n=1)
    return f" Did you mean {close[0]}?" if close else ""
