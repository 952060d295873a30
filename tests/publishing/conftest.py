"""A home whose build database holds a few small marts, as the night would leave it."""

from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    made.prepare()
    connection = duckdb.connect(str(made.database))
    connection.execute(
        """
        create schema marts;
        create schema private;
        create table marts.dim_tiers (
            tier varchar not null, tier_name varchar, loaded_at timestamp
        );
        comment on table marts.dim_tiers is 'One row per tier. The owner''s own list.';
        comment on column marts.dim_tiers.tier is 'Key of the tier';
        insert into marts.dim_tiers values
            ('2', '=HYPERLINK("http://example.test")', '2026-01-02'),
            ('1', '-strategic', '2026-01-02'),
            ('3', null, '2026-01-02');
        create table marts.fct_amounts (amount_month date, cost_amount decimal(18, 2));
        insert into marts.fct_amounts values ('2026-02-01', -1.50), ('2026-01-01', 2.25);
        create table private.fct_pay (worker varchar, pay_amount decimal(18, 2));
        insert into private.fct_pay values ('CANARY, SALARY', 987654.32);
        """
    )
    connection.close()
    return made
