"""JSON lines: objects land, everything else is kept out by line."""

import gzip

import pytest

from tests.landing.exports import EVENTS
from tests.landing.shop import Shop

LANDED = "select _source_row, id, sent, body from raw_shop.events order by 1"


def test_values_land_as_text_and_nested_ones_as_json(shop: Shop) -> None:
    outcome = shop.land_one("events-1.ndjson", EVENTS)
    assert (outcome.rows_read, outcome.rows_landed) == (2, 2)
    assert shop.rows(LANDED) == [
        (1, "1", "2024-01-03T14:05:00Z", '{"a":[1,2]}'),
        (2, "2", "x", None),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + EVENTS.encode(),
        EVENTS.replace("\n", "\r\n").encode(),
        EVENTS.rstrip("\n").encode(),
        EVENTS.encode("utf-16"),
        gzip.compress(EVENTS.encode()),
        EVENTS.encode() + b"\n  \n\n",
    ],
    ids=["bom", "crlf", "no_last_end", "utf16", "gz", "blank_end"],
)
def test_the_same_lines_in_any_clothes(shop: Shop, content: bytes) -> None:
    outcome = shop.land_one("events.ndjson.gz", content)
    assert (outcome.status, outcome.rows_read, outcome.rows_landed) == ("landed", 2, 2)


def test_mixed_line_ends_and_blank_lines_keep_the_numbers(shop: Shop) -> None:
    shop.land_one("events.ndjson", '{"id":1,"sent":2}\r\n\n{"id":3,"sent":4}\n')
    assert [row[:3] for row in shop.rows(LANDED)] == [(1, "1", "2"), (3, "3", "4")]


BAD_LINES = {
    "cut": ('{"id":1,"sent"', None, "not valid JSON"),
    "two": ('{"id":1,"sent":2}{"id":1}', None, "not valid JSON"),
    "list": ("[1,2]", None, "not a JSON object"),
    "text": ('"id"', None, "not a JSON object"),
    "null": ("null", None, "not a JSON object"),
    "no_key": ('{"id":1}', "sent", "a needed key is missing or null"),
    "null_key": ('{"id":null,"sent":2}', "id", "a needed key is missing or null"),
    "control": ('{"id":"a\x01b","sent":2}', None, "not valid JSON"),
}


@pytest.mark.parametrize(("bad", "column", "reason"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_one_bad_line_is_kept_out_and_named_and_the_rest_lands(
    shop: Shop, bad: str, column: str | None, reason: str
) -> None:
    outcome = shop.land_one("events.ndjson", f'{{"id":7,"sent":8}}\n{bad}\n{{"id":9,"sent":8}}\n')
    assert (outcome.status, outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (
        "landed",
        3,
        2,
        1,
    )
    assert shop.rows("select source_row, column_name, reason, row_text from raw.rejected_rows") == [
        (2, column, reason, bad)
    ]
    assert [row[0] for row in shop.rows(LANDED)] == [1, 3]


def test_a_line_in_another_encoding_is_kept_out(shop: Shop) -> None:
    good = '{"id":1,"sent":"é"}\n{"id":2,"sent":"ü"}\n'.encode()
    outcome = shop.land_one("events.ndjson", good + b'{"id":3,"sent":"\xe9"}\n')
    assert (outcome.rows_landed, outcome.rows_rejected) == (2, 1)
    assert shop.rows("select source_row from raw.rejected_rows") == [(3,)]


def test_a_whole_file_in_windows_signs_lands(shop: Shop) -> None:
    shop.land_one("events.ndjson", '{"id":1,"sent":"caf\u00e9"}\n'.encode("cp1252"))
    assert [row[:3] for row in shop.rows(LANDED)] == [(1, "1", "caf\u00e9")]


def test_new_keys_become_columns_and_colliding_ones_stay_apart(shop: Shop) -> None:
    outcome = shop.land_one(
        "events.ndjson", '{"id":1,"sent":2,"a/b~\'c":3,"Body":4,"body":5,"total":6}\n'
    )
    assert set(outcome.new_columns) == {"a_b_c", "body_2", "total"}
    assert shop.rows("select a_b_c, body_2, body, total from raw_shop.events") == [
        ("3", "4", "5", "6")
    ]
    assert "NEW MONEY COLUMNS total" in outcome.notes[0]


def test_long_numbers_keep_their_digits(shop: Shop) -> None:
    shop.land_one("events.ndjson", '{"id":12345678901234567890123,"sent":18446744073709551615}\n')
    assert [row[1:3] for row in shop.rows(LANDED)] == [
        ("12345678901234567890123", "18446744073709551615")
    ]


def test_many_keys_that_nobody_declared_are_refused(shop: Shop) -> None:
    lines = "".join(f'{{"id":1,"sent":2,"key_{number}":3}}\n' for number in range(300))
    outcome = shop.land_one("events.ndjson", lines)
    assert outcome.status == "refused"
    assert "300 columns that are not declared" in (outcome.reason or "")


def test_a_long_line_lands(shop: Shop) -> None:
    body = "x" * 5_000_000
    shop.land_one("events.ndjson", f'{{"id":1,"sent":2}}\n{{"id":2,"sent":2,"body":"{body}"}}\n')
    assert shop.rows("select length(body) from raw_shop.events where id = '2'") == [(5_000_000,)]
