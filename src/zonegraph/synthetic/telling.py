"""How a made-up zone is told: entities registered, facts said in sentences of made-up sources."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph.model import Status
from zonegraph.vocab import (
    CHINESE,
    DCTERMS,
    ENGLISH,
    ENTITIES,
    EV,
    ID,
    PROV,
    PROVENANCE,
    RDF,
    RDFS,
    SCHEMA,
    SRC,
    UNIT,
    XSD,
    ZG,
)

SENTENCES_A_PARAGRAPH = 4
UNNAMED = frozenset({"Observation", "ElementRealization", "Period"})
"""Kinds that a sentence tells of without a name."""

Value = str | int | Decimal
Fact = tuple[str, str, Value]
"""Subject's slug, relation's local name, and object: a slug, a number, or text marked as in `_MARKED`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Facts that one sentence of one source says.

    Attributes
    ----------
    source : int
        Number of the source.
    facts : tuple of Fact
        What it says.
    read : bool
        Whether a reader reads it into the sentence.
    """

    source: int
    facts: tuple[Fact, ...]
    read: bool = False


@dataclass(slots=True)
class Telling:
    """Everything that is told of one zone.

    Attributes
    ----------
    place : str
        Slug of the zone's place.
    publisher : str
        Slug of the paper that publishes its sources.
    entities : dict
        Slug to class, Chinese name and English name, in the order of registration.
    sources : list of str
        Days on which the sources were issued.
    sentences : list of Sentence
        In the order in which they are told.
    """

    place: str
    publisher: str
    entities: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def register(self, slug: str, kind: str, zh: str, en: str) -> str:
        """Register an entity and return its slug."""
        self.entities[slug] = (kind, zh, en)
        return slug

    def say(self, *facts: Fact, source: int = 0, read: bool = False) -> None:
        """Say some facts in one sentence."""
        self.sentences.append(Sentence(source, facts, read))

    def quads(self) -> Iterator[Quad]:
        """Yield the registry, the provenance and the evidence, as files of a zone would hold them."""
        graph = NamedNode(ENTITIES)
        for slug, (kind, zh, en) in self.entities.items():
            subject = NamedNode(ID(slug))
            yield Quad(subject, _RDF_TYPE, NamedNode(ZG(kind)), graph)
            yield Quad(subject, _LABEL, Literal(zh, language=CHINESE), graph)
            yield Quad(subject, _LABEL, Literal(en, language=ENGLISH), graph)
        for number, day in enumerate(self.sources, start=1):
            yield from self._source(number, day)
        counts = [0] * len(self.sources)
        for sentence in self.sentences:
            yield from self._sentence(sentence, counts[sentence.source])
            counts[sentence.source] += 1

    def _source(self, number: int, day: str) -> Iterator[Quad]:
        source, graph = NamedNode(self._source_iri(number - 1)), NamedNode(PROVENANCE)
        yield Quad(source, _RDF_TYPE, NamedNode(ZG("Source")), graph)
        yield Quad(source, _RDF_TYPE, NamedNode(SCHEMA("NewsArticle")), graph)
        for text, tag in ((f"合成报道{number}", CHINESE), (f"Synthetic report {number}", ENGLISH)):
            yield Quad(source, _LABEL, Literal(text, language=tag), graph)
        date = Literal(day, datatype=NamedNode(XSD("date")))
        yield Quad(source, NamedNode(DCTERMS("issued")), date, graph)
        yield Quad(source, NamedNode(DCTERMS("publisher")), NamedNode(ID(self.publisher)), graph)

    def _sentence(self, sentence: Sentence, before: int) -> Iterator[Quad]:
        paragraph, place = divmod(before, SENTENCES_A_PARAGRAPH)
        source = self._source_iri(sentence.source)
        span = f"{source}/p{paragraph + 1}-s{place + 1}"
        name = EV(span.removeprefix(SRC.base)) + ("-i" if sentence.read else "")
        yield from _span(span, source, paragraph + 1, place + 1)
        yield from self._evidence(name, span, sentence)
        for subject, relation, value in dict.fromkeys(sentence.facts):
            predicate = NamedNode(ZG(relation))
            yield Quad(NamedNode(ID(subject)), predicate, _term(value), NamedNode(name))
        for subject in {} if sentence.read else dict.fromkeys(fact[0] for fact in sentence.facts):
            if subject in self.entities and self.entities[subject][0] not in UNNAMED:
                stated = Literal(self.entities[subject][1], language=CHINESE)
                yield Quad(NamedNode(ID(subject)), _NAMED, stated, NamedNode(name))

    def _evidence(self, name: str, span: str, sentence: Sentence) -> Iterator[Quad]:
        said, graph = NamedNode(name), NamedNode(PROVENANCE)
        status = Status.INTERPRETED if sentence.read else Status.STATED
        yield Quad(said, _RDF_TYPE, NamedNode(ZG("EvidenceGraph")), graph)
        yield Quad(said, NamedNode(PROV("wasDerivedFrom")), NamedNode(span), graph)
        yield Quad(said, NamedNode(ZG("status")), NamedNode(ZG(status)), graph)
        confidence = _term(Decimal("0.8") if sentence.read else Decimal("1.0"))
        yield Quad(said, NamedNode(ZG("confidence")), confidence, graph)
        if not sentence.read:
            yield Quad(said, NamedNode(ZG("statedBy")), NamedNode(ID(self.publisher)), graph)

    def _source_iri(self, number: int) -> str:
        return SRC(f"synthetic-{self.place}-{number + 1}")


_RDF_TYPE, _LABEL = NamedNode(RDF("type")), NamedNode(RDFS("label"))
_NAMED = NamedNode(ZG("nameAsStated"))


def _span(span: str, source: str, paragraph: int, sentence: int) -> Iterator[Quad]:
    subject, graph = NamedNode(span), NamedNode(PROVENANCE)
    digest = hashlib.sha256(span.encode()).hexdigest()
    described: Sequence[tuple[str, NamedNode | Literal]] = (
        (RDF("type"), NamedNode(ZG("EvidenceSpan"))),
        (DCTERMS("isPartOf"), NamedNode(source)),
        (ZG("paragraph"), _term(paragraph)),
        (ZG("sentence"), _term(sentence)),
        (ZG("textDigest"), Literal(digest)),
    )
    for predicate, value in described:
        yield Quad(subject, NamedNode(predicate), value, graph)


def _term(value: Value) -> NamedNode | Literal:
    if isinstance(value, int):
        return Literal(value)
    if isinstance(value, Decimal):
        return Literal(str(value), datatype=NamedNode(XSD("decimal")))
    mark, _, rest = value.rpartition(":")
    return _MARKED[mark](rest) if mark else NamedNode(ID(value))


_MARKED: Mapping[str, Callable[[str], NamedNode | Literal]] = {
    "date": lambda day: Literal(day, datatype=NamedNode(XSD("date"))),
    "text": Literal,
    "unit": lambda name: NamedNode(UNIT(name)),
    "zg": lambda name: NamedNode(ZG(name)),
}
