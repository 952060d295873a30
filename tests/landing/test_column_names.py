"""Headers of exports and the raw columns that they become."""

from orchestration.landing.column_names import raw_columns, snake_case

KNOWN = ("order_id", "regular_amount", "labels", "type")


def test_headers_match_by_letters_and_digits_only() -> None:
    assert raw_columns(["Order-ID", "Regular (Amount)"], KNOWN, {}) == (
        "order_id",
        "regular_amount",
    )


def test_repeated_headers_are_numbered() -> None:
    assert raw_columns(["Labels", "Labels", "Labels"], KNOWN, {}) == (
        "labels",
        "labels_2",
        "labels_3",
    )


def test_an_exact_name_wins_over_one_that_only_matches() -> None:
    assert raw_columns(["Type", "type"], KNOWN, {}) == ("type_2", "type")


def test_an_alias_fills_its_column_unless_the_column_is_there() -> None:
    aliases = {"order_id": ["id", "* reference"]}
    assert raw_columns(["ID"], KNOWN, aliases) == ("order_id",)
    assert raw_columns(["Web Reference"], KNOWN, aliases) == ("order_id",)
    assert raw_columns(["ID", "Order Id"], KNOWN, aliases) == ("id", "order_id")


def test_unknown_headers_become_snake_case() -> None:
    assert raw_columns(["createdAt", "", "Größe (cm)"], KNOWN, {}) == (
        "created_at",
        "column_2",
        "größe_cm",
    )
    assert snake_case("_source_row") == "source_row"
