"""JSON objects: one per line, or in a list, or in pages; taken apart as text inside DuckDB.

DuckDB knows numbers only as it would write them itself (`1200.50` is `1200.5`, `1e400` infinite).
So in lines that hold such numbers, decimals are made strings between marks first, and the marks are
taken away from what comes out. The marks hold a part of the file's own hash: no file holds that.
"""

from pathlib import Path

from orchestration.landing.declarations import LINEAGE_COLUMNS
from orchestration.landing.load import Counts, Load, line_limits, literal_path
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.raw_tables import identifier, qualified
from orchestration.landing.readers.json_documents import document_records, is_document

_MOST_KEYS = 1000
_LINES = "temp.landing_lines"
_IS_BLANK = "(line is null or trim(line, ' \t\r') = '')"
# Decimals that end in 0, have many digits, are close to 0 or have an exponent, and -0.
_HAS_OTHER_NUMBERS = (
    r"regexp_matches(line, '[:,\[\s]-?(?:[0-9]+\.[0-9]*0[\s,}\]]|[0-9]*\.?[0-9]*[eE][0-9+-]"
    r"|[0-9.]{16}|0\.000|0[\s,}\]])')"
)
_NUMBER = r"-?[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)|-0"
_STRING_OR_NUMBER = rf'("(?:[^"\\]|\\.)*")|({_NUMBER})'
_HAS_DOUBLED_KEY = "len(try(json_keys(line))) > len(list_distinct(try(json_keys(line))))"


def read(load: Load) -> Counts:
    """Land every object that has its signature keys; reject every other that is not blank."""
    line_count = _take_lines(load)
    keys, has_doubled_keys = _keys(load)
    columns = load.columns_for(keys)
    load.widen(columns)
    landed = _insert(load, keys, columns, has_doubled_keys)
    counts = Counts(line_count, landed, 0)
    if landed < line_count:
        read_count = _single(load, f"select count(*) from {_LINES} where not {_IS_BLANK}", [])
        counts = Counts(read_count, landed, _reject(load, dict(zip(columns, keys, strict=True))))
    load.connection.execute(f"drop table {_LINES}")
    return counts


def _take_lines(load: Load) -> int:
    """Every record with its number; how many they are, checked against Python's count."""
    scan = load.export.scan
    sign = scan.spare_sign
    if sign is None:
        raise RefusalError("too many kinds of control signs, so this is not JSON text")
    records_path = str(load.table.options.get("records") or "").split(".")
    path, expected, longest = _lines_file(load, [part for part in records_path if part])
    begin, end = _marks(load)
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
    found = _single(load, f"select count(*) from {_LINES}", [])
    if expected is not None and found != expected:
        raise RefusalError(f"{expected} records in the file but {found} read")
    return found


def _lines_file(load: Load, records_path: list[str]) -> tuple[Path, int | None, int]:
    """A file of one record per line, how many lines it has, if known, and the longest of them."""
    scan = load.export.scan
    with load.export.open_text(newline=None, may_run_on=True) as text:
        if is_document(text, records_path):
            return _as_lines(load, records_path)
    scan.refuse_endless_lines()
    if scan.is_plain:
        return load.export.path, scan.line_count, 4 * scan.longest_line
    return _as_utf8_lines(load), None, 4 * scan.longest_line


def _as_lines(load: Load, records_path: list[str]) -> tuple[Path, int, int]:
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


def _marks(load: Load) -> tuple[str, str]:
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


def _keys(load: Load) -> tuple[list[str], bool]:
    """Every top-level key, sorted, and whether any object has one of them twice."""
    rows = load.connection.execute(
        f"""
        select key, bool_or(is_doubled)
        from (
            select unnest(keys) as key, len(keys) > len(list_distinct(keys)) as is_doubled
            from (
                select distinct try(json_keys(line)) as keys
                from {_LINES}
            )
        )
        group by key
        order by key
        limit ?
        """,
        [_MOST_KEYS + 1],
    ).fetchall()
    if len(rows) > _MOST_KEYS:
        raise RefusalError(
            f"more than {_MOST_KEYS} different keys",
            expected="one object per line, with the same keys",
            remedy="check that this is the declared export",
        )
    return [key for key, _ in rows], any(is_doubled for _, is_doubled in rows)


def _insert(load: Load, keys: list[str], columns: tuple[str, ...], has_doubled_keys: bool) -> int:
    if not set(load.table.signature) <= set(columns):
        return 0
    cells = ", ".join(f"cells[{position + 1}]" for position in range(len(keys)))
    needed = [f"cells[{columns.index(name) + 1}] is not null" for name in load.table.signature]
    if has_doubled_keys:
        needed.append(f"not {_HAS_DOUBLED_KEY}")
    names = ", ".join(identifier(name) for name in (*columns, *LINEAGE_COLUMNS))
    begin, end = _marks(load)
    pointers = [_pointer(key) for key in keys]
    return _single(
        load,
        f"""
        insert into {qualified(load.table)} ({names})
        select {cells}, {load.lineage_sql}
        from (
            select
                source_row, line,
                case when marked_line is null
                    then try(json_extract_string(line, ?))
                    else list_transform(
                        json_extract_string(marked_line, ?),
                        lambda cell: replace(replace(replace(replace(
                            cell, ?, ''), ?, ''), ?, ''), ?, '')
                    )
                end as cells
            from {_LINES}
        )
        where {" and ".join(needed)}
        """,
        [*load.lineage, pointers, pointers, f'"{begin}', f'{end}"', begin, end],
    )


def _reject(load: Load, key_of: dict[str, str]) -> int:
    """Write down every line that `_insert` has passed over, and the first thing wrong with it."""
    signature = load.table.signature
    pointers = [_pointer(key_of.get(name, name)) for name in signature]
    first_missing = " ".join(
        f"when cells[{position + 1}] is null then ?" for position in range(len(signature))
    )
    return _single(
        load,
        f"""
        insert into raw.rejected_rows
        select
            ?, ?, ?, ?, source_row, case when not is_doubled then missing end, null,
            case
                when not is_object then 'one JSON object'
                when is_doubled then 'every key once'
                else 'a value'
            end,
            case
                when not json_valid(line) then 'not valid JSON'
                when not is_object then 'not a JSON object'
                when is_doubled then 'a key stands twice in the object'
                else 'a needed key is missing or null'
            end,
            line, ?
        from (
            select
                source_row, line,
                case when is_object then case {first_missing} end end as missing, is_object,
                coalesce(is_object and {_HAS_DOUBLED_KEY}, false) as is_doubled
            from (
                select
                    source_row, line,
                    case when json_valid(line) then json_type(line) = 'OBJECT' else false end
                        as is_object,
                    case when json_valid(line) then json_extract_string(line, ?) end as cells
                from {_LINES}
            )
        )
        where (missing is not null or not is_object or is_doubled) and not {_IS_BLANK}
        """,
        [*load.rejected_lineage, *signature, pointers],
    )


def _pointer(key: str) -> str:
    """The key as a JSON pointer."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _single(load: Load, statement: str, parameters: list[object]) -> int:
    row = load.connection.execute(statement, parameters).fetchone()
    return int(row[0]) if row else 0
