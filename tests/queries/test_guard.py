from __future__ import annotations

import pytest

from zonegraph.errors import QueryError
from zonegraph.queries.guard import MAX_DEPTH, MAX_LENGTH, MAX_TOKENS, check, explain_refusal

NESTED = "SELECT * { ?a ?b ?c FILTER EXISTS { SELECT ?a { OPTIONAL { %s } } } }"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { service silent ?where { ?a ?b ?c } }",
        NESTED % "SERVICE <http://127.0.0.1:9/> {}",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
        "SELECT * FROM NAMED <http://127.0.0.1:9/> { ?a ?b ?c }",
        "DESCRIBE <urn:a> FROM <file:///etc/passwd>",
        "SELECT * # comment\rFROM <file:///etc/passwd>\n{ ?a ?b ?c }",
        'SELECT * { BIND("\\u0022 AS ?a) SERVICE <http://127.0.0.1:9/> {} BIND(\\u0022" AS ?b) }',
    ],
)
def test_refuses_to_reach_outside(text: str) -> None:
    with pytest.raises(QueryError):
        check(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT"),
        ("PREFIX a: <urn:a>\nload <file:///etc/passwd>", "LOAD"),
        ("DELETE WHERE { ?a ?b ?c }", "DELETE"),
        ("CLEAR ALL", "CLEAR"),
        ("WITH <urn:g> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }", "WITH"),
    ],
)
def test_refuses_updates_by_name(text: str, word: str) -> None:
    with pytest.raises(QueryError, match=word):
        check(text)


def test_refuses_an_update_behind_a_query() -> None:
    with pytest.raises(QueryError, match="unexpected ';'"):
        check("ASK {} ; DELETE WHERE { ?a ?b ?c }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service a zg:service ; rdfs:label 'SERVICE FROM' } # FROM",
        'ASK { ?from zg:load """LOAD\nSERVICE""" }',
        "PREFIX from: <urn:f> ASK { ?a from:from <urn:SERVICE> }",
        "ASK { _:a ?b [] }",
        "PREFIX zg: <urn:other> ASK { ?a zg:b ?c }",
    ],
)
def test_passes_harmless_uses_of_the_same_words(text: str) -> None:
    assert check(text).endswith("\n" + text)


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("SELECT * {\n  ?x EXISTS }", 2, 13, "unexpected '}'"),
        ("SELECT * {\n ?中文 ?b 1 ?c }", 2, 11, "unexpected '?c'"),
        ("SELECT * { ?a ?b", 1, 17, "ends too early"),
        ("", 1, 1, "ends too early"),
        ("SELECT * { BIND('x }", 1, 17, "a string is not closed"),
        ("ASK { ?a ?b ?c } '" + "x" * 99 + "'", 1, 18, "x..."),
        ("hello", 1, 1, "unexpected 'hello'"),
        ("SELECT * { ?a ?b ?c } LIMIT x", 1, 29, "unexpected 'x'"),
        ("SELECT * {\n ?a zg:b ?c .\n ?c nope:x ?d }", 3, 5, "unknown prefix 'nope:'"),
        ("ASK {\n SERVICE <urn:a> {} }", 2, 2, "SERVICE"),
        ("ASK { ?a\x00 ?b ?c }", 1, 9, "not text"),
    ],
)
def test_points_at_the_fault(text: str, line: int, column: int, what: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 5_000 + "}" * 5_000,
        "ASK { FILTER(" + "(" * (MAX_DEPTH + 1) + "1" + ")" * (MAX_DEPTH + 1) + ") }",
        "ASK { FILTER(" + "(" * 90 + "1" + ")" * 90 + ") }",
        "ASK { FILTER(1" + "+1" * MAX_TOKENS + ") }",
        "ASK { FILTER(" + "!" * 5_000 + "1) }",
        "ASK {} #" + " " * MAX_LENGTH,
    ],
)
def test_refuses_what_would_overflow_an_engine(text: str) -> None:
    with pytest.raises(QueryError, match=r"deep|more than|longer"):
        check(text)


def test_brackets_in_comments_and_strings_do_not_count() -> None:
    check("ASK { ?a ?b '" + "(" * 200 + "' } #" + "{" * 200)


@pytest.mark.parametrize("escape", ["\\uD800", "\\U00110000", "\\u005C", "\\u000A"])
def test_refuses_escapes_that_parsers_read_differently(escape: str) -> None:
    with pytest.raises(QueryError):
        check(f"ASK {{ ?a ?b '{escape}' }}")


def test_an_escaped_backslash_is_no_character_escape() -> None:
    assert check("ASK { ?a ?b '\\\\u0041' }").endswith("'\\\\u0041' }")


def test_an_engine_that_gives_no_reason_is_not_quoted() -> None:
    assert str(explain_refusal(QueryError('expected one of "$", IF, TZ'))).startswith(
        "query: the engine does not take it"
    )
