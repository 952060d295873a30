"""Weeks of changes in, curves out: the rows say what the statistics say of the same counts."""

import numpy as np
import pandas as pd

from orchestration.comparison.learned import COLUMNS, learning_rows
from orchestration.statistics.learning import estimate_error_learning, estimate_time_learning
from tests.statistics.simulated_learning import LEARNING_CASES, simulate_team


def _errors(series: str, measure: str, seed: int) -> pd.DataFrame:
    weeks = simulate_team(LEARNING_CASES[1], seed).weeks.rename(
        columns={"week": "week_number", "checked": "checked_count", "errors": "error_count"}
    )
    return weeks.assign(series_id=series, learning_measure=measure, sd_log_seconds=np.nan)


def _table(*parts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The weeks in any order, and the rows that came of them."""
    weeks = pd.concat(parts).sample(frac=1, random_state=3)
    return weeks, pd.DataFrame(learning_rows(weeks), columns=list(COLUMNS))


def test_each_series_is_estimated_by_itself() -> None:
    weeks, rows = _table(_errors("b", "rework", 1), _errors("a", "qa_error", 2))
    assert len(rows) == len(weeks)
    for seed, series in ((1, "b"), (2, "a")):
        expected = estimate_error_learning(
            simulate_team(LEARNING_CASES[1], seed).weeks, with_fit=True
        )
        found = rows.loc[rows["series_id"] == series]
        assert set(found["verdict"]) == {expected.proficiency.value}
        assert expected.curve is not None
        assert set(found["excess"]) == {expected.curve.excess_median}
        assert set(found["not_yet_probability"]) == {expected.curve.not_yet_probability}
        fitted = found.loc[found["week_number"] >= 0, "fitted_excess"]
        assert fitted.to_list() == [week.median for week in expected.fitted]
        assert not found.loc[found["week_number"] < 0, "fitted_excess"].notna().to_numpy().any()


def test_what_lies_beyond_every_horizon_is_empty() -> None:
    never = _errors("n", "rework", 1).assign(error_count=lambda weeks: weeks["checked_count"] // 20)
    never.loc[never["week_number"] >= 0, "error_count"] *= 5
    _, rows = _table(never)
    assert set(rows["verdict"]) == {"not_yet_certified"}
    assert not rows["high_proficiency_weeks"].notna().to_numpy().any()


def test_handling_time_is_estimated_where_its_spread_is_known() -> None:
    weeks = pd.DataFrame(
        {
            "series_id": "t",
            "learning_measure": "handle_time",
            "week_number": np.arange(-12, 20),
            "checked_count": 100,
            "error_count": 0,
            "mean_log_seconds": np.where(np.arange(-12, 20) < 0, 6.0, 6.3),
            "sd_log_seconds": 0.5,
        }
    )
    weeks.loc[weeks["week_number"] == 19, "sd_log_seconds"] = np.nan
    rows = pd.DataFrame(learning_rows(weeks), columns=list(COLUMNS))
    known = weeks.loc[weeks["week_number"] < 19]
    expected = estimate_time_learning(
        known.rename(columns={"week_number": "week", "checked_count": "handled"})
    )
    assert expected.curve is not None
    assert set(rows["observed_week_count"]) == {19}
    assert set(rows["excess"]) == {expected.curve.excess_median}


def test_shadow_work_and_a_home_without_changes_have_no_curve() -> None:
    none = _errors("s", "shadow_work", 1)
    assert learning_rows(none) == []
    assert learning_rows(none.head(0)) == []
