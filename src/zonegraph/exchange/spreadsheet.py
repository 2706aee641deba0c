"""Every fact as a row of CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.model import Status

FACT_COLUMNS = (
    "subject",
    "subject_zh",
    "subject_en",
    "relation",
    "relation_zh",
    "relation_en",
    "object",
    "object_zh",
    "object_en",
    "status",
    "confidence",
    "locators",
)

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_PERHAPS_FORMULA = re.compile(
    r"""[\r\n,"]\ *[=@\t] | "\ *[+-] | [\n,]"?\ *\r(?!\n) | [\n,]"\ *\r
      | [\r\n,]\ +[+-] | [\r\n,][+-](?!(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:[\r\n,]|$))""",
    re.VERBOSE,
)
"""Finds every cell that a guard changes, and now and then one that it does not."""
_BEFORE_A_CELL, _SIGNS = ("\n", "\r", ",", '"', " "), ("=", "+", "-", "@", "\t")
_LABEL, _DERIVED = vocab.RDFS("label"), vocab.PROV("wasDerivedFrom")
_TYPE, _INFERENCE = vocab.RDF("type"), vocab.ZG("Inference")


@dataclass(slots=True)
class _Facts:
    """What one pass over the quads has gathered."""

    stated: set[tuple[str, str, str, str]] = field(default_factory=set)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    provenance: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, quad: Quad) -> None:
        value = quad.object
        if not isinstance(quad.graph_name, NamedNode) or not isinstance(quad.subject, NamedNode):
            return
        if not isinstance(value, NamedNode | Literal):
            return
        graph, subject, predicate = quad.graph_name.value, quad.subject.value, quad.predicate.value
        if graph in vocab.EV:
            self.stated.add((subject, predicate, value.value, graph))
        elif graph == vocab.PROVENANCE:
            self.provenance[subject][predicate].append(value.value)
        elif isinstance(value, Literal) and predicate == _LABEL and value.language:
            self.labels[subject, vocab.canonical_language(value.language)] = value.value

    def rows(self) -> Iterator[list[str]]:
        for subject, relation, value, graph in sorted({*self.stated, *self._inferred()}):
            named = [cell for iri in (subject, relation, value) for cell in self._named(iri)]
            yield [*named, *self._evidence(graph)]

    def _inferred(self) -> Iterator[tuple[str, str, str, str]]:
        for name, known in self.provenance.items():
            if _INFERENCE in known.get(_TYPE, ()):
                parts = [known[vocab.RDF(part)][0] for part in ("subject", "predicate", "object")]
                yield parts[0], parts[1], parts[2], name

    def _named(self, iri: str) -> list[str]:
        labels = [self.labels.get((iri, tag), "") for tag in (vocab.CHINESE, vocab.ENGLISH)]
        return [vocab.shorten(iri), *labels]

    def _evidence(self, graph: str) -> list[str]:
        known = self.provenance.get(graph, {})
        inferred = _INFERENCE in known.get(_TYPE, ())
        status = Status.INFERRED if inferred else known.get(vocab.ZG("status"), [""])[0]
        confidence = known.get(vocab.ZG("confidence"), [""])[0]
        spans = {
            span.removeprefix(vocab.SRC.base)
            for source in known.get(_DERIVED, ())
            for span in self.provenance.get(source, {}).get(_DERIVED, [source])
        }
        return [vocab.local_name(status), confidence, "; ".join(sorted(spans))]


def write_facts(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write every fact as CSV, one row per fact and evidence graph or inference.

    Parameters
    ----------
    quads : iterable of Quad
        All quads of a store.
    file : BinaryIO
        An open file. It begins with a byte order mark, without which Excel garbles Chinese.

    Examples
    --------
    >>> firm, relation, park = (NamedNode(vocab.ID(name)) for name in ("firm", "in", "park"))
    >>> file = io.BytesIO()
    >>> write_facts([Quad(firm, relation, park, NamedNode(vocab.EV("s/p1-s1")))], file)
    >>> file.getvalue().decode("utf-8-sig").splitlines()[1]
    'id:firm,,,id:in,,,id:park,,,,,'
    """
    facts = _Facts()
    for quad in quads:
        facts.add(quad)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(FACT_COLUMNS)
    writer.writerows([guard_formula(cell) for cell in row] for row in facts.rows())
    text.detach()


def guard_formulas(text: str) -> str:
    r"""Return CSV in which no cell is run as a formula, with lines that end in a line feed.

    Parameters
    ----------
    text : str
        CSV as RFC 4180 has it: an engine's, which is cheap to write and mostly needs no guard.

    Examples
    --------
    >>> guard_formulas('a,b\r\n=1+1,-2\r\n"x, =y",z\r\n')
    'a,b\n\'=1+1,-2\n"x, =y",z\n'
    """
    if _needs_a_look(f"\n{text}") and _PERHAPS_FORMULA.search(f"\n{text}"):
        guarded = io.StringIO()
        rows = csv.reader(io.StringIO(text, newline=""))
        # With line feeds alone the writer would leave a carriage return in a cell unquoted.
        writer = csv.writer(guarded, lineterminator="\r\n")
        writer.writerows([guard_formula(cell) for cell in row] for row in rows)
        text = guarded.getvalue()
    parts = text.split('"')  # every second one lies within quotation marks
    parts[::2] = [part.replace("\r\n", "\n") for part in parts[::2]]
    return '"'.join(parts)


def _needs_a_look(text: str) -> bool:
    """Tell whether a cell may begin with a sign: a look for two characters costs less than a pattern."""
    quoted = '"' in text  # a carriage return begins a cell only within quotation marks
    return any(
        sign in text and any(before + sign in text for before in _BEFORE_A_CELL)
        for sign in (*_SIGNS, *(("\r",) if quoted else ()))
    )


def guard_formula(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; numbers stay as they are.

    Examples
    --------
    >>> guard_formula("=1+1"), guard_formula("-2.5"), guard_formula("-2+A1")
    ("'=1+1", '-2.5', "'-2+A1")
    """
    if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(
        cell
    ):
        return f"'{cell}"
    return cell
