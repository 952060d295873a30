"""How a command ends: its exit code, and failures said in words with their remedy."""

import errno
import re
from collections.abc import Iterator
from enum import IntEnum

_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")
# Names that an engine or dbt puts into quotes: "column", 'model.project.name', 'dim_tiers'.
_NAME = re.compile(r""""[A-Za-z_][A-Za-z0-9_.]*"|'[a-z][a-z0-9]*[_.][a-z0-9_.]*'""")
_NUMBER = re.compile(r"(?<![A-Za-z_\d])\d[\d.,]*")
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_WRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS}


class ExitCode(IntEnum):
    """What a command says to the shell."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3


class HomeError(Exception):
    """The machine or the home stands in the way, not the data: exit code 3."""

    def __init__(self, message: str, *, may_pass: bool = False) -> None:
        super().__init__(message)
        self.may_pass = may_pass


def home_error(failure: BaseException) -> HomeError | None:
    """The machine's part in a failure, in words; nothing if the failure is of another kind."""
    for cause in _causes(failure):
        if isinstance(cause, HomeError):
            return cause
        text = str(cause)
        number = cause.errno if isinstance(cause, OSError) else None
        if number in _DISK_FULL or _says(
            text, "no space left", "disk is full", "disk full", "disk i/o error"
        ):
            return HomeError(
                f"The disk is full ({_place(cause, text)}). "
                "Free some space and run again; what was published stays."
            )
        if number in _NOT_WRITABLE or _says(text, "read-only", "readonly", "permission denied"):
            return HomeError(
                f"A file or folder cannot be written ({_place(cause, text)}). "
                "Make it writable for the user that runs the night, then run again."
            )
        if _says(text, "could not set lock", "conflicting lock", "database is locked"):
            return HomeError(
                f"Another program has a file of the build open ({_place(cause, text)}). "
                "Close it and run again; readers open warehouse/published/current instead.",
                may_pass=True,
            )
    return None


def masked(text: str) -> str:
    """The same text without quoted values and numbers: an engine's message may repeat a row."""

    def hidden(quoted: re.Match[str]) -> str:
        found = quoted[0]
        return found if _NAME.fullmatch(found) else f"{found[0]}…{found[0]}"

    return _NUMBER.sub("#", _QUOTED.sub(hidden, text))


def _causes(failure: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = failure
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _says(text: str, *phrases: str) -> bool:
    return any(phrase in text.lower() for phrase in phrases)


def _place(cause: BaseException, text: str) -> str:
    named = cause.filename if isinstance(cause, OSError) else None
    return str(named) if named else text.splitlines()[0] if text else type(cause).__name__
