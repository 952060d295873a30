"""A second night changes nothing; new files add only themselves; corrected rows replace old."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.product import lay_out_sample, tierledger

pytestmark = pytest.mark.whole_run


def _content_hash(home: Home) -> str:
    return json.loads((home.current / "release.json").read_text())["content_hash"]


def _landed(home: Home) -> dict[str, int]:
    with duckdb.connect(home.database, read_only=True) as connection:
        rows = connection.execute(
            "select file_name, load_number from raw.files where status = 'landed'"
        ).fetchall()
    return dict(rows)


def _raw_counts(home: Home) -> dict[str, int]:
    with duckdb.connect(home.database, read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables "
            "where table_schema like 'raw\\_%' escape '\\'"
        ).fetchall()
        counts = {}
        for schema, table in tables:
            ((count,),) = connection.execute(
                f'select count(*) from "{schema}"."{table}"'
            ).fetchall()
            counts[f"{schema}.{table}"] = count
    return counts


def test_a_second_night_on_the_same_files_lands_nothing_and_publishes_the_same(
    served_home: Home,
) -> None:
    before = (_content_hash(served_home), _landed(served_home), _raw_counts(served_home))
    release = served_home.current.resolve()

    second = tierledger(served_home, "run")

    assert second.code == 0, second.said
    assert (_content_hash(served_home), _landed(served_home), _raw_counts(served_home)) == before
    assert served_home.current.resolve() != release


@pytest.mark.thorough
def test_only_the_files_of_a_new_month_are_landed(served_home: Home, tmp_path: Path) -> None:
    home = served_home
    before = _landed(home)
    later = lay_out_sample(tmp_path / "later", "flat", scale=0.02, end_month="2024-04")
    known = {path.relative_to(home.landing) for path in home.landing.rglob("*") if path.is_file()}
    new = {
        path.relative_to(later.landing) for path in later.landing.rglob("*") if path.is_file()
    } - known
    for path in new:
        shutil.copyfile(later.landing / path, home.landing / path)

    finished = tierledger(home, "run")

    assert finished.code == 0, finished.said
    assert set(_landed(home)) - set(before) == {path.as_posix() for path in new}
    # What was landed in two steps publishes what one step publishes.
    assert tierledger(later, "run").code == 0
    assert _content_hash(home) == _content_hash(later)


@pytest.mark.thorough
def test_a_corrected_export_replaces_the_old_rows_and_raw_keeps_both(served_home: Home) -> None:
    before = _raw_counts(served_home)
    tickets = served_home.landing / "zendesk" / "tickets-2024-01.ndjson"
    lines = tickets.read_text().splitlines()
    deleted = json.loads(lines[0])
    deleted["status"] = "deleted"
    deleted["updated_at"] = "2024-03-20T12:00:00Z"
    (tickets.parent / "tickets-2024-01-again.ndjson").write_text(
        "\n".join([json.dumps(deleted), *lines[1:]]) + "\n"
    )

    finished = tierledger(served_home, "run")

    assert finished.code == 0, finished.said
    after = _raw_counts(served_home)
    assert after["raw_zendesk.tickets"] == before["raw_zendesk.tickets"] + len(lines)
    with duckdb.connect(served_home.current / "marts.duckdb", read_only=True) as release:
        ((count, status),) = release.execute(
            "select count(*), max(status) from marts.fct_tickets where ticket_id = ?",
            [str(deleted["id"])],
        ).fetchall()
    assert (count, status) == (1, "deleted")


@pytest.mark.thorough
def test_a_night_judged_in_the_past_knows_nothing_of_what_came_later(served_home: Home) -> None:
    finished = tierledger(served_home, "run", "--as-of", "2024-02-15")

    assert finished.code == 0, finished.said
    with duckdb.connect(served_home.current / "marts.duckdb", read_only=True) as release:
        ((tickets, cost),) = release.execute(
            "select (select max(created_at) from marts.fct_tickets), "
            "(select max(cost_month) from marts.cost_per_tier_month)"
        ).fetchall()
    assert f"{tickets:%Y-%m}" == "2024-02"
    assert f"{cost:%Y-%m}" == "2024-02"


def test_rollback_serves_the_release_before(served_home: Home) -> None:
    first = served_home.current.resolve()
    assert tierledger(served_home, "run").code == 0
    assert served_home.current.resolve() != first

    back = tierledger(served_home, "rollback")

    assert back.code == 0, back.said
    assert served_home.current.resolve() == first
    nowhere = tierledger(served_home, "rollback")
    assert nowhere.code == 1
    assert "There is no release before the live one" in nowhere.said
