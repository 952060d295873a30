"""All dbt models, seeds and tests as assets and asset checks."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtProject, dbt_assets
from dagster_dbt.asset_utils import group_from_dbt_resource_props_fallback_to_directory
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from orchestration.defs.failures import in_words
from orchestration.project import Home
from orchestration.transform.broken_rows import broken_by
from orchestration.transform.dbt_build import build
from orchestration.transform.row_counts import row_count

# Dagster's own name for it: the catalog shows it beside the columns.
ROW_COUNT = "dagster/row_count"
OWNERS = ["team:analytics"]
_RESULT_EVENTS = {"LogModelResult", "LogSeedResult", "LogTestResult"}


class AsOf(dg.Config):
    """The moment at which the night is judged, UTC; empty means the latest event in the data."""

    as_of: str = ""


class Translator(DagsterDbtTranslator):
    """dbt's own two words as asset keys; the folder as group."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_source_tests_as_checks=True))

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer: definitions, staging, intermediate, marts."""
        if dbt_resource_props["resource_type"] == "seed":
            return "definitions"
        return group_from_dbt_resource_props_fallback_to_directory(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """Whom to ask about a model."""
        return list(super().get_owners(dbt_resource_props) or OWNERS)


def dbt_project(home: Home) -> DbtProject:
    """The project as this home sees it, with the target folder inside the home."""
    return DbtProject(
        project_dir=home.dbt_project, target_path=home.dbt_target, profiles_dir=home.dbt_project
    )


def dbt_models(home: Home, manifest: Mapping[str, Any]) -> dg.AssetsDefinition:
    """One step that runs `dbt build`; every model, seed and test reports for itself."""
    project = dbt_project(home)
    translator = Translator()

    @dbt_assets(
        manifest=manifest,
        project=project,
        dagster_dbt_translator=translator,
        name="models_and_tests",
        required_resource_keys={"writer"},
    )
    def models_and_tests(context: dg.AssetExecutionContext, config: AsOf) -> Iterator[Any]:
        said: set[dg.AssetCheckKey] = set()
        with in_words():
            for message in build(home, config.as_of):
                for event in asset_events(message, manifest, translator, context, project):
                    if isinstance(event, dg.AssetCheckResult):
                        assert event.asset_key is not None
                        assert event.check_name is not None
                        said.add(dg.AssetCheckKey(event.asset_key, event.check_name))
                    yield counted(event, message)
        for key in sorted(context.selected_asset_check_keys - said):
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=True,
                description="No file of this system has landed.",
            )

    return models_and_tests


def asset_events(
    message: Any,
    manifest: Mapping[str, Any],
    translator: DagsterDbtTranslator,
    context: dg.AssetExecutionContext | None,
    project: DbtProject | None,
) -> Iterator[Any]:
    """Dagster's events for one of dbt's: an asset that was built, a test that was run."""
    if message.info.name not in _RESULT_EVENTS:
        return
    if message.data.node_info.unique_id not in manifest["nodes"]:
        return  # The project has changed since Dagster read it; dbt builds what is there now.
    from google.protobuf.json_format import MessageToDict

    event = DbtCoreCliEventMessage(
        raw_event=MessageToDict(message, preserving_proto_field_name=True),
        event_history_metadata={},
    )
    for converted in event.to_default_asset_events(
        manifest=manifest,
        dagster_dbt_translator=translator,
        context=context,
        target_path=None,
        project=project,
    ):
        if isinstance(converted, dg.AssetCheckResult) and not converted.passed:
            rows = int(event.raw_event["data"].get("num_failures", 0))
            yield converted._replace(description=f"Test {converted.check_name}: {broken_by(rows)}.")
        else:
            yield converted


def counted(event: Any, message: Any) -> Any:
    """The event of a built table with its number of rows."""
    if not isinstance(event, dg.Output):
        return event
    rows = row_count(message.data.node_info)
    return event if rows is None else event.with_metadata({**event.metadata, ROW_COUNT: rows})


def attached(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest in which a test over several models belongs to the first one it names.

    Without this Dagster would only observe such a test, not show it as a check.
    """
    for node in manifest["nodes"].values():
        models = [name for name in node["depends_on"].get("nodes", []) if name in manifest["nodes"]]
        if node["resource_type"] == "test" and not node.get("attached_node") and models:
            name = manifest["nodes"][models[0]]["name"]
            node["config"]["meta"] = {"dagster": {"ref": {"name": name}}} | node["config"]["meta"]
    return manifest
