"""Analyses over everything: one function of a cluster's network, applied to every partition on disk."""

from __future__ import annotations

from zonegraph.engines.projected import ProjectedGraph
from zonegraph.engines.running import Run
from zonegraph.engines.spark import Spark
from zonegraph.engines.workers import in_processes

__all__ = ["ProjectedGraph", "Run", "Spark", "in_processes"]
