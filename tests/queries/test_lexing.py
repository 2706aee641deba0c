from __future__ import annotations

import pytest

from zonegraph.queries.lexing import position, token_from, tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("?a zg:b 'c'", ["variable", "name", "string"]),
        ("'''it's # no comment''' # comment", ["string"]),
        ('"a \\" b" <http://x/#y>', ["string", "iri"]),
        ("1.5e3 @zh-Hans :b ?a<?b", ["number", "name", "name", "variable", "sign", "variable"]),
        ("# all comment", []),
    ],
)
def test_tells_kinds_of_tokens_apart(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(text)] == kinds


def test_columns_count_characters() -> None:
    assert position("中文 ?x", 3) == (1, 4)


@pytest.mark.parametrize(
    ("offset", "text"), [(0, "ASK"), (2, "ASK"), (3, "{"), (4, "{"), (6, None)]
)
def test_finds_the_token_at_or_after_an_offset(offset: int, text: str | None) -> None:
    found = token_from("ASK {  # end", offset)
    assert (found.text if found else None) == text
