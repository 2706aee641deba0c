"""`zonegraph stats`: the structure of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.engines import projection_option, source_of
from zonegraph.cli.options import Session, listing_options, projection_options
from zonegraph.cli.tables import write_rows
from zonegraph.errors import UnknownNameError

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.analysis.structure import Summary
    from zonegraph.cli.engines import Source
    from zonegraph.projection import ProjectionOptions

COLUMNS = {"zh": ("指标", "数值"), "en": ("measure", "value")}
FIGURES = {
    "entities": ("实体", "entities"),
    "facts": ("事实", "facts"),
    "tied": ("不计枢纽与概念的实体", "entities without hubs and concepts"),
    "ties": ("其间的联系", "ties between them"),
    "components": ("连通分量", "connected components"),
    "largest": ("最大分量的实体", "entities in the largest"),
    "density": ("密度", "density"),
    "diameter": ("最大分量的直径", "diameter of the largest"),
    "mean_path": ("最大分量的平均路径", "mean path in the largest"),
    "clustering": ("传递性", "transitivity"),
    "degree_gini": ("度的基尼系数", "Gini of degrees"),
    "assortativity": ("按类型的同配性", "assortativity by kind"),
}
COMMUNITIES = {"zh": ("社区", "规模", "实体"), "en": ("community", "size", "entities")}
CORE = {"zh": ("实体", "k核"), "en": ("entity", "k-core")}
SHARED = {"zh": ("一方", "另一方", "权重", "共同的"), "en": ("one", "other", "weight", "shared")}
FEW = 8


@click.command("stats")
@click.option(
    "--communities",
    "view",
    flag_value="communities",
    help="Instead: communities beside stated clusters.",
)
@click.option("--core", "view", flag_value="core", help="Instead: the core of the network.")
@click.option(
    "--shared",
    metavar="RELATION",
    help="Instead: enterprises that share what a relation ties them to, as tenantOf.",
)
@click.option(
    "--method",
    type=click.Choice(["leiden", "louvain"]),
    default="leiden",
    show_default=True,
    help="How communities are found.",
)
@projection_option
@projection_options
@listing_options
@click.pass_obj
def stats(
    session: Session,
    view: str | None,
    shared: str | None,
    method: str,
    format_name: str,
    output: Path | None,
    options: ProjectionOptions,
    projection: Path | None,
) -> None:
    """Show the network in figures, its communities, its core, or what enterprises share.

    All but the counts of kinds and relations are of the network without hubs and concepts.
    """
    graph, language = source_of(session, None, projection, None), session.language
    network = graph.network(options=options)
    if shared is not None:
        rows = list(_shared(graph, network, shared, language))
        write_rows(SHARED[language], rows, format_name, output)
    elif view == "communities":
        _write_communities(graph, language, network, method, format_name, output)
    elif view == "core":
        _write_core(graph, language, network, format_name, output)
    else:
        from zonegraph.analysis.structure import summarise

        rows = list(_summary(network, summarise(network), language))
        write_rows(COLUMNS[language], rows, format_name, output)


def _summary(
    network: nx.MultiDiGraph[str], found: Summary, language: str
) -> Iterator[tuple[object, ...]]:
    from zonegraph.view.palette import look_of

    for field in fields(found):
        value = getattr(found, field.name)
        if not isinstance(value, dict):
            shown = round(value, 4) if isinstance(value, float) else value
            yield FIGURES[field.name][language == "en"], shown
    for kind, number in found.by_kind.items():
        yield look_of(kind).label.in_language(language), number
    named = {data["relation"]: data[f"label_{language}"] for *_, data in network.edges(data=True)}
    for relation, number in found.by_relation.items():
        yield named[relation], number


def _write_communities(
    graph: Source,
    language: str,
    network: nx.MultiDiGraph[str],
    method: str,
    format_name: str,
    output: Path | None,
) -> None:
    from zonegraph.analysis.communities import communities

    found = communities(network, "louvain" if method == "louvain" else "leiden")
    rows = [
        (number, len(part), _names(graph, language, part))
        for number, part in enumerate(found.parts, start=1)
        if len(part) > 1
    ]
    agreement = "-" if found.agreement is None else f"{found.agreement:.3f}"
    footing = {
        "zh": f"模块度 {found.modularity:.3f}；与所述集群的调整兰德指数 {agreement}（{found.compared} 个实体）",
        "en": f"modularity {found.modularity:.3f}; adjusted Rand index against stated clusters {agreement} "
        f"({found.compared} entities)",
    }
    write_rows(COMMUNITIES[language], rows, format_name, output, footing=footing[language])


def _write_core(
    graph: Source,
    language: str,
    network: nx.MultiDiGraph[str],
    format_name: str,
    output: Path | None,
) -> None:
    from zonegraph.analysis.structure import core_periphery

    found = core_periphery(network)
    rows = [
        (graph.label(node).in_language(language), found.shells[node]) for node in found.entities
    ]
    footing = {
        "zh": f"与理想的核心-边缘结构的相关系数 {found.fit:.3f}",
        "en": f"correlation with an ideal core and periphery {found.fit:.3f}",
    }
    write_rows(CORE[language], rows, format_name, output, footing=footing[language])


def _shared(
    graph: Source, network: nx.MultiDiGraph[str], relation: str, language: str
) -> Iterator[tuple[object, ...]]:
    from zonegraph.analysis.sharing import shared_ties

    relations = sorted({data["relation"] for *_, data in network.edges(data=True)})
    if relation not in relations:
        raise UnknownNameError(relation, "relation in this network", relations)
    for each in shared_ties(network, relation):
        ends = [graph.label(end).in_language(language) for end in (each.one, each.other)]
        yield (
            *ends,
            round(each.weight, 4),
            [graph.label(thing).in_language(language) for thing in each.things],
        )


def _names(graph: Source, language: str, part: tuple[str, ...]) -> list[str]:
    names = [graph.label(node).in_language(language) for node in part[:FEW]]
    return [*names, f"+{len(part) - FEW}"] if len(part) > FEW else names
