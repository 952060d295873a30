{#- The metrics that each ticket has once: until when they run, and in which statuses (all, if none
    are named). A further metric of a ticket is a further entry. -#}
{% macro ticket_metrics() -%}
    {%- do return({
        "first_reply": {"fulfilled": "first_reply_at", "statuses": []},
        "first_resolution": {"fulfilled": "first_solved_at", "statuses": []},
        "full_resolution": {"fulfilled": "solved_at", "statuses": []},
        "requester_wait": {"fulfilled": "solved_at", "statuses": ["new", "open", "on_hold"]},
        "agent_work": {"fulfilled": "solved_at", "statuses": ["new", "open"]},
        "on_hold": {"fulfilled": "solved_at", "statuses": ["on_hold"]},
        "agent_wait": {"fulfilled": "solved_at", "statuses": ["pending"]},
    }) -%}
{%- endmacro %}
