"""What must stand beside a percentage, or keeps it out of the headline; one rule a finding."""

import pandas as pd

from orchestration.statistics.comparison_months import LEAST_BEFORE, ComparisonMonths
from orchestration.statistics.findings import Effect, Finding
from orchestration.statistics.flexible_budget import SavingEstimate
from orchestration.statistics.optional_columns import column, named
from orchestration.statistics.refusals import MOST_GROWTH
from orchestration.statistics.unusual_months import fixed_step, level_break, outliers

SEASON_MONTHS = 12
USUAL_WORK = (0.7, 1.5)


def incomplete_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    incomplete = column(months, "is_incomplete", False).astype(bool)
    missing = column(months, "missing", "")
    return [
        Finding(
            "incomplete_month",
            Effect.IS_PROVISIONAL,
            f"{month:%Y-%m} is not complete{f': {what}' if what else ''}; the saving is "
            "provisional until it is",
        )
        for month, is_compared, is_incomplete, what in zip(
            compared.months,
            compared.is_before | compared.is_after,
            incomplete,
            missing,
            strict=True,
        )
        if is_compared and is_incomplete
    ]


def unseen_season(compared: ComparisonMonths) -> list[Finding]:
    count = int(compared.is_before.sum())
    if not LEAST_BEFORE <= count < SEASON_MONTHS:
        return []
    words = (
        f"season not observed in your own data: {count} months before the move, {SEASON_MONTHS} "
        "show a year"
    )
    return [Finding("season_not_observed", Effect.FLAGS, words)]


def unusual_work(compared: ComparisonMonths) -> list[Finding]:
    ratio, (low, high) = compared.work_ratio, USUAL_WORK
    if ratio is None or low <= ratio <= high or ratio > MOST_GROWTH:
        return []
    words = f"the work is {ratio:.2f} times that of the months before ({low} to {high} is usual)"
    return [Finding("work_far_from_before", Effect.FLAGS, words)]


def stepped_fixed_cost(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    if "fixed" not in months:
        return []
    step = fixed_step(compared, column(months, "fixed", 0).astype(float))
    if step is None:
        return []
    words = (
        f"costs that do not follow work moved by {step.share:+.1%} of the mean month in "
        f"{step.month:%Y-%m}, in the last months before the move"
    )
    return [Finding("fixed_cost_step", Effect.FLAGS, words)]


def excluded_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    excluded = [
        month
        for month, is_excluded in zip(
            compared.months, column(months, "is_excluded", False).astype(bool), strict=True
        )
        if is_excluded
    ]
    if not excluded:
        return []
    words = f"{named(excluded)} excluded by decision; the result with all months stands beside"
    return [Finding("months_excluded", Effect.FLAGS, words)]


def unusual_cost(compared: ComparisonMonths, fixshare: float) -> list[Finding]:
    found = [
        Finding(
            "outlier_month",
            Effect.FLAGS,
            f"{odd.month:%Y-%m} cost {odd.share:+.0%} against what the other months before let "
            f"expect ({abs(odd.sds):.1f} standard deviations)",
        )
        for odd in outliers(compared, fixshare)
    ]
    moved = level_break(compared, fixshare)
    if moved is not None:
        words = (
            f"from {moved.month:%Y-%m} on the cost before the move lay {moved.share:+.0%} against "
            f"what the months until then let expect ({abs(moved.sds):.1f} standard deviations)"
        )
        found.append(Finding("level_break", Effect.FLAGS, words))
    return found


def no_saving(estimate: SavingEstimate) -> list[Finding]:
    low, high = estimate.saving_share_low, estimate.saving_share_high
    found: list[Finding] = []
    if low <= 0 <= high:
        words = f"no saving shown: between {low:.1%} and {high:.1%}, zero included"
        found.append(Finding("interval_includes_zero", Effect.SHOWS_NO_SAVING, words))
    floor = estimate.noise_floor.rms
    if floor is not None and abs(estimate.saving_share) <= floor:
        words = (
            f"not distinguishable from noise: {estimate.saving_share:.1%}, and the same method "
            f"finds {floor:.1%} inside the months before, where nothing changed"
        )
        found.append(Finding("inside_noise_floor", Effect.SHOWS_NO_SAVING, words))
    return found
