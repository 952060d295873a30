"""What makes a percentage impossible: each rule gives its finding, or none."""

from datetime import date

import numpy as np
import pandas as pd

from orchestration.statistics.comparison_months import (
    LEAST_AFTER,
    LEAST_BEFORE,
    ComparisonMonths,
    months_later,
)
from orchestration.statistics.findings import Effect, Finding
from orchestration.statistics.optional_columns import column, named

MOST_GROWTH = 2.5
CLOSING_MONTHS = 2
CLOSING_SHARE = 0.5
CLOSING_TIMES_EVEN = 2.5
LEAST_DATED_SHARE = 0.9


def too_few_months(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    is_full = ~column(months, "is_incomplete", False).astype(bool)
    after = compared.is_after & is_full
    before_count, after_count = int((compared.is_before & is_full).sum()), int(after.sum())
    found: list[Finding] = []
    if before_count < LEAST_BEFORE:
        words = (
            f"{before_count} full months before the move; a percentage needs {LEAST_BEFORE}: it "
            "comes as soon as exports of earlier months land"
        )
        found.append(Finding("too_few_months_before", Effect.REFUSES, words))
    if after_count < LEAST_AFTER:
        on = _first_possible(months, compared, after)
        words = (
            f"{after_count} full months after the move; a percentage needs {LEAST_AFTER}: there "
            f"will be one from {on:%Y-%m-%d} on"
        )
        declared_last = column(months, "declared_after_last", None)[-1]
        if declared_last is not None and on > months_later(declared_last, 1):
            words += f", if the window after, which ends with {declared_last:%Y-%m}, is longer"
        found.append(Finding("too_few_months_after", Effect.REFUSES, words))
    return found


def _first_possible(months: pd.DataFrame, compared: ComparisonMonths, after: np.ndarray) -> date:
    """The day on which enough full months after have passed, if every coming one is full.

    Months after begin with the declared one (`declared_after_first`), or after the last month.
    """
    missing = LEAST_AFTER - int(after.sum())
    full = np.flatnonzero(after)
    if len(full):
        return months_later(compared.months[int(full[-1])], 1 + missing)
    declared = column(months, "declared_after_first", None)[-1]
    return months_later(declared or months_later(compared.months[-1], 1), missing)


def selected_log(months: pd.DataFrame, compared: ComparisonMonths) -> list[Finding]:
    units = column(months, "units", None) if "units" in months else compared.work
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


def months_without_work(compared: ComparisonMonths) -> list[Finding]:
    empty = [month for month, work in zip(compared.months, compared.work, strict=True) if work <= 0]
    if not empty:
        return []
    words = f"no work at all in {named(empty)}: tickets are missing, or the windows are too long"
    return [Finding("months_without_work", Effect.REFUSES, words)]


def grown_too_far(compared: ComparisonMonths) -> list[Finding]:
    ratio = compared.work_ratio
    if ratio is None or ratio <= MOST_GROWTH:
        return []
    words = (
        f"the work grew to {ratio:.1f} times that of the months before; beyond {MOST_GROWTH} "
        "times nobody knows what the old ways of working would have cost"
    )
    return [Finding("grown_too_far", Effect.REFUSES, words)]


def unlogged_bot_units(months: pd.DataFrame) -> list[Finding]:
    if not {"bot_billed", "bot_logged"} <= set(months.columns):
        return []
    billed, logged = column(months, "bot_billed", 0), column(months, "bot_logged", 0)
    missing = float(np.maximum(billed - logged, 0).sum())
    if missing <= 0:
        return []
    words = (
        f"the bot was paid for {billed.sum():,.0f} outcomes and logged {logged.sum():,.0f} tickets"
    )
    if column(months, "is_bot_difference_in_work", False).astype(bool).all():
        words += f": {missing:,.0f} requests that no ticket shows are counted as demand"
        return [Finding("bot_units_added", Effect.FLAGS, words)]
    words += f": {missing:,.0f} requests are missing from the demand; load the bot's outcomes"
    return [Finding("bot_units_missing", Effect.REFUSES, words)]


def undated_invoices(share: float | None) -> list[Finding]:
    if share is None or share >= LEAST_DATED_SHARE:
        return []
    words = (
        f"{share:.0%} of the invoice amount states its service dates; {LEAST_DATED_SHARE:.0%} are "
        "needed to know which month a cost belongs to"
    )
    return [Finding("undated_invoices", Effect.REFUSES, words)]
