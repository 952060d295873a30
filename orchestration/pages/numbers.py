"""A table of numbers, as every chart has one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Numbers:
    """Caption, names of the columns, rows of cells; the first cell of a row names it.

    `text_columns` counts the columns at the right end that hold words, not numbers.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    text_columns: int = 0


@dataclass(frozen=True)
class Tile:
    """One number of the top row with a note under it; `tone` colours the note."""

    name: str
    value: str
    note: str
    tone: str
