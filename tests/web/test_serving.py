"""The program itself, over real sockets: limits, kills, clients that leave, swaps, stops."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psutil
import pytest

from zonegraph.store.building import build
from zonegraph.workspace import Workspace, bundled

Start = Callable[..., Any]
ASK = "ASK {}"
ENDLESS = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
COUNTED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GROWING = " ".join(
    f"BIND(CONCAT({', '.join([f'?{one}'] * 8)}) AS ?{other})"
    for one, other in zip("abcdefghi", "bcdefghiz", strict=True)
)
DOUBLING = f"SELECT ?z {{ BIND('aaaaaaaaaaaaaaaa' AS ?a) {GROWING} }}"
NESTED = "ASK " + "{" * 90 + " ?a ?b ?c " + "}" * 90
STEPS = "ASK { ?a " + "/".join(["zg:p"] * 800) + " ?b }"
REGEX = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT(STR(?a), STR(?d), STR(?g)), '(x+x+)+y')) }"
HOSTILE = (ENDLESS, COUNTED, DOUBLING, NESTED, STEPS, REGEX)


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post(
        "/sparql", content=query.encode(), headers={"Content-Type": "application/sparql-query"}
    )


def children(pid: int) -> set[int]:
    """Return the processes below one, however deep."""
    return {child.pid for child in psutil.Process(pid).children(recursive=True)}


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Wait until something holds, and say whether it does."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_limits_hold_and_workers_come_back(start: Start, whole: Path) -> None:
    served = start(
        whole, "--workers", "2", "--time-limit", "1", "--memory-limit", "128", "--row-limit", "500"
    )
    with served.client() as client:
        for query in (ENDLESS, COUNTED, DOUBLING, REGEX, "SELECT * { ?a ?b ?c }"):
            answered = ask(client, query)
            assert answered.status_code == 503, (query, answered.text)
            assert len(answered.text.splitlines()) == 1
            assert ask(client, ASK).json()["boolean"] is True
        assert wait_until(lambda: client.get("/health").json()["idle"] == 2)


def test_a_worker_that_is_killed_is_replaced(start: Start, location: Path) -> None:
    served = start(location, "--workers", "2")
    with served.client() as client:
        before = client.get("/health").json()
        assert before["idle"] == 2
        workers = [
            child
            for child in psutil.Process(served.process.pid).children(recursive=True)
            if not child.children() and "forkserver" in " ".join(child.cmdline())
        ]
        assert len(workers) == 2
        for worker in workers:
            worker.kill()
        statuses = [ask(client, ASK).status_code for _ in range(4)]
        assert statuses.count(503) <= 2
        assert wait_until(lambda: client.get("/health").json()["idle"] == 2)
        assert ask(client, ASK).json()["boolean"] is True


def test_a_query_ends_when_its_client_leaves(start: Start, whole: Path) -> None:
    served = start(whole, "--workers", "1", "--time-limit", "600")
    with served.client() as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post(
                "/sparql",
                content=COUNTED,
                headers={"Content-Type": "application/sparql-query"},
                timeout=1,
            )
        assert ask(client, ASK).json()["boolean"] is True


def test_a_client_that_does_not_read_is_cut_off(start: Start, whole: Path) -> None:
    served = start(
        whole, "--workers", "1", "--time-limit", "600", "--row-limit", "100000000",
        "--read-limit", "0.5",
    )  # fmt: skip
    address = httpx.URL(served.address)
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    with socket.create_connection((address.host, address.port or 80)) as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(query)}\r\n\r\n"
        slow.sendall((head + query).encode())
        assert slow.recv(15) == b"HTTP/1.1 200 OK"
        with served.client() as client:  # it has the only worker, and loses it without leaving
            assert ask(client, ASK).json()["boolean"] is True
        cut = [line["cut"] for line in lines(served.log) if "cut" in line]
        assert cut == ["the client does not read"]


def test_an_answer_that_breaks_off_is_seen_to(start: Start, whole: Path) -> None:
    served = start(whole, "--workers", "1", "--row-limit", "20000")
    with served.client() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert ask(client, ASK).json()["boolean"] is True
    cut = [line["cut"] for line in lines(served.log) if "cut" in line]
    assert cut == ["more than 20000 rows: ask in pages, by LIMIT and OFFSET"]


def test_sixty_four_clients_a_tenth_of_them_hostile(start: Start, whole: Path) -> None:
    """Nothing is lost, nothing is answered wrongly."""
    served = start(whole, "--workers", "8", "--time-limit", "1", "--memory-limit", "128")
    with served.client() as client:
        right = {
            name: client.get(f"/questions/{name}", params={"format": "csv"}).text
            for name in ("anchors", "clusters", "parks")
        }
    assert all(len(text.splitlines()) > 1 for text in right.values())

    def behave(number: int) -> list[bool]:
        with served.client() as client:
            if number % 10 == 3:
                return [
                    ask(client, query).status_code in {200, 400, 503}
                    for query in HOSTILE[number % 3 :][:3]
                ]
            done = []
            for turn in range(4):
                name = list(right)[(number + turn) % 3]
                found = client.get(f"/questions/{name}", params={"format": "csv"})
                done.append(found.status_code == 200 and found.text == right[name])
                done.append(ask(client, ASK).json() == {"head": {}, "boolean": True})
            return done

    with ThreadPoolExecutor(64) as clients:
        behaved = list(clients.map(behave, range(64)))
    assert all(all(each) for each in behaved)
    assert sum(map(len, behaved)) == 57 * 8 + 7 * 3
    with served.client() as client:
        assert wait_until(lambda: client.get("/health").json()["idle"] == 8)


def test_it_moves_to_a_new_version_and_ends_what_runs_on_the_old(
    start: Start, tmp_path: Path, tiny: Workspace
) -> None:
    location = tmp_path / "store"
    build(tiny, location, door=lambda _: [])
    served = start(location, "--workers", "3", "--time-limit", "60", "--row-limit", "100000000")
    count = "SELECT (COUNT(?e) AS ?n) { ?e a zg:Enterprise }"

    def firms(client: httpx.Client) -> int:
        return int(ask(client, count).json()["results"]["bindings"][0]["n"]["value"])

    with served.client() as client, served.client() as other:
        assert firms(client) == 2
        long = "SELECT (1 AS ?n) { ?a ?b ?c . ?d ?e ?f } LIMIT 1000000"
        request = client.build_request(
            "POST",
            "/sparql",
            content=long,
            headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"},
        )
        response = client.send(request, stream=True)
        begun = response.iter_raw(1)
        read = len(next(begun))
        build(bundled(), location, door=lambda _: [])
        assert wait_until(lambda: other.get("/health").json()["version"] == "version-2")
        assert firms(other) > 2
        read += sum(map(len, begun))
        assert read == len("n\r\n") + 1_000_000 * len("1\r\n")
        response.close()
        assert wait_until(lambda: other.get("/health").json()["idle"] == 3)
        assert firms(other) > 2


def test_it_goes_on_with_what_it_has_where_the_store_is_spoilt(
    start: Start, tmp_path: Path, tiny: Workspace
) -> None:
    location = tmp_path / "store"
    build(tiny, location, door=lambda _: [])
    served = start(location, "--workers", "1")
    (location / "zonegraph-store.json").write_text("{", encoding="utf-8")
    with served.client() as client:
        assert wait_until(lambda: any(line.get("event") == "store" for line in lines(served.log)))
        assert ask(client, ASK).json()["boolean"] is True


def test_a_stop_lets_requests_finish(start: Start, whole: Path) -> None:
    served = start(whole, "--workers", "2", "--time-limit", "30")
    slow = "SELECT (COUNT(*) AS ?n) { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 4000000 }"
    with ThreadPoolExecutor(1) as pool, served.client() as client:
        asked = pool.submit(ask, client, slow)
        with served.client() as other:
            assert wait_until(lambda: other.get("/health").json()["idle"] == 1)
        below = children(served.process.pid)
        served.process.send_signal(signal.SIGTERM)
        assert asked.result().status_code == 200
    assert served.process.wait(60) == 0
    assert wait_until(lambda: not any(psutil.pid_exists(pid) for pid in below))


def test_workers_end_with_a_server_that_is_killed(start: Start, location: Path) -> None:
    served = start(location, "--workers", "2")
    with served.client() as client:
        assert client.get("/health").json()["idle"] == 2
    below = children(served.process.pid)
    assert len(below) >= 3
    served.process.kill()
    assert wait_until(lambda: not any(psutil.pid_exists(pid) for pid in below))


def test_the_bundled_graph_is_served_and_leaves_nothing_behind(
    start: Start, tmp_path: Path
) -> None:
    served = start(None, "--workers", "1", TMPDIR=str(tmp_path))
    with served.client() as client:
        assert len(client.get("/questions/anchors?format=csv").text.splitlines()) == 3
        assert client.get("/sparql", headers={"Accept": "text/html"}).status_code == 200
    assert [path for path in tmp_path.iterdir() if path.name.startswith("zonegraph-")]
    assert served.stop() == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("zonegraph-")]


def test_a_full_disk_under_the_log_fails_no_request(start: Start, location: Path) -> None:
    served = start(location, "--workers", "1", "--log", "/dev/full")
    with served.client() as client:
        for _ in range(3):
            assert ask(client, ASK).status_code == 200
    assert served.stop() == 0


def test_a_token_from_a_file_and_from_the_environment(
    start: Start, location: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "token"
    secret.write_text("s3cret\n", encoding="utf-8")
    for served in (
        start(location, "--workers", "1", "--token-file", str(secret)),
        start(location, "--workers", "1", ZONEGRAPH_TOKEN="s3cret"),
    ):
        with served.client() as client:
            assert ask(client, ASK).status_code == 401
            client.headers["Authorization"] = "Bearer s3cret"
            assert ask(client, ASK).status_code == 200
        assert "s3cret" not in served.log.read_text(encoding="utf-8")


def test_a_proxys_word_is_taken_only_where_it_is_trusted(start: Start, location: Path) -> None:
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    trusting = start(
        location, "--workers", "1", "--trust-proxy", "127.0.0.1", "--root-path", "/graph"
    )
    with trusting.client() as client:
        document = client.get("/openapi.json", headers=said).json()
    assert document["servers"][0]["url"].startswith("https://127.0.0.1")
    assert document["servers"][0]["url"].endswith("/graph")
    wary = start(location, "--workers", "1")
    with wary.client() as client:
        assert (
            client.get("/openapi.json", headers=said)
            .json()["servers"][0]["url"]
            .startswith("http://")
        )
    assert lines(trusting.log)[-1]["client"] == "203.0.113.9"
    assert lines(wary.log)[-1]["client"] == "127.0.0.1"


@pytest.mark.parametrize("raw", [
    b"nonsense\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
])  # fmt: skip
def test_what_is_no_proper_request_is_refused(one_server: Any, raw: bytes) -> None:
    address = httpx.URL(one_server.address)
    with socket.create_connection((address.host, address.port or 80), timeout=30) as connection:
        connection.sendall(raw)
        assert connection.recv(12) in {b"HTTP/1.1 400", b"HTTP/1.1 421", b"HTTP/1.1 415"}
    with one_server.client() as client:
        assert ask(client, ASK).status_code == 200


@pytest.fixture
def one_server(start: Start, location: Path) -> Any:
    return start(location, "--workers", "1")


@pytest.mark.parametrize(("options", "said"), [
    (["--store", "{tmp}/none", "serve"], "not a store directory; build one: zonegraph build STORE_DIR"),
    (["--store", "http://localhost:9/", "serve"], "only a store directory can be served"),
    (["--store", "{store}", "serve", "--port", "{taken}"], "cannot listen"),
    (["--store", "{store}", "serve", "--token-file", "{empty}"], "holds no token"),
    (["--store", "{broken}", "serve", "--port", "0"], "cannot be"),
])  # fmt: skip
def test_why_it_does_not_start(
    location: Path, tmp_path: Path, tiny: Workspace, options: list[str], said: str
) -> None:
    (tmp_path / "empty").touch()
    broken = tmp_path / "broken"
    build(tiny, broken, door=lambda _: [])
    for table in (broken / "version-1").glob("*.sst"):
        table.write_bytes(b"spoilt")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        values = {
            "tmp": tmp_path,
            "store": location,
            "taken": listener.getsockname()[1],
            "empty": tmp_path / "empty",
            "broken": broken,
        }
        done = subprocess.run(
            [sys.executable, "-m", "zonegraph", *(each.format(**values) for each in options)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_killed_server_of_the_bundled_graph_is_swept_up_after(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    foreign = folder / "zonegraph-served-link"
    foreign.symlink_to(tmp_path)
    killed = start(None, "--workers", "1", TMPDIR=str(folder))
    left = _stores_in(folder)
    running = start(None, "--workers", "1", TMPDIR=str(folder))
    assert len(_stores_in(folder)) == 2  # what a server holds is left alone
    killed.process.kill()
    killed.process.wait()
    start(None, "--workers", "1", TMPDIR=str(folder))
    assert not left & _stores_in(folder)
    assert len(_stores_in(folder)) == 2
    assert foreign.is_symlink()
    with running.client() as client:
        assert ask(client, ASK).json()["boolean"] is True


def _stores_in(folder: Path) -> set[Path]:
    return {path for path in folder.glob("zonegraph-served-*") if not path.is_symlink()}
