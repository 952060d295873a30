"""What a comparison must refuse or say before anybody reads its percentage.

Every finding has a code for tests and filters and words for people; the words name the numbers.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from orchestration.statistics.comparison_months import (
    LEAST_AFTER,
    LEAST_BEFORE,
    ComparisonMonths,
    months_later,
)
from orchestration.statistics.flexible_budget import SavingEstimate
from orchestration.statistics.unusual_months import fixed_step, level_break, outliers

SEASON_MONTHS = 12
MOST_GROWTH = 2.5
USUAL_WORK = (0.7, 1.5)
CLOSING_MONTHS = 2
CLOSING_SHARE = 0.5
CLOSING_TIMES_EVEN = 2.5
LEAST_DATED_SHARE = 0.9


class Effect(StrEnum):
    """What a finding does to the headline."""

    REFUSES = "refuses"
    IS_PROVISIONAL = "is_provisional"
    SHOWS_NO_SAVING = "shows_no_saving"
    FLAGS = "flags"


@dataclass(frozen=True)
class Finding:
    """One thing found, what it does to the headline, and the words that stand beside it."""

    code: str
    effect: Effect
    words: str


def judge(
    months: pd.DataFrame,
    fixshare: float,
    estimate: SavingEstimate | None = None,
    service_dated_share: float | None = None,
) -> list[Finding]:
    """All findings of one comparison, those that refuse first, in a fixed order.

    `months` are those of `estimate_saving`; columns that are read if they are there:
    `units` (demand units), `fixed` (cost of lines that do not follow work), `is_incomplete` and
    `missing` (text: what has not arrived), `bot_billed` and `bot_logged` (units, with
    `is_bot_difference_in_work` where the difference is part of `work`).
    `service_dated_share` is the share of the invoice amount that states its service dates.

    Call it first without `estimate`; if nothing refuses, estimate, and call it with both.
    """
    compared = ComparisonMonths.of(months)
    compared = ComparisonMonths.of(months)
    found = [
        *_too_few_months(months, compared),
        *_selected_log(months, compared),
        *_months_without_work(compared),
        *_grown_too_far(compared),
        *_unlogged_bot_units(months),
        *_undated_invoices(service_dated_share),
        *_incomplete_months(months, compared),
        *_unseen_season(compared),
        *_unusual_work(compared),
        *_stepped_fixed_cost(months, compared),
        *_excluded_months(months, compared),
    ]
    if not any(finding.effect == Effect.REFUSES for finding in found):
        found += _unusual_cost(compared, fixshare)
    if estimate is not None:
        found += _no_saving(estimate)
    return sorted(found, key=lambda finding: finding.effect != Effect.REFUSES)


def _too_few_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    after = compared.is_after & ~_column(months, "is_incomplete", False).astype(bool)
    before_count, after_count = int(compared.is_before.sum()), int(after.sum())
    found: list[Finding] = []
    if before_count < LEAST_BEFORE:
        words = (
            f"{before_count} full months before the move; a percentage needs {LEAST_BEFORE}: it "
            "comes as soon as exports of earlier months land"
        )
        found.append(Finding("too_few_months_before", Effect.REFUSES, words))
    if after_count < LEAST_AFTER:
        last = compared.months[int(np.flatnonzero(after)[-1])] if after_count else None
        gap_end = compared.months[int(np.flatnonzero(~compared.is_after)[-1])]
        on = months_later(last or gap_end, LEAST_AFTER - after_count + 1)
        words = (
            f"{after_count} full months after the move; a percentage needs {LEAST_AFTER}: there "
            f"will be one from {on:%Y-%m-%d} on"
        )
        found.append(Finding("too_few_months_after", Effect.REFUSES, words))
    return found


def _selected_log(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    units = _column(months, "units", None) if "units" in months else compared.work
    total = float(units.sum())
    if len(units) <= CLOSING_MONTHS or total <= 0:
        return []
    share = float(units[-CLOSING_MONTHS:].sum()) / total
    even = CLOSING_MONTHS / len(units)
    if share <= max(CLOSING_SHARE, CLOSING_TIMES_EVEN * even):
        return []
    words = (
        f"{share:.0%} of all tickets lie in the last {CLOSING_MONTHS} of {len(units)} months: the "
        "export holds what was open or closed lately, not what arrived; export by creation date"
    )
    return [Finding("closing_selection", Effect.REFUSES, words)]


def _months_without_work(compared: ComparisonMonths) -> list[Finding]:
    empty = [month for month, work in zip(compared.months, compared.work, strict=True) if work <= 0]
    if not empty:
        return []
    words = f"no work at all in {_named(empty)}: tickets are missing, or the windows are too long"
    return [Finding("months_without_work", Effect.REFUSES, words)]


def _grown_too_far(compared: ComparisonMonths) -> list[Finding]:
    ratio = _work_ratio(compared)
    if ratio is None or ratio <= MOST_GROWTH:
        return []
    words = (
        f"the work grew to {ratio:.1f} times that of the months before; beyond {MOST_GROWTH} "
        "times nobody knows what the old ways of working would have cost"
    )
    return [Finding("grown_too_far", Effect.REFUSES, words)]


def _unlogged_bot_units(months: pd.DataFrame) -> list[Finding]:
    if not {"bot_billed", "bot_logged"} <= set(months.columns):
        return []
    billed, logged = _column(months, "bot_billed", 0), _column(months, "bot_logged", 0)
    missing = float(np.maximum(billed - logged, 0).sum())
    if missing <= 0:
        return []
    words = (
        f"the bot was paid for {billed.sum():,.0f} outcomes and logged {logged.sum():,.0f} tickets"
    )
    if _column(months, "is_bot_difference_in_work", False).astype(bool).all():
        words += f": {missing:,.0f} requests that no ticket shows are counted as demand"
        return [Finding("bot_units_added", Effect.FLAGS, words)]
    words += f": {missing:,.0f} requests are missing from the demand; load the bot's outcomes"
    return [Finding("bot_units_missing", Effect.REFUSES, words)]


def _undated_invoices(share: float | None) -> list[Finding]:
    if share is None or share >= LEAST_DATED_SHARE:
        return []
    words = (
        f"{share:.0%} of the invoice amount states its service dates; {LEAST_DATED_SHARE:.0%} are "
        "needed to know which month a cost belongs to"
    )
    return [Finding("undated_invoices", Effect.REFUSES, words)]


def _incomplete_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    incomplete = _column(months, "is_incomplete", False).astype(bool)
    missing = _column(months, "missing", "")
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


def _unseen_season(compared: ComparisonMonths) -> list[Finding]:
    count = int(compared.is_before.sum())
    if not LEAST_BEFORE <= count < SEASON_MONTHS:
        return []
    words = (
        f"season not observed in your own data: {count} months before the move, {SEASON_MONTHS} "
        "show a year"
    )
    return [Finding("season_not_observed", Effect.FLAGS, words)]


def _unusual_work(compared: ComparisonMonths) -> list[Finding]:
    ratio, (low, high) = _work_ratio(compared), USUAL_WORK
    if ratio is None or low <= ratio <= high or ratio > MOST_GROWTH:
        return []
    words = f"the work is {ratio:.2f} times that of the months before ({low} to {high} is usual)"
    return [Finding("work_far_from_before", Effect.FLAGS, words)]


def _stepped_fixed_cost(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    if "fixed" not in months:
        return []
    step = fixed_step(compared, _column(months, "fixed", 0).astype(float))
    if step is None:
        return []
    words = (
        f"costs that do not follow work moved by {step.share:+.1%} of the mean month in "
        f"{step.month:%Y-%m}, in the last months before the move"
    )
    return [Finding("fixed_cost_step", Effect.FLAGS, words)]


def _excluded_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    excluded = [
        month
        for month, is_excluded in zip(
            compared.months, _column(months, "is_excluded", False).astype(bool), strict=True
        )
        if is_excluded
    ]
    if not excluded:
        return []
    words = f"{_named(excluded)} excluded by decision; the result with all months stands beside"
    return [Finding("months_excluded", Effect.FLAGS, words)]


def _unusual_cost(compared: ComparisonMonths, fixshare: float) -> list[Finding]:
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


def _no_saving(estimate: SavingEstimate) -> list[Finding]:
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


def _work_ratio(compared: ComparisonMonths) -> float | None:
    before, after = compared.work[compared.is_before], compared.work[compared.is_after]
    if not len(before) or not len(after) or before.sum() <= 0:
        return None
    return float(after.mean() / before.mean())


def _column(months: pd.DataFrame, name: str, default: object) -> np.ndarray:
    return (
        months[name].to_numpy() if name in months else np.full(len(months), default, dtype=object)
    )


def _named(months: list[date]) -> str:
    return ", ".join(f"{month:%Y-%m}" for month in months)
