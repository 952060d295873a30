"""Compressed files and archives: the same rows as loose files, or refused and nothing lands."""

import gzip
import hashlib
import stat
import zipfile
import zlib
from collections.abc import Callable

import pytest
import zstandard

from orchestration.landing import packed_bytes
from tests.landing.archived import encrypted, renamed, zipped, zipped_as
from tests.landing.exports import BILLS, EVENTS, ORDERS, WAGES
from tests.landing.shop import Shop

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": zstandard.compress,
    "zip": lambda content: zipped({"whatever": content}),
}
LATER = ORDERS.replace("first", "third")


def counts(shop: Shop) -> dict[str, int]:
    """Rows by raw table."""
    tables = ("orders", "events", "wages", "bills")
    return {table: shop.rows(f"select count(*) from raw_shop.{table}")[0][0] for table in tables}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv", ORDERS.encode()),
        ("orders.csv", ORDERS.replace("first", "caf\u00e9").encode("cp1252")),
        ("orders.csv", ORDERS.encode("utf-16")),
        ("events.ndjson", EVENTS.encode()),
        ("wages.csv", WAGES.encode()),
        ("bills.csv", BILLS.encode()),
    ],
)
def test_a_packed_export_gives_the_same_rows(
    new_shop: Callable[[], Shop], packing: str, name: str, content: bytes
) -> None:
    loose, packed = new_shop(), new_shop()
    whole = loose.land_one(name, content)
    packed.drop(f"{name}.{packing}", PACKINGS[packing](content))
    (outcome,) = packed.land().outcomes
    assert (outcome.status, outcome.rows_landed) == ("landed", whole.rows_landed)
    table = f"raw_shop.{name.split('.')[0]}"
    rows = f"select * exclude (_source_file, _source_sha256, _loaded_at) from {table} order by all"
    assert packed.rows(rows) == loose.rows(rows)


def test_what_lies_in_an_archive_lands_file_by_file(shop: Shop) -> None:
    shop.drop(
        "month.zip",
        zipped(
            {
                "2024/orders-1.csv": ORDERS,
                "2024\\orders-2.csv": LATER,
                "bills.csv": BILLS,
                "wages.csv": "<html>",
                "notes.txt": "x",
                "README.txt": "x",
                "__MACOSX/2024/._orders-1.csv": "x",
                "2024/.DS_Store": "x",
                "empty/": "",
            }
        ),
    )
    report = shop.land()
    assert {outcome.file_name: outcome.status for outcome in report.outcomes} == {
        "shop/month.zip!2024/orders-1.csv": "landed",
        "shop/month.zip!2024/orders-2.csv": "landed",
        "shop/month.zip!bills.csv": "landed",
        "shop/month.zip!wages.csv": "refused",
    }
    assert report.unrecognised_files == ("shop/month.zip!notes.txt",)
    assert counts(shop) == {"orders": 4, "events": 0, "wages": 0, "bills": 3}
    assert shop.rows(
        "select distinct _source_sha256, _load_number from raw_shop.orders "
        "where _source_file = 'shop/month.zip!2024/orders-1.csv'"
    ) == [(hashlib.sha256(ORDERS.encode()).hexdigest(), 1)]
    assert shop.rows(
        "select load_number, size_bytes from raw.files where table_name = 'orders' order by 1"
    ) == [(1, len(ORDERS)), (2, len(LATER))]


def test_an_archive_lands_once(shop: Shop) -> None:
    shop.drop("month.zip", zipped({"orders.csv": ORDERS, "bills.csv": BILLS}))
    shop.land()
    before = shop.dump()
    assert {outcome.status for outcome in shop.land().outcomes} == {"unchanged"}
    assert shop.dump() == before


def test_a_corrected_member_lands_and_the_others_do_not_land_again(shop: Shop) -> None:
    shop.drop("month.zip", zipped({"orders.csv": ORDERS, "bills.csv": BILLS}))
    shop.land()
    shop.drop("month.zip", zipped({"orders.csv": LATER, "bills.csv": BILLS}))
    assert {o.table_name: o.status for o in shop.land().outcomes} == {
        "orders": "landed",
        "bills": "unchanged",
    }


def test_the_same_bytes_in_another_archive_or_loose_do_not_land_again(shop: Shop) -> None:
    shop.drop("a.zip", zipped({"orders-1.csv": ORDERS, "orders-copy.csv": ORDERS}))
    shop.drop("b.zip", zipped({"old/orders-9.csv": ORDERS}))
    shop.drop("orders.csv", ORDERS)
    report = shop.land()
    assert sorted(o.status for o in report.outcomes) == ["landed"] + 3 * ["unchanged"]
    assert counts(shop)["orders"] == 2


def test_what_is_no_longer_there_is_no_longer_judged(shop: Shop) -> None:
    present = "select file_name, is_present from raw.files order by 1"
    archive = shop.drop("a.zip", zipped({"orders-1.csv": ORDERS, "orders-2.csv": "<html>"}))
    shop.land()
    names = ["shop/a.zip!orders-1.csv", "shop/a.zip!orders-2.csv"]
    assert shop.rows(present) == [(name, True) for name in names]
    shop.drop("a.zip", zipped({"orders-1.csv": ORDERS}))
    assert not shop.land().blocking
    assert shop.rows(present) == [(names[0], True), (names[1], False)]
    archive.unlink()
    shop.land()
    assert shop.rows(present) == [(name, False) for name in names]
    shop.drop("orders.csv", ORDERS)
    shop.land()
    assert shop.rows(present) == [(names[0], True), (names[1], False)]


def test_a_refused_archive_that_is_replaced_no_longer_blocks(shop: Shop) -> None:
    shop.drop("orders.csv.zip", zipped({"orders.csv": ORDERS})[:-30])
    assert shop.land().blocking
    shop.drop("orders.csv.zip", zipped({"orders.csv": ORDERS}))
    report = shop.land()
    assert (report.blocking, report.warnings) == ([], [])
    assert shop.rows("select file_name, status, is_present from raw.files order by 1") == [
        ("shop/orders.csv.zip", "refused", False),
        ("shop/orders.csv.zip!orders.csv", "landed", True),
    ]


def test_a_single_file_may_go_by_the_name_of_its_archive(shop: Shop) -> None:
    shop.drop("orders-7.csv.ZIP", zipped({"export (1).txt": ORDERS}))
    shop.drop("orders-8.csv.zip", zipped({"a.txt": LATER, "b.txt": LATER}))
    report = shop.land()
    assert [o.file_name for o in report.outcomes] == ["shop/orders-7.csv.ZIP!export (1).txt"]
    assert report.unrecognised_files == (
        "shop/orders-8.csv.zip!a.txt",
        "shop/orders-8.csv.zip!b.txt",
    )


def linked(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def other_method(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_BZIP2
    return entry


def flipped(archive: bytes) -> bytes:
    """One bit of the stored text is another."""
    return archive.replace(b"20.00", b"20.01")


GOOD = zipped({"orders.csv": ORDERS, "x/bills.csv": BILLS})
LONG = "\n".join([ORDERS, *(f"{n},1.00,x" for n in range(5000))])
WICKED: dict[str, tuple[bytes, str]] = {
    "upwards": (zipped({"orders.csv": ORDERS, "../../x": "x"}), "'../../x' leads out"),
    "upwards_within": (zipped({"orders.csv": ORDERS, "a/../b.csv": ORDERS}), "leads out"),
    "upwards_windows": (zipped({"orders.csv": ORDERS, "..\\x.csv": ORDERS}), "leads out"),
    "absolute": (zipped({"orders.csv": ORDERS, "/etc/orders.csv": ORDERS}), "leads out"),
    "share": (zipped({"orders.csv": ORDERS, "\\\\host\\orders.csv": ORDERS}), "leads out"),
    "drive": (zipped({"orders.csv": ORDERS, "C:orders.csv": ORDERS}), "'C:orders.csv' leads out"),
    "nul": (renamed(zipped({"orders.csv": ORDERS}), b"orders.csv", b"orders\0csv"), "leads out"),
    "link": (zipped_as(linked("orders-2.csv"), "/etc/passwd", ORDERS), "'orders-2.csv' is a link"),
    "doubled": (renamed(zipped({"orders.csv": "x", "other1.csv": "x"}), b"other1", b"orders"), "2"),
    "encrypted": (encrypted(GOOD), "unpack it with its password"),
    "nested": (zipped({"orders.csv": ORDERS, "in.zip": GOOD}), "an archive inside the archive"),
    "nested_gz": (zipped({"orders.csv.gz": gzip.compress(b"x")}), "an archive inside the archive"),
    "bzip2": (zipped_as(other_method("orders-2.csv"), ORDERS, ORDERS), "packed in an unusual way"),
    "cut": (GOOD[:-30], "breaks off or is damaged"),
    "cut_early": (GOOD[:60], "breaks off or is damaged"),
    "bit_flipped": (flipped(zipped_as(zipfile.ZipInfo("x.csv"), "x", ORDERS)), "damaged"),
    "no_zip": (b"hello", "breaks off or is damaged"),
    "empty": (b"", "breaks off or is damaged"),
    "html": (b"<html>Log in</html>", "breaks off or is damaged"),
    "no_file": (zipped({"folder/": ""}), "holds no file"),
}


@pytest.mark.parametrize(("content", "problem"), WICKED.values(), ids=WICKED.keys())
def test_an_archive_that_is_not_in_order_is_refused_as_a_whole(
    shop: Shop, content: bytes, problem: str
) -> None:
    refused_as_a_whole(shop, content, problem)


def test_a_bomb_among_exports_is_refused_with_them(shop: Shop) -> None:
    bomb = zipped({"orders.csv": ORDERS, "bills.csv": b"\n" * 300_000_000})
    refused_as_a_whole(shop, bomb, "unpacks to more than 250 times its size")


def test_an_archive_of_too_many_entries_is_refused(shop: Shop) -> None:
    refused_as_a_whole(shop, zipped({f"x{n}.csv": "" for n in range(10_001)}), "10001 entries")


def refused_as_a_whole(shop: Shop, content: bytes, problem: str) -> None:
    """Each night says so again, nothing lands, and nothing is left lying about."""
    shop.drop("month.zip", content)
    before = sorted(shop.home.root.rglob("*"))
    for _ in range(2):
        report = shop.land()
        (outcome,) = report.outcomes
        assert (outcome.file_name, outcome.status) == ("shop/month.zip", "refused")
        assert problem in (outcome.reason or "")
        assert report.blocking
        assert set(counts(shop).values()) == {0}
    assert {path.name for path in set(shop.home.root.rglob("*")) - set(before)} <= {
        "tierledger.duckdb"
    }


def test_a_packed_file_inside_a_packed_file_is_refused(shop: Shop) -> None:
    twice = gzip.compress(zstandard.compress(ORDERS.encode()))
    assert "inside a packed file" in (shop.land_one("orders.csv", twice).reason or "")
    shop.drop("a.zip", zipped({"orders-1.csv": gzip.compress(ORDERS.encode()), "bills.csv": BILLS}))
    reasons = {o.file_name: o.reason or "" for o in shop.land().outcomes}
    assert "inside a packed file" in reasons["shop/a.zip!orders-1.csv"]
    assert reasons["shop/a.zip!bills.csv"] == ""


def test_a_text_that_is_an_archive_is_refused(shop: Shop) -> None:
    assert "a zip archive" in (shop.land_one("orders.csv", GOOD).reason or "")


WHOLE_ZST = zstandard.ZstdCompressor(write_checksum=True).compress(LONG.encode())
DAMAGED_ZST = {
    "cut": WHOLE_ZST[:-9],
    "cut_in_its_head": WHOLE_ZST[:5],
    "second_frame_cut": WHOLE_ZST + zstandard.compress(ORDERS.encode())[:-1],
    "followed_by_junk": WHOLE_ZST + b"junk",
    "stained": WHOLE_ZST[:60] + b"\xff\xff\xff" + WHOLE_ZST[63:],
}


@pytest.mark.parametrize("content", DAMAGED_ZST.values(), ids=DAMAGED_ZST.keys())
def test_a_damaged_zstandard_file_is_refused(shop: Shop, content: bytes) -> None:
    outcome = shop.land_one("orders.csv.zst", content)
    assert "breaks off or is damaged; expected a whole Zstandard file" in (outcome.reason or "")
    assert counts(shop)["orders"] == 0


def test_frames_one_after_another_are_one_file(shop: Shop) -> None:
    frames = zstandard.compress(ORDERS.encode()) + zstandard.compress(b"3,1.00,x\n")
    assert shop.land_one("orders.csv.zst", frames).rows_landed == 3
    members = gzip.compress(LATER.encode()) + gzip.compress(b"3,1.00,x\n")
    assert shop.land_one("orders.csv.gz", members).rows_landed == 3


def bombs() -> dict[str, bytes]:
    """400 MB of line ends, packed to almost nothing."""
    block = b"\n" * (1024 * 1024)
    zipping, zst = zlib.compressobj(9, zlib.DEFLATED, 31), zstandard.ZstdCompressor().compressobj()
    return {
        "gz": b"".join(zipping.compress(block) for _ in range(400)) + zipping.flush(),
        "zst": b"".join(zst.compress(block) for _ in range(400)) + zst.flush(),
    }


@pytest.mark.parametrize("packing", ["gz", "zst"])
def test_a_bomb_is_refused_before_it_is_unpacked_whole(shop: Shop, packing: str) -> None:
    outcome = shop.land_one(f"orders.csv.{packing}", bombs()[packing])
    assert "unpacks to more than 250 times its size" in (outcome.reason or "")
    assert not list(shop.home.build.glob("landing-*"))


@pytest.mark.parametrize("packing", PACKINGS)
def test_no_packed_file_may_unpack_to_more_than_the_machine_can_take(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, packing: str
) -> None:
    monkeypatch.setattr(packed_bytes, "LARGEST_UNPACKED", 1000)
    shop.drop(f"orders.csv.{packing}", PACKINGS[packing](LONG.encode()))
    (outcome,) = shop.land().outcomes
    assert "unpacks to more than" in (outcome.reason or "")
    assert counts(shop)["orders"] == 0


def test_an_archive_that_is_exchanged_meanwhile_is_refused(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.landing import archives

    real_unpack = archives.unpack
    path = shop.drop("month.zip", zipped({"orders.csv": ORDERS}))

    def exchanged(*arguments: object) -> None:
        path.write_bytes(zipped({"orders.csv": LATER}))
        real_unpack(*arguments)  # pyright: ignore

    monkeypatch.setattr(archives, "unpack", exchanged)
    (outcome,) = shop.land().outcomes
    assert "it changed while it was read" in (outcome.reason or "")
    monkeypatch.undo()
    assert [outcome.status for outcome in shop.land().outcomes] == ["landed"]


def test_a_waiver_lifts_the_block_of_one_member(shop: Shop) -> None:
    shop.drop("month.zip", zipped({"orders.csv": "<html>"}))
    shop.home.definitions.mkdir(parents=True, exist_ok=True)
    (shop.home.definitions / "waivers.csv").write_text(
        "source_system,file_name,file_sha256,reason,waived_by,valid_from,valid_to\n"
        "shop,shop/month.zip!orders.csv,,known outage,Ann,2024-01-01,\n",
        encoding="utf-8",
    )
    report = shop.land()
    assert report.outcomes[0].is_waived
    assert not report.blocking
