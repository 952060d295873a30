"""E-invoices: one row per line, charge and allowance, each with the particulars of the document.

The rows must add up to the document's own total before tax, and with its tax to the total with
tax, to the cent. An invoice lands whole or not at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orchestration.landing.load import Counts, Load
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.working_rows import WorkingRows
from orchestration.landing.xml_documents import local_name, root_of

Paths = Mapping[str, Sequence[str]]
_AMOUNT = re.compile(r"-?([0-9]{1,12}([.][0-9]{0,2}0*)?|[.][0-9]{1,2}0*)")
_ASK = "ask the sender for a corrected document"
_NEEDED = (
    *("document_number", "issue_date", "document_currency_code", "seller_name"),
    "tax_exclusive_total",
)


@dataclass(frozen=True)
class Syntax:
    """Where one XML syntax keeps what the rows need.

    Columns have XPaths, of which the first that leads to a text counts. `$currency` in a path is
    the currency of the document.
    """

    roots: Sequence[str]
    name: str
    namespaces: Mapping[str, str]
    document: Paths
    tax_totals: str
    lines: str
    line: Paths
    adjustments: str
    adjustment: Paths
    charge_indicator: str
    amounts_in_other_currencies: str
    profiles_without_lines: str

    def found(self, node: Any, path: str, **variables: str) -> list[Any]:
        """The elements that a path leads to."""
        return node.xpath(path, namespaces=self.namespaces, **variables)

    def cells(self, node: Any, paths: Paths) -> dict[str, str]:
        """The text of each column."""
        return {column: self.text(node, *choices) for column, choices in paths.items()}

    def text(self, node: Any, *choices: str) -> str:
        """The first text that the paths lead to, with single spaces."""
        for path in choices:
            for element in self.found(node, path):
                if text := " ".join((element.text or "").split()):
                    return text
        return ""


def land_invoice(load: Load, syntax: Syntax) -> Counts:
    """Land the rows of one e-invoice, if they add up."""
    rows = list(invoice_rows(root_of(load.export.path), syntax))
    columns = load.columns_for(tuple(rows[0]))
    load.widen(columns)
    with WorkingRows(load.work, columns) as working:
        for number, cells in enumerate(rows, start=1):
            working.keep(number, tuple(cells.values()))
    return load.insert_working(working)


def invoice_rows(root: Any, syntax: Syntax) -> list[dict[str, str]]:
    """The lines of a document, then its charges and allowances."""
    if root.tag not in syntax.roots:
        raise RefusalError(
            "not an e-invoice of this kind",
            found=f"a document of the kind {local_name(root)[:60]}",
            expected=syntax.name,
            remedy="drop only invoices and credit notes here",
        )
    document = {"document_kind": local_name(root), **syntax.cells(root, syntax.document)}
    for column in _NEEDED:
        if not document[column]:
            raise RefusalError("the document does not state it", column=column, remedy=_ASK)
    currency = document["document_currency_code"]
    if syntax.found(root, syntax.amounts_in_other_currencies, currency=currency):
        raise RefusalError(
            "an amount in another currency than that of the document",
            expected=f"amounts in {currency[:3]}, but for a second total of the tax",
            remedy=_ASK,
        )
    taxes = [
        _amount(syntax.text(node, "."), "tax_total")
        for node in syntax.found(root, syntax.tax_totals, currency=currency)
    ]
    document["tax_total"] = str(sum(taxes)) if taxes else ""
    blank = dict.fromkeys((*syntax.line, *syntax.adjustment), "")
    rows = [
        {"row_kind": kind, **document, **blank, **cells} for kind, cells in _parts(root, syntax)
    ]
    if not _has_lines(rows) and syntax.found(root, syntax.profiles_without_lines):
        amount = document["line_total"] or document["tax_exclusive_total"]
        rows.insert(0, {"row_kind": "document", **document, **blank, "line_amount": amount})
    _refuse_unless_it_adds_up(document, rows)
    return rows


def _parts(root: Any, syntax: Syntax) -> Iterator[tuple[str, dict[str, str]]]:
    for node in syntax.found(root, syntax.lines):
        yield "line", syntax.cells(node, syntax.line)
    for node in syntax.found(root, syntax.adjustments):
        is_allowance = syntax.text(node, syntax.charge_indicator) in ("false", "0")
        yield "allowance" if is_allowance else "charge", syntax.cells(node, syntax.adjustment)


def _has_lines(rows: Sequence[Mapping[str, str]]) -> bool:
    return any(row["row_kind"] in ("line", "document") for row in rows)


def _refuse_unless_it_adds_up(
    document: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> None:
    if not _has_lines(rows):
        raise RefusalError("no lines", expected="at least one line", remedy=_ASK)
    net = Decimal(0)
    for number, row in enumerate(rows, start=1):
        amount = _amount(row["line_amount"], "line_amount", number)
        net += -amount if row["row_kind"] == "allowance" else amount
    _compare(net, document, "tax_exclusive_total", "lines, plus charges, less allowances,")
    if document["tax_inclusive_total"]:
        gross = net + _amount(document["tax_total"] or "0", "tax_total")
        _compare(gross, document, "tax_inclusive_total", "total before tax, plus tax,")


def _compare(found: Decimal, document: Mapping[str, str], column: str, what: str) -> None:
    stated = _amount(document[column], column)
    if found != stated:
        raise RefusalError(
            f"the {what} do not add up to the total of the document",
            column=column,
            found=f"{found:.2f}",
            expected=f"{stated:.2f}",
            remedy=_ASK,
            breaks_control_total=True,
        )


def _amount(text: str, column: str, row: int | None = None) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise RefusalError(
            "no amount of money, so the document cannot be checked",
            row=row,
            column=column,
            expected="at most twelve digits, a point and two decimals",
            remedy=_ASK,
            breaks_control_total=True,
        )
    return Decimal(text)
