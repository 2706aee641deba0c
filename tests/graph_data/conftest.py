"""The graph that comes with zonegraph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import zonegraph
from zonegraph.knowledge_graph import KnowledgeGraph


@pytest.fixture(scope="session")
def kg() -> Iterator[KnowledgeGraph]:
    with zonegraph.open() as graph:
        yield graph
