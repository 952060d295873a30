{#- How many standard errors an interval of 95% reaches to each side with so few degrees of freedom:
    2.568 for 5 (exact: 2.571). Cornish and Fisher's expansion, Abramowitz and Stegun 26.7.5. -#}
{% macro student_t(degrees) -%}
    {%- set z = 1.959963985 -%}
    (
        {{ z }} + {{ (z ** 3 + z) / 4 }} / ({{ degrees }})
        + {{ (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96 }} / power({{ degrees }}, 2)
        + {{ (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384 }} / power({{ degrees }}, 3)
    )
{%- endmacro %}
