"""Where everything lies: the repository, a company's home, and the environment that runs read.

A *home* is a folder with `seeds/definitions/` (the company's decisions) and `warehouse/`
(everything that is generated). The repository is the default home.
"""

import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
HOME_VARIABLE = "TIERLEDGER_HOME"
WAREHOUSE_VARIABLE = "WAREHOUSE_PATH"

# Nothing here may call out: dbt, Dagster and dlt report usage unless told not to.
QUIET_ENVIRONMENT = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "RUNTIME__DLTHUB_TELEMETRY": "false",
}

# Definitions that a home may leave empty; all others it must have.
OPTIONAL_DEFINITIONS = (
    "budgets.csv",
    "csat_ratings.csv",
    "comparison_exclusions.csv",
    "comparison_owners.csv",
    "comparison_workflows.csv",
    "comparisons.csv",
    "declared_drivers.csv",
    "governance_events.csv",
    "handle_time_rules.csv",
    "month_closes.csv",
    "playbook_changes.csv",
    "pool_services.csv",
    "provider_contracts.csv",
    "quality_rules.csv",
    "rfp_answers.csv",
    "rfp_criteria.csv",
    "route_quotes.csv",
    "sla_sheet_rules.csv",
    "workflow_answers.csv",
)

# Definitions that every home must have and that are the same for all until one changes them.
DEFAULT_DEFINITIONS = ("decision_thresholds.csv",)


@dataclass(frozen=True)
class Home:
    """One company's folder; every path that a run reads or writes is a property of it."""

    root: Path

    @property
    def definitions(self) -> Path:
        return self.root / "seeds" / "definitions"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def landing(self) -> Path:
        """Exports are dropped here, in one folder per source system."""
        return self.warehouse / "landing"

    @property
    def pulls_file(self) -> Path:
        """Says what is fetched; without it nothing is."""
        return self.root / "pulls.toml"

    @property
    def alerts_file(self) -> Path:
        """Says who is told when a night publishes nothing; without it nobody is."""
        return self.root / "alerts.toml"

    @property
    def alerts(self) -> Path:
        """Notes of what was told already."""
        return self.build / "alerts"

    @property
    def pulls(self) -> Path:
        """How far each pull has come, beside the folder that it fills."""
        return self.warehouse / "pulls"

    @property
    def build(self) -> Path:
        """Private (mode 0700): the build database and everything that could show a row of it."""
        return self.warehouse / "build"

    @property
    def database(self) -> Path:
        return self.build / "tierledger.duckdb"

    @property
    def lock(self) -> Path:
        return self.build / "writer.lock"

    @property
    def dbt_target(self) -> Path:
        return self.build / "target"

    @property
    def dbt_logs(self) -> Path:
        return self.build / "logs"

    @property
    def dagster(self) -> Path:
        return self.build / "dagster"

    @property
    def published(self) -> Path:
        return self.warehouse / "published"

    @property
    def releases(self) -> Path:
        return self.published / "releases"

    @property
    def current(self) -> Path:
        """Symbolic link to the release that readers open."""
        return self.published / "current"

    @property
    def dbt_project(self) -> Path:
        """The dbt project as seen from this home.

        dbt finds the seeds at `../seeds/definitions`. For a home other than the repository that is
        a folder of links inside the build folder (made by `prepare`), never an absolute seed path:
        dbt writes each seed's statement to `target/run/<seed path>`, which for an absolute path is
        the seed file itself.
        """
        if self.root == REPOSITORY:
            return REPOSITORY / "dbt_project"
        return self.build / "dbt" / "dbt_project"

    def prepare(self) -> None:
        """Create the folders that a run needs, private ones with mode 0700."""
        for folder, mode in (
            # Readers are other people than the one who runs the night, whatever its umask; the
            # drop folder holds payroll, and whom to let in is the owner's choice.
            (self.warehouse, 0o755),
            (self.landing, 0o700),
            (self.published, 0o755),
            (self.releases, 0o755),
        ):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(mode)
        for folder in (self.build, self.dbt_target, self.dbt_logs, self.dagster):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        if self.root != REPOSITORY:
            self.dbt_project.mkdir(parents=True, exist_ok=True)
            for entry in (REPOSITORY / "dbt_project").iterdir():
                if entry.name not in {"target", "logs", ".user.yml"}:
                    _link(self.dbt_project / entry.name, entry)
            _link(self.dbt_project.parent / "seeds", self.root / "seeds")
            self._complete_definitions()

    def _complete_definitions(self) -> None:
        """Give a home that was laid out by an earlier version what came since.

        The optional definitions are empty then, the default ones hold their defaults.
        """
        if not any(self.definitions.glob("*.csv")):
            return
        for name in OPTIONAL_DEFINITIONS + DEFAULT_DEFINITIONS:
            if not (self.definitions / name).exists():
                declared = (REPOSITORY / "seeds" / "definitions" / name).read_text()
                is_whole = name in DEFAULT_DEFINITIONS
                laid = declared if is_whole else f"{declared.splitlines()[0]}\n"
                (self.definitions / name).write_text(laid)

    def environment(self) -> dict[str, str]:
        """Variables under which dbt, Dagster and the checks work on this home and stay quiet."""
        return {
            **QUIET_ENVIRONMENT,
            HOME_VARIABLE: str(self.root),
            # From dbt's folder, so that what dbt has parsed for one home holds for any other.
            WAREHOUSE_VARIABLE: os.path.relpath(self.database, self.dbt_project),
            "DAGSTER_HOME": str(self.dagster),
            "DBT_PROFILES_DIR": str(self.dbt_project),
            "DBT_PROJECT_DIR": str(self.dbt_project),
            "DBT_TARGET_PATH": str(self.dbt_target),
            "DBT_LOG_PATH": str(self.dbt_logs),
        }


def home_at(root: Path | None = None) -> Home:
    """The home that was asked for: the argument, else `TIERLEDGER_HOME`, else the repository."""
    if root is not None:
        return Home(root.expanduser().resolve())
    named = os.environ.get(HOME_VARIABLE)
    return Home(Path(named).expanduser().resolve() if named else REPOSITORY)


def _link(link: Path, target: Path) -> None:
    if link.is_symlink() and link.readlink() == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)
