{#- Fails with the place of every row whose time zone is neither an IANA name nor on the list of
    names that helpdesks and Windows use (macro `time_zone_names`). An empty one passes. -#}
{% test time_zone_is_known(model, column_name, place=["source_file", "source_row"]) %}

    {{ config(meta={
        "names": place + ["column_name"],
        "remedy": "Write an IANA name such as America/New_York, or what your helpdesk calls the zone.",
    }) }}

select
    {%- for part in place %}
    {{ part }},
    {%- endfor %}
    '{{ column_name }}' as column_name
from {{ model }}
where
    {{ column_name }} is not null
    and {{ column_name }} not in (
        select zone_name
        from ({{ known_time_zones() }}) as known_zones
    )

{% endtest %}
