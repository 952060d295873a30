"""Every guard rail on months that call for it, and on months that just do not."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from orchestration.statistics.comparison_months import ComparisonMonths
from orchestration.statistics.flexible_budget import SavingEstimate, estimate_saving
from orchestration.statistics.guard_rails import Effect, Finding, judge
from orchestration.statistics.placebo import NoiseFloor
from orchestration.statistics.unusual_months import fixed_step, level_break, outliers
from tests.statistics.cost_cases import COST_CASES, USUAL
from tests.statistics.months import months_of
from tests.statistics.simulated_costs import simulate

FIXSHARE = 0.2


def found(months: pd.DataFrame, code: str, **evidence: float) -> Finding | None:
    """The finding with a code, if there is one; judged as the product does."""
    share = evidence.get("service_dated_share")
    findings = judge(months, FIXSHARE, service_dated_share=share)
    if not any(finding.effect == Effect.REFUSES for finding in findings):
        estimate = estimate_saving(months, FIXSHARE)
        findings = judge(months, FIXSHARE, estimate, share)
    return next((finding for finding in findings if finding.code == code), None)


def test_a_usual_company_is_not_refused() -> None:
    effects = {finding.effect for finding in judge(months_of(24, 3, 9), FIXSHARE)}
    assert effects == set()


def test_two_months_before_are_refused() -> None:
    finding = found(months_of(2, 1, 6), "too_few_months_before")
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert finding.words.startswith("2 full months before the move; a percentage needs 3")
    assert found(months_of(3, 1, 6), "too_few_months_before") is None


def test_one_month_after_is_refused_and_the_day_of_the_percentage_named() -> None:
    # January to June before, July the gap, August after: September is the second full month, and
    # it is over on 1 October.
    finding = found(months_of(6, 1, 1), "too_few_months_after")
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert "there will be one from 2020-10-01 on" in finding.words
    assert found(months_of(6, 1, 2), "too_few_months_after") is None


def test_no_month_after_names_the_day_too() -> None:
    finding = found(months_of(6, 1, 0), "too_few_months_after")
    assert finding is not None
    assert "there will be one from 2020-10-01 on" in finding.words


def test_an_incomplete_month_after_does_not_count_as_full() -> None:
    months = months_of(6, 1, 2).assign(is_incomplete=[False] * 8 + [True])
    finding = found(months, "too_few_months_after")
    assert finding is not None
    assert finding.words.startswith("1 full months after")
    assert "from 2020-10-01 on" in finding.words


def test_an_incomplete_month_before_does_not_count_as_full() -> None:
    months = months_of(3, 1, 2).assign(is_incomplete=[True] + [False] * 5)
    finding = found(months, "too_few_months_before")
    assert finding is not None
    assert finding.words.startswith("2 full months before")


def test_an_incomplete_last_month_makes_it_provisional() -> None:
    months = months_of(6, 1, 3).assign(
        is_incomplete=[False] * 9 + [True], missing=[""] * 9 + ["payroll of October"]
    )
    finding = found(months, "incomplete_month")
    assert finding is not None
    assert finding.effect == Effect.IS_PROVISIONAL
    assert finding.words.startswith("2020-10 is not complete: payroll of October;")


def test_eleven_months_before_have_not_seen_a_season() -> None:
    finding = found(months_of(11, 1, 3), "season_not_observed")
    assert finding is not None
    assert finding.effect == Effect.FLAGS
    assert "season not observed in your own data: 11 months" in finding.words
    assert found(months_of(12, 1, 3), "season_not_observed") is None


def test_a_log_that_was_selected_by_closing_is_refused() -> None:
    # 96% of the tickets in the last two of twelve months: 10 a month, then 1,200 a month.
    months = months_of(8, 1, 3).assign(units=[10.0] * 10 + [1_200.0] * 2)
    finding = found(months, "closing_selection")
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert finding.words.startswith("96% of all tickets lie in the last 2 of 12 months")


def test_a_young_company_is_no_closing_selection() -> None:
    # Six months: the last two hold 40%, little more than their third.
    months = months_of(3, 1, 2).assign(units=[90.0, 90.0, 90.0, 90.0, 120.0, 120.0])
    assert found(months, "closing_selection") is None


@pytest.mark.parametrize("empty", [2, 7, 9])
def test_a_month_without_work_is_refused(empty: int) -> None:
    work = [50_000.0] * 10
    work[empty] = 0.0
    finding = found(months_of(6, 1, 3, work=work), "months_without_work")
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert f"2020-{empty + 1:02}" in finding.words


def test_work_beyond_two_and_a_half_times_is_refused() -> None:
    finding = found(months_of(6, 1, 3, work=[10_000.0] * 7 + [26_000.0] * 3), "grown_too_far")
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert "2.6 times" in finding.words
    most = months_of(6, 1, 3, work=[10_000.0] * 7 + [25_000.0] * 3)
    assert found(most, "grown_too_far") is None


@pytest.mark.parametrize(
    ("ratio", "is_flagged"), [(0.69, True), (0.7, False), (1.5, False), (1.51, True)]
)
def test_work_far_from_before_is_flagged(ratio: float, is_flagged: bool) -> None:
    months = months_of(6, 1, 3, work=[100.0] * 7 + [ratio * 100] * 3)
    finding = found(months, "work_far_from_before")
    assert (finding is not None) == is_flagged
    if finding is not None:
        assert finding.effect == Effect.FLAGS
        assert f"{ratio:.2f} times" in finding.words


def test_bot_outcomes_that_nobody_logged_are_refused_unless_they_are_demand() -> None:
    # Three months after: 400 billed, 300 logged each; 300 requests are missing.
    months = months_of(6, 1, 3).assign(
        bot_billed=[0.0] * 7 + [400.0] * 3, bot_logged=[0.0] * 7 + [300.0] * 3
    )
    refusal = found(months.assign(is_bot_difference_in_work=False), "bot_units_missing")
    assert refusal is not None
    assert refusal.effect == Effect.REFUSES
    assert "1,200 outcomes and logged 900 tickets: 300 requests are missing" in refusal.words
    flag = found(months.assign(is_bot_difference_in_work=True), "bot_units_added")
    assert flag is not None
    assert flag.effect == Effect.FLAGS
    assert "300 requests that no ticket shows are counted" in flag.words
    enough = months.assign(bot_logged=months["bot_billed"])
    assert found(enough, "bot_units_missing") is None


def test_invoices_without_service_dates_are_refused() -> None:
    months = months_of(6, 1, 3)
    finding = found(months, "undated_invoices", service_dated_share=0.89)
    assert finding is not None
    assert finding.effect == Effect.REFUSES
    assert finding.words.startswith("89% of the invoice amount")
    assert found(months, "undated_invoices", service_dated_share=0.9) is None


def test_a_fixed_cost_that_steps_in_the_last_six_months_is_named() -> None:
    # 10,000 a month, from the tenth of twelve months on 15,000: 5 of 101.25 thousand.
    fixed = [10_000.0] * 9 + [15_000.0] * 7
    months = months_of(12, 1, 3, other=fixed).assign(fixed=fixed)
    finding = found(months, "fixed_cost_step")
    assert finding is not None
    assert finding.effect == Effect.FLAGS
    assert "moved by +4.9% of the mean month in 2020-10" in finding.words


def test_a_fixed_cost_that_stepped_long_ago_or_little_is_not_named() -> None:
    long_ago = [10_000.0] * 3 + [15_000.0] * 13
    little = [10_000.0] * 9 + [12_000.0] * 7
    for fixed in (long_ago, little):
        months = months_of(12, 1, 3, other=fixed).assign(fixed=fixed)
        assert found(months, "fixed_cost_step") is None


def test_a_fixed_step_is_told_from_a_wobble() -> None:
    fixed = np.array([10.0, 14.0] * 5 + [12.0, 16.0], float)
    compared = ComparisonMonths.of(months_of(12, 1, 3, labour=80.0, other=12.0))
    assert fixed_step(compared, np.concatenate([fixed, [0.0] * 4])) is None


def test_an_outlier_is_named_and_no_other_month() -> None:
    labour = [90_000.0, 90_900.0] * 14
    labour[5] = 150_000.0
    compared = ComparisonMonths.of(months_of(24, 1, 3, labour=labour))
    named = outliers(compared, FIXSHARE)
    assert [odd.month for odd in named] == [date(2020, 6, 1)]
    # 160,000 against the 100,450 of a usual month, up to what the level has wandered.
    assert named[0].share == pytest.approx(160_000 / 100_450 - 1, abs=0.01)
    finding = found(months_of(24, 1, 3, labour=labour), "outlier_month")
    assert finding is not None
    assert finding.effect == Effect.FLAGS
    assert finding.words.startswith("2020-06 cost +59%")


def test_a_break_of_level_is_named_by_its_month() -> None:
    labour = [90_000.0] * 12 + [115_000.0] * 16
    compared = ComparisonMonths.of(months_of(24, 1, 3, labour=labour))
    moved = level_break(compared, FIXSHARE)
    assert moved is not None
    assert moved.month == date(2021, 1, 1)
    assert moved.share == pytest.approx(0.25, abs=0.01)
    finding = found(months_of(24, 1, 3, labour=labour), "level_break")
    assert finding is not None
    assert finding.words.startswith("from 2021-01 on")


def test_a_steady_level_is_no_break() -> None:
    compared = ComparisonMonths.of(months_of(24, 1, 3))
    assert level_break(compared, FIXSHARE) is None
    assert outliers(compared, FIXSHARE) == []


def test_excluded_months_are_named() -> None:
    months = months_of(12, 1, 3).assign(is_excluded=[False, True, True, *[False] * 13])
    finding = found(months, "months_excluded")
    assert finding is not None
    assert finding.words.startswith("2020-02, 2020-03 excluded by decision")


def test_an_interval_with_zero_in_it_shows_no_saving() -> None:
    months = months_of(12, 1, 3, labour=[90_000.0] * 13 + [88_000.0] * 3)
    estimate = estimate_saving(months, FIXSHARE)
    codes = _effects(months, estimate)
    assert codes["interval_includes_zero"] == Effect.SHOWS_NO_SAVING
    assert not estimate.is_shown


def test_a_saving_inside_the_noise_floor_is_not_distinguishable() -> None:
    months = months_of(12, 1, 3, labour=[90_000.0] * 13 + [60_000.0] * 3)
    estimate = estimate_saving(months, FIXSHARE)
    assert estimate.is_shown
    assert "inside_noise_floor" not in _effects(months, estimate)
    noisy = _with_floor(estimate, 0.31)
    assert _effects(months, noisy)["inside_noise_floor"] == Effect.SHOWS_NO_SAVING
    assert not noisy.is_shown


def test_refusals_come_first() -> None:
    months = months_of(2, 1, 3, work=[100.0] * 3 + [40.0] * 3)
    effects = [finding.effect for finding in judge(months, FIXSHARE, service_dated_share=0.5)]
    assert effects == [Effect.REFUSES, Effect.REFUSES, Effect.FLAGS]


@pytest.mark.parametrize(
    ("case_id", "code"),
    [
        ("closing", "closing_selection"),
        ("exploding", "grown_too_far"),
        ("bot_uncounted", "bot_units_missing"),
    ],
)
def test_simulated_companies_of_a_hopeless_case_are_refused(case_id: str, code: str) -> None:
    case = next(case for case in COST_CASES if case.case_id == case_id)
    for seed in range(20):
        company = simulate(case, seed)
        findings = judge(company.months, company.fixshare)
        assert code in [f.code for f in findings if f.effect == Effect.REFUSES]


def test_equal_months_are_judged_equally() -> None:
    company = simulate(USUAL, 1)
    assert judge(company.months, 0.2) == judge(company.months.copy(), 0.2)


def _effects(months: pd.DataFrame, estimate: SavingEstimate) -> dict[str, Effect]:
    return {finding.code: finding.effect for finding in judge(months, FIXSHARE, estimate)}


def _with_floor(estimate: SavingEstimate, rms: float) -> SavingEstimate:
    return SavingEstimate(**{**vars(estimate), "noise_floor": NoiseFloor(rms, (rms,), None)})
