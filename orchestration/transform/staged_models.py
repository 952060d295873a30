"""Which staging models exist for each canonical table, read from the names of their files.

dbt can only refer to models whose names it knows while it reads the project, so the list is written
into a macro. A new source system is a new staging folder; `refresh` puts its models into the list.
"""

import re
from collections import defaultdict
from pathlib import Path

MODEL_FILE = re.compile(r"stg_(?P<system>[a-z0-9]+(?:_[a-z0-9]+)*?)__(?P<table>[a-z0-9_]+)")

HEADER = """\
{#- Written by orchestration/transform/staged_models.py; not to be edited. The staging models of
    each table, by the names of their files. -#}
{% macro staged_models() -%}
    {%- do return({
"""
FOOTER = """\
    }) -%}
{%- endmacro %}
"""


def staged_models_macro(staging_folder: Path) -> str:
    """Text of the macro `staged_models()`: a dictionary of table to names of staging models."""
    models: dict[str, list[str]] = defaultdict(list)
    for path in staging_folder.glob("*/stg_*.sql"):
        named = MODEL_FILE.fullmatch(path.stem)
        if named is None:
            raise ValueError(
                f"{path}: a staging model is called stg_<system>__<table>.sql; rename the file"
            )
        models[named["table"]].append(path.stem)
    lines = []
    for table in sorted(models):
        lines.append(f'        "{table}": [\n')
        lines += [f'            "{model}",\n' for model in sorted(models[table])]
        lines.append("        ],\n")
    return HEADER + "".join(lines) + FOOTER


def refresh(project: Path) -> bool:
    """Write the macro file of a dbt project if it differs; true if it was written."""
    macro_file = project / "macros" / "staged_models.sql"
    text = staged_models_macro(project / "models" / "staging")
    if macro_file.is_file() and macro_file.read_text(encoding="utf-8") == text:
        return False
    macro_file.write_text(text, encoding="utf-8")
    return True
