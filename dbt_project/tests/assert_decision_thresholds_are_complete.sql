-- If this fails, decision_thresholds.csv lacks a threshold or names one that no rule uses. Write
-- the missing row as the sample has it, or correct the name.
{{ config(meta={
    "names": ["file", "csv_row", "column_name", "found", "expected"],
    "remedy": "Add the missing row as the sample company has it, or correct the name.",
}) }}
with

expected as (

    {% for name in decision_threshold_names() -%}
        select '{{ name }}' as threshold_name
        {{ "union all" if not loop.last }}
    {% endfor %}
),

declared as ({{ csv_rows(ref("decision_thresholds")) }})

select
    'decision_thresholds.csv' as file,
    declared.csv_row,
    'threshold_name' as column_name,
    coalesce(declared.threshold_name, 'no row') as found,
    coalesce(expected.threshold_name, 'a name that a rule uses') as expected
from expected
full outer join declared
    on expected.threshold_name = declared.threshold_name
where
    expected.threshold_name is null
    or declared.threshold_name is null
