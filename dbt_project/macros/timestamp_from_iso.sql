{#- UTC timestamp, to the second, of an ISO 8601 text that ends in `Z` or an offset like `+02:00`;
    null for anything else, a text without a zone included: a zone is never guessed. -#}
{% macro timestamp_from_iso(text) -%}
    {%- set clock = (
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?"
    ) -%}
    {%- set wall = try_cast("substr(trim(" ~ text ~ "), 1, 19)", "timestamp") -%}
    {%- set hours = regexp_capture(text, "([0-9]{2}):?[0-9]{2} *$", 1) -%}
    {%- set minutes = regexp_capture(text, "([0-9]{2}) *$", 1) -%}
    {%- set offset = (
        "(3600 * cast(" ~ hours ~ " as integer) + 60 * cast(" ~ minutes ~ " as integer))"
    ) -%}
    case
        when {{ matches_fully("trim(" ~ text ~ ")", clock ~ "Z") }}
            then {{ wall }}
        when {{ matches_fully("trim(" ~ text ~ ")", clock ~ "[+][01][0-9]:?[0-5][0-9]") }}
            then {{ add_seconds(wall, "-" ~ offset) }}
        when {{ matches_fully("trim(" ~ text ~ ")", clock ~ "-[01][0-9]:?[0-5][0-9]") }}
            then {{ add_seconds(wall, offset) }}
    end
{%- endmacro %}
