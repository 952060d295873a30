"""The dictionary is what dbt says, dbt's words are in the release, and each page is an exposure."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.pages.site import PAGES
from orchestration.project import Home
from tests.docs.definitions import PAGE, definitions


@pytest.fixture(scope="module")
def manifest(small_exports: Home) -> dict:
    return json.loads((small_exports.dbt_target / "manifest.json").read_text())


def marts(manifest: dict) -> dict[str, dict]:
    return {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["config"]["schema"] == "marts"
    }


def test_the_dictionary_is_current(manifest: dict) -> None:
    assert PAGE.read_text() == definitions(manifest), "run `make definitions`"


def test_every_page_is_an_exposure_that_names_published_tables_alone(manifest: dict) -> None:
    exposures = manifest["exposures"].values()
    published = {node["unique_id"] for node in marts(manifest).values()}
    # The dictionary shows what tables mean, and no row of any.
    pages = {Path(page.link.file_name).stem for page in PAGES} - {"dictionary"}
    assert {exposure["name"] for exposure in exposures} == {
        "vendor_pages",
        *(f"{page}_page" for page in pages),
    }
    for exposure in exposures:
        assert exposure["depends_on"]["nodes"], exposure["name"]
        assert set(exposure["depends_on"]["nodes"]) <= published, exposure["name"]


@pytest.mark.whole_run
def test_the_words_of_dbt_are_the_comments_of_the_release(
    small_release: Home, manifest: dict, release: Callable
) -> None:
    connection = release(small_release)
    tables = dict(connection.execute("select table_name, comment from duckdb_tables()").fetchall())
    columns = {
        (table, column): comment
        for table, column, comment in connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal"
        ).fetchall()
    }
    for name, node in marts(manifest).items():
        assert tables[name].split() == node["description"].split()
        for column in node["columns"].values():
            said = columns[name, column["name"]]
            assert said.split() == column["description"].split(), (name, column["name"])
    assert all(comment for comment in columns.values())
    assert all(comment for comment in tables.values())
