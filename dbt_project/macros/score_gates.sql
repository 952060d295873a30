{#- The gates of the rules that a score must pass: score, threshold, and whether it must be at least
    or at most that. -#}
{% macro score_gates() -%}
    {{ return([
        ("brand", "keep_brand", "at least"),
        ("brand", "outsource_brand", "at most"),
        ("repeatability", "automate_repeatability", "at least"),
        ("repeatability", "outsource_repeatability", "at least"),
        ("risk", "automate_risk", "at most"),
        ("risk", "outsource_risk", "at most"),
        ("complexity", "specialist_complexity", "at least"),
    ]) }}
{%- endmacro %}
