"""Shares over time as lines, with the band they should lie in and the days that matter."""

from collections.abc import Callable, Iterator, Sequence
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

WIDTH, HEIGHT = 540.0, 250.0
LEFT, TOP, BOTTOM = 46.0, 24.0, 28.0
# Room for names in the right margin; without names a little is enough.
NAMED, UNNAMED = 122.0, 14.0
MOST_LETTERS = 16


@dataclass(frozen=True)
class Line:
    """Values by point, None where there is none.

    `is_dashed` is for what was promised; many points are better drawn without dots.
    """

    name: str
    values: Sequence[float | None]
    style: str
    is_dashed: bool = False
    has_dots: bool = True


@dataclass(frozen=True)
class Band:
    """From `low` to `high` over the whole width, named inside."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class Mark:
    """A vertical line at a point (it may lie between two), with words at its top."""

    at: float
    words: str


def lines(
    labels: Sequence[str],
    drawn: Sequence[Line],
    *,
    title: str,
    written: Callable[[float], str],
    band: Band | None = None,
    marks: Sequence[Mark] = (),
    from_zero: bool = True,
    highest: float | None = None,
) -> Markup:
    """One line per series; a gap where a value is missing. No tick lies beyond `highest`."""
    values = [value for line in drawn for value in line.values if value is not None]
    values += [band.low, band.high] if band else []
    ticks = nice_ticks(min(values, default=0.0), max(values, default=1.0), with_zero=from_zero)
    if highest is not None:
        ticks = [tick for tick in ticks if tick <= highest + 1e-9]
    top = max(ticks[-1], max(values, default=0.0))
    named = len(drawn) > 1
    right = NAMED if named else UNNAMED
    frame = Frame(WIDTH, HEIGHT, LEFT, right, TOP, BOTTOM, ticks[0], top)
    count = len(labels)
    parts = [*(_band_area(band, frame) if band else ()), *grid(ticks, frame, written)]
    parts += _mark_lines(marks, frame, count)
    for line in drawn:
        parts += _drawn(line, labels, frame, written)
    parts += _band_name(band, frame) if band else ()
    parts += bottom_labels(labels, frame, lambda index: frame.x(index, count))
    if named:
        parts += _names(drawn, frame)
    return svg(WIDTH, HEIGHT, title, parts)


def _band_area(band: Band, frame: Frame) -> Iterator[str]:
    top, bottom = frame.y(band.high), frame.y(band.low)
    yield (
        f'<rect class="band" x="{frame.left}" y="{top:.1f}" '
        f'width="{frame.plot_right - frame.left:.1f}" height="{max(bottom - top, 2.0):.1f}"/>'
    )


def _band_name(band: Band, frame: Frame) -> Iterator[str]:
    """Under the band where there is room for it, else above; over the lines, with a rim."""
    top, bottom = frame.y(band.high), frame.y(band.low)
    y = bottom + 14 if bottom + 18 < frame.plot_bottom else top - 6
    yield (
        f'<text class="rim" x="{frame.plot_right - 4}" y="{y:.1f}" text-anchor="end">'
        f"{escape(band.name)}</text>"
    )


def _mark_lines(marks: Sequence[Mark], frame: Frame, count: int) -> Iterator[str]:
    taken = frame.left - 100.0
    for mark in sorted(marks, key=lambda mark: mark.at):
        x = frame.x(mark.at, count)
        room = len(mark.words) * LETTER
        start = x + 5 if x + 5 + room <= frame.plot_right else x - 5 - room
        yield (
            f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{frame.top - 16}" '
            f'y2="{frame.plot_bottom}"/>'
        )
        # Words that would touch those before stand one line lower.
        y = frame.top - 9 if start > taken else frame.top + 5
        yield f'<text x="{start:.1f}" y="{y}">{escape(mark.words)}</text>'
        taken = max(taken, start + room)


def _drawn(
    line: Line, labels: Sequence[str], frame: Frame, written: Callable[[float], str]
) -> Iterator[str]:
    count = len(labels)
    path, pen_is_up = [], True
    for index, value in enumerate(line.values):
        if value is None:
            pen_is_up = True
            continue
        path.append(f"{'M' if pen_is_up else 'L'}{frame.x(index, count):.1f} {frame.y(value):.1f}")
        pen_is_up = False
    dashed = " dashed" if line.is_dashed else ""
    yield f'<path class="line {escape(line.style)}{dashed}" d="{"".join(path)}"/>'
    if line.is_dashed or not line.has_dots:
        return
    for index, value in enumerate(line.values):
        if value is not None:
            yield (
                f'<circle class="{escape(line.style)}" cx="{frame.x(index, count):.1f}" '
                f'cy="{frame.y(value):.1f}" r="2.6"><title>{escape(line.name)}, '
                f"{escape(labels[index])}: {escape(written(value))}</title></circle>"
            )


def _names(drawn: Sequence[Line], frame: Frame) -> Iterator[str]:
    """The names in the right margin, each at the height of its line's last value."""
    shown = [line for line in drawn if any(value is not None for value in line.values)]
    ends = [next(v for v in reversed(line.values) if v is not None) for line in shown]
    wanted = [frame.y(value) for value in ends]
    places = spread(wanted, LABEL_GAP, frame.top + 4, frame.plot_bottom - 4)
    x = frame.plot_right + 10
    for line, y in zip(shown, places, strict=True):
        dashed = " dashed" if line.is_dashed else ""
        yield (
            f'<path class="line {escape(line.style)}{dashed}" d="M{x} {y:.1f}h12"/>'
            f'<text class="name" x="{x + 17}" y="{y + 4:.1f}">'
            f"{escape(short(line.name, MOST_LETTERS))}<title>{escape(line.name)}</title></text>"
        )
