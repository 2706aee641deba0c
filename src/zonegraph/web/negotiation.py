"""Which form of an answer a client wants: media types by quality, languages likewise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import QueryResultsFormat, RdfFormat

ROWS: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""Forms of rows and truth values, the one that is sent unasked first."""

GRAPHS: dict[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""Forms of triples, the one that is sent unasked first."""

ALSO_KNOWN_AS = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "application/x-turtle": "text/turtle",
    "text/plain": "application/n-triples",
}
"""Names that clients use for these forms; only asked for by them, never sent."""

SHORT = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "html": "text/html",
}
"""Short names, for the parameter ``format``."""


def choose(accept: str, offered: Iterable[str]) -> str | None:
    """Return the offered media type that a client likes best, or None where it takes none.

    Parameters
    ----------
    accept : str
        The header ``Accept``; empty means anything.
    offered : iterable of str
        Media types, the server's favourite first.

    Examples
    --------
    >>> choose("text/csv;q=0.5, application/json", ROWS)
    'application/sparql-results+json'
    >>> choose("*/*", ROWS) == choose("", ROWS) == "application/sparql-results+json"
    True
    >>> choose("image/png", ROWS) is None
    True
    """
    wanted = _weigh(accept) or [("*/*", 1.0)]
    types = list(offered)
    qualities = [(_quality(media_type, wanted), -place) for place, media_type in enumerate(types)]
    best, place = max(qualities, default=(0.0, 0))
    return types[-place] if best > 0 else None


def choose_language(accept_language: str) -> str:
    """Return ``zh`` or ``en``, whichever a reader likes better.

    Examples
    --------
    >>> choose_language("zh-CN,zh;q=0.9,en;q=0.8"), choose_language("de, en;q=0.5"), choose_language("")
    ('zh', 'en', 'en')
    """
    weights = {"zh": 0.0, "en": 0.0}
    for tag, quality in _weigh(accept_language):
        language = tag.partition("-")[0]
        if language in weights:
            weights[language] = max(weights[language], quality)
    return "zh" if weights["zh"] > weights["en"] else "en"


def _weigh(header: str) -> list[tuple[str, float]]:
    """Return what a header lists, each with its quality; what is malformed counts nothing."""
    found = []
    for item in header.lower().split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if name:
            found.append((name, _read_quality(parameters)))
    return found


def _read_quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(media_type: str, wanted: Sequence[tuple[str, float]]) -> float:
    """Return how much a media type is wanted: the most specific range decides."""
    names = {media_type, *(name for name, meant in ALSO_KNOWN_AS.items() if meant == media_type)}
    ranges: Mapping[str, float] = dict(wanted)
    exact = [ranges[name] for name in names if name in ranges]
    if exact:
        return max(exact)
    return ranges.get(media_type.partition("/")[0] + "/*", ranges.get("*/*", 0.0))
