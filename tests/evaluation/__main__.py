"""Evaluate the statistics on simulated companies; writes docs/evaluation.md and its figure."""

import argparse
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from typing import TypeVar

from orchestration.project import REPOSITORY
from tests.evaluation.cost import OURS, CostResult, evaluate_cost
from tests.evaluation.figure import write_figure
from tests.evaluation.learning import LearningResult, evaluate_learning
from tests.evaluation.page import page
from tests.evaluation.scores import verdict
from tests.evaluation.service import ServiceResult, evaluate_service
from tests.statistics.cost_cases import COST_CASES
from tests.statistics.service_cases import SERVICE_CASES
from tests.statistics.simulated_learning import LEARNING_CASES

COST_COMPANIES, SERVICE_COMPANIES, TEAMS = 300, 200, 200

Result = TypeVar("Result")


def main() -> None:
    """Print every case as it is done, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", nargs=3, type=int, metavar=("COST", "SERVICE", "TEAMS"))
    parser.set_defaults(companies=(COST_COMPANIES, SERVICE_COMPANIES, TEAMS))
    cost_companies, service_companies, teams = parser.parse_args().companies

    with ProcessPoolExecutor() as processes:
        cost = [
            _said(result, _cost_words(result))
            for result in processes.map(evaluate_cost, COST_CASES, repeat(cost_companies))
        ]
        service = [
            _said(result, _service_words(result))
            for result in processes.map(evaluate_service, SERVICE_CASES, repeat(service_companies))
        ]
        learning = [
            _said(result, _learning_words(result))
            for result in processes.map(evaluate_learning, LEARNING_CASES, repeat(teams))
        ]
    docs = REPOSITORY / "docs"
    write_figure(cost, docs / "pictures" / "evaluation.svg")
    text = page(cost, service, learning, (cost_companies, service_companies, teams))
    (docs / "evaluation.md").write_text(text)


def _said(result: Result, words: list[str]) -> Result:
    print("\n".join(words), flush=True)
    return result


def _cost_words(result: CostResult) -> list[str]:
    case = result.case
    return [
        f"{case.words}: {verdict(result.scores[OURS], case.is_null)}",
        *(
            f"    {method:<26} bias {found.bias * 100:+6.2f}  rms {found.rms * 100:5.2f}"
            f"  coverage {found.coverage:6.1%}  told of an effect {found.significant:6.1%}"
            for method, found in result.scores.items()
            if found is not None
        ),
    ]


def _service_words(result: ServiceResult) -> list[str]:
    return [
        result.case.words,
        *(
            f"    {measure:<26} bias {found.bias:+.3f}  rms {found.rms:.3f}"
            f"  coverage {found.coverage:6.1%}"
            for measure, found in result.standardised.items()
            if found is not None
        ),
    ]


def _learning_words(result: LearningResult) -> list[str]:
    return [
        f"{result.case.words}: coverage {result.coverage:.1%}, certified {result.certified:.0%}, "
        f"wrongly {result.certified_wrongly:.1%}, dip claimed {result.dip_claimed:.0%}"
    ]


if __name__ == "__main__":
    main()
