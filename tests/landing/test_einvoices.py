"""E-invoices: the public examples in, canonical rows out; every number worked out from the XML."""

import gzip
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from orchestration.landing.declarations import declared_tables
from orchestration.landing.intake import land
from orchestration.landing.outcomes import FileOutcome
from orchestration.new_home import lay_out
from orchestration.project import REPOSITORY, Home
from tests.landing.staged import build_staging

EXAMPLES = Path(__file__).parent / "fixtures" / "einvoice"
STAGING = REPOSITORY / "dbt_project" / "models" / "staging"
UBL_INVOICE = "ubl__examples__ubl-tc434-example5.xml"
FACTUR_X = "tests__fixtures__xml__factur-x-en16931.xml"
PDF = "tests__fixtures__pdf__invoice_EN16931.pdf"

Query = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """All seven examples. Two of CII are those of UBL in the other syntax: they get numbers of
    their own, so that both are seen. The PDF carries the invoice that also comes as XML."""
    home = Home(tmp_path_factory.mktemp("einvoices").resolve())
    lay_out(home)
    home.prepare()
    folder = home.landing / "einvoice"
    shutil.copytree(EXAMPLES, folder)
    for number in (b"12115118", b"TOSL110"):
        for path in folder.glob("cii__*"):
            old, new = (b"<ram:ID>" + part + number for part in (b"", b"C-"))
            path.write_bytes(path.read_bytes().replace(old, new))
    return home


@pytest.fixture(scope="module")
def outcomes(home: Home) -> dict[str, FileOutcome]:
    report = land(home, declared_tables(STAGING))
    assert not report.blocking
    assert not report.warnings
    return {outcome.file_name: outcome for outcome in report.outcomes}


def asked(home: Home, query: str) -> list[str]:
    with duckdb.connect(home.database, read_only=True) as connection:
        found = connection.execute(query).fetchall()
    return ["|".join("" if cell is None else str(cell) for cell in row) for row in found]


@pytest.fixture(scope="module")
def rows(home: Home, outcomes: dict[str, FileOutcome]) -> Query:
    """Rows of the staging models as text; dbt has built and tested them under their contracts."""
    assert outcomes
    build_staging(home, ["einvoice"])
    return lambda query: asked(home, query)


def test_every_example_lands_whole_in_the_table_of_its_syntax(
    outcomes: dict[str, FileOutcome],
) -> None:
    """20 lines; 3 lines, an allowance and a charge; 3 lines, 4 allowances and 4 charges; 1 line."""
    assert {
        name.removeprefix("einvoice/"): (o.table_name, o.status, o.rows_read, o.rows_landed)
        for name, o in outcomes.items()
    } == {
        "cii__examples__CII_example1.xml": ("cii_documents", "landed", 20, 20),
        "cii__examples__CII_example5.xml": ("cii_documents", "landed", 5, 5),
        PDF: ("cii_documents", "landed", 11, 11),
        FACTUR_X: ("cii_documents", "landed", 11, 11),
        "ubl__examples__ubl-tc434-creditnote1.xml": ("ubl_documents", "landed", 1, 1),
        "ubl__examples__ubl-tc434-example1.xml": ("ubl_documents", "landed", 20, 20),
        UBL_INVOICE: ("ubl_documents", "landed", 5, 5),
    }


def test_raw_rows_are_the_text_of_the_document(rows: Query) -> None:
    """Amounts, dates and signs as written: 19.9 and 20150109 in CII, 19.90 and 2015-01-09 in UBL;
    an allowance and a credit are positive. The tax is that in crowns, not that in euros."""
    query = (
        "select document_number, issue_date, row_kind, line_amount, tax_total, tax_exclusive_total "
        "from raw_einvoice.{} where document_number like '%{}' and _source_row in ({}) order by all"
    )
    assert rows(query.format("cii_documents", "12115118", "1, 20")) == [
        "C-12115118|20150109|line|-109.98|20.73|229.6",
        "C-12115118|20150109|line|19.9|20.73|229.6",
    ]
    assert rows(query.format("ubl_documents", "12115118", "1")) == [
        "12115118|2015-01-09|line|19.90|20.73|229.60"
    ]
    assert rows(query.format("ubl_documents", "TOSL110", "3, 4, 5")) == [
        "TOSL110|2013-04-10|allowance|150.00|675.00|4000.00",
        "TOSL110|2013-04-10|charge|150.00|675.00|4000.00",
        "TOSL110|2013-04-10|line|2500.00|675.00|4000.00",
    ]
    assert rows(query.format("ubl_documents", "28865", "1")) == [
        "018304 / 28865|2019-09-23|line|100.11|0.00|100.11"
    ]


def test_every_document_has_its_vendor_kind_date_sums_and_currency(rows: Query) -> None:
    """12115118: 183.23 at 6 and 46.37 at 21 percent make 229.60, the tax 10.99 + 9.74 = 20.73.
    TOSL110: 1,000 + 500 + 2,500 - 150 + 150 = 4,000, the tax 375 + 300 = 675 crowns.
    F20260023: 95 - 9 + 14 = 100, the tax 2.20 + 2.70 = 4.90; it came twice and counts once.
    The seller is the registered name in both syntaxes, not the trading name or the payee."""
    assert rows(
        "select document_number, vendor_name, document_type, document_date, count(*), "
        "sum(original_amount), min(document_net_original_amount), sum(tax_original_amount), "
        "original_currency_code from staging.stg_einvoice__invoice_lines "
        "group by all order by all"
    ) == [
        "018304 / 28865|My Supplier Company|credit_note|2019-09-23|1|-100.11|-100.11|0.00|EUR",
        "12115118|De Koksmaat|invoice|2015-01-09|20|229.60|229.60|20.73|EUR",
        "C-12115118|De Koksmaat|invoice|2015-01-09|20|229.60|229.60|20.73|EUR",
        "C-TOSL110|SellerCompany|invoice|2013-04-10|5|4000.00|4000.00|675.00|DKK",
        "F20260023|LE FOURNISSEUR|invoice|2026-01-31|11|100.00|100.00|4.90|EUR",
        "TOSL110|SellerCompany|invoice|2013-04-10|5|4000.00|4000.00|675.00|DKK",
    ]


def test_a_line_is_for_its_own_period_or_that_of_the_document(rows: Query) -> None:
    """In CII the first two lines of TOSL110 are for one day, in UBL for the month; the third line,
    the allowance and the charge have no period of their own. F20260023 is for a year, its first
    two lines for January. 12115118 has no periods."""
    assert rows(
        "select document_number, service_start_date, service_end_date, count(*), "
        "sum(original_amount) from staging.stg_einvoice__invoice_lines group by all order by all"
    ) == [
        "018304 / 28865|2019-02-01|2019-02-28|1|-100.11",
        "12115118|||20|229.60",
        "C-12115118|||20|229.60",
        "C-TOSL110|2013-03-10|2013-03-10|2|1500.00",
        "C-TOSL110|2013-03-10|2013-04-10|3|2500.00",
        "F20260023|2026-01-01|2026-01-31|2|88.00",
        "F20260023|2026-01-01|2026-12-31|9|12.00",
        "TOSL110|2013-03-10|2013-04-10|5|4000.00",
    ]


def test_every_row_bears_the_tax_of_its_rate(rows: Query) -> None:
    """28.00 at 10 percent is 2.80, 7.00 at 20 is 1.40; allowances take tax off, exempt rows have
    none: 2.80 + 1.40 - 1.00 - 0.20 - 0.20 - 0.20 + 2.00 + 0.20 + 0.10 = 4.90."""
    assert rows(
        "select line_number, description, account, quantity, unit_price, original_amount, "
        "tax_original_amount from staging.stg_einvoice__invoice_lines "
        "where document_number = 'F20260023' order by line_number"
    ) == [
        "1|PRESTATION SUPPORT|BUY_ACC_REF|1.0000|60.000000|60.00|0.00",
        "2|FOURNITURES PAPIER|BUY_ACC_REF|3.0000|10.000000|28.00|2.80",
        "3|APPEL|BUY_ACC_REF|1.0000|7.000000|7.00|1.40",
        "4|REMISE COMMERCIALE|BUYER ACCOUNT REF|||-5.00|-1.00",
        "5|REMISE COMMERCIALE|BUYER ACCOUNT REF|||-1.00|-0.20",
        "6|REMISE COMMERCIALE|BUYER ACCOUNT REF|||-1.00|-0.20",
        "7|REMISE COMMERCIALE|BUYER ACCOUNT REF|||-2.00|-0.20",
        "8|FRAIS DEPLACEMENT|BUYER ACCOUNT REF|||10.00|2.00",
        "9|FRAIS DEPLACEMENT|BUYER ACCOUNT REF|||1.00|0.20",
        "10|FRAIS DEPLACEMENT|BUYER ACCOUNT REF|||2.00|0.00",
        "11|FRAIS DEPLACEMENT|BUYER ACCOUNT REF|||1.00|0.10",
    ]
    assert rows(
        "select line_number, tax_original_amount from staging.stg_einvoice__invoice_lines "
        "where document_number = 'TOSL110' order by line_number"
    ) == ["1|250.00", "2|125.00", "3|300.00", "4|-37.50", "5|37.50"]


@pytest.fixture
def landed(tmp_path: Path) -> Callable[[str, bytes], FileOutcome]:
    """Lands one document under the declarations of the product."""
    home = Home((tmp_path / "home").resolve())
    lay_out(home)
    home.prepare()
    folder = home.landing / "einvoice"
    folder.mkdir()

    def land_one(name: str, content: bytes) -> FileOutcome:
        (folder / name).write_bytes(content)
        tables = [table for table in declared_tables(STAGING) if table.system == "einvoice"]
        (outcome,) = land(home, tables).outcomes
        assert asked(home, "select count(*) from raw.rejected_rows") == ["0"]
        return outcome

    return land_one


def example(name: str) -> bytes:
    return (EXAMPLES / name).read_bytes()


def changed(name: str, old: str, new: str) -> bytes:
    """An example with one text replaced where it first stands."""
    content = example(name)
    assert old.encode() in content
    return content.replace(old.encode(), new.encode(), 1)


LINE = '<cbc:LineExtensionAmount currencyID="DKK">500.00<'
INCLUSIVE = '<cbc:TaxInclusiveAmount currencyID="DKK">4675.00<'
TAMPERED = {
    "a_ubl_line": (UBL_INVOICE, LINE, LINE.replace("500.00", "500.01"), "4000.01", "4000.00"),
    "a_ubl_tax": (
        *(UBL_INVOICE, INCLUSIVE, INCLUSIVE.replace("4675", "4674")),
        *("4675.00", "4674.00"),
    ),
    "a_cii_line": (
        *(FACTUR_X, "<ram:LineTotalAmount>28.00<", "<ram:LineTotalAmount>27.99<"),
        *("99.99", "100.00"),
    ),
    "a_cii_charge": (
        *(FACTUR_X, "<ram:ActualAmount>10.00<", "<ram:ActualAmount>11.00<"),
        *("101.00", "100.00"),
    ),
}


@pytest.mark.parametrize(
    ("name", "old", "new", "found", "expected"), TAMPERED.values(), ids=TAMPERED.keys()
)
def test_a_document_that_does_not_add_up_is_refused_and_blocks(
    landed: Callable[[str, bytes], FileOutcome],
    name: str,
    old: str,
    new: str,
    found: str,
    expected: str,
) -> None:
    outcome = landed("tampered.xml", changed(name, old, new))
    assert (outcome.status, outcome.is_blocking) == ("refused", True)
    assert f"; found {found}; expected {expected}; " in (outcome.reason or "")


def test_a_compressed_document_is_read_like_any_other(
    landed: Callable[[str, bytes], FileOutcome],
) -> None:
    outcome = landed("invoice.xml.gz", gzip.compress(example(UBL_INVOICE)))
    assert outcome.table_name == "ubl_documents"
    assert (outcome.status, outcome.rows_landed) == ("landed", 5)


def test_a_line_in_another_currency_is_refused(
    landed: Callable[[str, bytes], FileOutcome],
) -> None:
    outcome = landed("mixed.xml", changed(UBL_INVOICE, LINE, LINE.replace("DKK", "EUR")))
    assert "an amount in another currency than that of the document" in (outcome.reason or "")


def test_a_document_of_a_profile_without_lines_lands_with_its_total(
    landed: Callable[[str, bytes], FileOutcome],
) -> None:
    """A row for 95.00, the sum of the lines that are not told, and eight for what changes it."""
    content = example(FACTUR_X).decode("utf-8-sig")
    while "<ram:IncludedSupplyChainTradeLineItem>" in content:
        start = content.index("<ram:IncludedSupplyChainTradeLineItem>")
        end = content.index("</ram:IncludedSupplyChainTradeLineItem>")
        content = content[:start] + content[end + len("</ram:IncludedSupplyChainTradeLineItem>") :]
    assert "no lines" in (landed("none.xml", content.encode()).reason or "")
    basic = content.replace("urn:cen.eu:en16931:2017", "urn:factur-x.eu:1p0:basicwl")
    outcome = landed("none.xml", basic.encode())
    assert (outcome.status, outcome.rows_landed) == ("landed", 9)


ORDER = b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"><ID>1</ID></Order>'
LAUGHS = b"<!DOCTYPE Invoice [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (depth, b"&a%d;" % (depth - 1) * 10) for depth in range(1, 12)
)
OUTSIDE = b"<!DOCTYPE Invoice [<!ENTITY out SYSTEM 'file:///etc/hostname'>]>"
HOSTILE = {
    "entities_that_grow": ("a.xml", LAUGHS, "&a11;", "document type declaration"),
    "an_outside_entity": ("a.xml", OUTSIDE, "&out;", "document type declaration"),
    "a_doctype": ("a.xml", b"<!DOCTYPE Invoice>", "TOSL110", "document type declaration"),
}


@pytest.mark.parametrize(
    ("name", "doctype", "number", "problem"), HOSTILE.values(), ids=HOSTILE.keys()
)
def test_a_document_with_a_doctype_is_refused(
    landed: Callable[[str, bytes], FileOutcome],
    name: str,
    doctype: bytes,
    number: str,
    problem: str,
) -> None:
    content = changed(UBL_INVOICE, "<cbc:ID>TOSL110<", f"<cbc:ID>{number}<")
    start = content.index(b"<Invoice")
    outcome = landed(name, content[:start] + doctype + content[start:])
    assert outcome.status == "refused"
    assert problem in (outcome.reason or "")


def _pdf_without_attachment() -> bytes:
    from io import BytesIO

    from pypdf import PdfWriter

    writer, blank = PdfWriter(), BytesIO()
    writer.add_blank_page(72, 72)
    writer.write(blank)
    return blank.getvalue()


NO_INVOICES = {
    "an_order": ("order.xml", ORDER, "found a document of the kind Order"),
    "a_page": ("page.xml", b"<html><body>Log in</body></html>", "found a document of the kind"),
    "xml_cut": ("cut.xml", example(UBL_INVOICE)[:9000], "breaks off or is damaged"),
    "empty": ("empty.xml", b"", "the file is empty"),
    "text": ("text.xml", b"Invoice 17, 20.00", "not XML"),
    "pdf_without": ("plain.pdf", _pdf_without_attachment(), "a PDF without an e-invoice inside"),
    "pdf_cut": ("cut.pdf", example(PDF)[:200_000], "PDF"),
    "pdf_of_nothing": ("nothing.pdf", b"%PDF-1.7\n", "a PDF that breaks off or is damaged"),
}


@pytest.mark.parametrize(
    ("name", "content", "problem"), NO_INVOICES.values(), ids=NO_INVOICES.keys()
)
def test_what_is_no_whole_e_invoice_is_refused_with_a_remedy(
    landed: Callable[[str, bytes], FileOutcome], name: str, content: bytes, problem: str
) -> None:
    outcome = landed(name, content)
    assert (outcome.status, outcome.rows_read) == ("refused", 0)
    assert problem in (outcome.reason or "")
    assert (outcome.reason or "").count(";") >= 2


def test_the_shares_of_tax_stay_within_a_cent_of_the_rate(rows: Query) -> None:
    found = rows(
        "select lines.tax_original_amount, raw.line_amount, raw.tax_percent "
        "from staging.stg_einvoice__invoice_lines as lines "
        "inner join raw_einvoice.ubl_documents as raw "
        "on lines.source_file = raw._source_file and lines.source_row = raw._source_row "
        "where raw.document_number = '12115118'"
    )
    assert len(found) == 20
    for row in found:
        tax, amount, percent = (Decimal(cell) for cell in row.split("|"))
        assert abs(tax - amount * percent / 100) <= Decimal("0.01")
