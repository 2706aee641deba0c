"""Pages of places and clusters: a country, a zone, an industry cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zonegraph.analysis.figures import Figure
from zonegraph.analysis.gaps import Cell
from zonegraph.model import Evidence
from zonegraph.site.content import Content, slug
from zonegraph.site.rendering import Page
from zonegraph.site.words import WORDS
from zonegraph.view.heatmap import heat_map
from zonegraph.view.reasons import VERDICTS, role_locators, role_sentence, sentences

if TYPE_CHECKING:
    from zonegraph.analysis.anchors import Anchor
    from zonegraph.analysis.reasons import Explanation

TILES = 8
"""Figures that a zone's page shows large."""
BEST = 3
"""Computed anchors that a card names."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure, with the rates that sources give of it."""

    figure: Figure
    change: Figure | None
    completion: Figure | None


@dataclass(frozen=True, slots=True)
class Card:
    """A cluster in brief: whom sources call its anchors, whom the network does."""

    cluster: str
    stated: list[tuple[str, Evidence, list[str]]]
    computed: list[Anchor]
    members: int


def home(content: Content, language: str) -> Page:
    """Return the first page: of the one zone, or of all zones."""
    if len(content.zones) == 1:
        return zone(content, language, content.zones[0])
    return country(content, language)


def country(content: Content, language: str) -> Page:
    """Return the page of a graph of several zones, or of none."""
    counted = Counter(content.kinds.values())
    return Page(
        "country.html.j2",
        WORDS["country"].in_language(language),
        {
            "zones": content.zones,
            "counted": counted,
            "network": whole_network(content),
        },
    )


def zone(content: Content, language: str, iri: str) -> Page:
    """Return the page of a zone: its figures, its clusters, what is missing, its network."""
    network = content.network_of(iri)
    cells, lacks = content.lacking(iri)
    clusters = content.clusters_of(iri)
    kinds = Counter(network.nodes[node]["kind"] for node in network)
    listed = [] if content.is_small else sorted(network)
    return Page(
        "zone.html.j2",
        content.label(iri).in_language(language),
        {
            "zone": iri,
            "tiles": tiles(figure for figure in content.figures_of(iri) if iri in figure.entities),
            "cards": [card(content, cluster) for cluster in clusters],
            "lacks": lacks,
            "matrix": _matrix(content, cells, language),
            "counts": _counts(kinds),
            "entities": len(network),
            "facts": network.number_of_edges(),
            "figures": len(content.figures_of(iri)),
            "findings": _conflicts(content, iri),
            "network": network_address(slug(iri)),
            "groups": content.facts_by_relation(iri) if content.is_small else [],
            "listed": listed,
        },
        about=iri,
        listed=frozenset(listed),
    )


def cluster(content: Content, language: str, iri: str) -> Page:
    """Return the page of a cluster: its network, its anchors with reasons, its row of the ten ones."""
    explained = content.explanations(iri)
    network = content.surroundings(iri)
    own = content.gaps(iri)
    listed = [] if content.is_small else sorted(network)
    return Page(
        "cluster.html.j2",
        content.label(iri).in_language(language),
        {
            "cluster": iri,
            "rows": [_row(content, each, language) for each in explained],
            "cells": own,
            "network": network_address(slug(iri)),
            "groups": content.facts_by_relation(iri),
            "zones": [node for node in network if network.nodes[node]["kind"] == "HighTechZone"],
            "listed": listed,
        },
        about=iri,
        listed=frozenset(listed),
    )


def clusters(content: Content, language: str) -> Page:
    """Return the list of clusters, each with its anchors."""
    every = content.graph.clusters()
    return Page(
        "clusters.html.j2",
        WORDS["clusters"].in_language(language),
        {
            "cards": [card(content, each) for each in every] if content.is_small else [],
            "clusters": every,
        },
    )


def network_address(name: str) -> str:
    """Return the path of an interactive page, which speaks both languages."""
    return f"network/{name}.html"


def whole_network(content: Content) -> str:
    """Return the path of the interactive page of everything: of the one zone, or folded."""
    return network_address(slug(content.zones[0]) if len(content.zones) == 1 else "country")


def tiles(figures: Iterable[Figure]) -> list[Tile]:
    """Return the figures that a page shows large: levels, those with rates first."""
    every = list(figures)
    rates = {
        (name, each.kind): each
        for each in every
        for name in each.relative_to
        if each.kind in ("YearOnYearChange", "TargetCompletion")
    }
    found = [
        Tile(
            each,
            rates.get((each.observation, "YearOnYearChange")),
            rates.get((each.observation, "TargetCompletion")),
        )
        for each in every
        if each.kind in ("Level", "CumulativeLevel", "Rank")
    ]
    return sorted(found, key=_importance)[:TILES]


def _importance(tile: Tile) -> tuple[int, str, str]:
    rates = (tile.change is not None) + (tile.completion is not None)
    return -rates, "" if tile.figure.kind == "Rank" else tile.figure.unit, tile.figure.observation


def card(content: Content, iri: str) -> Card:
    """Return a cluster in brief."""
    anchors = content.anchors(iri)
    stated = [
        (
            each.enterprise,
            min((role.evidence[0] for role in each.roles), key=lambda item: item.preference),
            list(dict.fromkeys(spot for role in each.roles for spot in role_locators(role))),
        )
        for each in anchors
        if each.roles
    ]
    ranked = [each for each in anchors if each.place is not None and each.place <= BEST]
    return Card(iri, stated, sorted(ranked, key=lambda each: each.place or 0), len(anchors))


def _row(content: Content, explained: Explanation, language: str) -> dict[str, Any]:
    anchor = explained.anchor
    return {
        "anchor": anchor,
        "roles": [
            (
                role_sentence(role, anchor, content.label, language).partition(" [")[0],
                role.evidence[0],
                role_locators(role),
            )
            for role in anchor.roles
        ],
        "verdict": VERDICTS[anchor.verdict].in_language(language),
        "reasons": sentences(explained, content.label, language),
    }


def _matrix(content: Content, cells: list[Cell], language: str) -> Any:
    from markupsafe import Markup

    if not cells:
        return ""
    frame = content.label(content.graph.entity("ten-ones", "Framework"))
    drawn = heat_map(cells, content.label, language, frame, alone=False)
    return Markup(drawn)  # noqa: S704 - escaped by its template


def _counts(kinds: Counter[str]) -> list[tuple[str, int]]:
    """Return the kinds that a reader asks after first, with how many there are."""
    shown = ("IndustryCluster", "Enterprise", "GroupCompany", "IndustrialPark", "Fund", "Platform")
    return [(kind, kinds[kind]) for kind in shown if kinds[kind]]


def _conflicts(content: Content, iri: str) -> list[Any]:
    figures = {each.observation for each in content.figures_of(iri)}
    return [
        each
        for each in content.findings
        if each.verdict in ("conflict", "remainder") and each.figures[0].observation in figures
    ]
