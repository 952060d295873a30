"""The owner's page says what the published marts say, and nothing else."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb

from orchestration.pages.costs import Costs, TierMonth, last_complete_month, read_costs
from orchestration.pages.owner import OwnerFigures, render_owner, tiles
from orchestration.pages.release_tables import ReleaseTables, opened
from orchestration.pages.sla_cells import SlaCell, heat_map, worst_cell
from orchestration.publishing.manifest import ReleaseFacts
from tests.pages.company import Published, read_text
from tests.pages.moved_company import BARS

JUNE = date(2026, 6, 1)
FACTS = ReleaseFacts("000001", "run", "2026-06-30T10:00:00", "2026-07-01T02:00:00", {}, (), ())


def cell(met: int, measured: int, priority: str = "high", channel: str = "chat") -> SlaCell:
    return SlaCell(channel, priority, met, measured, Fraction(9, 10))


def query(made_up: Published, text: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(made_up.marts), read_only=True) as connection:
        return connection.execute(text).fetchall()


def test_the_page_states_the_totals_of_the_mart(made_up: Published) -> None:
    ((cost, units),) = query(
        made_up,
        """
        select sum(cost_amount), sum(demand_unit_count) from cost_per_tier_month
        where cost_month = '2026-06-01'
        """,
    )
    ((missed, count),) = query(
        made_up,
        """
        select count(*) filter (met < wanted), count(*) from (
            select sum(met_count) as met, sum(target_met_count) as wanted from sla_month
            where metric = 'first_reply' and applied_month = '2026-06-01'
            group by channel, priority
        )
        """,
    )
    assert isinstance(cost, Decimal)
    text = made_up.text("owner.html")
    assert f"Support cost ${cost:,.0f} in June 2026, ${cost / Decimal(str(units)):,.2f}" in text
    assert f"{missed} of {count} response" in text
    assert f"{missed} of {count} targets missed" in text


def test_every_amount_of_the_mart_stands_on_the_page_to_the_cent(made_up: Published) -> None:
    text = made_up.text("owner.html")
    amounts = query(
        made_up,
        """
        select cost_amount from cost_per_tier_month
        union all
        select unnest([labour_amount, management_amount, vendor_amount, software_amount])
        from cost_per_tier_month
        where cost_month = '2026-06-01'
        """,
    )
    assert len(amounts) == 19 * 5 + 5 * 4
    for (amount,) in amounts:
        assert amount == 0 or f"${amount:,.2f}" in text


def test_the_bridge_states_every_bar_and_the_estimate_its_interval(made_up: Published) -> None:
    text = made_up.text("owner.html")
    for bar, amount in BARS.items():
        if amount and bar in {"before", "budget", "after"}:
            assert f"${amount:,.2f}" in text
        elif amount:
            assert f"{'−' if amount < 0 else '+'}${abs(amount):,.2f}" in text
            assert f"{'−' if amount < 0 else '+'}${abs(amount):,}" in text
    assert "33.2% saved" in text
    assert "95% interval 27.4% to 38.4%" in text
    assert "Noise floor 4.1%" in text
    assert "A second, simpler estimate 31.8% (21.0% to 41.0%)" in text
    assert "Paid back in February 2026" in text
    assert "Moved to an offshore vendor" not in re.findall(r"<svg.*?</svg>", text)


def test_a_saving_is_green_and_what_costs_more_is_red(made_up: Published) -> None:
    page = made_up.source("owner.html")
    styles = {
        name: style
        for style, name in re.findall(r'<rect class="(\w+)"[^>]*><title>([^:<]+):', page)
    }
    assert styles["Automation"] == "gain"
    assert styles["Own team&#39;s unit cost"] == "loss"
    assert styles["One-off cost of moving"] == "loss"
    assert styles["Wages"] == "outside"
    assert styles["After"] == "level"


def test_the_ramp_says_when_moved_work_was_back(made_up: Published) -> None:
    text = made_up.text("owner.html")
    assert "Rework peaked at 16.0% in week 1 (4.0% before)." in text
    assert "All 2 workflows are back, the slowest after 56 days." in text
    assert "1 of 4 service levels that fell is not back." in text
    assert "Days to learn 56" in text


def test_a_month_that_is_not_over_is_not_the_month_of_the_page(made_up: Published) -> None:
    with opened(made_up.marts) as tables:
        assert read_costs(tables, date(2026, 7, 30)).month == JUNE
        assert read_costs(tables, date(2026, 7, 31)).month == date(2026, 7, 1)
    assert last_complete_month([JUNE], date(2026, 6, 29)) is None


def test_a_near_miss_does_not_read_as_the_target(made_up: Published) -> None:
    assert re.search(r"✕ missed 89\.7%", made_up.text("owner.html"))


def test_what_is_withheld_says_so_and_the_whole_still_adds_up() -> None:
    hidden = TierMonth(JUNE, "1", "Strategic", None, 40, None, {"labour": None})
    shown = TierMonth(JUNE, "2", "Complex", Decimal(30), 10, Decimal(3), {"labour": Decimal(30)})
    costs = Costs("USD", {JUNE: Decimal(100)}, [hidden, shown], JUNE)
    assert costs.withheld(JUNE) == 70
    found = tiles(OwnerFigures(costs, (), (), {}, ()))
    assert [(tile.name, tile.value) for tile in found] == [
        ("Cost, fully loaded", "$100"),
        ("Cost per request", "$2.00"),
    ]
    gone = Costs("USD", {JUNE: None}, [hidden], JUNE)
    assert tiles(OwnerFigures(gone, (), (), {}, ()))[0].value == "withheld"


def test_small_cells_are_grey_but_count() -> None:
    cells = [cell(29, 29), cell(10, 29, "low"), cell(30, 30, "urgent")]
    drawn = heat_map("first_reply", cells)
    assert [row[1][0].tone for row in drawn.rows if row[1][0]] == ["met", "few", "few"]
    assert drawn.few == 2
    assert drawn.summary.startswith("1 of 3 cells misses the 90% target.")


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
    assert worst_cell([cell(80, 100), cell(0, 5, "low")]) == cell(80, 100)
    assert worst_cell([cell(95, 100)]) is None


def test_findings_are_shown_and_escaped(made_up: Published) -> None:
    page = made_up.source("owner.html")
    assert "The newest &lt;file&gt; is 30 h old." in page
    assert "were rejected &amp; kept." in page
    assert "40 of 41 checks passed" in page


def test_a_release_without_any_table_still_has_a_page() -> None:
    with duckdb.connect() as connection:
        text = read_text(render_owner(ReleaseTables(connection), FACTS, ()))
    assert "No month is complete yet." in text
    assert "There is no move to compare with yet, no promise could be measured yet and no" in text
