"""Staging of single source systems on a home of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from orchestration.project import Home

_DBT_SECONDS = 300


def build_staging(home: Home, systems: Sequence[str]) -> None:
    """Build the staging models of these systems with their tests, unit tests included."""
    finished = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            *("--log-format", "text", "--no-use-colors", "build"),
            *("--indirect-selection", "buildable", "--select"),
            *(f"staging.{system}" for system in systems),
        ],
        cwd=home.dbt_project,
        env={**os.environ, **home.environment()},
        capture_output=True,
        text=True,
        timeout=_DBT_SECONDS,
        check=False,
    )
    assert finished.returncode == 0, finished.stdout[-6000:] + finished.stderr[-2000:]
