"""Pages beside plain pyvis: size, time to build, time to the first picture, frames while dragging.

Usage: python benchmarks/pages.py [NODES]... Every page opens in Chromium, whose requests are refused:
plain pyvis asks for Bootstrap and does without.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
from made_up import open_made_up
from playwright.sync_api import Browser, Page, sync_playwright

from zonegraph.model import Label
from zonegraph.synthetic import make_zone
from zonegraph.view.page import render_page

CHROMIUM = "/usr/bin/chromium"
PATIENCE = 30
"""Seconds after which a picture that has not come is given up."""
DRAG = 2.0
WATCH = """
window.firstPicture = null; window.mark = null; window.frames = 0;
const arc = CanvasRenderingContext2D.prototype.arc;
CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...rest) {
  if (this.canvas.isConnected && radius > 2) {
    firstPicture ??= performance.now();
    const { a, d, e, f } = this.getTransform();
    const box = this.canvas.getBoundingClientRect();
    mark = [box.x + x * a + e, box.y + y * d + f];
  }
  return arc.call(this, x, y, radius, ...rest);
};
const count = () => { frames += 1; requestAnimationFrame(count); };
requestAnimationFrame(count);
"""


def network_of(nodes: int) -> nx.MultiDiGraph[str]:
    """Return a part of a made-up zone of exactly so many nodes."""
    with open_made_up([make_zone(0, 7, max(20, nodes // 2)).quads()]) as kg:
        graph = kg.network()
    start = max(graph, key=lambda node: (graph.degree(node), node))
    ties = nx.bfs_edges(graph.to_undirected(as_view=True), start, sort_neighbors=sorted)
    walk = [start, *(child for _, child in ties)]
    return nx.MultiDiGraph(graph.subgraph(walk[:nodes]))


def ours(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write our page."""
    path.write_text(render_page(graph, title=Label("图", "Page"), language="zh"), encoding="utf-8")


def plain(graph: nx.MultiDiGraph[str], path: Path, *, physics: bool = True) -> None:
    """Write the page that pyvis makes of names, kinds and relations."""
    from pyvis.network import Network as Plain

    network = Plain(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for node, told in graph.nodes(data=True):
        network.add_node(node, label=told["label_zh"], group=told["kind"])
    for one, other, fact in graph.edges(data=True):
        network.add_edge(one, other, title=fact["label_zh"])
    if not physics:
        network.set_options('{"physics": {"enabled": false}, "layout": {"improvedLayout": false}}')
    path.write_text(network.generate_html(), encoding="utf-8")


def without_physics(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the page of pyvis with physics off and positions unknown."""
    plain(graph, path, physics=False)


WAYS: dict[str, Callable[[nx.MultiDiGraph[str], Path], None]] = {
    "zonegraph": ours,
    "pyvis, physics off": without_physics,
    "pyvis, as it comes": plain,
}


def open_page(browser: Browser, path: Path) -> Page:
    """Open a page from its file, with every request elsewhere refused."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script(WATCH)
    page.goto(path.as_uri(), wait_until="commit")
    return page


def first_picture(page: Page) -> float | None:
    """Return after how many seconds the first mark was drawn."""
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE:
        drawn = page.evaluate("window.firstPicture")
        if drawn is not None:
            return float(drawn) / 1000
        time.sleep(0.05)
    return None


def frames_while_dragging(page: Page) -> float:
    """Return frames a second while a node is dragged about."""
    page.wait_for_timeout(500)
    x, y = page.evaluate("mark")
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("frames = 0")
    start, turn = time.perf_counter(), 0
    while time.perf_counter() - start < DRAG:
        turn += 1
        page.mouse.move(x - (turn * 7) % 160, y - (turn * 5) % 120)
    frames = int(page.evaluate("frames"))
    passed = time.perf_counter() - start
    page.mouse.up()
    return frames / passed


def main(sizes: list[int]) -> None:
    """Print a row for each size and way."""
    print("| nodes | facts | page | KiB | built in, s | first picture, s | frames/s dragging |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", CHROMIUM), args=["--no-sandbox"]
        )
        for size in sizes:
            graph = network_of(size)
            for way, write in WAYS.items():
                path = Path(folder) / "page.html"
                start = time.perf_counter()
                write(graph, path)
                built = time.perf_counter() - start
                page = open_page(browser, path)
                shown = first_picture(page)
                frames = None if shown is None else frames_while_dragging(page)
                told = f"over {PATIENCE} | -" if shown is None else f"{shown:.2f} | {frames:.0f}"
                page.close()
                counts = f"{len(graph):,} | {graph.number_of_edges():,}"
                print(
                    f"| {counts} | {way} | {path.stat().st_size / 1024:,.0f} | {built:.2f} | {told} |",
                    flush=True,
                )
        browser.close()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000, 2000])
