"""A second process for the checks: it imports Great Expectations while the first one works.

The import costs more than the checks themselves; beside the landing and dbt it costs no waiting.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait


@contextmanager
def check_process() -> Iterator[ProcessPoolExecutor]:
    """One process, ready for the functions of `orchestration.quality`; ended with the block.

    Started anew, not forked: a fork would inherit the writer's lock and keep it after a kill.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_start) as process:
        process.submit(_ready)
        yield process


def _start() -> None:
    """Runs in the second process before anything else."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from orchestration.quality import expectations, warehouse  # noqa: F401

    warehouse.load()


def _ready() -> None:
    """A first task: the pool starts its process with the first task only."""


def _end_with_parent() -> None:
    """A killed parent cannot stop its child, so the child watches the parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
