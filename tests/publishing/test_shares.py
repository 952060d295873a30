"""A vendor's share holds its own numbers and nobody else's, and no money, in no byte."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from orchestration.publishing import release
from orchestration.publishing.errors import PublishError
from orchestration.publishing.release import Release, publish
from orchestration.publishing.shares import LONGEST_SLUG, share_slugs

VENDOR_TABLES = """
    create table marts.vendor_sla_month (
        applied_month date not null, provider_id varchar, provider_name varchar,
        met_count bigint
    );
    comment on table marts.vendor_sla_month is 'One row per month and vendor.';
    comment on column marts.vendor_sla_month.met_count is 'Promises that were kept';
    insert into marts.vendor_sla_month values
        ('2026-01-01', 'north', 'CANARY-NORTH Ltd', 611),
        ('2026-02-01', 'north', 'CANARY-NORTH Ltd', 612),
        ('2026-01-01', 'Übersee & Co', 'CANARY-OVERSEAS', 70911);
    create table marts.vendor_quality_month (
        quality_month date, provider_id varchar, provider_name varchar, rework_count bigint
    );
    insert into marts.vendor_quality_month values
        ('2026-01-01', 'Übersee & Co', 'CANARY-OVERSEAS', 70912);
    create table marts.cost_per_route_month (provider_id varchar, cost_amount decimal(18, 2));
    insert into marts.cost_per_route_month values ('north', 4455667.88);
"""


@pytest.fixture(autouse=True)
def without_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """These marts are not those that the pages show."""
    monkeypatch.setattr(release, "write_site", lambda *_: None)


def changed(home: Home, statements: str) -> None:
    with duckdb.connect(str(home.database)) as connection:
        connection.execute(statements)


def publish_now(home: Home) -> Release:
    return publish(home, run_id="run-1", checks=(), warnings=(), as_of="2026-02-28T23:00:00")


@pytest.fixture
def shared(home: Home) -> Home:
    changed(home, VENDOR_TABLES)
    publish_now(home)
    return home


def read(home: Home, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_vendor_has_its_own_rows_of_every_table_for_vendors(shared: Home) -> None:
    assert read(shared, "select met_count from share_north_sla_month") == [(611,), (612,)]
    assert read(shared, "select count(*) from share_north_quality_month") == [(0,)]
    assert read(shared, "select met_count from share_ubersee_co_sla_month") == [(70911,)]
    assert read(shared, "select rework_count from share_ubersee_co_quality_month") == [(70912,)]


def test_a_share_keeps_comments_and_says_whose_it_is(shared: Home) -> None:
    assert read(
        shared, "select comment from duckdb_tables() where table_name = 'share_north_sla_month'"
    ) == [("Own rows of CANARY-NORTH Ltd, to hand over. One row per month and vendor.",)]
    assert read(
        shared,
        "select comment from duckdb_columns() "
        "where table_name = 'share_north_sla_month' and column_name = 'met_count'",
    ) == [("Promises that were kept",)]


def test_the_folder_to_hand_over_holds_the_share_as_csv_and_parquet(shared: Home) -> None:
    folder = shared.current / "share" / "north"
    assert {path.name for path in folder.iterdir()} == {
        f"share_north_{what}.{kind}"
        for what in ("sla_month", "quality_month")
        for kind in ("csv", "parquet")
    }
    assert (folder / "share_north_sla_month.csv").read_text().splitlines()[1:] == [
        "2026-01-01,north,CANARY-NORTH Ltd,611",
        "2026-02-01,north,CANARY-NORTH Ltd,612",
    ]
    found = duckdb.execute(f"select sum(met_count) from '{folder}/share_north_sla_month.parquet'")
    assert found.fetchone() == (1223,)
    described = json.loads((shared.current / "release.json").read_text())
    assert described["shares"] == {
        "north": ["share_north_quality_month", "share_north_sla_month"],
        "ubersee_co": ["share_ubersee_co_quality_month", "share_ubersee_co_sla_month"],
    }


def test_no_byte_of_a_share_tells_of_another_vendor_of_cost_or_of_pay(
    shared: Home, tmp_path: Path
) -> None:
    """The tables are searched as files of their own, for a database packs what it holds."""
    forbidden = {
        "north": [b"OVERSEAS", b"bersee", b"7091"],
        "ubersee_co": [b"NORTH", b"north", b"611", b"612"],
    }
    for folder, others in forbidden.items():
        files = list((shared.current / "share" / folder).iterdir())
        tables = [name for (name,) in read(shared, "select table_name from duckdb_tables()")]
        for name in tables:
            if str(name).startswith(f"share_{folder}_"):
                plain = tmp_path / f"{name}.txt"
                rows = read(shared, f"select * from {name}")
                plain.write_text(repr(rows))
                files.append(plain)
        assert len(files) == 6
        for file in files:
            content = file.read_bytes()
            for canary in [*others, b"4455667", b"987654", b"SALARY"]:
                assert canary not in content, f"{file.name} holds {canary!r}"


@pytest.mark.parametrize("column", ["cost_amount", "hourly_rate", "Currency_Code", "net_pay_cents"])
def test_a_table_for_vendors_with_money_is_not_published(home: Home, column: str) -> None:
    changed(home, VENDOR_TABLES)
    changed(home, f"alter table marts.vendor_sla_month add column {column} bigint")
    with pytest.raises(PublishError, match=rf"vendor_sla_month .* no money: {column.lower()}"):
        publish_now(home)
    assert not home.current.exists()


def test_a_table_for_vendors_that_names_nobody_is_not_published(home: Home) -> None:
    changed(home, "create table marts.vendor_month as select 1 as met_count")
    with pytest.raises(PublishError, match="lacks provider_id and provider_name"):
        publish_now(home)


def test_two_tables_of_one_name_are_not_published(home: Home) -> None:
    changed(home, VENDOR_TABLES)
    changed(home, "create table marts.share_north_sla_month as select 1 as met_count")
    with pytest.raises(PublishError, match=r"called share_north_sla_month\. Change the id"):
        publish_now(home)


def test_a_share_is_named_by_the_vendors_id() -> None:
    assert share_slugs(["northline", "Acme Support, Inc.", "a--b"]) == {
        "northline": "northline",
        "Acme Support, Inc.": "acme_support_inc",
        "a--b": "a_b",
    }


def test_vendors_whose_names_would_be_one_get_a_mark_and_neither_has_the_others_name() -> None:
    alone = share_slugs(["acme-1"])
    both = share_slugs(["acme-1", "acme 1"])
    assert alone["acme-1"] == "acme_1"
    assert len(set(both.values())) == 2
    assert "acme_1" not in both.values()
    assert all(re.fullmatch(r"acme_1_[0-9a-f]{8}", slug) for slug in both.values())


def test_an_id_without_letters_and_a_long_one_still_name_a_table() -> None:
    slugs = share_slugs(["株式会社", "x" * 90, "../../etc"])
    assert all(re.fullmatch(r"[a-z0-9_]+", slug) for slug in slugs.values())
    assert all(len(slug) <= LONGEST_SLUG for slug in slugs.values())
    assert slugs["../../etc"] == "etc"


@pytest.mark.whole_run
def test_the_shares_of_the_sample_are_its_vendors_rows(
    published: Callable[..., Home], release: Callable
) -> None:
    connection = release(published("flat"))
    for what in ("sla_month", "quality_month"):
        for provider in ("northline", "answerbot"):
            share = f"share_{provider}_{what}"
            assert connection.execute(f"select count(*) from {share}").fetchone() != (0,)
            difference = connection.execute(
                f"""
                (from vendor_{what} where provider_id = '{provider}' except all from {share})
                union all
                (from {share} except all from vendor_{what} where provider_id = '{provider}')
                """
            ).fetchall()
            assert difference == []
