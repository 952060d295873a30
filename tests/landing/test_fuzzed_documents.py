"""Whatever lies in a workbook or an e-invoice: no traceback, no row and no cent is lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.landing.einvoice_texts import cii_invoice, ubl_invoice
from tests.landing.fuzzing import fuzzed
from tests.landing.shop import Shop
from tests.landing.test_fuzzed_exports import batch, conserved, survived
from tests.landing.workbook_bytes import part_of, with_part, workbook

EXAMPLES = Path(__file__).parent / "fixtures" / "einvoice"
HEADER = ("Item ID", "Amount", "Note")
SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook({"Stock": [HEADER, ["A-1", 1200.5, date(2024, 1, 31)], ["A-2", ("=B2", 3), "x"]]})
UBL = (EXAMPLES / "ubl__examples__ubl-tc434-example5.xml").read_bytes()
CII = (EXAMPLES / "cii__examples__CII_example5.xml").read_bytes()
PDF = (EXAMPLES / "tests__fixtures__pdf__invoice_EN16931.pdf").read_bytes()

CENTS = st.integers(-(10**9), 10**9)
# What XML can hold; a text that begins with `=` would be written as a formula.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).map("'".__add__)
NOTE = (
    st.none()
    | TEXT
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.dates(date(1901, 1, 1), date(9999, 12, 31))
)
STAIN = st.tuples(
    st.floats(0, 1),
    st.integers(0, 40),
    st.binary(max_size=6) | st.sampled_from([b"<", b"&", b">", b"\0", b"\xff", b'"', b"9", b"-"]),
)
AMOUNTS = st.lists(CENTS, max_size=4)


def money(cents: int) -> Decimal:
    return Decimal(cents) / 100


def amounts(cells: list[int]) -> list[Decimal]:
    return [money(cents) for cents in cells]


def stained(content: bytes, stain: tuple[float, int, bytes]) -> bytes:
    at, length, put = stain
    start = int(at * len(content))
    return content[:start] + put + content[start + length :]


def written(note: object) -> str | None:
    """A cell as text; an integer stands for itself."""
    if note is None or isinstance(note, str):
        return note
    return str(note).lower() if isinstance(note, bool) else str(note)


@fuzzed
@given(files=batch(st.lists(st.tuples(TEXT, CENTS, NOTE), min_size=1, max_size=8)))
def test_every_cell_of_a_workbook_lands_as_it_stands(
    new_shop: Callable[[], Shop], files: list[list[tuple[str, int, object]]]
) -> None:
    shop = new_shop()
    for number, rows in enumerate(files):
        cells = [(name, cents / 100, note) for name, cents, note in rows]
        shop.drop(f"stock{number}.xlsx", workbook({f"Stock {number}": [HEADER, *cells]}))
    assert {(o.status, o.rows_rejected, o.reason) for o in shop.land().outcomes} == {
        ("landed", 0, None)
    }
    conserved(shop)
    for number, rows in enumerate(files):
        landed = shop.rows(
            "select item_id, cast(amount as decimal(18, 2)), note from raw_shop.stock "
            "where _source_file = ? order by _source_row",
            f"shop/stock{number}.xlsx",
        )
        assert landed == [(name, money(cents), written(note)) for name, cents, note in rows]


@fuzzed
@given(
    files=batch(
        st.lists(
            st.tuples(CENTS, st.sampled_from([None, None, ("=1/0", "#DIV/0!"), "=A1", 10**15])),
            min_size=1,
            max_size=8,
        )
    )
)
def test_every_row_with_a_faulty_cell_is_rejected_and_no_other(
    new_shop: Callable[[], Shop], files: list[list[tuple[int, object]]]
) -> None:
    shop = new_shop()
    for number, rows in enumerate(files):
        cells = [("A", cents / 100, fault) for cents, fault in rows]
        shop.drop(
            f"stock{number}.xlsx", workbook({f"Stock {number}": [HEADER, *cells, ("B", 1, "x")]})
        )
    for outcome, rows in zip(shop.land().outcomes, files, strict=True):
        faulty = sum(fault is not None for _, fault in rows)
        assert (outcome.rows_read, outcome.rows_rejected) == (len(rows) + 1, faulty)
    conserved(shop)
    whole = sum(cents for rows in files for cents, fault in rows if fault is None)
    assert shop.rows("select sum(cast(amount as decimal(18, 2))) from raw_shop.stock") == [
        (money(whole) + len(files),)
    ]


@fuzzed
@given(files=batch(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, CENTS, st.sampled_from([0, 0, 1, -1]))))
def test_an_e_invoice_lands_to_the_cent_or_is_refused(
    new_shop: Callable[[], Shop], files: list[tuple[list[int], list[int], list[int], int, int]]
) -> None:
    shop = new_shop()
    for number, (others, allowances, charges, line, error) in enumerate(files):
        lines = [line, *others]
        total = sum(lines) + sum(charges) - sum(allowances) + error
        for table, invoice in (("ubl", ubl_invoice), ("cii", cii_invoice)):
            text = invoice(
                number, amounts(lines), amounts(allowances), amounts(charges), money(total)
            )
            shop.drop(f"{table}{number}.xml", text)
    outcomes = {outcome.file_name: outcome for outcome in shop.land().outcomes}
    conserved(shop)
    for number, (*_, error) in enumerate(files):
        for table in ("ubl", "cii"):
            outcome = outcomes[f"shop/{table}{number}.xml"]
            status = "refused" if error else "landed"
            assert (outcome.status, outcome.is_blocking) == (status, error != 0), outcome.reason
            landed = shop.rows(
                "select sum(case when row_kind = 'allowance' then -1 else 1 end "
                "* cast(line_amount as decimal(18, 2))), "
                "min(cast(tax_exclusive_total as decimal(18, 2))) "
                f"from raw_shop.{table} where _source_file = ?",
                outcome.file_name,
            )
            assert landed[0][0] == landed[0][1]
            assert (landed[0][0] is None) == (error != 0)


@fuzzed
@given(stains=batch(STAIN))
def test_a_cut_or_a_stain_in_a_document_is_survived(
    new_shop: Callable[[], Shop], stains: list[tuple[float, int, bytes]]
) -> None:
    shop = new_shop()
    for number, stain in enumerate(stains):
        shop.drop(f"stock{number}.xlsx", stained(BOOK, stain))
        sheet = stained(part_of(BOOK, SHEET), stain)
        shop.drop(f"stock{number}-sheet.xlsx", with_part(BOOK, SHEET, sheet))
        shop.drop(f"ubl{number}.xml", stained(UBL, stain))
        shop.drop(f"cii{number}.xml", stained(CII, stain))
    shop.drop("cii.pdf", stained(PDF, stains[0]))
    survived(shop)


@fuzzed
@given(
    contents=batch(st.binary(max_size=200)), head=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-"])
)
def test_any_bytes_are_survived_as_a_document(
    new_shop: Callable[[], Shop], contents: list[bytes], head: bytes
) -> None:
    shop = new_shop()
    for number, content in enumerate(contents):
        for name in ("stock{}.xlsx", "orders{}.csv", "ubl{}.xml", "cii{}.pdf"):
            shop.drop(name.format(number), head + content)
    survived(shop)
