"""What every command is told: the store, the language of its reader, the form of its output."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, cast

import click

if TYPE_CHECKING:
    from zonegraph.knowledge_graph import KnowledgeGraph

LISTING_FORMATS = ("table", "csv", "tsv", "json")

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass
class Session:
    """One run of the program.

    Attributes
    ----------
    store : str or None
        Where the graph lies; None is the bundled graph.
    language : "zh" or "en"
        The reader's language.
    """

    store: str | None
    language: Literal["zh", "en"]

    @cached_property
    def graph(self) -> KnowledgeGraph:
        """The graph, opened when a command first asks for it and closed at the end of the run."""
        import zonegraph

        graph = zonegraph.open(self.store)
        click.get_current_context().find_root().call_on_close(graph.close)
        return graph


def language_of_locale(environment: Mapping[str, str] = os.environ) -> Literal["zh", "en"]:
    """Return the language that the locale asks for: the first variable that is set decides.

    Examples
    --------
    >>> language_of_locale({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}), language_of_locale({})
    ('zh', 'en')
    """
    variables = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in variables if value), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def output_option(command: Command) -> Command:
    """Add ``-o FILE``, handed to the command as ``output``: None is standard output."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file instead of the terminal.",
    )(command)


def listing_options(command: Command) -> Command:
    """Add ``--format`` and ``-o FILE``, handed to the command as ``format_name`` and ``output``."""
    formatted = click.option(
        "--format",
        "format_name",
        type=click.Choice(LISTING_FORMATS),
        default="table",
        show_default=True,
        help="Form of the listing.",
    )
    return formatted(output_option(command))


def projection_options(command: Command) -> Command:
    """Add the options that say which facts count, handed to the command as ``options``."""

    @wraps(command)
    def with_options(
        *arguments: object,
        status: tuple[str, ...],
        relation: tuple[str, ...],
        kind: tuple[str, ...],
        min_confidence: float,
        as_of: datetime | None,
        **keywords: object,
    ) -> object:
        from zonegraph.model import Status
        from zonegraph.projection import ProjectionOptions

        options = ProjectionOptions(
            relations=frozenset(relation) or None,
            kinds=frozenset(kind) or None,
            statuses=frozenset(Status(name.title()) for name in status or tuple(Status)),
            min_confidence=min_confidence,
            as_of=as_of.date() if as_of else None,
        )
        return command(*arguments, options=options, **keywords)

    for option in reversed(_PROJECTION_OPTIONS):
        with_options = option(with_options)
    return cast("Command", with_options)


_PROJECTION_OPTIONS = (
    click.option(
        "--status",
        multiple=True,
        type=click.Choice(["stated", "interpreted", "inferred"], case_sensitive=False),
        help="Only facts of this status; may be repeated.",
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="0..1",
        help="Only facts at least so sure.",
    ),
    click.option(
        "--relation",
        multiple=True,
        metavar="NAME",
        help="Only facts of this relation, as builtFor; may be repeated.",
    ),
    click.option(
        "--kind",
        multiple=True,
        metavar="CLASS",
        help="Only entities of this kind, as Enterprise; may be repeated.",
    ),
    click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Only what sources said by this day.",
    ),
)


def article_option(command: Command) -> Command:
    """Add ``--article FILE``, handed to the command as ``article``."""
    return click.option(
        "--article",
        envvar="ZONEGRAPH_ARTICLE",
        show_envvar=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Your copy of the article, to show its sentences.",
    )(command)
