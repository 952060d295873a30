"""What a person should know about a file that landed."""

from orchestration.landing.checks import first_rejection
from orchestration.landing.load import Counts, Load
from orchestration.landing.money_text import looks_like_money


def notes_about(load: Load, counts: Counts) -> tuple[str, ...]:
    """Rejected rows first, then columns that nobody declared, money before the rest."""
    notes: list[str] = [*load.remarks]
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
    return tuple(notes)
