"""Records of delimited text, one damaged record at a time."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.landing.byte_scan import LONGEST_LINE

# How far a quoted cell may reach over lines before its quote counts as never closed.
_LONGEST_CELL = 256 * 1024


@dataclass(frozen=True)
class Record:
    """One record; `number` is its row as a spreadsheet counts (a cell may hold line ends)."""

    number: int
    text: str
    cells: tuple[str, ...]
    problem: str | None = None
    problem_at: int | None = None  # the position of the cell, if the problem is one cell's

    @property
    def is_blank(self) -> bool:
        return not self.problem and not any(cell.strip() for cell in self.cells)


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Every record, blank ones too; after a damaged one it goes on at the next line."""
    csv.field_size_limit(LONGEST_LINE)
    waiting = _Lines(lines)
    spaced_quote = f'{delimiter} "'
    number = 0
    while True:
        number += 1
        try:
            reader = csv.reader(waiting.record(), delimiter=delimiter, strict=True)
            cells, problem = tuple(next(reader)), None
            if spaced_quote in waiting.text:
                again = csv.reader(
                    waiting.taken, delimiter=delimiter, strict=True, skipinitialspace=True
                )
                cells = tuple(next(again))
        except StopIteration:
            return
        except csv.Error:
            waiting.give_back_all_but_first()
            cells, problem = (), "a quote is not closed, or text follows a closing quote"
        text = waiting.text
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            problem = "a byte that is not in the file's encoding"
        yield Record(number, text.rstrip("\r\n"), cells, problem)


def count_records(lines: Iterable[bytes]) -> tuple[int, bool]:
    """How many records are not empty lines, and whether an empty line stands between them.

    A record ends with the line in which all its quotes are paired: right for every file whose
    quotes stand only where they belong, and many times faster than a reader of cells.
    """
    count, is_open, has_blank, has_gap = 0, False, False, False
    for line in lines:
        if line.count(b'"') & 1:
            is_open = not is_open
        if is_open:
            continue
        if line in (b"\n", b"\r\n"):
            has_blank = True
        else:
            count += 1
            has_gap = has_gap or has_blank
    return count + is_open, has_gap


class _Lines:
    """Lines that can be given back, so that an open quote costs one line and not the whole file."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self.taken)

    def record(self) -> Iterator[str]:
        self.taken = []
        length = 0
        while length <= _LONGEST_CELL or not self.taken:
            line = self._waiting.popleft() if self._waiting else next(self._source, None)
            if line is None:
                return
            self.taken.append(line)
            length += len(line)
            yield line

    def give_back_all_but_first(self) -> None:
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.taken = self.taken[:1]
