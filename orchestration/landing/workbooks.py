"""Excel workbooks, read without trust: bounded in size, and no faulty cell passes for a blank.

The library that reads them gives an error (`#REF!`) and a formula without a stored result as
blanks, and makes room for every cell between the first and the last. So each sheet is looked
through before.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from orchestration.landing.outcomes import RefusalError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_SUFFIXES = (".xlsx", ".xlsm")
_BOOK = "xl/workbook.xml"
_SHEET_RELATION = "/worksheet"
LARGEST_UNPACKED = 512 * 1024 * 1024
_MOST_PARTS = 10_000
MOST_CELLS = 20_000_000
_COPY_CHUNK = 1024 * 1024
_SAVE_AGAIN = "save or export it again as .xlsx"


def is_workbook(path: Path) -> bool:
    """Whether the file is, or by its name claims to be, an Excel workbook."""
    if path.name.lower().endswith(_SUFFIXES):
        return True
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            return _BOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


@dataclass(frozen=True)
class Sheet:
    """One worksheet, and what its faulty cells show, by row and column; both count from 1."""

    name: str
    content: Any
    faults: dict[tuple[int, int], str]

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Every row with its number, from the first row and column of the sheet on."""
        start, end = self.content.start or (0, 0), self.content.end or (-1, -1)
        height = max((end[0] + 1, *(row for row, _ in self.faults)))
        width = max((end[1] + 1, *(column for _, column in self.faults)))
        content = self.content.iter_rows() if self.content.end else iter(())
        for number in range(1, height + 1):
            row = [""] * start[1] + next(content, [])
            yield number, row + [""] * (width - len(row))


def sheets(path: Path, work: Path) -> Iterator[Sheet]:
    """The worksheets in their order; `work` is a private folder for a checked copy."""
    from python_calamine import CalamineWorkbook

    copy = work / "workbook.xlsx"
    _copy_checked(path, copy)
    with zipfile.ZipFile(copy) as archive, _damage_refused():
        book = CalamineWorkbook.from_path(copy)
        for name, part in _parts(archive):
            with archive.open(part) as file:
                faults = _faults(file)
            yield Sheet(name, book.get_sheet_by_name(name), faults)


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Whatever the readers stumble over is the workbook's damage, unless memory has run out."""
    try:
        yield
    except (RefusalError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic of the native reader is no Exception
        raise RefusalError(
            "a workbook that is damaged",
            expected="a workbook as a spreadsheet program saves it",
            remedy=_SAVE_AGAIN,
        ) from None


def _copy_checked(path: Path, copy: Path) -> None:
    """A copy, unpacked, of the parts that hold cells: no larger than its index says."""
    with path.open("rb") as file:
        head = file.read(len(_ZIP))
    if head == _OLE:
        raise RefusalError(
            "an old workbook (.xls), or one with a password",
            expected="a workbook (.xlsx) without a password",
            remedy="save it as .xlsx without a password",
        )
    if head != _ZIP:
        raise RefusalError(
            "not a workbook",
            expected="an Excel workbook (.xlsx)",
            remedy="save it as .xlsx; if it is text, give it the name of a text export",
        )
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive.infolist(), path.stat().st_size)
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as unpacked:
                for part in archive.infolist():
                    if part.filename.endswith((".xml", ".rels")):
                        with archive.open(part) as source, unpacked.open(part.filename, "w") as out:
                            while chunk := source.read(_COPY_CHUNK):
                                if b"<!DOCTYPE" in chunk:
                                    raise zipfile.BadZipFile("no part has a document type")
                                out.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as problem:
        raise RefusalError(
            "a workbook that breaks off or is damaged",
            expected="a whole workbook",
            remedy=f"copy it again, or {_SAVE_AGAIN}",
        ) from problem


def _refuse_bomb(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = {part.filename for part in parts}
    if _BOOK not in names or len(names) < len(parts) or any(part.flag_bits & 1 for part in parts):
        raise RefusalError(
            "a zip archive that is no workbook without a password",
            expected="an Excel workbook (.xlsx)",
            remedy=_SAVE_AGAIN,
        )
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
        raise RefusalError(
            f"a workbook that unpacks from {size // 1024} KB to {unpacked // 1024 // 1024} MB",
            expected=f"at most {LARGEST_UNPACKED // 1024 // 1024} MB",
            remedy="if it is genuine, export it as CSV",
        )


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet."""
    relations = {
        relation.get("Id"): relation.get("Target") or ""
        for relation in _xml(archive, "xl/_rels/workbook.xml.rels")
        if (relation.get("Type") or "").endswith(_SHEET_RELATION)
    }
    for element in _xml(archive, _BOOK).iter("{*}sheet"):
        key = next((v for k, v in element.attrib.items() if k.endswith("}id")), None)
        if key in relations:
            target = posixpath.normpath(posixpath.join("/xl", relations[key])).lstrip("/")
            yield element.get("name") or "", target


def _xml(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(part), parser)


def _faults(file: Any) -> dict[tuple[int, int], str]:
    """Cells with an error, or a formula whose result is not stored."""
    faults: dict[tuple[int, int], str] = {}
    row = column = rows = columns = 0
    for event, element in etree.iterparse(
        file, ("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, no_network=True
    ):
        is_row = element.tag.endswith("}row")
        if event == "start":
            if is_row:
                row, column = int(element.get("r") or row + 1), 0
            else:
                column = _column(element.get("r") or "") or column + 1
            continue
        if is_row:
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            continue
        value, formula = element.findtext("{*}v") or "", element.findtext("{*}f")
        kind = element.get("t")
        if kind == "e":
            faults[row, column] = value or "#"
        elif not value and kind not in ("str", "inlineStr") and formula is not None:
            faults[row, column] = f"={formula}"
        if value or formula is not None or kind == "inlineStr":
            rows, columns = max(rows, row), max(columns, column)
        if rows * columns > MOST_CELLS:
            raise RefusalError(
                f"a sheet that reaches over more than {MOST_CELLS:,} cells",
                row=row,
                expected="rows below a header, and nothing far away from them",
                remedy="delete what stands far below or beside the rows, or export it as CSV",
            )
    return faults


def _column(reference: str) -> int:
    """The number of the column of a reference such as AB12."""
    number = 0
    for sign in reference:
        if not "A" <= sign <= "Z":
            break
        number = number * 26 + ord(sign) - ord("A") + 1
    return number
