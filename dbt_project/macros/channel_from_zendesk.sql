{#- Channel of the contract for the `via.channel` of a Zendesk ticket. -#}
{% macro channel_from_zendesk(via_channel) -%}
    {%- set social = "(?:twitter|facebook|instagram|whatsapp|wechat|line)(?:_.*)?" -%}
    case
        when {{ via_channel }} in ('email', 'api') then {{ via_channel }}
        when {{ via_channel }} in ('chat', 'native_messaging') then 'chat'
        when {{ via_channel }} = 'voice' then 'phone'
        when {{ via_channel }} in ('web', 'web_form', 'web_widget', 'help_center') then 'web'
        when {{ via_channel }} = 'web_service' then 'api'
        when {{ matches_fully(via_channel, social) }} then 'social'
        else 'other'
    end
{%- endmacro %}
