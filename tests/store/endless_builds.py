"""Builds two workspaces in turn until something ends it: `endless_builds.py STORE ONE OTHER`."""

import signal
import sys
from itertools import cycle
from pathlib import Path

from zonegraph.store.building import build
from zonegraph.workspace import Workspace


def main(store: Path, roots: list[Path]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever began us may ignore it
    workspaces = [Workspace(root / "ontology", (root / "data",)) for root in roots]
    try:
        for number, workspace in enumerate(cycle(workspaces)):
            build(workspace, store, door=lambda _: [])
            if number == 1:
                sys.stdout.write("built\n")
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
