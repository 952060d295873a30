"""A vendor's page holds that vendor's own shared rows: no money, nobody else, no way out."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import duckdb
import pytest

from orchestration.pages.release_tables import Record, ReleaseTables
from orchestration.pages.shares import read_shares
from tests.pages.company import Published
from tests.pages.moved_company import PROVIDERS

PAGES = ("vendor/northline.html", "vendor/answerbot.html")


class Watched(ReleaseTables):
    """Tells which tables were asked for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self.asked: set[str] = set()

    def rows(self, table: str, query: str, parameters: Sequence[object] = ()) -> list[Record]:
        self.asked.add(table)
        return super().rows(table, query, parameters)


def test_only_shared_tables_are_read(made_up: Published) -> None:
    with duckdb.connect(str(made_up.marts), read_only=True) as connection:
        watched = Watched(connection)
        shares = read_shares(watched)
    assert [share.slug for share in shares] == ["answerbot", "northline"]
    assert watched.asked
    assert all(table.startswith("share_") for table in watched.asked)


@pytest.mark.parametrize("page", PAGES)
def test_no_money_no_other_provider_and_no_link(made_up: Published, page: str) -> None:
    source, text = made_up.source(page), made_up.text(page)
    own = page.removeprefix("vendor/").removesuffix(".html")
    for provider_id, (name, _) in PROVIDERS.items():
        assert (name in text) == (provider_id == own), name
    assert not re.search(r"[$€£]|USD|cost|salary|wage|\bpay\b", text, re.IGNORECASE)
    assert re.findall(r'href="([^"]*)"', source) == ["data:,"]
    assert "<nav" not in source


def test_services_add_up_and_a_near_miss_reads_as_one(made_up: Published) -> None:
    text = made_up.text("vendor/northline.html")
    # 897 of 1,000 and 8 of 10.
    assert Fraction(905, 1010) < Fraction(9, 10)
    assert "answered in time: ✕ 89.6% (n=1,010, promised 90%)" in text
    assert f"{date(2026, 6, 1):%B %Y}" in text
    assert "n=12, too few to judge" in text
    assert "release 0000" in text
