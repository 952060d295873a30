"""`docs/definitions.md`: what every published table and column means, as dbt has it.

`make definitions` writes it from the manifest that `dbt parse` leaves.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.project import REPOSITORY

PAGE = REPOSITORY / "docs" / "definitions.md"
MANIFEST = REPOSITORY / "dbt_project" / "target" / "manifest.json"
HEAD = """\
# Definitions

Every table of a release and its columns. Written by `make definitions` from the descriptions beside
the models; the same words stand in `marts.duckdb` as comments, where BI tools show them.
`share_<provider>_sla_month` and `share_<provider>_quality_month` have the columns of
`vendor_sla_month` and `vendor_quality_month`.

Endings of names: `_amount` money in the reporting currency, `_count` a number, `_share` a part of 1
(never percent), `_seconds` a duration, `_at` a moment in UTC, `_month` the first day of a month.
"""


def definitions(manifest: Mapping[str, Any]) -> str:
    """The page as text."""
    models = sorted(
        (
            node
            for node in manifest["nodes"].values()
            if node["resource_type"] == "model" and node["config"]["schema"] == "marts"
        ),
        key=lambda node: node["name"],
    )
    parts = [HEAD]
    for model in models:
        pages = sorted(
            entry["label"]
            for entry in manifest["exposures"].values()
            if model["unique_id"] in entry["depends_on"]["nodes"]
        )
        parts.append(f"## {model['name']}\n\n{_line(model['description'])}\n")
        if pages:
            parts.append(f"Shown on: {', '.join(pages)}.\n")
        rows = [
            f"| `{column['name']}` | {column['data_type']} | {_cell(column['description'])} |"
            for column in model["columns"].values()
        ]
        parts.append("\n".join(["| column | type | meaning |", "|---|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def _line(text: str) -> str:
    return " ".join(text.split())


def main(manifest: Path = MANIFEST, page: Path = PAGE) -> None:
    """Write the page."""
    page.write_text(definitions(json.loads(manifest.read_text())))


if __name__ == "__main__":
    main()
