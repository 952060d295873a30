"""The newest bridge of a release as a picture by itself, for places that show no page."""

import base64
from pathlib import Path

from orchestration.pages.comparisons import read_comparisons
from orchestration.pages.page import style_sheet
from orchestration.pages.release_tables import opened
from orchestration.pages.savings import bridge_chart


def bridge_as_markdown(marts: Path) -> str | None:
    """An image with its data in it; None if no comparison has a bridge that may be shown."""
    with opened(marts) as tables:
        charts = [(one.name, bridge_chart(one)) for one in read_comparisons(tables)]
    for name, chart in charts:
        if chart is not None:
            opening = '<svg xmlns="http://www.w3.org/2000/svg" '
            picture = str(chart).replace("<svg ", opening, 1)
            style = f"{style_sheet()} svg {{ font-family: system-ui, sans-serif; }}"
            picture = picture.replace(">", f"><style>{style}</style>", 1)
            data = base64.b64encode(picture.encode()).decode()
            return f"![{name}](data:image/svg+xml;base64,{data})"
    return None
