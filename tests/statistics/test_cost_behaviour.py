"""The closed form against another way to the same conditional, and against sums by hand."""

import numpy as np
import pytest
from numpy.typing import NDArray

from orchestration.statistics.cost_behaviour import followed_work, forecast_cost, long_effect

Array = NDArray[np.float64]


def test_staff_follows_a_step_of_work_halfway_in_four_months() -> None:
    # The first three months are 1, so the state begins there; after four months of 2 it is 1.5.
    followed = followed_work(np.array([1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0]))
    assert followed[:3].tolist() == [1.0, 1.0, 1.0]
    assert followed[6] == pytest.approx(1.5)


def test_staff_begins_at_the_mean_of_the_first_three_months() -> None:
    # Mean 4/3; a month moves it by 1 - 2^(-1/4) = 0.159104 of the distance to the month's work:
    # 4/3 - 0.159104 / 3 = 1.280299, 1.280299 - 0.159104 * 0.280299 = 1.235702,
    # 1.235702 + 0.159104 * 0.764298 = 1.357305.
    followed = followed_work(np.array([1.0, 1.0, 2.0]))
    assert followed == pytest.approx([1.280299, 1.235702, 1.357305], abs=1e-6)


def test_the_long_effect_follows_the_share_that_is_not_fixed_up_to_95_percent() -> None:
    assert long_effect(0.4) == pytest.approx(0.63)
    assert long_effect(0.05) == 0.95


@pytest.mark.parametrize("last_work", [1.2, 0.7])
def test_the_forecast_is_the_conditional_of_the_joint_distribution(last_work: float) -> None:
    # The same model written down as one joint normal of all months, conditioned a month at a time.
    cost = np.array([1.02, 0.97, 1.01, 9.9, 9.9, 9.9])
    work = np.array([1.0, 0.9, 1.1, 1.15, last_work, last_work])
    seen, asked = [0, 1, 2], [4, 5]
    drift = 0.6 if last_work < 0.95 else 0.3
    followed = _followed_by_weights(work)
    effects = [(np.ones(6), 1.0, 0.5), (followed - 1, 0.735, 0.2), (work - followed, 0.35, 0.2)]
    mean = sum((column * centre for column, centre, _ in effects), np.zeros(6))
    signal = sum((np.outer(c, c) * sd**2 for c, _, sd in effects), np.zeros((6, 6)))
    noise = np.array(
        [
            [followed[i] * followed[j] * ((i == j) + drift**2 * (min(i, j) + 1)) for j in range(6)]
            for i in range(6)
        ]
    )
    variance = _fixed_point(cost[seen], mean[seen], signal[:3, :3], noise[:3, :3])

    joint = signal + variance * noise
    for month in seen:
        gain = joint[:, month] / joint[month, month]
        mean = mean + gain * (cost[month] - mean[month])
        joint = joint - np.outer(gain, joint[month])

    found = forecast_cost(
        cost, work, np.isin(np.arange(6), seen), np.isin(np.arange(6), asked), fixshare=0.3
    )
    assert found.mean == pytest.approx(mean[asked], abs=1e-9)
    assert found.covariance == pytest.approx(joint[np.ix_(asked, asked)], abs=1e-9)
    assert found.noise_sd == pytest.approx(np.sqrt(variance))


def test_the_cost_of_months_not_seen_is_not_read() -> None:
    work, seen = np.linspace(0.9, 1.2, 9), np.arange(9) < 5
    cost = np.linspace(1.0, 1.1, 9)
    other = np.where(seen, cost, 77.0)
    first = forecast_cost(cost, work, seen, ~seen, 0.2)
    second = forecast_cost(other, work, seen, ~seen, 0.2)
    assert first.mean.tolist() == second.mean.tolist()
    assert first.covariance.tolist() == second.covariance.tolist()


def test_the_further_ahead_the_less_is_known() -> None:
    seen = np.arange(12) < 6
    found = forecast_cost(np.ones(12), np.ones(12), seen, ~seen, 0.2)
    sds = np.sqrt(np.diag(found.covariance))
    assert np.all(np.diff(sds) > 0)


def _followed_by_weights(work: Array) -> Array:
    """The smoothing as a weighted sum of all months so far."""
    kept = 0.5**0.25
    return np.array(
        [
            work[:3].mean() * kept ** (at + 1)
            + sum(work[past] * (1 - kept) * kept ** (at - past) for past in range(at + 1))
            for at in range(len(work))
        ]
    )


def _fixed_point(seen: Array, mean: Array, signal: Array, noise: Array) -> float:
    """Three passes: the noise's sum of squares with six pseudo-months of 5.5%, per freedom."""
    variance = 0.055**2
    for _ in range(3):
        explained = signal @ np.linalg.inv(signal + variance * noise)
        left = (np.eye(len(seen)) - explained) @ (seen - mean)
        squares = 6 * 0.055**2 + left @ np.linalg.inv(noise) @ left
        variance = float(squares / (6 + len(seen) - np.trace(explained)))
    return variance
