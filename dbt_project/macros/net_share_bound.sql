{#- One end of the interval of 95% for a net share, the difference of two shares of one whole: the
    adjusted Wald interval, which adds three answers, three quarters of one to each side. Never
    beyond -1 and 1, and never past the net share itself; null if nothing was counted. -#}
{% macro net_share_bound(plus, minus, whole, side) -%}
    {%- set double = double_type() -%}
    {%- set answers = "(" ~ whole ~ " + 3)" -%}
    {%- set share = "cast(" ~ plus ~ " - " ~ minus ~ " as " ~ double ~ ")" -%}
    {%- set either = "((cast(" ~ plus ~ " + " ~ minus ~ " as " ~ double ~ ") + 1.5) / " ~ answers ~ ")" -%}
    {%- set net = "(" ~ share ~ " / " ~ answers ~ ")" -%}
    {%- set inner_end, outer_end, limit = ("greatest", "least", 1) if side == "+" else ("least", "greatest", -1) -%}
    case
        when {{ whole }} > 0
            then cast(
                {{ outer_end }}(
                    {{ limit }},
                    {{ inner_end }}(
                        {{ share }} / {{ whole }},
                        {{ net }} {{ side }} {{ confidence_z() }}
                        * sqrt(({{ either }} - {{ net }} * {{ net }}) / {{ answers }})
                    )
                ) as decimal(9, 6)
            )
    end
{%- endmacro %}
