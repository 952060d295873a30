"""`tierledger explain sla`: every time of a ticket from its intervals and opening hours."""

import json
from datetime import datetime

import duckdb
import pytest

from orchestration.explain.build_database import UnknownPartError
from orchestration.explain.sla import explain_ticket
from orchestration.explain.sla_parts import Clock, Target
from orchestration.explain.sla_words import duration, status_in_words
from orchestration.project import Home
from tests.product import tierledger

ASKED = ("explain", "sla", "--ticket", "7")


def _clock(**changed: object) -> Clock:
    """A clock of a four-hour target that ran for an hour and is still running."""
    at = datetime.fromisoformat("2024-01-02T14:00:00")
    known = {
        "metric": "first_reply",
        "sla_event_id": "e",
        "clock_started_at": at,
        "applied_at": at,
        **dict.fromkeys(("superseded_at", "due_at", "fulfilled_at", "breached_at", "stopped_at")),
        "sla_status": "active",
        "is_cancelled": False,
        "is_fulfilled": False,
        "elapsed_seconds": 3600,
        "elapsed_calendar_seconds": 3600,
        "elapsed_business_seconds": None,
        "policy": None,
        "target": Target("t", None, 14_400, "calendar", 1, at.date(), None),  # pyright: ignore[reportArgumentType]
        "intervals": [],
    }
    return Clock(**{**known, **changed})  # pyright: ignore[reportArgumentType]


def test_a_clock_counts_each_interval_in_its_own_schedule(timed_home: Home) -> None:
    first, second = explain_ticket(timed_home, "7", metric="requester_wait").clocks

    assert [run.is_counted for run in second.intervals] == [True, False, True, True]
    assert [run.calendar_seconds for run in second.counted] == [3600, 1800, 63_600]
    assert [run.business_seconds for run in second.intervals] == [3600, None, 1800, 6000]
    assert (second.counted_seconds, second.counted_calendar_seconds) == (11_400, 69_000)
    assert second.discrepancies() == []
    assert (first.counted_seconds, first.discrepancies()) == (5400, [])
    assert status_in_words(first) == (
        "cancelled, another target took over before this one was used up"
    )
    # 11,400 s against a target of 10,800 s.
    assert status_in_words(second) == "breached, kept 10 min late"


def test_a_policy_is_told_with_the_conditions_that_are_filled(timed_home: Home) -> None:
    first, second = explain_ticket(timed_home, "7", metric="requester_wait").clocks
    assert first.policy is not None
    assert first.policy.conditions == {"service": "customer_service"}
    assert second.policy is not None
    assert second.policy.conditions == {"priority": "high", "service": "customer_service"}
    assert second.policy.time_zones == ["Europe/London"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "active, 3 h left"),
        ({"sla_status": "at_risk", "elapsed_seconds": 14_390}, "at risk, only 10 s left"),
        ({"sla_status": "met", "elapsed_seconds": 14_400}, "met, 0 s to spare"),
        (
            {"sla_status": "breached", "elapsed_seconds": 18_061},
            "breached, not kept yet, 1 h 1 min",
        ),
        ({"sla_status": "cancelled", "is_cancelled": True}, "cancelled, the ticket was deleted"),
        ({"sla_status": "cancelled"}, "cancelled, the ticket was solved without it"),
        ({"sla_status": "not_applicable"}, "not applicable, nobody had to answer"),
        ({"sla_status": None, "target": None}, "not promised, no policy holds"),
    ],
)
def test_a_status_is_said_in_words(changed: dict[str, object], said: str) -> None:
    assert status_in_words(_clock(**changed)).startswith(said)


def test_a_duration_has_its_two_largest_units() -> None:
    assert [duration(seconds) for seconds in (0, 59, 60, 3_661, 360_000)] == [
        *("0 s", "59 s", "1 min", "1 h 1 min", "100 h"),
    ]


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        (("1270",), "ticket", "There is no ticket 1270. Did you mean 1207, 12?"),
        (("nothing like it",), "ticket", "There is no ticket nothing like it."),
        (("12",), "source", "Several systems have a ticket 12: freshdesk, zendesk. Name one."),
        (("7", "jira"), "source", "jira has no ticket 7. It is in: zendesk."),
        (("7", None, "on_hold"), "metric", "It was for: first_reply, requester_wait."),
        (("12", "freshdesk", "on_hold"), "metric", "created after the data's end"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    timed_home: Home, asked: tuple[str, ...], part: str, said: str
) -> None:
    with pytest.raises(UnknownPartError) as refused:
        explain_ticket(timed_home, *asked)
    assert refused.value.part == part
    assert said in str(refused.value)


def test_the_tree_shows_the_sum_and_what_is_left_out(timed_home: Home) -> None:
    told = tierledger(timed_home, *ASKED)
    assert told.code == 0, told.said
    assert "No release is served" in told.said
    assert "1,800 s (30 min), business 1,800 s (30 min) in new_york" in told.said
    assert (
        "Tue 2024-01-02 11:30:00 to 12:00:00 America/New_York (16:30:00Z to 17:00:00Z)" in told.said
    )
    assert "5,400 s (1 h 30 min), does not count" in told.said
    assert "✓ adds up: 3,600 + 1,800 + 6,000 = 11,400 s of 10,800 of business time" in told.said
    assert "timed, not promised: first_reply" in told.said

    short = tierledger(timed_home, *ASKED, "--metric", "requester_wait", "--hours", "0")
    assert "1 more: 6,000 s (--all shows them)" in short.said
    assert "America/New_York (16:30" not in short.said


def test_a_sum_that_differs_is_an_error(timed_home: Home) -> None:
    with duckdb.connect(timed_home.database) as build:
        build.execute(
            "update marts.fct_sla_events set elapsed_seconds = 11401 where elapsed_seconds > 0"
        )
    told = tierledger(timed_home, *ASKED, "--metric", "requester_wait")
    assert told.code == 1, told.said
    assert "✗ does not add up to elapsed_seconds" in told.said
    assert (
        "requester_wait applied at 2024-01-02 17:00:00Z does not add up: "
        "elapsed_seconds is 11,401, its counted intervals make 11,400 s."
    ) in told.said
    assert "Traceback" not in told.said


def test_an_unknown_ticket_is_a_mistake_of_the_asker(timed_home: Home) -> None:
    refused = tierledger(timed_home, "explain", "sla", "--ticket", "1270", COLUMNS="400")
    assert refused.code == 2, refused.said
    assert "Did you mean 1207, 12?" in refused.said


def test_json_tells_times_of_day_without_a_zone_and_all_others_in_utc(timed_home: Home) -> None:
    told = tierledger(timed_home, *ASKED, "--metric", "first_reply", "--json")
    (clock,) = json.loads(told.said[told.said.index("{") :])["clocks"]
    ((hours,),) = [run["hours"] for run in clock["intervals"]]
    assert clock["clock_started_at"] == hours["open_from_at"] == "2024-01-02T14:00:00Z"
    assert hours["open_from_local"] == "2024-01-02T09:00:00"
    assert clock["target"] is None
    assert clock["counted_calendar_seconds"] == clock["elapsed_calendar_seconds"] == 1200
