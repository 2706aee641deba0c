"""How long a command takes to start, beside a bare interpreter in the same run.

Usage: python benchmarks/startup.py [REPEATS]
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "zonegraph --help": ["zonegraph", "--help"],
    "zonegraph anchors": ["zonegraph", "anchors"],
    "zonegraph query clusters": ["zonegraph", "query", "clusters"],
    "zonegraph show zhongke-luan": ["zonegraph", "show", "zhongke-luan"],
    "zonegraph view --all": ["zonegraph", "view", "--all", "-o", "/dev/null"],
}


def seconds(command: list[str]) -> float:
    """Return how long one run takes, in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main(repeats: int) -> None:
    """Print the median of each command, interleaved so that noise falls on all alike."""
    program = Path(sys.executable).parent / "zonegraph"
    resolved = {
        name: [str(program if part == "zonegraph" else part) for part in command]
        for name, command in COMMANDS.items()
        if shutil.which(str(program))
    }
    runs: dict[str, list[float]] = {name: [] for name in resolved}
    for _ in range(repeats):
        for name, command in resolved.items():
            runs[name].append(seconds(command))
    bare = statistics.median(runs["python -c pass"])
    print("| command | median, ms | above bare Python, ms | times bare Python |")
    print("|---|---|---|---|")
    for name, times in runs.items():
        median = statistics.median(times)
        print(
            f"| `{name}` | {median * 1e3:.0f} | {(median - bare) * 1e3:.0f} | {median / bare:.1f} |"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
