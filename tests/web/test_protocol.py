"""The query operation as the W3C's SPARQL 1.1 Protocol tests describe it; every update is refused.

The tests of the W3C name graphs of their own; here they are graphs of the made-up zone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from zonegraph.vocab import ENTITIES, EV, PROVENANCE

JSON = "application/sparql-results+json"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
FIRST, SECOND = EV("gazette/p1-s1"), EV("gazette/p2-s1-i")
BOTH = "ASK { ?park zg:builtFor ?firm ; zg:supportsCluster ?cluster }"
NAMED = (
    "ASK { GRAPH ?g1 { ?park zg:builtFor ?firm } GRAPH ?g2 { ?park zg:supportsCluster ?cluster } }"
)
FULL = "ASK { ?park a zg:IndustrialPark GRAPH ?g1 { ?park zg:builtFor ?f } GRAPH ?g2 { ?park zg:supportsCluster ?c } }"


def truth(response: Any) -> bool:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == JSON
    return bool(response.json()["boolean"])


def test_query_get(client: TestClient) -> None:
    assert truth(client.get("/sparql", params={"query": "ASK {}"}))


def test_query_get_with_a_slash(client: TestClient) -> None:
    assert truth(client.get("/sparql/", params={"query": "ASK {}"}))


def test_query_post_form(client: TestClient) -> None:
    assert truth(client.post("/sparql", content="query=ASK%20%7B%7D", headers=FORM))


def test_query_post_direct(client: TestClient) -> None:
    assert truth(client.post("/sparql", content="ASK {}", headers=DIRECT))


def dataset(kind: str, *graphs: str) -> str:
    return "&".join(f"{kind}-graph-uri={quote(graph, safe='')}" for graph in graphs)


def test_query_dataset_default_graphs_get(client: TestClient) -> None:
    asked = f"/sparql?query={quote(BOTH)}&"
    assert truth(client.get(asked + dataset("default", FIRST, SECOND)))
    assert not truth(client.get(asked + dataset("default", FIRST)))


def test_query_dataset_default_graphs_post(client: TestClient) -> None:
    address = "/sparql?" + dataset("default", FIRST, SECOND)
    assert truth(client.post(address, content=BOTH, headers=DIRECT))


def test_query_dataset_named_graphs_get(client: TestClient) -> None:
    asked = f"/sparql?query={quote(NAMED)}&"
    assert truth(client.get(asked + dataset("named", FIRST, SECOND)))
    assert not truth(client.get(asked + dataset("named", FIRST)))
    assert not truth(client.get(f"/sparql?query={quote(BOTH)}&" + dataset("named", FIRST, SECOND)))


def test_query_dataset_named_graphs_post(client: TestClient) -> None:
    body = f"query={quote(NAMED)}&" + dataset("named", FIRST, SECOND)
    assert truth(client.post("/sparql", content=body, headers=FORM))


def test_query_dataset_full(client: TestClient) -> None:
    address = f"/sparql?{dataset('default', ENTITIES)}&{dataset('named', FIRST, SECOND)}"
    assert truth(client.post(address, content=FULL, headers=DIRECT))


def test_query_multiple_dataset(client: TestClient) -> None:
    """The dataset of the protocol wins over that of the query."""
    query = f"ASK FROM <{PROVENANCE}> {{ ?park zg:builtFor ?firm }}"
    address = "/sparql?" + dataset("default", FIRST)
    assert truth(client.post(address, content=query, headers=DIRECT))
    assert not truth(client.post("/sparql", content=query, headers=DIRECT))


@pytest.mark.parametrize(
    "accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_query_content_type_select(client: TestClient, accept: str) -> None:
    found = client.get(
        "/sparql", params={"query": "SELECT (1 AS ?value) {}"}, headers={"Accept": accept}
    )
    assert found.headers["content-type"].partition(";")[0] == accept
    assert "1" in found.text


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml"])
def test_query_content_type_ask(client: TestClient, accept: str) -> None:
    found = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert found.headers["content-type"] == accept
    assert "true" in found.text


@pytest.mark.parametrize(
    "query", ["DESCRIBE id:kite-park", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"]
)
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_query_content_type_describe_and_construct(
    client: TestClient, query: str, accept: str
) -> None:
    found = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert found.headers["content-type"].partition(";")[0] == accept
    assert "kite-park" in found.text


def test_bad_query_method(client: TestClient) -> None:
    assert client.put("/sparql?query=ASK%20%7B%7D", headers=FORM).status_code == 405


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        ("query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", FORM, 400),  # bad_multiple_queries
        ("ASK {}", {"Content-Type": "text/plain"}, 415),  # bad_query_wrong_media_type
        ("query=ASK%20%7B%7D", {}, 415),  # bad_query_missing_form_type
        ("ASK {}", {}, 415),  # bad_query_missing_direct_type
        ("ASK {}".encode("utf-16"), {"Content-Type": "application/sparql-query; charset=UTF-16"}, 415),
        ("ASK {}".encode("utf-16"), DIRECT, 400),  # bad_query_non_utf8
        ("ASK {", DIRECT, 400),  # bad_query_syntax
        ("", FORM, 400),
        ("update=CLEAR%20NAMED", FORM, 403),
        ("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM, 403),  # bad_multiple_updates
        ("CLEAR NAMED", {"Content-Type": "text/plain"}, 415),  # bad_update_wrong_media_type
        ("update=CLEAR%20NAMED", {}, 415),  # bad_update_missing_form_type
        ("CLEAR NAMED".encode("utf-16"), {"Content-Type": "application/sparql-update; charset=UTF-16"}, 403),
        ("CLEAR XYZ", UPDATE, 403),  # bad_update_syntax
        ("using-graph-uri=urn%3Aa&update=WITH%20%3Curn%3Ab%3E%20DELETE%20%7B%7D%20WHERE%20%7B%7D", FORM, 403),  # bad_update_dataset_conflict
        ("CLEAR NAMED", UPDATE, 403),
        ("CLEAR NAMED", DIRECT, 403),
        ("query=%FF", FORM, 400),
        ("&".join(f"a{number}=" for number in range(1_001)), FORM, 400),
    ],
)  # fmt: skip
def test_refused_posts(
    client: TestClient, body: str | bytes, headers: dict[str, str], status: int
) -> None:
    answered = client.post("/sparql", content=body, headers=headers)
    assert answered.status_code == status, answered.text
    assert len(answered.text.splitlines()) == 1


def test_refused_gets(client: TestClient) -> None:
    twice = client.get("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D")
    assert twice.status_code == 400
    assert client.get("/sparql?update=CLEAR%20ALL").status_code == 403  # bad_update_get


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", 403),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", 403),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", 403),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?a ?b ?c } }", 403),
        ("PREFIX e: <file:///etc/> SELECT * FROM e:passwd { ?a ?b ?c }", 403),
        ("LOAD <file:///etc/passwd>", 403),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", 403),
        ("SELECT * { ?a nix:b ?c }", 400),
        ("SELECT (<urn:no-function>(1) AS ?x) {}", 400),
        ("SELECT ?a ?a { ?a ?b ?c }", 400),
        ("{" * 3_000, 400),
        ("SELECT * {" + "{" * 2_000 + "}" * 2_001, 400),
    ],
)
def test_refused_queries(client: TestClient, query: str, status: int) -> None:
    answered = client.get("/sparql", params={"query": query})
    assert answered.status_code == status, answered.text
    assert "/src/" not in answered.text
    assert "Traceback" not in answered.text
    assert truth(client.get("/sparql", params={"query": "ASK {}"}))


def test_from_may_name_graphs_of_the_store(client: TestClient) -> None:
    query = f"ASK FROM <{FIRST}> {{ ?park zg:builtFor ?firm }}"
    assert truth(client.get("/sparql", params={"query": query}))


def test_a_graph_that_the_store_does_not_hold_is_refused(client: TestClient) -> None:
    for graph in ("file:///etc/passwd", "urn:other", "not an iri"):
        address = f"/sparql?query=ASK%20%7B%7D&{dataset('default', graph)}"
        assert client.get(address).status_code == 403


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("image/png", 406),
        ("text/turtle", 406),
        ("text/csv;q=0, image/png", 406),
        ("*/*", 200),
        ("nonsense", 406),
    ],
)
def test_what_cannot_be_written_as_asked(client: TestClient, accept: str, status: int) -> None:
    answered = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert answered.status_code == status


def test_failures_as_problems_where_a_client_prefers_json(client: TestClient) -> None:
    answered = client.get("/sparql?query=ASK", headers={"Accept": JSON + ", application/json"})
    assert answered.headers["content-type"] == "application/problem+json"
    assert answered.json()["status"] == 400


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    answered = client.post("/sparql", content=b"#" * 2_000_000, headers=DIRECT)
    assert answered.status_code == 413
    chunks = (b"#" * 100_000 for _ in range(20))
    assert client.post("/sparql", content=chunks, headers=DIRECT).status_code == 413


def test_an_answer_with_too_many_rows_is_refused(client: TestClient) -> None:
    query = "SELECT (1 AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    for accept in (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"):
        for rows, status in ((2_000, 200), (2_001, 503)):
            asked = {"query": f"{query} LIMIT {rows}"}
            answered = client.get("/sparql", params=asked, headers={"Accept": accept})
            assert answered.status_code == status, (accept, rows)
    triples = {"query": "CONSTRUCT { ?a <urn:p> ?d } WHERE { ?a ?b ?c . ?d ?e ?f }"}
    assert client.get("/sparql", params=triples).status_code == 503


def test_the_service_describes_itself(client: TestClient) -> None:
    for address in ("/sparql", "/.well-known/void"):
        described = client.get(address, headers={"Accept": "application/n-triples"})
        assert described.status_code == 200
        for said in (
            "sparql-service-description#endpoint> <http://127.0.0.1/sparql>",
            "#SPARQL11Query>",
            "void#sparqlEndpoint>",
            "void#triples>",
            "formats/SPARQL_Results_TSV>",
        ):
            assert said in described.text
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
