"""Time to proficiency on weeks whose answer is plain, and the curves by hand."""

import numpy as np
import pandas as pd
import pytest

from orchestration.statistics.learning import (
    LearningCurve,
    Proficiency,
    estimate_error_learning,
    estimate_time_learning,
)
from orchestration.statistics.learning_curves import FLOORS, JUMPS, PLATEAUS, TAUS, weigh_curves
from tests.statistics.simulated_learning import LEARNING_CASES, simulate_team

CHECKED = 2_000


def weeks_of(excess: list[float], checked: int = CHECKED, old: float = 0.05) -> pd.DataFrame:
    """Twelve weeks at the old rate, then weeks at so much above it, all without chance."""
    rate = np.array([old] * 12 + [old + above for above in excess])
    return pd.DataFrame(
        {
            "week": np.arange(-12, len(excess)),
            "checked": checked,
            "errors": np.round(rate * checked).astype(int),
        }
    )


def curve_of(weeks: pd.DataFrame) -> LearningCurve:
    found = estimate_error_learning(weeks).curve
    assert found is not None
    return found


def test_a_team_that_is_as_good_at_once_needs_no_week() -> None:
    found = estimate_error_learning(weeks_of([0.0] * 20))
    assert found.proficiency == Proficiency.CERTIFIED
    assert found.curve is not None
    assert (found.curve.weeks_low, found.curve.weeks_high) == (0, 0)
    assert found.curve.not_yet_probability < 0.01


def test_an_exponential_is_found_where_it_falls_below_three_points() -> None:
    # 0.21 * exp(-t / 4.5) is 0.03 at t = 4.5 * log(7) = 8.76: the ninth week is the first within.
    found = curve_of(weeks_of(list(0.21 * np.exp(-np.arange(30) / 4.5))))
    assert found.weeks_low <= 9 <= found.weeks_high
    assert found.weeks_median == pytest.approx(9, abs=1)
    assert not found.is_step


def test_a_step_is_told_and_its_week_found() -> None:
    found = curve_of(weeks_of([0.16] * 11 + [0.0] * 15))
    assert found.is_step
    assert found.weeks_low <= 11 <= found.weeks_high


def test_a_team_that_stays_worse_is_never_certified() -> None:
    found = estimate_error_learning(weeks_of([0.06] * 40))
    assert found.proficiency == Proficiency.NOT_YET_CERTIFIED
    assert found.curve is not None
    assert found.curve.weeks_high == np.inf
    assert found.curve.not_yet_probability > 0.99


def test_a_curve_that_is_still_high_is_not_certified_before_its_time() -> None:
    falls = list(0.28 * np.exp(-np.arange(40) / 7))
    early, late = (
        estimate_error_learning(weeks_of(falls[:6])),
        estimate_error_learning(weeks_of(falls)),
    )
    assert early.proficiency == Proficiency.NOT_YET_CERTIFIED
    assert early.curve is not None
    assert early.curve.not_yet_probability > 0.9
    # 7 * log(0.28 / 0.03) = 15.6, so from week 16 on.
    assert late.proficiency == Proficiency.CERTIFIED
    assert late.curve is not None
    assert late.curve.weeks_low <= 16 <= late.curve.weeks_high


def test_the_errors_above_the_old_rate_are_counted() -> None:
    # 10 weeks at 12 points above on 2,000 checks: 2,400 errors.
    found = curve_of(weeks_of([0.12] * 10 + [0.0] * 10))
    assert found.excess_low < 2_400 < found.excess_high
    assert found.excess_median == pytest.approx(2_400, rel=0.1)


def test_few_checks_and_a_short_history_are_not_enough() -> None:
    few = estimate_error_learning(weeks_of([0.0] * 11, checked=19))
    assert few.proficiency == Proficiency.NOT_ENOUGH_DATA
    assert few.curve is None
    assert estimate_error_learning(weeks_of([0.0] * 11, checked=20)).curve is not None
    assert estimate_error_learning(weeks_of([0.0] * 12, checked=19)).curve is not None


def test_no_week_after_is_not_enough() -> None:
    found = estimate_error_learning(weeks_of([]))
    assert (found.proficiency, found.weeks_observed) == (Proficiency.NOT_ENOUGH_DATA, 0)


def test_only_twelve_weeks_before_are_the_old_rate() -> None:
    weeks = weeks_of([0.05] * 15)
    older = weeks.head(1).assign(week=-13, errors=CHECKED)
    assert estimate_error_learning(weeks) == estimate_error_learning(pd.concat([older, weeks]))


def test_equal_weeks_give_equal_results() -> None:
    team = simulate_team(LEARNING_CASES[0], 3)
    assert estimate_error_learning(team.weeks) == estimate_error_learning(team.weeks.copy())


def test_handle_time_has_the_same_ramp() -> None:
    # 0.38 * exp(-t / 4.5) log points above 6.0; 0.05 at 4.5 * log(7.6) = 9.1, so week 10.
    above = 0.38 * np.exp(-np.arange(30) / 4.5)
    weeks = pd.DataFrame(
        {
            "week": np.arange(-12, 30),
            "handled": 400,
            "mean_log_seconds": np.concatenate([np.full(12, 6.0), 6.0 + above]),
            "sd_log_seconds": 0.5,
        }
    )
    found = estimate_time_learning(weeks)
    assert found.proficiency == Proficiency.CERTIFIED
    assert found.curve is not None
    assert found.curve.weeks_low <= 10 <= found.curve.weeks_high
    assert found.curve.weeks_median == pytest.approx(10, abs=3)


def test_handle_time_without_weeks_before_is_not_enough() -> None:
    weeks = pd.DataFrame(
        {"week": [0, 1], "handled": 400, "mean_log_seconds": 6.0, "sd_log_seconds": 0.5}
    )
    assert estimate_time_learning(weeks).proficiency == Proficiency.NOT_ENOUGH_DATA


def test_weeks_until_within_reach_follow_from_the_curve() -> None:
    posterior = weigh_curves(
        np.arange(3.0), np.ones(3), 3, [((np.zeros_like, np.ones(3)),)], within=0.03
    )
    shape = (len(JUMPS), len(FLOORS), len(PLATEAUS), len(TAUS))
    until = posterior.weeks_until_within[: int(np.prod(shape))].reshape(shape)
    jump, floor = int(np.argmax(JUMPS == 0.16)), int(np.argmax(FLOORS == 0.01))
    plateau, tau = int(np.argmax(PLATEAUS == 2.0)), int(np.argmax(TAUS == 3.0))
    # 2 + 3 * log(0.16 / (0.03 - 0.01)) = 8.24: week 9.
    assert until[jump, floor, plateau, tau] == 9
    assert np.all(np.isinf(until[:, FLOORS >= 0.03]))
    # 0.01 above a floor of 0.01 is within three points from the first week.
    assert np.all(until[0, floor] == 0)
    assert posterior.weight.sum() == pytest.approx(1)
    # Weeks that say nothing leave the prior: a step has one chance in ten.
    assert posterior.step_probability == pytest.approx(0.1)


def test_the_fitted_weeks_follow_the_weeks_seen() -> None:
    excess = 0.21 * np.exp(-np.arange(30) / 4.5)
    found = estimate_error_learning(weeks_of(list(excess)), with_fit=True)
    assert found.old == pytest.approx(0.05, abs=0.002)
    assert [fitted.week for fitted in found.fitted] == list(range(30))
    for fitted, true in zip(found.fitted, excess, strict=True):
        assert fitted.low <= fitted.median <= fitted.high
        assert fitted.low - 0.01 <= true <= fitted.high + 0.01
    assert estimate_error_learning(weeks_of(list(excess))).curve == found.curve


def test_a_fitted_step_falls_in_its_week() -> None:
    found = estimate_error_learning(weeks_of([0.16] * 11 + [0.0] * 15), with_fit=True)
    medians = [fitted.median for fitted in found.fitted]
    assert medians[:11] == pytest.approx([0.16] * 11, abs=0.021)
    assert medians[11:] == pytest.approx([0.0] * 15, abs=0.011)


def test_no_team_has_fewer_errors_than_none() -> None:
    # 20 weeks of 2,000 without an error against an old rate of 5%: 2,000 fewer, not more.
    found = estimate_error_learning(weeks_of([-0.05] * 20), with_fit=True)
    assert found.curve is not None
    assert found.old is not None
    assert found.curve.excess_low >= -found.old * CHECKED * 20
    assert min(fitted.low for fitted in found.fitted) >= -found.old
