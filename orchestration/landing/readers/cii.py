"""Invoices of UN/CEFACT's Cross Industry Invoice, alone or inside a PDF (Factur-X, ZUGFeRD 2)."""

from orchestration.landing.load import Counts, Load
from orchestration.landing.readers.invoice_rows import Syntax, land_invoice

_CII = "urn:un:unece:uncefact:data:standard:"
_TRADE = "rsm:SupplyChainTradeTransaction"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
_TOTALS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
_LINES = f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem"
_LINE_SETTLEMENT = "ram:SpecifiedLineTradeSettlement"
_LINE_TOTAL = (
    f"{_LINE_SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
)
_PRICE = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice"
_PERIOD = "ram:BillingSpecifiedPeriod"
_ACCOUNT = "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"
_DAY = "udt:DateTimeString"

CII = Syntax(
    roots=(f"{{{_CII}CrossIndustryInvoice:100}}CrossIndustryInvoice",),
    name="a CrossIndustryInvoice (Factur-X, ZUGFeRD 2)",
    namespaces={
        "rsm": f"{_CII}CrossIndustryInvoice:100",
        "ram": f"{_CII}ReusableAggregateBusinessInformationEntity:100",
        "udt": f"{_CII}UnqualifiedDataType:100",
    },
    document={
        "document_number": ("rsm:ExchangedDocument/ram:ID",),
        "document_type_code": ("rsm:ExchangedDocument/ram:TypeCode",),
        "issue_date": (f"rsm:ExchangedDocument/ram:IssueDateTime/{_DAY}",),
        "document_currency_code": (f"{_SETTLEMENT}/ram:InvoiceCurrencyCode",),
        "seller_name": (
            f"{_TRADE}/ram:ApplicableHeaderTradeAgreement/ram:SellerTradeParty/ram:Name",
        ),
        "document_period_start": (f"{_SETTLEMENT}/{_PERIOD}/ram:StartDateTime/{_DAY}",),
        "document_period_end": (f"{_SETTLEMENT}/{_PERIOD}/ram:EndDateTime/{_DAY}",),
        "document_account": (f"{_SETTLEMENT}/{_ACCOUNT}",),
        "line_total": (f"{_TOTALS}/ram:LineTotalAmount",),
        "tax_exclusive_total": (f"{_TOTALS}/ram:TaxBasisTotalAmount",),
        "tax_inclusive_total": (f"{_TOTALS}/ram:GrandTotalAmount",),
        "prepaid_total": (f"{_TOTALS}/ram:TotalPrepaidAmount",),
        "payable_total": (f"{_TOTALS}/ram:DuePayableAmount",),
    },
    tax_totals=f"{_TOTALS}/ram:TaxTotalAmount[not(@currencyID) or @currencyID = $currency]",
    lines=_LINES,
    line={
        "line_id": ("ram:AssociatedDocumentLineDocument/ram:LineID",),
        "item_name": ("ram:SpecifiedTradeProduct/ram:Name",),
        "item_description": ("ram:SpecifiedTradeProduct/ram:Description",),
        "quantity": ("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",),
        "price": (f"{_PRICE}/ram:ChargeAmount",),
        "price_base_quantity": (f"{_PRICE}/ram:BasisQuantity",),
        "line_amount": (_LINE_TOTAL,),
        "line_period_start": (f"{_LINE_SETTLEMENT}/{_PERIOD}/ram:StartDateTime/{_DAY}",),
        "line_period_end": (f"{_LINE_SETTLEMENT}/{_PERIOD}/ram:EndDateTime/{_DAY}",),
        "line_account": (f"{_LINE_SETTLEMENT}/{_ACCOUNT}",),
        "tax_category": (f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:CategoryCode",),
        "tax_percent": (f"{_LINE_SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent",),
    },
    # Freight has an element of its own and no indicator: it is always a charge.
    adjustments=(
        f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge"
        f" | {_SETTLEMENT}/ram:SpecifiedLogisticsServiceCharge"
    ),
    adjustment={
        "item_name": ("ram:Reason", "ram:Description", "ram:ReasonCode"),
        "line_amount": ("ram:ActualAmount", "ram:AppliedAmount"),
        "tax_category": (
            "ram:CategoryTradeTax/ram:CategoryCode",
            "ram:AppliedTradeTax/ram:CategoryCode",
        ),
        "tax_percent": (
            "ram:CategoryTradeTax/ram:RateApplicablePercent",
            "ram:AppliedTradeTax/ram:RateApplicablePercent",
        ),
    },
    charge_indicator="ram:ChargeIndicator/udt:Indicator",
    amounts_in_other_currencies=(
        f"({_TOTALS}/*[not(self::ram:TaxTotalAmount)] | {_LINES}/{_LINE_TOTAL})"
        "[@currencyID != $currency]"
    ),
    # The profiles Minimum and Basic WL state totals only.
    profiles_without_lines=(
        "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"
        "[contains(., 'minimum') or contains(., 'basicwl')]"
    ),
)


def read(load: Load) -> Counts:
    """Land one document."""
    return land_invoice(load, CII)
