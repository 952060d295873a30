"""What a load must stand before it is committed."""

from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.raw_tables import data_columns, identifier, qualified

_WORDS_OF_IDS = frozenset({"id", "ids", "key", "code", "num", "number", "no"})
# How a spreadsheet shows a long id that it took for a number; its last digits are gone.
_SCIENTIFIC = r"[0-9](\.[0-9]+)?E\+[0-9]+"


def refuse_unless_conserved(load: Load, counts: Counts) -> None:
    """Every record that was read has landed or was rejected, and something has landed."""
    if counts.read != counts.landed + counts.rejected:
        raise RefusalError(
            f"an internal fault: {counts.read} rows read, but {counts.landed} landed and "
            f"{counts.rejected} rejected",
            remedy="nothing of it was kept; please report it with the shape of the file",
        )
    if counts.read == 0:
        raise RefusalError("no rows", expected="at least one row below the header")
    if counts.landed == 0:
        raise RefusalError(
            f"none of its {counts.read} rows can be read; the first: {first_rejection(load)}",
            remedy="check that this is the declared export",
        )


def first_rejection(load: Load) -> str:
    """Where and why the first row was rejected, without its text."""
    row = load.connection.execute(
        """
        select source_row, column_name, reason, expected
        from raw.rejected_rows
        where file_name = ? and file_sha256 = ? and loaded_at = ?
        order by source_row
        limit 1
        """,
        [load.export.file_name, load.export.sha256, load.loaded_at],
    ).fetchone()
    number, column, reason, expected = row or (None, None, "unknown", "a row")
    return str(RefusalError(reason, row=number, column=column, expected=expected))


def refuse_scientific_ids(load: Load) -> None:
    """Refuse ids such as `1.03006E+13`: a spreadsheet has rounded them."""
    stated = set(load.table.options.get("natural_key") or ())
    columns = [
        name
        for name in data_columns(load.connection, load.table)
        if name in stated or name.rsplit("_", 1)[-1] in _WORDS_OF_IDS
    ]
    if not columns:
        return
    tests = ", ".join(
        f"min(_source_row) filter (contains({identifier(name)}, 'E+') "
        f"and regexp_full_match({identifier(name)}, ?))"
        for name in columns
    )
    rows = load.connection.execute(
        f"select {tests} from {qualified(load.table)} where _load_number = ?",
        [*[_SCIENTIFIC] * len(columns), load.load_number],
    ).fetchone()
    for name, row in zip(columns, rows or (), strict=False):
        if row is not None:
            raise RefusalError(
                "an id in scientific notation: a spreadsheet has rounded it",
                row=row,
                column=name,
                expected="the whole id",
                remedy="export it again and do not save it from a spreadsheet",
            )
