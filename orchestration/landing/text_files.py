"""The bytes of an export: what they are, whether they can be text, and the text itself."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from orchestration.landing.outcomes import Refusal

LONGEST_LINE = 16 * 1024 * 1024
_CHUNK = 256 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
# Text rarely packs better than 40 times; more than this is a bomb, not an export.
_GREATEST_EXPANSION = 250
_EXPANSION_FREE_BYTES = 256 * 1024 * 1024
# Signs that no text of an export needs; the first that a file lacks can delimit nothing in it.
_SPARE_SIGNS = (b"\x01", b"\x02", b"\x1e", b"\x1f", b"\x03", b"\x04")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class TextScan:
    """What one pass over a file's bytes has shown."""

    is_compressed: bool
    encoding: str
    is_clean: bool  # every byte decodes
    has_even_newlines: bool  # one kind of line end throughout
    line_count: int
    longest_line: int
    spare_sign: str | None

    @property
    def is_plain(self) -> bool:
        """Whether DuckDB can read the file as it lies."""
        is_utf8 = self.encoding == "utf-8-sig" and self.is_clean
        return is_utf8 and self.has_even_newlines and not self.is_compressed


def scan(path: Path) -> TextScan:
    """Read the file once; refuse what is no text, is cut off, or would not fit in memory."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    is_compressed = head.startswith(_GZIP_MAGIC)
    if is_compressed:
        with _bytes_of(path, True) as file:
            head = _checked_read(file)
    _refuse_other_formats(head)
    encoding = "utf-16" if head.startswith(_UTF16_MARKS) else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(encoding)()
    is_clean, feeds, returns, pairs, last = True, 0, 0, 0, b""
    line_length = longest_line = total = 0
    spare = list(_SPARE_SIGNS)
    packed_size = path.stat().st_size
    with _bytes_of(path, is_compressed) as file:
        while chunk := _checked_read(file):
            total += len(chunk)
            if is_compressed and total > _EXPANSION_FREE_BYTES:
                _refuse_bomb(total, packed_size)
            if is_clean:
                is_clean = _decodes(decoder, chunk, encoding)
            if encoding != "utf-16" and b"\0" in chunk:
                row = feeds + chunk[: chunk.index(b"\0")].count(b"\n") + 1
                raise Refusal(
                    "a NUL byte, so this is not text",
                    row=row,
                    expected="UTF-8, UTF-16 with its mark, or Windows-1252 text",
                    remedy="export it again as text",
                )
            feeds += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            last = chunk[-1:]
            spare = [sign for sign in spare if sign not in chunk]
            first_end, last_end = _line_ends(chunk)
            longest_line = max(longest_line, line_length + (first_end if first_end >= 0 else 0))
            line_length = len(chunk) - last_end - 1 if last_end >= 0 else line_length + len(chunk)
            longest_line = max(longest_line, line_length, len(chunk) if first_end >= 0 else 0)
            if line_length > LONGEST_LINE:
                raise Refusal(
                    f"a line longer than {LONGEST_LINE // 1024 // 1024} MB",
                    row=feeds + 1,
                    expected="one record per line",
                    remedy="export it again in the declared shape",
                )
    if is_clean:
        is_clean = _decodes(decoder, b"", encoding, is_last=True)
    if encoding == "utf-16" and not is_clean:
        raise Refusal("UTF-16 text that breaks off or is damaged", remedy="export it again")
    even = returns == 0 or (returns == pairs == feeds)
    lines = feeds + (last not in (b"\n", b""))
    facts = TextScan(
        is_compressed,
        encoding,
        is_clean,
        even and encoding != "utf-16",
        lines,
        longest_line,
        spare[0].decode() if spare else None,
    )
    return facts if is_clean else _with_guessed_encoding(path, facts)


def open_text(path: Path, facts: TextScan, newline: str | None = "") -> TextIO:
    """The file's text; a byte that does not decode becomes a lone surrogate."""
    return io.TextIOWrapper(
        io.BufferedReader(cast("io.RawIOBase", _bytes_of(path, facts.is_compressed)), _CHUNK),
        encoding=facts.encoding,
        errors="surrogateescape" if facts.encoding != "utf-16" else "strict",
        newline=newline,
    )


def _bytes_of(path: Path, is_compressed: bool) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if is_compressed else path.open("rb")


def _checked_read(file: BinaryIO) -> bytes:
    try:
        return file.read(_CHUNK)
    except (EOFError, gzip.BadGzipFile, zlib.error) as problem:
        raise Refusal(
            "the compressed file breaks off or is damaged",
            expected="a whole gzip file",
            remedy="copy or export it again",
        ) from problem


def _refuse_bomb(total: int, packed_size: int) -> None:
    if total > packed_size * _GREATEST_EXPANSION:
        raise Refusal(
            f"it unpacks to more than {_GREATEST_EXPANSION} times its size",
            expected="a compressed export",
            remedy="if it is genuine, unpack it and land it uncompressed",
        )


def _refuse_other_formats(head: bytes) -> None:
    if not head:
        raise Refusal("the file is empty", expected="an export", remedy="export it again")
    start = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, kind, remedy in (
        (b"<", "an HTML or XML page (an expired login, saved as an export?)", "log in and export"),
        (b"pk\x03\x04", "a zip archive or an Excel workbook", "export as plain text"),
        (b"%pdf", "a PDF", "export as plain text"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "export as plain text"),
    ):
        if start.startswith(magic):
            raise Refusal("not an export", row=1, found=kind, remedy=f"{remedy} it again")
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Refusal("the file holds only blank lines", expected="an export")


def _decodes(
    decoder: codecs.IncrementalDecoder, chunk: bytes, encoding: str, is_last: bool = False
) -> bool:
    try:
        text = decoder.decode(chunk, is_last)
    except UnicodeDecodeError:
        return False
    if encoding == "utf-16" and "\0" in text:
        raise Refusal("a NUL sign, so this is not text", remedy="export it again as text")
    return True


def _line_ends(chunk: bytes) -> tuple[int, int]:
    mark = b"\n" if b"\n" in chunk else b"\r"
    return chunk.find(mark), chunk.rfind(mark)


def _with_guessed_encoding(path: Path, facts: TextScan) -> TextScan:
    """Windows-1252, unless more of the lines with other than ASCII signs are right as UTF-8."""
    right = wrong = undecodable = 0
    for line in _lines_beyond_ascii(path, facts.is_compressed):
        try:
            line.decode("utf-8")
            right += 1
        except UnicodeDecodeError:
            wrong += 1
            undecodable += any(sign in line for sign in b"\x81\x8d\x8f\x90\x9d")
    is_utf8 = right >= wrong
    return TextScan(
        facts.is_compressed,
        "utf-8-sig" if is_utf8 else "cp1252",
        not (is_utf8 or undecodable),
        facts.has_even_newlines,
        facts.line_count,
        facts.longest_line,
        facts.spare_sign,
    )


def _lines_beyond_ascii(path: Path, is_compressed: bool) -> Iterator[bytes]:
    with _bytes_of(path, is_compressed) as file:
        for line in file:
            if not line.isascii():
                yield line
