"""Whether planted gaps and planted wrong figures are found, without noise and with it.

Usage: python benchmarks/planted.py [SEEDS] [ZONES]
"""

from __future__ import annotations

import sys
from collections.abc import Collection

from made_up import open_made_up

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.synthetic import Truth, country, with_noise

NOISE = ((0.0, 0.0), (0.1, 0.05), (0.2, 0.0), (0.4, 0.2))
DOUBTS = ("conflict", "remainder")


def found_gaps(kg: KnowledgeGraph, clusters: Collection[str]) -> set[tuple[str, str]]:
    """Return the elements that are not realised for a cluster."""
    return {
        (cell.target, cell.element)
        for cell in kg.gaps()
        if cell.target in clusters and cell.realised != "realised"
    }


def found_errors(kg: KnowledgeGraph) -> set[tuple[str, frozenset[str]]]:
    """Return the rules that figures break, with the figures."""
    return {
        (each.rule, frozenset(figure.observation for figure in each.figures))
        for each in kg.audit()
        if each.verdict in DOUBTS
    }


def planted_errors(truth: Truth) -> set[tuple[str, frozenset[str]]]:
    """Return what was planted, in the same form."""
    return {(rule, frozenset(figures)) for rule, figures in truth.errors}


def main(seeds: int, zones: int) -> None:
    """Print recall and precision for each level of noise."""
    print("| missing | false | gaps: recall | precision | wrong figures: recall | precision |")
    print("|---|---|---|---|---|---|")
    for missing, false in NOISE:
        counts = [[0, 0, 0], [0, 0, 0]]  # found and planted, planted, found
        for seed in range(seeds):
            made = list(country(zones, seed))
            quads = (with_noise(zone.quads(), missing, false, seed) for zone in made)
            with open_made_up(quads) as kg:
                clusters = {cluster for zone in made for cluster in zone.truth.anchors}
                gaps = {gap for zone in made for gap in zone.truth.gaps}
                errors = {error for zone in made for error in planted_errors(zone.truth)}
                for count, planted, found in (
                    (counts[0], gaps, found_gaps(kg, clusters)),
                    (counts[1], errors, found_errors(kg)),
                ):
                    count[0] += len(planted & found)
                    count[1] += len(planted)
                    count[2] += len(found)
        shares = [
            share
            for both, planted, found in counts
            for share in (both / planted, both / max(found, 1))
        ]
        print(
            f"| {missing:.0%} | {false:.0%} | "
            + " | ".join(f"{each:.3f}" for each in shares)
            + " |"
        )


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments + [10, 3][len(arguments) :]))
