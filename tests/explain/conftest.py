"""A build database with a handful of rows written by hand: what a night leaves of two tickets.

Ticket 7 of zendesk is created on Tuesday 2 January 2024 at 14:00 UTC, when the office in New York
opens (09:00 to 18:00), answered at 14:20, pending from 15:00 to 16:30, and comes at 17:00 to London
(09:00 to 17:00 UTC), which has just closed; it is solved there on Wednesday at 10:40. Its requester
waited 3,600 s and 1,800 s under New York, of both clocks, then 17 h 40 min (63,600 s) of which
1 h 40 min (6,000 s) in London's hours: 69,000 s around the clock, 11,400 s of business time.
"""

from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home

_BUILD = """
create schema intermediate;
create schema marts;

create table intermediate.int_run_as_of as select timestamp '2024-01-04 06:00:00' as as_of_at;

create table marts.fct_tickets as
from (values ('zendesk', '7'), ('zendesk', '12'), ('freshdesk', '12'), ('zendesk', '1207'))
    as t (source_system, ticket_id);

create table marts.dim_schedules as
from (values ('new_york', 'America/New_York'), ('london', 'Europe/London'))
    as t (schedule_id, time_zone);

create table marts.dim_sla_policies as
select *, date '2023-01-01' as valid_from_date, null::date as valid_to_date
from (values
    ('office', 10::bigint, null::varchar, 'customer_service', 'new_york'),
    ('overseas', 20::bigint, 'high', 'customer_service', 'london')
) as t (policy_id, rule_order, priority, service, schedule_id);

create table marts.dim_sla_targets as
select *, null::varchar as priority, 0.9::decimal(9, 6) as target_share,
    date '2023-01-01' as valid_from_date, null::date as valid_to_date
from (values
    ('office|requester_wait', 'office', 'requester_wait', 'business', 7200::bigint),
    ('overseas|requester_wait', 'overseas', 'requester_wait', 'business', 10800::bigint)
) as t (sla_target_id, policy_id, metric, clock, target_seconds);

create table intermediate.int_service_clocks as
select 'zendesk' as source_system, '7' as ticket_id,
    timestamp '2024-01-02 14:00:00' as clock_started_at, false as is_cancelled, *
from (values
    (
        'first_reply', timestamp '2024-01-02 14:00:00', null::timestamp,
        timestamp '2024-01-02 14:20:00', 'office', null, null::timestamp, null::timestamp,
        null::timestamp, null::bigint, 1200::bigint, 1200::bigint, null, true
    ),
    (
        'requester_wait', timestamp '2024-01-02 14:00:00', timestamp '2024-01-02 17:00:00',
        timestamp '2024-01-02 17:00:00', 'office', 'office|requester_wait', null, null,
        null, 5400, 5400, 5400, 'cancelled', false
    ),
    (
        'requester_wait', timestamp '2024-01-02 17:00:00', null,
        timestamp '2024-01-03 10:40:00', 'overseas', 'overseas|requester_wait',
        timestamp '2024-01-03 10:30:00', timestamp '2024-01-03 10:40:00',
        timestamp '2024-01-03 10:30:00', 11400, 69000, 11400, 'breached', true
    )
) as t (
    metric, applied_at, superseded_at, stopped_at, policy_id, sla_target_id, due_at, fulfilled_at,
    breached_at, elapsed_seconds, elapsed_calendar_seconds, elapsed_business_seconds, sla_status,
    is_fulfilled
);

create table marts.fct_sla_events as
select source_system, ticket_id, metric, clock_started_at, applied_at,
    md5(metric || applied_at) as sla_event_id,
    case when sla_status = 'breached' then elapsed_seconds end as elapsed_seconds,
    case when sla_status = 'breached' then elapsed_calendar_seconds end as elapsed_calendar_seconds,
    case when sla_status = 'breached' then elapsed_business_seconds end as elapsed_business_seconds
from intermediate.int_service_clocks
where sla_target_id is not null;

create table intermediate.int_service_clock_intervals as
select 'zendesk' as source_system, '7' as ticket_id,
    timestamp '2024-01-02 14:00:00' as clock_started_at, '3' as tier, 'own_team' as provider_id,
    status <> 'pending' as is_counted, *
from (values
    (
        'first_reply', timestamp '2024-01-02 14:00:00', 1::bigint, 'new', 'normal', 'office',
        'new_york', timestamp '2024-01-02 14:00:00', timestamp '2024-01-02 14:20:00', 1200::bigint
    ),
    (
        'requester_wait', timestamp '2024-01-02 14:00:00', 1, 'new', 'normal', 'office',
        'new_york', timestamp '2024-01-02 14:00:00', timestamp '2024-01-02 15:00:00', 3600
    ),
    (
        'requester_wait', timestamp '2024-01-02 14:00:00', 2, 'pending', 'normal', 'office',
        'new_york', timestamp '2024-01-02 15:00:00', timestamp '2024-01-02 16:30:00', 5400
    ),
    (
        'requester_wait', timestamp '2024-01-02 14:00:00', 3, 'open', 'normal', 'office',
        'new_york', timestamp '2024-01-02 16:30:00', timestamp '2024-01-02 17:00:00', 1800
    ),
    (
        'requester_wait', timestamp '2024-01-02 17:00:00', 1, 'new', 'normal', 'office',
        'new_york', timestamp '2024-01-02 14:00:00', timestamp '2024-01-02 15:00:00', 3600
    ),
    (
        'requester_wait', timestamp '2024-01-02 17:00:00', 2, 'pending', 'normal', 'office',
        'new_york', timestamp '2024-01-02 15:00:00', timestamp '2024-01-02 16:30:00', 5400
    ),
    (
        'requester_wait', timestamp '2024-01-02 17:00:00', 3, 'open', 'normal', 'office',
        'new_york', timestamp '2024-01-02 16:30:00', timestamp '2024-01-02 17:00:00', 1800
    ),
    (
        'requester_wait', timestamp '2024-01-02 17:00:00', 4, 'open', 'high', 'overseas',
        'london', timestamp '2024-01-02 17:00:00', timestamp '2024-01-03 10:40:00', 63600
    )
) as t (
    metric, applied_at, interval_number, status, priority, policy_id, schedule_id, run_from_at,
    run_until_at, calendar_seconds
);

create table intermediate.int_service_clock_hours as
with segments as (
    from (values
        (
            'new_york', 'America/New_York', interval 5 hours,
            timestamp '2024-01-02 14:00:00', timestamp '2024-01-02 23:00:00'
        ),
        (
            'london', 'Europe/London', interval 0 hours,
            timestamp '2024-01-03 09:00:00', timestamp '2024-01-03 17:00:00'
        )
    ) as t (schedule_id, time_zone, behind, segment_start_at, segment_end_at)
),
opened as (
    from (values
        ('first_reply', 1, timestamp '2024-01-02 14:00:00', 1200::bigint),
        ('requester_wait', 1, timestamp '2024-01-02 14:00:00', 3600),
        ('requester_wait', 3, timestamp '2024-01-02 16:30:00', 1800),
        ('requester_wait', 4, timestamp '2024-01-03 09:00:00', 6000)
    ) as t (metric, interval_number, open_from_at, open_seconds)
)
select source_system, ticket_id, metric, clock_started_at, applied_at, interval_number, time_zone,
    segment_start_at, segment_end_at, open_from_at, run_until_at as open_until_at, open_seconds,
    segment_start_at - behind as segment_start_local,
    segment_end_at - behind as segment_end_local,
    open_from_at - behind as open_from_local,
    run_until_at - behind as open_until_local
from intermediate.int_service_clock_intervals
inner join opened using (metric, interval_number)
inner join segments using (schedule_id);
"""


@pytest.fixture
def timed_home(tmp_path: Path) -> Home:
    """A home with that build database and no release."""
    home = Home(tmp_path)
    home.prepare()
    with duckdb.connect(home.database) as connection:
        connection.execute(_BUILD)
    return home
