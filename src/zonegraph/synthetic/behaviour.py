"""How enterprises of a made-up cluster act. Nothing here knows how anyone will be scored.

An anchor draws projects, teams and tenants to the place, brings partners together, and leads; a dominator
buys up what is around it; a champion makes much and is tied to little; a broker knows everybody a little;
most do one thing or two; of some only the name is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from zonegraph.synthetic.names import Name, person
from zonegraph.synthetic.telling import Fact, Telling


@dataclass(slots=True)
class Cluster:
    """A cluster as it grows.

    Attributes
    ----------
    slug, industry : str
        Of the cluster and its industry.
    firms : list of str
        Its enterprises.
    parks, platforms, funds, teams, partnerships : list of str
        What supports it.
    """

    slug: str
    industry: str
    firms: list[str]
    parks: list[str] = field(default_factory=list)
    platforms: list[str] = field(default_factory=list)
    funds: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    partnerships: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Stage:
    """Where enterprises act: the telling, the chance, and the zone."""

    telling: Telling
    random: Random
    place: Name
    zone: str
    made: int = 0

    def source(self) -> int:
        """Return the number of some source."""
        return self.random.randrange(len(self.telling.sources))

    def make(self, kind: str, zh: str, en: str) -> str:
        """Register a new entity of the zone."""
        self.made += 1
        slug = f"{self.place.slug}-{kind.lower()}-{self.made}"
        return self.telling.register(
            slug, kind, f"{self.place.zh}{zh}{self.made}", f"{self.place.en} {en} {self.made}"
        )

    def some(self, names: list[str], least: int, most: int) -> list[str]:
        """Return some of the names, in the order in which they were drawn."""
        number = min(len(names), self.random.randint(least, most))
        return self.random.sample(names, number)

    def tell(self, facts: list[Fact]) -> None:
        """Say facts, three to five a sentence, now and then in a second source as well."""
        while facts:
            size = self.random.randint(3, 5)
            first, said, facts = self.source(), facts[:size], facts[size:]
            self.telling.say(*said, source=first)
            if self.random.random() < 0.15:
                self.telling.say(*said, source=(first + 1) % len(self.telling.sources))


def act_as_anchor(stage: Stage, cluster: Cluster, firm: str) -> None:
    """Draw projects, teams and tenants, bring partners together, supply, and lead, each more or less."""
    random = stage.random
    others = [other for other in cluster.firms if other != firm]
    told: list[Fact] = []
    for _ in range(random.randint(1, 3)):
        project = stage.make("Project", "引进项目", "project")
        told += [(project, "broughtInBy", firm), (project, "supportsCluster", cluster.slug)]
    if random.random() < 0.7:
        team = stage.make("Team", "创新团队", "team")
        told += [(team, "broughtInBy", firm), (team, "ledBy", _person(stage))]
    if random.random() < 0.6:
        park = random.choice(cluster.parks)
        told.append((firm, "develops", park))
        told += [(tenant, "tenantOf", park) for tenant in stage.some(others, 2, 6)]
    for _ in range(random.randint(1, 2)):
        partnership = stage.make("Partnership", "供应链合作", "supply partnership")
        cluster.partnerships.append(partnership)
        told.append((firm, "participatesIn", partnership))
        told += [(other, "participatesIn", partnership) for other in stage.some(others, 2, 8)]
    if cluster.platforms and random.random() < 0.6:
        told.append((firm, "hostsPlatform", random.choice(cluster.platforms)))
    if random.random() < 0.5:
        told.append((firm, "leadingEnterpriseOf", cluster.slug))
    stage.tell(told)


def act_as_dominator(stage: Stage, cluster: Cluster, firm: str) -> None:
    """Buy up enterprises, take over a site and a platform, invest, and share nothing."""
    others = [other for other in cluster.firms if other != firm]
    project = stage.make("Project", "自建项目", "captive project")
    told: list[Fact] = [(child, "subsidiaryOf", firm) for child in stage.some(others, 3, 7)]
    told += [(firm, "investsIn", project), (project, "supportsCluster", cluster.slug)]
    if cluster.platforms and stage.random.random() < 0.5:
        told.append((firm, "manages", stage.random.choice(cluster.platforms)))
    stage.tell(told)


def act_as_champion(stage: Stage, cluster: Cluster, firm: str) -> None:
    """Make many products and technologies, and be praised for them, alone."""
    made = [
        ("producesProduct", stage.make("Product", "产品", "product"))
        for _ in range(stage.random.randint(5, 12))
    ]
    made += [
        ("developsTechnology", stage.make("Technology", "技术", "technology"))
        for _ in range(stage.random.randint(2, 5))
    ]
    told: list[Fact] = [(firm, relation, thing) for relation, thing in made]
    if stage.random.random() < 0.5:
        told.append((firm, "leadingEnterpriseOf", cluster.slug))
    stage.tell(told)


def act_as_broker(stage: Stage, clusters: list[Cluster], firm: str) -> None:
    """Take part in what others have brought about, in every cluster."""
    stage.tell(
        [
            (firm, "participatesIn", partnership)
            for cluster in clusters
            for partnership in stage.some(cluster.partnerships, 0, 2)
        ]
    )


def act_as_most_do(stage: Stage, cluster: Cluster, firm: str) -> None:
    """Be a tenant, make something, carry out a project: how much of it has a heavy tail."""
    random = stage.random
    told: list[Fact] = []
    if random.random() < 0.5:
        told += [(firm, "tenantOf", random.choice(cluster.parks)), (firm, "locatedIn", stage.zone)]
    for _ in range(min(8, int(random.paretovariate(1.6)))):
        deed = random.random()
        if deed < 0.5:
            told.append((firm, "producesProduct", stage.make("Product", "产品", "product")))
        elif deed < 0.7:
            technology = stage.make("Technology", "技术", "technology")
            told.append((firm, "developsTechnology", technology))
        elif deed < 0.9:
            project = stage.make("Project", "项目", "project")
            told += [(project, "carriedOutBy", firm), (project, "supportsCluster", cluster.slug)]
        else:
            told.append((firm, "participatesIn", random.choice(cluster.partnerships)))
    stage.tell(told)
    stage.telling.say((firm, "operatesIn", cluster.industry), source=stage.source(), read=True)


def _person(stage: Stage) -> str:
    name = person(stage.random)
    stage.made += 1
    slug = f"{stage.place.slug}-{name.slug}-{stage.made}"
    return stage.telling.register(slug, "Person", name.zh, name.en)
