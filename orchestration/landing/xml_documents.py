"""XML documents, alone or inside a PDF, read without trust: no DTD, no entities, no network."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from orchestration.landing.outcomes import RefusalError
from orchestration.landing.packed_bytes import chunks

# Beyond what e-invoice networks carry, attachments included.
LARGEST_DOCUMENT = 100 * 1024 * 1024
_HEAD = 64 * 1024
_PDF = b"%PDF-"
_AGAIN = "ask the sender for it again"


def root_of(path: Path) -> Any:
    """The root element of an XML document, or of the one that a PDF carries."""
    content = _content(path)
    if content.startswith(_PDF):
        content = _attachment(content)
    return _parsed(content)


def shape_of(content: Iterable[bytes]) -> str | None:
    """The syntax of an e-invoice by the first bytes of its file; none if they show neither."""
    head = b""
    for piece in content:
        head += piece
        if len(head) >= _HEAD:
            break
    head = head[:_HEAD].replace(b"\0", b"")
    if head.startswith(_PDF) or b"CrossIndustryInvoice" in head:
        return "cii"
    return "ubl" if b"urn:oasis:names:specification:ubl:" in head else None


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def _content(path: Path) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for piece in chunks(path):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_DOCUMENT:
            raise RefusalError(
                f"a document of more than {LARGEST_DOCUMENT // 1024 // 1024} MB",
                expected="one e-invoice",
                remedy="ask the sender for it without its attachments",
            )
    return b"".join(pieces)


def _parsed(content: bytes) -> Any:
    if not content.strip():
        raise RefusalError("the file is empty", expected="an e-invoice", remedy=_AGAIN)
    if b"<!DOCTYPE" in content[:_HEAD].replace(b"\0", b""):
        raise _has_doctype()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        # The parser's own words can quote the document.
        raise RefusalError(
            "not XML, or XML that breaks off or is damaged",
            row=problem.lineno,
            expected="a whole e-invoice",
            remedy=_AGAIN,
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _has_doctype()
    return root


def _has_doctype() -> RefusalError:
    return RefusalError(
        "a document type declaration, which web pages and traps have but no e-invoice",
        expected="XML without DOCTYPE",
        remedy=_AGAIN,
    )


def _attachment(content: bytes) -> bytes:
    """The XML inside the PDF."""
    from facturx import get_xml_from_pdf

    # What a damaged PDF makes them say is said by the refusal.
    for name in ("factur-x", "pypdf"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        _, xml = get_xml_from_pdf(content, check_xsd=False)
    except Exception as problem:  # a damaged PDF breaks its reader in every way there is
        if isinstance(problem, MemoryError):
            raise
        raise RefusalError(
            "a PDF that breaks off or is damaged", expected="a whole PDF", remedy=_AGAIN
        ) from None
    if not xml:
        raise RefusalError(
            "a PDF without an e-invoice inside",
            expected="Factur-X or ZUGFeRD 2",
            remedy="enter it by the template invoice_lines in landing/generic/",
        )
    return xml
