{#- The ordered rules that say where a workflow should be done. `scores` maps brand, repeatability,
    risk and complexity to their expressions; `inputs` (answers and what is missing) and `thresholds`
    must be in scope. -#}
{% macro decision_of_scores(scores) -%}
    case
        when
            inputs.is_strategic
            or inputs.data_class = 'special'
            or {{ scores["brand"] }} >= thresholds.keep_brand
            then 'keep_in_house'
        when inputs.missing_inputs is not null then 'discover_first'
        when
            {{ scores["repeatability"] }} >= thresholds.automate_repeatability
            and {{ scores["risk"] }} <= thresholds.automate_risk
            and inputs.has_api
            and not inputs.moves_money
            then 'automate'
        when
            {{ scores["repeatability"] }} >= thresholds.outsource_repeatability
            and {{ scores["risk"] }} <= thresholds.outsource_risk
            and {{ scores["brand"] }} <= thresholds.outsource_brand
            then 'outsource'
        when {{ scores["complexity"] }} >= thresholds.specialist_complexity then 'specialist'
        else 'discover_first'
    end
{%- endmacro %}
