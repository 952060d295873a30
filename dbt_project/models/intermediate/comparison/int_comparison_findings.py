"""What must be said beside each comparison, and what refuses it."""

from orchestration.comparison.estimated import finding_rows


def model(dbt, session):
    """One row per comparison and finding."""
    dbt.config(materialized="table")
    rows = finding_rows(dbt.ref("int_comparison_inputs").df())
    session.execute(
        "create or replace temp table comparison_findings ("
        "comparison_id varchar, finding_number integer, finding_code varchar, "
        "finding_effect varchar, finding_words varchar)"
    )
    if rows:
        session.executemany("insert into comparison_findings values (?, ?, ?, ?, ?)", rows)
    return session.table("comparison_findings")
