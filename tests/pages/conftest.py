"""A published release of the made-up company."""

import pytest

from orchestration.project import Home
from orchestration.publishing.release import publish
from orchestration.quality.results import CheckResult
from tests.pages.company import Published, write_build


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Published:
    home = Home(tmp_path_factory.mktemp("company") / "home")
    home.prepare()
    write_build(home)
    checks = [
        CheckResult(("marts", "sla_month"), f"check_{number}", True, True, "Holds.", {})
        for number in range(40)
    ] + [
        CheckResult(
            ("zendesk", "tickets"), "fresh", False, False, "The newest <file> is 30 h old.", {}
        )
    ]
    release = publish(
        home,
        run_id="made-up",
        checks=checks,
        warnings=["2 rows of harvest/time-report.csv were rejected & kept."],
        as_of="2026-07-12T21:40:00",
    )
    return Published(release.path / "site", release.path / "marts.duckdb")
