"""What each team's weeks around a change say about how fast it learns."""

from orchestration.comparison.learned import COLUMNS, learning_rows


def model(dbt, session):
    """One row per change of a workflow and provider, measure and week."""
    dbt.config(materialized="table")
    rows = learning_rows(dbt.ref("int_learning_weeks").df())
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    session.execute(f"create or replace temp table learning_curves ({columns})")
    if rows:
        marks = ", ".join("?" * len(COLUMNS))
        session.executemany(f"insert into learning_curves values ({marks})", rows)
    return session.table("learning_curves")
