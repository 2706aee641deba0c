"""Pages of single things: an entity with its facts, and the list of all entities."""

from __future__ import annotations

from itertools import groupby

from zonegraph.site.content import Content
from zonegraph.site.places import whole_network
from zonegraph.site.rendering import Page
from zonegraph.site.words import WORDS
from zonegraph.view.palette import legend_order, look_of


def entity(content: Content, language: str, iri: str) -> Page:
    """Return the page of an entity: its names, its facts with their evidence, its surroundings."""
    label = content.label(iri)
    groups = content.facts_by_relation(iri)
    figures = [each for each in content.figures if iri in each.entities]
    observed = {each.observation for each in figures} | {iri}
    return Page(
        "entity.html.j2",
        label.in_language(language),
        {
            "iri": iri,
            "other_name": label.en if language == "zh" else label.zh,
            "aliases": aliases(content, iri),
            "groups": groups,
            "figures": figures,
            "findings": [
                each
                for each in content.findings
                if any(figure.observation in observed for figure in each.figures)
            ],
            "network": whole_network(content),
        },
        about=iri,
    )


def aliases(content: Content, iri: str) -> list[str]:
    """Return an entity's other names."""
    if content.is_small and iri in content.network:
        return list(content.network.nodes[iri]["aliases"])
    return []


def entities(content: Content, language: str) -> Page:
    """Return the list of all entities by kind; of very many, the kinds alone."""
    order = sorted(content.kinds, key=lambda iri: (legend_order(content.kinds[iri]), iri))
    grouped = [
        (look_of(kind).label, kind, list(members))
        for kind, members in groupby(order, key=lambda iri: content.kinds[iri])
    ]
    return Page(
        "entities.html.j2",
        WORDS["all_entities"].in_language(language),
        {"grouped": grouped, "whole": content.is_small},
    )
