{#- Channel of the contract for a channel that an export writes as its pages show it. -#}
{% macro channel_from_label(label) -%}
    {%- set social = [
        "x", "social", "line", "(?:twitter|facebook|instagram|whatsapp|wechat|x [(]).*"
    ] | join("|") -%}
    {%- set web = (
        "(?:web|feedback)[ _]?(?:form|widget|site)?|portal|help cent(?:er|re)|forum"
        "|self[ -]service"
    ) -%}
    {%- set chat = "chat.*|.*live chat|(?:native )?messaging|messenger|mobihelp|in-app.*" -%}
    case
        when {{ matches_fully(label, "(?:outbound )?e-?mail|mail") }} then 'email'
        when {{ matches_fully(label, "phone.*|voice ?mail|voice|call.*|ivr") }} then 'phone'
        when {{ matches_fully(label, "api|web service.*") }} then 'api'
        when {{ matches_fully(label, web) }} then 'web'
        when {{ matches_fully(label, chat) }} then 'chat'
        when {{ matches_fully(label, social) }} then 'social'
        else 'other'
    end
{%- endmacro %}
