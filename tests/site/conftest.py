"""The site of the bundled graph, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

import zonegraph
from zonegraph.site import Site
from zonegraph.site.writing import write_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site of the bundled graph lies."""
    target = tmp_path_factory.mktemp("site") / "site"
    with zonegraph.open() as kg:
        write_site(Site(kg), target)
    return target
