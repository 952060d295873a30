"""A second process for the checks: it imports Great Expectations while the first one works.

The import costs more than the checks themselves; beside landing it costs no waiting. A process of
its own may also open the database read-only without regard to what this one has open.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class CheckProcess:
    """Runs functions of `orchestration.quality` one after the other, elsewhere."""

    def __init__(self) -> None:
        # Started anew, not forked: a fork would inherit the writer's lock and outlive a kill.
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="checks", daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function over there and wait for its answer."""
        self._line.send((function, args, kwargs))
        try:
            answer, failure = self._line.recv()
        except EOFError:
            raise RuntimeError("The process of the checks ended before it answered.") from None
        if failure is not None:
            raise failure
        return answer

    def end(self) -> None:
        """Nothing that it holds is worth waiting for."""
        self._process.kill()
        self._process.join()
        self._line.close()


@contextmanager
def check_process() -> Iterator[CheckProcess]:
    """A process that lasts as long as the block."""
    process = CheckProcess()
    try:
        yield process
    finally:
        process.end()


def _serve(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Locks that an imported library makes would otherwise be left behind, with a complaint.
    multiprocessing.set_start_method("fork", force=True)
    import orchestration.quality.expectations  # noqa: F401
    from orchestration.quality.warehouse import load

    load()
    while True:
        function, args, kwargs = line.recv()
        try:
            line.send((function(*args, **kwargs), None))
        except Exception as failure:
            line.send((None, failure))


def _end_with_parent() -> None:
    """A killed parent cannot stop its child, and the child may have the database open."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
