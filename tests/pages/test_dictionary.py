"""The dictionary names every published table and column, with unit and words."""

import re

import duckdb
import pytest

from orchestration.pages.dictionary import unit_of
from tests.pages.company import Published


@pytest.mark.parametrize(
    ("name", "type_name", "unit"),
    [
        ("cost_per_unit_amount", "DECIMAL(18,4)", "reporting currency per unit"),
        ("cost_amount", "DECIMAL(18,2)", "reporting currency"),
        ("elapsed_seconds", "BIGINT", "seconds"),
        ("attainment_share", "DECIMAL(9,6)", "share, 0 to 1"),
        ("is_met", "BOOLEAN", "true or false"),
        ("due_at", "TIMESTAMP", "time in UTC"),
        ("channel", "VARCHAR", "–"),
    ],
)
def test_a_name_promises_its_unit(name: str, type_name: str, unit: str) -> None:
    assert unit_of(name, type_name) == unit


def test_every_table_and_column_of_the_release_is_named(made_up: Published) -> None:
    page = made_up.source("dictionary.html")
    listed = re.findall(r'<details id="(\w+)">', page)
    with duckdb.connect(str(made_up.marts), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    assert sorted(listed) == sorted({table for table, _ in columns})
    assert page.count('<tr><th scope="row">') == len(columns)
    for _, column in columns:
        assert f'<th scope="row">{column}</th>' in page
