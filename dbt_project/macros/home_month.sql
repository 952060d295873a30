{#- First day of the month of a UTC timestamp in the home's time zone. Only near the end of a month of
    UTC can the home's be another one, so only there is the zone asked, which is slow. -#}
{% macro home_month(utc_at, time_zone) -%}
    case
        when extract(day from {{ utc_at }}) between 2 and 27 then {{ month_start(utc_at) }}
        else {{ month_start(home_date(utc_at, time_zone)) }}
    end
{%- endmacro %}
