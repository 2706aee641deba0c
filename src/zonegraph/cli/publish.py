"""`zonegraph publish`: the graph on a SPARQL 1.1 server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zonegraph.cli.options import Session

REPORT = {
    "zh": "{quads} 个四元组，{graphs} 个图，经 {way} 发布\n{note}下一步：zonegraph --store {endpoint} anchors",
    "en": "{quads} quads in {graphs} graphs, by {way}\n{note}next: zonegraph --store {endpoint} anchors",
}
UNION = {
    "zh": "该服务器的默认图是所有图的并集：其他客户端请以 default-graph-uri={graph} 查询\n",
    "en": "its default graph is the union of all graphs: other clients ask with default-graph-uri={graph}\n",
}
SENDING = {"zh": "发布", "en": "publishing"}


@click.command("publish")
@click.argument("endpoint")
@click.option("--graph-store", metavar="URL", help="Where it takes the Graph Store Protocol.")
@click.option("--update", metavar="URL", help="Where it takes SPARQL Update.")
@click.option("--replace", is_flag=True, help="Replace a default graph that others filled.")
@click.pass_obj
def publish(
    session: Session, endpoint: str, graph_store: str | None, update: str | None, replace: bool
) -> None:
    """Make the graph at ENDPOINT, a SPARQL 1.1 server, what this one is.

    By the Graph Store Protocol where it is offered, by SPARQL Update otherwise. Who you are is read
    from ZONEGRAPH_USER and ZONEGRAPH_PASSWORD, ZONEGRAPH_TOKEN, or netrc. Publishing that was
    interrupted is made right by publishing again; readers are warned until then.
    """
    from rich.console import Console
    from rich.progress import Progress

    from zonegraph.store import open_store
    from zonegraph.store.publishing import publish as send_graph

    language = session.language
    quiet = not sys.stderr.isatty()
    console = Console(stderr=True)
    with (
        open_store(session.store) as store,
        Progress(console=console, transient=True, disable=quiet) as bar,
    ):
        task = bar.add_task(SENDING[language], total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        sent = send_graph(
            store, endpoint, graph_store=graph_store, update=update, replace=replace, progress=show
        )
    note = UNION[language].format(graph=sent.default_graph) if sent.default_graph else ""
    click.echo(
        REPORT[language].format(
            quads=sent.quads, graphs=sent.graphs, way=sent.way, note=note, endpoint=endpoint
        )
    )
