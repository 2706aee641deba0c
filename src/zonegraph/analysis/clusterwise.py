"""Anchors cluster by cluster, wherever the networks around the clusters come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.analysis.anchors import Anchor
    from zonegraph.analysis.reasons import Explanation
    from zonegraph.projection import ProjectionOptions

Result = TypeVar("Result")

Analyse = Callable[["nx.MultiDiGraph[str]", str], list[Result]]
"""An analysis of one cluster: takes the network around it and its IRI. It must be picklable."""


class Clusterwise(ABC):
    """What can be asked of every graph that hands out the network around a cluster."""

    @abstractmethod
    def clusters(self) -> list[str]:
        """Return the IRIs of the industry clusters, in their order."""

    @abstractmethod
    def entity(self, name: str, kind: str) -> str:
        """Return the IRI that a name means."""

    @abstractmethod
    def _analyse(
        self,
        clusters: Sequence[str],
        analyse: Analyse[Result],
        groups: bool,
        options: ProjectionOptions | None,
    ) -> Iterator[list[Result]]:
        """Yield what an analysis gives for each cluster, in their order."""

    def anchors(
        self,
        cluster: str | None = None,
        *,
        weights: Mapping[str, float] | None = None,
        groups: bool = False,
        options: ProjectionOptions | None = None,
    ) -> list[Anchor]:
        """Return who anchors which cluster, or one cluster: what is stated beside what is computed.

        Clusters are read one by one, so that memory is bounded by the largest.

        Parameters
        ----------
        cluster : str, optional
            Any of its names; every cluster if not given.
        weights : mapping of str to float, optional
            Weights of measures that are to differ from `zonegraph.analysis.scoring.WEIGHTS`.
        groups : bool, optional
            Whether subsidiaries count as the head of their group.
        options : ProjectionOptions, optional
            Which facts count.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     found = kg.anchors("半导体光电产业集群")
        >>> [(each.role_strength, each.score) for each in found]
        [(1.0, None), (1.0, None)]
        """
        chosen = self._chosen(cluster)
        found = self.anchors_of(chosen, weights=weights, groups=groups, options=options)
        return list(chain.from_iterable(found))

    def anchors_of(
        self,
        clusters: Sequence[str],
        *,
        weights: Mapping[str, float] | None = None,
        groups: bool = False,
        options: ProjectionOptions | None = None,
    ) -> Iterator[list[Anchor]]:
        """Yield the anchors of one cluster after the other, given by their IRIs.

        Parameters
        ----------
        clusters : sequence of str
            IRIs.
        weights, groups, options : optional
            As for `anchors`.
        """
        from zonegraph.analysis.anchors import find_anchors
        from zonegraph.analysis.scoring import weigh

        analyse = partial(find_anchors, weights=weigh(weights or {}))
        return self._analyse(clusters, analyse, groups, options)

    def explain(
        self,
        cluster: str | None = None,
        enterprise: str | None = None,
        *,
        weights: Mapping[str, float] | None = None,
        groups: bool = False,
        options: ProjectionOptions | None = None,
    ) -> list[Explanation]:
        """Return anchors as `anchors` does, each with its reasons and with how sure its place is.

        Parameters
        ----------
        cluster, enterprise : str, optional
            Any of their names; all if not given.
        weights, groups, options : optional
            As for `anchors`.
        """
        wanted = None if enterprise is None else self.entity(enterprise, "Enterprise")
        chosen = self._chosen(cluster)
        found = self.explanations_of(
            chosen, wanted, weights=weights, groups=groups, options=options
        )
        return list(chain.from_iterable(found))

    def explanations_of(
        self,
        clusters: Sequence[str],
        enterprise: str | None = None,
        *,
        weights: Mapping[str, float] | None = None,
        groups: bool = False,
        options: ProjectionOptions | None = None,
    ) -> Iterator[list[Explanation]]:
        """Yield what `explain` tells of one cluster after the other.

        Parameters
        ----------
        clusters : sequence of str
            IRIs.
        enterprise : str, optional
            IRI of the one enterprise that is asked about; all if not given.
        weights, groups, options : optional
            As for `anchors`.
        """
        from zonegraph.analysis.reasons import explain_anchors
        from zonegraph.analysis.scoring import weigh

        analyse = partial(explain_anchors, weights=weigh(weights or {}), enterprise=enterprise)
        return self._analyse(clusters, analyse, groups, options)

    def _chosen(self, cluster: str | None) -> list[str]:
        return self.clusters() if cluster is None else [self.entity(cluster, "IndustryCluster")]
