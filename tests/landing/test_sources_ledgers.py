"""Bills, hours, pay, seats and surveys: real shapes in, canonical rows out, worked out by hand."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.landing.outcomes import FileOutcome
from orchestration.new_home import lay_out
from orchestration.project import REPOSITORY, Home

FIXTURES = Path(__file__).parent / "fixtures"
STAGING = REPOSITORY / "dbt_project" / "models" / "staging"
SYSTEMS = (
    *("xero", "toggl", "clockify", "adp", "paychex", "quickbooks"),
    *("delighted", "surveymonkey", "google_workspace"),
)
DBT_SECONDS = 300
# Tests that also read other folders belong to a whole run.
CAREFULLY = ("--indirect-selection", "cautious", "--no-use-colors", "--quiet")

Query = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("ledgers").resolve())
    lay_out(home)
    home.prepare()
    for system in SYSTEMS:
        shutil.copytree(FIXTURES / system, home.landing / system, dirs_exist_ok=True)
    return home


@pytest.fixture(scope="module")
def outcomes(home: Home) -> dict[str, FileOutcome]:
    """What became of each file, under the declarations of the product."""
    report = land(home, declared_tables(STAGING))
    assert not report.blocking
    assert not report.unrecognised_files
    return {outcome.file_name: outcome for outcome in report.outcomes}


@pytest.fixture(scope="module")
def rows(home: Home, outcomes: dict[str, FileOutcome]) -> Query:
    """Rows of the staging models as text; dbt has built and tested them under their contracts."""
    assert outcomes
    folders = [f"models/staging/{system}" for system in SYSTEMS]
    built = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "build", *CAREFULLY, "--select", *folders],
        cwd=home.dbt_project,
        env={**os.environ, **home.environment()},
        capture_output=True,
        text=True,
        timeout=DBT_SECONDS,
        check=False,
    )
    assert built.returncode == 0, built.stdout

    def ask(query: str) -> list[str]:
        with duckdb.connect(home.database, read_only=True) as connection:
            found = connection.execute(query).fetchall()
        return ["|".join("" if cell is None else str(cell) for cell in row) for row in found]

    return ask


def test_every_row_of_every_file_lands(outcomes: dict[str, FileOutcome]) -> None:
    assert {
        name: (outcome.status, outcome.rows_read, outcome.rows_landed)
        for name, outcome in outcomes.items()
    } == {
        "xero/bills-2024-03.csv": ("landed", 6, 6),
        "xero/bills-2024-04.csv": ("landed", 1, 1),
        "toggl/time_entries-2024-03.csv": ("landed", 3, 3),
        "clockify/detailed-report-2024-03.csv": ("landed", 2, 2),
        "clockify/detailed-report-2024-04.csv": ("landed", 1, 1),
        "adp/paydata_2024-03-01_2024-03-15_paid_2024-03-20.csv": ("landed", 3, 3),
        "adp/paydata_2024-03-16_2024-03-31_paid_2024-04-05.csv": ("landed", 1, 1),
        "paychex/payroll_2024-03-01_2024-03-15_paid_2024-03-20.csv": ("landed", 5, 5),
        "quickbooks/payroll-summary_2024-03-01_2024-03-15.csv": ("landed", 4, 4),
        "delighted/survey_responses-2024-03.ndjson": ("landed", 4, 4),
        "surveymonkey/responses-2024-03.csv": ("landed", 3, 3),
        "google_workspace/users-2024-03.csv": ("landed", 3, 3),
        "google_workspace/users-2024-04.csv": ("landed", 1, 1),
    }


def test_only_other_currencies_and_other_questions_are_new(
    outcomes: dict[str, FileOutcome],
) -> None:
    assert {name: o.new_columns for name, o in outcomes.items() if o.new_columns} == {
        "clockify/detailed-report-2024-04.csv": (
            "billable_rate_eur",
            "billable_amount_eur",
            "cost_rate_eur",
            "cost_amount_eur",
        ),
        "surveymonkey/responses-2024-03.csv": (
            "what_did_you_like_speed",
            "what_did_you_like_courtesy",
            "what_did_you_like_other_please_specify",
            "anything_else_open_ended_response",
        ),
    }


def test_xero_bills_are_net_signed_and_in_their_latest_version(rows: Query) -> None:
    """NB-31 came with 1,200.00 + 300.00 + tax 300.00 and again with 1,200.00 + tax 240.00.

    AB-7 is 240.00 with its tax of 40.00 inside; its credit of 24.00 holds 4.00 of tax.
    """
    assert rows(
        "select vendor_name, document_number, line_number, document_type, document_date, "
        "original_amount, tax_original_amount, original_currency_code, "
        "document_net_original_amount, status "
        "from staging.stg_xero__invoice_lines order by document_number, line_number"
    ) == [
        "Answerbot GmbH|AB-7|1|invoice|2024-03-31|200.00|40.00|EUR|200.00|paid",
        "Answerbot GmbH|AB-7C|1|credit_note|2024-04-01|-20.00|-4.00|EUR|-20.00|paid",
        "Northline BPO|NB-30|1|void|2024-03-01|9999.00|0.00|GBP|9999.00|voided",
        "Northline BPO|NB-31|1|invoice|2024-04-03|1200.00|240.00|GBP|1200.00|paid",
        "Corner Café|no number, 05/03/2024|1|void|2024-03-05|18.90|0.00|GBP|18.90|draft",
    ]


def test_toggl_entries_are_seconds_of_the_day_they_began(rows: Query) -> None:
    """1:15:30 = 4,530; 1:30:00 over midnight = 5,400; 26:40:00 = 96,000 seconds."""
    assert rows(
        "select person_id, work_date, worked_seconds, activity, workflow_hint, provider_hint "
        "from staging.stg_toggl__time_entries order by source_row"
    ) == [
        "judith.rowe@harbor.test|2024-03-04|4530|management|Operations|internal",
        "judith.rowe@harbor.test|2024-03-04|5400|transition|refunds|northline_bpo",
        "helen.prescott@harbor.test|2024-03-05|96000|other||",
    ]


def test_clockify_hours_are_exact_and_only_dollars_are_read_as_dollars(rows: Query) -> None:
    """20 minutes are 1,200 seconds, although the export also says 0.33 hours."""
    assert rows(
        "select work_date, worked_seconds, activity, cost_rate_original_amount "
        "from staging.stg_clockify__time_entries order by work_date"
    ) == [
        "2024-03-04|1200|management|60.0000",
        "2024-03-31|3601|support|60.0000",
        "2024-04-02|9000|project|",
    ]


def test_adp_pay_is_split_by_kind_and_both_columns_of_a_repeated_name_count(rows: Query) -> None:
    """Batch HL0315 pays 1,440 + 165 + 160 + 250 + 1,600 + 90 = 3,705.00; HL0331 1,675.25."""
    assert rows(
        "select worker, period_start, period_end, pay_date, line_code, line_number, line_kind, "
        "hours, original_amount, department from staging.stg_adp__payroll_lines "
        "order by pay_run, worker, line_kind, line_number"
    ) == [
        "000101|2024-03-01|2024-03-15|2024-03-20|B|1|bonus||250.00|000300",
        "000101|2024-03-01|2024-03-15|2024-03-20|OT|1|overtime|5.5000|165.00|000300",
        "000101|2024-03-01|2024-03-15|2024-03-20|V|1|pto|8.0000|160.00|000300",
        "000101|2024-03-01|2024-03-15|2024-03-20|REG|1|regular|72.0000|1440.00|000300",
        "000102|2024-03-01|2024-03-15|2024-03-20|REG|1|regular|80.0000|1600.00|000300",
        "000102|2024-03-01|2024-03-15|2024-03-20|REG|2|regular|4.0000|90.00|000400",
        "000101|2024-03-16|2024-03-31|2024-04-05|C|1|other||75.25|000300",
        "000101|2024-03-16|2024-03-31|2024-04-05|REG|1|regular|80.0000|1600.00|000300",
    ]
    assert rows(
        "select pay_run, sum(original_amount) from staging.stg_adp__payroll_lines group by all "
        "order by all"
    ) == [
        "HLG HL0315, 2024-03-01 - 2024-03-15, paid 2024-03-20|3705.00",
        "HLG HL0331, 2024-03-16 - 2024-03-31, paid 2024-04-05|1675.25",
    ]


def test_paychex_lines_pay_for_their_day_or_for_the_period_of_the_file(rows: Query) -> None:
    assert rows(
        "select worker, line_code, line_number, line_kind, period_start, period_end, hours, "
        "original_amount from staging.stg_paychex__payroll_lines order by source_row"
    ) == [
        "31|Hourly|1|regular|2024-03-04|2024-03-04|8.0000|160.00",
        "31|Hourly|2|regular|2024-03-05|2024-03-05|7.2500|145.00",
        "31|Overtime|1|overtime|2024-03-05|2024-03-05|1.5000|45.00",
        "47|Salary|1|regular|2024-03-01|2024-03-15||2500.00",
        "47|Expense Reimbursement|1|reimbursement|2024-03-01|2024-03-15||12.50",
    ]


def test_a_quickbooks_payroll_summary_costs_what_the_employer_pays(rows: Query) -> None:
    """1,600.00 + 122.40 + 75.00, 1,000.00 + 76.50 and a reversal of 107.65: 2,766.25 in all."""
    assert rows(
        "select worker, line_code, line_kind, period_start, period_end, pay_date, hours, "
        "original_amount from staging.stg_quickbooks__payroll_lines "
        "order by source_row, line_code desc"
    ) == [
        "Rowe, Judith|PAY|regular|2024-03-01|2024-03-15|2024-03-20|80.0000|1600.00",
        "Rowe, Judith|ER_TAX|employer_tax|2024-03-01|2024-03-15|2024-03-20||122.40",
        "Rowe, Judith|ER_BENEFIT|employer_benefit|2024-03-01|2024-03-15|2024-03-20||75.00",
        "Lind, Nora|PAY|regular|2024-03-01|2024-03-15|2024-03-20||1000.00",
        "Lind, Nora|ER_TAX|employer_tax|2024-03-01|2024-03-15|2024-03-20||76.50",
        "Prescott, Helen|PAY|regular|2024-03-01|2024-03-15|2024-03-20|-5.0000|-100.00",
        "Prescott, Helen|ER_TAX|employer_tax|2024-03-01|2024-03-15|2024-03-20||-7.65",
    ]
    assert rows("select sum(original_amount) from staging.stg_quickbooks__payroll_lines") == [
        "2766.25"
    ]


def test_delighted_answers_are_timed_scaled_and_in_their_latest_version(rows: Query) -> None:
    """1709550245 is 2024-03-04 11:04:05 UTC, 1709596799 the last second of that day."""
    assert rows(
        "select survey_id, ticket_id, responded_at, survey_kind, score, scale_max "
        "from staging.stg_delighted__surveys order by survey_id"
    ) == [
        "5435||2024-03-04 11:04:05|nps|0.0000|10.0000",
        "5436|8812|2024-03-04 23:59:59|csat|4.0000|5.0000",
    ]


def test_google_workspace_users_hold_a_seat_in_the_month_of_the_file(rows: Query) -> None:
    assert rows(
        "select system_name, person_id, seat_month, seat_status, unit_cost_original_amount "
        "from staging.stg_google_workspace__seats order by seat_month, person_id"
    ) == [
        "google_workspace|helen.prescott@harbor.test|2024-03-01|suspended|",
        "google_workspace|judith.rowe@harbor.test|2024-03-01|active|",
        "google_workspace|nora.lind@harbor.test|2024-03-01|never_used|",
        "google_workspace|judith.rowe@harbor.test|2024-04-01|active|",
    ]


def test_surveymonkey_questions_are_found_by_their_words_under_two_header_rows(rows: Query) -> None:
    """9:17:30 on 4 March in New York is UTC - 5; 23:31 on 11 March is UTC - 4."""
    assert rows(
        "select survey_id, ticket_id, responded_at, survey_kind, score, scale_max, source_row "
        "from staging.stg_surveymonkey__surveys order by survey_id"
    ) == [
        "118052219061-csat|8812|2024-03-04 14:17:30|csat|5.0000|5.0000|3",
        "118052219061-nps|8812|2024-03-04 14:17:30|nps|9.0000|10.0000|3",
        "118052219062-csat|8813|2024-03-12 03:31:00|csat|2.0000|5.0000|4",
    ]
