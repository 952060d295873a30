{#- Written by orchestration/transform/staged_models.py; not to be edited. The staging models of
    each table, by the names of their files. -#}
{% macro staged_models() -%}
    {%- do return({
        "agents": [
            "stg_generic__agents",
        ],
        "api_tickets": [
            "stg_freshdesk__api_tickets",
            "stg_zendesk__api_tickets",
        ],
        "audit_actions": [
            "stg_zendesk__audit_actions",
        ],
        "audit_entries": [
            "stg_zendesk__audit_entries",
        ],
        "automation_events": [
            "stg_generic__automation_events",
        ],
        "batch_rows": [
            "stg_adp__batch_rows",
        ],
        "billed_units": [
            "stg_generic__billed_units",
        ],
        "csv_tickets": [
            "stg_freshdesk__csv_tickets",
            "stg_zendesk__csv_tickets",
        ],
        "customer_flags": [
            "stg_generic__customer_flags",
        ],
        "document_rows": [
            "stg_einvoice__document_rows",
        ],
        "file_findings": [
            "stg_raw__file_findings",
        ],
        "groups": [
            "stg_freshdesk__groups",
            "stg_zendesk__groups",
        ],
        "incident_updates": [
            "stg_servicenow__incident_updates",
        ],
        "invoice_lines": [
            "stg_einvoice__invoice_lines",
            "stg_generic__invoice_lines",
            "stg_quickbooks__invoice_lines",
            "stg_xero__invoice_lines",
        ],
        "pay_run_rows": [
            "stg_gusto__pay_run_rows",
        ],
        "payroll_lines": [
            "stg_adp__payroll_lines",
            "stg_generic__payroll_lines",
            "stg_gusto__payroll_lines",
            "stg_paychex__payroll_lines",
            "stg_quickbooks__payroll_lines",
        ],
        "qa_reviews": [
            "stg_generic__qa_reviews",
        ],
        "releases": [
            "stg_raw__releases",
        ],
        "responses": [
            "stg_surveymonkey__responses",
        ],
        "seats": [
            "stg_generic__seats",
            "stg_google_workspace__seats",
        ],
        "shifts": [
            "stg_generic__shifts",
        ],
        "surveys": [
            "stg_delighted__surveys",
            "stg_generic__surveys",
            "stg_surveymonkey__surveys",
        ],
        "ticket_events": [
            "stg_generic__ticket_events",
            "stg_request_tracker__ticket_events",
            "stg_servicenow__ticket_events",
            "stg_zendesk__ticket_events",
        ],
        "ticket_items": [
            "stg_request_tracker__ticket_items",
        ],
        "tickets": [
            "stg_freshdesk__tickets",
            "stg_generic__tickets",
            "stg_intercom__tickets",
            "stg_jira_service_management__tickets",
            "stg_request_tracker__tickets",
            "stg_servicenow__tickets",
            "stg_zendesk__tickets",
        ],
        "time_entries": [
            "stg_clockify__time_entries",
            "stg_generic__time_entries",
            "stg_harvest__time_entries",
            "stg_toggl__time_entries",
        ],
        "transaction_items": [
            "stg_request_tracker__transaction_items",
        ],
        "work_counts": [
            "stg_generic__work_counts",
        ],
    }) -%}
{%- endmacro %}
