"""Only one run writes to a home, and a killed one leaves nothing locked."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.problems import HomeError
from orchestration.project import Home
from orchestration.writer_lock import lock_holder, writer_lock

HOLD = """
import sys
from pathlib import Path
from orchestration.project import Home
from orchestration.writer_lock import writer_lock
with writer_lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.build.mkdir(parents=True)
    return home


@pytest.fixture
def other_run(home: Home) -> Iterator[subprocess.Popen[str]]:
    """A process that writes to the home."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_run_fails_at_once_and_names_the_first(
    home: Home, other_run: subprocess.Popen[str]
) -> None:
    began = time.monotonic()
    named = rf"process {other_run.pid}, started 20\d\d-"
    with pytest.raises(HomeError, match=named), writer_lock(home):
        pass
    assert time.monotonic() - began < 1
    holder = lock_holder(home)
    assert holder is not None
    assert holder.pid == other_run.pid


def test_a_killed_run_holds_nothing(home: Home, other_run: subprocess.Popen[str]) -> None:
    other_run.send_signal(signal.SIGKILL)
    other_run.wait()
    assert lock_holder(home) is None
    with writer_lock(home):
        pass


def test_the_lock_is_free_after_the_block_even_if_it_failed(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(home):
        raise ZeroDivisionError
    assert lock_holder(home) is None


def test_others_cannot_read_the_lock_file(home: Home) -> None:
    with writer_lock(home):
        assert home.lock.stat().st_mode & 0o077 == 0
