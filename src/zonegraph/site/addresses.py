"""Where each thing has its page, and how one page refers to another from a disk or a server."""

from __future__ import annotations

import posixpath
from collections.abc import Collection

from zonegraph.site.content import Content, slug
from zonegraph.vocab import SRC, ZG, expand, local_name


def relative(start: str, end: str) -> str:
    """Return the URL by which one page of a site refers to another.

    Examples
    --------
    >>> relative("en/entity/a.html", "en/index.html"), relative("index.html", "data/a.trig")
    ('../index.html', 'data/a.trig')
    """
    path, hash_, fragment = end.partition("#")
    target = posixpath.relpath(path, posixpath.dirname(start) or ".")
    return f"{target}{hash_}{fragment}"


def address_of(content: Content, iri: str) -> str | None:
    """Return the page of a thing within a language's folder, or None where it has none.

    Parameters
    ----------
    content : Content
        What the site tells.
    iri : str
        An entity, a source, one of its spans, or a term of the ontology.
    """
    if iri in SRC:
        source, _, spot = iri.removeprefix(SRC.base).partition("/")
        return f"source/{source}.html" + (f"#{spot}" if spot else "")
    if iri in ZG:
        return f"ontology.html#{local_name(iri)}"
    kind = content.kinds.get(iri)
    if kind == "HighTechZone":
        return "index.html" if content.zones == [iri] else f"zone/{slug(iri)}.html"
    if kind == "IndustryCluster":
        return f"cluster/{slug(iri)}.html"
    return f"entity/{slug(iri)}.html" if kind and content.is_small else None


class Addresses:
    """How one page refers to others.

    Parameters
    ----------
    content : Content
        What the site tells.
    language : str
        ``"zh"`` or ``"en"``, the folder of the page.
    path : str
        The page, within the site.
    listed : collection of str, optional
        Entities that this page itself lists, where they have no pages of their own.
    """

    def __init__(
        self, content: Content, language: str, path: str, listed: Collection[str] = ()
    ) -> None:
        self._content, self._language, self._path = content, language, path
        self._listed = listed

    def to(self, page: str) -> str:
        """Return the URL of a page in this page's language."""
        return relative(self._path, f"{self._language}/{page}")

    def to_file(self, path: str) -> str:
        """Return the URL of a file of the site."""
        return relative(self._path, path)

    def of(self, iri: str) -> str | None:
        """Return the URL of a thing's page; None where it has none."""
        page = address_of(self._content, iri)
        if page is not None:
            return self.to(page)
        return f"#{slug(iri)}" if iri in self._listed else None

    def of_short(self, name: str) -> str | None:
        """Return the same for a shortened IRI."""
        return self.of(expand(name) or name)

    def of_locator(self, locator: str) -> str:
        """Return the URL of a place in a source, as ``changzhi-2021/p16-s2``."""
        return self.of(SRC(locator)) or ""
