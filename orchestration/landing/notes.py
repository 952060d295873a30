"""What a person should know about a file that landed."""

from orchestration.landing.checks import first_rejection
from orchestration.landing.load import Counts, Load
from orchestration.landing.money_text import looks_like_money

_FEW_ROWS_SHARE = 0.5


def notes_about(load: Load, counts: Counts, rows_before: int | None) -> tuple[str, ...]:
    """Rejected rows, columns that nobody declared, and far fewer rows than the version before."""
    notes: list[str] = []
    if counts.rejected:
        notes.append(
            f"{counts.rejected} of {counts.read} rows rejected; the first: "
            f"{first_rejection(load)}; see raw.rejected_rows, correct the export and drop it again"
        )
    money = [name for name in load.new_columns if looks_like_money(name)]
    other = [name for name in load.new_columns if name not in money]
    if money:
        notes.append(
            f"NEW MONEY COLUMNS {', '.join(money)}: landed, but no model counts them; "
            f"declare them for {load.table.system}.{load.table.table} and decide what they are"
        )
    if other:
        notes.append(f"new columns {', '.join(other)}: landed, but no model reads them")
    if rows_before is not None and counts.landed < rows_before * _FEW_ROWS_SHARE:
        notes.append(
            f"{counts.landed} rows where the version before had {rows_before}; "
            "check that the export is whole"
        )
    return tuple(notes)
