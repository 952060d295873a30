{#- If this fails, two source systems would be stacked with columns that differ in name, order
    or type: a staging model's declared columns are not those of its canonical table. -#}
{%- set faults = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.resource_type == "model" and node.name.startswith("stg_") -%}
            {%- set table = node.name.split("__")[1] -%}
            {%- if table in contract_columns() -%}
                {%- set declared = {} -%}
                {%- for column in node.columns.values() -%}
                    {%- do declared.update({column.name: column.data_type}) -%}
                {%- endfor -%}
                {%- if declared.items() | list != contract_columns(table).items() | list -%}
                    {%- do faults.append(node.name) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
select cast(null as varchar) as model_name
where false
{%- for model in faults %}
union all
select '{{ model }}' as model_name
{%- endfor %}
