"""The page of the evaluation: what was measured, and what the product does where it falls short."""

from collections.abc import Iterable

from tests.evaluation.cost import OURS, CostResult
from tests.evaluation.learning import LearningResult
from tests.evaluation.naive import NAIVE_METHODS
from tests.evaluation.scores import (
    COVERAGE,
    MOST_BIAS,
    MOST_FALSE_ALARMS,
    MOST_RMS,
    REFUSED,
    Score,
    verdict,
)
from tests.evaluation.service import ServiceResult

TITLES = {
    "p50": "p50",
    "p90": "p90",
    "attainment": "attainment",
    "csat": "CSAT",
    "rework": "rework",
}


_INTRODUCTION = """# Evaluation

How well the product says what a move saved, what it did to service and how fast a team learns,
measured on simulated companies whose truth is known. `make evaluate` writes this page anew, equal
to the last letter; the companies are described in `tests/statistics/`, the methods in
`orchestration/statistics/`.

The companies are made up, and their noise is drawn from ranges that we chose: by chance 1-5% of a
month's labour, drift for good 0.5-1.4% a month and, once in eight months, a decision that moves
labour by 2-5%. Real companies may be noisier; that is why the product publishes its noise floor
(the same method inside the months before, where nothing changed) beside every saving.

## Cost

{cost_companies} companies a case. Every company is simulated twice with the same random numbers,
with and without the move. Points are percentage points of what would have been paid.
The bars: bias within {bias}, rms {rms} at most, coverage {low} to {high}, false alarms {alarms} at
most. Chance alone moves a measured coverage by some {noise} points either way; a case is said to be
beyond a bar only if chance, one time in forty, does not take it there. "Interval says so" are cases
whose error is beyond a bar while the interval still holds the truth as often as it claims.

![Companies with no effect that are told of a saving or a loss](pictures/evaluation.svg)
"""

_COST_LIMITS = """
What the product does where a bar is not met:

- **Work that surges or doubles within a year, noise twice the usual**: the error grows beyond the
  bar and so does the interval; the findings name a work ratio outside 0.7 to 1.5 and every month
  that does not fit. Beyond one and a half times the work the saving reads some three points too
  low, beyond two and a half times it is refused.
- **Work that falls**: nobody knows how fast staff would have been let go, so beyond a fall of 5%
  the wander counts twice, and the interval is wider than these companies need.
- **An outlier that stays in**: one month that costs a third more makes all months look noisy, so
  the interval is wider than needed. The month is named; once the owner excludes it by a dated
  decision, the case is a usual one. Both results are published.
- **Six months before, ahead of the peak**: staff that still shrinks after the last peak looks like
  the cost of little work. The estimate is about one point too high; the interval covers it, and
  "season not observed in your own data" stands beside the figure.
- **Half a log, a selected log, three times the work**: refused, with the reason. Uncounted contacts
  of a bot would bias the saving by some twelve points.

"""

_SERVICE_LIMITS = """
{service_companies} companies a case. Times are log ratios within a channel, counted in steps of 5%
as the product counts them, the others differences of shares. "Unadjusted" is the plain difference
of the two windows with the interval of the normalised one. Attributable are companies whose demand
kept its trend within 15%; the others get the figures without the claim that the move caused them.

A jump of chat changes by itself how long contacts wait: a bigger pool runs fuller where one person
had to sit anyway, and answers faster where it was full before; a team that does all channels lets
others wait. Weighting by mix and load alone covers 50-85% there, and what is missing depends on how
the company staffs its channels, which no ticket tells. So we do not correct, we widen: by the log
ratio of the channels' shares, which makes the p90 of such a company a statement of order only. The
figures of each channel stand beside it.

"""

_LEARNING_LIMITS = """
{teams} teams a case, whose error rates fall along curves that the estimate does not have (a power
of practice, an S) and along those that it has. "Not enough data" is the answer for fewer than 20
checks a week in the first twelve weeks. A sudden step at few checks is told from a steep curve
only sometimes; its weeks are covered a little less often than the 95% that the interval claims.
"""


def page(
    cost: list[CostResult],
    service: list[ServiceResult],
    learning: list[LearningResult],
    companies: tuple[int, int, int],
) -> str:
    """The whole page, in Markdown; `companies` are those of a case of each kind."""
    cost_companies, service_companies, teams = companies
    introduction = _INTRODUCTION.format(
        cost_companies=cost_companies,
        bias=f"{MOST_BIAS * 100:.1f}",
        rms=f"{MOST_RMS * 100:.0f}",
        low=f"{COVERAGE[0] * 100:.0f}",
        high=f"{COVERAGE[1]:.0%}",
        alarms=f"{MOST_FALSE_ALARMS:.0%}",
        noise=f"{196 * (0.96 * 0.04 / cost_companies) ** 0.5:.0f}",
    )
    return "\n".join(
        [
            introduction,
            *cost_tables(cost),
            _COST_LIMITS,
            *service_table(service),
            _SERVICE_LIMITS.format(service_companies=service_companies),
            *learning_table(learning),
            _LEARNING_LIMITS.format(teams=teams),
        ]
    )


def cost_tables(results: list[CostResult]) -> list[str]:
    ours = [_cost_row(result) for result in results]
    naive = [
        [result.case.words, *(_naive_cell(result, name) for name in (OURS, *NAIVE_METHODS))]
        for result in results
        if verdict(result.scores[OURS], result.case.is_null) != REFUSED
    ]
    return [
        "### The flexible budget\n",
        *_table(
            ["case", "answered", "bias", "rms", "coverage", "width", "told of an effect", "result"],
            ours,
        ),
        "\n### Beside the usual ways\n",
        "Bias / share told of an effect / coverage. Where the case has no effect, the middle "
        "figure is false alarms.\n",
        *_table(["case", OURS, *NAIVE_METHODS], naive),
        "",
    ]


def service_table(results: list[ServiceResult]) -> list[str]:
    header = [
        "case",
        "measure",
        "attributable",
        "bias",
        "rms",
        "coverage",
        "rms unadjusted",
        "coverage unadjusted",
    ]
    rows = [
        [
            result.case.words,
            title,
            *_service_cells(result.standardised[measure]),
            *_service_cells(result.unadjusted[measure])[2:],
        ]
        for result in results
        for measure, title in TITLES.items()
    ]
    return ["## Service\n", *_table(header, rows), ""]


def learning_table(results: list[LearningResult]) -> list[str]:
    rows = [
        [
            result.case.words,
            f"{result.answered / result.teams:.0%}",
            f"{result.coverage:.1%}",
            f"{result.excess_coverage:.1%}",
            f"{result.certified:.0%}",
            f"{result.certified_wrongly:.1%}",
            "" if result.rms_certified is None else f"{result.rms_certified:.1f}",
            f"{result.dip_claimed:.0%}",
            f"{result.three_good_weeks_wrongly:.0%}",
        ]
        for result in results
    ]
    header = [
        "case",
        "answered",
        "coverage, weeks",
        "coverage, excess errors",
        "certified",
        "wrongly",
        "rms weeks of the certified",
        "a dip is claimed",
        "wrongly by three good weeks",
    ]
    return ["## Learning\n", *_table(header, rows), ""]


def _cost_row(result: CostResult) -> list[str]:
    found = result.scores[OURS]
    said = verdict(found, result.case.is_null)
    if found is None or said == REFUSED:
        answered = 0 if found is None else found.answered / found.companies
        refused = f"{REFUSED}: {_codes(result)}"
        return [result.case.words, f"{answered:.0%}", "", "", "", "", "", refused]
    return [
        result.case.words,
        f"{found.answered / found.companies:.0%}",
        f"{found.bias * 100:+.1f}",
        f"{found.rms * 100:.1f}",
        f"{found.coverage:.1%}",
        f"{found.width * 100:.0f}",
        f"{found.significant:.1%}",
        said,
    ]


def _codes(result: CostResult) -> str:
    return ", ".join(code for code, share in result.findings.items() if share >= 0.5)


def _naive_cell(result: CostResult, method: str) -> str:
    found = result.scores[method]
    if found is None:
        return "not possible"
    return f"{found.bias * 100:+.1f} / {found.significant:.0%} / {found.coverage:.0%}"


def _service_cells(found: Score | None) -> list[str]:
    if found is None:
        return ["0%", "", "", ""]
    return [
        f"{found.answered / found.companies:.0%}",
        f"{found.bias:+.3f}",
        f"{found.rms:.3f}",
        f"{found.coverage:.1%}",
    ]


def _table(header: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]
