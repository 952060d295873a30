"""`release.json`: what a release holds, from which data, built by which versions, how checked."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from orchestration.project import REPOSITORY
from orchestration.publishing.shares import share_folders
from orchestration.publishing.tables import WrittenTable
from orchestration.quality.results import CheckResult

FILE_NAME = "release.json"


@dataclass(frozen=True)
class ReleaseFacts:
    """What is known of a release beside its tables; pages print it, `release.json` keeps it."""

    release_id: str
    run_id: str
    data_as_of: str
    published_at: str
    versions: dict[str, str]
    checks: tuple[CheckResult, ...]
    warnings: tuple[str, ...]


def versions() -> dict[str, str]:
    """The versions that a number depends on."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    return {
        "tierledger": project["version"],
        "dbt": version("dbt-core"),
        "duckdb": version("duckdb"),
    }


def content_hash(tables: Iterable[WrittenTable]) -> str:
    """One hash over all marts: equal data, equal hash, whatever the order, time or run."""
    listed = sorted((table.name, table.content_hash) for table in tables)
    return hashlib.sha256(repr(listed).encode()).hexdigest()


def write_manifest(folder: Path, facts: ReleaseFacts, tables: Sequence[WrittenTable]) -> None:
    """Describe everything that lies in the folder by now."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    described = asdict(facts) | {
        "content_hash": content_hash(tables),
        "row_counts": {table.name: table.row_count for table in tables},
        "shares": {
            folder: [table.name for table in shared]
            for folder, shared in share_folders(table.table for table in tables).items()
        },
        "content_hashes": {table.name: table.content_hash for table in tables},
        "files": {str(path.relative_to(folder)): file_hash(path) for path in files},
    }
    (folder / FILE_NAME).write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n")


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
