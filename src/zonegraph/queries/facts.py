"""Facts with their evidence, gathered from the rows of the question ``facts-of``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from zonegraph import vocab
from zonegraph.model import Evidence, Fact, Label, Status
from zonegraph.queries.naming import Names
from zonegraph.queries.results import Row, Term, to_text

Statement = tuple[bool, str, Term | None]
"""Whether the entity is the subject, the relation, and what is at the other end."""


def read_facts(iri: str, rows: Iterable[Row], names: Names) -> list[Fact]:
    """Return the facts about an entity, in the order of their first rows.

    Parameters
    ----------
    iri : str
        The entity.
    rows : iterable of tuple
        Direction, relation, other, graph, status, confidence and span; several rows make a fact.
    names : Names
        The names in the graph.
    """
    evidence = _gather(rows)
    labels = names.labels(
        [
            iri,
            *(relation for _, relation, _ in evidence),
            *(other.value for _, _, other in evidence if isinstance(other, NamedNode)),
        ]
    )
    return [
        _fact(iri, statement, sorted(graphs.values(), key=lambda each: each.preference), labels)
        for statement, graphs in evidence.items()
    ]


def _gather(rows: Iterable[Row]) -> dict[Statement, dict[str, Evidence]]:
    evidence: dict[Statement, dict[str, Evidence]] = defaultdict(dict)
    for direction, relation, other, graph, status, confidence, span in rows:
        graphs = evidence[to_text(direction) == "out", to_text(relation), other]
        name = to_text(graph)
        known = graphs.get(name) or Evidence(
            graph=name,
            status=Status(vocab.local_name(to_text(status))),
            confidence=float(to_text(confidence)),
            locators=(),
        )
        locator = to_text(span).removeprefix(vocab.SRC.base)
        graphs[name] = replace(known, locators=(*known.locators, locator))
    return evidence


def _fact(
    iri: str, statement: Statement, evidence: Iterable[Evidence], labels: Mapping[str, Label]
) -> Fact:
    outgoing, relation, other = statement
    text = to_text(other)
    plain = labels[text] if isinstance(other, NamedNode) else Label(text, text)
    return Fact(
        subject=iri if outgoing else text,
        relation=relation,
        object=text if outgoing else iri,
        relation_label=labels[relation],
        object_label=plain if outgoing else labels[iri],
        outgoing=outgoing,
        evidence=tuple(evidence),
    )
