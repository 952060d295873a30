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
models:
  small:
    staging: {+schema: staging}
    intermediate: {+schema: intermediate, +materialized: table}
    marts: {+schema: marts, +materialized: table}
""",
    "dbt_project/profiles.yml": """
small:
  target: duckdb
  outputs: {duckdb: {type: duckdb, path: "{{ env_var('WAREHOUSE_PATH') }}", threads: 2}}
""",
    "dbt_project/macros/generate_schema_name.sql": """
{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}
""",
    "dbt_project/models/staging/shop/_shop__sources.yml": """
sources:
  - name: shop
    schema: raw_shop
    description: The shop.
    config:
      meta: {landing: {required: true, shape: flat, freshness_hours: 26}}
    tables:
      - name: orders
        description: One row per order.
        config:
          meta:
            landing: {files: "orders*.csv", signature: [fruit, price]}
            expectations:
              - {type: ExpectColumnValuesToNotBeNull, kwargs: {column: fruit}}
        columns:
          - {name: fruit, description: What was bought.}
          - {name: price, description: What it cost.}
      - name: notes
        description: One row per note.
        config:
          meta: {landing: {files: "notes*.csv", signature: [note], required: false}}
        columns:
          - {name: note, description: What was noted.}
""",
    "dbt_project/models/staging/shop/stg_shop__orders.sql": """
select fruit, price, _source_file from {{ source('shop', 'orders') }}
""",
    "dbt_project/models/intermediate/int_run_as_of.sql": """
select cast('{{ var("as_of") or "2025-01-31 12:00:00" }}' as timestamp) as as_of_at
""",
    "dbt_project/models/marts/fruits.sql": """
select orders.fruit, cast(orders.price as decimal(9, 2)) as price, moment.as_of_at
from {{ ref('stg_shop__orders') }} as orders cross join {{ ref('int_run_as_of') }} as moment
""",
    "dbt_project/models/marts/fruits.yml": """
models:
  - name: fruits
    description: One row per order.
    config:
      meta:
        expectations:
          - type: ExpectColumnValuesToBeBetween
            kwargs: {column: price, min_value: 0, max_value: 100}
    columns:
      - name: fruit
        description: What was bought.
        data_tests:
          - accepted_values:
              arguments: {values: [apple, pear]}
          - relationships:
              arguments: {to: ref('fruit_kinds'), field: fruit}
              config: {severity: warn}
""",
    "dbt_project/tests/every_fruit_has_a_price.sql": """
select fruits.fruit from {{ ref('fruits') }} as fruits
left join {{ ref('fruit_kinds') }} as kinds on fruits.fruit = kinds.fruit
where fruits.price is null
""",
    "seeds/definitions/fruit_kinds.csv": "fruit,kind\napple,pome\npear,pome\n",
    "seeds/definitions/company.csv": "company_name,time_zone\nFruit,Europe/Berlin\n",
    "pyproject.toml": '[project]\nname = "small"\nversion = "1.0"\n',
    "warehouse/landing/shop/orders-1.csv": "fruit,price\napple,1.50\npear,2.00\n",
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
