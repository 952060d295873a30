{#- An amount of money, exact to the cent. A currency sign and thousands marks are dropped, `(x)`
    and `x-` are negative, `-` is zero, blank is null. Null too for anything else, a third decimal
    included: a cast alone would silently round it. The test text_is_typed finds such a text. -#}
{% macro money_from_text(text) -%}
    {%- set number = "(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.][0-9]{0,2}0*)?|[.][0-9]{1,2}0*" -%}
    {%- set sign = "[$£€] ?" -%}
    {%- set negative = [
        "-(?:" ~ sign ~ ")?(?:" ~ number ~ ")",
        sign ~ "-(?:" ~ number ~ ")",
        "(?:" ~ sign ~ ")?(?:" ~ number ~ ") ?-",
        "(?:" ~ sign ~ ")?[(](?:" ~ sign ~ ")?(?:" ~ number ~ ")[)]",
    ] | join("|") -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", "(?:" ~ sign ~ ")?-") }}
            then cast(0 as decimal(18, 2))
        when {{ matches_fully("trim(" ~ text ~ ")", "(?:" ~ sign ~ ")?(?:" ~ number ~ ")") }}
            then {{ try_cast(digits_of_money(text), "decimal(18, 2)") }}
        when {{ matches_fully("trim(" ~ text ~ ")", negative) }}
            then -{{ try_cast(digits_of_money(text), "decimal(18, 2)") }}
    end
{%- endmacro %}
