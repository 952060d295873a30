select
    release_number,
    release_id,
    run_id
from {{ source("raw", "releases") }}
