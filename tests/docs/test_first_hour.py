"""The commands of `docs/first-hour.md`, typed one after the other, end at the owner's page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.project import REPOSITORY, Home
from tests.product import command_environment

PAGE = (REPOSITORY / "docs" / "first-hour.md").read_text()
COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
# The environment of the tests is the one that these make.
DONE_BEFORE = ("make install", 'export PATH="$PWD/.venv/bin:$PATH"')
# How each command may end: a home without rosters and seats has something to look at.
MAY_FIND = ("tierledger run", "tierledger doctor")


@pytest.fixture
def person(small_exports: Home, tmp_path: Path) -> Path:
    """The folder of somebody who has exported two months from three systems."""
    folder = tmp_path / "person"
    exports = folder / "Downloads" / "exports"
    exports.mkdir(parents=True)
    for system in ("zendesk", "gusto", "quickbooks"):
        for file in (small_exports.landing / system).iterdir():
            shutil.copyfile(file, exports / file.name)
    return folder


@pytest.mark.whole_run
@pytest.mark.thorough
def test_the_first_hour_ends_at_the_owners_page(person: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    command = programs / "tierledger"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH={REPOSITORY} exec {sys.executable} -m orchestration "$@"\n'
    )
    browser = programs / "xdg-open"
    browser.write_text("#!/bin/sh\n")
    for program in (command, browser):
        program.chmod(0o755)
    home = Home(person / "acme")
    environment = command_environment(
        home, HOME=str(person), PATH=f"{programs}{os.pathsep}{os.environ['PATH']}"
    )
    del environment["TIERLEDGER_HOME"]

    assert COMMANDS[: len(DONE_BEFORE)] == list(DONE_BEFORE)
    for line in COMMANDS[len(DONE_BEFORE) :]:
        finished = subprocess.run(
            ["sh", "-c", line],
            env=environment,
            cwd=person,
            capture_output=True,
            text=True,
            check=False,
        )
        allowed = (0, 1) if line.startswith(MAY_FIND) else (0,)
        assert finished.returncode in allowed, f"{line}\n{finished.stdout}{finished.stderr}"

    assert (home.current / "site" / "owner.html").is_file()
    assert (home.current / "marts.xlsx").is_file()
