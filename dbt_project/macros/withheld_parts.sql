{#- Which parts of each whole must be withheld so that no pay of fewer than the home's
    `min_people_per_cell` people can be seen, or found by subtracting what is shown from the whole.
    A part with too few people is withheld. If that leaves one withheld part alone, or parts that
    still have too few people between them, one more is withheld: the part with the fewest people
    among those with enough. All parts of a withheld whole are withheld.

    `parts` has one row per part that holds pay, `people` one row per part and person; both have the
    columns of `whole` and `part`; `wholes` has those of `whole` and `is_withheld`. -#}
{% macro withheld_parts(parts, people, whole, part, wholes) -%}
    {%- set keys = whole + part -%}

part_people as (

    select
        {%- for key in keys %}
        parts.{{ key }},
        {%- endfor %}
        count(distinct people.agent_key) as people_count
    from {{ parts }} as parts
    left join {{ people }} as people
        on
            {%- for key in keys %}
            {{ "and " if not loop.first }}parts.{{ key }} = people.{{ key }}
            {%- endfor %}
    group by
        {%- for key in keys %}
        parts.{{ key }}{{ "," if not loop.last }}
        {%- endfor %}

),

judged_parts as (

    select
        part_people.*,
        {{ is_too_few("part_people.people_count") }} as has_few_people,
        company.min_people_per_cell
    from part_people
    cross join company

),

few_people as (

    select
        {%- for key in whole %}
        judged_parts.{{ key }},
        {%- endfor %}
        count(distinct concat_ws(
            '|'
            {%- for key in part %},
            judged_parts.{{ key }}
            {%- endfor %}
        )) as part_count,
        count(distinct people.agent_key) as people_count
    from judged_parts
    left join {{ people }} as people
        on
            {%- for key in keys %}
            {{ "and " if not loop.first }}judged_parts.{{ key }} = people.{{ key }}
            {%- endfor %}
    where judged_parts.has_few_people
    group by
        {%- for key in whole %}
        judged_parts.{{ key }}{{ "," if not loop.last }}
        {%- endfor %}

),

ranked_parts as (

    select
        *,
        row_number() over (
            partition by {% for key in whole %}{{ key }}, {% endfor %}has_few_people
            order by people_count{% for key in part %}, {{ key }}{% endfor %}
        ) as part_rank
    from judged_parts

),

withheld_parts as (

    select
        {%- for key in keys %}
        ranked_parts.{{ key }},
        {%- endfor %}
        ranked_parts.people_count,
        coalesce(wholes.is_withheld, false)
        or ranked_parts.has_few_people
        or (
            ranked_parts.part_rank = 1
            and few_people.part_count is not null
            and (
                few_people.part_count = 1
                or few_people.people_count < ranked_parts.min_people_per_cell
            )
        ) as is_withheld
    from ranked_parts
    left join few_people
        on
            {%- for key in whole %}
            {{ "and " if not loop.first }}ranked_parts.{{ key }} = few_people.{{ key }}
            {%- endfor %}
    left join {{ wholes }} as wholes
        on
            {%- for key in whole %}
            {{ "and " if not loop.first }}ranked_parts.{{ key }} = wholes.{{ key }}
            {%- endfor %}

),
{%- endmacro %}
