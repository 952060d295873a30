"""The same company through the generic templates alone."""

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.sample import flat_company as facts
from tests.sample.exported import template_rows

_WORK = {"technical_issue", "refund", "order_status"}


@pytest.fixture(scope="session")
def tables(flat_templates: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for name in ("tickets", "ticket_events"):
        connection.execute(
            f"create table {name} as select * from read_csv("
            f"'{flat_templates}/generic/{name}-*.csv', all_varchar = true, filename = true)"
        )
    return connection


def test_no_other_system_exports_anything(flat_templates: Path) -> None:
    assert [folder.name for folder in flat_templates.iterdir()] == ["generic"]


def test_tickets_and_minutes_are_the_published_ones(tables: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, facts.Cells] = defaultdict(dict)
    for month, work, route, count in tables.execute("""
        select
            filename[-11:-5],
            case when "group" = 'Key accounts' then 'key_accounts' else tags end as work,
            case
                when is_automated = 'true' then 'automation'
                when assignee like '43%' then 'onshore'
                else 'in_house'
            end as route,
            count(*)
        from tickets
        group by all
    """).fetchall():
        found[month][work, route] = count
    assert found == {month: facts.demand_units(month) for month in facts.MONTHS}
    minutes = tables.execute("""
        select filename[-11:-5], sum(cast(handle_seconds as bigint)) // 60
        from ticket_events
        where actor_id like '41%' and actor_kind = 'agent'
        group by all
    """).fetchall()
    assert dict(minutes) == {
        month: sum(facts.own_minutes(month).values()) for month in facts.MONTHS
    }


def test_tickets_carry_what_their_events_say(tables: duckdb.DuckDBPyConnection) -> None:
    assert tables.execute("""
        with events as (
            select
                ticket_id,
                min(event_at) filter (
                    where event_type = 'public_reply' and actor_kind in ('agent', 'vendor')
                ) as first_reply_at,
                max(event_at) filter (where event_type = 'solved') as solved_at,
                sum(cast(handle_seconds as bigint)) as handle_seconds
            from ticket_events
            group by ticket_id
        )
        select count(*)
        from tickets
        left join events on tickets.ticket_id = events.ticket_id
        where
            tickets.first_reply_at is distinct from events.first_reply_at
            or tickets.solved_at is distinct from events.solved_at
            or cast(tickets.handle_seconds as bigint) is distinct from events.handle_seconds
    """).fetchone() == (0,)


@pytest.mark.parametrize("month", facts.MONTHS)
def test_pay_lines_add_up_to_the_pools(flat_templates: Path, month: str) -> None:
    pools = dict.fromkeys(("labour", "overtime", "management"), Decimal(0))
    for line in template_rows(flat_templates, "payroll_lines", month):
        pool = "labour"
        if line["department"] == "Management":
            pool = "management"
        elif "overtime" in (line["line_kind"], line["burdens"]):
            pool = "overtime"
        pools[pool] += Decimal(line["amount"])
    assert pools == facts.pay_pools(month)


def test_invoice_lines_hold_every_document(flat_templates: Path) -> None:
    found: Counter[tuple[str, str, str]] = Counter()
    for line in template_rows(flat_templates, "invoice_lines"):
        key = (line["vendor"], line["service_start"], line["service_end"])
        found[key] += Decimal(line["net_amount"])  # pyright: ignore[reportArgumentType]
    platform = ("Automatik GmbH", "2024-10-01", "2025-09-30")
    assert found == {**facts.DOCUMENT_TOTALS, platform: Decimal("16363.64")}


def test_time_entries_hold_the_hours(flat_templates: Path) -> None:
    for month in facts.MONTHS:
        seconds = sum(
            int(e["seconds"]) for e in template_rows(flat_templates, "time_entries", month)
        )
        assert seconds == sum(facts.management_hours(month).values()) * 3_600
