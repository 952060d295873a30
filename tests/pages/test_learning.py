"""Learning and recovery as pages tell them: certain, not certain yet, or not enough data."""

from datetime import date

from orchestration.pages.learning import Learned, last_change, learning_parts, learning_tile
from orchestration.pages.moved_work import Measure, MonthShare, MovedWork
from orchestration.pages.recovery import recovery_section
from orchestration.pages.savings import Comparison
from orchestration.pages.verdict import Standing
from tests.pages.moved_company import summary

OCTOBER = date(2025, 10, 1)


def learned(
    change: str = "new_rules", days: int | None = 40, verdict: str = "certified", **more: object
) -> Learned:
    row = {
        "change_kind": "playbook",
        "change_id": change,
        "learning_measure": "rework",
        "is_censored": verdict != "certified",
        "verdict": verdict,
        "proficiency_day_count": days,
        **more,
    }
    return Learned(row)


def test_the_slowest_team_of_the_last_change_counts() -> None:
    teams = [learned(days=28), learned(days=56), learned("older", days=90)]
    tile = learning_tile(teams)
    assert tile
    assert (tile.value, tile.note) == ("56", "slowest of 2")
    assert len(last_change(teams)) == 2
    assert learning_parts(teams)[0].standing is Standing.GOOD


def test_a_change_of_the_playbook_comes_before_a_newer_cut_over() -> None:
    teams = [learned("moved", days=9, change_kind="cut_over"), learned(days=40)]
    tile = learning_tile(teams)
    assert tile
    assert tile.value == "40"
    only = learning_tile(teams[:1])
    assert only
    assert only.value == "9"


def test_days_that_are_not_certain_are_not_shown() -> None:
    tile = learning_tile([learned(days=30, verdict="not_yet_certified")])
    assert tile
    assert (tile.value, tile.note) == ("–", "not certain yet")
    both = [learned(), learned(days=30, verdict="not_yet_certified")]
    mixed = learning_tile(both)
    assert mixed
    assert mixed.note == "1 of 2 not certain yet"
    assert learning_parts(both)[0].standing is Standing.UNKNOWN


def test_nothing_checked_is_not_enough_data_and_no_change_is_no_tile() -> None:
    tile = learning_tile([learned(days=None, verdict="not_enough_data")])
    assert tile
    assert tile.note == "not enough data"
    assert learning_tile([]) is None
    assert learning_parts([]) == []
    assert learning_tile([learned(learning_measure="qa_error")]) is None


def moved(*months: tuple[date, int]) -> MovedWork:
    shares = [MonthShare(month, count, 1000) for month, count in months]
    measure = Measure("rework", True, shares, date(2025, 1, 1), date(2025, 9, 1))
    comparison = Comparison(summary(), (), (), (), (), ())
    return MovedWork(comparison, [measure], (), None)


BEFORE = ((date(2025, 1, 1), 38), (date(2025, 2, 1), 45))


def test_without_a_ramp_rework_is_told_month_by_month() -> None:
    section = recovery_section(
        moved(*BEFORE, (OCTOBER, 90), (date(2025, 11, 1), 44), (date(2025, 12, 1), 40))
    )
    assert section
    assert section.said == (
        "Rework of the moved work peaked at 9.0% in October 2025 and has been no higher than "
        "before since November 2025 (3.8% to 4.5% before)."
    )
    assert section.chart


def test_rework_that_is_still_up_is_said() -> None:
    section = recovery_section(moved(*BEFORE, (OCTOBER, 90), (date(2025, 11, 1), 60)))
    assert section
    assert "and is 6.0% in November 2025, above every month before" in section.said


def test_without_any_rework_there_is_no_chart_of_nothing() -> None:
    section = recovery_section(moved((date(2025, 1, 1), 0), (date(2025, 2, 1), 0), (OCTOBER, 0)))
    assert section
    assert section.chart is None
    assert section.said == "None of the moved work came back, neither before nor after."


def test_too_few_months_before_leave_the_standing_unknown() -> None:
    measure = moved((date(2025, 1, 1), 40), (OCTOBER, 10)).measures[0]
    assert measure.standing is Standing.UNKNOWN
    few = Measure(
        "satisfaction",
        False,
        [*(MonthShare(month, 9, 29) for month, _ in BEFORE), MonthShare(OCTOBER, 1, 100)],
        date(2025, 1, 1),
        date(2025, 9, 1),
    )
    assert few.standing is Standing.UNKNOWN
