"""Weights, load and the normalised change on tickets that one can count by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student_t

from orchestration.statistics.comparison_months import months_later
from orchestration.statistics.service_weights import load_bands, weights_before
from orchestration.statistics.standardisation import (
    ATTAINMENT,
    P50,
    StandardisedChange,
    TooFewTicketsError,
    standardise,
)
from tests.statistics.simulated_demand import FIRST_MONTH

Cells = dict[str, tuple[int, list[float]]]
"""Channel -> tickets a month, and the values that they take turns in."""


def tickets(
    before: Cells, after: Cells, before_months: int = 12, after_months: int = 6, gap: int = 0
) -> pd.DataFrame:
    """The same tickets in every month of a part; a cell is a channel."""
    rows = [
        {
            "month": months_later(FIRST_MONTH, at),
            "part": "before" if at < before_months else "after",
            "channel": channel,
            "cell": channel,
            "load_band": 1,
            "value": value,
            "count": count / len(values),
        }
        for at in range(before_months + gap + after_months)
        if not before_months <= at < before_months + gap
        for channel, (count, values) in (before if at < before_months else after).items()
        for value in values
    ]
    return pd.DataFrame(rows)


def test_weights_give_the_mix_after_and_pull_thin_cells_to_their_pool() -> None:
    # Cell a: 50 before, 60 after; cell b: 150 before, 40 after. Trust in a is 50 / 100, in b
    # 150 / 200, so 60 * 0.5 = 30 stays in a, 40 * 0.75 = 30 in b, and 40 is spread over all 200:
    # a weighs 30 / 50 + 40 / 200 = 0.8, b 30 / 150 + 0.2 = 0.4. Their mean (40 + 60) / 200 = 0.5
    # becomes 1.
    cell = np.array([0, 1, 0, 1])
    is_after = np.array([False, False, True, True])
    weight = weights_before([cell], is_after, np.array([50.0, 150.0, 60.0, 40.0]))
    assert weight == pytest.approx([1.6, 0.8, 0.0, 0.0])


def test_a_cell_that_was_never_seen_goes_to_its_pool() -> None:
    # Pool 0 has cells 0 (seen) and 1 (only after), pool 1 has cell 2. After: all in cell 1. Of
    # its 100 the pool keeps 950 / 1,000 = 95, the other 5 are spread over all 1,900.
    cells, pool = np.array([0, 2, 1]), np.array([0, 1, 0])
    is_after = np.array([False, False, True])
    weight = weights_before([cells, pool], is_after, np.array([950.0, 950.0, 100.0]))
    # 95 / 950 + 5 / 1,900 against 5 / 1,900: shares 97.5% and 2.5% of twice 950.
    assert weight == pytest.approx([1.95, 0.05, 0.0])


def test_no_ticket_weighs_more_than_ten_times_the_usual() -> None:
    # Ten before in the only cell that came after, 10,000 in the other.
    cell, is_after = np.array([0, 1, 0]), np.array([False, False, True])
    count = np.array([100.0, 100_000.0, 1_000.0])
    weight = weights_before([cell], is_after, count)
    uncapped_ratio = (100_100 * 2 / 3 / 100) / (100_100 / 3 / 100_100)
    assert weight[0] / weight[1] < uncapped_ratio / 50
    assert count[:2] @ weight[:2] == pytest.approx(100_100)


def test_steady_arrivals_are_a_load_of_one() -> None:
    days = pd.DataFrame(
        {"day": pd.date_range("2025-01-01", periods=100), "channel": "mail", "arrivals": 40}
    )
    bands = load_bands(days)
    assert bands["load"].tolist() == pytest.approx([1.0] * 100)
    assert set(bands["load_band"]) == {1}


def test_a_channel_that_doubles_is_busy_until_its_capacity_follows() -> None:
    # From day 60 on 80 instead of 40 a day. On day 60 six days count 1 and one 80 / 40 = 2:
    # 8 / 7 = 1.143, band 2. On day 66 all seven are above 1.3. On day 130 the 56 days ahead and
    # the week before them are all 80: 1 again.
    volume = np.where(np.arange(140) < 60, 40, 80)
    days = pd.DataFrame(
        {"day": pd.date_range("2025-01-01", periods=140), "channel": "chat", "arrivals": volume}
    )
    steady = days.assign(channel="mail", arrivals=40)
    bands = load_bands(pd.concat([days, steady]))
    chat = bands.loc[bands["channel"] == "chat"].reset_index(drop=True)
    assert chat["load"][60] == pytest.approx(8 / 7)
    assert chat["load_band"][[59, 60, 66, 130]].tolist() == [1, 2, 3, 1]
    assert set(bands.loc[bands["channel"] == "mail", "load_band"]) == {1}


def test_days_without_arrivals_count_as_zero() -> None:
    # Every other day 60: capacity 30 a day, and seven days hold three or four of them.
    days = pd.DataFrame(
        {"day": pd.date_range("2025-01-01", periods=50, freq="2D"), "channel": "m", "arrivals": 60}
    )
    load = load_bands(days)["load"].to_numpy()[70:]
    assert sorted({round(float(one), 3) for one in load}) == [0.857, 1.143]


def test_a_shift_of_mix_alone_is_no_change() -> None:
    # Mail is attained in half of the cases, phone always; 50:50 becomes 20:80.
    found = _attainment(
        {"mail": (500, [0.0, 1.0]), "phone": (500, [1.0])},
        {"mail": (200, [0.0, 1.0]), "phone": (800, [1.0])},
    )
    assert found.unadjusted_change == pytest.approx(0.9 - 0.75)
    # 6,000 tickets of each cell: all but a 121st of the mix after is met.
    assert found.change == pytest.approx(0.0, abs=0.002)
    assert found.change_low < 0 < found.change_high


def test_what_the_same_tickets_got_is_the_change() -> None:
    # Phone stays at 100%, mail goes from 50% to 75%: with 20% mail after, 0.2 * 0.25 = 5 points.
    found = _attainment(
        {"mail": (500, [0.0, 1.0]), "phone": (500, [1.0])},
        {"mail": (200, [0.0, 1.0, 1.0, 1.0]), "phone": (800, [1.0])},
    )
    assert found.change == pytest.approx(0.05, abs=0.002)
    assert found.after == pytest.approx(0.95)
    assert [(one.channel, one.tickets_after) for one in found.channels] == [
        ("mail", 1_200),
        ("phone", 4_800),
    ]
    assert found.channels[1].volume_share_ratio == pytest.approx(1.6, abs=0.001)


def test_times_are_compared_within_a_channel() -> None:
    # Chat halves from 60 to 30 seconds, mail stays: half of the tickets are chat, log(1/2) / 2.
    before: Cells = {"chat": (500, [60.0]), "mail": (500, [7_200.0])}
    found = standardise(tickets(before, {**before, "chat": (500, [30.0])}), P50)
    assert found.change == pytest.approx(np.log(0.5) / 2)


def test_the_interval_of_equal_months_is_that_of_the_prior() -> None:
    # Twelve equal months: variance 4 * 0.05^2 / (4 + 11); correlation 12 * 0.3 / 24 = 0.15, so a
    # month counts 1.15 / 0.85 = 1.353 times; 15 degrees of freedom.
    found = _attainment({"mail": (500, [0.0, 1.0])}, {"mail": (500, [0.0, 1.0])})
    variance, factor = 4 * 0.05**2 / 15, 1.15 / 0.85
    error = 1.1 * np.sqrt(variance * (factor / 12 + factor / 6))
    assert found.degrees_of_freedom == 15
    reach = student_t.ppf(0.975, 15) * error
    assert found.change_high == pytest.approx(reach)
    assert found.change_low == pytest.approx(-reach)


def test_fewer_than_twelve_months_before_widen() -> None:
    cells: Cells = {"mail": (500, [0.0, 1.0])}
    short = standardise(tickets(cells, cells, before_months=11), ATTAINMENT)
    # 4 * 0.05^2 / 14, correlation 3.6 / 23 = 0.1565, widened by 1.7.
    variance, factor = 4 * 0.05**2 / 14, (1 + 3.6 / 23) / (1 - 3.6 / 23)
    error = 1.7 * 1.1 * np.sqrt(variance * (factor / 11 + factor / 6))
    assert short.change_high == pytest.approx(student_t.ppf(0.975, 14) * error)
    assert short.reason == "wide interval: 11 months before, 12 show a year"


def test_a_jump_of_chat_widens_and_is_named() -> None:
    before: Cells = {"chat": (200, [0.0, 1.0]), "mail": (800, [0.0, 1.0])}
    jumped: Cells = {"chat": (500, [0.0, 1.0]), "mail": (500, [0.0, 1.0])}
    calm, shifted = _attainment(before, before), _attainment(before, jumped)
    # Half of the tickets in each: 0.5 * log(0.5 / 0.2) + 0.5 * log(0.8 / 0.5) = 0.693 of shift,
    # each point worth 0.075 of standard deviation.
    extra = 0.075 * (0.5 * np.log(2.5) + 0.5 * np.log(1.6))
    quantile = student_t.ppf(0.975, 15)
    expected = quantile * np.hypot(calm.change_high / quantile, extra)
    assert shifted.change_high - shifted.change == pytest.approx(expected, rel=0.01)
    assert shifted.is_attributable
    assert shifted.reason is not None
    assert "the share of chat became 2.5 times" in shifted.reason


@pytest.mark.parametrize(("after", "is_attributable"), [(1_140, True), (1_160, False)])
def test_demand_that_left_its_trend_is_not_attributable(after: int, is_attributable: bool) -> None:
    # Against the same months a year ago, 14% and 16% more.
    found = _attainment({"mail": (1_000, [0.0, 1.0])}, {"mail": (after, [0.0, 1.0])})
    assert found.is_attributable == is_attributable
    if not is_attributable:
        assert found.reason == "not attributable: demand left its trend by +16% after the move"


def test_growth_that_goes_on_is_attributable() -> None:
    # A fifth more every year, before as after.
    frame = tickets({"mail": (1_000, [0.0, 1.0])}, {"mail": (1_000, [0.0, 1.0])}, before_months=24)
    years = pd.to_datetime(frame["month"]).dt.year - 2020
    grown = frame.assign(count=frame["count"] * 1.2**years)
    assert standardise(grown, ATTAINMENT).is_attributable


def test_tickets_without_a_value_are_left_out() -> None:
    cells: Cells = {"mail": (500, [0.0, 1.0])}
    frame = tickets(cells, cells)
    unanswered = frame.assign(value=np.nan)
    found = standardise(pd.concat([frame, unanswered]), ATTAINMENT)
    assert found == standardise(frame, ATTAINMENT)


def test_only_the_last_24_months_before_count() -> None:
    cells: Cells = {"mail": (500, [0.0, 1.0])}
    frame = tickets(cells, cells, before_months=30)
    found = standardise(frame, ATTAINMENT)
    assert found.before_months == 24
    old = pd.to_datetime(frame["month"]) < "2020-07-01"
    assert standardise(frame.assign(value=frame["value"].mask(old, 1.0)), ATTAINMENT) == found


def test_grouped_tickets_give_what_single_ones_give() -> None:
    cells: Cells = {"chat": (4, [20.0, 40.0, 60.0, 90.0]), "mail": (6, [900.0, 1_800.0, 5_000.0])}
    slower: Cells = {"chat": (4, [25.0, 50.0, 75.0, 95.0]), "mail": (6, [800.0, 1_500.0, 5_000.0])}
    grouped = tickets(cells, slower)
    times = grouped["count"].to_numpy(int)
    single = grouped.loc[np.repeat(grouped.index.to_numpy(), times)].assign(count=1.0)
    one, other = standardise(grouped, P50), standardise(single, P50)
    assert one.change == pytest.approx(other.change)
    assert one.change_low == pytest.approx(other.change_low)


def test_one_month_before_is_too_few() -> None:
    cells: Cells = {"mail": (500, [0.0, 1.0])}
    with pytest.raises(TooFewTicketsError, match="attainment: tickets of two months before"):
        standardise(tickets(cells, cells, before_months=1), ATTAINMENT)


def test_channels_that_never_meet_are_refused() -> None:
    with pytest.raises(TooFewTicketsError, match="no channel has tickets before and after"):
        _attainment({"mail": (500, [0.0, 1.0])}, {"chat": (500, [0.0, 1.0])})


def _attainment(before: Cells, after: Cells) -> StandardisedChange:
    return standardise(tickets(before, after), ATTAINMENT)
