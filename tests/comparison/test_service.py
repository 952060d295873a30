"""Rows of service in, rows of changes and weights out: the same as of single tickets."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from orchestration.comparison.service import change_rows, load_rows, weight_rows
from orchestration.statistics.standardisation import ATTAINMENT, P50, Measure, standardise

SCOPE, METRIC, MEASURE, CHANNEL, BEFORE, NORMAL, AFTER, RAW, CHANGE, LOW, HIGH = range(1, 12)
BEFORE_COUNT, AFTER_COUNT, BEFORE_MONTHS, AFTER_MONTHS = range(12, 16)
ATTRIBUTABLE, REFUSAL, LEFT_TREND, SHIFTED, SHORT = range(17, 22)
MONTHS = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(18)]


def _tickets(before: int = 12) -> pd.DataFrame:
    """Single tickets of two tiers on two channels, chat of the moved tier faster after."""
    source = np.random.default_rng(3)
    rows = []
    for number, month in enumerate(MONTHS):
        is_after = number >= before
        for _ in range(150):
            tier, channel = source.choice(["2", "3"]), source.choice(["chat", "email"])
            usual = 60.0 if channel == "chat" else 7_200.0
            faster = 0.5 if is_after and tier == "3" else 1.0
            seconds = float(np.round(usual * faster * np.exp(source.normal(0.0, 0.5))))
            rows.append(
                {
                    "comparison_id": "move",
                    "comparison_part": "after" if is_after else "before",
                    "counted_month": pd.Timestamp(month),
                    "is_moved": tier == "3",
                    "metric": "first_reply",
                    "tier": tier,
                    "channel": channel,
                    "priority": source.choice(["high", "normal"]),
                    "load_band": int(source.integers(0, 3)),
                    "seconds": seconds,
                    "is_kept": float(seconds <= usual),
                }
            )
    return pd.DataFrame(rows)


def _counted(tickets: pd.DataFrame, value: str, kind: str) -> pd.DataFrame:
    """The same tickets as counts by value."""
    keys = [name for name in tickets if name not in ("seconds", "is_kept")]
    named = tickets.assign(counted_value=tickets[value], value_kind=kind)
    counted = named.groupby([*keys, "counted_value", "value_kind"]).size()
    return pd.DataFrame({"ticket_count": counted}).reset_index()


def _inputs(tickets: pd.DataFrame, demand: int = 150) -> pd.DataFrame:
    counted = pd.concat(
        [_counted(tickets, "is_kept", "share"), _counted(tickets, "seconds", "seconds")]
    )
    asked = tickets.drop_duplicates(["counted_month", "is_moved"]).assign(
        metric="demand", value_kind="demand", counted_value=1.0, ticket_count=demand
    )
    return pd.concat([counted, asked], ignore_index=True).sample(frac=1, random_state=3)


def _found(inputs: pd.DataFrame) -> dict[tuple[object, ...], tuple[object, ...]]:
    return {row[SCOPE:BEFORE]: row for row in change_rows(inputs)}


@pytest.mark.parametrize(
    ("name", "value", "measure"), [("share", "is_kept", ATTAINMENT), ("p50", "seconds", P50)]
)
@pytest.mark.parametrize("scope", ["all", "moved"])
def test_counts_give_what_single_tickets_give(
    scope: str, name: str, value: str, measure: Measure
) -> None:
    tickets = _tickets()
    row = _found(_inputs(tickets))[scope, "first_reply", name, "all"]
    single = tickets if scope == "all" else tickets.loc[tickets["is_moved"]]
    single = single.assign(
        month=single["counted_month"],
        part=single["comparison_part"],
        cell=single["tier"] + single["channel"] + single["priority"],
        value=single[value],
        count=1.0,
    )
    expected = standardise(single, measure)
    relative = np.expm1 if measure is P50 else float
    assert row[BEFORE : RAW + 1] == pytest.approx(
        (
            expected.before,
            expected.normalized_before,
            expected.after,
            relative(expected.unadjusted_change),
        )
    )
    assert row[BEFORE_COUNT : AFTER_MONTHS + 1] == (
        (single["part"] == "before").sum(),
        (single["part"] == "after").sum(),
        12,
        6,
    )
    assert row[CHANGE] == pytest.approx(relative(expected.change))
    assert row[ATTRIBUTABLE] is True


def test_demand_that_grew_is_told_though_as_much_was_measured() -> None:
    inputs = _inputs(_tickets())
    grown = (inputs["metric"] == "demand") & (inputs["comparison_part"] == "after")
    inputs.loc[grown, "ticket_count"] = 180
    row = _found(inputs)["all", "first_reply", "share", "all"]
    assert row[ATTRIBUTABLE] is False
    assert row[LEFT_TREND] == "not attributable: demand left its trend by +20% after the move"
    assert row[SHORT] is None


def test_both_reasons_are_told() -> None:
    inputs = _inputs(_tickets(before=9))
    inputs.loc[
        (inputs["metric"] == "demand") & (inputs["comparison_part"] == "after"), "ticket_count"
    ] = 75
    row = _found(inputs)["all", "first_reply", "share", "all"]
    assert "left its trend by -50%" in str(row[LEFT_TREND])
    assert row[SHORT] == "wide interval: 9 months before, 12 show a year"


def test_each_channel_stands_by_itself_without_an_interval() -> None:
    found = _found(_inputs(_tickets()))
    chat = found["moved", "first_reply", "p50", "chat"]
    assert chat[RAW] == pytest.approx(-0.5, abs=0.1)
    assert (chat[LOW], chat[HIGH]) == (None, None)
    channels = [found["all", "first_reply", "p50", one] for one in ("chat", "email")]
    whole = found["all", "first_reply", "p50", "all"]
    for count in (BEFORE_COUNT, AFTER_COUNT):
        assert sum(int(str(row[count])) for row in channels) == whole[count]


def test_a_move_without_a_month_after_is_refused_in_words_and_stops_no_night() -> None:
    inputs = _inputs(_tickets())
    early = inputs.loc[inputs["comparison_part"] == "before"]
    row = _found(early)["all", "first_reply", "p50", "all"]
    assert row[BEFORE:BEFORE_COUNT] == (None,) * 7
    assert row[REFUSAL] == "tickets of two months before and one after are needed"
    assert change_rows(inputs.iloc[:0]) == []


def _cell(month: int, channel: str, tickets: int, reference: int, **other: object) -> dict:
    return {
        "counted_month": date(2024, month, 1),
        "metric": "first_reply",
        "service": "care",
        "provider_id": "own",
        "tier": "3",
        "channel": channel,
        "priority": "high",
        "weight_band": 1,
        "ticket_count": tickets,
        "reference_count": reference,
        **other,
    }


def test_every_month_is_weighted_by_itself() -> None:
    # January: 50 chats and 150 emails, asked 60 : 40 of 100. Trust in chat is 50 / 100, in email
    # 150 / 200, so 30 stay in chat, 30 in email. What is left finds its channel: with the same
    # trust half of 30 and three quarters of 10 stay, and so on for the channel's pool; the rest of
    # 7.5 + 0.625 is spread over all 200. February has one cell only: 1.
    left = 60 * 0.5**3 + 40 * 0.25**3
    chat, email = (60 * (1 - 0.5**3)) / 50, (40 * (1 - 0.25**3)) / 150
    weights = np.array([chat + left / 200, email + left / 200]) * 2
    rows = weight_rows(
        pd.DataFrame(
            [
                _cell(1, "chat", 50, 60),
                _cell(1, "email", 150, 40),
                _cell(2, "chat", 9, 60),
                _cell(2, "email", 0, 40),
            ]
        )
    )
    assert rows["weight"].tolist() == pytest.approx([*weights, 1.0])
    assert rows["counted_month"].tolist() == [date(2024, 1, 1)] * 2 + [date(2024, 2, 1)]


def test_a_tier_that_the_reference_months_lack_has_no_weight() -> None:
    rows = weight_rows(
        pd.DataFrame([_cell(1, "chat", 5, 0, tier="1"), _cell(1, "chat", 5, 9, tier="2")])
    )
    assert rows["weight"].isna().tolist() == [True, False]


def test_a_home_without_tickets_has_no_loads_and_no_weights() -> None:
    none = pd.DataFrame(columns=["arrived_date", "service", "channel", "ticket_count"])
    assert list(load_rows(none)) == ["arrived_date", "channel", "load_share", "load_band"]
    assert weight_rows(pd.DataFrame([_cell(1, "chat", 5, 0)]).iloc[:0]).empty


def test_arrivals_of_several_services_make_one_load() -> None:
    days = pd.date_range("2024-01-01", periods=70)
    arrivals = pd.DataFrame(
        {
            "arrived_date": [*days, *days],
            "service": ["care"] * 70 + ["office"] * 70,
            "channel": "chat",
            "ticket_count": [10] * 70 + [10] * 69 + [150],
        }
    )
    # On the last day 160 instead of 20: (6 + 8) / 7 = 2.
    loads = load_rows(arrivals)
    assert loads["load_share"].to_numpy()[-2:] == pytest.approx([1.0, 2.0])
    assert loads["load_band"].to_numpy()[-2:].tolist() == [1, 3]
