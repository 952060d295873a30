{#- Continuous quantile of a numeric expression inside a group. -#}
{% macro quantile(expression, share) -%}
    {{ return(adapter.dispatch("quantile")(expression, share)) }}
{%- endmacro %}

{% macro default__quantile(expression, share) -%}
    percentile_cont({{ share }}) within group (order by {{ expression }})
{%- endmacro %}
{% macro duckdb__quantile(expression, share) -%}
    quantile_cont({{ expression }}, {{ share }})
{%- endmacro %}
