"""What dbt says, from the level of information on, in a file of the home.

dbt's own file logger composes a line for each of its some 25 debug events per node and only then
asks whether the line is wanted; this one asks first.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dbt_common.events.base_types import EventMsg

_LEVELS = {"info": logging.INFO, "warn": logging.WARNING, "error": logging.ERROR}
_MOST_BYTES = 10_000_000


@contextmanager
def log_file(folder: Path) -> Iterator[Callable[["EventMsg"], None]]:
    """A listener to dbt's events that writes them to `dbt.log` in this folder."""
    handler = RotatingFileHandler(
        folder / "dbt.log", maxBytes=_MOST_BYTES, backupCount=5, encoding="utf-8"
    )

    def write(event: "EventMsg") -> None:
        info: Any = event.info  # A protobuf message; its declared type lacks the fields.
        level = _LEVELS.get(info.level)
        if level is None:
            return
        moment = info.ts.ToDatetime().isoformat(sep=" ", timespec="milliseconds")
        text = f"{moment} [{info.level}] {info.msg}"
        handler.handle(logging.LogRecord("dbt", level, "", 0, text, None, None))

    try:
        yield write
    finally:
        handler.close()
