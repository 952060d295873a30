"""A landing that is killed in its middle leaves nothing half done, and the next one heals it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.project import REPOSITORY
from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.shop import Shop

LAND = """
import sys
from pathlib import Path
from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.project import Home
land(Home(Path(sys.argv[1])), declared_tables(Path(sys.argv[2])),
     lambda outcome: print(outcome.file_name, flush=True))
"""


def fill(shop: Shop) -> None:
    for number in range(12):
        rows = "".join(f"{number}{row},1.00,x\n" for row in range(3000))
        shop.drop(
            f"orders-{number:02}.csv",
            "Order ID,Amount,Note,Colour\n" + rows.replace(",x\n", ",x,red\n"),
        )
        lines = "".join(f'{{"id":{row},"sent":{number},"k":"v"}}\n' for row in range(3000))
        shop.drop(f"events-{number:02}.ndjson", lines + EVENTS)
    shop.drop("orders-99.csv", ORDERS + "3\n")
    shop.drop("wages.csv", WAGES)
    shop.drop("bills.csv", BILLS)


def start(shop: Shop) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", LAND, str(shop.home.root), str(shop.staging)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("files_before", [0, 1, 5, 13, 20])
def test_the_next_run_heals(new_shop: Callable[[], Shop], files_before: int) -> None:
    undisturbed, killed = new_shop(), new_shop()
    fill(undisturbed)
    fill(killed)
    undisturbed.land()
    process = start(killed)
    assert process.stdout is not None
    for _ in range(files_before):
        assert process.stdout.readline()
    if not files_before:
        while not list(killed.home.build.glob("tierledger.*")):
            assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert shop_is_whole(killed)
    killed.land()
    assert killed.dump() == undisturbed.dump()
    assert not list(killed.home.build.glob("landing-*"))


def test_a_database_that_was_cut_off_at_its_birth_is_in_nobodys_way(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(path: str) -> None:
        Path(path).write_bytes(b"\0" * 100)
        raise KeyboardInterrupt

    monkeypatch.setattr(duckdb, "connect", cut_off)
    with pytest.raises(KeyboardInterrupt):
        shop.land()
    monkeypatch.undo()
    assert not shop.home.database.exists()
    assert shop.land_one("orders.csv", ORDERS).status == "landed"


def shop_is_whole(shop: Shop) -> bool:
    """Every file in the manifest has all its rows, and no other rows are there."""
    if not shop.home.database.exists():
        return True
    tables = shop.rows("select table_name from duckdb_tables() where schema_name = 'raw_shop'")
    if not tables:
        return True
    landed = shop.rows("select load_number, rows_landed from raw.files order by 1")
    found = [
        row
        for (table,) in tables
        for row in shop.rows(f"select _load_number, count(*) from raw_shop.{table} group by 1")
    ]
    return sorted(found) == landed
