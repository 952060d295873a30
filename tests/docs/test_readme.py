"""What the README names exists, and its questions have the answers that it prints."""

import re
from collections.abc import Callable

import pytest
import typer.main

from orchestration.cli import app
from orchestration.project import REPOSITORY, Home

README = (REPOSITORY / "README.md").read_text()
QUESTION = re.compile(r"```sql\n(?P<query>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)+)", re.DOTALL)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)\b", README)) <= targets


def test_every_command_of_the_readme_exists() -> None:
    commands = set(typer.main.get_command(app).commands)  # pyright: ignore[reportAttributeAccessIssue]
    assert set(re.findall(r"tierledger ([a-z]+)", README)) <= commands


def test_every_file_that_the_readme_links_to_exists() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert linked
    assert [path for path in linked if not (REPOSITORY / path).exists()] == []


def test_every_drop_folder_of_the_readme_is_a_source_system() -> None:
    staging = REPOSITORY / "dbt_project" / "models" / "staging"
    named = set(re.findall(r"`landing/([a-z_]+)/`", README))
    assert named
    assert named <= {folder.name for folder in staging.iterdir()}


@pytest.mark.whole_run
def test_the_questions_have_the_printed_answers(
    published: Callable[..., Home], release: Callable
) -> None:
    connection = release(published("real"))
    questions = list(QUESTION.finditer(README))
    assert len(questions) == 4
    for question in questions:
        cursor = connection.execute(question["query"])
        header = [name for name, *_ in cursor.description]
        rows = [["" if cell is None else str(cell) for cell in row] for row in cursor.fetchall()]
        printed = [
            [cell.strip() for cell in line.strip("|\n").split("|")]
            for line in question["answer"].splitlines()
            if not line.startswith("|---")
        ]
        assert printed == [header, *rows]
