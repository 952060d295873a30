"""Whether readers see the numbers of this build, or those of another night."""

import json

from orchestration.project import Home
from orchestration.publishing.tables import built_content_hash

COST_TABLES = ("cost_per_tier_month", "cost_per_tier_route_month")
SAVING_TABLES = ("comparison_summary", "savings_bridge", "savings_bridge_parts")


def served_otherwise(home: Home, tables: tuple[str, ...] = COST_TABLES) -> str | None:
    """A sentence if the release that is served states other numbers than the build database."""
    try:
        told = json.loads((home.current / "release.json").read_text())
    except FileNotFoundError:
        return "No release is served: this explains the build database."
    hashes = told["content_hashes"]
    if all(hashes.get(name) == built_content_hash(home.database, name) for name in tables):
        return None
    return (
        f"The release that is served ({told['release_id']}, data as of {told['data_as_of']}) was "
        "built from another night and states other numbers: this explains the build database. "
        "`tierledger run` publishes the build, if nothing stands against it."
    )
