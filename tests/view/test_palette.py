"""Kinds can be told apart by everyone, and go by the names the ontology gives them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from zonegraph import vocab
from zonegraph.view.palette import FAMILIES, KINDS, PAPER, legend_order, look_of, stylesheet

ONTOLOGY = Path(__file__).parents[2] / "ontology" / "zonegraph.ttl"

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


Matrix = tuple[tuple[float, float, float], ...]


def times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(colour: str) -> list[float]:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def seen(colour: str, sight: str) -> list[float]:
    light = [min(1.0, max(0.0, share)) for share in times(SIGHT[sight], linear(colour))]
    return times(TO_LAB, [cone ** (1 / 3) for cone in times(TO_CONES, light)])


def luminance(colour: str) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


@pytest.mark.parametrize("mode", PAPER)
@pytest.mark.parametrize("sight", SIGHT)
def test_families_differ_to_every_eye(mode: str, sight: str) -> None:
    colours = [getattr(family, mode) for family in FAMILIES]
    for one, other in itertools.combinations(colours, 2):
        assert math.dist(seen(one, sight), seen(other, sight)) >= 0.09, (one, other)


@pytest.mark.parametrize("mode", PAPER)
def test_marks_stand_out_from_the_paper(mode: str) -> None:
    for family in FAMILIES:
        dark, bright = sorted((luminance(getattr(family, mode)), luminance(PAPER[mode])))
        assert (bright + 0.05) / (dark + 0.05) >= 3, family.name


def test_no_two_kinds_look_the_same() -> None:
    looks = [(kind.family, kind.shape, kind.filled) for kind in KINDS]
    assert len(set(looks)) == len(looks)


def test_every_kind_has_a_family() -> None:
    assert {kind.family for kind in KINDS} == {family.name for family in FAMILIES}


def test_kinds_bear_the_names_of_the_ontology() -> None:
    import pyoxigraph

    named = pyoxigraph.NamedNode(vocab.RDFS("label"))
    quads = pyoxigraph.parse(ONTOLOGY.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    labels = {
        (quad.subject.value, vocab.canonical_language(quad.object.language)): quad.object.value
        for quad in quads
        if quad.predicate == named
    }
    defined = [kind for kind in KINDS if (vocab.ZG(kind.name), "en") in labels]
    assert len(defined) > 35
    for kind in defined:
        assert kind.label.en == labels[vocab.ZG(kind.name), "en"]
        assert kind.label.zh == labels[vocab.ZG(kind.name), "zh-Hans"]


def test_an_unknown_kind_is_drawn_plainly_and_listed_last() -> None:
    assert look_of("RareThing").label.en == "rare thing"
    assert not look_of("RareThing").filled
    assert max([*(kind.name for kind in KINDS), "RareThing"], key=legend_order) == "RareThing"


def test_the_style_sheet_holds_every_colour() -> None:
    style = stylesheet()
    for family in FAMILIES:
        assert style.count(f"--{family.name}: {family.light};") == 1
        assert style.count(f"--{family.name}: {family.dark};") == 2
