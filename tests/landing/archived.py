"""Zip archives to land, the wicked ones included."""

import io
import struct
import zipfile
from collections.abc import Mapping


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """An ordinary archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def zipped_as(entry: zipfile.ZipInfo, content: str | bytes, beside: str) -> bytes:
    """An archive of `orders.csv` with this content beside an entry of any kind."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("orders.csv", beside)
        archive.writestr(entry, content)
    return whole.getvalue()


def renamed(archive: bytes, old: bytes, new: bytes) -> bytes:
    """The archive with another name of the same length in it: names that no program would write."""
    assert len(old) == len(new)
    return archive.replace(old, new)


def encrypted(archive: bytes) -> bytes:
    """The archive with the mark of encryption on every entry."""
    marked = bytearray(archive)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            (flags,) = struct.unpack_from("<H", marked, at + place)
            struct.pack_into("<H", marked, at + place, flags | 1)
            at = marked.find(signature, at + 1)
    return bytes(marked)
