"""What each team's weeks around a change say about how fast it learns."""

from orchestration.comparison.learned import COLUMNS, learning_table


def model(dbt, session):
    """One row per change of a workflow and provider, measure and week."""
    dbt.config(materialized="table")
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    session.execute(f"create or replace temp table learning_curves ({columns})")
    # One statement for all rows: a statement per row takes as long as all estimates.
    session.register("learning_rows", learning_table(dbt.ref("int_learning_weeks").df()))
    session.execute("insert into learning_curves select * from learning_rows")
    session.unregister("learning_rows")
    return session.table("learning_curves")
