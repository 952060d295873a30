"""The facts of the flat company are known, and so are its rework, shadow work and satisfaction."""

from collections.abc import Callable

import pytest

from orchestration.project import Home
from tests.sample.flat_company import MONTHS, demand_units, own_minutes

pytestmark = pytest.mark.whole_run


@pytest.fixture(params=["exports", "templates"])
def flat(request: pytest.FixtureRequest, published: Callable[..., Home]) -> Home:
    return published("flat", templates_only=request.param == "templates")


def test_every_ticket_is_solved_once_and_the_own_team_helps_the_vendor_as_stated(
    flat: Home, release: Callable
) -> None:
    """Nothing is opened again; who helps the vendor does so before the ticket is solved."""
    found = (
        release(flat)
        .execute("""
            select
                strftime(quality_month, '%Y-%m'),
                sum(solved_count),
                sum(rework_count),
                sum(reopen_count),
                coalesce(sum(shadow_work_seconds) filter (provider_id = 'northline'), 0),
                coalesce(sum(shadow_work_seconds) filter (provider_id <> 'northline'), 0)
            from marts.quality_month
            group by quality_month
            order by quality_month
        """)
        .fetchall()
    )
    assert found == [
        (
            month,
            sum(demand_units(month).values()),
            0,
            0,
            60 * own_minutes(month).get(("refund", "onshore"), 0),
            0,
        )
        for month in MONTHS
    ]


def test_satisfaction_is_what_the_helpdesk_was_told(flat: Home, release: Callable) -> None:
    """Each ticket is exported once, with the word that its customer chose."""
    if (flat.landing / "zendesk").exists():
        exports = (flat.landing / "zendesk").glob("tickets-*.ndjson")
        pattern = '"score":"{}"'
    else:
        exports = (flat.landing / "generic").glob("tickets-*.csv")
        pattern = ",{},"
    texts = [path.read_text(encoding="utf-8") for path in exports]
    good, bad = (
        sum(text.count(pattern.format(word)) for text in texts) for word in ("good", "bad")
    )
    assert good > 10 * bad / 3 > 0
    assert release(flat).execute("""
        select sum(csat_satisfied_count), sum(csat_answered_count), sum(csat_responded_count)
        from marts.quality_month
    """).fetchone() == (good, good + bad, good + bad)
