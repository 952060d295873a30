"""Lists and pages of JSON land as the same objects on lines would."""

import io
import json
from collections.abc import Callable

import pytest

from orchestration.landing.byte_scan import LONGEST_LINE
from orchestration.landing.outcomes import RefusalError
from orchestration.landing.readers.json_documents import document_records, is_document
from tests.landing.exports import EVENTS
from tests.landing.shop import Shop

OBJECTS = [json.loads(line) for line in EVENTS.splitlines()]
PAGES = [{"events": [one], "next_page": None, "count": 2} for one in OBJECTS]
DOCUMENTS = {
    "list": json.dumps(OBJECTS),
    "list_over_lines": json.dumps(OBJECTS, indent=2),
    "list_with_an_object_a_line": "[\n" + EVENTS.strip().replace("\n", ",\n") + "\n]\n",
    "page": json.dumps({"count": 2, "events": OBJECTS, "next_page": "x"}),
    "page_over_lines": json.dumps({"meta": {"a": [1]}, "events": OBJECTS}, indent=1),
    "page_with_windows_ends": json.dumps({"events": OBJECTS}, indent=1).replace("\n", "\r\n"),
    "page_after_page": "".join(map(json.dumps, PAGES)),
    "page_a_line": "\n".join(map(json.dumps, PAGES)),
    "pages_over_lines": "\n".join(json.dumps(page, indent=4) for page in PAGES),
    "list_of_pages": json.dumps(PAGES),
    "an_empty_page_last": json.dumps({"events": OBJECTS}) + '{"events": [], "next_page": null}',
    "objects_one_after_another": "".join(map(json.dumps, OBJECTS)),
    "objects_over_lines": "\n".join(json.dumps(one, indent=2) for one in OBJECTS),
}


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_gives_the_rows_of_its_objects(
    new_shop: Callable[[], Shop], content: str, encoding: str
) -> None:
    rows = "select _source_row, id, sent, body from raw_shop.events order by 1"
    lines, document = new_shop(), new_shop()
    lines.land_one("events.ndjson", EVENTS)
    outcome = document.land_one("events.ndjson", content.encode(encoding))
    assert (outcome.status, outcome.rows_read, outcome.rows_rejected) == ("landed", 2, 0)
    assert document.rows(rows) == lines.rows(rows)


def test_what_is_no_object_is_rejected_by_its_number(shop: Shop) -> None:
    outcome = shop.land_one(
        "events.ndjson", '[{"id":1,"sent":1}, 7, [{"id":2,"sent":1}], {"id":3}, "x", null]'
    )
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (6, 1, 5)
    assert shop.rows("select source_row, reason, row_text from raw.rejected_rows order by 1") == [
        (2, "not a JSON object", "7"),
        (3, "not a JSON object", '[{"id":2,"sent":1}]'),
        (4, "a needed key is missing or null", '{"id":3}'),
        (5, "not a JSON object", '"x"'),
        (6, "not a JSON object", "null"),
    ]


def test_an_object_without_the_list_is_a_record_itself(shop: Shop) -> None:
    content = '[{"events": null, "id": 1, "sent": 2}, {"events": {"id": 3}}, {}]'
    outcome = shop.land_one("events.ndjson", content)
    assert (outcome.rows_read, outcome.rows_landed, outcome.rows_rejected) == (3, 1, 2)


DAMAGED = {
    "cut": (DOCUMENTS["list"][:-1], 1),
    "cut_in_an_object": (DOCUMENTS["list_over_lines"][:-20], 14),
    "cut_page": (DOCUMENTS["page_over_lines"].rsplit("]", 1)[0], 22),
    "comma_missing": ('[{"id":1,"sent":2}\n{"id":2,"sent":2}]', 2),
    "junk_after": (DOCUMENTS["list"] + "\nx", 2),
    "tab_in_a_text": ('[{"id":1,"sent":"\t"}]', 1),
    "bad_number": ('[\n{"id":1,"sent":01}]', 2),
    "key_without_quotes": ('{"events":[\n{id:1,"sent":1}]}', 2),
}


@pytest.mark.parametrize(("content", "row"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_document_is_refused_at_its_row(shop: Shop, content: str, row: int) -> None:
    outcome = shop.land_one("events.ndjson", content)
    assert outcome.status == "refused"
    assert outcome.reason is not None
    assert outcome.reason.startswith(f"shop/events.ndjson: row {row}: the JSON breaks off")
    assert shop.rows("select count(*) from raw_shop.events") == [(0,)]


@pytest.mark.parametrize("content", ["[]", '{"events": []}', "[ ]\n[]"])
def test_a_document_without_records_is_refused(shop: Shop, content: str) -> None:
    assert "no rows" in (shop.land_one("events.ndjson", content).reason or "")


def test_too_many_levels_are_refused(shop: Shop) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert "levels" in (shop.land_one("events.ndjson", f'[{{"id":{deep}}}]').reason or "")


def test_a_key_that_stands_twice_keeps_its_object_out(shop: Shop) -> None:
    content = '{"id":1,"sent":2}\n{"id":1,"sent":2,"id":3}\n{"id":4,"body":{"a":1,"a":2}}\n'
    shop.land_one("events.ndjson", content + '{"id":5,"sent":2,"body":{"a":1,"a":2}}\n')
    assert shop.rows("select id, body from raw_shop.events order by 1") == [
        ("1", None),
        ("5", '{"a":1,"a":2}'),
    ]
    assert shop.rows(
        "select source_row, column_name, reason, expected from raw.rejected_rows order by 1"
    ) == [
        (2, None, "a key stands twice in the object", "every key once"),
        (3, "sent", "a needed key is missing or null", "a value"),
    ]


def test_keys_that_differ_only_in_case_stay_apart(shop: Shop) -> None:
    shop.land_one("events.ndjson", '[{"id":1,"sent":2,"Type":"ticket","type":"Create"}]')
    assert shop.rows("select type, type_2 from raw_shop.events") == [("ticket", "Create")]


NUMBERS = [
    *(
        "1200.50",
        "0.10",
        "1.0",
        "-0.0",
        "-0",
        "1e400",
        "-1E-400",
        "2.50e+10",
        "1E5",
        "2.5",
        "0.00001",
    ),
    *("12345678901234567890123", "0.1234567890123456789012345", "0", "-7", "1" * 5000),
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("document", ["RECORD", "[RECORD]"])
def test_numbers_keep_every_digit(shop: Shop, number: str, document: str) -> None:
    nested = f'[{number},{{"x":{number}}}]'
    record = f'{{"id":{number},"sent":{nested},"body":"y"}}'
    shop.land_one("events.ndjson", document.replace("RECORD", record))
    assert shop.rows("select id, sent, body from raw_shop.events") == [(number, nested, "y")]


TEXTS = ["a: 1.50, b", '"1.50"', "\\1.50", "[1.50]", "{1.50", '\\"', ', 1.50"', "\ue000", " -0"]


@pytest.mark.parametrize("text", TEXTS)
def test_numbers_in_texts_are_only_text(shop: Shop, text: str) -> None:
    record = {"id": 1.5, "sent": text, "body": {text: [text, 2.25, text]}, text: 0.5}
    shop.land_one("events.ndjson", json.dumps(record, ensure_ascii=False))
    ((sent, body),) = shop.rows("select sent, body from raw_shop.events")
    assert (sent, json.loads(body)) == (text, record["body"])


def test_a_damaged_line_with_decimals_stays_damaged(shop: Shop) -> None:
    bad = ['{"id":01.5,"sent":2.0}', '{"id":1.5.5,"sent":2}', '{1.5:2,"id":1,"sent":1}']
    outcome = shop.land_one("events.ndjson", "\n".join(['{"id":0.10,"sent":1}', *bad]))
    assert (outcome.rows_landed, outcome.rows_rejected) == (1, 3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"data": {"items": [1, 2]}, "x": {"items": [3]}}', ["1", "2"]),
        ('{"x": 1, "data": {"n": 1, "items": []}}', []),
        ('{"data": {"items": 5}}', ['{"data": {"items": 5}}']),
        ('{"data": [{"items": [1]}]}', ['{"data": [{"items": [1]}]}']),
        ('[{"data": {"items": [ {"items": [4]} ]}}]', ['{"items": [4]}']),
    ],
)
def test_a_list_may_lie_deeper_in_its_page(content: str, expected: list[str]) -> None:
    assert list(document_records(io.StringIO(content), ["data", "items"])) == expected


@pytest.mark.parametrize("content", ["7", " 12.50", '{"a": 1}', '[]{"a": 1}', "[1]2"])
def test_a_document_may_end_with_its_last_sign(content: str) -> None:
    assert [json.loads(one) for one in document_records(io.StringIO(content), ())] == {
        "7": [7],
        " 12.50": [12.5],
        '{"a": 1}': [{"a": 1}],
        '[]{"a": 1}': [{"a": 1}],
        "[1]2": [1, 2],
    }[content]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64])
def test_a_document_may_come_in_pieces_of_any_size(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    from orchestration.landing.readers import json_documents

    monkeypatch.setattr(json_documents, "_CHUNK", size)
    for name, content in DOCUMENTS.items():
        found = [json.loads(one) for one in document_records(io.StringIO(content), ["events"])]
        assert found == OBJECTS, name


class Long(io.StringIO):
    """A list of twenty million signs and more; tells how many were asked for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.given = self.largest = 0

    def read(self, size: int | None = -1, /) -> str:
        assert size is not None
        self.largest = max(self.largest, size)
        start, self.given = self.given, self.given + size
        if start <= 0:
            return "[1" if start == 0 else ""
        if start > 20_000_000:
            return self._last()
        return ",12345678" * (size // 9)

    def _last(self) -> str:
        self.given = -(10**12)
        return "]"


def test_memory_is_bounded_by_a_record_and_not_by_the_document() -> None:
    document = Long()
    assert sum(1 for _ in document_records(document, ())) > 2_000_000
    assert document.largest < 1_000_000


def test_a_record_without_end_is_refused_in_bounded_memory() -> None:
    text = io.StringIO('["' + "x" * (3 * LONGEST_LINE))
    with pytest.raises(RefusalError, match="more than 16 MB"):
        list(document_records(text, ()))


LINES = {
    "objects": EVENTS,
    "first_damaged": '{"id":1,"se\n' + EVENTS,
    "first_a_list": "[1,2]\n" + EVENTS,
    "first_followed_by_junk": '{"id":1} x\n' + EVENTS,
    "one": EVENTS.splitlines()[0],
}


@pytest.mark.parametrize("content", LINES.values(), ids=LINES.keys())
def test_one_object_per_line_is_no_document(content: str) -> None:
    assert not is_document(io.StringIO(content), ["events"])


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_lists_and_pages_are_documents(content: str) -> None:
    assert is_document(io.StringIO(content), ["events"])
