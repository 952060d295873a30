"""Charts are plain geometry: what is drawn is as high as what it stands for."""

import re
from itertools import pairwise

import pytest

from orchestration.pages.charts import (
    Bar,
    Series,
    horizontal_bars,
    nice_ticks,
    spread,
    stacked_columns,
)


def heights(markup: str, style: str) -> list[float]:
    """Heights of the columns' parts; the 10 units high squares of the legend are left out."""
    found = re.findall(rf'<rect class="{style}(?: faded)?"[^>]*? height="([\d.]+)"', markup)
    return [float(height) for height in found if height != "10"]


def drawn(*series: Series, faded: tuple[int, ...] = ()) -> str:
    labels = [f"M{index}" for index in range(len(series[0].values))]
    return stacked_columns(labels, series, title="Cost", amount="{:.0f}".format, faded=faded)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 123_000, [0, 50_000, 100_000, 150_000]),
        (-10, 100, [-50, 0, 50, 100]),
        (0, 0, [0, 0.25, 0.5, 0.75, 1]),
        (0, 4, [0, 1, 2, 3, 4]),
    ],
)
def test_ticks_are_round_and_hold_zero_and_the_range(
    low: float, high: float, ticks: list[float]
) -> None:
    found = nice_ticks(low, high)
    assert 0 in found
    assert found[0] <= low
    assert found[-1] >= high
    if high:
        assert found == ticks


def test_a_layer_of_twice_the_amount_is_twice_as_high() -> None:
    markup = drawn(Series("a", [10, 20], "series-1"), Series("b", [30, 5], "series-2"))
    first, second = heights(markup, "series-1")
    assert second == pytest.approx(2 * first, abs=0.11)
    assert heights(markup, "series-2")[0] == pytest.approx(3 * first, abs=0.16)


def test_a_credit_hangs_below_the_line_and_nothing_is_drawn_for_zero() -> None:
    markup = drawn(Series("a", [-10, 0], "series-1"), Series("b", [30, 30], "series-2"))
    assert len(heights(markup, "series-1")) == 1
    axis = re.search(r'class="axis"[^>]* y1="([\d.]+)"', markup)
    below = re.search(r'class="series-1" x="[\d.]+" y="([\d.]+)"', markup)
    assert axis
    assert below
    assert float(below[1]) == pytest.approx(float(axis[1]), abs=0.1)


def test_an_unfinished_month_is_pale() -> None:
    markup = drawn(Series("a", [10, 20], "series-1"), faded=(1,))
    assert markup.count("series-1 faded") == 1


def test_names_are_escaped_and_long_ones_are_cut_with_the_whole_in_the_tooltip() -> None:
    name = "<b>A very long name & more of it</b>"
    markup = drawn(Series(name, [10], "series-1"))
    assert "<b>" not in markup
    assert "…" in markup
    assert "&lt;b&gt;A very long name &amp; more of it&lt;/b&gt;</title>" in markup


def test_labels_keep_their_distance_their_order_and_the_range() -> None:
    wanted = [50.0, 50.0, 51.0, 52.0, 200.0, 199.0]
    placed = spread(wanted, 17, 10, 205)
    assert all(10 <= position <= 205 for position in placed)
    ordered = sorted(placed)
    assert all(later - earlier >= 17 - 1e-9 for earlier, later in pairwise(ordered))
    assert placed.index(max(placed)) == 4


def test_the_longest_bar_fills_the_width() -> None:
    bars = [Bar("a", 50, "$50", "bar"), Bar("b", -25, "−$25", "bar credit")]
    markup = horizontal_bars(bars, title="Kinds")
    widths = re.findall(r'class="bar[^"]*" x="0" y="\d+" width="([\d.]+)"', markup)
    assert [float(width) for width in widths] == [340, 170]


def test_a_chart_without_data_is_still_a_picture() -> None:
    assert "</svg>" in stacked_columns([], [], title="Nothing", amount=str)
    assert "</svg>" in horizontal_bars([], title="Nothing")
