-- If this fails, a row of comparisons.csv or comparison_exclusions.csv names no whole months, or
-- windows that do not follow each other: before must end before after begins, each window in
-- order, each month by its first day, and an excluded month must lie in one of the two.
with

comparisons as (

    select * from {{ ref("comparisons") }}

),

exclusions as (

    select * from {{ ref("comparison_exclusions") }}

)

select
    comparison_id,
    'a month is not named by its first day' as what_is_wrong
from comparisons
where
    before_first_month <> {{ month_start("before_first_month") }}
    or before_last_month <> {{ month_start("before_last_month") }}
    or after_first_month <> {{ month_start("after_first_month") }}
    or after_last_month <> {{ month_start("after_last_month") }}
union all
select
    comparison_id,
    'before must end before after begins, and each window after its own beginning' as what_is_wrong
from comparisons
where
    before_first_month > before_last_month
    or before_last_month >= after_first_month
    or after_first_month > after_last_month
union all
select
    exclusions.comparison_id,
    'the excluded month is no first day of a month before or after' as what_is_wrong
from exclusions
inner join comparisons
    on exclusions.comparison_id = comparisons.comparison_id
where
    exclusions.excluded_month <> {{ month_start("exclusions.excluded_month") }}
    or exclusions.excluded_month < comparisons.before_first_month
    or exclusions.excluded_month > comparisons.after_last_month
    or (
        exclusions.excluded_month > comparisons.before_last_month
        and exclusions.excluded_month < comparisons.after_first_month
    )
