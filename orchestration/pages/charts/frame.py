"""What all charts share: the frame with its scales, round ticks, labels that keep apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

LABEL_GAP = 17.0
# Width of a letter of the chart's text, in units of the drawing: wide enough for any font.
LETTER = 6.6


@dataclass(frozen=True)
class Frame:
    """A drawing of `width` by `height` units whose plot runs from `low` to `high`."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    @property
    def plot_right(self) -> float:
        return self.width - self.right

    @property
    def plot_bottom(self) -> float:
        return self.height - self.bottom

    def y(self, value: float) -> float:
        share = (self.high - value) / (self.high - self.low)
        return self.top + (self.plot_bottom - self.top) * share

    def x(self, index: float, count: int) -> float:
        """Where the point `index` of `count` points stands, from edge to edge of the plot."""
        return self.left + (self.plot_right - self.left) * index / max(count - 1, 1)

    def slot(self, count: int) -> float:
        return (self.plot_right - self.left) / max(count, 1)


def nice_ticks(low: float, high: float, about: int = 4, *, with_zero: bool = True) -> list[float]:
    """Round steps (1, 2, 2.5 or 5 times a power of ten) that cover the range; zero among them."""
    if with_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    first = floor(low / step + 1e-9)
    last = max(ceil(high / step - 1e-9), first + 1)
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


def short(name: str, letters: int) -> str:
    """A name that fits; the whole of it belongs into a tooltip and into the table."""
    return name if len(name) <= letters else name[: letters - 1].rstrip() + "…"


def grid(ticks: Sequence[float], frame: Frame, written: Callable[[float], str]) -> Iterator[str]:
    """A line and a label for every tick; zero's is darker."""
    for tick in ticks:
        y = frame.y(tick)
        style = "axis" if tick == 0 else "grid"
        yield (
            f'<line class="{style}" x1="{frame.left}" x2="{frame.plot_right}" y1="{y:.1f}" '
            f'y2="{y:.1f}"/><text x="{frame.left - 8}" y="{y + 4:.1f}" text-anchor="end">'
            f"{escape(written(tick))}</text>"
        )


def bottom_labels(
    labels: Sequence[str], frame: Frame, place: Callable[[int], float]
) -> Iterator[str]:
    """As many of the labels as fit under the plot without touching each other."""
    widest = max((len(label) for label in labels), default=1) * LETTER + 12
    room = (frame.plot_right - frame.left) / max(len(labels), 1)
    every = max(1, ceil(widest / room))
    for index in range(0, len(labels), every):
        yield (
            f'<text x="{place(index):.1f}" y="{frame.height - 8:.0f}" text-anchor="middle">'
            f"{escape(labels[index])}</text>"
        )


def svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    """The drawing; its title is what a screen reader says."""
    return Markup(
        f'<svg class="chart" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg>'
    )
