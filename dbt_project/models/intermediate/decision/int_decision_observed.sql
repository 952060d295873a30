{#- What the whole months before that of the run say of each workflow's work. What nobody records is
    empty, and never zero for that. -#}
with

tickets as (

    select * from {{ ref("int_work_tickets") }}
    where
        status <> 'deleted'
        and merged_into_ticket_id is null

),

demand as (

    select * from {{ ref("int_work_demand_months") }}

),

quality as (

    select * from {{ ref("int_quality_cells_counted") }}

),

arrivals as (

    select * from {{ ref("int_service_arrivals_covered") }}

),

flags as (

    select * from {{ ref("int_work_customer_flags_unioned") }}

),

bounds as (

    select
        {{ add_months("as_of.as_of_month", "-thresholds.window_months") }} as first_month,
        {{ add_months("as_of.as_of_month", "-1") }} as last_month
    from {{ ref("int_run_as_of") }} as as_of
    cross join {{ ref("int_decision_thresholds") }} as thresholds

),

window_tickets as (

    select
        tickets.*,
        case
            when tickets.form_name is not null or tickets.tags is not null
                then concat_ws('|', tickets.form_name, tickets.tags)
        end as intent
    from tickets
    inner join bounds
        on tickets.created_month between bounds.first_month and bounds.last_month

),

intents as (

    select
        workflow_id,
        intent,
        count(*) as ticket_count
    from window_tickets
    where intent is not null
    group by workflow_id, intent

),

ranked_intents as (

    select
        *,
        row_number() over (
            partition by workflow_id
            order by ticket_count desc, intent asc
        ) as intent_rank
    from intents

),

top_intents as (

    select
        workflow_id,
        {{ share_of(
            "sum(case when intent_rank <= 5 then ticket_count else 0 end)", "sum(ticket_count)"
        ) }} as top_intent_share
    from ranked_intents
    group by workflow_id

),

latest_flags as (

    select
        flags.*,
        row_number() over (
            partition by flags.requester_key
            order by flags.valid_from desc
        ) as flag_rank
    from flags
    inner join bounds
        on flags.valid_from < {{ add_months("bounds.last_month", "1") }}

),

flag_count as (

    select count(*) as flag_count
    from latest_flags

),

handled as (

    select
        window_tickets.workflow_id,
        count(*) as ticket_count,
        count(window_tickets.handle_seconds) as timed_ticket_count,
        cast({{ quantile("window_tickets.handle_seconds", 0.5) }} as bigint)
            as handle_p50_seconds,
        cast(
            stddev_samp(window_tickets.handle_seconds)
            / nullif(avg(window_tickets.handle_seconds), 0) as decimal(9, 4)
        ) as handle_variation,
        {{ share_of(
            "sum(case when window_tickets.channel = 'phone' then 1 else 0 end)", "count(*)"
        ) }} as phone_share,
        case
            when max(flag_count.flag_count) > 0
                then
                    {{ share_of(
                        "sum(case when latest_flags.is_vip then 1 else 0 end)", "count(*)"
                    ) }}
        end as vip_share,
        {{ share_of(
            "sum(case when arrivals.has_schedule and not arrivals.is_covered then 1 else 0 end)",
            "sum(case when arrivals.has_schedule then 1 else 0 end)"
        ) }} as outside_hours_share
    from window_tickets
    cross join flag_count
    left join latest_flags
        on
            window_tickets.requester_key = latest_flags.requester_key
            and latest_flags.flag_rank = 1
    left join arrivals
        on
            window_tickets.source_system = arrivals.source_system
            and window_tickets.ticket_id = arrivals.ticket_id
    group by window_tickets.workflow_id

),

requesters as (

    select distinct
        workflow_id,
        requester_key
    from window_tickets

),

accounts as (

    select
        requesters.workflow_id,
        cast(sum(latest_flags.account_value) as decimal(18, 2)) as account_value_amount
    from requesters
    inner join latest_flags
        on
            requesters.requester_key = latest_flags.requester_key
            and latest_flags.flag_rank = 1
    group by requesters.workflow_id

),

judged as (

    select
        quality.workflow_id,
        sum(quality.solved_count) as solved_count,
        {%- for part in ["one_touch", "rework", "escalation"] %}
            sum(quality.{{ part }}_count) as {{ part }}_count,
            sum(quality.{{ part }}_measured_count) as {{ part }}_measured_count,
        {%- endfor %}
        sum(quality.csat_satisfied_count) as csat_satisfied_count,
        sum(quality.csat_answered_count) as csat_answered_count,
        sum(quality.csat_responded_count) as csat_responded_count,
        sum(quality.csat_asked_count) as csat_asked_count
    from quality
    inner join bounds
        on quality.quality_month between bounds.first_month and bounds.last_month
    group by quality.workflow_id

),

route_demand as (

    select
        demand.workflow_id,
        demand.route,
        sum(demand.demand_unit_count) as demand_unit_count
    from demand
    inner join bounds
        on demand.demand_month between bounds.first_month and bounds.last_month
    group by demand.workflow_id, demand.route

),

ranked_routes as (

    select
        *,
        row_number() over (
            partition by workflow_id
            order by demand_unit_count desc, route asc
        ) as route_rank,
        sum(demand_unit_count) over (partition by workflow_id) as workflow_unit_count,
        sum(demand_unit_count) over () as all_unit_count
    from route_demand

),

home as (

    select * from {{ ref("int_privacy_home") }}

),

final as (

    select
        ranked_routes.workflow_id,
        bounds.first_month as window_first_month,
        bounds.last_month as window_last_month,
        ranked_routes.route as current_route,
        {{ share_of("ranked_routes.demand_unit_count", "ranked_routes.workflow_unit_count") }}
            as current_route_share,
        cast(ranked_routes.workflow_unit_count as bigint) as window_unit_count,
        {{ share_of("ranked_routes.workflow_unit_count", "ranked_routes.all_unit_count") }}
            as demand_share,
        cast(coalesce(handled.ticket_count, 0) as bigint) as ticket_count,
        cast(coalesce(handled.timed_ticket_count, 0) as bigint) as timed_ticket_count,
        case when not home.is_handled_time_withheld then handled.handle_p50_seconds end
            as handle_p50_seconds,
        case when not home.is_handled_time_withheld then handled.handle_variation end
            as handle_variation,
        handled.phone_share,
        handled.vip_share,
        handled.outside_hours_share,
        top_intents.top_intent_share,
        accounts.account_value_amount,
        cast(coalesce(judged.solved_count, 0) as bigint) as solved_count,
        {%- for part in ["one_touch", "rework", "escalation"] %}
            cast(judged.{{ part }}_count as bigint) as {{ part }}_count,
            cast(coalesce(judged.{{ part }}_measured_count, 0) as bigint)
                as {{ part }}_measured_count,
        {%- endfor %}
        cast(coalesce(judged.csat_satisfied_count, 0) as bigint) as csat_satisfied_count,
        cast(coalesce(judged.csat_answered_count, 0) as bigint) as csat_answered_count,
        cast(coalesce(judged.csat_responded_count, 0) as bigint) as csat_responded_count,
        cast(coalesce(judged.csat_asked_count, 0) as bigint) as csat_asked_count
    from ranked_routes
    cross join bounds
    cross join home
    left join handled
        on ranked_routes.workflow_id = handled.workflow_id
    left join top_intents
        on ranked_routes.workflow_id = top_intents.workflow_id
    left join accounts
        on ranked_routes.workflow_id = accounts.workflow_id
    left join judged
        on ranked_routes.workflow_id = judged.workflow_id
    where
        ranked_routes.route_rank = 1
        and ranked_routes.workflow_id <> 'unassigned'

)

select * from final
