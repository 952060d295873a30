"""A new source system is one new folder of declarations and SQL: no Python, no other change."""

import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

from orchestration.project import REPOSITORY, Home
from tests.product import copied_code, tierledger

pytestmark = pytest.mark.whole_run

FOLDER = Path("dbt_project") / "models" / "staging" / "deskpad"
SOURCES = """\
sources:
  - name: deskpad
    schema: raw_deskpad
    description: Deskpad, a helpdesk that the product has never heard of.
    tables:
      - name: requests
        description: Requests, one row each, in the time zone of the office.
        config:
          meta:
            landing:
              files: "requests*.csv"
              shape: flat
              delimiter: ";"
              required: false
              signature: [request_number, opened, asked_by]
              aliases: {request_number: ["request *"]}
              timezone: America/New_York
              local_times: {opened: "%d.%m.%Y %H:%M"}
              freshness_hours: 840
            expectations:
              - {type: ExpectColumnValuesToNotBeNull, kwargs: {column: request_number}}
        columns:
          - name: request_number
            description: Number of the request.
          - name: opened
            description: When it arrived, office time.
          - name: asked_by
            description: Who asked.
          - name: topic
            description: What it is about.
"""
MODEL = """\
{%- set pattern = "%d.%m.%Y %H:%M" -%}
{%- set zone = "America/New_York" -%}
with

source as (

    select * from {{ source("deskpad", "requests") }}

),

home_settings as (

    select * from {{ source("raw", "home_settings") }}

),

final as (

    select
        source.request_number as ticket_id,
        {{ utc_from_wall_clock("source.opened", pattern, zone) }} as created_at,
        {{ utc_from_wall_clock("source.opened", pattern, zone) }} as updated_at,
        'web' as channel,
        'normal' as priority,
        'open' as status,
        cast(null as varchar) as group_name,
        cast(null as varchar) as form_name,
        cast(null as varchar) as tags,
        cast(null as varchar) as subject_hash,
        {{ filled_text("source.topic") }} as workflow_hint,
        {{ salted_hash("home_settings.requester_salt", "source.asked_by") }} as requester_key,
        cast(null as varchar) as assignee_id,
        cast(null as timestamp) as first_reply_at,
        cast(null as timestamp) as solved_at,
        cast(null as timestamp) as closed_at,
        cast(null as integer) as reopen_count,
        cast(null as varchar) as csat_raw,
        false as is_automated,
        cast(null as varchar) as merged_into_ticket_id,
        cast(null as bigint) as handle_seconds,
        {{ lineage("deskpad") }}
    from source
    cross join home_settings

)

select * from final
"""
EXPORT = "Request #;Opened;Asked by;Topic\n7;01.03.2024 09:30;Ana;refunds\n8;2.3.2024 10:00;Ben;\n"


def described() -> str:
    """The columns of the contract, as the template's model states them."""
    generic = REPOSITORY / FOLDER.parent / "generic" / "_generic__models.yml"
    models = yaml.safe_load(generic.read_text())["models"]
    columns = next(m["columns"] for m in models if m["name"] == "stg_generic__tickets")
    model = {
        "name": "stg_deskpad__tickets",
        "description": "One row per request.",
        "config": {"contract": {"enforced": True}},
        "columns": [{key: c[key] for key in ("name", "data_type", "description")} for c in columns],
    }
    return yaml.safe_dump({"models": [model]}, sort_keys=False)


def test_a_flat_source_needs_one_folder_and_nothing_else(small_home: Home, tmp_path: Path) -> None:
    code = copied_code(tmp_path / "code")
    folder = code / FOLDER
    folder.mkdir()
    (folder / "_deskpad__sources.yml").write_text(SOURCES)
    (folder / "_deskpad__models.yml").write_text(described())
    (folder / "stg_deskpad__tickets.sql").write_text(MODEL)
    assert not list(folder.glob("*.py"))
    (small_home.landing / "deskpad").mkdir()
    (small_home.landing / "deskpad" / "requests.csv").write_text(EXPORT)

    finished = tierledger(small_home, "run", code=code)

    assert small_home.current.exists(), finished.said
    with duckdb.connect(small_home.current / "marts.duckdb", read_only=True) as connection:
        published = connection.execute(
            "select ticket_id, created_at::varchar, channel, workflow_id from marts.fct_tickets "
            "where source_system = 'deskpad' order by ticket_id"
        ).fetchall()
    # Nine thirty in New York is five hours behind UTC; the workflow is told by its own name.
    assert published == [
        ("7", "2024-03-01 14:30:00", "web", "refunds"),
        ("8", "2024-03-02 15:00:00", "web", "unassigned"),
    ]
    shutil.copyfile(
        small_home.landing / "deskpad" / "requests.csv", export := tmp_path / "export.csv"
    )
    checked = tierledger(small_home, "check", str(export), code=code)
    assert checked.code == 0, checked.said
    assert "looks like deskpad.requests" in checked.said
