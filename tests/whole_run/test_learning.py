"""How fast the sample companies learn: the flat one has nothing to learn, the real one has.

Of the real company's refunds at Northline 16 points more come back after the new return window, a
third of it after three weeks: 0.16 * exp(-t / 3) is 0.03 at t = 5.0. The own team starts at 8
points and needs 1.5 weeks. Order changes start at 15 and need 7 * log(5) = 11.3 weeks, of which 12
have been judged.
"""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import pytest

from orchestration.comparison.learned import COLUMNS, learning_rows
from orchestration.project import Home

pytestmark = pytest.mark.whole_run

SPEED = """
select change_id, provider_id, proficiency_day_count, low_proficiency_day_count,
    high_proficiency_day_count, verdict, first_weeks_error_share - old_error_share as dip
from learning_speed
where learning_measure = 'rework' and change_kind = 'playbook'
"""


def _by_provider(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, Any]]:
    rows = connection.execute(SPEED).df().to_dict("records")
    return {(row["change_id"], row["provider_id"]): row for row in rows}


def test_what_was_planted_is_found(published: Callable[..., Home], release: Callable) -> None:
    found = _by_provider(release(published("real")))
    northline, own = found["return_window", "northline"], found["return_window", "own_team"]
    # 14 days from announcement to effect, and 5.0 and 1.5 weeks.
    assert (
        northline["low_proficiency_day_count"] <= 14 + 35 <= northline["high_proficiency_day_count"]
    )
    assert own["low_proficiency_day_count"] <= 14 + 14 <= own["high_proficiency_day_count"]
    assert {northline["verdict"], own["verdict"]} == {"certified"}
    assert northline["dip"] > 0.05


def test_what_is_still_being_learnt_stays_in(
    published: Callable[..., Home], release: Callable
) -> None:
    connection = release(published("real"))
    slow = connection.execute(
        "select is_censored, high_proficiency_day_count, not_yet_probability > 0.025, "
        "low_proficiency_day_count <= 21 + 7 * 12 from learning_speed "
        "where change_id = 'address_changes' and learning_measure = 'rework'"
    ).fetchone()
    assert slow == (True, None, True, True)


def test_where_nothing_got_worse_nothing_has_to_be_learnt(
    published: Callable[..., Home], release: Callable
) -> None:
    connection = release(published("flat"))
    rows = connection.execute(
        "select distinct verdict, error_count, excess_error_count from learning_speed "
        "where change_kind = 'cut_over' and learning_measure = 'rework'"
    ).fetchall()
    assert {(verdict, errors) for verdict, errors, _ in rows} == {("certified", 0)}
    assert all(-30 <= excess <= 0 for _, _, excess in rows)
    later = connection.execute(
        "select verdict, is_censored, verdict_words from learning_speed "
        "where change_id = 'address_changes' and learning_measure = 'rework'"
    ).fetchall()
    assert later == [
        ("not_enough_data", True, "not enough data: nothing has been checked since"),
    ]


def test_the_ramp_of_a_cut_over_goes_from_before_to_beyond_its_ninety_days(
    published: Callable[..., Home], release: Callable
) -> None:
    weeks = (
        release(published("real"))
        .execute(
            """
            select day_band, sum(checked_count), sum(error_count) / sum(checked_count),
                avg(handle_time_ratio), bool_and(
                    fitted_error_share between low_fitted_error_share and high_fitted_error_share
                )
            from transition_ramp where transition_id = 'northline_product_questions'
            group by day_band order by min(week_number)
            """
        )
        .fetchall()
    )
    assert [band for band, *_ in weeks] == [
        "before",
        "0 to 30",
        "31 to 60",
        "61 to 90",
        "beyond 90",
    ]
    errors = [share for _, _, share, _, _ in weeks]
    assert errors[1] > errors[2] > errors[3] > errors[4]
    assert errors[1] > 4 * errors[0]
    assert weeks[1][3] > 1.3 > weeks[4][3]
    assert [is_inside for *_, is_inside in weeks] == [None, True, True, True, True]


def test_the_marts_say_what_the_statistics_say_of_the_same_counts(
    published: Callable[..., Home],
) -> None:
    home = published("real")
    with duckdb.connect(home.database, read_only=True) as build:
        weeks = build.execute("select * from intermediate.int_learning_weeks").df()
        found = pd.DataFrame(learning_rows(weeks), columns=list(COLUMNS))
        speed = build.execute(
            "select concat_ws('|', change_kind, change_id, workflow_id, provider_id), "
            "learning_measure, verdict, not_yet_probability, proficiency_day_count - "
            "(effective_date - announced_date) from marts.learning_speed where checked_count > 0"
        ).fetchall()
        ramp = build.execute(
            "select concat_ws('|', 'cut_over', transition_id, workflow_id, to_provider_id), "
            "week_number, fitted_error_share from marts.transition_ramp where checked_count > 0"
        ).fetchall()
    assert speed
    said = found.groupby(["series_id", "learning_measure"]).first()
    for series, measure, verdict, not_yet, days in speed:
        expected = said.loc[(series, measure)].to_dict()
        assert verdict == expected["verdict"]
        if verdict != "not_enough_data":
            assert float(not_yet) == pytest.approx(expected["not_yet_probability"], abs=1e-6)
        weeks_until = expected["proficiency_weeks"]
        assert days == (None if pd.isna(weeks_until) else 7 * weeks_until)
    assert ramp
    by_week = found.set_index(["series_id", "learning_measure", "week_number"])
    for series, week, fitted in ramp:
        expected = by_week.loc[(series, "rework", week)].to_dict()
        assert (fitted is None) == pd.isna(expected["fitted_excess"])
        if fitted is not None:
            share = expected["fitted_excess"] + expected["old_figure"]
            assert float(fitted) == pytest.approx(share, abs=1e-6)
