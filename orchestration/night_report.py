"""A night in words: what each stage did, what it warns of, why it stopped; read from its events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from orchestration.problems import ExitCode, masked

if TYPE_CHECKING:
    from dagster import DagsterEvent, EventLogEntry

_ADDED_UP = (
    "rows_pulled",
    "files_pulled",
    "rows_landed",
    "rows_rejected",
    "files_landed",
    "files_unchanged",
    "files_refused",
)


@dataclass
class Stage:
    """One step of the night and what it has counted so far."""

    name: str
    is_done: bool = False
    has_failed: bool = False
    seconds: float = 0.0
    assets: int = 0
    checks: int = 0
    checks_passed: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    release_id: str = ""

    @property
    def summary(self) -> str:
        """What a person wants to know of the stage, in one line."""
        parts = [
            f"{count:,} {name.replace('_', ' ')}"
            for name, count in self.counts.items()
            if count or name == "rows_landed"
        ]
        if self.release_id:
            parts.append(f"release {self.release_id}")
        elif not parts and self.assets > 1:
            parts.append(f"{self.assets} tables and views built")
        if self.checks:
            parts.append(f"{self.checks_passed} of {self.checks} checks passed")
        return ", ".join(parts)


@dataclass
class NightReport:
    """Listens to a run's events; the exit code follows from what it heard."""

    on_stage: Callable[[Stage], None]
    on_progress: Callable[[Stage], None] = lambda _: None
    stages_expected: int = 0
    stages: dict[str, Stage] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    failure_code: ExitCode = ExitCode.FINDINGS
    release_id: str = ""
    was_interrupted: bool = False

    @property
    def exit_code(self) -> ExitCode:
        """Fine only if nothing stopped the night and nothing warns."""
        if self.causes:
            return self.failure_code
        return ExitCode.FINDINGS if self.warnings else ExitCode.FINE

    def as_document(self) -> dict[str, object]:
        """The whole night for a program."""
        return {
            "exit_code": int(self.exit_code),
            "release_id": self.release_id or None,
            "warnings": self.warnings,
            "causes": self.causes,
            "stages": [
                {
                    "name": stage.name,
                    "has_failed": stage.has_failed,
                    "seconds": round(stage.seconds, 3),
                    "assets": stage.assets,
                    "checks": stage.checks,
                    "checks_passed": stage.checks_passed,
                    **stage.counts,
                }
                for stage in self.stages.values()
            ],
        }

    def hear(self, entry: "EventLogEntry") -> None:
        """Take in one event of the run."""
        event = entry.dagster_event
        if event is None:
            return
        if event.step_key is None:
            if event.event_type_value == "PIPELINE_FAILURE" and not self.causes:
                error = getattr(event.event_specific_data, "error", None)
                self._stopped(Stage("the run"), error, None)
            return
        if event.event_type_value == "STEP_START":
            stage = self.stages[event.step_key] = Stage(event.step_key.replace("_", " "))
            self.on_stage(stage)
        stage = self.stages.get(event.step_key)
        if stage is None:
            return
        match event.event_type_value:
            case "ASSET_MATERIALIZATION":
                self._materialized(stage, event)
                self.on_progress(stage)
            case "ASSET_CHECK_EVALUATION":
                self._checked(stage, event)
                self.on_progress(stage)
            case "STEP_SUCCESS":
                stage.is_done = True
                stage.seconds = event.step_success_data.duration_ms / 1000
                self.on_stage(stage)
            case "STEP_FAILURE":
                stage.is_done = stage.has_failed = True
                failed = event.step_failure_data
                self._stopped(stage, failed.error, failed.user_failure_data)
                self.on_stage(stage)

    def _materialized(self, stage: Stage, event: "DagsterEvent") -> None:
        stage.assets += 1
        metadata = event.step_materialization_data.materialization.metadata
        for name in _ADDED_UP:
            if name in metadata:
                stage.counts[name] = stage.counts.get(name, 0) + int(_value(metadata, name))
        if "release_id" in metadata:
            stage.release_id = self.release_id = str(_value(metadata, "release_id"))

    def _checked(self, stage: Stage, event: "DagsterEvent") -> None:
        evaluation = event.asset_check_evaluation_data
        stage.checks += 1
        stage.checks_passed += evaluation.passed
        if evaluation.passed:
            return
        where = ".".join(evaluation.asset_key.path)
        said = evaluation.description or f"{where}: check {evaluation.check_name} failed."
        is_warning = evaluation.severity.value == "WARN"
        (self.warnings if is_warning else stage.broken).append(said)

    def _stopped(self, stage: Stage, error: Any, told: Any) -> None:
        """Why a stage stopped: in its own words, else its broken checks, else what was raised."""
        while error is not None and error.cls_name != "HomeError" and error.cause is not None:
            error = error.cause
        if told is not None:
            self.causes += told.description.splitlines()
            self.failure_code = ExitCode(_value(told.metadata, "exit_code"))
        elif error is not None and error.cls_name == "HomeError":
            self.causes.append(error.message.split(": ", 1)[1].strip())
            self.failure_code = ExitCode.ENVIRONMENT
        elif error is not None and error.cls_name == "DagsterExecutionInterruptedError":
            self.was_interrupted = True
            self.causes.append(f"{stage.name.capitalize()} was stopped.")
        elif stage.broken:
            self.causes += stage.broken
        else:
            raised = masked(error.message).strip() if error else "no reason was given"
            self.causes.append(f"{stage.name.capitalize()} stopped unexpectedly: {raised}")
            self.failure_code = ExitCode.ENVIRONMENT


def _value(metadata: Mapping[str, Any], name: str) -> Any:
    return metadata[name].value
