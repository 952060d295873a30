"""The nightly against its bare `dbt build`, as ratios in one run: `make bench`.

Three nights on the real sample company: the first (two years of exports land), one to which a month
of new files came, one on unchanged files. Beside them stands a bare `dbt build` of the same data.
Processor seconds are those of the whole process and its children.
"""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from orchestration.project import Home
from tests.product import command_environment, lay_out_sample

REPEATS = 3
# An ordinary night may cost so many times the processor time of its bare dbt build.
BAR = 1.5


@dataclass(frozen=True)
class Cost:
    """What one command took: wall-clock and processor seconds."""

    wall_seconds: float
    cpu_seconds: float


def _cost_of(command: list[str], home: Home, folder: Path) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    finished = subprocess.run(
        command,
        cwd=folder,
        env={**command_environment(home), **home.environment()},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if finished.returncode not in (0, 1):
        sys.exit(f"{command} failed:\n{finished.stdout}{finished.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)


def _night(home: Home) -> Cost:
    return _cost_of([sys.executable, "-m", "orchestration", "run"], home, home.root)


def _bare_build(home: Home) -> Cost:
    dbt = Path(sys.executable).with_name("dbt")
    build = [str(dbt), "--quiet", "build", "--exclude-resource-type", "unit_test"]
    return _cost_of(build, home, home.dbt_project)


def _middle(costs: list[Cost]) -> Cost:
    return sorted(costs, key=lambda cost: cost.wall_seconds)[len(costs) // 2]


def _print(name: str, night: Cost, bare: Cost) -> None:
    print(
        f"{name:<28}{night.wall_seconds:8.1f} s wall{night.cpu_seconds:8.1f} s cpu"
        f"   {night.wall_seconds / bare.wall_seconds:5.2f}x wall"
        f"   {night.cpu_seconds / bare.cpu_seconds:5.2f}x cpu"
    )


def main() -> None:
    """Lay out the sample, run the nights and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        whole = lay_out_sample(Path(folder) / "home", "real")
        late = [path for path in whole.landing.rglob("*2025-12*") if path.is_file()]
        waiting = Path(folder) / "waiting"
        for path in late:
            moved = waiting / path.relative_to(whole.landing)
            moved.parent.mkdir(parents=True, exist_ok=True)
            path.rename(moved)
        first = _night(whole)
        for path in late:
            (waiting / path.relative_to(whole.landing)).rename(path)
        month = _night(whole)
        nights, builds = [], []
        for _ in range(REPEATS):
            builds.append(_bare_build(whole))
            nights.append(_night(whole))
        bare = _middle(builds)
        usual = _middle(nights)
        print(f"{'bare dbt build':<28}{bare.wall_seconds:8.1f} s wall{bare.cpu_seconds:8.1f} s cpu")
        _print("night, files unchanged", usual, bare)
        _print("night, one month of files", month, bare)
        _print("first night, all files", first, bare)
        if max(usual.cpu_seconds, month.cpu_seconds) > BAR * bare.cpu_seconds:
            sys.exit(f"An ordinary night costs more than {BAR} times its bare dbt build.")


if __name__ == "__main__":
    main()
