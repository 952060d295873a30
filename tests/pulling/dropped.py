"""What lies in a drop folder after pulls."""

import json
from typing import Any

from orchestration.project import Home


def files(home: Home, system: str) -> list[str]:
    """Names of everything in the folder, hidden files included."""
    return sorted(path.name for path in (home.landing / system).iterdir())


def records(home: Home, system: str, table: str) -> list[dict[str, Any]]:
    """The objects of all files of a table, in the order of the files."""
    return [
        json.loads(line)
        for path in sorted((home.landing / system).glob(f"{table}-pull-*.ndjson"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
