{#- Answers that each of two arms needs to see one share fall to another: 589 for 0.92 to 0.87 at an
    error of 5% on both sides and a power of 80%. The normal approximation with the pooled share under
    the hypothesis of no difference (Fleiss, Statistical Methods for Rates and Proportions, 4.14). -#}
{% macro two_share_sample(before, after, error, power) -%}
    {%- set p = "cast(" ~ before ~ " as " ~ double_type() ~ ")" -%}
    {%- set q = "cast(" ~ after ~ " as " ~ double_type() ~ ")" -%}
    cast(
        ceil(
            power(
                ({{ normal_quantile("1 - " ~ error ~ " / 2.0") }})
                * sqrt(({{ p }} + {{ q }}) * (1 - ({{ p }} + {{ q }}) / 2))
                + ({{ normal_quantile(power) }})
                * sqrt({{ p }} * (1 - {{ p }}) + {{ q }} * (1 - {{ q }})),
                2
            )
            / power({{ p }} - {{ q }}, 2)
        ) as bigint
    )
{%- endmacro %}
