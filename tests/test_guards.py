"""What must hold of the project as a whole."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from zonegraph.cli.main import COMMANDS
from zonegraph.queries.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
HEAVY = {
    *("rdflib", "oxrdflib", "networkx", "pyvis", "pyshacl", "igraph", "rich", "jinja2", "opencc"),
    *("pandas", "numpy", "scipy", "pyarrow", "duckdb", "pyspark", "httpx", "starlette", "uvicorn"),
}


@pytest.mark.parametrize("module", ["zonegraph", "zonegraph.cli.main"])
def test_importing_brings_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())


def test_the_help_brings_nothing_heavy() -> None:
    script = (
        "import sys\nfrom zonegraph.cli.main import main\n"
        "try: main(['--help'])\nfinally: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert "anchors" in done.stdout
    assert not (HEAVY | {"pyoxigraph"}) & set(done.stdout.split())


def strings(path: Path) -> list[str]:
    """Return the string constants of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [
        node.value
        for node in constants
        if isinstance(node.value, str) and not any(node is each for each in documented)
    ]


def test_only_vocab_spells_an_iri() -> None:
    vocabularies = re.compile(r"https?://(?:[\w.]*\.)?(?:w3id|w3|purl|schema|qudt)\.org(?!/TR/)")
    guilty = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        if path.name != "vocab.py"
        for text in strings(path)
        if vocabularies.search(text)
    ]
    assert guilty == []


def test_only_query_files_hold_sparql() -> None:
    sparql = re.compile(r"\b(?:SELECT|CONSTRUCT)\b[^\n]*\b(?:WHERE|\{)")
    guilty = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in SOURCES
        for text in strings(path)
        if sparql.search(text)
    ]
    assert guilty == []


def test_there_are_at_least_thirty_questions() -> None:
    assert len(catalogue()) >= 30


def test_readme_documents_every_command_and_names_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|[`$|] ?)zonegraph (?:--\w+ \S+ )*([a-z]+)", text, re.MULTILINE))
    assert named == set(COMMANDS)


def test_readme_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def readme_commands() -> list[str]:
    """Return the shell commands of README that call the program, comments left out."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    found = [
        command
        for block in blocks
        for command in re.findall(r"^\$ (.+(?:\n  .+)*)", block, re.MULTILINE)
    ]
    return [re.sub(r"\s+# .*$", "", each) for each in found if "zonegraph" in each]


def test_readme_commands_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "graph_data" / "changzhi", tmp_path / "my-zone")
    (tmp_path / "article.txt").write_text("标题\n一句。\n", encoding="utf-8")
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    commands = readme_commands()
    assert len(commands) > 15
    for command in commands:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        # It is no copy of the article, and the article's patents do not add up.
        differs = command in ("zonegraph verify article.txt", "zonegraph audit")
        assert done.returncode == (1 if differs else 0), f"{command}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_readme_python_runs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Zhongke Lu'an" in done.stdout


def test_no_registry_address_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    # Pieced together, so that this file does not find itself.
    address = re.compile(
        "|".join(("--index" + "-url", "find" + "-links", "/simp" + "le/", "pyp" + "i\\.org"))
    )
    guilty = [
        name
        for name in listed.stdout.split("\0")
        if name and address.search((ROOT / name).read_bytes().decode("utf-8", "replace"))
    ]
    assert guilty == []


def test_the_wheel_holds_ontology_data_questions_and_templates(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        *(f"zonegraph/bundled/{p.relative_to(ROOT)}" for p in (ROOT / "ontology").rglob("*.*")),
        *(f"zonegraph/bundled/{p.relative_to(ROOT)}" for p in (ROOT / "graph_data").rglob("*.*")),
        *(f"zonegraph/queries/{name}.rq" for name in catalogue()),
        *(str(p.relative_to(ROOT / "src")) for p in (ROOT / "src").rglob("templates/*")),
    }
    assert expected - names == set()
    environment = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(environment)
    script = "import zonegraph; print(len(zonegraph.open().anchors()))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(environment)!r}); {script}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "4"
