"""Pages of an interface, saved as they came, land in the same tables as one object per line."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import REPOSITORY, Home

FIXTURES = Path(__file__).parent / "fixtures"
AUDIT = {"id": 7, "ticket_id": 103, "created_at": "2024-03-11T12:06:00Z", "author_id": 41}


def landed(root: Path, files: dict[str, str], table: str) -> list[tuple[Any, ...]]:
    """The rows that these files give, without their lineage."""
    home = Home(root)
    home.prepare()
    for name, content in files.items():
        path = home.landing / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    staging = REPOSITORY / "dbt_project" / "models" / "staging"
    report = land(home, declared_tables(staging))
    assert {outcome.status for outcome in report.outcomes} == {"landed"}
    assert not report.unrecognised_files
    with duckdb.connect(str(home.database)) as connection:
        query = f"select * exclude (_source_file, _source_sha256, _loaded_at) from {table}"
        return connection.execute(f"{query} order by _load_number, _source_row").fetchall()


@pytest.mark.parametrize(
    ("table", "key", "records"),
    [
        (
            "tickets",
            "tickets",
            (FIXTURES / "zendesk" / "tickets-2024-03.ndjson").read_text(encoding="utf-8"),
        ),
        ("ticket_audits", "audits", json.dumps({**AUDIT, "events": []})),
        ("groups", "groups", '{"id": 5, "name": "Support"}\n{"id": 6, "name": "Back office"}'),
    ],
)
def test_zendesk_pages_give_the_rows_of_lines(
    tmp_path: Path, table: str, key: str, records: str
) -> None:
    objects = [json.loads(line) for line in records.splitlines()]
    pages = [{key: [one], "next_page": None, "count": len(objects)} for one in objects]
    raw = f"raw_zendesk.{table}"
    lines = landed(tmp_path / "lines", {f"zendesk/{table}.ndjson": records}, raw)
    one_file = "\n".join(json.dumps(page, indent=2) for page in pages)
    assert landed(tmp_path / "pages", {f"zendesk/{table}.json": one_file}, raw) == lines
    assert len(lines) == len(objects)


def test_request_tracker_pages_may_lie_over_lines(tmp_path: Path) -> None:
    content = (FIXTURES / "request_tracker" / "tickets-2024-03.json").read_text(encoding="utf-8")
    raw, name = "raw_request_tracker.ticket_pages", "request_tracker/tickets-2024-03.json"
    spread = "\n".join(json.dumps(json.loads(line), indent=4) for line in content.splitlines())
    lines = landed(tmp_path / "lines", {name: content}, raw)
    assert landed(tmp_path / "pages", {name: spread}, raw) == lines
    assert len(lines) == 2
