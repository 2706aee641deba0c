from __future__ import annotations

from itertools import chain
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat
from starlette.testclient import TestClient

from zonegraph.store import open_store
from zonegraph.vocab import ID

FORMS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("accept", FORMS)
def test_an_entity_as_triples(client: TestClient, location: Path, accept: str) -> None:
    answered = client.get("/id/qingyu-kites", headers={"Accept": accept})
    assert answered.headers["content-type"].partition(";")[0] == accept
    told = {quad.triple for quad in pyoxigraph.parse(answered.content, FORMS[accept])}
    node = NamedNode(ID("qingyu-kites"))
    with open_store(str(location)) as store:
        known = {
            quad.triple
            for quad in chain(
                store.quads(node, graph=DefaultGraph()),
                store.quads(object=node, graph=DefaultGraph()),
            )
        }
    assert told == known


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("ttl", "text/turtle"), ("nt", "application/n-triples"), ("jsonld", "application/ld+json")],
)
def test_an_entity_by_the_ending_of_its_address(client: TestClient, ending: str, kind: str) -> None:
    answered = client.get(f"/id/qingyu-kites.{ending}", headers={"Accept": "text/html"})
    assert answered.headers["content-type"].partition(";")[0] == kind
    assert answered.headers["content-location"] == f"/id/qingyu-kites.{ending}"


@pytest.mark.parametrize(
    ("accepted", "language"), [("zh-CN", "zh"), ("en-GB,zh;q=0.5", "en"), ("de", "en")]
)
def test_a_browser_is_sent_to_the_page_in_its_language(
    client: TestClient, accepted: str, language: str
) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": accepted}
    answered = client.get("/id/qingyu-kites", headers=browser)
    assert answered.status_code == 303
    assert answered.headers["location"] == f"/{language}/entity/qingyu-kites.html"
    assert {"Accept", "Accept-Language"} == set(answered.headers["vary"].split(", "))


@pytest.mark.parametrize(
    ("name", "accept", "status"),
    [
        ("nobody", "text/turtle", 404),
        ("kite-park", "text/html", 404),
        ("kite-park", "image/png", 406),
        ("kite-park.exe", "*/*", 404),
        ("Kite Park", "*/*", 404),
        ("a%3E%20b", "*/*", 404),
    ],
)
def test_what_is_not_there(client: TestClient, name: str, accept: str, status: int) -> None:
    assert client.get(f"/id/{name}", headers={"Accept": accept}).status_code == status


def test_pages_of_the_site(client: TestClient) -> None:
    page = client.get("/")
    assert page.text == "<!doctype html><p>index.html: 2 firms</p>"
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert client.get("/en/").text.startswith("<!doctype html><p>en/index.html")
    assert client.get("/site.css").headers["content-type"].startswith("text/css")
    again = client.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["nix.html", "%2e%2e/%2e%2e/etc/passwd", "en/nix/", "assets/nix.js"]
)
def test_no_other_page(client: TestClient, path: str) -> None:
    assert client.get(f"/{path}").status_code == 404
