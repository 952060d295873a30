"""A small dbt project in the place of ours, so that the runtime is tested by itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration import project
from orchestration.project import Home

FILES = {
    "dbt_project/dbt_project.yml": """
name: small
profile: small
seed-paths: ["../seeds/definitions"]
vars: {as_of: ""}
seeds: {small: {+schema: definitions}}
models: {small: {marts: {+schema: marts, +materialized: table}}}
""",
    "dbt_project/profiles.yml": """
small:
  target: duckdb
  outputs: {duckdb: {type: duckdb, path: "{{ env_var('WAREHOUSE_PATH') }}", threads: 2}}
""",
    "dbt_project/macros/generate_schema_name.sql": """
{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}
""",
    "dbt_project/models/staging/.gitkeep": "",
    "dbt_project/models/marts/fruits.sql": """
select name, cast(price as integer) as price, '{{ var("as_of") }}' as as_of
from {{ ref('prices') }}
""",
    "dbt_project/models/marts/fruits.yml": """
models:
  - name: fruits
    description: One row per fruit.
    columns:
      - name: name
        data_tests:
          - not_null
          - accepted_values:
              arguments: {values: [apple]}
              config: {severity: warn}
""",
    "dbt_project/tests/every_price_is_known.sql": """
select fruits.name from {{ ref('fruits') }} as fruits
left join {{ ref('prices') }} as prices on fruits.name = prices.name
where prices.price is null
""",
    "seeds/definitions/prices.csv": "name,price\napple,3\npear,4\n",
}


@pytest.fixture
def small_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """The small project as repository and home at once."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(project, "REPOSITORY", tmp_path)
    home = Home(tmp_path)
    before = dict(os.environ)
    home.prepare()
    os.environ.update(home.environment())
    yield home
    os.environ.clear()
    os.environ.update(before)
