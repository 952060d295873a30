"""What the filled cells of a column look like: a rough kind, told from their form alone."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

Kind = Literal["empty", "boolean", "number", "money", "timestamp", "text"]

_BOOLEANS = frozenset({"true", "false", "yes", "no"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_MONEY = re.compile(
    r"[-+(]?\s?[$£€]?\s?[-(]?\d[\d,.'\u00a0\u202f]*\)?\s?[$£€]?-?|[$£€]?\s?-", re.ASCII
)
_TIMESTAMP = re.compile(
    r"(\d{4}([-/.])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])(\d{1,2}|[A-Za-z]{3})\3\d{2,4})"
    r"([T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
# The first that fits is the kind: plain numbers are money too, so they come before it.
_FORMS: tuple[tuple[Kind, Callable[[str], object]], ...] = (
    ("boolean", lambda cell: cell.lower() in _BOOLEANS),
    ("number", _NUMBER.fullmatch),
    ("timestamp", _TIMESTAMP.fullmatch),
    ("money", _MONEY.fullmatch),
)


def kind_of(cells: Iterable[str | None]) -> Kind:
    """The kind that all filled cells share; text if they share none, empty if none is filled."""
    filled = [bare for cell in cells if (bare := (cell or "").strip())]
    if not filled:
        return "empty"
    for kind, fits in _FORMS:
        if all(map(fits, filled)):
            return kind
    return "text"


def is_same_kind(before: Kind, now: Kind) -> bool:
    """Whether a column may change so from file to file: a sign or a mark makes a number money."""
    numbers = {"number", "money"}
    return before == now or {before, now} <= numbers
