"""`tierledger whatif`: the released definitions with other inputs, beside the release."""

import json
from decimal import Decimal

from orchestration.project import Home
from tests.product import Finished, tierledger

ASK = ("whatif", "--workflow", "refunds", "--route", "onshore", "--json")


def asked(home: Home, *options: str) -> dict[str, dict[str, str]]:
    finished = tierledger(home, *ASK, *options)
    assert finished.code == 0, finished.said
    return json.loads(finished.said)


def test_without_other_inputs_it_says_what_the_release_says(small_release: Home) -> None:
    told = asked(small_release)
    same = {name: value for name, value in told["asked"].items() if name != "quote_id"}
    assert same == {name: value for name, value in told["released"].items() if name != "quote_id"}


def test_a_price_a_cent_higher_costs_a_cent_more_a_unit_and_nothing_is_published(
    small_release: Home,
) -> None:
    served = (small_release.current / "marts.duckdb").stat()
    told = asked(small_release, "--price", "2.91", "--minimum", "0")
    before, after = told["released"], told["asked"]
    assert before["price_per_unit_amount"] == "2.9000"
    assert Decimal(after["all_in_cost_per_unit_amount"]) - Decimal(
        before["all_in_cost_per_unit_amount"]
    ) == Decimal("0.0100")
    served_then = (small_release.current / "marts.duckdb").stat()
    assert (served_then.st_mtime_ns, served_then.st_ino) == (served.st_mtime_ns, served.st_ino)


def test_a_minimum_above_the_work_is_paid_and_is_the_risk_of_the_weakest_month(
    small_release: Home,
) -> None:
    after = asked(small_release, "--minimum", "5000", "--units", "100", "--price", "3")["asked"]
    assert after["paid_per_unit_amount"] == "50.0000"
    assert Decimal(after["minimum_risk_amount"]) == 5000 - 3 * int(after["lowest_month_unit_count"])


def test_a_route_without_a_quote_starts_from_the_work_as_it_is(small_release: Home) -> None:
    told = json.loads(
        tierledger(
            small_release,
            *("whatif", "--workflow", "technical_issues", "--route", "offshore", "--json"),
            *("--price", "2", "--provider", "Somebody"),
        ).said
    )
    assert told["released"] is None
    assert told["asked"]["provider_name"] == "Somebody"
    assert told["asked"]["all_in_cost_per_unit_amount"] == "2.0000"


def test_what_is_not_there_is_the_askers_mistake(small_release: Home) -> None:
    def refused(*options: str) -> Finished:
        return tierledger(small_release, "whatif", *options)

    for options, said in (
        (("--workflow", "refund", "--route", "onshore"), "refunds"),
        (("--workflow", "refunds", "--route", "overseas"), "in_house_ai"),
        (("--workflow", "refunds", "--route", "onshore", "--price", "cheap"), "'cheap'"),
        (("--workflow", "refunds", "--route", "onshore", "--exit-share", "70"), "0 to 1"),
    ):
        finished = refused(*options)
        assert finished.code == 2
        assert said in finished.said
