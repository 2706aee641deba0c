"""The rules that one quad alone can break, on N-Quads as they stream past.

One regular expression passes the lines that are plainly in order, which is nearly all of them; every
other line is parsed and judged by the rules themselves. What passes is valid N-Quads in one form: a
quad a line, its graph last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from zonegraph.model import Violation
from zonegraph.rdf.evidence_rules import DESCRIPTIVE, OF_PROVENANCE, check_place
from zonegraph.rdf.reading import (
    parse_lines,
    read_data,
    read_lines,
    refuse_graphless,
    refuse_other_encodings,
)
from zonegraph.rdf.vocabulary_rules import MINTED, REUSED, SLUG, check_terms
from zonegraph.vocab import ENTITIES, EV, ID, PROVENANCE, XSD, ZG
from zonegraph.workspace import data_suffix

_GRAPH = re.compile(rb" <[^<>]*> \.$", re.MULTILINE)
_FACT = re.compile(rb"^(.*) <" + re.escape(EV.base.encode()) + rb"[^<>]*> \.$", re.MULTILINE)


@dataclass(slots=True)
class Checked:
    """Some lines of a file, and what the rules say of them.

    Attributes
    ----------
    lines : bytes
        N-Quads in one form, none with a blank node.
    blank : list of Quad
        The quads that have blank nodes.
    found : list of Violation
        What is wrong with them.
    described : set of str
        Evidence graphs of which something is said outside the graph for that.
    """

    lines: bytes = b""
    blank: list[Quad] = field(default_factory=list)
    found: list[Violation] = field(default_factory=list)
    described: set[str] = field(default_factory=set)

    def triples(self) -> bytes:
        """Return the lines as N-Triples, without their graphs."""
        return _GRAPH.sub(b" .", self.lines)

    def facts(self) -> Iterator[bytes]:
        """Yield the triples of the lines that stand in evidence graphs."""
        yield from _FACT.findall(self.lines)


class LineRules:
    """Checks data as a stream.

    Parameters
    ----------
    declared : set of str
        The terms of the ontology.

    Examples
    --------
    >>> from zonegraph.vocab import ENTITIES, ID, RDFS
    >>> rules = LineRules(frozenset())
    >>> line = f'<{ID("a")}> <{RDFS("label")}> "A"@en <{ENTITIES}> .'.encode() + bytes([10])
    >>> rules.check(Path("a.nq"), 1, line).lines == line
    True
    """

    def __init__(self, declared: AbstractSet[str]) -> None:
        self._declared = declared
        self._plain = _plain(declared)

    def check_file(self, path: Path) -> Iterator[Checked]:
        """Yield a data file in pieces of bounded size.

        Raises
        ------
        DataError
            If it cannot be read.
        """
        for _, checked in self.check_from(path, 1):
            yield checked

    def check_from(self, path: Path, line: int) -> Iterator[tuple[int, Checked]]:
        """Yield a data file from a line on in pieces, each with the number of the line after it.

        Parameters
        ----------
        path : Path
            The file.
        line : int
            1, or a number that was yielded before: that of a line at which a piece begins.

        Raises
        ------
        DataError
            If it cannot be read.
        """
        if data_suffix(path) != ".nq":
            yield 1, self._check_quads(path, list(read_data(path)))
            return
        for first, lines in read_lines(path):
            if first >= line:
                yield first + lines.count(b"\n"), self.check(path, first, lines)

    def check(self, path: Path, first: int, lines: bytes) -> Checked:
        """Check some lines of an N-Quads file.

        Parameters
        ----------
        path : Path
            The file.
        first : int
            Number of the first line.
        lines : bytes
            Whole lines.

        Raises
        ------
        DataError
            If a line cannot be read, or states something outside any graph.
        """
        refuse_other_encodings(lines, path, first)
        if not self._plain.sub(b"", lines):
            return Checked(lines)
        checked = Checked()
        plain = []
        for number, line in enumerate(lines.splitlines(keepends=True), start=first):
            if self._plain.fullmatch(line):
                plain.append(line)
            elif line.strip():
                quads = list(parse_lines(line, path, number))
                for quad in quads:
                    refuse_graphless(quad, path, number)
                part = self._check_quads(path, quads, number)
                plain.append(part.lines)
                checked.blank += part.blank
                checked.found += part.found
                checked.described |= part.described
        checked.lines = b"".join(plain)
        return checked

    def _check_quads(self, path: Path, quads: list[Quad], line: int = 0) -> Checked:
        blank = [quad for quad in quads if any(isinstance(term, BlankNode) for term in quad)]
        named = [quad for quad in quads if quad not in blank] if blank else quads
        checked = Checked(serialize(named, format=RdfFormat.N_QUADS) or b"", blank)
        if blank or self._plain.sub(b"", checked.lines):
            found = [each for quad in quads for each in check_place(path, quad)]
            found += check_terms(path, quads, self._declared)
            checked.found = [replace(each, line=line) for each in found]
            checked.described = {
                quad.subject.value
                for quad in quads
                if isinstance(quad.subject, NamedNode)
                and quad.subject.value in EV
                and quad.graph_name != NamedNode(PROVENANCE)
            }
        return checked


def _plain(declared: AbstractSet[str]) -> re.Pattern[bytes]:
    """Return what a line is like that no rule can object to."""
    minted = "(?:" + "|".join(re.escape(space.base) for space in MINTED) + ")" + SLUG
    term = _one_of(name for name in declared if name in ZG)
    elsewhere = r"https?://(?!w3id\.org/zonegraph/)[A-Za-z0-9.-]+/[A-Za-z0-9/#._-]*"
    datatype = re.escape(XSD.base) + "[A-Za-z]+"
    text = rf'"(?:[^"\\\n\r]|\\[tbnrf"\\])*"(?:@[a-zA-Z]{{1,8}}(?:-[a-zA-Z0-9]{{1,8}})*|\^\^<{datatype}>)?'
    value = f"(?:<(?:{minted}|{term}|{elsewhere})>|{text})"
    reused = "(?:" + "|".join(re.escape(space.base) for space in REUSED) + ")[A-Za-z]+"
    of_data = _one_of(name for name in declared if name in ZG and name not in OF_PROVENANCE)
    of_provenance = _one_of(name for name in declared if name in OF_PROVENANCE)
    subject = f"<{minted}>"
    kinds = (
        f"{subject} <{_one_of(DESCRIPTIVE)}> {value} <{re.escape(ENTITIES)}>",
        f"{subject} <(?:{reused}|{of_provenance})> {value} <{re.escape(PROVENANCE)}>",
        f"<{re.escape(ID.base)}{SLUG}> <{of_data}> {value} <{re.escape(EV.base)}{SLUG}>",
    )
    return re.compile(f"^(?:{'|'.join(kinds)}) \\.\n".encode(), re.MULTILINE)


def _one_of(names: AbstractSet[str] | Iterator[str]) -> str:
    alternatives = "|".join(map(re.escape, sorted(names)))
    return f"(?:{alternatives})" if alternatives else "(?!)"
