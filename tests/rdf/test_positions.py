"""Finding the line of a node."""

from __future__ import annotations

import pytest

from zonegraph import vocab
from zonegraph.rdf.positions import line_of

TEXT = """\
@prefix id: <https://w3id.org/zonegraph/id/> .

id:park-2 zg:builtFor id:firm,
        id:firm-b .
<https://e.org/x> a id:firm .
    ev:s\\/p1-s1 {
"""


@pytest.mark.parametrize(
    ("iri", "line"),
    [
        (vocab.ID("park-2"), 3),
        (vocab.ID("firm"), 3),
        (vocab.ID("firm-b"), 4),
        ("https://e.org/x", 5),
        (vocab.EV("s/p1-s1"), 6),
        (vocab.EV("s/p1-s10"), 0),
        (vocab.ID("par"), 0),
    ],
)
def test_line_of(iri: str, line: int) -> None:
    assert line_of(iri, TEXT) == line
