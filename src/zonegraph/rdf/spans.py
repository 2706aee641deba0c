"""Describing the spans of a new source, for a curator to start from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph.vocab import DCTERMS, RDF, SRC, XSD, ZG

Numbered = tuple[str, int, int | None, int | None, str]
"""Locator, paragraph, sentence, clause and digest of a passage."""


def describe_spans(source: str, passages: Iterable[Numbered]) -> Iterator[Quad]:
    """Yield the quads that say where each span of a source stands, and its digest.

    Parameters
    ----------
    source : str
        Slug of the source.
    passages : iterable of tuple
        Locator, paragraph, sentence, clause and digest of each passage.

    Examples
    --------
    >>> quads = describe_spans("report-2024", [("p1-s1", 1, 1, None, "ab")])
    >>> next(quads).subject.value
    'https://w3id.org/zonegraph/source/report-2024/p1-s1'
    """
    whole = NamedNode(SRC(source))
    for locator, paragraph, sentence, clause, digest in passages:
        span = NamedNode(SRC(f"{source}/{locator}"))
        yield Quad(span, NamedNode(RDF("type")), NamedNode(ZG("EvidenceSpan")))
        yield Quad(span, NamedNode(DCTERMS("isPartOf")), whole)
        yield Quad(span, NamedNode(ZG("textDigest")), Literal(digest))
        numbers = {"paragraph": paragraph, "sentence": sentence, "clause": clause}
        for name, number in numbers.items():
            if number is not None:
                integer = Literal(str(number), datatype=NamedNode(XSD("integer")))
                yield Quad(span, NamedNode(ZG(name)), integer)
