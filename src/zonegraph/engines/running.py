"""What every engine does: apply a function to the network of each partition, and hand back its results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from zonegraph.analysis.clusterwise import Analyse, Result
from zonegraph.projection import ProjectionOptions
from zonegraph.projection.columnar import Projection


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
