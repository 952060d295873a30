"""One reader of releases, run by another Python with another DuckDB: `reader.py CURRENT STOP`.

Until the file STOP is there it opens the release anew, counts the rows of every table, and compares
them with what the release says of itself. Its last line is a JSON object: what it saw.
"""

import json
import sys
from pathlib import Path

import duckdb


def read_once(current: Path) -> str:
    """Read one whole release; returns its id, raises if anything in it is not what it says."""
    folder = current.resolve()
    told = json.loads((folder / "release.json").read_text())
    connection = duckdb.connect(str(folder / "marts.duckdb"), read_only=True)
    try:
        for table, rows in told["row_counts"].items():
            found = connection.execute(f'select count(*) from "{table}"').fetchone()
            if found != (rows,):
                raise ValueError(f"{table} of {told['release_id']}: {found} rows, told {rows}")
            parquet = folder / "parquet" / f"{table}.parquet"
            packed = connection.execute(f"select count(*) from '{parquet}'").fetchone()
            if packed != (rows,):
                raise ValueError(f"{parquet}: {packed} rows, told {rows}")
        described = connection.execute(
            "select count(*) from duckdb_columns() where comment is not null"
        ).fetchone()
        if not described or not described[0]:
            raise ValueError("no column is described")
    finally:
        connection.close()
    # And the way of a tool that was told one path and no more.
    duckdb.connect(str(current / "marts.duckdb"), read_only=True).close()
    return told["release_id"]


def main(current: Path, stop: Path) -> int:
    """Read until told to stop; 1 if anything went wrong."""
    seen: list[str] = []
    problems: list[str] = []
    while not seen or not stop.exists():
        try:
            seen.append(read_once(current))
        except Exception as problem:
            problems.append(f"{type(problem).__name__}: {problem}")
            if len(problems) >= 10:
                break
    said = {
        "duckdb": duckdb.__version__,
        "reads": len(seen),
        "releases": sorted(set(seen)),
        "problems": problems,
    }
    print(json.dumps(said))
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2])))
