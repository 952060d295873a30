"""The dictionary: every published table and column with its type, unit and description."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.pages import formats
from orchestration.pages.page import Link, rendered
from orchestration.pages.release_tables import ReleaseTables
from orchestration.publishing.manifest import ReleaseFacts

FILE_NAME = "dictionary.html"
# What the ending of a column's name says of its unit; the first that fits counts.
UNITS = (
    ("_per_unit_amount", "reporting currency per unit"),
    ("_amount", "reporting currency"),
    ("_seconds", "seconds"),
    ("_share", "share, 0 to 1"),
    ("_count", "number"),
    ("_at", "time in UTC"),
    ("_date", "day"),
    ("_month", "month, as its first day"),
    ("_id", "key"),
    ("_code", "code"),
    ("_factor", "ratio"),
    ("_index", "ratio"),
)


@dataclass(frozen=True)
class ColumnWords:
    """A column as the dictionary tells it."""

    name: str
    type: str
    unit: str
    description: str


@dataclass(frozen=True)
class TableWords:
    """A table as the dictionary tells it."""

    name: str
    description: str
    columns: Sequence[ColumnWords]


def render_dictionary(tables: ReleaseTables, facts: ReleaseFacts, links: Sequence[Link]) -> str:
    """The page as text, from the descriptions that dbt has written into the release."""
    words = read_dictionary(tables)
    columns = sum(len(table.columns) for table in words)
    return rendered(
        "dictionary.html.j2",
        facts,
        FILE_NAME,
        links,
        headline=f"{formats.counted(len(words), 'table')}, {formats.counted(columns, 'column')}: "
        "what each one means.",
        tables=words,
    )


def read_dictionary(tables: ReleaseTables) -> list[TableWords]:
    """All tables of the release by name, columns in their order."""
    found = tables.catalog(
        """
        select table_name, column_name, data_type, comment from duckdb_columns()
        where not internal order by table_name, column_index
        """
    )
    described = tables.catalog("select table_name, comment from duckdb_tables() order by 1")
    return [
        TableWords(
            table["table_name"],
            (table["comment"] or "").strip(),
            [
                ColumnWords(
                    row["column_name"],
                    row["data_type"].lower(),
                    unit_of(row["column_name"], row["data_type"]),
                    (row["comment"] or "").strip(),
                )
                for row in found
                if row["table_name"] == table["table_name"]
            ],
        )
        for table in described
    ]


def unit_of(name: str, type_name: str) -> str:
    """The unit that a column's name and type promise."""
    if type_name == "BOOLEAN":
        return "true or false"
    return next((unit for ending, unit in UNITS if name.endswith(ending)), "–")
