"""One JSON object per line: read as text and taken apart inside DuckDB."""

from pathlib import Path

from orchestration.landing.declarations import LINEAGE_COLUMNS
from orchestration.landing.load import Counts, Load, line_limits, literal_path
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.raw_tables import identifier, qualified

_MOST_KEYS = 1000
_LINES = "temp.landing_lines"
_IS_BLANK = "(line is null or trim(line, ' \t\r') = '')"


def read(load: Load) -> Counts:
    """Land every object that has its signature keys; reject every other line that is not blank."""
    line_count = _take_lines(load)
    keys = _keys(load)
    columns = load.columns_for(keys)
    load.widen(columns)
    landed = _insert(load, keys, columns)
    counts = Counts(line_count, landed, 0)
    if landed < line_count:
        read_count = _single(load, f"select count(*) from {_LINES} where not {_IS_BLANK}", [])
        counts = Counts(read_count, landed, _reject(load, dict(zip(columns, keys, strict=True))))
    load.connection.execute(f"drop table {_LINES}")
    return counts


def _take_lines(load: Load) -> int:
    """Every line with its number; how many they are, checked against Python's count."""
    scan = load.export.scan
    if scan.spare_sign is None:
        raise RefusalError("too many kinds of control signs, so this is not JSON text")
    path = load.export.path if scan.is_plain else _as_utf8_lines(load)
    load.connection.execute(
        """
        create temp table landing_lines as
        select row_number() over () as source_row, line
        from read_csv(
            ?, delim = ?, max_line_size = ?, buffer_size = ?, columns = {line: 'VARCHAR'},
            header = false, quote = '', escape = '', compression = 'none', auto_detect = false,
            strict_mode = true
        )
        """,
        [literal_path(path), scan.spare_sign, *line_limits(4 * scan.longest_line)],
    )
    found = _single(load, f"select count(*) from {_LINES}", [])
    if scan.is_plain and found != scan.line_count:
        raise RefusalError(f"{scan.line_count} lines in the file but {found} read")
    return found


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


def _keys(load: Load) -> list[str]:
    """Every top-level key, sorted."""
    rows = load.connection.execute(
        f"""
        select distinct unnest(keys) as key
        from (
            select distinct try(json_keys(line)) as keys
            from {_LINES}
        )
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
    return [key for (key,) in rows]


def _insert(load: Load, keys: list[str], columns: tuple[str, ...]) -> int:
    if not set(load.table.signature) <= set(columns):
        return 0
    cells = ", ".join(f"cells[{position + 1}]" for position in range(len(keys)))
    needed = [columns.index(name) + 1 for name in load.table.signature]
    names = ", ".join(identifier(name) for name in (*columns, *LINEAGE_COLUMNS))
    return _single(
        load,
        f"""
        insert into {qualified(load.table)} ({names})
        select {cells}, {load.lineage_sql}
        from (
            select source_row, try(json_extract_string(line, ?)) as cells
            from {_LINES}
        )
        where {" and ".join(f"cells[{position}] is not null" for position in needed)}
        """,
        [*load.lineage, [_pointer(key) for key in keys]],
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
            ?, ?, ?, ?, source_row, missing, null,
            case when missing is null then 'one JSON object' else 'a value' end,
            case
                when not json_valid(line) then 'not valid JSON'
                when missing is null then 'not a JSON object'
                else 'a needed key is missing or null'
            end,
            line, ?
        from (
            select
                source_row, line,
                case when is_object then case {first_missing} end end as missing, is_object
            from (
                select
                    source_row, line,
                    case when json_valid(line) then json_type(line) = 'OBJECT' else false end
                        as is_object,
                    case when json_valid(line) then json_extract_string(line, ?) end as cells
                from {_LINES}
            )
        )
        where (missing is not null or not is_object) and not {_IS_BLANK}
        """,
        [*load.rejected_lineage, *signature, pointers],
    )


def _pointer(key: str) -> str:
    """The key as a JSON pointer."""
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _single(load: Load, statement: str, parameters: list[object]) -> int:
    row = load.connection.execute(statement, parameters).fetchone()
    return int(row[0]) if row else 0
