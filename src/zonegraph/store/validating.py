"""Validating as a stream: what the door says of data of any size, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from zonegraph.errors import DataError
from zonegraph.model import Violation
from zonegraph.rdf.door import locate, unreadable, validate
from zonegraph.store.bulk import Forms, Loaded, load_ontology, load_parts
from zonegraph.store.directory import read_manifest
from zonegraph.store.judging import Judge
from zonegraph.store.loading import Progress, silent
from zonegraph.store.parts import read_parts
from zonegraph.store.seals import find_all_damage
from zonegraph.store.temporary import temporary_folder
from zonegraph.workspace import Workspace

LARGE = 1 << 24
"""Bytes of data above which they are not held in memory."""

_TEMPORARY = "zonegraph-validated-"


def find_violations(
    workspace: Workspace, language: str = "en", progress: Progress = silent
) -> list[Violation]:
    """Return everything the door refuses or warns of, whatever the size of the data.

    Data of up to 16 MiB are judged in memory; more of them out of a store that is thrown away
    afterwards, by the rules that judge a build.

    Parameters
    ----------
    workspace : Workspace
        The ontology and the data.
    language : str, optional
        Language of the shapes' messages, ``"zh"`` or ``"en"``.
    progress : callable, optional
        Told how far it is.

    Raises
    ------
    DataError
        If there is no data, or the shapes cannot be read.
    OSError, RuntimeError
        If there is no room for the store.

    Examples
    --------
    >>> from zonegraph.workspace import bundled
    >>> [each for each in find_violations(bundled()) if each.severity == "violation"]
    []
    """
    if sum(path.stat().st_size for path in workspace.data_files()) <= LARGE:
        return validate(workspace, language)
    return validate_stream(workspace, language, progress)


def validate_stream(
    workspace: Workspace, language: str = "en", progress: Progress = silent
) -> list[Violation]:
    """Return what the door says, out of a store that is thrown away afterwards.

    It stops at the first file that cannot be read.

    Parameters
    ----------
    workspace, language, progress
        As for `find_violations`.

    Raises
    ------
    DataError
        If there is no data, or the shapes cannot be read.
    OSError, RuntimeError
        If there is no room for the store.
    """
    paths = [*workspace.ontology_files(), *workspace.data_files()]
    with temporary_folder(_TEMPORARY) as folder:
        found = list(dict.fromkeys(_judged(workspace, folder / "store", language, progress)))
    return locate(found, paths)


def find_damage_of(directory: Path) -> list[Violation]:
    """Return which files of a store directory are not as they were built; reads all of them.

    Raises
    ------
    StoreError
        If the directory holds no store.
    """
    version = directory / read_manifest(directory).version
    return [
        Violation(version / name, 0, "", "damaged", "is not as it was built", "build it again")
        for name in find_all_damage(version)
    ]


def _judged(
    workspace: Workspace, store: Path, language: str, progress: Progress
) -> Iterator[Violation]:
    engine, loaded, parts = pyoxigraph.Store(str(store)), Loaded(), read_parts(workspace)
    forms = Forms(parts.values())
    try:
        rules, wrong = load_ontology(engine, workspace)
        yield from wrong
        load_parts(engine, rules, parts, loaded, lambda _: None, progress)
        yield from (*loaded.found, *forms.violations())
        judge = Judge(engine, workspace.shapes_file(), language, warnings=True)
        yield from judge.judge_all(loaded.described, progress)
    except DataError as error:
        yield from (unreadable(error), *loaded.found)
    finally:
        forms.close()
