"""One made-up zone, whole, with the truth that was planted in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pyoxigraph import Quad

from zonegraph.synthetic import behaviour
from zonegraph.synthetic.behaviour import Cluster, Stage
from zonegraph.synthetic.figures import choose_errors, tell_figures
from zonegraph.synthetic.names import place, trade_names
from zonegraph.synthetic.telling import Fact, Telling
from zonegraph.vocab import ID

INDUSTRIES = (
    ("semiconductor-optoelectronics", "半导体光电", "optoelectronics"),
    ("high-end-equipment", "高端装备", "high-end equipment"),
    ("new-energy-vehicles", "新能源汽车", "new-energy vehicles"),
    ("hydrogen-energy", "氢能", "hydrogen energy"),
    ("smart-terminals", "智能终端", "smart terminals"),
    ("big-health", "大健康", "big health"),
    ("medical-devices", "医疗器械", "medical devices"),
    ("industrial-robots", "工业机器人", "industrial robots"),
)
ELEMENTS = (
    "leading-industry",
    "special-plan",
    "support-policies",
    "leading-team",
    "industry-fund",
    "research-platform",
    "brand-forum",
    "leading-enterprise",
    "specialised-park",
    "industry-cluster",
)
"""The ten ones, in their order."""

IN_NO_CLUSTER, NAME_ONLY, LACKING = 0.12, 0.1, 0.3
"""Shares of enterprises in no cluster and known by name only, and of elements that nothing realises."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What was planted in a zone; every name an IRI.

    Attributes
    ----------
    zone : str
        The zone.
    anchors, dominators : dict of str to list of str
        Enterprises by cluster.
    gaps : list of (str, str)
        Clusters with an element that nothing realises for them.
    errors : list of (str, list of str)
        Rules with the figures that break them.
    """

    zone: str
    anchors: dict[str, list[str]]
    dominators: dict[str, list[str]]
    gaps: list[tuple[str, str]]
    errors: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Zone:
    """A made-up zone.

    Attributes
    ----------
    slug : str
        Of its place, as ``lanhe-7``.
    telling : Telling
        What is told of it.
    truth : Truth
        What was planted in it.
    """

    slug: str
    telling: Telling
    truth: Truth

    def quads(self) -> Iterator[Quad]:
        """Yield its registry, provenance and evidence."""
        return self.telling.quads()


def make_zone(number: int, seed: int = 0, enterprises: int = 200) -> Zone:
    """Return one zone of a country; it depends on its number, the seed and its size alone.

    Parameters
    ----------
    number : int
        Which zone.
    seed : int, optional
        Which country.
    enterprises : int, optional
        How many enterprises it has.

    Examples
    --------
    >>> zone = make_zone(3, seed=1, enterprises=20)
    >>> zone.slug == make_zone(3, seed=1, enterprises=20).slug, len(zone.truth.anchors) > 0
    (True, True)
    """
    random = Random(f"{seed}/{number}")
    where = place(number, seed)
    telling = Telling(where.slug, f"{where.slug}-daily")
    telling.sources += [
        f"2025-0{month}-1{random.randint(0, 9)}" for month in range(1, 1 + random.randint(2, 4))
    ]
    stage = Stage(telling, random, where, f"{where.slug}-htz")
    _tell_zone(stage)
    firms = _register_firms(stage, enterprises)
    clusters = _make_clusters(stage, firms)
    anchors, dominators = _act(stage, clusters)
    gaps = [gap for cluster in clusters for gap in _realise(stage, cluster)]
    errors = tell_figures(stage, choose_errors(random))
    truth = Truth(
        ID(stage.zone),
        {ID(cluster): [ID(firm) for firm in chosen] for cluster, chosen in anchors.items()},
        {ID(cluster): [ID(firm) for firm in chosen] for cluster, chosen in dominators.items()},
        [(ID(cluster), ID(element)) for cluster, element in gaps],
        [(rule, [ID(figure) for figure in figures]) for rule, figures in errors],
    )
    return Zone(where.slug, telling, truth)


def _tell_zone(stage: Stage) -> None:
    telling, where = stage.telling, stage.place
    area = telling.register(where.slug, "AdministrativeArea", f"{where.zh}市", where.en)
    telling.register(
        stage.zone,
        "HighTechZone",
        f"{where.zh}高新技术产业开发区（合成）",
        f"{where.en} High-tech Zone (synthetic)",
    )
    body = telling.register(
        f"{where.slug}-committee",
        "PublicBody",
        f"{where.zh}高新区管委会",
        f"{where.en} Zone Committee",
    )
    telling.register(telling.publisher, "MediaOutlet", f"{where.zh}日报", f"{where.en} Daily")
    telling.say((stage.zone, "locatedIn", area), (body, "administers", stage.zone))
    telling.say(
        (stage.zone, "adoptsFramework", "ten-ones"),
        (stage.zone, "adoptsFramework", "framework-113"),
    )
    for order, element in enumerate(ELEMENTS, start=1):
        name = f"ten-ones-{element}"
        facts: tuple[Fact, ...] = ((name, "elementOf", "ten-ones"), (name, "elementOrder", order))
        telling.say(*facts, (name, "elementGroup", _group(element)))


def _group(element: str) -> str:
    groups = {
        "group-top-level-design": ELEMENTS[:3],
        "group-key-innovation-factors": ELEMENTS[3:7],
        "group-operating-body": ELEMENTS[7:8],
        "group-innovation-carriers": ELEMENTS[8:],
    }
    return next(name for name, elements in groups.items() if element in elements)


def _register_firms(stage: Stage, number: int) -> list[str]:
    names = trade_names(stage.random)
    firms = []
    for _ in range(number):
        name = next(names)
        slug = f"{stage.place.slug}-{name.slug}"
        zh, en = (
            f"{stage.place.zh}{name.zh}科技有限公司",
            f"{stage.place.en} {name.en} Technology Co., Ltd.",
        )
        firms.append(stage.telling.register(slug, "Enterprise", zh, en))
    for start in range(0, number, 4):
        told: list[Fact] = [(firm, "locatedIn", stage.zone) for firm in firms[start : start + 4]]
        stage.telling.say(*told, source=stage.source())
    return firms


def _make_clusters(stage: Stage, firms: list[str]) -> list[Cluster]:
    """Divide the enterprises among four to eight clusters, the first the largest (Zipf)."""
    industries = stage.random.sample(INDUSTRIES, stage.random.randint(4, len(INDUSTRIES)))
    clustered = firms[: round(len(firms) * (1 - IN_NO_CLUSTER))]
    shares = [1 / rank for rank in range(1, len(industries) + 1)]
    clusters, start = [], 0
    for place_, (industry, zh, en) in enumerate(industries):
        size = round(len(clustered) * shares[place_] / sum(shares))
        own = clustered[start : start + size]
        start += size
        if len(own) >= 3:
            clusters.append(_make_cluster(stage, own, industry, zh, en))
    return clusters


def _make_cluster(stage: Stage, firms: list[str], industry: str, zh: str, en: str) -> Cluster:
    where, telling = stage.place, stage.telling
    slug = telling.register(
        f"{where.slug}-cluster-{industry}",
        "IndustryCluster",
        f"{where.zh}{zh}产业集群",
        f"{where.en} {en} cluster",
    )
    telling.say((slug, "clusterOf", f"industry-{industry}"), (slug, "locatedIn", stage.zone))
    cluster = Cluster(slug, f"industry-{industry}", firms)
    for start in range(0, len(firms), 4):
        told: list[Fact] = [(firm, "memberOfCluster", slug) for firm in firms[start : start + 4]]
        telling.say(*told, source=stage.source())
    size = len(firms)
    made = (
        (cluster.parks, "IndustrialPark", f"{zh}产业园", f"{en} park", 1 + size // 20),
        (cluster.platforms, "Platform", f"{zh}研发平台", f"{en} platform", 1 + size // 25),
        (cluster.funds, "Fund", f"{zh}基金", f"{en} fund", 1),
        (cluster.teams, "Team", f"{zh}团队", f"{en} team", 1),
        (cluster.partnerships, "Partnership", f"{zh}合作", f"{en} partnership", 1 + size // 12),
    )
    for kept, kind, label_zh, label_en, number in made:
        for _ in range(number):
            kept.append(stage.make(kind, label_zh, label_en))
    for site in (*cluster.parks, *cluster.platforms):
        telling.say(
            (site, "supportsCluster", slug), source=stage.source(), read=stage.random.random() < 0.3
        )
    for park in cluster.parks:
        telling.say(
            (park, "locatedIn", stage.zone),
            (park, "focusesOn", cluster.industry),
            source=stage.source(),
        )
    for fund in cluster.funds:
        telling.say((fund, "establishedBy", f"{where.slug}-committee"), source=stage.source())
    for team in cluster.teams:
        telling.say((team, "operatesIn", cluster.industry), source=stage.source())
    for partnership in cluster.partnerships:
        telling.say(
            ((stage.random.choice(firms)), "participatesIn", partnership), source=stage.source()
        )
    return cluster


def _act(
    stage: Stage, clusters: list[Cluster]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Let every enterprise act, and return who was made to anchor and who to dominate."""
    anchors: dict[str, list[str]] = {}
    dominators: dict[str, list[str]] = {}
    for cluster in clusters:
        drawn = stage.random.sample(cluster.firms, len(cluster.firms))
        leading = 2 if len(drawn) >= 30 else 1
        owning = 1 if len(drawn) >= 10 and stage.random.random() < 0.6 else 0
        praised = 1 if len(drawn) >= 6 else 0
        anchors[cluster.slug] = [drawn.pop() for _ in range(leading)]
        dominators[cluster.slug] = [drawn.pop() for _ in range(owning)]
        for firm in [drawn.pop() for _ in range(praised)]:
            behaviour.act_as_champion(stage, cluster, firm)
        if drawn and stage.random.random() < 0.5:
            behaviour.act_as_broker(stage, clusters, drawn.pop())
        for firm in anchors[cluster.slug]:
            behaviour.act_as_anchor(stage, cluster, firm)
        for firm in dominators[cluster.slug]:
            behaviour.act_as_dominator(stage, cluster, firm)
        for firm in (*drawn, *anchors[cluster.slug], *dominators[cluster.slug]):
            if stage.random.random() >= NAME_ONLY or firm not in drawn:
                behaviour.act_as_most_do(stage, cluster, firm)
    return anchors, dominators


def _realise(stage: Stage, cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Realise the ten ones for a cluster, and yield those that are left out."""
    means = {
        "leading-industry": cluster.industry,
        "leading-team": cluster.teams[0],
        "industry-fund": cluster.funds[0],
        "research-platform": cluster.platforms[0],
        "leading-enterprise": stage.random.choice(cluster.firms),
        "specialised-park": cluster.parks[0],
        "industry-cluster": cluster.slug,
    }
    for element in ELEMENTS:
        if stage.random.random() < LACKING:
            yield cluster.slug, f"ten-ones-{element}"
            continue
        by = means.get(element) or stage.make("PolicyDocument", "政策文件", "policy document")
        node = stage.make("ElementRealization", "要素落实", "realisation")
        stage.telling.say(
            (node, "realizesElement", f"ten-ones-{element}"),
            (node, "realizedFor", cluster.slug),
            (node, "realizedBy", by),
            source=stage.source(),
        )
