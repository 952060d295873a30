"""JSON objects: one per line, or in a list, or in pages; taken apart as text inside DuckDB."""

from orchestration.landing.declarations import LINEAGE_COLUMNS
from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.raw_tables import identifier, qualified
from orchestration.landing.readers.json_lines import LINES, marks, take_lines

_MOST_KEYS = 1000
_IS_BLANK = "(line is null or trim(line, ' \t\r') = '')"
_HAS_DOUBLED_KEY = "len(try(json_keys(line))) > len(list_distinct(try(json_keys(line))))"


def read(load: Load) -> Counts:
    """Land every object that has its signature keys; reject every other that is not blank."""
    line_count = take_lines(load)
    keys, has_doubled_keys = _keys(load)
    columns = load.columns_for(keys)
    load.widen(columns)
    landed = _insert(load, keys, columns, has_doubled_keys)
    counts = Counts(line_count, landed, 0)
    if landed < line_count:
        read_count = _single(load, f"select count(*) from {LINES} where not {_IS_BLANK}", [])
        counts = Counts(read_count, landed, _reject(load, dict(zip(columns, keys, strict=True))))
    load.connection.execute(f"drop table {LINES}")
    return counts


def _keys(load: Load) -> tuple[list[str], bool]:
    """Every top-level key, sorted, and whether any object has one of them twice."""
    rows = load.connection.execute(
        f"""
        select key, bool_or(is_doubled)
        from (
            select unnest(keys) as key, len(keys) > len(list_distinct(keys)) as is_doubled
            from (
                select distinct try(json_keys(line)) as keys
                from {LINES}
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
    begin, end = marks(load)
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
            from {LINES}
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
                from {LINES}
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
