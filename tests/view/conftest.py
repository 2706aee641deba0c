"""A made-up zone of the size of a real one, and a browser that reports what a page does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from zonegraph.model import Evidence, Label, Status

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
BASE = "https://w3id.org/zonegraph/id/"
TITLE = Label("云川高新区创新生态", "Yunchuan High-tech Zone")

RELATIONS = {
    "locatedIn": ("位于", "located in"),
    "tenantOf": ("入驻", "tenant of"),
    "leadingEnterpriseOf": ("龙头企业属于", "leading enterprise of"),
    "memberOfCluster": ("属于集群", "member of cluster"),
    "anchors": ("锚定集群", "anchors"),
    "builtFor": ("为其打造", "built for"),
    "supportsCluster": ("支撑集群", "supports cluster"),
    "producesProduct": ("生产产品", "produces product"),
    "developsTechnology": ("自主研发技术", "develops technology"),
    "clusterOf": ("集群产业", "cluster of"),
    "investsIn": ("投资于", "invests in"),
    "administers": ("管理园区", "administers"),
    "ledBy": ("带头人", "led by"),
    "hasStatus": ("当前状态", "has status"),
    "elementOf": ("要素属于", "element of"),
    "adoptsFramework": ("采用体系", "adopts framework"),
    "realizesElement": ("落实要素", "realises element"),
    "realizedFor": ("落实对象", "realised for"),
    "realizedBy": ("由其落实", "realised by"),
    "observedEntity": ("观测对象", "observed entity"),
    "indicator": ("所测指标", "indicator"),
    "period": ("时间", "period"),
}


class Ecosystem:
    """Builds a graph as the projection hands it over."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.facts = 0

    def entity(self, slug: str, kind: str, zh: str, en: str, *aliases: str) -> str:
        node = BASE + slug
        self.graph.add_node(node, kind=kind, label_zh=zh, label_en=en, aliases=aliases)
        return node

    def fact(self, subject: str, relation: str, object_: str, status: str = "Stated") -> None:
        self.facts += 1
        locator = f"yunchuan-2020/p{self.facts % 17 + 1}-s{self.facts % 4 + 1}"
        evidence = Evidence(
            f"https://w3id.org/zonegraph/evidence/{locator}",
            Status(status),
            {"Stated": 1.0, "Interpreted": 0.8, "Inferred": 0.8}[status],
            (locator,),
        )
        zh, en = RELATIONS[relation]
        self.graph.add_edge(
            subject,
            object_,
            key=f"https://w3id.org/zonegraph/ontology#{relation}",
            relation=relation,
            label_zh=zh,
            label_en=en,
            status=status,
            confidence=evidence.confidence,
            evidence=(evidence,),
        )


def make_ecosystem() -> nx.MultiDiGraph[str]:
    """Two clusters, their firms and parks, a framework, and the figures of one zone."""
    made = Ecosystem()
    area = made.entity("yunchuan", "AdministrativeArea", "云川市", "Yunchuan City")
    zone = made.entity("yunchuan-htz", "HighTechZone", "云川高新区", "Yunchuan High-tech Zone")
    made.fact(zone, "locatedIn", area)
    body = made.entity("committee", "PublicBody", "云川高新区管委会", "Yunchuan Zone Committee")
    made.fact(body, "administers", zone)
    status = made.entity("in-use", "DevelopmentStatus", "已投用", "In use")
    clusters = [
        _add_cluster(made, zone, status, slug, zh, en)
        for slug, zh, en in (
            ("optics", "光电子产业集群", "Optoelectronics Cluster"),
            ("robots", "机器人产业集群", "Robotics Cluster"),
        )
    ]
    _add_framework(made, zone, clusters)
    _add_figures(made, zone)
    return made.graph


def _add_cluster(made: Ecosystem, zone: str, status: str, slug: str, zh: str, en: str) -> str:
    cluster = made.entity(f"cluster-{slug}", "IndustryCluster", zh, en)
    made.fact(cluster, "locatedIn", zone)
    for number in range(3):
        industry = made.entity(
            f"{slug}-industry-{number}", "Industry", f"{zh[:2]}细分产业{number + 1}", f"{en} branch"
        )
        made.fact(cluster, "clusterOf", industry)
    parks = []
    for number in range(4):
        park = made.entity(
            f"{slug}-park-{number}",
            "IndustrialPark",
            f"{zh[:3]}产业园{number + 1}期",
            f"{slug.title()} Industrial Park Phase {number + 1}",
        )
        made.fact(park, "supportsCluster", cluster)
        made.fact(park, "locatedIn", zone)
        made.fact(park, "hasStatus", status)
        parks.append(park)
    for number in range(14):
        _add_firm(made, zone, cluster, parks[number % 4], slug, number)
    return cluster


def _add_firm(made: Ecosystem, zone: str, cluster: str, park: str, slug: str, number: int) -> None:
    firm = made.entity(
        f"{slug}-firm-{number}",
        "Enterprise",
        f"云川{'晨星明远致和启天'[number % 8]}{'光电' if slug == 'optics' else '智能'}科技有限公司{number}",
        f"Yunchuan {slug.title()} Works {number}",
        f"云{number}",
    )
    made.fact(firm, "locatedIn", zone)
    made.fact(firm, "tenantOf", park)
    made.fact(firm, "memberOfCluster", cluster, "Interpreted")
    if number < 2:
        made.fact(firm, "leadingEnterpriseOf", cluster)
        made.fact(park, "builtFor", firm)
        made.fact(firm, "anchors", cluster, "Inferred")
    for kind, relation, zh, en in (
        ("Product", "producesProduct", "产品", "product"),
        ("Technology", "developsTechnology", "技术", "technology"),
    ):
        if (number + len(kind)) % 3:
            thing = made.entity(
                f"{slug}-{en}-{number}", kind, f"第{number}号{zh}", f"{en} {number}"
            )
            made.fact(firm, relation, thing)
    if number % 5 == 0:
        person = made.entity(
            f"{slug}-person-{number}", "Person", f"张云{number}", f"Zhang Yun {number}"
        )
        made.fact(firm, "ledBy", person)
        fund = made.entity(
            f"{slug}-fund-{number}",
            "Fund",
            f"云川引导基金{number}",
            f"Yunchuan Guidance Fund {number}",
        )
        made.fact(fund, "investsIn", firm)


def _add_framework(made: Ecosystem, zone: str, clusters: list[str]) -> None:
    frame = made.entity("ten-steps", "Framework", "十步法", "Ten Steps")
    made.fact(zone, "adoptsFramework", frame)
    for number in range(10):
        element = made.entity(
            f"step-{number}", "FrameworkElement", f"第{number + 1}步", f"Step {number + 1}"
        )
        made.fact(element, "elementOf", frame)
        for cluster in clusters:
            slug = cluster.rsplit("-", 1)[1]
            done = made.entity(
                f"step-{number}-{slug}",
                "ElementRealization",
                f"第{number + 1}步的落实",
                f"Step {number + 1} in {slug}",
            )
            made.fact(done, "realizesElement", element)
            made.fact(done, "realizedFor", cluster)
            made.fact(done, "realizedBy", f"{BASE}{slug}-firm-{number % 4}", "Interpreted")


def _add_figures(made: Ecosystem, zone: str) -> None:
    years = [
        made.entity(f"year-{year}", "Period", f"{year}年", str(year)) for year in range(2017, 2021)
    ]
    for number in range(22):
        indicator = made.entity(
            f"indicator-{number}", "Indicator", f"指标{number}", f"indicator {number}"
        )
        for year in years[number % 4 : number % 4 + 2]:
            value = made.entity(
                f"value-{number}-{year[-4:]}",
                "Observation",
                f"{number}.5亿元",
                f"{number}.5 bn yuan",
            )
            made.fact(value, "observedEntity", zone)
            made.fact(value, "indicator", indicator)
            made.fact(value, "period", year)


def make_small() -> nx.MultiDiGraph[str]:
    """Four entities whose picture one can check by eye."""
    made = Ecosystem()
    firm = made.entity("chenguang", "Enterprise", "晨光光电", "Chenguang Optics", "晨光", "CGO")
    park = made.entity("east-park", "IndustrialPark", "城东产业园", "East Park")
    cluster = made.entity("cluster-optics", "IndustryCluster", "光电子产业集群", "Optics Cluster")
    zone = made.entity("yunchuan-htz", "HighTechZone", "云川高新区", "Yunchuan Zone")
    made.fact(firm, "tenantOf", park)
    made.fact(park, "builtFor", firm)
    made.fact(firm, "memberOfCluster", cluster, "Interpreted")
    made.fact(firm, "anchors", cluster, "Inferred")
    made.fact(park, "locatedIn", zone)
    return made.graph


@dataclass
class Visit:
    """A page that is open in a browser, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: Any) -> None:
        """Note what the console says that is more than a remark."""
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def dismiss(self, dialog: Any) -> None:
        """Note a dialogue, which no page of ours opens, and close it."""
        self.complaints.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open HTML text from a file and record every request and every complaint."""
    contexts = []

    def open_page(
        html: str,
        *,
        size: dict[str, int] = DESK,
        scheme: str = "light",
        address: str = "",
        before: str = "",
    ) -> Visit:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
        )
        contexts.append(context)
        context.add_init_script(before)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", seen.hear)
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on("dialog", seen.dismiss)
        seen.page.set_default_timeout(15_000)
        seen.page.goto(path.as_uri() + address)
        seen.page.wait_for_selector("[data-drawn]")
        return seen

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def ecosystem() -> nx.MultiDiGraph[str]:
    """A graph of the size of a real zone's."""
    return make_ecosystem()


@pytest.fixture
def small() -> nx.MultiDiGraph[str]:
    """A graph one can check by eye."""
    return make_small()
