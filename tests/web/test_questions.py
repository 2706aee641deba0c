"""Named questions over HTTP: the same answers as the engine's own, in every form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize
from starlette.testclient import TestClient

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.catalogue import NamedQuery, catalogue
from zonegraph.store import Store, open_store
from zonegraph.vocab import ID
from zonegraph.web.app import Settings, make_app
from zonegraph.web.limits import Limits

FORMS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
SAMPLES = {
    "entity": "zhongke-luan",
    "park": "半导体光电产业园",
    "person": "张强",
    "language": "en",
}
"""A value for each parameter that must be given."""


@pytest.fixture(scope="module")
def everything(whole: Path) -> Iterator[TestClient]:
    app = make_app(whole, Settings(limits=Limits(seconds=60), workers=2))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def store(whole: Path) -> Iterator[Store]:
    with open_store(str(whole)) as opened:
        yield opened


def sample(question: NamedQuery, store: Store) -> dict[str, str]:
    """Return a value for each parameter that the question needs."""
    values = {}
    for parameter in question.parameters:
        if parameter.required:
            first = SAMPLES.get(parameter.name)
            values[parameter.name] = first or SAMPLES.get(parameter.kind, "1")
    return values


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_question_over_http_is_the_engines_own_answer(
    name: str, everything: TestClient, store: Store
) -> None:
    question = catalogue()[name]
    values = sample(question, store)
    try:
        text = question.bind(values, KnowledgeGraph(store).entity)
    except Exception:  # noqa: BLE001 - an unknown sample: the server must say so too
        assert everything.get(f"/questions/{name}", params=values).status_code == 400
        return
    if isinstance(store.query(text), QueryTriples):
        own_triples = serialize(cast(QueryTriples, store.query(text)), format=RdfFormat.N_TRIPLES)
        found = everything.get(f"/questions/{name}", params={**values, "format": "ntriples"})
        assert sorted(found.content.splitlines()) == sorted(cast(bytes, own_triples).splitlines())
        return
    for form, engine_form in FORMS.items():
        own = cast(QuerySolutions, store.query(text)).serialize(format=engine_form)
        found = everything.get(f"/questions/{name}", params={**values, "format": form})
        assert found.status_code == 200, found.text
        assert _settled(found.content, form) == _settled(cast(bytes, own), form)
    free = everything.post(
        "/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-query"}
    )
    own = cast(QuerySolutions, store.query(text)).serialize(format=QueryResultsFormat.JSON)
    assert _settled(free.content, "json") == _settled(cast(bytes, own), "json")


def _settled(content: bytes, form: str) -> object:
    """Return an answer without the order that a question leaves open."""
    if form == "json":
        answer = json.loads(content)
        return sorted(map(_row, answer["results"]["bindings"])), sorted(answer["head"]["vars"])
    if form == "xml":
        return sorted(content.decode().replace("<result>", "\n<result>").splitlines())
    return sorted(content.decode().splitlines())


def _row(row: object) -> str:
    return json.dumps(row, sort_keys=True)


def test_parameters_are_bound_and_never_become_sparql(client: TestClient) -> None:
    asked = {"entity": "青屿风筝", "format": "csv"}
    rows = list(csv.reader(io.StringIO(client.get("/questions/facts-of", params=asked).text)))
    assert ID("kite-park") in {row[2] for row in rows}
    hostile = {"name": 'x" } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #', "format": "json"}
    answered = client.get("/questions/names", params=hostile)
    assert answered.json()["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/questions/nix", 404),
        ("/questions/facts-of?format=json", 400),
        ("/questions/facts-of?entity=海鸥&format=json", 400),
        ("/questions/facts-of?entity=nobody-at-all&format=json", 400),
        ("/questions/clusters?nix=1&format=json", 400),
        ("/questions/clusters?format=nix", 406),
        ("/questions/%2e%2e%2fguard", 404),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    client: TestClient, address: str, status: int
) -> None:
    answered = client.get(address)
    assert answered.status_code == status, answered.text
    assert len(answered.text.splitlines()) == 1


def test_the_list_of_questions(client: TestClient) -> None:
    listed = client.get("/questions").json()
    assert [each["name"] for each in listed] == list(catalogue())
    page = client.get("/questions", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})
    assert '<html lang="zh-Hans">' in page.text
    assert catalogue()["anchors"].title.zh in page.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_question_as_a_page(client: TestClient, language: str) -> None:
    asked = {"entity": "kite-park", "lang": language, "format": "html"}
    page = client.get("/questions/facts-of", params=asked)
    assert page.status_code == 200
    assert {"zh": "青屿风筝有限公司", "en": "Qingyu Kites Ltd"}[language] in page.text
    assert 'href="/id/qingyu-kites"' in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_a_page_escapes_what_it_shows(client: TestClient) -> None:
    asked = {"format": "html", "entity": "kite-park"}
    page = client.get("/questions/names", params=asked).text
    assert "Kite &lt;b&gt;Park&lt;/b&gt;" in page
    hostile = client.get(
        "/questions/names", params={"format": "html", "name": '"><script>x</script>'}
    )
    assert "<script>x" not in hostile.text


def test_a_page_asks_for_what_is_missing_and_says_what_is_wrong(client: TestClient) -> None:
    page = client.get("/questions/facts-of?format=html")
    assert page.status_code == 200
    assert " required>" in page.text
    wrong = client.get("/questions/facts-of?format=html&entity=nobody-at-all")
    assert "nobody-at-all" in wrong.text
    assert 'role="alert"' in wrong.text


def test_openapi_describes_every_question(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "http://127.0.0.1"}]
    for name, question in catalogue().items():
        operation = document["paths"][f"/questions/{name}"]["get"]
        described = {each["name"]: each for each in operation["parameters"]}
        assert {*described} == {*(each.name for each in question.parameters), "format"}
        for parameter in question.parameters:
            assert described[parameter.name]["required"] == parameter.required
    assert {each for path in document["paths"].values() for each in path} == {"get"}


def test_openapi_is_valid(client: TestClient) -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(client.get("/openapi.json").json())
