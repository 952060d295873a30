"""Invoices and credit notes of UBL 2, as Peppol and the public sector send them."""

from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.invoice_rows import Syntax, land_invoice

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"

UBL = Syntax(
    roots=(f"{{{_UBL}Invoice-2}}Invoice", f"{{{_UBL}CreditNote-2}}CreditNote"),
    name="an Invoice or a CreditNote of UBL 2",
    namespaces={
        "cac": f"{_UBL}CommonAggregateComponents-2",
        "cbc": f"{_UBL}CommonBasicComponents-2",
    },
    document={
        "document_number": ("cbc:ID",),
        "document_type_code": ("cbc:InvoiceTypeCode", "cbc:CreditNoteTypeCode"),
        "issue_date": ("cbc:IssueDate",),
        "document_currency_code": ("cbc:DocumentCurrencyCode",),
        # The registered name, as CII has it; the trading name only where there is no other.
        "seller_name": (
            "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
            "cac:AccountingSupplierParty/cac:Party/cac:PartyName/cbc:Name",
        ),
        "document_period_start": ("cac:InvoicePeriod/cbc:StartDate",),
        "document_period_end": ("cac:InvoicePeriod/cbc:EndDate",),
        "document_account": ("cbc:AccountingCost",),
        "line_total": ("cac:LegalMonetaryTotal/cbc:LineExtensionAmount",),
        "tax_exclusive_total": ("cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",),
        "tax_inclusive_total": ("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",),
        "prepaid_total": ("cac:LegalMonetaryTotal/cbc:PrepaidAmount",),
        "payable_total": ("cac:LegalMonetaryTotal/cbc:PayableAmount",),
    },
    tax_totals="cac:TaxTotal/cbc:TaxAmount[not(@currencyID) or @currencyID = $currency]",
    lines="cac:InvoiceLine | cac:CreditNoteLine",
    line={
        "line_id": ("cbc:ID",),
        "item_name": ("cac:Item/cbc:Name",),
        "item_description": ("cac:Item/cbc:Description",),
        "quantity": ("cbc:InvoicedQuantity", "cbc:CreditedQuantity"),
        "price": ("cac:Price/cbc:PriceAmount",),
        "price_base_quantity": ("cac:Price/cbc:BaseQuantity",),
        "line_amount": ("cbc:LineExtensionAmount",),
        "line_period_start": ("cac:InvoicePeriod/cbc:StartDate",),
        "line_period_end": ("cac:InvoicePeriod/cbc:EndDate",),
        "line_account": ("cbc:AccountingCost",),
        "tax_category": ("cac:Item/cac:ClassifiedTaxCategory/cbc:ID",),
        "tax_percent": ("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",),
    },
    adjustments="cac:AllowanceCharge",
    adjustment={
        "item_name": ("cbc:AllowanceChargeReason", "cbc:AllowanceChargeReasonCode"),
        "line_amount": ("cbc:Amount",),
        "tax_category": ("cac:TaxCategory/cbc:ID",),
        "tax_percent": ("cac:TaxCategory/cbc:Percent",),
    },
    charge_indicator="cbc:ChargeIndicator",
    amounts_in_other_currencies=(
        "(cac:LegalMonetaryTotal/* | cac:InvoiceLine/* | cac:CreditNoteLine/*"
        " | cac:AllowanceCharge/*)[@currencyID != $currency]"
    ),
    profiles_without_lines="self::node()[false()]",
)


def read(load: Load) -> Counts:
    """Land one document."""
    return land_invoice(load, UBL)
