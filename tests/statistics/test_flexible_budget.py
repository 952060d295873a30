"""The saving, its interval and its noise floor on months that one can follow by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student_t

from orchestration.statistics.comparison_months import ComparisonMonths, ComparisonMonthsError
from orchestration.statistics.counterfactual import counterfactual_of
from orchestration.statistics.flexible_budget import estimate_saving
from orchestration.statistics.placebo import noise_floor
from tests.statistics.cost_cases import USUAL
from tests.statistics.months import months_of
from tests.statistics.simulated_costs import simulate

# Software is 2,750.00 a month; telecom 16,800.00 over the 182 days of January to June, less a
# credit of 300.00 in February: 2,750 + 16,800 * 31 / 182 = 5,611.54, and so on.
FLAT_OTHER_BEFORE = [5_611.54, 5_126.92, 5_611.54, 5_519.23, 5_611.54, 5_519.23]
FLAT_OTHER_AFTER = [29_118.68, 29_090.66, 29_118.68, 29_118.68, 29_034.62, 29_118.68]


def flat() -> pd.DataFrame:
    """The flat company: 12,500 equal units a month, 120,000.00 before and 70,000.00 after."""
    return months_of(
        before=6,
        gap=3,
        after=6,
        labour=[114_500.0] * 6 + [104_500.0, 106_500.0, 80_000.0] + [40_900.0] * 6,
        other=[*FLAT_OTHER_BEFORE, 30_500.0, 30_750.0, 35_450.0, *FLAT_OTHER_AFTER],
        work=100_000.0,
    )


def test_the_flat_company_would_have_cost_120_000() -> None:
    found = estimate_saving(flat(), fixshare=0.1)
    for month in found.months:
        assert month.counterfactual == pytest.approx(120_000, rel=0.001)
    assert found.saving_share == pytest.approx(50 / 120, abs=0.001)
    assert 0.3 < found.saving_share_low < 0.41 < 0.42 < found.saving_share_high < 0.5
    assert found.is_shown


def test_work_that_follows_the_days_of_the_month_stays_within_one_percent() -> None:
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]
    found = estimate_saving(flat().assign(work=[day * 3_300.0 for day in days]), fixshare=0.1)
    assert found.counterfactual_total / 6 == pytest.approx(120_000, rel=0.01)


def test_the_interval_is_t_on_the_log_of_the_counterfactual_with_a_margin() -> None:
    months = simulate(USUAL, 3).months
    found = estimate_saving(months, 0.2)
    counterfactual = counterfactual_of(ComparisonMonths.of(months), 0.2)
    quantile = student_t.ppf(0.975, counterfactual.degrees_of_freedom)
    reach = np.exp(quantile * 1.05 * counterfactual.total_sd / counterfactual.total)
    assert found.counterfactual_total_high / found.counterfactual_total == pytest.approx(reach)
    paid = found.actual_total
    assert found.saving_share_low == pytest.approx(1 - paid * reach / counterfactual.total)
    assert found.saving_share_high == pytest.approx(1 - paid / reach / counterfactual.total)


def test_the_currency_does_not_matter() -> None:
    months = simulate(USUAL, 4).months
    first = estimate_saving(months, 0.2)
    dearer = months.assign(labour=months["labour"] * 7.5, other=months["other"] * 7.5)
    second = estimate_saving(dearer, 0.2)
    assert second.saving_share == pytest.approx(first.saving_share)
    assert second.saving_share_low == pytest.approx(first.saving_share_low)


def test_a_wage_rise_is_no_loss() -> None:
    # Labour is 90% of cost; wages rise by a tenth after: 90,000 * 1.1 + 10,000 = 109,000.
    rise = [1.0] * 15 + [1.1] * 6
    months = months_of(12, 3, 6, labour=[90_000.0 * level for level in rise], wage=rise)
    found = estimate_saving(months, 0.2)
    assert found.counterfactual_total == pytest.approx(6 * 109_000)
    assert found.saving_share == pytest.approx(0.0, abs=1e-12)
    assert not found.is_shown


def test_an_excluded_month_is_not_learnt_from() -> None:
    months = simulate(USUAL, 5).months.assign(is_excluded=False)
    months.loc[7, "is_excluded"] = True
    dear = months.copy()
    dear.loc[7, "labour"] = 1e6
    assert estimate_saving(months, 0.2) == estimate_saving(dear, 0.2)


def test_equal_months_give_equal_results() -> None:
    months = simulate(USUAL, 6).months
    assert estimate_saving(months, 0.2) == estimate_saving(months.copy(), 0.2)


@pytest.mark.parametrize(("before", "after"), [(2, 6), (6, 1)])
def test_too_few_months_are_no_percentage(before: int, after: int) -> None:
    with pytest.raises(ComparisonMonthsError, match=f"{before} months before and {after} after"):
        estimate_saving(months_of(before, 1, after), 0.2)


def test_months_out_of_order_are_refused() -> None:
    with pytest.raises(ComparisonMonthsError, match="not in order"):
        estimate_saving(months_of(6, 1, 3).iloc[::-1], 0.2)


def test_a_part_out_of_order_is_refused() -> None:
    months = months_of(6, 1, 3).assign(part=["after"] * 4 + ["before"] * 6)
    with pytest.raises(ComparisonMonthsError, match="in this order"):
        estimate_saving(months, 0.2)


@pytest.mark.parametrize(
    ("column", "value"), [("labour", float("nan")), ("work", float("inf")), ("wage", 0.0)]
)
def test_a_missing_number_is_refused_with_its_month(column: str, value: float) -> None:
    months = months_of(6, 1, 3).astype({column: float})
    months.loc[2, column] = value
    with pytest.raises(ComparisonMonthsError, match=f"{column} of 2020-03"):
        estimate_saving(months, 0.2)


def test_months_without_cost_are_refused() -> None:
    with pytest.raises(ComparisonMonthsError, match="no cost or no work"):
        estimate_saving(months_of(6, 1, 3, labour=0.0, other=0.0), 0.2)


def test_eight_months_before_have_no_noise_floor() -> None:
    floor = noise_floor(ComparisonMonths.of(months_of(8, 1, 3)), 0.2)
    assert floor.rms is None
    assert floor.reason == "noise floor not available: 8 months before, not 9"


@pytest.mark.parametrize(("before", "splits"), [(9, 1), (12, 3), (24, 13), (36, 25)])
def test_the_placebo_looks_at_every_split(before: int, splits: int) -> None:
    # 9 months: six and three. 12: four after, begun after month 6, 7 or 8. 24: six after, begun
    # after month 6 to 18.
    assert len(noise_floor(ComparisonMonths.of(months_of(before, 1, 3)), 0.2).savings) == splits


def test_a_steady_company_has_no_noise() -> None:
    # Wages rise by 1% a month and are the only change, so every pretended saving is 0.
    wage = [1.01 ** (at - 17) for at in range(24)]
    months = months_of(18, 1, 5, labour=[90_000.0 * level for level in wage], wage=wage)
    assert noise_floor(ComparisonMonths.of(months), 0.2).rms == pytest.approx(0.0, abs=1e-12)


def test_the_noise_floor_is_the_root_mean_square_of_the_pretended_savings() -> None:
    months = simulate(USUAL, 8).months
    floor = estimate_saving(months, 0.2).noise_floor
    assert floor.rms is not None
    assert floor.rms**2 == pytest.approx(sum(one**2 for one in floor.savings) / 13)
    # The first pretended move: months 1 to 6 before, 7 to 12 after.
    pretended = months.head(12).assign(part=["before"] * 6 + ["after"] * 6)
    pretended["wage"] = pretended["wage"] / pretended["wage"].iloc[5]
    assert floor.savings[0] == pytest.approx(estimate_saving(pretended, 0.2).saving_share)
