"""What the pages of a site have in common: names, kinds, facts, figures, networks, each asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from zonegraph.model import Evidence, Fact, Label, reading_order
from zonegraph.vocab import ID, RDF, SRC

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.analysis.anchors import Anchor
    from zonegraph.analysis.audit import Finding
    from zonegraph.analysis.figures import Figure
    from zonegraph.analysis.gaps import Cell
    from zonegraph.analysis.lacks import Lack
    from zonegraph.analysis.reasons import Explanation
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.view.picture import Picture

FEW = 5_000
"""Entities up to which each has a page of its own; of more, a zone's page lists its own."""
REACH = 2
"""Hops from a zone, or a cluster, that its pages show."""
PICTURED = 160
"""Nodes up to which a picture without script can be read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One fact as one place of a source says it."""

    fact: Fact
    evidence: Evidence


class Content:
    """All that a site tells, of one open graph.

    Parameters
    ----------
    graph : KnowledgeGraph
        The graph; the caller closes it.
    sentences : mapping of str to str, optional
        What each locator's span says, from a reader's own copy of the text.
    """

    def __init__(self, graph: KnowledgeGraph, sentences: Mapping[str, str] | None = None) -> None:
        self.graph = graph
        self.sentences = sentences or {}
        self.kinds = graph.entities()
        self.days = graph.days()
        kept = FEW if self.is_small else 64
        self.facts = lru_cache(maxsize=kept)(self._facts)
        self.surroundings = lru_cache(maxsize=4)(self._surroundings)
        self.lacking = lru_cache(maxsize=2)(self._lacking)
        self.picture = lru_cache(maxsize=64)(self._picture)
        self.explanations = lru_cache(maxsize=kept)(self._explanations)
        self.locators = lru_cache(maxsize=kept)(self._locators)
        self.gaps = lru_cache(maxsize=kept)(graph.gaps)

    @cached_property
    def is_small(self) -> bool:
        """Whether every entity has a page of its own."""
        return len(self.kinds) <= FEW

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the entities of some kinds, in the order of their IRIs."""
        return [iri for iri, kind in self.kinds.items() if kind in kinds]

    @cached_property
    def zones(self) -> list[str]:
        """The high-tech zones."""
        return self.of_kind("HighTechZone")

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The names of all entities, asked at once; of very many, those that every page needs."""
        shown = ("HighTechZone", "IndustryCluster", "FrameworkElement", "Framework", "Indicator")
        return self.graph.labels(self.kinds if self.is_small else self.of_kind(*shown))

    def label(self, iri: str) -> Label:
        """Return the name of anything in both languages."""
        return self.labels.get(iri) or self.graph.label(iri)

    def learn_labels(self, network: nx.MultiDiGraph[str]) -> None:
        """Take the names of a network's entities, which have been read with it."""
        for node, told in network.nodes(data=True):
            self.labels.setdefault(node, Label(told["label_zh"], told["label_en"]))

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The whole network; of a graph with several zones, ask for `surroundings`."""
        return self.graph.network()

    def network_of(self, place: str) -> nx.MultiDiGraph[str]:
        """Return the network of a zone: the whole one where there is no other."""
        return self.network if len(self.zones) <= 1 else self.surroundings(place)

    def _surroundings(self, entity: str) -> nx.MultiDiGraph[str]:
        from zonegraph.view.selection import find_hubs, surroundings

        if self.is_small:
            hubs = find_hubs(self.network)
            return surroundings(self.network, entity, REACH, hubs)
        network = self.graph.surroundings(entity, REACH - 1)
        self.learn_labels(network)
        return network

    def _picture(self, entity: str) -> Picture | None:
        """Return what is nearest around an entity; nothing where that is too much to be seen."""
        from zonegraph.view.picture import draw
        from zonegraph.view.selection import find_hubs, surroundings

        network = self.network if self.is_small else self.surroundings(entity)
        if entity not in network:
            return None
        near = surroundings(network, entity, 1, find_hubs(network))
        return draw(near) if 1 < len(near) <= PICTURED else None

    def _facts(self, entity: str) -> tuple[Fact, ...]:
        return tuple(self.graph.facts(entity))

    def facts_by_relation(self, entity: str) -> list[tuple[Label, bool, list[Fact]]]:
        """Return the facts about an entity by relation and direction, without its kind."""
        groups: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
        for fact in self.facts(entity):
            if fact.relation != RDF("type"):
                groups[fact.relation, fact.outgoing].append(fact)
        return [(facts[0].relation_label, key[1], facts) for key, facts in groups.items()]

    @cached_property
    def taken(self) -> dict[str, list[Taken]]:
        """What was taken from each place of a source, by locator, in reading order."""
        found: dict[str, list[Taken]] = defaultdict(list)
        for entity in self.kinds:
            for fact in self.facts(entity):
                if fact.outgoing:
                    for evidence in fact.evidence:
                        for locator in evidence.locators:
                            found[locator].append(Taken(fact, evidence))
        return {locator: found[locator] for locator in sorted(found, key=reading_order)}

    @cached_property
    def sources(self) -> dict[str, int]:
        """The sources, by IRI, each with how many of its places are known."""
        rows = self.graph.query("sources").records()
        found = {str(row["source"]): int(str(row["spans"])) for row in rows}
        for locator in self.taken if self.is_small else ():
            found.setdefault(SRC(locator.partition("/")[0]), 0)
        return {source: found[source] or len(self.locators(source)) for source in sorted(found)}

    def _locators(self, source: str) -> tuple[str, ...]:
        """Return the places of a source, in reading order."""
        rows = self.graph.query("spans", source=source).records()
        found = {str(row["span"]).removeprefix(SRC.base) for row in rows}
        if self.is_small:  # a span may be without a digest
            name = source.removeprefix(SRC.base)
            found |= {each for each in self.taken if each.partition("/")[0] == name}
        return tuple(sorted(found, key=reading_order))

    @cached_property
    def figures(self) -> list[Figure]:
        """Every figure."""
        from zonegraph.analysis.figures import read_figures

        return read_figures(self.graph.query("figures").records())

    @cached_property
    def findings(self) -> list[Finding]:
        """What the audit finds, conflicts first."""
        from zonegraph.analysis.audit import audit

        return audit(self.figures)

    def figures_of(self, zone: str) -> list[Figure]:
        """Return the figures of a zone and of what lies in it."""
        if len(self.zones) <= 1:
            return self.figures
        network = self.network_of(zone)
        return [each for each in self.figures if any(iri in network for iri in each.entities)]

    def clusters_of(self, zone: str) -> list[str]:
        """Return the clusters of a zone."""
        if len(self.zones) <= 1:
            return self.graph.clusters()
        network = self.network_of(zone)
        return [node for node in network if network.nodes[node]["kind"] == "IndustryCluster"]

    def _lacking(self, zone: str) -> tuple[list[Cell], list[Lack]]:
        """Return the matrix of the ten ones for a zone and its clusters, and what else is lacking there.

        Of several zones each has its own matrix, without the industries that they share.
        """
        network = self.network if self.is_small else self.graph.ecosystem(zone)
        cells, lacks = self.graph.gaps(network=network), self.graph.lacks(network=network)
        if len(self.zones) <= 1:
            return cells, lacks
        own = {zone, *self.clusters_of(zone)}
        within = self.network_of(zone)
        return (
            [cell for cell in cells if cell.target in own],
            [lack for lack in lacks if lack.target in within],
        )

    def _explanations(self, cluster: str) -> tuple[Explanation, ...]:
        return tuple(self.graph.explain(cluster))

    def anchors(self, cluster: str) -> list[Anchor]:
        """Return who anchors a cluster."""
        return [each.anchor for each in self.explanations(cluster)]


def slug(iri: str) -> str:
    """Return what names an entity in a path; an IRI of ours is an ASCII slug there.

    Examples
    --------
    >>> slug(ID("zhongke-luan"))
    'zhongke-luan'
    """
    return iri.removeprefix(ID.base).replace("/", "--")
