"""The lines of a JSON export as a table: one record each, with numbers that keep every digit.

DuckDB knows numbers only as it would write them itself (`1200.50` is `1200.5`, `1e400` infinite).
So in lines that hold such numbers, decimals are made strings between marks first, and the marks are
taken away from what comes out. The marks hold a part of the file's own hash: no file holds that.
"""

from collections.abc import Sequence
from pathlib import Path

from orchestration.landing.load import Load, line_limits, literal_path
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.json_documents import document_records, is_document

LINES = "temp.landing_lines"
# Decimals that end in 0, have many digits, are close to 0 or have an exponent, and -0.
_HAS_OTHER_NUMBERS = (
    r"regexp_matches(line, '[:,\[\s]-?(?:[0-9]+\.[0-9]*0[\s,}\]]|[0-9]*\.?[0-9]*[eE][0-9+-]"
    r"|[0-9.]{16}|0\.000)|[:,\[\s]-0[\s,}\]]')"
)
_NUMBER = r"-?[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)|-0"
_STRING_OR_NUMBER = rf'("(?:[^"\\]|\\.)*")|({_NUMBER})'


def take_lines(load: Load) -> int:
    """Every record with its number; how many they are, checked against Python's count."""
    scan = load.export.scan
    sign = scan.spare_sign
    if sign is None:
        raise RefusalError("too many kinds of control signs, so this is not JSON text")
    path, expected, longest = _lines_file(load, load.table.records_path)
    begin, end = marks(load)
    load.connection.execute(
        f"""
        create temp table landing_lines as
        select
            source_row, line,
            case when {_HAS_OTHER_NUMBERS} and json_valid(line) then
                replace(replace(replace(
                    regexp_replace(line, ?, ?, 'g'), ?, ''), ?, ?), ?, ?)
            end as marked_line
        from (
            select row_number() over () as source_row, line
            from read_csv(
                ?, delim = ?, max_line_size = ?, buffer_size = ?, columns = {{line: 'VARCHAR'}},
                header = false, quote = '', escape = '', compression = 'none',
                auto_detect = false, strict_mode = true
            )
        )
        """,
        [
            *(_STRING_OR_NUMBER, rf"\1{sign}(\2{sign})", f"{sign}({sign})"),
            *(f"{sign}(", f'"{begin}', f"{sign})", f'{end}"'),
            *(literal_path(path), sign, *line_limits(longest)),
        ],
    )
    row = load.connection.execute(f"select count(*) from {LINES}").fetchone()
    found = int(row[0]) if row else 0
    if expected is not None and found != expected:
        raise RefusalError(f"{expected} records in the file but {found} read")
    return found


def _lines_file(load: Load, records_path: Sequence[str]) -> tuple[Path, int | None, int]:
    """A file of one record per line, how many lines it has, if known, and the longest of them."""
    scan = load.export.scan
    with load.export.open_text(newline=None, may_run_on=True) as text:
        if is_document(text, records_path):
            return _as_lines(load, records_path)
    scan.refuse_endless_lines()
    if scan.is_plain:
        return load.export.path, scan.line_count, 4 * scan.longest_line
    return _as_utf8_lines(load), None, 4 * scan.longest_line


def _as_lines(load: Load, records_path: Sequence[str]) -> tuple[Path, int, int]:
    """The records of documents, each on a line of its own: line ends stand only between values."""
    lines, count, longest = load.work / "lines.ndjson", 0, 0
    with (
        load.export.open_text(newline=None, may_run_on=True) as text,
        lines.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        for record in document_records(text, records_path):
            written = file.write(record.replace("\n", " ") + "\n")
            count, longest = count + 1, max(longest, 6 * written)
    if not count:
        raise RefusalError("no rows", expected="at least one object")
    return lines, count, longest


def marks(load: Load) -> tuple[str, str]:
    """What stands before and after a number that was made a string."""
    sha256 = load.export.sha256
    return f"\ue000{sha256[:16]}", f"{sha256[16:32]}\ue000"


def _as_utf8_lines(load: Load) -> Path:
    """A copy that DuckDB can read; a byte that does not decode becomes text that is no JSON."""
    copy = load.work / "lines.ndjson"
    with (
        load.export.open_text(newline=None) as text,
        copy.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        for line in text:
            file.write(line)
    return copy
