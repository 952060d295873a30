"""A release is whole, says what it holds, and replaces the last one only when it is finished."""

import json
import os
import resource
import signal
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from orchestration.publishing import release as release_module
from orchestration.publishing import swap
from orchestration.publishing.errors import PublishError
from orchestration.publishing.manifest import file_hash
from orchestration.publishing.release import Release, publish, roll_back
from orchestration.quality.results import CheckResult

PASSED = CheckResult(("marts", "dim_tiers"), "keys_are_unique", True, True, "Keys are unique.", {})
FAILED = CheckResult(
    ("marts", "dim_tiers"), "keys_are_unique", False, True, "2 rows share a key.", {"rows": 2}
)


def published(home: Home, checks: Sequence[CheckResult] = (PASSED,), keep: int = 14) -> Release:
    return publish(
        home,
        run_id="run-1",
        checks=checks,
        warnings=["An old file."],
        as_of="2026-02-28T23:00:00",
        keep=keep,
    )


def changed(home: Home, statement: str) -> None:
    with duckdb.connect(str(home.database)) as connection:
        connection.execute(statement)


def read(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_published_file_holds_the_marts_as_tables_and_nothing_else(home: Home) -> None:
    made = published(home)
    found = read(
        home.current / "marts.duckdb",
        "select table_schema, table_name, table_type from information_schema.tables order by 2",
    )
    assert found == [("main", "dim_tiers", "BASE TABLE"), ("main", "fct_amounts", "BASE TABLE")]
    assert made.table_rows == {"dim_tiers": 3, "fct_amounts": 2}
    assert home.current.resolve() == made.path.resolve()


def test_a_table_is_reached_by_its_name_alone_and_behind_the_name_of_the_file(home: Home) -> None:
    published(home)
    for name in ("fct_amounts", "marts.fct_amounts"):
        rows = read(home.current / "marts.duckdb", f"select sum(cost_amount)::varchar from {name}")
        assert rows == [("0.75",)]


def test_comments_and_not_null_reach_the_published_file(home: Home) -> None:
    published(home)
    database = home.current / "marts.duckdb"
    assert read(database, "select comment from duckdb_tables() where table_name = 'dim_tiers'") == [
        ("One row per tier. The owner's own list.",)
    ]
    assert read(
        database,
        "select comment, is_nullable from duckdb_columns() "
        "where table_name = 'dim_tiers' and column_name = 'tier'",
    ) == [("Key of the tier", False)]


def test_parquet_and_csv_hold_the_same_rows_in_the_same_order(home: Home) -> None:
    published(home)
    assert duckdb.execute(
        f"select tier from '{home.current}/parquet/dim_tiers.parquet'"
    ).fetchall() == [("1",), ("2",), ("3",)]
    assert (home.current / "csv" / "fct_amounts.csv").read_text().splitlines() == [
        "amount_month,cost_amount",
        "2026-01-01,2.25",
        "2026-02-01,-1.50",
    ]


def test_a_spreadsheet_runs_no_formula_from_a_published_cell(home: Home) -> None:
    published(home)
    lines = (home.current / "csv" / "dim_tiers.csv").read_text().splitlines()
    assert lines[1].startswith("1,'-strategic,")
    assert lines[2].startswith("2,\"'=HYPERLINK(")


def test_the_release_describes_its_files_tables_checks_and_versions(home: Home) -> None:
    made = published(home)
    described = json.loads((made.path / "release.json").read_text())
    assert described["release_id"] == made.release_id
    assert described["run_id"] == "run-1"
    assert described["data_as_of"] == "2026-02-28T23:00:00"
    assert described["content_hash"] == made.content_hash
    assert described["warnings"] == ["An old file."]
    assert described["checks"][0]["name"] == "keys_are_unique"
    assert set(described["versions"]) == {"tierledger", "dbt", "duckdb"}
    assert described["row_counts"] == {"dim_tiers": 3, "fct_amounts": 2}
    on_disk = {
        str(path.relative_to(made.path)): file_hash(path)
        for path in made.path.rglob("*")
        if path.is_file() and path.name != "release.json"
    }
    assert described["files"] == on_disk
    assert "site/owner.html" in on_disk


def test_published_files_are_read_only(home: Home) -> None:
    made = published(home)
    files = [path for path in made.path.rglob("*") if path.is_file()]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o444"}


def test_equal_data_has_an_equal_hash_and_equal_files_whatever_its_order_and_load_time(
    home: Home,
) -> None:
    first = published(home)
    changed(
        home,
        """
        create or replace table marts.fct_amounts as
            from marts.fct_amounts order by amount_month;
        update marts.dim_tiers set loaded_at = '2026-03-03';
        """,
    )
    second = published(home)
    assert second.content_hash == first.content_hash
    for name in ("csv/fct_amounts.csv", "parquet/fct_amounts.parquet"):
        assert file_hash(first.path / name) == file_hash(second.path / name)


def test_a_changed_cent_changes_the_hash(home: Home) -> None:
    first = published(home)
    changed(home, "update marts.fct_amounts set cost_amount = 2.26 where cost_amount = 2.25")
    assert published(home).content_hash != first.content_hash


def test_a_repeated_row_changes_the_hash(home: Home) -> None:
    first = published(home)
    changed(home, "insert into marts.fct_amounts from marts.fct_amounts limit 1")
    assert published(home).content_hash != first.content_hash


def test_nothing_private_is_in_any_published_byte(home: Home) -> None:
    made = published(home)
    for path in made.path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"CANARY" not in content, path
            assert b"987654" not in content, path


def test_a_mart_that_names_a_person_is_refused(home: Home) -> None:
    before = published(home)
    changed(home, "alter table marts.dim_tiers add column worker varchar")
    with pytest.raises(PublishError, match=r"dim_tiers\.worker"):
        published(home)
    assert swap.live_release_id(home) == before.release_id


def test_a_failed_blocking_check_publishes_nothing(home: Home) -> None:
    with pytest.raises(PublishError, match="2 rows share a key"):
        published(home, [FAILED])
    assert not home.current.exists()
    assert swap.release_ids(home) == []


def test_a_build_without_marts_is_refused_with_a_remedy(home: Home) -> None:
    changed(home, "drop schema marts cascade")
    with pytest.raises(PublishError, match="dbt build"):
        published(home)


def test_a_missing_build_is_refused_with_a_remedy(home: Home) -> None:
    home.database.unlink()
    with pytest.raises(PublishError, match="Run the night first"):
        published(home)


@pytest.mark.parametrize("step", ["settle", "point_readers_at"])
def test_a_failure_on_the_way_leaves_readers_where_they_were(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = published(home)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(swap, step, full)
    with pytest.raises(PublishError, match="Free some disk space"):
        published(home)
    assert swap.live_release_id(home) == before.release_id
    assert not list(home.releases.glob(".partial-*"))


def test_a_full_disk_inside_duckdb_is_explained(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException('Could not write file "marts.duckdb": No space left on device')

    monkeypatch.setattr(release_module, "write_tables", full)
    with pytest.raises(PublishError, match="Free some disk space"):
        published(home)


def test_a_disk_that_is_really_full_changes_nothing(home: Home) -> None:
    before = published(home)
    changed(home, "create table marts.big as select md5(i::varchar) as id from range(100000) t(i)")
    limit, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(PublishError, match="Free some disk space"):
            published(home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert swap.live_release_id(home) == before.release_id
    assert not list(home.releases.glob(".partial-*"))


def test_a_build_that_is_still_open_for_writing_is_explained(home: Home) -> None:
    with (
        duckdb.connect(str(home.database)),
        pytest.raises(PublishError, match="Another connection holds the build database"),
    ):
        published(home)


def test_what_a_killed_run_left_is_removed_and_does_not_count_as_a_release(home: Home) -> None:
    before = published(home)
    orphan = home.releases / ".partial-000099-20260101T000000Z"
    orphan.mkdir()
    (orphan / "marts.duckdb").write_bytes(b"half")
    (home.published / ".current-1").symlink_to("releases/nowhere")
    after = published(home)
    assert swap.release_ids(home) == [before.release_id, after.release_id]
    assert not orphan.exists()
    assert not (home.published / ".current-1").is_symlink()


def test_only_the_newest_releases_are_kept(home: Home) -> None:
    made = [published(home, keep=3).release_id for _ in range(5)]
    assert swap.release_ids(home) == made[2:]


def test_the_live_release_is_never_deleted_even_when_it_is_the_oldest(home: Home) -> None:
    made = [published(home).release_id for _ in range(4)]
    roll_back(home, made[0])
    swap.keep_newest(home, 1)
    assert swap.release_ids(home) == [made[0], made[3]]


def test_a_rollback_goes_one_release_back_and_publishing_goes_on_from_the_newest(
    home: Home,
) -> None:
    first, second = published(home), published(home)
    assert roll_back(home) == first.release_id
    assert swap.live_release_id(home) == first.release_id
    third = published(home)
    assert third.release_id > second.release_id
    assert swap.live_release_id(home) == third.release_id


def test_a_rollback_without_an_earlier_release_says_which_are_kept(home: Home) -> None:
    made = published(home)
    with pytest.raises(PublishError, match=made.release_id):
        roll_back(home)


def test_an_open_reader_keeps_its_release_and_a_new_one_sees_the_next(home: Home) -> None:
    published(home)
    old = duckdb.connect(str(home.current.resolve() / "marts.duckdb"), read_only=True)
    changed(home, "insert into marts.fct_amounts values ('2026-03-01', 10)")
    published(home)
    assert old.execute("select count(*) from fct_amounts").fetchone() == (2,)
    old.close()
    assert read(home.current / "marts.duckdb", "select count(*) from fct_amounts") == [(3,)]


def test_the_link_is_relative_so_that_the_home_can_be_moved(home: Home) -> None:
    made = published(home)
    assert os.readlink(home.current) == f"releases/{made.release_id}"  # noqa: PTH115


def test_the_build_knows_which_releases_were_published_from_it(home: Home) -> None:
    first = published(home)
    with pytest.raises(PublishError):
        published(home, checks=[FAILED])
    second = published(home)
    roll_back(home)

    assert read(home.database, "from raw.releases order by release_number") == [
        (1, first.release_id, "run-1"),
        (2, second.release_id, "run-1"),
    ]
