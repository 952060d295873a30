{#- Every threshold of a decision that decision_thresholds.csv must state. -#}
{% macro decision_threshold_names() -%}
    {{ return([
        "window_months", "keep_brand", "automate_repeatability", "automate_risk",
        "outsource_repeatability", "outsource_risk", "outsource_brand", "specialist_complexity",
        "playbook_days", "risk_pii", "risk_moves_money", "full_risk_rework_share",
        "full_complexity_minutes", "full_complexity_escalation_share", "offshore_phone_share",
        "offshore_outside_hours_share", "offshore_language_count", "management_hourly_amount",
        "own_minute_amount", "pilot_largest_demand_share", "pilot_csat_share",
        "pilot_csat_drop_share", "pilot_response_share", "pilot_error_share",
        "pilot_power_share", "pilot_longest_weeks",
    ]) }}
{%- endmacro %}
