{#- The metrics that a ticket can have several times, once per turn between two replies: when they
    begin, and in which statuses they run (all, if none are named). -#}
{% macro turn_metrics() -%}
    {%- do return({
        "next_reply": {"started": "wait_started_at", "statuses": []},
        "periodic_update": {"started": "update_started_at", "statuses": []},
        "pausable_update": {
            "started": "update_started_at", "statuses": ["new", "open", "on_hold"],
        },
    }) -%}
{%- endmacro %}
