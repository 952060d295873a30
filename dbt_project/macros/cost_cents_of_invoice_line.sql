{#- Cents that an invoice line costs before conversion: its net amount, and its tax only as far as
    the tax is known not to be recoverable. -#}
{% macro cost_cents_of_invoice_line() -%}
    {{ cents_from_amount("original_amount") }}
    + coalesce(
        {{ cents_from_amount("tax_original_amount") }}
        - {{ cents_from_amount("recoverable_tax_original_amount") }},
        0
    )
{%- endmacro %}
