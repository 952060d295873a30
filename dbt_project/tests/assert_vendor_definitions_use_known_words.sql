{#- If this fails, a definition about vendors uses a word or leaves out a number that nothing knows
    what to do with, so its row would be left out silently. -#}
{{ config(meta={
    "names": ["file", "row", "column", "found", "expected"],
    "remedy": "Write one of the words that are expected, fill the cell, or take the row out.",
}) }}
{%- set closed_lists = [
    ("rfp_criteria", "severity", ["blocks", "price_it", "watch"]),
    ("rfp_criteria", "rule", ["yes", "at_most", "at_most_share_of_lowest_month"]),
    ("governance_events", "kind", [
        "meeting", "retrospective", "escalation", "playbook_update", "ai_tools_declared",
    ]),
    ("sla_sheet_rules", "measure", [
        "first_reply", "first_resolution", "full_resolution", "accuracy", "csat", "rework",
        "playbook_updated", "rolled_out",
    ]),
]
%}
with

{%- for definition, column, words in closed_lists %}
    {{ definition }}_{{ column }} as (

        select
            '{{ definition }}.csv' as file_name,
            csv_row,
            '{{ column }}' as column_name,
            coalesce({{ column }}, 'empty') as found,
            concat_ws(
                ', ',
                {%- for word in words[1:] %}
                    '{{ word }}',
                {%- endfor %}
                '{{ words[0] }}'
            ) as expected
        from ({{ csv_rows(ref(definition)) }}) as numbered
        where
            {{ column }} is null
            or {{ column }} not in (
                {%- for word in words[1:] %}
                    '{{ word }}',
                {%- endfor %}
                '{{ words[0] }}'
            )

    ),
{%- endfor %}

thresholds as (

    select
        'rfp_criteria.csv' as file_name,
        csv_row,
        'threshold' as column_name,
        'empty' as found,
        'a number, because of the rule' as expected
    from ({{ csv_rows(ref("rfp_criteria")) }}) as numbered
    where
        rule <> 'yes'
        and threshold is null

),

timed_rules as (

    select
        'sla_sheet_rules.csv' as file_name,
        csv_row,
        'clock, headroom_share and round_to_seconds' as column_name,
        concat_ws(
            ', ', coalesce(clock, 'empty'), coalesce(cast(headroom_share as varchar), 'empty'),
            coalesce(cast(round_to_seconds as varchar), 'empty')
        ) as found,
        'business or calendar, a share from 0, whole seconds from 1' as expected
    from ({{ csv_rows(ref("sla_sheet_rules")) }}) as numbered
    where
        measure in ('first_reply', 'first_resolution', 'full_resolution')
        and not coalesce(
            clock in ('business', 'calendar') and headroom_share >= 0 and round_to_seconds >= 1,
            false
        )

),

day_rules as (

    select
        'sla_sheet_rules.csv' as file_name,
        csv_row,
        'target_day_count' as column_name,
        'empty' as found,
        'a number of days, because of the measure' as expected
    from ({{ csv_rows(ref("sla_sheet_rules")) }}) as numbered
    where
        measure in ('playbook_updated', 'rolled_out')
        and target_day_count is null

),

sheet_months as (

    select
        'sla_sheet_rules.csv' as file_name,
        csv_row,
        'year_first_month' as column_name,
        cast(year_first_month as varchar) as found,
        'first days of months, the year after the months before' as expected
    from ({{ csv_rows(ref("sla_sheet_rules")) }}) as numbered
    where
        baseline_first_month <> {{ month_start("baseline_first_month") }}
        or baseline_last_month <> {{ month_start("baseline_last_month") }}
        or year_first_month <> {{ month_start("year_first_month") }}
        or baseline_last_month < baseline_first_month
        or year_first_month <= baseline_last_month

),

wrong as (

    {%- for definition, column, words in closed_lists %}
        select * from {{ definition }}_{{ column }}
        union all
    {%- endfor %}
    select * from thresholds
    union all
    select * from timed_rules
    union all
    select * from day_rules
    union all
    select * from sheet_months

)

select
    file_name as file,
    csv_row as row,
    column_name as "column",
    found,
    expected
from wrong
