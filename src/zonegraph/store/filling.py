"""Filling a new version: from what is finished already, through the door, to what the rules derive."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph

from zonegraph.errors import DataError
from zonegraph.model import Violation
from zonegraph.rdf.door import locate
from zonegraph.store.bulk import Forms, Loaded, load_ontology, load_parts
from zonegraph.store.changes import apply, check_added, find_change
from zonegraph.store.directory import (
    ASSERTED,
    MANIFEST,
    READERS,
    UNFINISHED,
    discard,
    read_manifest,
)
from zonegraph.store.judging import Judge
from zonegraph.store.loading import Counts, Progress, run_rules
from zonegraph.store.parts import (
    Part,
    State,
    copy_snapshot,
    digest_of,
    keep_sources,
    read_hashes,
    read_parts,
    read_state,
    write_state,
)
from zonegraph.store.seals import find_all_damage, seal
from zonegraph.workspace import Workspace

_SHOWN = 3
_LOCATED = 100


class Filling:
    """One version that is being filled.

    Parameters
    ----------
    workspace : Workspace
        The ontology with its rules, and the data.
    directory : Path
        The store directory.
    version : Path
        The folder to fill, which does not exist yet.
    progress : callable
        Told how far it is.
    """

    def __init__(
        self, workspace: Workspace, directory: Path, version: Path, progress: Progress
    ) -> None:
        self._workspace = workspace
        self._directory = directory
        self._version = version
        self._progress = progress
        ontology = [*workspace.ontology_files(), workspace.shapes_file(), *workspace.rule_files()]
        self._ontology = digest_of(path for path in ontology if path.exists())
        self._parts = read_parts(workspace)

    def fill(self, *, judged: bool) -> Counts:
        """Fill the version, and return what it was made of.

        Parameters
        ----------
        judged : bool
            Whether the data must pass the door.

        Raises
        ------
        DataError
            If the door refuses the data, or a file cannot be read.
        OSError, RuntimeError
            If the engine cannot write.
        """
        changed = self._changed(judged=judged)
        engine, facts = changed or self._loaded(judged=judged)
        engine.flush()
        self._keep(engine, State(self._ontology, frozenset(self._parts), judged, facts))
        inferred = run_rules(engine, self._workspace, self._progress)
        if changed is None:  # questions then take half the time; a small change is not worth it
            engine.optimize()
        engine.flush()
        files = len(self._workspace.ontology_files()) + len(self._workspace.data_files())
        (self._version / READERS).touch()
        self._forget_checkpoint()
        return Counts(files, len(engine), facts, inferred)

    def _changed(self, *, judged: bool) -> tuple[pyoxigraph.Store, int] | None:
        """Change a copy of the current version, where that is sound and worth it."""
        if not (self._directory / MANIFEST).exists():
            return None
        base = self._directory / read_manifest(self._directory).version / ASSERTED
        state = read_state(base)
        if state is None or state.ontology != self._ontology or state.judged < judged:
            return None
        change = find_change(base, state, self._parts)
        if change is None or find_all_damage(base):  # a damaged version is no base: build anew
            return None
        try:
            engine = self._copy_of(base)
            affected, gained = apply(engine, change)
        except (OSError, RuntimeError) as error:
            if "orruption" not in str(error):
                raise
            shutil.rmtree(self._version)  # a damaged version is no base: build anew
            return None
        if judged:
            self._judge_change(engine, affected, self._parts.keys() - state.parts)
        return engine, state.facts + gained

    def _judge_change(
        self, engine: pyoxigraph.Store, affected: set[str], new: Iterable[Part]
    ) -> None:
        rules, _ = load_ontology(pyoxigraph.Store(), self._workspace)
        paths = [self._parts[part] for part in new]
        found = [*Forms(paths).violations(), *check_added(rules, paths)]
        found += Judge(engine, self._workspace.shapes_file()).judge(affected)
        self._refuse(found)

    def _loaded(self, *, judged: bool) -> tuple[pyoxigraph.Store, int]:
        """Load all files, or those that a killed build had not loaded yet."""
        resumed = self._resumed(judged=judged)
        begins = resumed is None
        if resumed is None:
            self._version.mkdir()
            resumed = pyoxigraph.Store(str(self._version)), Loaded()
        engine, loaded = resumed
        forms = Forms(self._parts.values()) if judged else Forms(())
        try:
            # A second time its blank nodes would be others: what goes on has the ontology already.
            place = engine if begins else pyoxigraph.Store()
            rules, wrong = load_ontology(place, self._workspace)
            load_parts(
                engine,
                rules,
                self._parts,
                loaded,
                lambda so_far: self._checkpoint(engine, so_far, judged=judged),
                self._progress,
            )
            engine.optimize()
            if judged:
                found = [*wrong, *loaded.found, *forms.violations()]
                judge = Judge(engine, self._workspace.shapes_file())
                found += judge.judge_all(loaded.described, self._progress)
                self._refuse(found)
        finally:
            forms.close()
        return engine, len(loaded.hashes)

    def _resumed(self, *, judged: bool) -> tuple[pyoxigraph.Store, Loaded] | None:
        base = self._directory / UNFINISHED
        state = read_state(base)
        if (
            state is None
            or find_all_damage(base)
            or (state.ontology, state.judged) != (self._ontology, judged)
            or not state.parts <= self._parts.keys()
            or (state.begun and state.begun[0] not in {part.digest for part in self._parts})
        ):
            return None
        try:
            loaded = Loaded(set(state.parts), state.begun, read_hashes(base))
            return self._copy_of(base), loaded
        except (OSError, RuntimeError, ValueError):
            shutil.rmtree(self._version, ignore_errors=True)
            return None

    def _copy_of(self, snapshot: Path) -> pyoxigraph.Store:
        copy_snapshot(snapshot, self._version)
        return pyoxigraph.Store(str(self._version))

    def _checkpoint(self, engine: pyoxigraph.Store, loaded: Loaded, *, judged: bool) -> None:
        """Keep what is loaded, so that a killed build goes on from here."""
        engine.flush()
        place, beside = self._directory / UNFINISHED, self._version / UNFINISHED
        engine.backup(str(beside))
        state = State(
            self._ontology, frozenset(loaded.parts), judged, len(loaded.hashes), loaded.begun
        )
        seal(beside, like=place)
        write_state(beside, state, loaded.hashes)
        self._forget_checkpoint()
        beside.rename(place)

    def _forget_checkpoint(self) -> None:
        if (self._directory / UNFINISHED).exists():
            discard(self._directory / UNFINISHED)

    def _keep(self, engine: pyoxigraph.Store, state: State) -> None:
        """Keep what the files say, for the next build to change."""
        asserted = self._version / ASSERTED
        engine.backup(str(asserted))
        seal(asserted)
        keep_sources(asserted, self._parts)
        write_state(asserted, state)

    def _refuse(self, found: Sequence[Violation]) -> None:
        """Refuse the data where something is wrong with it."""
        distinct = list(dict.fromkeys(found))
        paths = [*self._workspace.ontology_files(), *self._workspace.data_files()]
        refuse_violations([*locate(distinct[:_LOCATED], paths), *distinct[_LOCATED:]])


def refuse_violations(found: Sequence[Violation]) -> None:
    """Raise DataError where there is a violation, naming the first.

    Raises
    ------
    DataError
        If there is one.
    """
    violations = [violation for violation in found if violation.severity == "violation"]
    if violations:
        first = violations[0]
        shown = "; ".join(
            f"{item.path.name}:{item.line} {item.node}: {item.message}"
            for item in violations[:_SHOWN]
        )
        more = f"; and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        number = f"{len(violations)} violation{'s' if len(violations) > 1 else ''}"
        raise DataError(
            f"the door refuses the data ({number}): {shown}{more}",
            first.path,
            line=first.line,
            remedy="run 'zonegraph validate' to see each with its remedy",
        )
