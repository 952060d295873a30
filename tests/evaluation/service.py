"""Standardised service and the unadjusted figures on companies with a known change."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from orchestration.statistics.service_weights import load_bands
from orchestration.statistics.standardisation import MEASURES, StandardisedChange, standardise
from tests.evaluation.scores import Estimate, Score, score
from tests.statistics.service_cases import ServiceCase
from tests.statistics.simulated_service import SimulatedService, simulate_service

VALUES = {
    "p50": "seconds",
    "p90": "seconds",
    "attainment": "is_attained",
    "csat": "csat",
    "rework": "is_rework",
}


@dataclass(frozen=True)
class ServiceResult:
    """Scores of one case by measure; `unadjusted` has the same interval around the raw change."""

    case: ServiceCase
    standardised: dict[str, Score | None]
    unadjusted: dict[str, Score | None]


def evaluate_service(case: ServiceCase, companies: int) -> ServiceResult:
    """Standardise so many companies of a case; a change that is not attributable is no answer."""
    ours: dict[str, list[Estimate]] = {measure.measure_id: [] for measure in MEASURES}
    raw: dict[str, list[Estimate]] = {measure.measure_id: [] for measure in MEASURES}
    for seed in range(companies):
        company = simulate_service(case, seed)
        for change in changes(company):
            truth = float(getattr(company.truth, change.measure_id))
            low, high = change.change_low, change.change_high
            apart = change.unadjusted_change - change.change
            raw[change.measure_id].append(
                Estimate(change.unadjusted_change, low + apart, high + apart, truth)
            )
            if change.is_attributable:
                ours[change.measure_id].append(Estimate(change.change, low, high, truth))
    return ServiceResult(
        case,
        {measure: score(estimates, companies) for measure, estimates in ours.items()},
        {measure: score(estimates, companies) for measure, estimates in raw.items()},
    )


def changes(company: SimulatedService) -> list[StandardisedChange]:
    """All measures of one company, as the product would compute them: demand is all tickets, and
    times are counted on the product's grid of logarithms."""
    tickets = company.tickets
    bands = load_bands(tickets[["day", "channel"]].assign(arrivals=1))
    seen = pd.merge(tickets, bands, on=["day", "channel"]).assign(count=1)
    seen = seen.assign(seconds=np.exp(np.round(20 * np.log1p(seen["seconds"])) / 20))
    seen = seen.astype({"cell": "category", "channel": "category", "part": "category"})
    volumes = seen.groupby(["month", "part"], observed=True).size()
    demand = pd.DataFrame({"count": volumes}).reset_index()
    return [
        standardise(
            seen.assign(value=seen[VALUES[measure.measure_id]].astype(float)), measure, demand
        )
        for measure in MEASURES
    ]
