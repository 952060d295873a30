"""Somebody works under an id that is on no roster row: the time stays visible, nothing is lost."""

import csv
import json
from collections.abc import Callable

import duckdb
import pytest

from orchestration.project import Home
from tests.product import tierledger

pytestmark = pytest.mark.whole_run
TIME_FIELD = "9000001"


def _seconds_by_author(home: Home) -> dict[str, int]:
    """What each author's audits say was spent, read from the export itself."""
    seconds: dict[str, int] = {}
    for path in sorted((home.landing / "zendesk").glob("ticket_audits-*.ndjson")):
        for line in path.read_text(encoding="utf-8").splitlines():
            audit = json.loads(line)
            for event in audit["events"]:
                if event.get("field_name") == TIME_FIELD:
                    author = str(audit["author_id"])
                    seconds[author] = seconds.get(author, 0) + int(event["value"])
    return seconds


@pytest.mark.thorough
def test_time_of_somebody_who_is_on_no_roster_row_is_work_of_unassigned(
    small_home: Home, release: Callable[[Home], duckdb.DuckDBPyConnection]
) -> None:
    seconds = _seconds_by_author(small_home)
    roster = small_home.landing / "generic" / "agents.csv"
    rows = list(csv.DictReader(roster.open(encoding="utf-8", newline="")))
    own = {r["source_id"] for r in rows if r["source_system"] == "zendesk"} & set(seconds)
    unknown = max(own, key=lambda author: seconds[author])
    with roster.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            r for r in rows if (r["source_system"], r["source_id"]) != ("zendesk", unknown)
        )

    finished = tierledger(small_home, "run")

    assert finished.code == 1, finished.said
    assert "assert_every_agent_is_on_the_roster" in finished.said
    published = release(small_home).execute(
        "select performed_by = 'unassigned', sum(handled_seconds)::bigint "
        "from marts.fct_handled_time_months group by 1 order by 1"
    )
    assert published.fetchall() == [
        (False, sum(seconds.values()) - seconds[unknown]),
        (True, seconds[unknown]),
    ]
