"""One page of a site: its template filled in, with every text escaped."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from zonegraph.model import Evidence, Label
from zonegraph.site.addresses import Addresses, relative
from zonegraph.site.amounts import amount
from zonegraph.site.content import Content, slug
from zonegraph.site.words import FINDINGS, LACKS, RULES, WORDS
from zonegraph.view.heatmap import WORDS as REALISED
from zonegraph.view.palette import FAMILIES, look_of
from zonegraph.view.still import still
from zonegraph.vocab import SRC, local_name, shorten

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' data:;"
    " script-src 'self'; style-src 'self'"
)
"""What a page may load: the site's own script and style sheet, and nothing from anywhere else."""
MENU = (
    ("index.html", "home"),
    ("clusters.html", "clusters"),
    ("entities.html", "entities"),
    ("frameworks.html", "frameworks"),
    ("statistics.html", "statistics"),
    ("sources.html", "sources"),
    ("questions.html", "questions"),
    ("ontology.html", "ontology"),
    ("downloads.html", "download"),
)
"""The site's own pages, and the word for each."""
TONGUES = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of.

    Attributes
    ----------
    template : str
        Name of its template.
    title : str
        Its heading.
    values : mapping
        What the template needs beside what all pages have.
    about : str
        IRI of what it is about, for its JSON-LD; empty where it is about none.
    listed : collection of str
        Entities that it lists itself, where they have no pages of their own.
    """

    template: str
    title: str
    values: Mapping[str, Any]
    about: str = ""
    listed: Collection[str] = field(default=())


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("zonegraph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(short=shorten, slug=slug, local=local_name)
    return environment


def render(content: Content, language: str, path: str, page: Page) -> str:
    """Return a page as HTML, the same bytes for the same graph."""
    addresses = Addresses(content, language, path, page.listed)
    own = path.partition("/")[2]
    other = "en" if language == "zh" else "zh"
    tools = _Tools(content, language, addresses)
    return (
        _environment()
        .get_template(page.template)
        .render(
            policy=POLICY,
            language=language,
            tongue=TONGUES[language],
            other=other,
            other_tongue=TONGUES[other],
            title=page.title,
            site_title=WORDS["title"].in_language(language),
            menu=[(addresses.to(where), name, where == own) for where, name in MENU],
            to=addresses.to,
            to_file=addresses.to_file,
            switch=relative(path, f"{other}/{own}"),
            own=own,
            w={name: word.in_language(language) for name, word in WORDS.items()},
            json_ld=_data(content.graph.json_ld(page.about)) if page.about else "",
            tools=tools,
            t=tools.text,
            **page.values,
        )
    )


def _data(text: str) -> Markup:
    """Return JSON that no HTML parser can misread."""
    from markupsafe import Markup

    escaped = text.strip().translate(
        {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
    )
    return Markup(escaped)  # noqa: S704 - nothing left that HTML gives a meaning


class _Tools:
    """What templates ask for: names, links, places, pictures, in the language of the page."""

    def __init__(self, content: Content, language: str, addresses: Addresses) -> None:
        self._content, self._language, self._addresses = content, language, addresses

    def text(self, label: Label) -> str:
        return label.in_language(self._language)

    def name(self, iri: str) -> str:
        if iri in SRC:
            return iri.removeprefix(SRC.base)
        return self.text(self._content.label(iri))

    def url(self, iri: str) -> str | None:
        return self._addresses.of(iri)

    def kind(self, iri: str) -> str:
        kind = self._content.kinds.get(iri, "")
        return self.text(look_of(kind).label) if kind else ""

    def kind_name(self, kind: str) -> str:
        return self.text(look_of(kind).label)

    def realised(self, state: str) -> str:
        return self.text(REALISED[state])

    def look(self, iri: str) -> Mapping[str, Any]:
        """Return the family and the shape of an entity, for its glyph."""
        kind = look_of(self._content.kinds.get(iri, ""))
        family = next(each for each in FAMILIES if each.name == kind.family)
        return {"family": family.name, "shape": kind.shape, "filled": kind.filled}

    def spots(self, locators: Sequence[str]) -> list[tuple[str, str, str]]:
        """Return each place with its URL and, where the text is attached, its sentence."""
        plain = dict.fromkeys(each.removeprefix(SRC.base) for each in locators)
        return [
            (each, self._addresses.of_locator(each), self._content.sentences.get(each, ""))
            for each in plain
        ]

    def status(self, evidence: Evidence) -> str:
        return WORDS[evidence.status.value].in_language(self._language)

    def amount(self, value: Any, unit: str) -> str:
        return amount(value, unit, self._language)

    def finding(self, verdict: str) -> str:
        return self.text(FINDINGS[verdict])

    def rule(self, rule: str) -> str:
        return self.text(RULES[rule])

    def lack(self, lacking: str) -> str:
        return self.text(LACKS[lacking])

    def still(self, entity: str, across: float = 1000.0) -> Markup | str:
        """Return the picture of what is nearest around an entity; nothing where there is none."""
        picture = self._content.picture(entity)
        if picture is None:
            return ""
        return still(
            picture,
            self._language,
            f"{WORDS['surroundings'].in_language(self._language)}: {self.name(entity)}",
            self._addresses.of_short,
            centre=shorten(entity),
            across=across,
        )
