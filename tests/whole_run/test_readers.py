"""Readers never meet an error or half a release while nights publish."""

import json
import threading

import duckdb
import pytest

from orchestration.project import Home
from tests.product import tierledger

pytestmark = pytest.mark.whole_run


@pytest.mark.thorough
def test_a_reader_in_a_loop_sees_whole_releases_during_two_nights(served_home: Home) -> None:
    seen: list[tuple[str, int, int]] = []
    problems: list[BaseException] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                folder = served_home.current.resolve()
                told = json.loads((folder / "release.json").read_text())
                with duckdb.connect(folder / "marts.duckdb", read_only=True) as connection:
                    ((months, tickets),) = connection.execute(
                        "select (select count(*) from marts.cost_per_tier_month), "
                        "(select count(*) from marts.fct_tickets)"
                    ).fetchall()
                assert told["row_counts"]["cost_per_tier_month"] == months
                assert told["row_counts"]["fct_tickets"] == tickets
                seen.append((told["release_id"], months, tickets))
                with duckdb.connect(
                    served_home.current / "marts.duckdb", read_only=True
                ) as connection:
                    connection.execute("select sum(cost_amount) from marts.cost_per_tier_month")
            except BaseException as problem:
                problems.append(problem)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        finished = tierledger(served_home, "run")
        assert finished.code == 0, finished.said
        answered = tierledger(served_home, "run", "--json")
    finally:
        is_over.set()
        reader.join()
    assert not problems
    told = json.loads(answered.said)
    assert (told["exit_code"], answered.code) == (0, 0)
    assert told["release_id"] == served_home.current.resolve().name
    assert [stage["name"] for stage in told["stages"]][-1] == "release"
    assert len({release for release, _, _ in seen}) >= 2
    assert len({(months, tickets) for _, months, tickets in seen}) == 1
