"""Take the pictures of the documentation: the pages as Chromium shows them.

Usage: python docs/make_pictures.py [FOLDER]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

import zonegraph
from zonegraph.cli.main import main as program
from zonegraph.site import Site
from zonegraph.site.writing import write_site
from zonegraph.vocab import shorten

HERE = Path(__file__).resolve().parent


class Picture(NamedTuple):
    """One picture: which page, in which language, how large, what is selected and what clicked."""

    name: str
    view: tuple[str, ...]
    language: str
    width: int = 1440
    height: int = 900
    selected: str = ""
    click: str = ""


CLUSTER = ("--cluster", "半导体光电产业集群")
PICTURES = (
    Picture("overview", ("--all",), "en"),
    Picture("overview-zh", ("--all",), "zh"),
    Picture("cluster", CLUSTER, "en"),
    Picture("enterprise", CLUSTER, "en", selected="中科潞安"),
    Picture("gaps", ("--all",), "en", click="#open-matrix"),
    Picture("phone", CLUSTER, "zh", 390, 844),
)


SITE = {
    "site-home": ("zh/index.html", 1440, 1100),
    "site-cluster": ("en/cluster/cluster-semiconductor-optoelectronics.html", 1440, 1100),
    "site-phone": ("zh/cluster/cluster-semiconductor-optoelectronics.html", 390, 844),
}
"""Name of a picture to the page of the site that it shows, and its size."""


def write_page(picture: Picture, folder: Path) -> Path:
    """Write the page that a picture shows."""
    page = folder / f"{picture.name}.html"
    try:
        program(["--lang", picture.language, "view", *picture.view, "-o", str(page)])
    except SystemExit as ended:
        if ended.code:
            raise
    return page


def take(folder: Path) -> None:
    """Take every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        zonegraph.open() as kg,
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as pages,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            size = {"width": picture.width, "height": picture.height}
            tab = browser.new_page(viewport=size)  # type: ignore[arg-type]
            address = write_page(picture, Path(pages)).as_uri()
            if picture.selected:
                address += "#" + urlencode({"node": shorten(kg.entity(picture.selected))})
            tab.goto(address)
            tab.wait_for_selector("[data-drawn]")
            if picture.click:
                tab.locator(picture.click).click()
            tab.wait_for_timeout(800)
            tab.screenshot(path=folder / f"{picture.name}.png")
            tab.close()
        site = Path(pages) / "site"
        write_site(Site(kg), site)
        for name, (path, width, height) in SITE.items():
            tab = browser.new_page(viewport={"width": width, "height": height})
            tab.goto((site / path).as_uri())
            tab.screenshot(path=folder / f"{name}.png")
            tab.close()
        browser.close()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    take(target)
    print(f"pictures in {target}")
