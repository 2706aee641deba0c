"""The names that things bear: an IRI's labels, and the IRI that a name means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode

from zonegraph import vocab
from zonegraph.errors import UnknownNameError
from zonegraph.model import Label
from zonegraph.queries.parameters import Term

Ask = Callable[..., Iterable[Any]]
"""Asks the question ``names`` with terms for its parameters ``entity`` and ``name``: an entity, a name and
whether it is preferred in each row."""

_BATCH = 500
_SUGGESTIONS = 5
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one thing.

    Attributes
    ----------
    entity : str
        The IRI.
    text : str
        The name.
    language : str
        Its tag, ``"zh-Hans"`` or ``"en"``; empty where it has none.
    preferred : bool
        Whether it is the label, not an alias.
    """

    entity: str
    text: str
    language: str
    preferred: bool


class Names:
    """The names in one graph, read when they are first needed.

    Parameters
    ----------
    ask : callable
        Asks the question ``names``.
    exists : callable
        Tells whether anything is said of an IRI.
    """

    def __init__(self, ask: Ask, exists: Callable[[NamedNode], bool]) -> None:
        self._ask = ask
        self._exists = exists
        self._labels: dict[str, Label] = {}

    def label(self, iri: str) -> Label:
        """Return the label of one thing; what has none is called by its shortened IRI."""
        return self.labels([iri])[iri]

    def labels(self, iris: Iterable[str]) -> dict[str, Label]:
        """Return the labels of many things, asked for in few questions."""
        wanted = list(dict.fromkeys(iris))
        missing = [iri for iri in wanted if iri not in self._labels]
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            self._labels |= _labels_of(batch, self._read(entity=[NamedNode(iri) for iri in batch]))
        return {iri: self._labels[iri] for iri in wanted}

    def find(self, name: str, kind: str = "entity", among: Iterable[str] | None = None) -> str:
        """Return the IRI that a name means.

        A slug or an IRI comes before a label, a label before an alias, and anything in the data
        before a term of the ontology. Case, width and spaces do not matter.

        Parameters
        ----------
        name : str
            A slug, an IRI whole or shortened, a label or an alias in either language.
        kind : str, optional
            What to call it in an error.
        among : iterable of str, optional
            IRIs to choose from; all if not given.

        Raises
        ------
        UnknownNameError
            If nothing, or more than one thing, bears the name.
        """
        if _unwritable(name):
            raise UnknownNameError(name.encode(errors="backslashreplace").decode(), kind, [])
        allowed = None if among is None else set(among)
        for node in _nodes(name):
            if (allowed is None or node.value in allowed) and self._exists(node):
                return node.value
        literals = [Literal(name, language=tag) for tag in vocab.LANGUAGES.values()]
        found = _best(self._read(name=literals), allowed) or _best(
            self._known(allowed).get(_fold(name), ()), allowed
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError(name, kind, list(map(vocab.shorten, found)), ambiguous=True)
        raise UnknownNameError(name, kind, self._nearest(name, allowed))

    def _read(self, **terms: Sequence[Term]) -> list[Name]:
        return [_name(*solution) for solution in self._ask(**terms)]

    def _known(self, allowed: set[str] | None) -> Mapping[str, list[Name]]:
        """Return the names of what is allowed by their folded text; of too much, all names."""
        if allowed is None or len(allowed) > _BATCH:
            return self._alike
        return _by_fold(self._read(entity=list(map(NamedNode, sorted(allowed)))) if allowed else ())

    @cached_property
    def _alike(self) -> Mapping[str, list[Name]]:
        """Every name by its folded text: read only when a name is not borne exactly."""
        return _by_fold(self._read())

    def _nearest(self, name: str, allowed: set[str] | None) -> list[str]:
        named: dict[str, str] = {}
        for each in (each for names in self._known(allowed).values() for each in names):
            if each.entity in vocab.ID if allowed is None else each.entity in allowed:
                named |= {each.text: each.entity, vocab.local_name(each.entity): each.entity}
        spelled_as_iri = "://" in name or vocab.expand(name) is not None
        return nearest(re.split(r"[/#:]", name)[-1] if spelled_as_iri else name, named)


def nearest(name: str, named: Mapping[str, str]) -> list[str]:
    """Return the texts that lie nearest to a name, best first, one for each thing that they name.

    A name that holds the other comes before one that only looks like it: in Chinese a short form
    shares few characters with the full name, yet stands inside it.

    Parameters
    ----------
    name : str
        A name that was not found.
    named : mapping
        Each known text, and what it names.

    Examples
    --------
    >>> nearest("anchor", {"anchors": "anchors", "谁锚定什么": "anchors", "funds": "funds"})
    ['anchors']
    """
    from difflib import SequenceMatcher

    wanted = _fold(name)
    best: dict[str, tuple[float, str]] = {}
    for text, meaning in named.items():
        folded = _fold(text)
        contained = bool(wanted) and bool(folded) and (wanted in folded or folded in wanted)
        score = SequenceMatcher(None, wanted, folded).ratio() + contained
        if score >= _CLOSE:
            best[meaning] = min(best.get(meaning, (0.0, text)), (-score, text))
    return [text for _, text in sorted(best.values())][:_SUGGESTIONS]


def _by_fold(names: Iterable[Name]) -> Mapping[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda each: (each.entity, not each.preferred, each.text)):
        found.setdefault(_fold(name.text), []).append(name)
    return found


def _labels_of(iris: Iterable[str], names: Iterable[Name]) -> dict[str, Label]:
    texts: dict[tuple[str, str], str] = {}
    for name in sorted(names, key=lambda each: (each.language, each.text)):
        if name.preferred:
            texts.setdefault((name.entity, name.language), name.text)
            texts.setdefault((name.entity, ""), name.text)
    return {iri: _label(iri, texts) for iri in iris}


def _label(iri: str, texts: Mapping[tuple[str, str], str]) -> Label:
    fallback = texts.get((iri, ""), vocab.shorten(iri))
    return Label(
        zh=texts.get((iri, vocab.CHINESE), fallback), en=texts.get((iri, vocab.ENGLISH), fallback)
    )


def _name(entity: Term, text: Literal, preferred: Literal) -> Name:
    language = vocab.canonical_language(text.language) if text.language else ""
    return Name(entity.value, text.value, language, preferred.value in {"true", "1"})


def _best(names: Iterable[Name], allowed: set[str] | None) -> list[str]:
    """Return what bears a name with the best right to it, each once."""
    ranked: dict[tuple[bool, bool], set[str]] = {}
    for name in names:
        if allowed is None or name.entity in allowed:
            rank = (name.entity in vocab.ZG, not name.preferred)
            ranked.setdefault(rank, set()).add(name.entity)
    return sorted(ranked[min(ranked)]) if ranked else []


def _nodes(name: str) -> Iterator[NamedNode]:
    """Yield the nodes that a name may spell: a whole IRI, a shortened one, or a slug."""
    bare = name.strip().removeprefix("<").removesuffix(">")
    slug = bare.casefold()
    spelled = [bare] if "://" in bare else [vocab.expand(bare)]
    if re.fullmatch(r"[a-z0-9/-]+", slug):
        spelled = [vocab.ID(slug), vocab.SRC(slug)]
    for iri in spelled:
        with suppress(ValueError):  # not an IRI, so not one that the graph knows
            if iri is not None:
                yield NamedNode(iri)


def _fold(text: str) -> str:
    """Fold what does not tell names apart: case, width, spaces, quotes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s'’\"“”]+", "", folded)


def _unwritable(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
