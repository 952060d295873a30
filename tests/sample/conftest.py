"""Sample companies written once for all tests of the generator."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.project import Home
from orchestration.sample import write_sample


@pytest.fixture(scope="session")
def flat_landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landing folder of the whole flat company in the shapes of real exports."""
    home = Home(tmp_path_factory.mktemp("flat"))
    write_sample(home, "flat")
    return home.landing


@pytest.fixture(scope="session")
def flat_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landing folder of the whole flat company as generic templates alone."""
    home = Home(tmp_path_factory.mktemp("flat-templates"))
    write_sample(home, "flat", templates_only=True)
    return home.landing


@pytest.fixture(scope="session")
def real_landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landing folder of the real company with a tenth of its tickets."""
    home = Home(tmp_path_factory.mktemp("real"))
    write_sample(home, "real", scale=0.1)
    return home.landing


@pytest.fixture(scope="session")
def flat_zendesk(flat_landing: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield open_zendesk(connection, flat_landing)


@pytest.fixture(scope="session")
def real_zendesk(real_landing: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield open_zendesk(connection, real_landing)


def open_zendesk(connection: duckdb.DuckDBPyConnection, landing: Path) -> duckdb.DuckDBPyConnection:
    """Views over the exported tickets (last version of each) and the entries of their audits."""
    folder = landing / "zendesk"
    connection.execute("set timezone = 'UTC'")
    connection.execute(f"""
        create table tickets as
        select
            id as ticket_id,
            strftime(timezone('America/New_York', created_at), '%Y-%m') as created_month,
            created_at,
            updated_at,
            status,
            requester_id,
            assignee_id,
            group_id,
            tags,
            case
                when group_id = 3602 then 'key_accounts'
                when len(tags) > 0 then tags[1]
            end as work,
            case
                when list_contains(tags, 'ai_agent_resolved') then 'automation'
                when assignee_id between 4301 and 4308 then 'onshore'
                else 'in_house'
            end as route
        from read_ndjson(
            '{folder}/tickets-*.ndjson',
            columns = {{
                id: 'bigint', created_at: 'timestamptz', updated_at: 'timestamptz',
                status: 'varchar', requester_id: 'bigint', assignee_id: 'bigint',
                group_id: 'bigint', tags: 'varchar[]'
            }}
        )
        qualify row_number() over (partition by id order by updated_at desc) = 1
    """)
    connection.execute(f"""
        create table entries as
        select
            audits.id as audit_id,
            audits.ticket_id,
            strftime(timezone('America/New_York', audits.created_at), '%Y-%m') as audit_month,
            audits.created_at,
            audits.author_id,
            entry.type as entry_type,
            entry.field_name as field_name,
            entry.value as to_value
        from read_ndjson(
            '{folder}/ticket_audits-*.ndjson',
            columns = {{
                id: 'bigint', ticket_id: 'bigint', created_at: 'timestamptz',
                author_id: 'bigint',
                events: 'struct(type varchar, field_name varchar, value varchar)[]'
            }}
        ) as audits,
        unnest(audits.events) as unnested(entry)
    """)
    return connection
