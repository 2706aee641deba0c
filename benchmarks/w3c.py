"""The W3C's SPARQL query tests, asked of the endpoint and of the engine alone.

Usage: python benchmarks/w3c.py FOLDER... [--group NAME]...

A folder holds test suites of the W3C (``data-r2``, ``data-sparql11``), with one ``manifest.ttl`` in
each group. The data of each test become a store, which an application with real workers serves in
this process. A test passes where the answer is what is expected, up to the names of blank nodes;
numbers are compared as Oxigraph keeps them. What the endpoint refuses by design, ``SERVICE`` and
``FROM`` of a graph that the store does not hold, is counted apart and not asked of the engine, which
would go and ask. The exit code is 1 where the endpoint fails what the engine passes.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat
from starlette.testclient import TestClient
from w3c_manifests import ACCEPTED, EVALUATED, Test, iri_of, read_tests
from w3c_results import Comparable, of_csv, of_solutions, of_triples, read_expected

from zonegraph.store.directory import READERS, Manifest, write_manifest
from zonegraph.store.loading import Counts
from zonegraph.web.app import Settings, make_app

ACCEPT = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "graph": "application/n-triples",
    "rows": "application/sparql-results+json",
}
ROWS = {"rows": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}
BY_DESIGN = re.compile(r"\b(SERVICE|FROM) would ")
PASSED, FAILED, REFUSED = "passed", "failed", "refused"
Verdicts = tuple[str, str, str]
"""Of the endpoint and of the engine, and why the endpoint's is not "passed"."""


def judge(test: Test, client: TestClient, store: pyoxigraph.Store) -> Verdicts:
    """Ask both, and compare with what is expected."""
    answer = client.post(
        "/sparql",
        content=test.text.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": ACCEPT[test.form]},
    )
    if answer.status_code == 403 and BY_DESIGN.search(answer.text):
        return REFUSED, REFUSED, answer.text.strip()
    why = "" if answer.status_code == 200 else answer.text.strip()
    if test.kind not in EVALUATED:
        return (*_judge_syntax(test, answer.status_code, store), why)
    assert test.result is not None
    expected, ordered = read_expected(test.result, test.form, test.lax)
    ours = answer.status_code == 200 and _read(test, answer.content, ordered) == expected
    engines = _ask(test, store, ordered) == expected
    return _verdict(ours), _verdict(engines), why or "another answer"


def _judge_syntax(test: Test, status: int, store: pyoxigraph.Store) -> tuple[str, str]:
    wanted = test.kind in ACCEPTED
    try:
        store.query(test.text)
        taken = True
    except (SyntaxError, ValueError, RuntimeError):
        taken = False
    return _verdict((status == 200) == wanted and status in {200, 400}), _verdict(taken == wanted)


def _verdict(passed: bool) -> str:
    return PASSED if passed else FAILED


def _read(test: Test, content: bytes, ordered: bool) -> Comparable:
    if test.form == "csv":
        return of_csv(content.decode())
    if test.form == "graph":
        return of_triples(quad.triple for quad in pyoxigraph.parse(content, RdfFormat.N_TRIPLES))
    results = pyoxigraph.parse_query_results(content, ROWS[test.form])
    return of_solutions(results, ordered, test.lax)


def _ask(test: Test, store: pyoxigraph.Store, ordered: bool) -> Comparable | None:
    try:
        results = store.query(test.text)
        if isinstance(results, QueryTriples):
            return of_triples(results)
        if test.form == "csv":
            return of_csv(cast(bytes, results.serialize(format=QueryResultsFormat.CSV)).decode())
        return of_solutions(results, ordered, test.lax)
    except (SyntaxError, ValueError, RuntimeError):
        return None


def fill(store: pyoxigraph.Store, test: Test) -> None:
    """Load what a test asks about."""
    for path, graph in test.data:
        form = RdfFormat.RDF_XML if path.suffix == ".rdf" else RdfFormat.TURTLE
        to_graph = pyoxigraph.NamedNode(graph) if graph else None
        store.load(path=str(path), format=form, base_iri=iri_of(path), to_graph=to_graph)


def run(tests: Iterable[Test], folder: Path) -> Iterator[tuple[Test, Verdicts]]:
    """Judge tests; those that ask about the same data share a server."""
    for number, (_, sharing) in enumerate(groupby(tests, key=lambda test: test.data)):
        group = list(sharing)
        location = folder / str(number)
        location.mkdir()
        engine, served = pyoxigraph.Store(), pyoxigraph.Store(str(location / "version-1"))
        for store in (engine, served):
            fill(store, group[0])
        served.flush()
        (location / "version-1" / READERS).touch()
        del served, store  # another process opens it
        write_manifest(
            location, Manifest("version-1", Counts(len(group[0].data), len(engine), 0, ()))
        )
        with TestClient(
            make_app(location, Settings(workers=1)), base_url="http://127.0.0.1"
        ) as client:
            for test in group:
                yield test, judge(test, client, engine)


def groups(folders: Iterable[Path], wanted: Iterable[str]) -> Iterator[tuple[str, list[Test]]]:
    """Yield the tests of each group, those on the same data beside each other."""
    for folder in folders:
        for manifest in sorted(folder.rglob("manifest.ttl")):
            name = manifest.parent.name
            if not wanted or name in wanted:
                tests = sorted(read_tests(manifest), key=lambda test: test.data)
                if tests:
                    yield f"{manifest.parent.parent.name}/{name}", tests


def main(arguments: argparse.Namespace) -> int:
    """Print a table of groups, then each test that either does not pass, and why."""
    total: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    print("| group | tests | endpoint | engine | refused by design |\n|---|---|---|---|---|")
    for name, tests in groups(arguments.folder, arguments.group):
        counts: Counter[tuple[str, str]] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            for test, (ours, engines, why) in run(tests, Path(folder)):
                counts[ours, engines] += 1
                if ours != PASSED or engines != PASSED:
                    lines.append(f"{name}: {test.name}: endpoint {ours}, engine {engines} ({why})")
        print(row(name, counts), flush=True)
        total += counts
    print(row("all", total), *lines, sep="\n")
    return 1 if total[FAILED, PASSED] else 0


def row(name: str, counts: Counter[tuple[str, str]]) -> str:
    """Return one row of the table."""
    ours = sum(number for (one, _), number in counts.items() if one == PASSED)
    engines = sum(number for (_, other), number in counts.items() if other == PASSED)
    return f"| {name} | {counts.total()} | {ours} | {engines} | {counts[REFUSED, REFUSED]} |"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--group", action="append", default=[])
    sys.exit(main(parser.parse_args()))
