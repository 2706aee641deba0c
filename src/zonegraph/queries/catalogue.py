r"""The named questions: one ``.rq`` file each, whose first comment lines say what it asks.

::

    # title@en: Who anchors what
    # title@zh: 谁锚定什么
    # description@en: One row for each enterprise and cluster.
    # description@zh: 每个企业与集群一行。
    # tags: anchors, relations
    # vocabulary: zg:anchors
    # parameter: cluster entity [] -- a cluster | 集群
    # parameter: limit integer [10] -- rows at most | 行数上限

A parameter has a name, a kind and a default in brackets: no brackets mean that a value must be
given, empty brackets that none need be. A line of the body that holds only ``#VALUES cluster``
marks where the parameter is bound, in each scope that needs it; see `zonegraph.queries.parameters`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from zonegraph.errors import DataError, QueryError, UnknownNameError
from zonegraph.model import Label
from zonegraph.queries.parameters import KINDS, MARKER, Parameter, bind

_FIELD = re.compile(r"#\s*(?P<key>[a-z]+(?:@[a-z]+)?)\s*:\s*(?P<value>.*?)\s*")
_PARAMETER = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<kind>[a-z]+)\s*(?:\[(?P<default>[^\]]*)\]\s*)?"
    r"--\s*(?P<en>[^|]+?)\s*\|\s*(?P<zh>.+)"
)
_TEXTS = ("title@en", "title@zh", "description@en", "description@zh")
_LISTS = ("tags", "vocabulary")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One question of the catalogue.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    title, description : Label
        In both languages.
    parameters : tuple of Parameter
        In the order of the header.
    tags : tuple of str
        Themes it belongs to.
    vocabulary : tuple of str
        Shortened IRIs of the terms that it needs.
    text : str
        The whole file, header included.
    """

    name: str
    title: Label
    description: Label
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    vocabulary: tuple[str, ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by its name.

        Raises
        ------
        UnknownNameError
            If the question has no such parameter.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = [parameter.name for parameter in self.parameters]
        raise UnknownNameError(name, f"parameter of the question {self.name!r}", known)

    def bind(self, values: Mapping[str, object], find_entity: Callable[[str], str]) -> str:
        """Return the text of the question with values for its parameters.

        Parameters
        ----------
        values : mapping
            Values by parameter name.
        find_entity : callable
            Finds the IRI of an entity by any of its names.

        Raises
        ------
        UnknownNameError
            If there is no such parameter or entity.
        QueryError
            If a value does not fit, or one that is needed is missing.
        """
        for name in values:
            self.parameter(name)
        terms = {}
        for parameter in self.parameters:
            value = values.get(parameter.name, parameter.default)
            if value is not None:
                terms[parameter.name] = parameter.terms(value, find_entity)
            elif parameter.required:
                raise QueryError(
                    f"the question {self.name!r} needs a value for {parameter.name!r}",
                    remedy=f"give {parameter.name}: {parameter.description.en}",
                )
        return bind(self.text, terms)


@cache
def catalogue() -> Mapping[str, NamedQuery]:
    """Return the questions that come with zonegraph, by name and in name order.

    Raises
    ------
    DataError
        If a file's header is malformed.

    Examples
    --------
    >>> catalogue()["names"].title.en
    'Every name of everything'
    """
    folder = resources.files("zonegraph.queries")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".rq")), key=_name)
    found = (parse(file.read_text("utf-8"), Path(str(file))) for file in files)
    return {query.name: query for query in found}


def find_question(name: str) -> NamedQuery:
    """Return a question by its name.

    Raises
    ------
    UnknownNameError
        If there is none of that name; it lists the nearest.

    Examples
    --------
    >>> find_question("names").name
    'names'
    """
    questions = catalogue()
    if name in questions:
        return questions[name]
    from zonegraph.queries.naming import nearest

    named = {
        text: query.name
        for query in questions.values()
        for text in (query.name, query.title.en, query.title.zh)
    }
    raise UnknownNameError(name, "question", [named[text] for text in nearest(name, named)])


def parse(text: str, path: Path) -> NamedQuery:
    """Read one question from its file's text.

    Raises
    ------
    DataError
        If the header is malformed or does not fit the body; with the line.
    """
    fields: dict[str, str] = {}
    parameters: dict[str, Parameter] = {}
    for line, key, value in _header(text):
        if key == "parameter":
            parameter = _parse_parameter(value, path, line)
            _refuse_repeat(parameter.name, parameters, path, line)
            parameters[parameter.name] = parameter
        elif key in _TEXTS or key in _LISTS:
            _refuse_repeat(key, fields, path, line)
            fields[key] = value
        else:
            known = ", ".join((*_TEXTS, *_LISTS, "parameter"))
            raise DataError(f"unknown header field {key!r}", path, line=line, remedy=f"use {known}")
    _check_complete(fields, path)
    _check_markers(text, parameters, path)
    return NamedQuery(
        name=path.stem,
        title=Label(fields["title@zh"], fields["title@en"]),
        description=Label(fields["description@zh"], fields["description@en"]),
        parameters=tuple(parameters.values()),
        tags=_split(fields.get("tags", "")),
        vocabulary=_split(fields.get("vocabulary", "")),
        text=text,
    )


def _name(file: object) -> str:
    return str(getattr(file, "name", file))


def _header(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, key and value of the comment lines before the first line of SPARQL."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            return
        if match := _FIELD.fullmatch(line):
            yield number, match["key"], match["value"]


def _parse_parameter(value: str, path: Path, line: int) -> Parameter:
    match = _PARAMETER.fullmatch(value)
    if not match:
        raise DataError(
            "malformed parameter",
            path,
            line=line,
            remedy="write: # parameter: NAME KIND [DEFAULT] -- English text | Chinese text",
        )
    if match["kind"] not in KINDS:
        known = ", ".join(KINDS)
        raise DataError(f"unknown kind {match['kind']!r}", path, line=line, remedy=f"use {known}")
    default = match["default"]
    return Parameter(
        name=match["name"],
        kind=match["kind"],
        required=default is None,
        default=(default or "").strip() or None,
        description=Label(match["zh"], match["en"]),
    )


def _refuse_repeat(name: str, seen: Mapping[str, object], path: Path, line: int) -> None:
    if name in seen:
        raise DataError(f"{name!r} stands twice in the header", path, line=line)


def _check_complete(fields: Mapping[str, str], path: Path) -> None:
    missing = [key for key in _TEXTS if not fields.get(key)]
    if missing:
        raise DataError(f"the header lacks {', '.join(missing)}", path, line=1)


def _check_markers(text: str, parameters: Mapping[str, Parameter], path: Path) -> None:
    marked = {
        match[1]: number
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := MARKER.fullmatch(line))
    }
    for name, number in marked.items():
        if name not in parameters:
            raise DataError(f"no parameter {name!r} in the header", path, line=number)
    for name in parameters:
        if name not in marked:
            raise DataError(f"the body has no line '#VALUES {name}'", path)


def _split(value: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\s,]+", value))
