"""What a comparison must refuse or say before anybody reads its percentage."""

import pandas as pd

from orchestration.statistics import flags, refusals
from orchestration.statistics.comparison_months import ComparisonMonths
from orchestration.statistics.findings import Effect, Finding
from orchestration.statistics.flexible_budget import SavingEstimate

__all__ = ["Effect", "Finding", "judge"]


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

    Call it first without `estimate`; if nothing refuses, estimate, and call it with the estimate:
    only then are months before that do not fit, and the saving itself, looked at.
    """
    compared = ComparisonMonths.of(months)
    found = [
        *refusals.too_few_months(months, compared),
        *refusals.selected_log(months, compared),
        *refusals.months_without_work(compared),
        *refusals.grown_too_far(compared),
        *refusals.unlogged_bot_units(months),
        *refusals.undated_invoices(service_dated_share),
        *flags.incomplete_months(months, compared),
        *flags.unseen_season(compared),
        *flags.unusual_work(compared),
        *flags.stepped_fixed_cost(months, compared),
        *flags.excluded_months(months, compared),
    ]
    if estimate is not None:
        found += [*flags.unusual_cost(compared, fixshare), *flags.no_saving(estimate)]
    return sorted(found, key=lambda finding: finding.effect != Effect.REFUSES)
