"""The named questions as an OpenAPI 3.1 document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from zonegraph.queries.catalogue import NamedQuery
from zonegraph.queries.parameters import Parameter
from zonegraph.web.negotiation import GRAPHS, ROWS, SHORT

_SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "language": {"type": "string", "enum": ["zh", "en", "zh-Hans"]},
}
"""What each kind of parameter takes; the others take text."""
_VALUES: dict[str, Callable[[str], object]] = {"integer": int, "decimal": float}


def describe_questions(
    questions: Iterable[NamedQuery], address: str, version: str
) -> dict[str, Any]:
    """Return the document.

    Parameters
    ----------
    questions : iterable of NamedQuery
        The questions to describe.
    address : str
        Where the server is.
    version : str
        Of zonegraph.
    """
    paths = {f"/questions/{each.name}": {"get": _operation(each)} for each in questions}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "zonegraph",
            "summary": "Named questions about high-tech zones · 关于高新区的命名问题",
            "version": version,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "paths": {"/questions": {"get": _listing()}, **paths},
        "components": {"responses": {"Failure": _failure()}},
    }


def _operation(question: NamedQuery) -> dict[str, Any]:
    forms = GRAPHS if "CONSTRUCT" in question.text else ROWS
    return {
        "operationId": question.name,
        "summary": f"{question.title.en} · {question.title.zh}",
        "description": f"{question.description.en}\n\n{question.description.zh}",
        "tags": list(question.tags),
        "parameters": [*map(_parameter, question.parameters), _format()],
        "responses": {
            "200": {
                "description": "The answer · 答案",
                "content": {name: {} for name in (*forms, "text/html")},
            },
            "default": {"$ref": "#/components/responses/Failure"},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    items = dict(_SCHEMAS.get(parameter.kind, {"type": "string"}))
    schema: dict[str, Any] = {"type": "array", "items": items}
    if parameter.default is not None:
        read = _VALUES.get(parameter.kind, str)
        schema["default"] = [read(parameter.default)]
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description.en} · {parameter.description.zh}",
        "schema": schema,
        "explode": True,
    }


def _format() -> dict[str, Any]:
    return {
        "name": "format",
        "in": "query",
        "required": False,
        "description": "The form of the answer, in place of the header Accept · 答案格式",
        "schema": {"type": "string", "enum": list(SHORT)},
    }


def _listing() -> dict[str, Any]:
    return {
        "operationId": "questions",
        "summary": "All named questions · 全部命名问题",
        "responses": {
            "200": {
                "description": "Name, titles, parameters and tags of each question · 各问题概要",
                "content": {"application/json": {}, "text/html": {}},
            },
            "default": {"$ref": "#/components/responses/Failure"},
        },
    }


def _failure() -> dict[str, Any]:
    properties = {"status": {"type": "integer"}, "title": {"type": "string"}}
    schema = {"type": "object", "properties": properties, "required": ["status", "title"]}
    return {
        "description": "What is wrong, in one line · 错误说明",
        "content": {"application/problem+json": {"schema": schema}, "text/plain": {}},
    }
