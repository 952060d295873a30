"""Months before a move that do not fit the others: an outlier, a break of level, a fixed step."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from orchestration.statistics.comparison_months import ComparisonMonths, Vector
from orchestration.statistics.counterfactual import counterfactual_of
from orchestration.statistics.placebo import pretended_moves

BEYOND_SDS = 3.0
LEAST_OTHERS = 5
STEP_MONTHS = 6
LEAST_STEP_SHARE = 0.03


@dataclass(frozen=True)
class Unusual:
    """A month, or the first of several, and by what share of the expected it differs."""

    month: date
    share: float
    sds: float


def outliers(compared: ComparisonMonths, fixshare: float) -> list[Unusual]:
    """Months before beyond three sd of what all other months before let expect."""
    before = np.flatnonzero(compared.is_before)
    if len(before) <= LEAST_OTHERS:
        return []
    found = (_against_the_others(compared, int(position), fixshare) for position in before)
    return [unusual for unusual in found if abs(unusual.sds) > BEYOND_SDS]


def level_break(compared: ComparisonMonths, fixshare: float) -> Unusual | None:
    """The month from which the cost before moved to another level, if it did.

    Looks at the pretended moves of the placebo, so there must be nine months before.
    """
    found = [
        _against_the_expected(compared.split(first, last), first, fixshare)
        for first, last in pretended_moves(compared)
    ]
    widest = max(found, key=lambda unusual: abs(unusual.sds), default=None)
    return widest if widest is not None and abs(widest.sds) > BEYOND_SDS else None


def fixed_step(compared: ComparisonMonths, fixed: Vector) -> Unusual | None:
    """The month of the last six before in which the fixed lines moved to another level.

    A step counts from 3% of the mean month's cost, and beyond three sd of the fixed lines
    within the two levels; the share is of that mean month.
    """
    before = np.flatnonzero(compared.is_before)
    lines = fixed[before]
    mean_cost = float(compared.cost[before].mean()) if len(before) else 0.0
    if mean_cost <= 0:
        return None
    found: list[Unusual] = []
    for first in range(max(2, len(before) - STEP_MONTHS), len(before)):
        old, new = lines[:first], lines[first:]
        jump = float(new.mean() - old.mean())
        within = np.concatenate([old - old.mean(), new - new.mean()])
        sd = float(np.sqrt(within @ within / max(len(lines) - 2, 1)))
        sds = abs(jump) / sd if sd > 0 else np.inf
        if sds > BEYOND_SDS and abs(jump) >= LEAST_STEP_SHARE * mean_cost:
            found.append(Unusual(compared.months[before[first]], jump / mean_cost, sds))
    return max(found, key=lambda unusual: unusual.sds, default=None)


def _against_the_others(compared: ComparisonMonths, position: int, fixshare: float) -> Unusual:
    alone = np.arange(len(compared.months)) == position
    others = replace(compared, is_before=compared.is_before & ~alone, is_after=alone)
    return _against_the_expected(others, position, fixshare)


def _against_the_expected(compared: ComparisonMonths, first: int, fixshare: float) -> Unusual:
    expected = counterfactual_of(compared, fixshare)
    above = float(compared.cost[compared.is_after].sum()) - expected.total
    return Unusual(compared.months[first], above / expected.total, above / expected.total_sd)
