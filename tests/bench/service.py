"""The SLA models on a million tickets, as ratios against reads of the same input: `make bench`.

The company of `tests.bench.service_work` is timed three times: a tenth of it, all of it, and all of
it again after one ticket in a thousand was changed. Beside that stand one read of the same tickets
and events from CSV, both typed without a look at the data first, and one of the needed columns from
Parquet. What dbt takes for itself is measured on a company of ten tickets and taken off. Processor
seconds are those of whole processes and their children; memory is the peak of the process that
builds.

The bars are for everything that is stated of a ticket: clocks with target, due time and status,
intervals, and what is kept for the next night. What a night adds up by month, day and hour from
them (backlog, coverage, the months of promises, the wide table of tickets) is not in the ratios to
the reads: they are of a night without it, and the whole night's stand beside them. Memory, growth
and the second night are of whole nights.
"""

import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.project import Home
from tests.bench.service_work import write_definitions, write_work

TICKETS = int(os.environ.get("BENCH_TICKETS", "1000000"))
CHANGED_SHARE = 0.001
# What the design asks for: ratios to the reads, tickets per processor second, peak memory, growth
# from a tenth, and the share of the first night that a second one costs.
BARS = {
    "times of one CSV read": 3.2,
    "times of one Parquet read": 22.0,
    "peak memory in MB": 1500.0,
    "times of ten times a tenth": 1.15,
    "share of the first night": 0.05,
}

EVENTS = "intermediate.int_work_ticket_events"
WORK = "intermediate.int_work_tickets"
NEEDED = (
    "source_system, ticket_id, event_at, event_seq, event_type, actor_kind, from_value, to_value"
)


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    cpu_seconds: float
    peak_megabytes: float


def cost_of(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command to its end; its own output is shown if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    script = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)\n"
        "done.returncode and sys.stderr.buffer.write(done.stdout[-4000:])\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, int(done.stdout) / 1024)


def company(root: Path, ticket_count: int) -> Home:
    """A home with so many tickets, before its first night."""
    home = Home(root)
    write_definitions(home)
    home.prepare()
    write_work(home.database, ticket_count)
    return home


# What is added up from the clocks and intervals, by month, day and hour, and the wide tickets.
SUMMED = (
    *("int_service_backlog_moves", "int_service_months_counted", "int_service_arrivals_covered"),
    *("int_service_hours_staffed", "fct_tickets", "fct_backlog_days", "sla_month"),
)


def night(home: Home, *options: str) -> Cost:
    """The calendar, service and mart models, with the seeds that they read."""
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "--quiet", "build"),
        *("--resource-type", "seed", "--resource-type", "model"),
        *("--select", "company", "schedules", "holidays", "sla_policies", "sla_targets"),
        *("workflows", "workflow_match_rules", "providers", "provider_match_rules"),
        *("quality_rules", "int_quality_rules"),
        *("path:models/intermediate/calendar", "path:models/intermediate/service"),
        *("fct_tickets", "fct_sla_events", "fct_ticket_intervals", "fct_backlog_days"),
        *("sla_month", *options),
    ]
    return cost_of(command, home.dbt_project, home.environment())


def read_cost(home: Home, folder: Path, kind: str) -> Cost:
    """One typed read of the same input, into tables."""
    columns = NEEDED if kind == "parquet" else "*"
    reads, paths = [], []
    with duckdb.connect(str(home.database), read_only=True) as connection:
        for table, wanted in ((EVENTS, columns), (WORK, "*")):
            path = folder / f"{table}.{kind}"
            query = f"select {wanted} from {table}"
            described = connection.execute(f"describe {query}").fetchall()
            types = {name: type_name for name, type_name, *_ in described}
            connection.execute(f"copy ({query}) to '{path}'")
            typed = f"read_csv('{path}', auto_detect=false, header=true, columns={types})"
            reads.append(typed if kind == "csv" else f"'{path}'")
            paths.append(path)
    script = (
        "import duckdb\n"
        "connection = duckdb.connect()\n"
        "connection.execute('set threads = 2')\n"
        f'connection.execute("create table events as select * from {reads[0]}")\n'
        f'connection.execute("create table tickets as select * from {reads[1]}")\n'
    )
    cost = cost_of([sys.executable, "-c", script], folder, {})
    for path in paths:
        path.unlink()
    return cost


def change_some(home: Home) -> int:
    """The newest tickets in a thousandth of the company are answered once more."""
    count = max(1, int(TICKETS * CHANGED_SHARE))
    with duckdb.connect(str(home.database)) as connection:
        connection.execute(
            f"""
            insert into {EVENTS}
            select
                source_system, ticket_id, ticket_id || '-late', updated_at, 99, 'public_reply',
                null, null, null, 'agent', null, null, null
            from (select * from {WORK} where is_resolved order by created_at desc limit {count})
            """
        )
    return count


def main() -> None:
    """Print the ratios; end with an error if one misses its bar."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        none = company(root / "none", 10)
        # Once with everything to parse, once with nothing: the two kinds of night.
        own, own_again = night(none).cpu_seconds, night(none).cpu_seconds
        without = ("--exclude", *SUMMED)
        own_stated = night(company(root / "nothing", 10), *without).cpu_seconds
        tenth = night(company(root / "tenth", TICKETS // 10)).cpu_seconds - own
        stated = night(company(root / "stated", TICKETS), *without).cpu_seconds - own_stated
        whole = company(root / "whole", TICKETS)
        csv, parquet = (read_cost(whole, root, kind).cpu_seconds for kind in ("csv", "parquet"))
        first = night(whole)
        cpu = first.cpu_seconds - own
        changed = change_some(whole)
        second = night(whole).cpu_seconds - own_again
    print(f"dbt by itself {own:.1f} s cpu, CSV read {csv:.1f}, Parquet read {parquet:.1f}")
    print(f"all metrics {stated:.1f} s cpu, {TICKETS / stated:,.0f} tickets per processor second")
    print(
        f"first night, with months and days, {cpu:.1f} s cpu: {cpu / csv:.2f} times of one CSV "
        f"read, {cpu / parquet:.2f} of one Parquet read"
    )
    print(f"second night, {changed} tickets changed: {second:.1f} s cpu")
    found = {
        "times of one CSV read": stated / csv,
        "times of one Parquet read": stated / parquet,
        "peak memory in MB": first.peak_megabytes,
        "times of ten times a tenth": cpu / (10 * tenth),
        "share of the first night": second / cpu,
    }
    for name, value in found.items():
        print(f"{name:<28}{value:10.2f}   at most {BARS[name]:g}")
    missed = [name for name, value in found.items() if value > BARS[name]]
    if missed:
        sys.exit(f"Missed: {', '.join(missed)}.")


if __name__ == "__main__":
    main()
