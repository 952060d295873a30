"""Time to proficiency, and the usual signs of it, on teams that learn at a known speed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from orchestration.statistics.learning import Proficiency, estimate_error_learning
from tests.statistics.simulated_learning import LearningCase, simulate_team

GOOD_WEEKS = 3


@dataclass(frozen=True)
class LearningResult:
    """Shares of the teams that got an answer."""

    case: LearningCase
    teams: int
    answered: int
    coverage: float
    excess_coverage: float
    certified: float
    certified_wrongly: float
    """Certified though not yet proficient in truth."""
    dip_claimed: float
    """Share told that the team was not proficient from the first week."""
    rms_certified: float | None
    """Weeks, of the certified."""
    three_good_weeks_wrongly: float
    """Called proficient by three weeks within reach in a row, though not so in truth."""


def evaluate_learning(case: LearningCase, teams: int) -> LearningResult:
    rows: list[tuple[bool, bool, bool, bool, bool, float, bool]] = []
    for seed in range(teams):
        team = simulate_team(case, seed)
        found = estimate_error_learning(team.weeks)
        if found.curve is None:
            continue
        curve, true_weeks = found.curve, team.true_weeks
        is_certified = found.proficiency == Proficiency.CERTIFIED
        is_there = true_weeks <= found.weeks_observed
        rows.append(
            (
                curve.weeks_low <= true_weeks <= curve.weeks_high,
                curve.excess_low <= team.true_excess <= curve.excess_high,
                is_certified,
                is_certified and not is_there,
                curve.weeks_low > 0,
                curve.weeks_median - true_weeks if is_certified and is_there else np.nan,
                _three_good_weeks(team.weeks) and not is_there,
            )
        )
    table = np.array(rows, dtype=float)
    errors = table[~np.isnan(table[:, 5]), 5]
    means = table.mean(axis=0)
    return LearningResult(
        case=case,
        teams=teams,
        answered=len(rows),
        coverage=float(means[0]),
        excess_coverage=float(means[1]),
        certified=float(means[2]),
        certified_wrongly=float(means[3]),
        dip_claimed=float(means[4]),
        rms_certified=float(np.sqrt(np.square(errors).mean())) if len(errors) else None,
        three_good_weeks_wrongly=float(means[6]),
    )


def _three_good_weeks(weeks: pd.DataFrame) -> bool:
    before = weeks.loc[weeks["week"] < 0]
    after = weeks.loc[weeks["week"] >= 0]
    old = float(before["errors"].to_numpy(float).sum() / before["checked"].to_numpy(float).sum())
    rate = after["errors"].to_numpy(float) / np.maximum(after["checked"].to_numpy(float), 1.0)
    good = (rate <= old + 0.03).astype(float)
    return bool((np.convolve(good, np.ones(GOOD_WEEKS)) >= GOOD_WEEKS).any())
