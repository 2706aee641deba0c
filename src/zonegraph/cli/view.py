"""`zonegraph view`: an interactive page of a part of the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, article_option, projection_options
from zonegraph.model import Label

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.projection import ProjectionOptions

DEPTH = 2


@click.command("view")
@click.option("--cluster", metavar="NAME", help="Show an industry cluster and what surrounds it.")
@click.option("--entity", metavar="NAME", help="Show an entity and what surrounds it.")
@click.option("--framework", metavar="NAME", help="Show a framework and what realises it.")
@click.option("--all", "everything", is_flag=True, help="Show the whole network (the default).")
@click.option(
    "--depth",
    type=click.IntRange(0, 9),
    default=DEPTH,
    show_default=True,
    help="Steps from the entity; no walk goes through a zone, a framework or an area.",
)
@projection_options
@article_option
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The page to write.",
)
@click.pass_obj
def view(
    session: Session,
    cluster: str | None,
    entity: str | None,
    framework: str | None,
    everything: bool,
    depth: int,
    article: Path | None,
    output: Path,
    options: ProjectionOptions,
) -> None:
    """Write an interactive page that opens offline: a cluster, an entity, a framework, or all.

    A whole of more than 2,000 entities is folded into its zones, clusters and industries.
    """
    from zonegraph.view.overview import MOST
    from zonegraph.view.page import render_page
    from zonegraph.workspace import write_whole

    if sum(map(bool, (cluster, entity, framework, everything))) > 1:
        raise click.UsageError("choose one of --cluster, --entity, --framework and --all")
    graph = session.graph
    start = _find(graph, cluster, entity, framework)
    large = (start is None or cluster is not None) and graph.size(options=options) > MOST
    folded = large and start is None
    if folded:
        network = graph.overview(options=options)
    elif large and cluster is not None:  # by look-ups: the whole may be a country
        network = graph.surroundings(cluster, depth, options=options)
    else:
        network = graph.network(options=options)
    if start is None:
        title = _title_of_all(network)
    else:
        network, title = _around(network, start, depth), graph.label(start)
    sentences = graph.sentences(article) if article else None
    page = render_page(
        network,
        title=title,
        language=session.language,
        sentences=sentences,
        emphasis=_scores(graph, cluster, network, options) if cluster else None,
        matrix=None
        if entity or folded
        else _matrix(graph, network, cluster if large else None, options),
        days=graph.days(),
    )
    write_whole(output, page)
    click.echo(str(output))


def _find(
    graph: KnowledgeGraph, cluster: str | None, entity: str | None, framework: str | None
) -> str | None:
    if cluster:
        return graph.entity(cluster, "IndustryCluster")
    if framework:
        return graph.entity(framework, "Framework")
    return graph.entity(entity) if entity else None


def _scores(
    graph: KnowledgeGraph,
    cluster: str,
    network: nx.MultiDiGraph[str],
    options: ProjectionOptions,
) -> dict[str, float] | None:
    """Return sizes by anchor score, where the network sets any enterprises apart."""
    from zonegraph.view.selection import emphasis

    return emphasis(graph.anchors(cluster, options=options), network)


def _matrix(
    graph: KnowledgeGraph,
    network: nx.MultiDiGraph[str],
    cluster: str | None,
    options: ProjectionOptions,
) -> Label | None:
    """Return the gap matrix of what the page shows, in both languages."""
    from zonegraph.view.heatmap import heat_map

    cells = [cell for cell in graph.gaps(cluster, options=options) if cell.target in network]
    if not cells:
        return None
    frame = graph.label(graph.entity("ten-ones", "Framework"))
    zh, en = (
        heat_map(cells, graph.label, language, frame, alone=False) for language in ("zh", "en")
    )
    return Label(zh, en)


def _around(network: nx.MultiDiGraph[str], start: str, depth: int) -> nx.MultiDiGraph[str]:
    """Return what surrounds an entity of the network."""
    from zonegraph.errors import ZonegraphError
    from zonegraph.view.selection import find_hubs, surroundings
    from zonegraph.vocab import local_name, shorten

    if start not in network:
        raise ZonegraphError(
            "this is not an entity of the network",
            where=shorten(start),
            remedy=f"run: zonegraph show {local_name(start)}",
        )
    return surroundings(network, start, depth, find_hubs(network))


def _title_of_all(network: nx.MultiDiGraph[str]) -> Label:
    """Name the whole after its zone, where it has but one."""
    zones = [node for node in network if network.nodes[node]["kind"] == "HighTechZone"]
    if len(zones) != 1:
        return Label("高新区创新生态", "Innovation ecosystem of high-tech zones")
    zone = network.nodes[zones[0]]
    return Label(f"{zone['label_zh']}创新生态", f"Innovation ecosystem of the {zone['label_en']}")
