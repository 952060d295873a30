"""Small charts as inline SVG: pure functions from numbers to markup, coloured by the page's style.

Nothing here needs a script, a font or a request. Colours are classes (`series-1` ...), so that one
style sheet serves light, dark and print.
"""

from orchestration.pages.charts.lines import Band, Line, Mark, lines
from orchestration.pages.charts.stacked import Series, stacked_area, stacked_columns
from orchestration.pages.charts.waterfall import Step, waterfall

__all__ = [
    "Band",
    "Line",
    "Mark",
    "Series",
    "Step",
    "lines",
    "stacked_area",
    "stacked_columns",
    "waterfall",
]
