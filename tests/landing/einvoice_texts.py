"""Small e-invoices in both syntaxes, from the amounts that they are to state."""

from collections.abc import Sequence
from decimal import Decimal

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CII = "urn:un:unece:uncefact:data:standard:"

Amounts = Sequence[Decimal]


def ubl_invoice(
    number: int, lines: Amounts, allowances: Amounts, charges: Amounts, total: Decimal
) -> str:
    """An invoice of UBL."""
    changes = "".join(
        f"<cac:AllowanceCharge><cbc:ChargeIndicator>{is_charge}</cbc:ChargeIndicator>"
        f"<cbc:Amount>{amount}</cbc:Amount></cac:AllowanceCharge>"
        for is_charge, amounts in (("false", allowances), ("true", charges))
        for amount in amounts
    )
    body = "".join(
        f"<cac:InvoiceLine><cbc:LineExtensionAmount>{amount}</cbc:LineExtensionAmount>"
        "<cac:Item><cbc:Name>Seats &amp; more</cbc:Name></cac:Item></cac:InvoiceLine>"
        for amount in lines
    )
    return (
        f'<Invoice xmlns="{UBL}Invoice-2" xmlns:cac="{UBL}CommonAggregateComponents-2" '
        f'xmlns:cbc="{UBL}CommonBasicComponents-2"><cbc:ID>{number}</cbc:ID>'
        "<cbc:IssueDate>2024-01-31</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>"
        "<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:AccountingSupplierParty>"
        "<cac:Party><cac:PartyName><cbc:Name>A</cbc:Name></cac:PartyName></cac:Party>"
        f"</cac:AccountingSupplierParty>{changes}<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>"
        f"{total}</cbc:TaxExclusiveAmount></cac:LegalMonetaryTotal>{body}</Invoice>"
    )


def cii_invoice(
    number: int, lines: Amounts, allowances: Amounts, charges: Amounts, total: Decimal
) -> str:
    """An invoice of CII."""
    body = "".join(
        "<ram:IncludedSupplyChainTradeLineItem><ram:SpecifiedLineTradeSettlement>"
        "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>{amount}</ram:LineTotalAmount>"
        "</ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>"
        "</ram:IncludedSupplyChainTradeLineItem>"
        for amount in lines
    )
    changes = "".join(
        "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>"
        f"<udt:Indicator>{is_charge}</udt:Indicator></ram:ChargeIndicator>"
        f"<ram:ActualAmount>{amount}</ram:ActualAmount></ram:SpecifiedTradeAllowanceCharge>"
        for is_charge, amounts in (("false", allowances), ("true", charges))
        for amount in amounts
    )
    return (
        f'<rsm:CrossIndustryInvoice xmlns:rsm="{CII}CrossIndustryInvoice:100" '
        f'xmlns:ram="{CII}ReusableAggregateBusinessInformationEntity:100" '
        f'xmlns:udt="{CII}UnqualifiedDataType:100"><rsm:ExchangedDocument><ram:ID>{number}</ram:ID>'
        "<ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString>20240131"
        "</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>"
        f"<rsm:SupplyChainTradeTransaction>{body}<ram:ApplicableHeaderTradeAgreement>"
        "<ram:SellerTradeParty><ram:Name>A</ram:Name></ram:SellerTradeParty>"
        "</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeSettlement>"
        f"<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{changes}"
        "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"<ram:TaxBasisTotalAmount>{total}</ram:TaxBasisTotalAmount>"
        "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        "</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>"
        "</rsm:CrossIndustryInvoice>"
    )
