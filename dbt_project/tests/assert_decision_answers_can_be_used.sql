-- If this fails, a cell of workflow_answers.csv or route_quotes.csv cannot be used.
{{ config(meta={
    "names": ["file", "csv_row", "column_name", "found", "expected"],
    "remedy": "Correct the cell as expected.",
}) }}
{%- set checks = {
    "workflow_answers": [
        ("answered_on", "answered_on is not null", "a day such as 2024-03-31"),
        (
            "differentiation_level",
            "differentiation_level between 0 and 3",
            "0, 1, 2 or 3, or nothing",
        ),
        ("brand_core_level", "brand_core_level between 0 and 3", "0, 1, 2 or 3, or nothing"),
        (
            "data_class",
            "data_class in ('public', 'pii', 'special')",
            "public, pii or special, or nothing",
        ),
        ("template_share", "template_share between 0 and 1", "a share from 0 to 1, or nothing"),
        ("exit_share", "exit_share between 0 and 1", "a share from 0 to 1, or nothing"),
        ("language_count", "language_count >= 1", "a whole number from 1, or nothing"),
    ],
    "route_quotes": [
        (
            "route_option",
            "coalesce(route_option, '')"
            ~ " in ('in_house_ai', 'onshore', 'offshore', 'specialist', 'automation')",
            "in_house_ai, onshore, offshore, specialist or automation",
        ),
        ("price_per_unit_amount", "coalesce(price_per_unit_amount, -1) >= 0", "a number from 0"),
        ("seat_amount", "coalesce(seat_amount, -1) >= 0", "a number from 0"),
        ("management_hours", "coalesce(management_hours, -1) >= 0", "a number from 0"),
        (
            "shadow_minutes_per_unit",
            "coalesce(shadow_minutes_per_unit, -1) >= 0",
            "a number from 0",
        ),
        ("minimum_amount", "coalesce(minimum_amount, -1) >= 0", "a number from 0"),
        ("one_off_amount", "coalesce(one_off_amount, -1) >= 0", "a number from 0"),
        ("released_share", "coalesce(released_share, -1) between 0 and 1", "a share from 0 to 1"),
        ("is_price_per_resolution", "is_price_per_resolution is not null", "true or false"),
        ("seat_unit_count", "seat_unit_count > 0", "a number above 0, or nothing"),
        ("management_unit_count", "management_unit_count > 0", "a number above 0, or nothing"),
        ("valid_from", "valid_from is not null", "a day such as 2024-03-31"),
        ("valid_to", "valid_to > valid_from", "a day after valid_from, or nothing"),
    ],
} %}
with

workflow_answers as ({{ csv_rows(ref("workflow_answers")) }}),

route_quotes as ({{ csv_rows(ref("route_quotes")) }}),

found as (
    {% for file, cells in checks.items() -%}
        {% for column, condition, expected in cells -%}
            select
                '{{ file }}.csv' as file,
                csv_row,
                '{{ column }}' as column_name,
                coalesce(cast({{ column }} as varchar), 'nothing') as found,
                '{{ expected }}' as expected
            from {{ file }}
            where not ({{ condition }})
            union all
        {% endfor %}
    {%- endfor %}
    select
        'route_quotes.csv' as file,
        csv_row,
        'quote_id' as column_name,
        'nothing' as found,
        'a key of the quote' as expected
    from route_quotes
    where quote_id is null

)

select * from found
