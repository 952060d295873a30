"""Dagster's history of runs, with the connections kept.

Dagster opens a database anew for every event and waits for the disk each time: for the thousand
events of a night that costs more than checking the marts. The files and tables stay Dagster's own.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import DagsterInstance
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event

# One database per run; the pages of Dagster look at many runs.
CONNECTIONS_KEPT = 8
# A night's events take some 10 MB.
RUNS_KEPT = 30


def forget_old_runs(instance: DagsterInstance, keep: int = RUNS_KEPT) -> None:
    """Delete the events of all but the last runs; what each check said last stays known."""
    for run in instance.get_runs()[keep:]:
        if run.is_finished:
            instance.delete_run(run.run_id)
            storage = instance.event_log_storage
            if isinstance(storage, RunHistory):
                storage.remove_database_of(run.run_id)


class RunHistory(SqliteEventLogStorage):
    """SQLite event log for a process that writes much; named in `dagster.yaml`."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._tables: dict[str, bool] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> "RunHistory":
        """How Dagster makes it from `dagster.yaml`."""
        return cls(config_value["base_dir"], inst_data)

    def has_table(self, table_name: str) -> bool:
        """Asked with every event; no table comes or goes while a process runs."""
        if table_name not in self._tables:
            self._tables[table_name] = super().has_table(table_name)
        return self._tables[table_name]

    def remove_database_of(self, run_id: str) -> None:
        """A run's own file stays, with its rows deleted, unless it is removed."""
        with self._db_lock:
            engine = self._engines.pop(run_id, None)
            if engine is not None:
                engine.dispose()
            self._initialized_dbs.discard(run_id)
            for ending in ("", "-wal", "-shm"):
                Path(self.path_for_shard(run_id) + ending).unlink(missing_ok=True)

    def dispose(self) -> None:
        """Close everything that was kept."""
        super().dispose()
        while self._engines:
            self._engines.popitem()[1].dispose()

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = _kept_open(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        while len(self._engines) > CONNECTIONS_KEPT:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]


def _kept_open(address: str) -> Engine:
    engine = create_engine(
        address,
        poolclass=StaticPool,
        connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    # With SQLite's write-ahead log this is whole after a killed process, and after a power cut
    # at worst the last events are missing.
    event.listen(engine, "connect", lambda raw, _: raw.execute("pragma synchronous = normal"))
    return engine
