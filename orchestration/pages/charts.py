"""Small charts as inline SVG: pure functions from numbers to markup, coloured by the page's style.

Nothing here needs a script, a font or a request. Colours are classes (`series-1` ...), so that one
style sheet serves light, dark and print.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

WIDTH, HEIGHT = 640.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 50.0, 158.0, 14.0, 28.0
LABEL_GAP = 17.0
# Longer names are cut in the margin; the full name is in the tooltip and in the table.
MOST_LETTERS = 22
NARROW_WIDTH, ROW_HEIGHT = 340.0, 44.0


@dataclass(frozen=True)
class Series:
    """One layer of a stack; `style` is the class that colours it."""

    name: str
    values: Sequence[float]
    style: str


@dataclass(frozen=True)
class Bar:
    """One bar with the text that stands at its end."""

    name: str
    value: float
    shown: str
    style: str


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def y(self, value: float) -> float:
        height = HEIGHT - TOP - BOTTOM
        return TOP + height * (self.high - value) / (self.high - self.low)


def stacked_columns(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    amount: Callable[[float], str],
    faded: Collection[int] = (),
) -> Markup:
    """One column per label, one layer per series; what is below zero hangs below the line.

    `faded` holds the positions of columns that are not finished yet. The layers are named at the
    height that they have in the last finished column.
    """
    columns = [[layer.values[index] for layer in series] for index in range(len(labels))]
    ticks = nice_ticks(
        min((sum(v for v in column if v < 0) for column in columns), default=0.0),
        max((sum(v for v in column if v > 0) for column in columns), default=1.0),
    )
    scale = _Scale(ticks[0], ticks[-1])
    slot = (WIDTH - LEFT - RIGHT) / max(len(labels), 1)
    parts = [*_grid(ticks, scale, amount), *_month_labels(labels, slot)]
    for index, values in enumerate(columns):
        x = LEFT + slot * index + slot * 0.09
        fade = " faded" if index in faded else ""
        for layer, bottom, top in _layers(series, values):
            parts.append(
                f'<rect class="{escape(layer.style)}{fade}" x="{x:.1f}" y="{scale.y(top):.1f}" '
                f'width="{slot * 0.82:.1f}" height="{scale.y(bottom) - scale.y(top):.1f}">'
                f"<title>{escape(layer.name)}, {escape(labels[index])}: "
                f"{escape(amount(top - bottom))}</title></rect>"
            )
    finished = [column for index, column in enumerate(columns) if index not in faded] or columns
    if finished:
        parts += _end_labels(series, finished[-1], scale)
    return _svg(WIDTH, HEIGHT, title, parts)


def horizontal_bars(bars: Sequence[Bar], *, title: str) -> Markup:
    """Bars under each other, name and amount above each; the longest fills the width."""
    longest = max((abs(bar.value) for bar in bars), default=0.0) or 1.0
    parts: list[str] = []
    for index, bar in enumerate(bars):
        y = ROW_HEIGHT * index
        width = max(abs(bar.value) / longest * NARROW_WIDTH, 1.5)
        parts += [
            f'<text class="name" x="0" y="{y + 14:.0f}">{escape(bar.name)}</text>',
            f'<text class="value" x="{NARROW_WIDTH:.0f}" y="{y + 14:.0f}" text-anchor="end">'
            f"{escape(bar.shown)}</text>",
            f'<rect class="track" x="0" y="{y + 20:.0f}" width="{NARROW_WIDTH:.0f}" height="9" '
            'rx="2"/>',
            f'<rect class="{escape(bar.style)}" x="0" y="{y + 20:.0f}" width="{width:.1f}" '
            'height="9" rx="2"/>',
        ]
    return _svg(NARROW_WIDTH, ROW_HEIGHT * max(len(bars), 1), title, parts)


def nice_ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round steps (1, 2, 2.5 or 5 times a power of ten) that cover the range and hold zero."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    first, last = floor(low / step), max(ceil(high / step), floor(low / step) + 1)
    return [step * number for number in range(first, last + 1)]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions as near to those wanted as a minimal gap allows, inside the range, same order."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    edge = low
    for index in order:
        placed[index] = max(wanted[index], edge)
        edge = placed[index] + gap
    edge = high
    for index in reversed(order):
        placed[index] = min(placed[index], edge)
        edge = placed[index] - gap
    return placed


def _layers(
    series: Sequence[Series], values: Sequence[float]
) -> Iterator[tuple[Series, float, float]]:
    above = below = 0.0
    for layer, value in zip(series, values, strict=True):
        if value > 0:
            yield layer, above, above + value
            above += value
        elif value < 0:
            yield layer, below + value, below
            below += value


def _grid(ticks: Sequence[float], scale: _Scale, amount: Callable[[float], str]) -> Iterator[str]:
    for tick in ticks:
        y = scale.y(tick)
        style = "axis" if tick == 0 else "grid"
        yield (
            f'<line class="{style}" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(amount(tick))}</text>'
        )


def _month_labels(labels: Sequence[str], slot: float) -> Iterator[str]:
    every = max(1, ceil(len(labels) / 8))
    for index in range(0, len(labels), every):
        x = LEFT + slot * (index + 0.5)
        shown = escape(labels[index])
        yield f'<text x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{shown}</text>'


def _end_labels(series: Sequence[Series], values: Sequence[float], scale: _Scale) -> Iterator[str]:
    """Every layer's name in the margin; a layer without height is named on top of the others."""
    middles = {id(layer): (bottom + top) / 2 for layer, bottom, top in _layers(series, values)}
    top = sum(value for value in values if value > 0)
    wanted = [scale.y(middles.get(id(layer), top)) for layer in series]
    # Drawn from the bottom of the stack upwards, so equal wishes keep the order of the stack.
    upwards = [y - index * 0.01 for index, y in enumerate(wanted)]
    x = WIDTH - RIGHT + 12
    for layer, y in zip(
        series, spread(upwards, LABEL_GAP, TOP + 4, HEIGHT - BOTTOM - 4), strict=True
    ):
        yield (
            f'<rect class="{escape(layer.style)}" x="{x}" y="{y - 5:.1f}" width="10" height="10" '
            f'rx="2"/><text class="name" x="{x + 15}" y="{y + 4:.1f}">{_short(layer.name)}'
            f"<title>{escape(layer.name)}</title></text>"
        )


def _short(name: str) -> Markup:
    return escape(name if len(name) <= MOST_LETTERS else name[: MOST_LETTERS - 1].rstrip() + "…")


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
