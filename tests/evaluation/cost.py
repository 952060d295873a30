"""The flexible budget and the usual ways on companies with a known saving."""

from dataclasses import dataclass

import pandas as pd

from orchestration.statistics.comparison_months import ComparisonMonths
from orchestration.statistics.flexible_budget import estimate_saving
from orchestration.statistics.guard_rails import Effect, judge
from orchestration.statistics.unusual_months import outliers
from tests.evaluation.naive import NAIVE_METHODS
from tests.evaluation.scores import Estimate, Score, score
from tests.statistics.cost_cases import CostCase
from tests.statistics.simulated_costs import SimulatedCompany, simulate

OURS = "flexible budget"


@dataclass(frozen=True)
class CostResult:
    """Scores of one case by method, and the codes of our findings with their shares."""

    case: CostCase
    scores: dict[str, Score | None]
    findings: dict[str, float]
    estimates: tuple[Estimate, ...]
    """Ours."""


def evaluate_cost(case: CostCase, companies: int) -> CostResult:
    """Judge and estimate so many companies of a case as the product does."""
    ours: list[Estimate] = []
    naive: dict[str, list[Estimate]] = {name: [] for name in NAIVE_METHODS}
    codes: list[str] = []
    for seed in range(companies):
        company = simulate(case, seed)
        estimate, found = answered(case, company)
        codes += found
        ours += [estimate] if estimate is not None else []
        for name, method in NAIVE_METHODS.items():
            told = method(company.months, company.true_saving)
            naive[name] += [told] if told is not None else []
    scores = {OURS: score(ours, companies)}
    scores.update({name: score(told, companies) for name, told in naive.items()})
    shares = {code: codes.count(code) / companies for code in sorted(set(codes))}
    return CostResult(case, scores, shares, tuple(ours))


def answered(case: CostCase, company: SimulatedCompany) -> tuple[Estimate | None, list[str]]:
    """What the product says about a company, None if it refuses, and the codes it gives."""
    months, fixshare = _decided(case, company), company.fixshare
    found = judge(months, fixshare)
    if any(finding.effect == Effect.REFUSES for finding in found):
        return None, sorted({finding.code for finding in found})
    saving = estimate_saving(months, fixshare)
    found = judge(months, fixshare, saving)
    estimate = Estimate(
        saving.saving_share, saving.saving_share_low, saving.saving_share_high, company.true_saving
    )
    return estimate, sorted({finding.code for finding in found})


def _decided(case: CostCase, company: SimulatedCompany) -> pd.DataFrame:
    """The months, without the outliers if the owner of this case excludes them."""
    if not case.is_outlier_excluded:
        return company.months
    compared = ComparisonMonths.of(company.months)
    named = [outlier.month for outlier in outliers(compared, company.fixshare)]
    return company.months.assign(is_excluded=company.months["month"].isin(named))
