{#- The bars of the savings bridge in their order: what changed the demand and the wages, then what
    the company did. -#}
{% macro bridge_bars() -%}
    {%- do return([
        "season", "growth", "mix", "wage", "shift_to_onshore", "shift_to_offshore", "automation",
        "overtime_and_coverage", "in_house_rate", "idle_left_behind", "transition_one_off",
    ]) -%}
{%- endmacro %}
