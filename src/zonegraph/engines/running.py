"""What every engine does: apply a function to the network of each partition, and hand back its results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

import networkx as nx

from zonegraph.projection import ProjectionOptions
from zonegraph.projection.columnar import Projection

Result = TypeVar("Result")

Analyse = Callable[["nx.MultiDiGraph[str]", str], list[Result]]
"""An analysis of one cluster: takes the network around it and its IRI. It must be picklable."""


class Run(Protocol):
    """An engine."""

    def __call__(
        self,
        projection: Projection,
        clusters: Sequence[str],
        analyse: Analyse[Result],
        options: ProjectionOptions,
    ) -> Iterator[list[Result]]:
        """Yield what the analysis gives for each cluster, in their order."""
        ...
