"""Rows of comparisons in, rows of estimates out: what is refused, left out, provisional, untold."""

from datetime import date

import pandas as pd
import pytest

from orchestration.comparison.estimated import counterfactual_rows, estimate_rows, finding_rows

CENTS_A_MONTH = 10_000_000
SAVING_SHARE, REFUSED, PROVISIONAL, SHOWN = 1, 11, 12, 13
ALL_MONTHS = 10


def _inputs(comparison_id: str = "move", before: int = 12, after: int = 6) -> pd.DataFrame:
    """A company that works the same and costs 100,000.00 a month before, 60,000.00 after."""
    months = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(before + after)]
    is_before = [number < before for number in range(len(months))]
    cost = [CENTS_A_MONTH if early else 6_000_000 for early in is_before]
    return pd.DataFrame(
        {
            "comparison_id": comparison_id,
            "cost_month": months,
            "comparison_part": ["before" if early else "after" for early in is_before],
            "is_complete": True,
            "is_excluded": False,
            "missing": None,
            "cost_cents": cost,
            "labour_cents": [amount * 4 // 5 for amount in cost],
            "other_cents": [amount // 5 for amount in cost],
            "fixed_cents": [amount // 5 for amount in cost],
            "demand_unit_count": 1_000,
            "work_seconds": 600_000.0,
            "wage_ten_thousandths": 10_000,
            "invoice_cents": 100,
            "dated_invoice_cents": 100,
            "bot_billed_unit_count": 0,
            "bot_logged_unit_count": 0,
            "is_fixed_withheld": False,
            "is_total_withheld": False,
            "after_first_month": date(2023 + before // 12, before % 12 + 1, 1),
            "after_last_month": date(2025, 12, 1),
        }
    )


def _codes(inputs: pd.DataFrame) -> set[str]:
    return {str(code) for _, _, code, _, _ in finding_rows(inputs)}


def test_every_comparison_is_estimated_by_itself() -> None:
    shuffled = pd.concat([_inputs("b"), _inputs("a", before=15)]).sample(frac=1, random_state=3)
    rows = estimate_rows(shuffled)
    assert [row[0] for row in rows] == ["a", "b"]
    for row in rows:
        assert row[SAVING_SHARE] == pytest.approx(0.4, abs=0.001)
        assert row[REFUSED : SHOWN + 1] == (False, False, True)
    expected = [counterfactual for _, _, counterfactual, _, _ in counterfactual_rows(shuffled)]
    assert expected == [pytest.approx(100_000, rel=0.001)] * 12


def test_too_few_months_are_refused_with_the_reason() -> None:
    inputs = _inputs(before=2)
    ((*_, reason),) = estimate_rows(inputs)
    ((*told, is_refused, _, is_shown, _),) = estimate_rows(inputs)
    assert told == ["move", *[None] * 10]
    assert (is_refused, is_shown) == (True, False)
    assert "2 full months before" in str(reason)
    assert counterfactual_rows(inputs) == []


def test_a_month_that_is_not_complete_is_not_compared_and_said() -> None:
    inputs = _inputs()
    last = inputs.index[-1]
    inputs.loc[last, ["is_complete", "missing"]] = [False, "payroll has not come"]
    inputs.loc[last, ["cost_cents", "labour_cents"]] = [1_200_000, 0]
    ((*_, reason),) = estimate_rows(inputs)
    ((_, saving, *_),) = estimate_rows(inputs)
    assert saving == pytest.approx(0.4, abs=0.001)
    assert "payroll has not come" in str(reason)
    assert estimate_rows(inputs)[0][PROVISIONAL] is True
    assert len(counterfactual_rows(inputs)) == 5


def test_both_results_stand_where_the_owner_leaves_a_month_out() -> None:
    inputs = _inputs()
    assert estimate_rows(inputs)[0][ALL_MONTHS] is None
    odd = inputs.index[4]
    inputs.loc[odd, ["cost_cents", "other_cents"]] = [16_000_000, 8_000_000]
    inputs.loc[odd, "is_excluded"] = True
    row = estimate_rows(inputs)[0]
    assert row[SAVING_SHARE] == pytest.approx(0.4, abs=0.001)
    with_all_months = row[ALL_MONTHS]
    assert isinstance(with_all_months, float)
    assert with_all_months > 0.405
    assert "months_excluded" in _codes(inputs)


def test_a_step_of_fixed_cost_is_not_told_where_pay_is_withheld() -> None:
    inputs = _inputs()
    late = inputs.index[8:12]
    inputs.loc[late, "fixed_cents"] += 1_000_000
    assert "fixed_cost_step" in _codes(inputs)
    inputs["is_fixed_withheld"] = True
    assert "fixed_cost_step" not in _codes(inputs)


def test_months_that_cost_nothing_before_are_refused_and_stop_no_night() -> None:
    inputs = _inputs()
    early = inputs["comparison_part"] == "before"
    amounts = ["cost_cents", "labour_cents", "other_cents", "fixed_cents"]
    inputs.loc[early, amounts] = 0
    ((_, *_, words),) = estimate_rows(inputs)
    assert _codes(inputs) == {"no_cost_before"}
    assert "cost nothing" in str(words)


def test_a_company_whose_books_begin_after_the_move_is_refused_with_a_date() -> None:
    inputs = _inputs(before=0, after=1)
    assert {"too_few_months_before", "too_few_months_after"} <= _codes(inputs)


def test_the_date_of_a_percentage_is_counted_from_the_declared_window() -> None:
    # Nothing after yet; the window after begins in October: October and November must be full.
    inputs = _inputs(before=6, after=0)
    inputs["after_first_month"] = date(2023, 10, 1)
    words = next(
        words for *_, code, _, words in finding_rows(inputs) if str(code).endswith("months_after")
    )
    assert "from 2023-12-01 on" in str(words)


def test_pay_of_too_few_people_is_not_compared() -> None:
    inputs = _inputs()
    inputs["is_total_withheld"] = True
    ((_, share, *_),) = estimate_rows(inputs)
    assert share is None
    assert _codes(inputs) == {"pay_of_too_few"}
