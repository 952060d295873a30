{#- The ledger lines of a closed month that are new or gone in a restatement. A line that says the
    same elsewhere, as in a file that was exported again under another name, is neither. One row per
    pool that the line reaches. -#}
with

lines as (

    select * from {{ ref("int_costs_closed_lines") }}

),

states as (

    select * from {{ ref("int_costs_closed_states") }}

),

sided as (

    {% for side, release_number in [("gone", "old_release_number"), ("new", "release_number")] -%}
        select distinct
            states.cost_month,
            states.release_number,
            states.{{ release_number }} as stated_release_number,
            '{{ side }}' as side,
            lines.line_id,
            lines.line_hash,
            lines.source_file,
            lines.source_row
        from states
        inner join lines
            on
                states.cost_month = lines.cost_month
                and states.{{ release_number }} = lines.release_number
        {% if not loop.last -%} union all {% endif -%}
    {% endfor %}

),

placed as (

    select
        *,
        count(*) over (
            partition by cost_month, release_number, line_id, line_hash
        ) as sides_of_place
    from sided

),

-- Lines in the same place are the same; among the others, equal ones are paired as they come.
numbered as (

    select
        *,
        row_number() over (
            partition by cost_month, release_number, side, line_hash
            order by sides_of_place desc, source_file asc, source_row asc, line_id asc
        ) as number_among_equals
    from placed

),

paired as (

    select
        *,
        count(*) over (
            partition by cost_month, release_number, line_hash, number_among_equals
        ) as sides_of_line
    from numbered

),

final as (

    select
        paired.cost_month,
        paired.release_number,
        paired.side,
        lines.line_source,
        lines.source_file,
        lines.source_row,
        lines.agent_key,
        lines.pool_id,
        lines.is_imputed
    from paired
    inner join lines
        on
            paired.cost_month = lines.cost_month
            and paired.stated_release_number = lines.release_number
            and paired.line_id = lines.line_id
    where paired.sides_of_line = 1

)

select * from final
