"""Pulls that die: each in a process of its own, killed at one of its dealings with the disk.

Run by a test as a program: `python -m tests.pulling.killed_pull <folder> <config file>`. Every
pull gets a home below the folder, dies at its own point, and is run again to the end. Prints for
how many points; stops at the first that lies behind the end of a pull.
"""

import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from orchestration.project import Home
from orchestration.pulling import zendesk
from orchestration.pulling.clock import Clock
from orchestration.pulling.config import Pull, configured_pulls
from orchestration.pulling.run import run_pull

TICKETS_PER_PAGE = 5


def main(folder: Path, config: Path) -> None:
    zendesk.TICKETS_PER_PAGE = TICKETS_PER_PAGE
    (pull,) = configured_pulls(config, ["zendesk"])
    point = 0
    while True:
        home = Home(folder / f"{point:03}")
        home.prepare()
        was_killed = _forked(lambda home=home, point=point: _dying_at(home, pull, point))
        if not was_killed:
            break
        if _forked(lambda home=home: _pulling(home, pull)):
            raise SystemExit(f"the pull after the one killed at {point} was killed")
        point += 1
    print(point)


def _pulling(home: Home, pull: Pull) -> None:
    run_pull(home, pull, Clock(sleep=lambda _: None))


def _dying_at(home: Home, pull: Pull, point: int) -> None:
    """Die before the n-th call, so after the one before; what was to be synced lacks a byte."""
    calls = 0

    def deadly(true: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == point + 1:
                if true.__name__ == "fsync":
                    _tear(arguments[0])
                os.kill(os.getpid(), signal.SIGKILL)
            return true(*arguments)

        return call

    os.fsync = deadly(os.fsync)
    os.replace = deadly(os.replace)
    os.truncate = deadly(os.truncate)
    _pulling(home, pull)


def _tear(descriptor: int) -> None:
    facts = os.fstat(descriptor)
    if stat.S_ISREG(facts.st_mode) and facts.st_size:
        os.ftruncate(descriptor, facts.st_size - 1)


def _forked(work: Callable[[], None]) -> bool:
    """Whether the process that did it was killed."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException as failure:
            print(repr(failure), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit("a pull failed")
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
