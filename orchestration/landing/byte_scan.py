"""One pass over the bytes of an export: can they be text, in which encoding, in what lines."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from orchestration.landing.outcomes import RefusalError
from orchestration.landing.packed_bytes import CHUNK

LONGEST_LINE = 16 * 1024 * 1024
# Signs that no text of an export needs; the first that a file lacks can delimit nothing in it.
_SPARE_SIGNS = (b"\x01", b"\x1e", b"\x02", b"\x1f")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_OTHER_FORMATS = (
    (b"<", "an HTML or XML page (an expired login, saved as an export?)", "log in, then export"),
    (b"pk\x03\x04", "a zip archive or an Excel workbook", "export as plain text"),
    (b"%pdf", "a PDF", "export as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "export as plain text"),
)


@dataclass(frozen=True)
class TextScan:
    """What one pass over a file's bytes has shown."""

    encoding: str
    is_clean: bool  # every byte decodes
    has_even_newlines: bool  # one kind of line end throughout, cells included
    line_count: int
    longest_line: int  # in bytes, or more
    endless_at: int | None  # the first line that is longer than a record can be
    spare_sign: str | None  # a control sign that the file does not hold

    @property
    def is_plain(self) -> bool:
        """Whether DuckDB can read the file as it lies."""
        return self.encoding == "utf-8-sig" and self.is_clean and self.has_even_newlines

    def refuse_endless_lines(self) -> None:
        """For readers that hold one line in memory: none may be longer than `LONGEST_LINE`."""
        if self.endless_at is not None:
            raise RefusalError(
                f"a line longer than {LONGEST_LINE // 1024 // 1024} MB",
                row=self.endless_at,
                expected="one record per line",
                remedy="export it again in the declared shape",
            )


def scan(path: Path) -> TextScan:
    """Read the file once; refuse what is no text or is cut off."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
        _refuse_other_formats(head)
        is_utf16 = head.startswith(_UTF16_MARKS)
        lines, text = _Lines(), _Decoding("utf-16" if is_utf16 else "utf-8-sig")
        chunk = head
        while chunk:
            text.take(chunk, lines.feeds)
            lines.take(chunk)
            chunk = file.read(CHUNK)
    is_clean = text.ends_clean()
    if is_utf16 and not is_clean:
        raise RefusalError("UTF-16 text that breaks off or is damaged", remedy="export it again")
    encoding, is_clean = (text.encoding, True) if is_clean else _guessed(path)
    return TextScan(
        encoding,
        is_clean,
        lines.are_even and not is_utf16,
        lines.count,
        lines.longest,
        lines.endless_at,
        next((sign.decode() for sign in _SPARE_SIGNS if sign not in lines.spare_signs_seen), None),
    )


class _Lines:
    """Counts of line ends, and the longest line, over chunks."""

    def __init__(self) -> None:
        self.feeds = self.longest = self._returns = self._pairs = self._open = 0
        self.endless_at: int | None = None
        self._last = b""
        self.spare_signs_seen: set[bytes] = set()

    @property
    def count(self) -> int:
        return self.feeds + (self._last not in (b"\n", b""))

    @property
    def are_even(self) -> bool:
        return self._returns == 0 or self._returns == self._pairs == self.feeds

    def take(self, chunk: bytes) -> None:
        self.feeds += chunk.count(b"\n")
        if b"\r" in chunk:
            self._returns += chunk.count(b"\r")
            self._pairs += chunk.count(b"\r\n")
        self._pairs += self._last == b"\r" and chunk.startswith(b"\n")
        self._last = chunk[-1:]
        self.spare_signs_seen.update(sign for sign in _SPARE_SIGNS if sign in chunk)
        mark = b"\n" if b"\n" in chunk else b"\r"
        end = chunk.rfind(mark)
        self.longest = max(self.longest, self._open + len(chunk))
        self._open = self._open + len(chunk) if end < 0 else len(chunk) - end - 1
        if self._open > LONGEST_LINE and self.endless_at is None:
            self.endless_at = self.feeds + 1


class _Decoding:
    """Whether the chunks decode, and hold no NUL."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._is_clean = True

    def take(self, chunk: bytes, rows_before: int) -> None:
        is_utf16 = self.encoding == "utf-16"
        text = self._decoded(chunk) if self._is_clean else ""
        if "\0" in text if is_utf16 else b"\0" in chunk:
            rows = 0 if is_utf16 else chunk[: chunk.index(b"\0")].count(b"\n")
            raise RefusalError(
                "a NUL byte, so this is not text",
                row=rows_before + rows + 1,
                expected="text in UTF-8, UTF-16 with its mark, or Windows-1252",
                remedy="export it again as text",
            )

    def ends_clean(self) -> bool:
        if self._is_clean:
            self._decoded(b"", is_last=True)
        return self._is_clean

    def _decoded(self, chunk: bytes, is_last: bool = False) -> str:
        try:
            return self._decoder.decode(chunk, is_last)
        except UnicodeDecodeError:
            self._is_clean = False
            return ""


def _refuse_other_formats(head: bytes) -> None:
    start = head[:4096].lstrip(_BLANK).lower()
    for magic, kind, remedy in _OTHER_FORMATS:
        if start.startswith(magic):
            raise RefusalError("not an export", row=1, found=kind, remedy=f"{remedy} it again")
    if not head.strip(_BLANK) and len(head) < CHUNK:
        raise RefusalError("the file is empty", expected="an export", remedy="export it again")


def _guessed(path: Path) -> tuple[str, bool]:
    """Windows-1252, unless more of the lines with other than ASCII signs are right as UTF-8."""
    right = wrong = undefined = 0
    with path.open("rb") as file:
        for line in file:
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                right += 1
            except UnicodeDecodeError:
                wrong += 1
            undefined += any(sign in line for sign in _UNDEFINED_IN_CP1252)
    return ("utf-8-sig", False) if right >= wrong else ("cp1252", undefined == 0)
