"""Evaluate the statistics on simulated companies; writes docs/evaluation.md and its figure."""

import argparse

from orchestration.project import REPOSITORY
from tests.evaluation.cost import OURS, evaluate_cost
from tests.evaluation.figure import write_figure
from tests.evaluation.learning import evaluate_learning
from tests.evaluation.page import page
from tests.evaluation.scores import verdict
from tests.evaluation.service import evaluate_service
from tests.statistics.cost_cases import COST_CASES
from tests.statistics.service_cases import SERVICE_CASES
from tests.statistics.simulated_learning import LEARNING_CASES

COST_COMPANIES, SERVICE_COMPANIES, TEAMS = 500, 200, 300


def main() -> None:
    """Print every case as it is done, then write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--companies", nargs=3, type=int, metavar=("COST", "SERVICE", "TEAMS"))
    parser.set_defaults(companies=(COST_COMPANIES, SERVICE_COMPANIES, TEAMS))
    cost_companies, service_companies, teams = parser.parse_args().companies

    cost = []
    for case in COST_CASES:
        result = evaluate_cost(case, cost_companies)
        cost.append(result)
        print(f"{case.words}: {verdict(result.scores[OURS], case.is_null)}", flush=True)
        for method, found in result.scores.items():
            if found is not None:
                print(
                    f"    {method:<26} bias {found.bias * 100:+6.2f}  rms {found.rms * 100:5.2f}"
                    f"  coverage {found.coverage:6.1%}  told of an effect {found.significant:6.1%}"
                )
    service = []
    for case in SERVICE_CASES:
        measured = evaluate_service(case, service_companies)
        service.append(measured)
        print(case.words, flush=True)
        for measure, found in measured.standardised.items():
            if found is not None:
                print(
                    f"    {measure:<26} bias {found.bias:+.3f}  rms {found.rms:.3f}"
                    f"  coverage {found.coverage:6.1%}"
                )
    learning = []
    for case in LEARNING_CASES:
        learnt = evaluate_learning(case, teams)
        learning.append(learnt)
        print(
            f"{case.words}: coverage {learnt.coverage:.1%}, certified {learnt.certified:.0%}, "
            f"wrongly {learnt.certified_wrongly:.1%}, dip claimed {learnt.dip_claimed:.0%}",
            flush=True,
        )
    docs = REPOSITORY / "docs"
    write_figure(cost, docs / "pictures" / "evaluation.svg")
    text = page(cost, service, learning, (cost_companies, service_companies, teams))
    (docs / "evaluation.md").write_text(text)


if __name__ == "__main__":
    main()
