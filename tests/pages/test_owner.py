"""The owner's page says what the published marts say, and nothing else."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import unescape

import duckdb

from orchestration.pages.figures import (
    Figures,
    SlaCell,
    TierMonth,
    last_complete_month,
    read_figures,
)
from orchestration.pages.owner import headline, heat_map, render
from orchestration.publishing.manifest import ReleaseFacts
from tests.pages.company import Published

JUNE = date(2026, 6, 1)
FACTS = ReleaseFacts("000001", "run", "2026-06-30T10:00:00", "2026-07-01T02:00:00", {}, (), ())


def cell(met: int, measured: int, priority: str = "high", channel: str = "chat") -> SlaCell:
    return SlaCell(channel, priority, met, measured, Fraction(9, 10))


def figures(cells: Sequence[SlaCell] = (), cost: Decimal | None = Decimal(100)) -> Figures:
    tier = TierMonth(JUNE, "1", "Strategic", cost, 40, None, {"labour": cost})
    return Figures("USD", {JUNE: cost}, [tier], {"first_reply": cells} if cells else {}, JUNE)


def text_of(published: Published) -> str:
    page = published.page.read_text(encoding="utf-8")
    text = unescape(re.sub(r"<[^>]+>", " ", page[page.index("<body>") :]))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_states_the_totals_of_the_mart(published: Published) -> None:
    with duckdb.connect(str(published.marts), read_only=True) as connection:
        found = connection.execute(
            """
            select sum(cost_amount), sum(demand_unit_count) from cost_per_tier_month
            where cost_month = '2026-06-01'
            """
        ).fetchone()
        met = connection.execute(
            """
            select count(*) filter (met >= wanted), count(*) from (
                select sum(met_count) as met, sum(target_met_count) as wanted from sla_month
                where metric = 'first_reply' and applied_month = '2026-06-01'
                group by channel, priority
            )
            """
        ).fetchone()
    assert found
    assert met
    cost, units = found
    said = (
        f"Support cost ${cost:,.0f} in June 2026, ${cost / units:,.2f} per request; "
        f"{met[0]} of {met[1]} response targets met."
    )
    assert said in text_of(published)


def test_every_amount_of_the_mart_stands_on_the_page_to_the_cent(published: Published) -> None:
    text = text_of(published)
    with duckdb.connect(str(published.marts), read_only=True) as connection:
        amounts = connection.execute(
            """
            select cost_amount from cost_per_tier_month
            union all
            select unnest([labour_amount, management_amount, vendor_amount, software_amount])
            from cost_per_tier_month
            where cost_month = '2026-06-01'
            """
        ).fetchall()
    assert len(amounts) == 19 * 5 + 5 * 4
    for (amount,) in amounts:
        assert amount == 0 or f"${amount:,.2f}" in text


def test_a_month_that_is_not_over_is_not_the_month_of_the_page(published: Published) -> None:
    assert read_figures(published.marts, date(2026, 7, 30)).month == JUNE
    assert read_figures(published.marts, date(2026, 7, 31)).month == date(2026, 7, 1)
    assert last_complete_month([JUNE], date(2026, 6, 29)) is None


def test_a_near_miss_does_not_read_as_the_target(published: Published) -> None:
    assert re.search(r"✕\s+missed\s+89\.7%", text_of(published))


def test_what_is_withheld_says_so_and_the_whole_still_adds_up() -> None:
    hidden = TierMonth(
        JUNE, "1", "Strategic", None, 40, None, {"labour": None, "software": Decimal(5)}
    )
    shown = TierMonth(
        JUNE,
        "2",
        "Complex",
        Decimal(30),
        10,
        Decimal(3),
        {"labour": Decimal(30), "software": Decimal(0)},
    )
    both = Figures("USD", {JUNE: Decimal(100)}, [hidden, shown], {}, JUNE)
    text = unescape(re.sub(r"<[^>]+>", " ", render(both, FACTS)))
    assert "Support cost $100 in June 2026, $2.00 per request." in text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Pay that is withheld" in text
    assert "$95 · 95%" in text
    assert both.withheld(JUNE) == 70
    assert text.count("withheld") >= 5
    gone = Figures("USD", {JUNE: None}, [hidden], {}, JUNE)
    assert "withheld: it holds the pay of too few people" in headline(gone)


def test_small_cells_are_grey_but_count_in_the_verdict() -> None:
    cells = [cell(29, 29), cell(10, 29, "low"), cell(30, 30, "urgent")]
    drawn = heat_map("first_reply", cells)
    assert [row[1][0].tone for row in drawn.rows if row[1][0]] == ["met", "few", "few"]
    assert drawn.few == 2
    said = headline(figures(cells)).replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("; 2 of 3 response targets met.")


def test_priorities_stand_in_the_order_of_urgency() -> None:
    names = ["low", "strange", "urgent", "normal", "high"]
    drawn = heat_map("first_reply", [cell(90, 100, name) for name in names])
    assert [row[0] for row in drawn.rows] == ["Urgent", "High", "Normal", "Low", "Strange"]


def test_a_target_is_met_exactly_at_its_share() -> None:
    assert cell(90, 100).is_met
    assert not cell(899, 1000).is_met


def test_the_worst_cell_is_the_one_furthest_below_its_own_target() -> None:
    strict = SlaCell("phone", "low", 88, 100, Fraction(99, 100))
    drawn = heat_map("first_reply", [cell(80, 100), strict])
    assert drawn.summary == ("2 of 2 cells miss their own targets. Worst: Phone, low, at 88%.")


def test_findings_are_shown_and_escaped(published: Published) -> None:
    page = published.page.read_text(encoding="utf-8")
    assert "The newest &lt;file&gt; is 30 h old." in page
    assert "were rejected &amp; kept." in page
    assert "40 of 41 checks passed" in page


def test_a_withheld_amount_is_said_to_be_withheld() -> None:
    assert "withheld" in render(figures(cost=None), FACTS)


def test_a_page_without_a_complete_month_still_stands() -> None:
    empty = Figures("USD", {}, [], {}, None)
    assert "No month is complete yet" in render(empty, FACTS)


def test_the_page_needs_nothing_from_anywhere(published: Published) -> None:
    page = published.page.read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["'](?!data:,|checks.html)""", page)
    assert "http" not in re.sub(r'http-equiv="', "", page)
    assert "url(" not in page
