"""What is refused is kept and named; what blocks, blocks; yesterday's release stays."""

from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from tests.product import Finished, copied_code, tierledger

pytestmark = pytest.mark.whole_run


def _assert_blocked(home: Home, release: Path, finished: Finished, *named: str) -> None:
    assert finished.code == 1, finished.said
    assert home.current.resolve() == release
    assert "Nothing was published" in finished.said
    for name in named:
        assert name in finished.said
    assert "Traceback" not in finished.said
    with duckdb.connect(home.current / "marts.duckdb", read_only=True) as connection:
        assert connection.execute("select count(*) from marts.cost_per_tier_month").fetchone() != (
            0,
        )


def test_a_bad_row_is_kept_and_named_and_the_rest_is_published_with_a_warning(
    served_home: Home,
) -> None:
    before = served_home.current.resolve()
    tickets = served_home.landing / "zendesk" / "tickets-2024-02.ndjson"
    text = tickets.read_text().splitlines()
    text[6] = text[6][:40]
    (tickets.parent / "tickets-2024-02-again.ndjson").write_text("\n".join(text) + "\n")

    finished = tierledger(served_home, "run")

    assert finished.code == 1, finished.said
    assert served_home.current.resolve() != before
    assert "tickets-2024-02-again.ndjson" in finished.said
    with duckdb.connect(served_home.database, read_only=True) as connection:
        kept = connection.execute(
            "select file_name, source_row, row_text from raw.rejected_rows"
        ).fetchall()
        unequal = connection.execute(
            "select count(*) from raw.files where rows_read <> rows_landed + rows_rejected"
        ).fetchone()
    assert kept == [("zendesk/tickets-2024-02-again.ndjson", 7, text[6])]
    assert unequal == (0,)


def test_a_refused_file_of_a_required_source_blocks_until_it_is_waived(served_home: Home) -> None:
    release = served_home.current.resolve()
    page = served_home.landing / "zendesk" / "tickets-2024-04.ndjson"
    page.write_text("<!DOCTYPE html><html><body>Please sign in</body></html>\n")

    _assert_blocked(
        served_home, release, tierledger(served_home, "run"), "zendesk/tickets-2024-04.ndjson"
    )

    with duckdb.connect(served_home.database, read_only=True) as connection:
        refused = connection.execute(
            "select file_name from raw.files where status = 'refused'"
        ).fetchall()
    assert refused == [("zendesk/tickets-2024-04.ndjson",)]
    with (served_home.definitions / "waivers.csv").open("a") as waivers:
        waivers.write("zendesk,zendesk/tickets-2024-04.ndjson,,no tickets yet,owner,2020-01-01,\n")
    waived = tierledger(served_home, "run")
    assert waived.code == 1, waived.said
    assert served_home.current.resolve() != release


@pytest.mark.thorough
def test_a_refused_file_of_an_optional_source_warns(served_home: Home) -> None:
    release = served_home.current.resolve()
    (served_home.landing / "harvest" / "time-report-2024-04.csv").write_text("nonsense\n1\n")

    finished = tierledger(served_home, "run")

    assert finished.code == 1, finished.said
    assert "harvest/time-report-2024-04.csv" in finished.said
    assert served_home.current.resolve() != release


def test_a_broken_control_total_blocks_and_names_the_file_without_a_pay_figure(
    served_home: Home,
) -> None:
    release = served_home.current.resolve()
    journal = served_home.landing / "gusto" / "payroll-journal-2024-03.csv"
    lines = journal.read_text().splitlines()
    last = next(i for i, line in enumerate(lines) if line.startswith("Payroll Totals"))
    del lines[last - 1]
    journal.with_name("payroll-journal-2024-03-again.csv").write_text("\n".join(lines) + "\n")

    _assert_blocked(
        served_home,
        release,
        tierledger(served_home, "run"),
        "gusto/payroll-journal-2024-03-again.csv",
    )


def test_a_failing_expectation_at_landing_blocks(served_home: Home) -> None:
    release = served_home.current.resolve()
    roster = served_home.landing / "generic" / "agents.csv"
    header = roster.read_text().splitlines()[0]
    roster.with_name("agents-nobody.csv").write_text(f"{header}\n" + "," * header.count(",") + "\n")

    _assert_blocked(served_home, release, tierledger(served_home, "run"), "generic.agents")


def test_a_failing_dbt_test_blocks_and_names_the_test_and_the_row_of_a_definition(
    served_home: Home,
) -> None:
    release = served_home.current.resolve()
    workflows = served_home.definitions / "workflows.csv"
    workflows.write_text(
        workflows.read_text() + "refunds,Refunds again,3,customer_service,2023-01-01,\n"
    )

    compared = served_home.definitions / "comparison_workflows.csv"
    compared.write_text(compared.read_text() + "northline_and_answerbot,returns\n")

    _assert_blocked(
        served_home,
        release,
        tierledger(served_home, "run"),
        "unique_combination_workflows",
        "1 row breaks it: file comparison_workflows.csv, row 7, column workflow_id, found returns, "
        "expected a workflow_id of workflows.csv: billing_disputes, key_accounts, order_changes,",
        "Write the name as the other file declares it, add it there, or take the row out.",
    )


def test_a_failing_expectation_before_publishing_blocks(served_home: Home, tmp_path: Path) -> None:
    release = served_home.current.resolve()
    code = copied_code(tmp_path / "code")
    described = code / "dbt_project" / "models" / "marts" / "cost" / "cost_per_tier_month.yml"
    text = described.read_text()
    assert "{min_value: 1}" in text
    described.write_text(text.replace("{min_value: 1}", "{min_value: 100000}", 1))

    finished = tierledger(served_home, "run", code=code)

    _assert_blocked(served_home, release, finished, "cost_per_tier_month")


def _night_with_a_lossy_model(
    home: Home, folder: Path, model: str, old: str, lossy: str
) -> Finished:
    code = copied_code(folder / "code")
    path = code / "dbt_project" / "models" / "intermediate" / "costs" / f"{model}.sql"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, lossy))
    return tierledger(home, "run", code=code)


def test_a_row_lost_in_a_model_blocks_and_is_named_by_month_source_file_and_row(
    served_home: Home, tmp_path: Path
) -> None:
    release = served_home.current.resolve()

    finished = _night_with_a_lossy_model(
        served_home,
        tmp_path,
        "int_costs_lines",
        "    from invoice_lines\n",
        "    from invoice_lines\n    where source_row <> 7\n",
    )

    # Row 7 of each of the two ledger exports: a telephone bill, and the payment of it.
    _assert_blocked(
        served_home,
        release,
        finished,
        "assert_every_ledger_line_is_pooled_once",
        "2 rows break it",
        "ledger_month 2024-01-01, source_system quickbooks, "
        "source_file quickbooks/transactions-by-vendor-earlier.csv, source_row 7",
        "ledger_month 2024-02-01, source_system quickbooks, "
        "source_file quickbooks/transactions-by-vendor-2024-01.csv, source_row 7",
    )


@pytest.mark.thorough
def test_a_row_lost_on_its_way_to_the_tiers_blocks_and_is_named_by_month_and_pool(
    served_home: Home, tmp_path: Path
) -> None:
    release = served_home.current.resolve()

    finished = _night_with_a_lossy_model(
        served_home,
        tmp_path,
        "int_costs_pool_months",
        "where not is_deferred",
        "where not is_deferred and pool_id <> 'telecom'",
    )

    _assert_blocked(
        served_home,
        release,
        finished,
        "assert_pools_hold_every_accrued_cent",
        "cost_month 2024-01-01, pool_id telecom",
    )


@pytest.mark.thorough
def test_a_missing_exchange_rate_blocks_and_names_month_currency_row_and_remedy(
    served_home: Home,
) -> None:
    release = served_home.current.resolve()
    (served_home.landing / "generic" / "invoice_lines-2024-02.csv").write_text(
        "vendor,document_no,line_no,document_type,document_date,service_start,service_end,"
        "description,account,quantity,unit_price,net_amount,tax_amount,recoverable_tax,currency,"
        "document_net,status\n"
        "Alpen AG,A-1,1,invoice,2024-02-05,2024-02-01,2024-03-31,Hosting,Software,,,90.00,,,CHF,"
        "90.00,open\n"
    )

    finished = tierledger(served_home, "run")

    _assert_blocked(
        served_home,
        release,
        finished,
        "assert_every_foreign_amount_has_a_rate",
        "cost_month 2024-02-01, original_currency_code CHF, "
        "source_file generic/invoice_lines-2024-02.csv, source_row 2",
        "cost_month 2024-03-01, original_currency_code CHF",
        "Add a rate of that month or of an earlier day to definitions/fx_rates.csv.",
    )
    assert "90.00" not in finished.said
