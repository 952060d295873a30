"""From one amount to another, step by step, each step a row: long names and phones have room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from orchestration.pages.charts.frame import nice_ticks, short, svg

WIDTH = 540.0
NAMES, AMOUNTS = 176.0, 74.0
ROW, BAR = 25.0, 15.0
AXIS = 22.0
MOST_LETTERS = 27


@dataclass(frozen=True)
class Step:
    """A level (starts from zero) or a change (starts where the last one ended).

    `low` and `high` are the least and the most that the amount may be; `style` colours the bar.
    """

    name: str
    amount: float
    shown: str
    style: str
    is_level: bool = False
    low: float | None = None
    high: float | None = None


def waterfall(steps: Sequence[Step], *, title: str, amount: Callable[[float], str]) -> Markup:
    """One row per step: its name, its bar with a whisker from low to high, its amount."""
    spans = _spans(steps)
    reach = [value for start, end in spans for value in (start, end)]
    ticks = nice_ticks(min(reach, default=0.0), max(reach, default=1.0))
    left, right = NAMES, WIDTH - AMOUNTS

    def x(value: float) -> float:
        return left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    bottom = ROW * len(steps) + 4
    parts = []
    for tick in ticks:
        style = "axis" if tick == 0 else "grid"
        parts.append(
            f'<line class="{style}" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="0" y2="{bottom}"/>'
            f'<text x="{x(tick):.1f}" y="{bottom + 15}" text-anchor="middle">'
            f"{escape(amount(tick))}</text>"
        )
    for index, (step, (start, end)) in enumerate(zip(steps, spans, strict=True)):
        y = ROW * index + (ROW - BAR) / 2 + 2
        parts.append(_row(step, x(min(start, end)), x(max(start, end)), y))
        parts.append(_whisker(step, start, x, y))
        if index + 1 < len(steps):
            parts.append(
                f'<line class="join" x1="{x(end):.1f}" x2="{x(end):.1f}" y1="{y + BAR}" '
                f'y2="{y + ROW}"/>'
            )
    return svg(WIDTH, bottom + AXIS, title, parts)


def _spans(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """From where to where each bar reaches."""
    spans: list[tuple[float, float]] = []
    at = 0.0
    for step in steps:
        start = 0.0 if step.is_level else at
        at = start + step.amount
        spans.append((start, at))
    return spans


def _row(step: Step, left: float, right: float, y: float) -> str:
    middle = y + BAR / 2 + 4
    weight = " strong" if step.is_level else ""
    return (
        f'<text class="name{weight}" x="0" y="{middle:.1f}">'
        f"{escape(short(step.name, MOST_LETTERS))}<title>{escape(step.name)}</title></text>"
        f'<rect class="{escape(step.style)}" x="{left:.1f}" y="{y:.1f}" '
        f'width="{max(right - left, 1.5):.1f}" height="{BAR}" rx="2">'
        f"<title>{escape(step.name)}: {escape(step.shown)}</title></rect>"
        f'<text class="value" x="{WIDTH:.0f}" y="{middle:.1f}" text-anchor="end">'
        f"{escape(step.shown)}</text>"
    )


def _whisker(step: Step, start: float, x: Callable[[float], float], y: float) -> str:
    if step.low is None or step.high is None or step.low == step.high:
        return ""
    low, high, middle = x(start + step.low), x(start + step.high), y + BAR / 2
    return (
        f'<path class="whisker" d="M{low:.1f} {middle - 4:.1f}v8M{low:.1f} {middle:.1f}H{high:.1f}'
        f'M{high:.1f} {middle - 4:.1f}v8"/>'
    )
