"""Whole JSON documents: lists of objects and pages of an interface, cut into their records.

The text of a record stays as it is, digits included: a document is looked through, not rebuilt.
Memory is bounded by one record, not by the document.
"""

from collections.abc import Iterator, Sequence
from json import JSONDecodeError, JSONDecoder
from typing import TextIO

from orchestration.landing.byte_scan import LONGEST_LINE
from orchestration.landing.outcomes import RefusalError

# Numbers are not worked out: this one has too many digits for Python, that one is infinite.
_SCAN_ONCE = JSONDecoder(parse_float=len, parse_int=len).scan_once  # pyright: ignore[reportAttributeAccessIssue]
_BLANK = " \t\n\r\ufeff"
_CHUNK = 256 * 1024


def is_document(text: TextIO, records_path: Sequence[str]) -> bool:
    """Whether this is one or more documents that lie over lines as they like.

    If not, each line is one record. What cannot be made out counts as lines: of these, one that is
    damaged costs no other.
    """
    cursor = _Cursor(text)
    start = cursor.peek()
    page = _Page(cursor) if start == "{" and records_path else None
    try:
        if page is not None:
            next(page.records(records_path), None)
        first = cursor.value() if page is None else cursor.held or ""
    except RefusalError:
        return start == "[" or (page is not None and page.is_page)
    if page is not None and page.is_page:
        return True
    after = cursor.peek(blank=" \t")
    if "\n" in first or (after and after in "{["):
        return True
    return start == "[" and cursor.peek() != "{"


def document_records(text: TextIO, records_path: Sequence[str]) -> Iterator[str]:
    """The text of every record of all documents; refuses what is damaged or breaks off."""
    cursor = _Cursor(text)
    while sign := cursor.peek():
        if sign == "[":
            yield from _elements(cursor, records_path)
        else:
            yield from _record_or_page(cursor, records_path)


def _elements(cursor: "_Cursor", records_path: Sequence[str]) -> Iterator[str]:
    cursor.take("[")
    if cursor.peek() == "]":
        cursor.take("]")
        return
    while True:
        yield from _record_or_page(cursor, records_path)
        if cursor.take(",]") == "]":
            return


def _record_or_page(cursor: "_Cursor", records_path: Sequence[str]) -> Iterator[str]:
    if not records_path or cursor.peek() != "{":
        yield cursor.value()
        return
    page = _Page(cursor)
    yield from page.records(records_path)
    if not page.is_page:
        record = cursor.held or ""
        cursor.let_go()
        yield record


class _Page:
    """An object that holds a list of records at the declared path; without it, a record itself."""

    def __init__(self, cursor: "_Cursor") -> None:
        self._cursor = cursor
        self.is_page = False
        cursor.hold()

    def records(self, path: Sequence[str]) -> Iterator[str]:
        cursor = self._cursor
        cursor.take("{")
        if cursor.peek() == "}":
            cursor.take("}")
            return
        while True:
            key = cursor.key()
            cursor.take(":")
            sign = cursor.peek()
            if key == path[0] and sign == "[" and len(path) == 1:
                self.is_page = True
                cursor.let_go()
                yield from _elements(cursor, ())
            elif key == path[0] and sign == "{" and len(path) > 1:
                yield from self.records(path[1:])
            else:
                cursor.value()
            if cursor.take(",}") == "}":
                return


class _Cursor:
    """A place in a long text, of which only the part that is still needed is in memory."""

    def __init__(self, text: TextIO) -> None:
        self._source, self._text, self._at = text, "", 0
        self._hold_at: int | None = None
        self._rows_before = 0
        self._is_whole = False

    @property
    def held(self) -> str | None:
        """The text since `hold`."""
        return None if self._hold_at is None else self._text[self._hold_at : self._at]

    def hold(self) -> None:
        """Keep the text from here on."""
        self.peek()
        self._hold_at = self._at

    def let_go(self) -> None:
        """The text that was kept is not needed."""
        self._hold_at = None

    def peek(self, blank: str = _BLANK) -> str:
        """The next sign that is not blank; nothing at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in blank:
                    return self._text[self._at]
                self._at += 1
            if not self._read_on():
                return ""

    def take(self, allowed: str) -> str:
        """The next sign, which must be one of these."""
        sign = self.peek()
        if not sign or sign not in allowed:
            raise self._damaged()
        self._at += 1
        return sign

    def key(self) -> str:
        """The next value, which must be a string, without its quotes."""
        if self.peek() != '"':
            raise self._damaged()
        return self.value()[1:-1]

    def value(self) -> str:
        """The text of the next value."""
        self.peek()
        while True:
            end = self._end_of_value()
            # A number that ends where the text in memory ends may go on.
            if end is not None and (end < len(self._text) or self._is_whole):
                value = self._text[self._at : end]
                self._at = end
                return value
            is_too_long = len(self._text) - self._at > LONGEST_LINE
            if is_too_long or (not self._read_on() and end is None):
                raise self._damaged()

    def _end_of_value(self) -> int | None:
        try:
            return _SCAN_ONCE(self._text, self._at)[1]
        except (StopIteration, JSONDecodeError):
            return None
        except RecursionError as problem:
            raise RefusalError(
                "JSON in more levels than can be read", row=self._row, remedy="export it again"
            ) from problem

    def _read_on(self) -> bool:
        """More text, as much again as is needed now; what lies behind is dropped."""
        needed_from = self._at if self._hold_at is None else min(self._hold_at, self._at)
        needed = len(self._text) - needed_from
        if needed > 2 * LONGEST_LINE:
            raise self._damaged()
        more = self._source.read(max(_CHUNK, needed))
        self._rows_before += self._text.count("\n", 0, needed_from)
        self._text = self._text[needed_from:] + more
        self._at -= needed_from
        self._hold_at = None if self._hold_at is None else self._hold_at - needed_from
        self._is_whole = not more
        return bool(more)

    @property
    def _row(self) -> int:
        return self._rows_before + self._text.count("\n", 0, self._at) + 1

    def _damaged(self) -> RefusalError:
        return RefusalError(
            "the JSON breaks off, is damaged, or holds a record of more than "
            f"{LONGEST_LINE // 1024 // 1024} MB",
            row=self._row,
            expected="a list of objects, or pages that hold one",
            remedy="export it again, if it can be as one object per line",
        )
