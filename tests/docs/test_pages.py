"""What the pages of `docs/` tell a reader to type works: commands, queries, programs, settings."""

import configparser
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer.main
from typer.exceptions import TyperException

from orchestration.alerts.config import configured_alerts
from orchestration.cli import app
from orchestration.project import REPOSITORY, Home

DOCS = REPOSITORY / "docs"
PAGES = ("bi.md", "first-hour.md", "operations.md")
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
TARGETS = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
CURRENT = "warehouse/published/current"


def blocks(page: str, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall((DOCS / page).read_text()) if kind == language]


def commands() -> Iterator[tuple[str, list[str]]]:
    """Every `tierledger` that a page types, with its words."""
    for page in PAGES:
        lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
        lines += [line for block in blocks(page, "") for line in block.splitlines()]
        for line in lines:
            words = shlex.split(line, comments=True)
            names = [Path(word).name for word in words]
            if "tierledger" in names:
                said = words[names.index("tierledger") + 1 :]
                yield page, said[: said.index(">>")] if ">>" in said else said


@pytest.mark.parametrize(("page", "words"), list(commands()))
def test_the_command_line_understands_every_command(page: str, words: list[str]) -> None:
    command = typer.main.get_command(app)
    known = getattr(command, "commands", {})
    if words == ["--help"]:
        return
    assert words[0] in known, page
    # A path that is there on the reader's machine need not be here.
    given = [str(REPOSITORY) if word.startswith(("~/", "/srv/")) else word for word in words[1:]]
    try:
        known[words[0]].make_context(words[0], given, resilient_parsing=False)
    except TyperException as refusal:
        pytest.fail(f"{page}: tierledger {' '.join(words)}: {refusal}")


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_and_linked_file_exists(page: str) -> None:
    text = (DOCS / page).read_text()
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= TARGETS
    for linked in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (DOCS / linked).exists(), linked


def test_the_settings_of_the_schedule_are_settings() -> None:
    for block in blocks("operations.md", "ini"):
        parser = configparser.ConfigParser()
        parser.read_string(block)
        assert parser.sections()


def test_the_alerts_of_the_page_can_be_followed(tmp_path: Path) -> None:
    (block,) = blocks("operations.md", "toml")
    path = tmp_path / "alerts.toml"
    path.write_text(block)
    assert [channel.kind for channel in configured_alerts(path).channels] == ["webhook", "email"]


def test_the_engine_parameters_are_json() -> None:
    (block,) = blocks("bi.md", "json")
    assert json.loads(block) == {"connect_args": {"read_only": True}}


@pytest.mark.whole_run
def test_every_query_and_program_runs_on_a_release(small_release: Home, release: Callable) -> None:
    connection = release(small_release)
    for query in blocks("bi.md", "sql"):
        assert connection.execute(query).fetchall(), query
    programs = blocks("bi.md", "python")
    assert len(programs) == 4
    for program in programs:
        finished = subprocess.run(
            [sys.executable, "-c", program.replace(CURRENT, str(small_release.current))],
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        assert finished.stdout.strip()
