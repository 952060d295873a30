"""What a vendor bills for months reaches those months, whatever the bill came as."""

from datetime import date

import duckdb
import pytest

from orchestration.project import Home
from tests.landing.workbook_bytes import workbook
from tests.product import tierledger

pytestmark = pytest.mark.whole_run

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
INVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{UBL}Invoice-2" xmlns:cac="{UBL}CommonAggregateComponents-2"
    xmlns:cbc="{UBL}CommonBasicComponents-2">
  <cbc:ID>CT-77</cbc:ID>
  <cbc:IssueDate>2024-01-15</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode>
  <cac:InvoicePeriod>
    <cbc:StartDate>2024-01-01</cbc:StartDate><cbc:EndDate>2024-03-31</cbc:EndDate>
  </cac:InvoicePeriod>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyLegalEntity>
    <cbc:RegistrationName>Clearline Telecom</cbc:RegistrationName>
  </cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
  <cac:TaxTotal><cbc:TaxAmount currencyID="USD">93.90</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:TaxExclusiveAmount currencyID="USD">939.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="USD">1032.90</cbc:TaxInclusiveAmount>
    <cbc:PrepaidAmount currencyID="USD">500.00</cbc:PrepaidAmount>
    <cbc:PayableAmount currencyID="USD">532.90</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:LineExtensionAmount currencyID="USD">910.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Lines</cbc:Name></cac:Item>
  </cac:InvoiceLine>
  <cac:InvoiceLine>
    <cbc:ID>2</cbc:ID>
    <cbc:LineExtensionAmount currencyID="USD">29.00</cbc:LineExtensionAmount>
    <cac:InvoicePeriod>
      <cbc:StartDate>2024-02-01</cbc:StartDate><cbc:EndDate>2024-02-29</cbc:EndDate>
    </cac:InvoicePeriod>
    <cac:Item><cbc:Name>Calls of February</cbc:Name></cac:Item>
  </cac:InvoiceLine>
</Invoice>
"""
BILLS = [
    (
        *("vendor", "document_no", "line_no", "document_type", "document_date", "service_start"),
        *("service_end", "net_amount", "currency", "document_net", "status"),
    ),
    (
        *("Clearline Telecom", "CT-78", 1, "invoice", date(2024, 1, 20), date(2024, 1, 1)),
        *(date(2024, 3, 31), 182, "USD", 182, "posted"),
    ),
]


@pytest.mark.thorough
def test_an_e_invoice_and_a_workbook_for_three_months_are_cost_of_those_months(
    served_home: Home,
) -> None:
    """910.00 for the 91 days from January to March is 10.00 a day: 310, 290 and 310; with 29.00 for
    February alone 319. 182.00 for the same days in the workbook is 62, 58 and 62. The tax is not
    known to be lost, and what was prepaid changes nothing."""
    folder = served_home.landing / "einvoice"
    folder.mkdir()
    (folder / "clearline.xml").write_text(INVOICE, encoding="utf-8")
    bills = served_home.landing / "generic" / "invoice_lines-more.xlsx"
    bills.write_bytes(workbook({"Bills": BILLS}))

    finished = tierledger(served_home, "run")

    assert finished.code == 0, finished.said
    with duckdb.connect(served_home.database, read_only=True) as connection:
        found = connection.execute(
            "select source_file, cost_month, sum(cost_amount)::varchar from private.fct_cost_lines "
            "where source_file in ('einvoice/clearline.xml', 'generic/invoice_lines-more.xlsx') "
            "and not is_deferred and has_service_period group by all order by all"
        ).fetchall()
    months = [date(2024, month, 1) for month in (1, 2, 3)]
    assert found == [
        *zip(["einvoice/clearline.xml"] * 3, months, ["310.00", "319.00", "310.00"], strict=True),
        *zip(
            ["generic/invoice_lines-more.xlsx"] * 3,
            months,
            ["62.00", "58.00", "62.00"],
            strict=True,
        ),
    ]
    with duckdb.connect(served_home.current / "marts.duckdb", read_only=True) as connection:
        explained = connection.execute(
            "select sum(ledger_original_amount)::varchar, "
            "sum(abs(unexplained_original_amount))::varchar from marts.fct_cost_reconciliations "
            "where source_system = 'einvoice'"
        ).fetchone()
    assert explained == ("939.00", "0.00")
