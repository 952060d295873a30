"""The section on a comparison says what may be said of it, and no more."""

from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest

from orchestration.pages.owner import render_owner
from orchestration.pages.release_tables import ReleaseTables
from orchestration.pages.savings import Comparison, read_comparisons, saving_section
from orchestration.publishing.manifest import ReleaseFacts
from tests.pages import moved_company
from tests.pages.company import read_text

FACTS = ReleaseFacts("000001", "run", "2026-06-30T10:00:00", "2026-07-01T02:00:00", {}, (), ())


@pytest.fixture
def tables() -> ReleaseTables:
    """A release that holds the comparison and nothing of the work that moved."""
    connection = duckdb.connect()
    connection.execute("create schema marts; use marts")
    moved_company.write_moved(connection)
    connection.execute("delete from transition_quality_dips; drop table transition_ramp")
    return ReleaseTables(connection)


@pytest.fixture
def comparison(tables: ReleaseTables) -> Comparison:
    (found,) = read_comparisons(tables)
    return found


def changed(comparison: Comparison, **summary: object) -> Comparison:
    return replace(comparison, summary={**comparison.summary, **summary})


NOTHING = dict.fromkeys(("saving_share", "low_saving_share", "high_saving_share", "saving_amount"))


def test_a_refused_comparison_shows_why_and_no_percentage(comparison: Comparison) -> None:
    words = "2 full months after the move; a percentage needs 2: there will be one from 2026-08-01"
    finding = {"finding_effect": "refuses", "finding_words": words}
    refused = replace(
        changed(comparison, is_refused=True, is_saving_shown=False, **NOTHING),
        findings=[finding],
        bars=(),
    )
    section = saving_section(refused)
    assert (section.headline, section.tone, section.chart) == ("No percentage yet", "plain", None)
    assert words in section.said
    assert "%" not in section.said


def test_a_bridge_with_a_withheld_bar_is_a_table_without_a_picture(
    comparison: Comparison,
) -> None:
    bars = [{**bar, "bar_amount": None} for bar in comparison.bars]
    payback = [{**row, "cumulative_net_amount": None} for row in comparison.payback]
    withheld = replace(
        changed(comparison, **NOTHING, payback_month=None), bars=bars, payback=payback
    )
    section = saving_section(withheld)
    assert section.chart is None
    assert section.headline == "Withheld"
    assert ("Paid back", "withheld") in section.facts
    assert all(row[1] == "withheld" for row in section.numbers[0].rows)


def test_a_saving_that_may_be_chance_is_no_bold_number(comparison: Comparison) -> None:
    section = saving_section(
        changed(comparison, is_saving_shown=False, low_saving_share=Decimal("-0.02"))
    )
    assert (section.headline, section.tone) == ("No saving shown", "plain")
    assert "95% interval −2.0% to 38.4%" in section.said


def test_a_loss_is_red_and_named(comparison: Comparison) -> None:
    section = saving_section(
        changed(
            comparison,
            is_saving_shown=False,
            saving_share=Decimal("-0.1"),
            low_saving_share=Decimal("-0.2"),
            high_saving_share=Decimal("-0.01"),
        )
    )
    assert (section.headline, section.tone) == ("10.0% dearer", "bad")


def test_a_missing_noise_floor_says_why(comparison: Comparison) -> None:
    reason = "noise floor not available: 6 months before, not 9"
    section = saving_section(changed(comparison, noise_floor_share=None, noise_floor_reason=reason))
    assert ("Noise floor", "not available: 6 months before, not 9") in section.facts


def test_a_comparison_of_which_nothing_has_moved_yet_has_a_page(tables: ReleaseTables) -> None:
    text = read_text(render_owner(tables, FACTS, ()))
    assert "33.2% saved" in text
    assert "Did the first 90 days recover?" not in text
