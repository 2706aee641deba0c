"""The quick judgement never lets pass what the full reading refuses for safety's sake."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonegraph.errors import QueryError
from zonegraph.queries.catalogue import catalogue
from zonegraph.queries.faults import ONLY_READS
from zonegraph.queries.guard import admit, check
from zonegraph.queries.lexing import tokens
from zonegraph.queries.plain import is_plain

OUTSIDE = "<http://127.0.0.1:9/>"
GROUP = f"SERVICE {OUTSIDE} {{}}"
SUB = "SELECT * {{ {{ SELECT * {{ OPTIONAL {{ FILTER NOT EXISTS {{ {} }} }} }} }} }}"

UNSAFE = {
    "plainly": f"ASK {{ {GROUP} }}",
    "after a comment": f"ASK {{ # it's\n{GROUP} }}",
    "after a comment with a quote": f"ASK {{ ?a ?b 'x' # '''\n . {GROUP} #'''\n }}",
    "between long strings": f'ASK {{ BIND("""a"b""" AS ?a) {GROUP} BIND("""c""" AS ?b) }}',
    "after a string of a backslash": f"ASK {{ BIND('\\\\' AS ?a) {GROUP} BIND('\\\\' AS ?b) }}",
    "after an IRI with a number sign": f"ASK {{ ?a <urn:b#c> ?d . {GROUP} }}",
    "where less-than looks like an IRI": f"ASK {{ FILTER(?a<?b#>'''\n) {GROUP} #'''\n }}",
    "where less-than is before a string": f"ASK {{ FILTER(?a<'''>''') {GROUP} FILTER('''a'''='') }}",
    "escaped": "ASK { \\u0053ERVICE <urn:a> {} }",
    "escaped whole": "ASK { " + "".join(f"\\u{ord(c):04X}" for c in "service") + "<urn:a>{} }",
    "escaped long": "ASK { SERV\\U00000049CE <urn:a> {} }",
    "escaped in an escaped comment": f"ASK {{ \\u0023 x\n{GROUP} }}",
    "in a subquery": SUB.format(GROUP),
    "silent": "ASK { sErViCe sIlEnT ?a {} }",
    "without spaces": "ASK{?a a ?b.SERVICE<urn:a>{}}",
    "with a prefixed name": "PREFIX a: <urn:a> ASK { SERVICE a:b {} }",
    "with an empty prefix": "PREFIX : <urn:a> ASK { SERVICE:b {} }",
    "from": f"SELECT * FROM {OUTSIDE} {{ ?a ?b ?c }}",
    "from, small": "SELECT*from<urn:a>{}",
    "from, mixed": "ASK FrOm NaMeD <urn:a> {}",
    "from after a comment": "ASK#x\nFROM <urn:a> {}",
    "from after a carriage return": "ASK # x\rFROM <urn:a> {}",
    "from with an empty prefix": "PREFIX : <urn:a> ASK FROM:b {}",
    "from with a prefix after a bracket": "PREFIX : <urn:a> SELECT(1 AS ?x)FROM:b{}",
    "from, escaped": "ASK \\u0046ROM <urn:a> {}",
    "from behind a false string": "SELECT (?x<?a#>'''\n AS ?y) FROM <urn:g> {} #'''",
    "describe from": "DESCRIBE <urn:a> FROM <urn:b>",
    "load": "LOAD <file:///etc/passwd>",
    "load after a prologue": "BASE <urn:a> PREFIX a: <urn:b> # x\nlOaD <file:///etc/passwd>",
    "delete": "DELETE WHERE { ?a ?b ?c }",
    "with": "WITH <urn:a> DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }",
    "insert, escaped": "\\u0049NSERT DATA { <urn:a> <urn:b> 1 }",
}


@pytest.mark.parametrize("text", UNSAFE.values(), ids=UNSAFE)
def test_what_reaches_outside_is_refused_without_the_engine(text: str) -> None:
    with pytest.raises(QueryError):
        admit(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service rdfs:label 'x' }",
        "ASK { ?a zg:b 'SERVICE' }",
        "ASK { ?a <urn:service> ?b } # service",
        "PREFIX from: <urn:f> ASK { ?a from:from ?b }",
        "PREFIX service: <urn:f> ASK { ?a service:b ?c }",
    ],
)
def test_harmless_uses_of_the_words_pass_after_all(text: str) -> None:
    assert not is_plain(text, tokens(text))
    assert admit(text) == check(text)


@pytest.mark.parametrize("name", catalogue())
def test_named_questions_are_plain_unless_they_use_a_word(name: str) -> None:
    text = catalogue()[name].text
    assert admit(text) == check(text)
    assert is_plain(text, tokens(text)) or "service" in text.lower()


EXAMPLES = 1_000
FRAGMENTS = (
    *("SELECT * ", "ASK ", "CONSTRUCT WHERE ", "DESCRIBE ?a ", "SELECT (1 AS ?x) ", "SELECT "),
    *("{", "}", "{", "}", "(", ")", " ", "\n", "\r", ".", ";", ",", "*", "!", "=", "<", ">", "&&"),
    *("?a", "?a ?b ?c", " ?a<?b", "<urn:a>", "<http://x/#y>", "<?b#>", "<'a'>", "<?b'>", "<'''>"),
    *("'", '"', "'''", '"""', "'a'", '"b"', "'''c'''", "\\", "\\'", "\\\\", "#", "# x\n", "'\\\\'"),
    *("SERVICE", "service ", "SERVICE <urn:a> {}", "SILENT ", "FROM", "from ", "FROM <urn:a>"),
    *("FROM:b", " FROM NAMED <urn:g> ", "LOAD <urn:a>", "DELETE ", "INSERT DATA ", "WITH "),
    *("\\u0053ERVICE", "\\u0022", "\\u0027", "\\u0023", "\\u005C", "\\U00000046ROM", "\\\\u0053"),
    *("FILTER(", "FILTER NOT EXISTS {", "OPTIONAL {", "BIND(", " AS ?y)", "GRAPH ?g {", "UNION"),
    *("PREFIX a: <urn:a> ", "PREFIX : <urn:b> ", "a:b", "a:", ":from", "zg:originatesFrom", "@en"),
    *("1", "1.5", "1e3", "\u00b7", "\u00b2", "\u200d", "\u017f", "\u0301", "·FROM", "_:x", "[]"),
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))
def test_quick_and_full_reading_agree_on_what_is_unsafe(text: str) -> None:
    _compare(text)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(list(UNSAFE.values())),
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(FRAGMENTS)), max_size=3),
)
def test_nor_after_changes_to_what_is_unsafe(text: str, changes: list[tuple[int, str]]) -> None:
    for place, fragment in changes:
        text = text[:place] + fragment + text[place:]
    _compare(text)


def _compare(text: str) -> None:
    """Hold the quick reading to the full one, wherever the engine would answer."""
    lines = text.replace("\r", "\n")
    if is_plain(lines, tokens(lines)):
        assert not _engine_takes(admit(text)) or not _is_unsafe(text), text


def _is_unsafe(text: str) -> bool:
    try:
        check(text)
    except QueryError as error:
        return error.remedy == ONLY_READS
    return False


def _engine_takes(query: str) -> bool:
    try:
        pyoxigraph.Store().query(query)
    except (SyntaxError, ValueError):
        return False
    return True
