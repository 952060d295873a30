"""The product as its user runs it: commands on a home, homes with a sample company."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from orchestration.project import REPOSITORY, Home
from orchestration.sample import Variant, write_sample

RUN_TIMEOUT_SECONDS = 300


@dataclass(frozen=True)
class Finished:
    """A command that has ended: exit code and everything that it said."""

    code: int
    said: str


def command_environment(home: Home, **extra: str) -> dict[str, str]:
    """The environment of a user's shell, with this home and nothing left of another."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBT_", "DAGSTER_", "WAREHOUSE_", "TIERLEDGER_"))
    }
    return {**kept, "TIERLEDGER_HOME": str(home.root), **extra}


def start(
    home: Home, *arguments: str, code: Path = REPOSITORY, **extra: str
) -> subprocess.Popen[str]:
    """Start `tierledger` on a home, from the code in that folder; its words go to one stream."""
    return subprocess.Popen(
        [sys.executable, "-m", "orchestration", *arguments],
        cwd=code,
        env=command_environment(home, **extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def tierledger(home: Home, *arguments: str, code: Path = REPOSITORY, **extra: str) -> Finished:
    """Run `tierledger` on a home to its end."""
    process = start(home, *arguments, code=code, **extra)
    said, _ = process.communicate(timeout=RUN_TIMEOUT_SECONDS)
    return Finished(process.returncode, said)


def lay_out_sample(root: Path, variant: Variant, **options: object) -> Home:
    """A home of its own with the definitions of the sample company and its exports."""
    from orchestration.new_home import declare_sample, lay_out

    home = Home(root.resolve())
    lay_out(home)
    declare_sample(home)
    write_sample(home, variant, **options)  # pyright: ignore[reportArgumentType]
    return home


def parse_project(home: Home) -> None:
    """Let dbt parse the project once, so that copies of the home need not do it again."""
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "parse"]
    environment = {**command_environment(home), **home.environment()}
    subprocess.run(command, cwd=home.dbt_project, env=environment, check=True)


def copied(home: Home, root: Path) -> Home:
    """The same home in another folder."""
    shutil.copytree(home.root, root, symlinks=True)
    copy = Home(root.resolve())
    copy.prepare()
    return copy


def copied_code(folder: Path) -> Path:
    """The product itself in another folder, for a test that changes a model or a declaration."""
    for part in ("orchestration", "dbt_project", "seeds"):
        shutil.copytree(REPOSITORY / part, folder / part, ignore=shutil.ignore_patterns("target"))
    shutil.copyfile(REPOSITORY / "pyproject.toml", folder / "pyproject.toml")
    return folder
