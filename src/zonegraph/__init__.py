"""A sourced, queryable knowledge graph of the innovation ecosystem of high-tech zones.

>>> import zonegraph
>>> with zonegraph.open() as kg:
...     kg.label(kg.entity("中科潞安")).en
"Zhongke Lu'an Ultraviolet Optoelectronics Technology Co., Ltd."
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zonegraph.errors import ZonegraphError
from zonegraph.model import Evidence, Fact, Label, Status

if TYPE_CHECKING:
    from zonegraph.knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from zonegraph.queries.results import Answer as Answer

__all__ = [
    "Answer",
    "Evidence",
    "Fact",
    "KnowledgeGraph",
    "Label",
    "Status",
    "ZonegraphError",
    "open",
]

_LOADED_WHEN_USED = {
    "Answer": "zonegraph.queries.results",
    "KnowledgeGraph": "zonegraph.knowledge_graph",
}


def open(location: str | None = None) -> KnowledgeGraph:  # noqa: A001 - reads as zonegraph.open()
    """Open a knowledge graph.

    Parameters
    ----------
    location : str, optional
        A store directory that ``zonegraph build`` made; the bundled graph in memory if not given.

    Raises
    ------
    StoreError
        If there is no store at that location.

    Examples
    --------
    >>> with open() as kg:
    ...     len(kg.questions()) > 0
    True
    """
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.store import open_store

    return KnowledgeGraph(open_store(location))


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("zonegraph")
    if name in _LOADED_WHEN_USED:
        from importlib import import_module

        return getattr(import_module(_LOADED_WHEN_USED[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
