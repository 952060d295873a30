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


def test_a_failing_dbt_test_blocks_and_names_the_test(served_home: Home) -> None:
    release = served_home.current.resolve()
    workflows = served_home.definitions / "workflows.csv"
    workflows.write_text(
        workflows.read_text() + "refunds,Refunds again,3,customer_service,2023-01-01,\n"
    )

    _assert_blocked(served_home, release, tierledger(served_home, "run"), "workflows")


def test_a_failing_expectation_before_publishing_blocks(served_home: Home, tmp_path: Path) -> None:
    release = served_home.current.resolve()
    code = copied_code(tmp_path / "code")
    described = code / "dbt_project" / "models" / "marts" / "cost" / "cost_per_tier_month.yml"
    text = described.read_text()
    assert "{min_value: 1}" in text
    described.write_text(text.replace("{min_value: 1}", "{min_value: 100000}", 1))

    finished = tierledger(served_home, "run", code=code)

    _assert_blocked(served_home, release, finished, "cost_per_tier_month")


def test_a_row_lost_in_a_model_blocks_and_names_the_reconciliation(
    served_home: Home, tmp_path: Path
) -> None:
    release = served_home.current.resolve()
    code = copied_code(tmp_path / "code")
    model = code / "dbt_project" / "models" / "intermediate" / "costs" / "int_costs_lines.sql"
    text = model.read_text()
    lossy = text.replace(
        "    from invoice_lines\n", "    from invoice_lines\n    where source_row <> 7\n"
    )
    assert lossy != text
    model.write_text(lossy)

    finished = tierledger(served_home, "run", code=code)

    _assert_blocked(served_home, release, finished, "assert_ledger_is_explained")
