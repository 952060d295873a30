"""The payroll journal: sections, labelled values, control totals. No message shows pay."""

import pytest

from tests.landing.exports import WAGES
from tests.landing.shop import Shop


def test_every_row_carries_the_values_of_its_section(shop: Shop) -> None:
    outcome = shop.land_one("wages.csv", WAGES)
    assert (outcome.status, outcome.rows_read, outcome.rows_landed) == ("landed", 3, 3)
    assert shop.rows(
        "select _source_row, period, pay_day, last_name, gross, taxes, overtime_amount "
        "from raw_shop.wages order by 1"
    ) == [
        (8, "08/10/2026 - 08/16/2026", "08/21/2026", "O'Neil, Jr", "$1,000.50", "100.05", None),
        (9, "08/10/2026 - 08/16/2026", "08/21/2026", "Lee", "-", None, None),
        (16, "08/01/2026 - 08/31/2026", "08/31/2026", "Kay", "(50.25)", "5-", None),
    ]
    assert "NEW MONEY COLUMNS overtime_amount" in outcome.notes[0]


BROKEN = {
    "edited_pay": (WAGES.replace("$1,000.50", "$1,000.51"), "row 10, column gross"),
    "edited_total": (WAGES.replace("-5.00", "-5.01"), "row 17, column taxes"),
    "lost_row": (WAGES.replace("Kay,Cy,(50.25),,5-\n", ""), "row 16, column gross"),
    "blank_total": (WAGES.replace('"1,000.50",100.05\n\n', ",\n\n"), "row 10, column gross"),
    "not_money": (WAGES.replace("$1,000.50", "1.000,50"), "row 8, column gross"),
    "cut_off": (WAGES[: WAGES.rindex("Payroll Totals")], "row is missing"),
    "cut_between": (WAGES.replace('Payroll Totals,,"1,000.50",100.05\n', ""), "is missing"),
    "short_row": (WAGES.replace("(50.25),,5-", "(50.25)"), "row 17, column gross"),
}


@pytest.mark.parametrize(("content", "place"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_control_total_refuses_the_file_and_blocks(
    shop: Shop, content: str, place: str
) -> None:
    shop.drop("wages.csv", content)
    report = shop.land()
    (outcome,) = report.outcomes
    assert outcome.status == "refused"
    assert not outcome.is_required
    assert len(report.blocking) == 1
    assert place in (outcome.reason or "")
    for secret in ("1,000", "1000", "50.25", "100.05", "Neil", "Kay"):
        assert secret not in report.blocking[0]
    assert shop.rows("select count(*) from raw_shop.wages") == [(0,)]


def test_a_section_without_its_pay_day_is_refused(shop: Shop) -> None:
    outcome = shop.land_one("wages.csv", WAGES.replace('"Pay day"," 08/31/2026"\n', ""))
    assert "column pay_day" in (outcome.reason or "")


def test_a_file_without_sections_is_refused(shop: Shop) -> None:
    assert "no section" in (shop.land_one("wages.csv", "Last Name,Gross\nx,1\n").reason or "")


def test_a_section_without_its_header_is_refused(shop: Shop) -> None:
    content = WAGES.replace("Last Name,First Name,Gross,Taxes", "Name,Gross,Taxes")
    assert "missing last_name" in (shop.land_one("wages.csv", content).reason or "")


def test_a_row_outside_of_a_section_is_kept_not_lost(shop: Shop) -> None:
    outcome = shop.land_one("wages.csv", WAGES + "\nDoe,Di,7.00,1.00\nCompany Totals,,1,2\nNote\n")
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (4, 3, 1)
    assert shop.rows("select source_row, row_text from raw.rejected_rows") == [
        (19, "Doe,Di,7.00,1.00")
    ]
