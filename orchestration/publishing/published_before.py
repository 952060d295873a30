"""raw.releases: which releases were published from this build database, so that models know."""

from orchestration.landing.raw_tables import ensure_manifest, open_build
from orchestration.project import Home


def note_release(home: Home, release_id: str, run_id: str) -> None:
    """Count the build as published: what its models remember of it now holds."""
    connection = open_build(home.database)
    try:
        connection.execute("begin")
        ensure_manifest(connection)
        connection.execute(
            "insert into raw.releases "
            "select coalesce(max(release_number), 0) + 1, ?, ? from raw.releases",
            [release_id, run_id],
        )
        connection.execute("commit")
    finally:
        connection.close()
