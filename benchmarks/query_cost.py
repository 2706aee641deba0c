"""What asking through zonegraph costs beside asking Oxigraph itself, with the same text.

Usage: python benchmarks/query_cost.py [FIRMS [REPEATS]]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions

from zonegraph import vocab
from zonegraph.exchange.spreadsheet import guard_formulas
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store.oxigraph import OxigraphStore

MEMBER, LABEL, VALUE = (
    NamedNode(iri) for iri in (vocab.ZG("memberOfCluster"), vocab.RDFS("label"), vocab.ZG("value"))
)
QUESTION = f"""SELECT ?firm ?cluster ?name ?value {{
  ?firm <{MEMBER.value}> ?cluster ; <{LABEL.value}> ?name ; <{VALUE.value}> ?value
}}"""
FORMATS = {
    "JSON": QueryResultsFormat.JSON,
    "XML": QueryResultsFormat.XML,
    "CSV": QueryResultsFormat.CSV,
    "TSV": QueryResultsFormat.TSV,
}


def firms(number: int) -> Iterator[Quad]:
    """Yield firms with a cluster, a name and a figure."""
    for i in range(number):
        firm = NamedNode(vocab.ID(f"firm-{i}"))
        yield Quad(firm, MEMBER, NamedNode(vocab.ID(f"cluster-{i % 50}")))
        yield Quad(firm, LABEL, Literal(f"第{i}光电有限公司", language="zh-Hans"))
        yield Quad(firm, VALUE, Literal(i))


def interleaved(
    raw: Callable[[], object], ours: Callable[[], object], repeats: int
) -> tuple[float, float]:
    """Return the median times of two tasks, in milliseconds; each runs once before it counts."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats + 1):
        for task, taken in zip((raw, ours), times, strict=True):
            start = time.perf_counter()
            task()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[0][1:]) * 1e3, statistics.median(times[1][1:]) * 1e3


def terms(engine: pyoxigraph.Store) -> list[tuple[object, ...]]:
    """Return the answer as tuples of terms, from the engine itself."""
    results = engine.query(QUESTION)
    assert isinstance(results, QuerySolutions)
    return [tuple(solution) for solution in results]


def written(engine: pyoxigraph.Store, form: QueryResultsFormat) -> str:
    """Return the answer as text, from the engine itself."""
    results = engine.query(QUESTION)
    assert isinstance(results, QuerySolutions)
    return (results.serialize(format=form) or b"").decode()


def main(number: int, repeats: int) -> None:
    """Print a row for each way to take an answer."""
    with TemporaryDirectory() as folder:
        engine = pyoxigraph.Store(str(Path(folder) / "store"))
        engine.bulk_extend(firms(number))
        kg = KnowledgeGraph(OxigraphStore("benchmark", engine))
        print(f"{number} rows of 4 terms\n")
        print("| answer as | Oxigraph itself, ms | zonegraph, ms | ratio |")
        print("|---|---|---|---|")
        pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "terms": (lambda: terms(engine), lambda: kg.sparql(QUESTION).rows)
        }
        for name, form in FORMATS.items():
            pairs[name] = (
                lambda form=form: written(engine, form),  # type: ignore[misc]
                lambda name=name: kg.sparql(QUESTION).render(name.lower()),  # type: ignore[misc]
            )
        pairs["CSV for spreadsheets"] = (
            lambda: written(engine, QueryResultsFormat.CSV),
            lambda: guard_formulas(kg.sparql(QUESTION).render("csv")),
        )
        for name, (raw, ours) in pairs.items():
            plain, through = interleaved(raw, ours, repeats)
            print(f"| {name} | {plain:.0f} | {through:.0f} | {through / plain:.2f} |")
        kg.close()


if __name__ == "__main__":
    main(*(int(text) for text in (*sys.argv[1:], *("100000", "7")[len(sys.argv) - 1 :])))
