"""Every comparison judged and, if nothing refuses, estimated; rows in and rows out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from orchestration.statistics.comparison_months import ComparisonMonthsError
from orchestration.statistics.flexible_budget import SavingEstimate, estimate_saving
from orchestration.statistics.guard_rails import Effect, Finding, judge

Row = tuple[object, ...]


@dataclass(frozen=True)
class Estimated:
    """One comparison: what was found, and the estimate unless it is refused.

    `with_all_months` is the estimate without the owner's exclusions, if there are any.
    """

    comparison_id: str
    findings: list[Finding]
    estimate: SavingEstimate | None
    with_all_months: SavingEstimate | None

    def has(self, effect: Effect) -> bool:
        return any(finding.effect == effect for finding in self.findings)


def estimated(inputs: pd.DataFrame) -> list[Estimated]:
    """All comparisons in `inputs`, the rows of `int_comparison_inputs`."""
    ordered = inputs.sort_values(["comparison_id", "cost_month"])
    return [
        _estimated(str(comparison_id), rows)
        for comparison_id, rows in ordered.groupby("comparison_id", sort=True)
    ]


def estimate_rows(inputs: pd.DataFrame) -> list[Row]:
    """One row per comparison; shares and degrees of freedom are null where it is refused."""
    return [
        (
            found.comparison_id,
            *(_of(found.estimate, read) for read in _ESTIMATE),
            _of(found.with_all_months, lambda estimate: estimate.saving_share),
            found.has(Effect.REFUSES),
            found.has(Effect.IS_PROVISIONAL),
            found.estimate is not None
            and found.estimate.saving_share > 0
            and not found.has(Effect.SHOWS_NO_SAVING),
            "; ".join(finding.words for finding in found.findings) or None,
        )
        for found in estimated(inputs)
    ]


def counterfactual_rows(inputs: pd.DataFrame) -> list[Row]:
    """One row per estimated comparison and month after, amounts in currency."""
    return [
        (found.comparison_id, month.month, month.counterfactual, month.low, month.high)
        for found in estimated(inputs)
        if found.estimate is not None
        for month in found.estimate.months
    ]


def finding_rows(inputs: pd.DataFrame) -> list[Row]:
    """One row per comparison and finding, in the order in which they are told."""
    return [
        (found.comparison_id, number, finding.code, finding.effect.value, finding.words)
        for found in estimated(inputs)
        for number, finding in enumerate(found.findings, 1)
    ]


_ESTIMATE: tuple[Callable[[SavingEstimate], float | str | None], ...] = (
    lambda estimate: estimate.saving_share,
    lambda estimate: estimate.saving_share_low,
    lambda estimate: estimate.saving_share_high,
    lambda estimate: estimate.counterfactual_total,
    lambda estimate: estimate.counterfactual_total_low,
    lambda estimate: estimate.counterfactual_total_high,
    lambda estimate: estimate.degrees_of_freedom,
    lambda estimate: estimate.noise_floor.rms,
    lambda estimate: estimate.noise_floor.reason,
)


def _of(
    estimate: SavingEstimate | None, read: Callable[[SavingEstimate], float | str | None]
) -> float | str | None:
    return None if estimate is None else read(estimate)


def _estimated(comparison_id: str, rows: pd.DataFrame) -> Estimated:
    months = _months(rows)
    is_complete = _numbers(rows, "is_complete").astype(bool)
    is_before = is_complete & np.array([part == "before" for part in rows["comparison_part"]])
    cost = float(_numbers(rows, "cost_cents")[is_before].sum())
    fixshare = float(_numbers(rows, "fixed_cents")[is_before].sum()) / cost if cost > 0 else 0.0
    if _numbers(rows, "is_total_withheld").any():
        words = "in one of its months too few people were paid to tell what the company cost"
        refusal = Finding("pay_of_too_few", Effect.REFUSES, words)
        return Estimated(comparison_id, [refusal], None, None)
    if is_before.any() and cost <= 0:
        words = "the months before cost nothing: their payroll and bills are missing"
        refusal = Finding("no_cost_before", Effect.REFUSES, words)
        return Estimated(comparison_id, [refusal], None, None)
    billed = float(_numbers(rows, "invoice_cents").sum())
    dated = float(_numbers(rows, "dated_invoice_cents").sum()) / billed if billed > 0 else None
    try:
        findings = judge(months, fixshare, service_dated_share=dated)
        if _refuses(findings):
            return Estimated(comparison_id, findings, None, None)
        complete = months.loc[is_complete]
        estimate = estimate_saving(complete, fixshare)
        with_all_months = (
            estimate_saving(complete.assign(is_excluded=False), fixshare)
            if _numbers(complete, "is_excluded").any()
            else None
        )
    except ComparisonMonthsError as error:
        refusal = Finding("months_not_comparable", Effect.REFUSES, str(error))
        return Estimated(comparison_id, [refusal], None, None)
    return Estimated(
        comparison_id, judge(months, fixshare, estimate, dated), estimate, with_all_months
    )


def _refuses(findings: Iterable[Finding]) -> bool:
    return any(finding.effect == Effect.REFUSES for finding in findings)


def _numbers(rows: pd.DataFrame, column: str) -> NDArray[np.float64]:
    return np.asarray(rows[column], dtype=np.float64)


def _dates(rows: pd.DataFrame, column: str) -> list[date]:
    return [date.fromisoformat(f"{value:%Y-%m-%d}") for value in rows[column]]


def _months(rows: pd.DataFrame) -> pd.DataFrame:
    """The months as the statistics read them: amounts in currency, work in minutes.

    Cost that does not follow work is mostly management. Where its pay must not be told it is left
    out, since findings state by how much it moved.
    """
    months = pd.DataFrame(
        {
            "month": [pd.Timestamp(month).date() for month in rows["cost_month"]],
            "part": rows["comparison_part"].to_list(),
            "labour": _numbers(rows, "labour_cents") / 100,
            "other": _numbers(rows, "other_cents") / 100,
            "fixed": _numbers(rows, "fixed_cents") / 100,
            "work": _numbers(rows, "work_seconds") / 60,
            "units": _numbers(rows, "demand_unit_count"),
            "wage": _numbers(rows, "wage_ten_thousandths") / 10_000,
            "is_excluded": _numbers(rows, "is_excluded").astype(bool),
            "is_incomplete": ~_numbers(rows, "is_complete").astype(bool),
            "declared_after_first": _dates(rows, "after_first_month"),
            "declared_after_last": _dates(rows, "after_last_month"),
            "missing": [what if isinstance(what, str) else "" for what in rows["missing"]],
            "bot_billed": _numbers(rows, "bot_billed_unit_count"),
            "bot_logged": _numbers(rows, "bot_logged_unit_count"),
            # int_comparison_demand has added it.
            "is_bot_difference_in_work": True,
        }
    )
    return months.drop(columns="fixed") if _numbers(rows, "is_fixed_withheld").any() else months
