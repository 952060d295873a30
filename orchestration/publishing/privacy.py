"""No person leaves the build: columns that name one may not stand in a published table."""

from collections.abc import Iterable

from orchestration.publishing.build_marts import Table

# Names of the columns that carry a person through the build (staging's contract).
PRIVATE_COLUMNS = frozenset(
    {
        "actor_id",
        "agent_key",
        "agent_source_id",
        "assignee_agent_key",
        "assignee_id",
        "pay_run",
        "person_id",
        "requester_key",
        "requester_salt",
        "reviewee_id",
        "worker",
    }
)


def private_columns(tables: Iterable[Table]) -> list[str]:
    """`table.column` of everything that must not be published."""
    return sorted(
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if column.name.lower() in PRIVATE_COLUMNS
    )
