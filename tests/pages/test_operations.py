"""The operations page: what runs, what is late, what waits, as the marts have it."""

import re
from datetime import UTC, datetime

import duckdb

from orchestration.pages.compliance import read_months
from orchestration.pages.coverage import read_coverage
from orchestration.pages.open_promises import read_breaches, read_splits, read_total
from orchestration.pages.operations import render_operations
from orchestration.pages.release_tables import ReleaseTables, opened
from orchestration.publishing.manifest import ReleaseFacts
from tests.pages.company import Published, read_text

AS_OF = datetime(2026, 7, 12, 21, 40, tzinfo=UTC)


def test_what_is_open_now_is_counted_by_channel_priority_and_provider(made_up: Published) -> None:
    with opened(made_up.marts) as tables:
        total = read_total(tables)
        splits = dict(read_splits(tables, {"northline": "Northline"}))
    assert (total.running, total.at_risk, total.overdue) == (4, 2, 2)
    assert {row.name: (row.running, row.at_risk, row.overdue) for row in splits["Provider"]} == {
        "Northline": (2, 1, 1),
        "Own team": (2, 1, 1),
    }
    assert sum(row.overdue for row in splits["Channel"]) == 2
    assert made_up.text("operations.html").count("2 promises are overdue and 2 of 4 running") == 1


def test_the_newest_breaches_lead_to_their_explanation(made_up: Published) -> None:
    with opened(made_up.marts) as tables:
        found = read_breaches(tables, {}, AS_OF)
    assert [(b.ticket_id, b.late, b.is_open) for b in found] == [
        ("1020", "30 min (business)", True),
        ("1021", "30 min (business)", True),
        ("1030", "1 d 1 min (business)", False),
        ("1031", "1 d 1 min (business)", False),
    ]
    assert "tierledger explain sla --ticket 1020" in made_up.text("operations.html")


def test_hours_are_told_by_the_clock_of_the_schedules(made_up: Published) -> None:
    with opened(made_up.marts) as tables:
        found = read_coverage(tables)
    assert found.zone == "America/New_York"
    hours = {hour.hour: hour for hour in found.hours}
    # 13:00 to 20:59 UTC is 9:00 to 16:59 in New York in summer.
    assert [hour for hour, one in sorted(hours.items()) if one.covered] == list(range(9, 17))
    assert hours[9].staffed_seconds == 28 * 7_200


def test_the_month_of_the_page_is_over_and_each_share_is_that_of_the_mart(
    made_up: Published,
) -> None:
    with opened(made_up.marts) as tables:
        ((month, kept),) = read_months(tables).items()
        sums = tables.rows(
            "sla_month",
            "select metric, sum(met_count) as met, sum(measured_count) as measured from sla_month "
            "where applied_month = ? group by metric",
            [month],
        )
    for row in sums:
        assert kept[row["metric"]].met == row["met"]
        assert kept[row["metric"]].measured == row["measured"]
        assert f"{int(row['measured']):,}" in made_up.text("operations.html")


def test_the_backlog_is_that_of_the_last_day(made_up: Published) -> None:
    text = made_up.text("operations.html")
    assert "120 waited at the end of 12 July 2026" in text
    assert len(re.findall(r">2026-0\d-\d\d</th>", made_up.source("operations.html"))) == 90


def test_learning_shows_every_change_and_provider(made_up: Published) -> None:
    text = made_up.text("operations.html")
    said = "New refund rules for goods that were opened, refunds and returns of goods"
    assert f"{said} 2026-03-02 56 21 to 77 4.1% 6.2% 3,120" in text
    assert "As good as before since week 6." in text


def test_a_release_without_any_table_still_has_a_page() -> None:
    facts = ReleaseFacts("1", "run", "2026-06-30T10:00:00", "2026-07-01T02:00:00", {}, (), ())
    with duckdb.connect() as connection:
        text = read_text(render_operations(ReleaseTables(connection), facts, ()))
    assert "Nothing is overdue and none of 0 running promises is at risk." in text
