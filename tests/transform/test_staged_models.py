"""The list of staging models that the unions read is made of the names of their files."""

from pathlib import Path

import pytest

from orchestration.project import REPOSITORY
from orchestration.transform.staged_models import refresh, staged_models_macro


def _project(folder: Path, *models: str) -> Path:
    (folder / "macros").mkdir()
    for model in models:
        path = folder / "models" / "staging" / f"{model}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("select 1 as one\n", encoding="utf-8")
    return folder


def test_a_new_system_joins_the_list_of_each_of_its_tables(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        "zendesk/stg_zendesk__tickets",
        "help_scout/stg_help_scout__tickets",
        "help_scout/stg_help_scout__ticket_events",
    )
    assert staged_models_macro(project / "models" / "staging").endswith(
        """\
    {%- do return({
        "ticket_events": [
            "stg_help_scout__ticket_events",
        ],
        "tickets": [
            "stg_help_scout__tickets",
            "stg_zendesk__tickets",
        ],
    }) -%}
{%- endmacro %}
"""
    )


def test_the_macro_is_written_only_when_it_differs(tmp_path: Path) -> None:
    project = _project(tmp_path, "zendesk/stg_zendesk__tickets")
    assert refresh(project)
    assert not refresh(project)
    (project / "models" / "staging" / "zendesk" / "stg_zendesk__surveys.sql").touch()
    assert refresh(project)


def test_a_model_whose_name_says_no_table_is_refused_by_name(tmp_path: Path) -> None:
    project = _project(tmp_path, "zendesk/stg_zendesk_tickets")
    with pytest.raises(ValueError, match="stg_zendesk_tickets"):
        staged_models_macro(project / "models" / "staging")


def test_the_list_in_the_repository_is_current() -> None:
    project = REPOSITORY / "dbt_project"
    written = (project / "macros" / "staged_models.sql").read_text(encoding="utf-8")
    assert written == staged_models_macro(project / "models" / "staging")
