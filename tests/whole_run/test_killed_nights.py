"""kill -9 at any stage: the release is whole, and the next night heals."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable

import duckdb
import pytest

from orchestration.project import Home
from tests.product import start, tierledger

pytestmark = pytest.mark.whole_run

PATIENCE_SECONDS = 120


def _kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _kill_when(process: subprocess.Popen[str], has_begun: Callable[[], bool]) -> bool:
    """Kill as soon as the stage has begun; false if the night was faster."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            process.communicate()
            return False
        if has_begun():
            _kill(process)
            return True
        time.sleep(0.002)
    _kill(process)
    raise AssertionError("the stage never began")


def _kill_after_line(process: subprocess.Popen[str], beginning: str) -> None:
    """Kill as soon as a stage has said that it is done: the next one is running."""
    assert process.stdout is not None
    for line in process.stdout:
        if beginning in line:
            time.sleep(0.05)
            _kill(process)
            return
    raise AssertionError(f"no line with {beginning!r}")


def _has_begun_to_write(home: Home) -> bool:
    """Whether the build database has a write-ahead log: somebody is changing it."""
    wal = home.database.with_name(home.database.name + ".wal")
    return wal.exists() and wal.stat().st_size > 0


def _content_hash(home: Home) -> str:
    return json.loads((home.current / "release.json").read_text())["content_hash"]


def _assert_whole(home: Home) -> None:
    """Every table that the release names is there with its rows."""
    told = json.loads((home.current / "release.json").read_text())
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        for table, rows in told["row_counts"].items():
            assert connection.execute(f'select count(*) from marts."{table}"').fetchone() == (rows,)
    assert (home.current / "site" / "owner.html").is_file()


@pytest.fixture
def undisturbed(served_home: Home) -> tuple[Home, str]:
    """A home that serves a release, and the hash of what it should publish again."""
    return served_home, _content_hash(served_home)


def _assert_heals(home: Home, content_hash: str) -> None:
    _assert_whole(home)
    healed = tierledger(home, "run")
    assert healed.code == 0, healed.said
    _assert_whole(home)
    assert _content_hash(home) == content_hash
    assert not list(home.releases.glob(".partial*"))
    with duckdb.connect(home.database, read_only=True) as connection:
        assert connection.execute(
            "select count(*) from raw.files where rows_read <> rows_landed + rows_rejected"
        ).fetchone() == (0,)


@pytest.mark.thorough
def test_killed_while_landing(undisturbed: tuple[Home, str]) -> None:
    home, expected = undisturbed
    home.database.unlink()
    process = start(home, "run")
    assert _kill_when(process, lambda: _has_begun_to_write(home))
    _assert_heals(home, expected)


def test_killed_while_dbt_builds(undisturbed: tuple[Home, str]) -> None:
    home, expected = undisturbed
    process = start(home, "run")
    assert process.stdout is not None
    assert any("Landing checks" in line for line in process.stdout)
    assert _kill_when(process, lambda: _has_begun_to_write(home))
    _assert_heals(home, expected)


@pytest.mark.thorough
def test_killed_while_auditing(undisturbed: tuple[Home, str]) -> None:
    home, expected = undisturbed
    process = start(home, "run")
    _kill_after_line(process, "Models and tests")
    _assert_heals(home, expected)


def test_killed_while_publishing(undisturbed: tuple[Home, str]) -> None:
    home, expected = undisturbed
    known = set(home.releases.iterdir())
    process = start(home, "run")
    assert _kill_when(process, lambda: bool(set(home.releases.iterdir()) - known))
    _assert_heals(home, expected)
