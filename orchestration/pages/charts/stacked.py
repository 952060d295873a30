"""Amounts that add up: as an area over months, or as columns over hours."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from orchestration.pages.charts.frame import (
    LABEL_GAP,
    LETTER,
    Frame,
    bottom_labels,
    grid,
    nice_ticks,
    short,
    spread,
    svg,
)

WIDTH, HEIGHT = 540.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 152.0, 22.0, 28.0
MOST_LETTERS = 20


@dataclass(frozen=True)
class Series:
    """One layer of a stack; `style` is the class that colours it."""

    name: str
    values: Sequence[float]
    style: str


def stacked_area(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    amount: Callable[[float], str],
    unfinished: int = 0,
    marks: Mapping[int, str] | None = None,
) -> Markup:
    """Layers over each other from point to point; a credit lowers all that lie above it.

    The last `unfinished` points are behind a veil. `marks` are vertical lines by point. The layers
    are named at the height that they have in the last finished point.
    """
    tops = _tops(series, len(labels))
    edges = [0.0, *(value for top in tops for value in top)]
    ticks = nice_ticks(min(edges), max(max(edges), 1.0))
    frame = Frame(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, ticks[0], ticks[-1])
    count = len(labels)
    parts = [*grid(ticks, frame, amount)]
    below = [0.0] * count
    for layer, top in zip(series, tops, strict=True):
        if count:
            parts.append(_polygon(layer, below, top, frame))
        below = top
    if 0 < unfinished < count:
        start = frame.x(count - 1 - unfinished, count)
        parts.append(
            f'<rect class="veil" x="{start:.1f}" y="{frame.top}" '
            f'width="{frame.plot_right - start:.1f}" height="{frame.plot_bottom - frame.top:.1f}">'
            "<title>The month is not over</title></rect>"
        )
    parts += _marks(marks or {}, frame, count)
    parts += bottom_labels(labels, frame, lambda index: frame.x(index, count))
    if count:
        last = max(count - 1 - unfinished, 0)
        parts += _end_labels(series, [layer.values[last] for layer in series], frame)
    return svg(WIDTH, HEIGHT, title, parts)


def stacked_columns(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    title: str,
    amount: Callable[[float], str],
    faded: Collection[int] = (),
) -> Markup:
    """One column per label, one layer per series, none below zero; `faded` columns are pale."""
    tops = _tops(series, len(labels))
    ticks = nice_ticks(0.0, max((value for top in tops for value in top), default=1.0) or 1.0)
    frame = Frame(WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, ticks[0], ticks[-1])
    slot = frame.slot(len(labels))
    parts = [
        *grid(ticks, frame, amount),
        *bottom_labels(labels, frame, lambda index: frame.left + slot * (index + 0.5)),
    ]
    below = [0.0] * len(labels)
    for layer, top in zip(series, tops, strict=True):
        for index, value in enumerate(layer.values):
            if value:
                y, height = frame.y(top[index]), frame.y(below[index]) - frame.y(top[index])
                fade = " faded" if index in faded else ""
                parts.append(
                    f'<rect class="{escape(layer.style)}{fade}" '
                    f'x="{frame.left + slot * (index + 0.09):.1f}" y="{y:.1f}" '
                    f'width="{slot * 0.82:.1f}" height="{height:.1f}"><title>'
                    f"{escape(layer.name)}, {escape(labels[index])}: {escape(amount(value))}"
                    "</title></rect>"
                )
        below = top
    if labels:
        highest = max(range(len(labels)), key=lambda index: below[index])
        parts += _end_labels(series, [layer.values[highest] for layer in series], frame)
    return svg(WIDTH, HEIGHT, title, parts)


def _tops(series: Sequence[Series], count: int) -> list[list[float]]:
    tops: list[list[float]] = []
    total = [0.0] * count
    for layer in series:
        total = [sum(pair) for pair in zip(total, layer.values, strict=True)]
        tops.append(total)
    return tops


def _polygon(layer: Series, below: Sequence[float], top: Sequence[float], frame: Frame) -> str:
    count = len(top)
    there = [f"{frame.x(i, count):.1f},{frame.y(top[i]):.1f}" for i in range(count)]
    back = [f"{frame.x(i, count):.1f},{frame.y(below[i]):.1f}" for i in reversed(range(count))]
    return (
        f'<polygon class="{escape(layer.style)}" points="{" ".join([*there, *back])}">'
        f"<title>{escape(layer.name)}</title></polygon>"
    )


def _marks(marks: Mapping[int, str], frame: Frame, count: int) -> Iterator[str]:
    for index, words in marks.items():
        x = frame.x(index, count)
        room = len(words) * LETTER
        is_right = x + 5 + room > frame.plot_right
        anchor, at = ("end", x - 5) if is_right else ("start", x + 5)
        yield (
            f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{frame.top - 14}" '
            f'y2="{frame.plot_bottom}"/><text x="{at:.1f}" y="{frame.top - 8}" '
            f'text-anchor="{anchor}">{escape(words)}</text>'
        )


def _end_labels(series: Sequence[Series], values: Sequence[float], frame: Frame) -> Iterator[str]:
    """Every layer's name in the margin, at its height and in the order of the stack."""
    total, wanted = 0.0, []
    for index, value in enumerate(values):
        wanted.append(frame.y(total + value / 2) - index * 0.01)
        total += value
    x = frame.plot_right + 10
    places = spread(wanted, LABEL_GAP, frame.top + 4, frame.plot_bottom - 4)
    for layer, y in zip(series, places, strict=True):
        yield (
            f'<rect class="{escape(layer.style)}" x="{x}" y="{y - 5:.1f}" width="10" height="10" '
            f'rx="2"/><text class="name" x="{x + 15}" y="{y + 4:.1f}">'
            f"{escape(short(layer.name, MOST_LETTERS))}<title>{escape(layer.name)}</title></text>"
        )
