"""The build holds pay: what is written while it is made is for its owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

PRIVATE_UMASK = 0o077


@contextmanager
def private_files() -> Iterator[None]:
    """What is made in the block cannot be read by others; a release sets its own modes."""
    before = os.umask(PRIVATE_UMASK)
    try:
        yield
    finally:
        os.umask(before)
