"""A small figure: who is told of a saving or a loss where nothing changed."""

from html import escape
from pathlib import Path

from tests.evaluation.cost import OURS, CostResult
from tests.evaluation.naive import NAIVE_METHODS
from tests.evaluation.scores import MOST_FALSE_ALARMS

METHODS = {
    OURS: "#1b6e53",
    **dict(zip(NAIVE_METHODS, ("#b0522d", "#c98a2b", "#8a8f98"), strict=True)),
}
LEFT, TOP, PLOT, BAR, GAP = 320, 64, 420, 9, 14


def write_figure(results: list[CostResult], path: Path) -> None:
    """One group of bars per case without an effect, one bar per method, 0 to 100%."""
    cases = [result for result in results if result.case.is_null]
    group = BAR * len(METHODS) + GAP
    height = TOP + group * len(cases) + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + PLOT + 60}" height="{height}" '
        f'viewBox="0 0 {LEFT + PLOT + 60} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{LEFT + PLOT + 60}" height="{height}" fill="#ffffff"/>',
        '<text x="12" y="22" font-size="14" font-weight="bold">'
        "Companies with no effect that are told of a saving or a loss</text>",
        *_legend(),
        *_axis(height - 26),
    ]
    for number, result in enumerate(cases):
        top = TOP + number * group
        words = escape(result.case.words.removesuffix(", no effect"))
        parts.append(
            f'<text x="{LEFT - 10}" y="{top + group / 2}" text-anchor="end">{words}</text>'
        )
        for row, (method, colour) in enumerate(METHODS.items()):
            found = result.scores[method]
            if found is None:
                continue
            y = top + row * BAR
            width = max(found.significant * PLOT, 1)
            parts.append(
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 1}" '
                f'fill="{colour}"><title>{escape(method)}: {found.significant:.0%}</title></rect>'
            )
    path.write_text("\n".join([*parts, "</svg>", ""]))


def _legend() -> list[str]:
    parts: list[str] = []
    for number, (method, colour) in enumerate(METHODS.items()):
        x = 12 + number * 180
        parts.append(f'<rect x="{x}" y="36" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{x + 15}" y="45">{escape(method)}</text>')
    return parts


def _axis(bottom: int) -> list[str]:
    parts: list[str] = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = LEFT + share * PLOT
        parts.append(
            f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="#dddddd"/>'
            f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{share:.0%}</text>'
        )
    x = LEFT + MOST_FALSE_ALARMS * PLOT
    parts.append(
        f'<line x1="{x}" y1="{TOP - 6}" x2="{x}" y2="{bottom}" stroke="#444444" '
        f'stroke-dasharray="3 3"><title>the bar: {MOST_FALSE_ALARMS:.0%}</title></line>'
    )
    return parts
