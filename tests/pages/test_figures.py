"""Pages of whole sample companies state what the tables of the same release hold."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from orchestration.project import Home
from orchestration.sample import Variant
from tests.pages.company import read_text

Publish = Callable[..., Home]
Release = Callable[[Home], duckdb.DuckDBPyConnection]


def text_of(home: Home, page: str = "owner.html") -> str:
    return read_text((home.current / "site" / page).read_text(encoding="utf-8"))


def one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    found = connection.execute(query).fetchone()
    assert found
    return found[0] if len(found) == 1 else found


def signed(amount: Decimal) -> str:
    return f"{'−' if amount < 0 else '+'}${abs(amount):,.2f}"


@pytest.mark.parametrize("variant", ["real", "flat"])
def test_the_bridge_and_the_saving_are_those_of_the_marts(
    published: Publish, release: Release, variant: Variant
) -> None:
    home = published(variant)
    text, tables = text_of(home), release(home)
    for is_level, amount in tables.execute(
        "select is_level, bar_amount from savings_bridge"
    ).fetchall():
        assert amount == 0 or (f"${amount:,.2f}" if is_level else signed(amount)) in text
    low, share, high = one(
        tables, "select low_saving_share, saving_share, high_saving_share from comparison_summary"
    )
    assert f"saved {share:.1%} of cost ({low:.1%} to {high:.1%})" in text
    assert f"{share:.1%} saved" in text


def test_the_flat_company_shows_its_worked_example(published: Publish) -> None:
    text = text_of(published("flat"))
    for said in ("$120,000.00", "−$30,000.00", "−$12,000.00", "−$8,000.00", "$70,000.00"):
        assert said in text
    assert "41.7% saved" in text


@pytest.mark.parametrize("variant", ["real", "flat"])
def test_tiles_and_verdict_are_those_of_the_last_complete_month(
    published: Publish, release: Release, variant: Variant
) -> None:
    home = published(variant)
    text, tables = text_of(home), release(home)
    month, cost, units = one(
        tables,
        """
        select cost_month, sum(cost_amount), sum(demand_unit_count) from cost_per_tier_month
        where demand_unit_count > 0 or cost_amount <> 0
        group by cost_month having sum(demand_unit_count) > 0 order by cost_month desc limit 1
        """,
    )
    assert f"Support cost ${cost:,.0f} in {month:%B %Y}, ${cost / int(units):,.2f}" in text
    met, measured, missed, cells = one(
        tables,
        f"""
        select sum(met), sum(measured), count(*) filter (met < wanted), count(*) from (
            select sum(met_count) as met, sum(measured_count) as measured,
                sum(target_met_count) as wanted
            from sla_month
            where metric = 'first_reply' and applied_month = '{month}' and measured_count > 0
            group by channel, priority
        )
        """,
    )
    assert re.search(
        rf"Answered in time {met / measured:.0%} {missed} of {cells} targets missed", text
    )
    assert f"{missed} of {cells} response" in text


def test_operations_state_what_runs_and_what_each_cell_kept(
    published: Publish, release: Release
) -> None:
    home = published("real")
    text, tables = text_of(home, "operations.html"), release(home)
    overdue, at_risk, running = one(
        tables,
        """
        select count(*) filter (sla_status = 'breached' and fulfilled_at is null),
            count(*) filter (sla_status = 'at_risk'),
            count(*) filter (sla_status in ('active', 'at_risk'))
        from fct_sla_events
        """,
    )
    assert f"{overdue:,} promises are overdue and {at_risk:,} of {running:,} running" in text
    for met, measured in tables.execute(
        """
        select sum(met_count), sum(measured_count) from sla_month
        where applied_month = (select max(applied_month) from sla_month where measured_count > 0)
            and measured_count > 0
        group by metric, channel, priority
        """
    ).fetchall():
        assert f" {measured:,} {met:,} " in text
    waiting = one(
        tables,
        """
        select sum(backlog_count) from fct_backlog_days
        where backlog_date = (select max(backlog_date) from fct_backlog_days)
        """,
    )
    assert f"{waiting:,} waited at the end of" in text


def test_a_vendor_reads_its_own_months(published: Publish, release: Release) -> None:
    home = published("real")
    text, tables = text_of(home, "vendor/northline.html"), release(home)
    rows = tables.execute(
        "select sum(measured_count), sum(met_count) from share_northline_sla_month "
        "group by applied_month, metric having sum(measured_count) > 0"
    ).fetchall()
    assert rows
    for measured, met in rows:
        assert f" {measured:,} {met:,} " in text
    assert "Answerbot" not in text
    assert "$" not in text


def test_every_source_that_sent_something_is_listed_with_its_freshness(
    published: Publish,
) -> None:
    text = text_of(published("real"), "checks.html")
    assert "zendesk.tickets ✓ fresh The newest file of zendesk.tickets" in text
    assert "No file of" not in text
