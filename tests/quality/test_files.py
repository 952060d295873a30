"""Files that are old, or hold far fewer rows than those before, are told from the manifest."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from orchestration.quality.files import check_files
from orchestration.quality.results import CheckResult

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    system: str = "zendesk"
    table: str = "tickets"
    required: bool = True
    freshness_hours: float | None = 26
    expectations: tuple[()] = ()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    made.definitions.mkdir(parents=True)
    with duckdb.connect(str(made.database)) as connection:
        connection.execute(
            """
            create schema raw;
            create table raw.files (
                source_system varchar, table_name varchar, file_name varchar,
                file_sha256 varchar, size_bytes bigint, load_number bigint,
                loaded_at timestamp, status varchar, reason varchar, rows_read bigint,
                rows_landed bigint, rows_rejected bigint, is_required boolean,
                is_present boolean
            )
            """
        )
    return made


def with_files(
    home: Home, *files: tuple[str, int], hours_ago: int = 1, table: str = "tickets"
) -> None:
    """One landed file version per pair of name and number of rows, in the order of loading."""
    loaded_at = (NOW - timedelta(hours=hours_ago)).replace(tzinfo=None)
    with duckdb.connect(str(home.database)) as connection:
        for number, (name, rows) in enumerate(files, start=1):
            connection.execute(
                "insert into raw.files values "
                "('zendesk', ?, ?, ?, 1, ?, ?, 'landed', null, ?, ?, 0, true, true)",
                [table, name, f"sha-{number}", number, loaded_at, rows, rows],
            )


def found(home: Home, table: Table | None = None) -> dict[str, CheckResult]:
    return {result.name: result for result in check_files(home, [table or Table()], NOW)}


def test_a_fresh_file_passes_and_an_old_one_warns(home: Home) -> None:
    with_files(home, ("tickets-01.ndjson", 100), hours_ago=26)
    assert found(home)["newest_file_is_fresh"].passed
    stale = found(home, Table(freshness_hours=25))["newest_file_is_fresh"]
    assert (stale.passed, stale.blocking) == (False, False)
    assert "tickets-01.ndjson, landed 26 h ago; 25 h are allowed" in stale.description


def asked(home: Home, hours_ago: int, kind: str = "zendesk") -> None:
    """Notes that a pull of this kind into zendesk came to its end."""
    home.pulls.mkdir(exist_ok=True)
    finished_at = (NOW - timedelta(hours=hours_ago)).isoformat()
    facts = {"kind": kind, "system": "zendesk", "finished_at": finished_at}
    (home.pulls / f"{kind}.json").write_text(json.dumps(facts))


def test_a_system_that_was_asked_and_had_nothing_new_is_fresh(home: Home) -> None:
    with_files(home, ("tickets-01.ndjson", 100), hours_ago=99)
    asked(home, 1, kind="files")
    assert not found(home)["newest_file_is_fresh"].passed
    asked(home, 26)
    fresh = found(home)["newest_file_is_fresh"]
    assert (fresh.passed, fresh.description) == (
        True,
        "zendesk was last asked for what is new 26 h ago.",
    )
    asked(home, 27)
    assert not found(home)["newest_file_is_fresh"].passed


def test_a_table_without_declared_freshness_is_not_judged_by_age(home: Home) -> None:
    with_files(home, ("tickets-01.ndjson", 100), hours_ago=9999)
    assert "newest_file_is_fresh" not in found(home, Table(freshness_hours=None))


def test_a_file_that_comes_again_with_half_its_rows_passes_and_with_fewer_blocks(
    home: Home,
) -> None:
    name = "no_file_came_again_with_far_fewer_rows"
    with_files(home, ("tickets-01.ndjson", 100), ("tickets-01.ndjson", 50))
    assert found(home)[name].passed
    with_files(home, ("tickets-02.ndjson", 100), ("tickets-02.ndjson", 49))
    collapsed = found(home)[name]
    assert (collapsed.passed, collapsed.blocking) == (False, True)
    assert "tickets-02.ndjson fell from 100 to 49 rows" in collapsed.description
    assert not found(home, Table(required=False))[name].blocking


def test_a_waived_file_may_shrink_while_the_waiver_lasts(home: Home) -> None:
    name = "no_file_came_again_with_far_fewer_rows"
    with_files(home, ("tickets-01.ndjson", 100), ("tickets-01.ndjson", 10))
    header = "source_system,file_name,file_sha256,reason,waived_by,valid_from,valid_to\n"
    waiver = home.definitions / "waivers.csv"
    waiver.write_text(header)
    assert not found(home)[name].passed
    waiver.write_text(header + "zendesk,tickets-01.ndjson,sha-2,purged,owner,2026-03-01,\n")
    assert found(home)[name].passed
    waiver.write_text(
        header + "zendesk,tickets-01.ndjson,sha-2,purged,owner,2026-03-01,2026-03-10\n"
    )
    assert not found(home)[name].passed


def test_a_table_without_a_landed_file_is_not_judged(home: Home) -> None:
    with_files(home, ("groups.ndjson", 3), table="groups")
    assert found(home) == {}
