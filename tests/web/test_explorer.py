"""The site's own pages, live: what a page refers to is served, whatever path the server uses itself."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

from starlette.testclient import TestClient

from zonegraph.site import Site
from zonegraph.web.app import Settings, make_app


def test_every_file_of_the_site_is_served_under_its_own_path(location: Path) -> None:
    app = make_app(location, Settings(workers=1), Site)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for page in ("/", "/en/index.html", "/zh/entity/kite-park.html"):
            answer = client.get(page)
            assert answer.status_code == 200
            for url in re.findall(r'(?:href|src)="([^"#]+)', answer.text):
                if not url.startswith("data:"):
                    found = client.get(urljoin(page, url))
                    assert found.status_code == 200, url
                    suffix = url.rpartition(".")[2]
                    kind = found.headers["content-type"]
                    assert {"css": "css", "js": "javascript", "html": "html"}.get(
                        suffix, ""
                    ) in kind


def test_an_entity_leads_to_its_page(location: Path) -> None:
    app = make_app(location, Settings(workers=1), Site)
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=True) as client:
        page = client.get("/id/kite-park", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert page.url.path == "/en/entity/kite-park.html"
    assert "Kite &lt;b&gt;Park&lt;/b&gt;" in page.text
