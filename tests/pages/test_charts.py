"""Charts are plain geometry: what is drawn is as long as what it stands for."""

import re
from itertools import pairwise

import pytest

from orchestration.pages.charts import (
    Band,
    Line,
    Mark,
    Series,
    Step,
    lines,
    stacked_area,
    stacked_columns,
    waterfall,
)
from orchestration.pages.charts.frame import nice_ticks, spread


def points(markup: str, style: str) -> list[tuple[float, float]]:
    found = re.search(rf'<polygon class="{style}" points="([^"]+)"', markup)
    assert found
    return [(float(x), float(y)) for x, y in (p.split(",") for p in found[1].split())]


def bars(markup: str, style: str) -> list[tuple[float, float]]:
    """Where each bar starts and how long it is."""
    found = re.findall(rf'<rect class="{style}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', markup)
    return [(float(x), float(width)) for x, width in found]


def area(*series: Series, unfinished: int = 0) -> str:
    labels = [f"M{index}" for index in range(len(series[0].values))]
    return stacked_area(labels, series, title="Cost", amount="{:.0f}".format, unfinished=unfinished)


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


def test_ticks_without_zero_stay_near_the_range() -> None:
    assert nice_ticks(0.86, 0.94, with_zero=False) == pytest.approx([0.86, 0.88, 0.90, 0.92, 0.94])


def test_a_layer_lies_on_the_one_below_and_is_as_high_as_its_amount() -> None:
    markup = area(Series("a", [10, 20], "series-1"), Series("b", [30, 5], "series-2"))
    first, second = points(markup, "series-1"), points(markup, "series-2")
    assert [y for _, y in first[:2]] == [y for _, y in reversed(second[2:])]
    ten = first[3][1] - first[0][1]
    assert first[2][1] - first[1][1] == pytest.approx(2 * ten, abs=0.2)
    assert second[3][1] - second[0][1] == pytest.approx(3 * ten, abs=0.2)


def test_a_credit_lowers_what_lies_above_it() -> None:
    markup = area(Series("a", [40, 40], "series-1"), Series("b", [-10, 0], "series-2"))
    upper = points(markup, "series-2")
    assert upper[0][1] > upper[3][1]
    assert upper[1][1] == upper[2][1]


def test_months_that_are_not_over_lie_behind_a_veil() -> None:
    assert "veil" not in area(Series("a", [10, 20, 5], "series-1"))
    veiled = area(Series("a", [10, 20, 5], "series-1"), unfinished=1)
    start = re.search(r'class="veil" x="([\d.]+)"', veiled)
    assert start
    assert float(start[1]) == points(veiled, "series-1")[1][0]


def test_names_are_escaped_and_long_ones_are_cut_with_the_whole_in_the_tooltip() -> None:
    name = "<b>A very long name & more of it</b>"
    markup = area(Series(name, [10, 10], "series-1"))
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


def test_a_column_of_twice_the_amount_is_twice_as_high() -> None:
    markup = stacked_columns(
        ["00", "01"], [Series("a", [10, 20], "series-1")], title="Hours", amount=str, faded=(1,)
    )
    heights = re.findall(
        r'class="series-1(?: faded)?" x="[\d.]+" y="[\d.]+" .*?height="([\d.]+)"', markup
    )
    assert float(heights[1]) == pytest.approx(2 * float(heights[0]), abs=0.11)
    assert markup.count("series-1 faded") == 1


def test_a_waterfall_goes_on_where_the_last_step_ended() -> None:
    markup = waterfall(
        [
            Step("Before", 120, "$120", "level", is_level=True),
            Step("Moved", -30, "−$30", "gain", low=-35, high=-20),
            Step("Dearer", 10, "+$10", "loss"),
            Step("After", 100, "$100", "level", is_level=True),
        ],
        title="Bridge",
        amount=str,
    )
    (before, width), (after, last) = bars(markup, "level")
    ((gain, saved),) = bars(markup, "gain")
    ((loss, lost),) = bars(markup, "loss")
    assert before == after
    assert saved == pytest.approx(width / 4, abs=0.2)
    assert gain + saved == pytest.approx(before + width, abs=0.2)
    assert loss == pytest.approx(gain, abs=0.2)
    assert loss + lost == pytest.approx(after + last, abs=0.2)
    whisker = re.search(r'class="whisker" d="M([\d.]+) [\d.]+v8M[\d.]+ [\d.]+H([\d.]+)', markup)
    assert whisker
    unit = width / 120
    assert float(whisker[1]) == pytest.approx(before + (120 - 35) * unit, abs=0.2)
    assert float(whisker[2]) == pytest.approx(before + (120 - 20) * unit, abs=0.2)


def test_a_line_has_a_gap_where_nothing_is_known() -> None:
    markup = lines(
        ["a", "b", "c", "d"],
        [Line("x", [0.1, None, 0.3, 0.2], "series-1")],
        title="Shares",
        written=str,
        band=Band("before", 0.1, 0.2),
        marks=[Mark(1.5, "cut-over")],
    )
    path = re.search(r'<path class="line series-1" d="([^"]+)"', markup)
    assert path
    assert path[1].count("M") == 2
    assert markup.count("<circle") == 3
    assert ">before</text>" in markup
    assert ">cut-over</text>" in markup


def test_a_chart_without_data_is_still_a_picture() -> None:
    assert "</svg>" in stacked_area([], [], title="Nothing", amount=str)
    assert "</svg>" in stacked_columns([], [], title="Nothing", amount=str)
    assert "</svg>" in waterfall([], title="Nothing", amount=str)
    assert "</svg>" in lines([], [], title="Nothing", written=str)
