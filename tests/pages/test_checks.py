"""The page of the checks says what the release and its mart of findings say."""

import re
from html import unescape

from orchestration.pages.checks import render
from orchestration.publishing.manifest import ReleaseFacts
from orchestration.quality.results import CheckResult
from tests.pages.company import Published


def page_of(made_up: Published) -> str:
    return made_up.source("checks.html")


def facts(*checks: CheckResult) -> ReleaseFacts:
    times = ("2026-06-30T10:00:00", "2026-07-01T02:00:00")
    return ReleaseFacts("000001", "run", *times, {}, checks, ())


def check(asset: str, name: str, passed: bool) -> CheckResult:
    return CheckResult(("marts", asset), name, passed, False, f"{name} said.", {})


def test_the_numbers_of_the_night_stand_on_top(made_up: Published) -> None:
    tiles = re.findall(
        r'class="name">([^<]+)<.*?class="value">([^<]+)<.*?class="pill (\w+)">([^<]+)<',
        page_of(made_up),
        re.DOTALL,
    )
    assert tiles == [
        ("Checks passed", "40", "bad", "of 41"),
        ("Files refused", "1", "bad", "kept out whole"),
        ("Rows rejected", "1,200", "bad", "kept out"),
        ("Columns that differ", "2", "bad", "see below"),
        ("Local times at a clock change", "7", "plain", "counted, used"),
    ]


def test_what_was_kept_out_comes_before_drift_and_clock_changes(made_up: Published) -> None:
    rows = re.findall(r"<td>([A-Z][a-z ]+)</td><td>([^<]+)</td><td>([\d,]+)</td>", page_of(made_up))
    assert rows == [
        ("Refused", "–", "1"),
        ("Rejected rows", "–", "1,200"),
        ("Unknown money", "bonus_fee", "60"),
        ("Missing column", "roles", "1"),
        ("Doubled local time", "created_time", "7"),
    ]
    assert "an &lt;HTML&gt; page" in page_of(made_up)


def test_checks_that_found_something_come_first_and_say_so() -> None:
    made = facts(
        check("a_table", "fine", True),
        check("b_table", "fine", True),
        check("b_table", "odd", False),
    )
    page = unescape(render([], made))
    assert re.findall(r"<summary>([^<]+)</summary>", page) == [
        "marts.b_table: 1 of 2 found something",
        "marts: 1 table, 1 check passed",
        "marts.a_table: 1 passed",
    ]
    assert "<li>odd said.</li>" in page
    assert "1 of 3 checks of this release found something to look at." in page
    assert "Nothing out of the ordinary" in page


def test_a_night_without_findings_says_so() -> None:
    two = facts(check("a", "fine", True), check("b", "fine", True))
    assert "All 2 checks of this release passed." in render([], two)
    assert "No check was run for this release." in render([], facts())


def test_the_page_needs_nothing_from_anywhere(made_up: Published) -> None:
    page = page_of(made_up)
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert re.findall(r"""(?:src|href)=["']([^"']*)""", page) == [
        "data:,",
        "owner.html",
        "operations.html",
        "checks.html",
        "dictionary.html",
    ]
    assert "http" not in page.replace("http-equiv=", "")
    assert "url(" not in page


def test_late_tables_come_first_and_those_that_never_landed_are_left_out() -> None:
    def fresh(table: str, passed: bool, said: str) -> CheckResult:
        name = "newest_file_is_fresh"
        return CheckResult(("zendesk", table), name, passed, False, said, {})

    page = unescape(
        render(
            [],
            facts(
                fresh("groups", True, "No file of zendesk.groups has landed."),
                fresh("audits", True, "The newest file landed 2 h ago."),
                fresh("tickets", False, "The newest file is 30 h old."),
            ),
        )
    )
    assert re.findall(r'<th scope="row">(zendesk[^<]+)</th><td><span[^>]*>([^<]+)<', page) == [
        ("zendesk.tickets", "✕ late"),
        ("zendesk.audits", "✓ fresh"),
    ]
