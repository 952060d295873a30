{#- Status of the contract for one of Request Tracker's own; a state of a lifecycle of the company's
    own is open. -#}
{% macro status_from_request_tracker(status) -%}
    case {{ status }}
        when 'new' then 'new'
        when 'stalled' then 'on_hold'
        when 'resolved' then 'solved'
        when 'rejected' then 'closed'
        when 'deleted' then 'deleted'
        else 'open'
    end
{%- endmacro %}
