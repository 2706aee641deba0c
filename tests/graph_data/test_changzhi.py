"""What the graph must say of the Changzhi High-tech Zone, counted by hand in the article."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from zonegraph import vocab
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.results import to_text

PREFIXES = "".join(f"PREFIX {name}: <{space.base}>\n" for name, space in vocab.PREFIXES.items())


def select(kg: KnowledgeGraph, variables: str, pattern: str) -> set[tuple[str, ...]]:
    """Return the distinct solutions of a pattern as shortened IRIs and plain text."""
    answer = kg.sparql(f"{PREFIXES}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return {tuple(vocab.shorten(to_text(term)) for term in row) for row in answer}


def column(kg: KnowledgeGraph, variable: str, pattern: str) -> set[str]:
    return {row[0] for row in select(kg, variable, pattern)}


def test_two_enterprises_anchor_the_semiconductor_cluster_and_none_the_other(
    kg: KnowledgeGraph,
) -> None:
    cluster = "id:cluster-semiconductor-optoelectronics"
    assert select(kg, "?firm ?cluster", "?firm zg:anchors ?cluster") == {
        ("id:zhongke-luan", cluster),
        ("id:luan-solar", cluster),
    }
    assert column(kg, "?c", "?c a zg:IndustryCluster") == {cluster, "id:cluster-high-end-equipment"}


def test_nobody_states_an_anchor(kg: KnowledgeGraph) -> None:
    graphs = column(kg, "?graph", "GRAPH ?graph { ?firm zg:anchors ?cluster }")
    assert graphs == {"graph:inferred/anchors"}


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("GroupCompany", 3),
        ("Enterprise", 10),  # seven firms and the three group companies
        ("Person", 5),
        ("IndustrialPark", 5),
        ("Fund", 3),
        ("Designation", 5),
        ("PolicyDocument", 1),
        ("Partnership", 1),
        ("Standard", 1),
        ("Framework", 7),
        ("Observation", 60),  # fifty-two figures in digits, eight in words
    ],
)
def test_number_of_entities_of_a_kind(kg: KnowledgeGraph, kind: str, count: int) -> None:
    assert len(column(kg, "?entity", f"?entity a zg:{kind}")) == count


@pytest.mark.parametrize(
    ("framework", "groups"),
    [
        ("framework-113", {"one-core": 1, "one-principal-body": 1, "three-pillars": 3}),
        (
            "ten-ones",
            {
                "top-level-design": 3,
                "key-innovation-factors": 4,
                "operating-body": 1,
                "innovation-carriers": 2,
            },
        ),
        ("five-services", {"": 5}),
        ("four-guarantees", {"": 4}),
        ("attract-train-serve", {"": 3}),
        ("three-electric", {"": 3}),
        ("talent-chain", {"": 4}),
    ],
)
def test_frameworks_have_their_elements_in_order_and_in_groups(
    kg: KnowledgeGraph, framework: str, groups: dict[str, int]
) -> None:
    found = select(
        kg,
        "?element ?order ?group",
        f"?element zg:elementOf id:{framework} ; zg:elementOrder ?order ."
        " OPTIONAL { ?element zg:elementGroup ?group }",
    )
    assert sorted(int(order) for _, order, _ in found) == list(range(1, len(found) + 1))
    assert Counter(group.removeprefix("id:group-") for *_, group in found) == groups


def test_group_companies_have_one_function_each(kg: KnowledgeGraph) -> None:
    pattern = "?company a zg:GroupCompany ; zg:hasFunction ?function"
    assert select(kg, "?company ?function", pattern) == {
        ("id:changgao-zhihui", "id:function-infrastructure-construction"),
        ("id:changgao-zhixing", "id:function-industry-development"),
        ("id:changgao-ronghui", "id:function-investment-financing"),
    }


def test_people_hold_the_posts_the_article_gives_them(kg: KnowledgeGraph) -> None:
    pattern = "?post org:member ?person ; org:organization ?body ; org:role ?role"
    assert select(kg, "?person ?role", pattern) == {
        ("id:huang-jinpeng", "id:role-section-head-administration"),
        ("id:wei-yuxi", "id:role-party-working-committee-member"),
        ("id:wei-yuxi", "id:role-chief-engineer"),
        ("id:li-xiaojie", "id:role-head-of-publicity-section"),
        ("id:qu-zhican", "id:role-team-head"),
        ("id:lu-yajing", "id:role-page-editor"),
    }


def test_dadi_partnership_covers_six_fields_and_three_services(kg: KnowledgeGraph) -> None:
    assert len(column(kg, "?field", "id:dadi-partnership zg:coversField ?field")) == 6
    assert len(column(kg, "?service", "id:dadi-partnership zg:providesService ?service")) == 3


def test_kinds_of_patents_do_not_add_up_and_the_issue_says_so(kg: KnowledgeGraph) -> None:
    parts = select(kg, "?part ?value", "?part zg:componentOf id:obs-patents-2020 ; zg:value ?value")
    ((expected, found),) = select(
        kg,
        "?expected ?found",
        "id:issue-patent-sum zg:expectedValue ?expected ; zg:foundValue ?found",
    )
    assert sum(Decimal(value) for _, value in parts) == 2 + 198 + 2 + 297 == Decimal(found)
    assert Decimal(expected) == 510


@pytest.mark.parametrize(
    ("observation", "value", "unit", "bound"),
    [
        ("industrial-output-2021-h1", "23832000000", "unit:CCY_CNY", "zg:Exact"),
        ("non-coal-value-added-2021-h1", "1378000000", "unit:CCY_CNY", "zg:Approximate"),
        ("talent-apartments", "2300", "unit:NUM", "zg:AtLeast"),
        ("group-debt-ratio", "64", "unit:PERCENT", "zg:AtMost"),
        ("government-funds-applied", "419850000", "unit:CCY_CNY", "zg:Exact"),
        ("revitalised-plant-area", "296000", "unit:M2", "zg:Exact"),
        ("semiconductor-park-land-area", "332", "zg:Mu", "zg:Exact"),
        ("connector-daily-output", "20000", "unit:NUM", "zg:Exact"),
    ],
)
def test_values_stand_in_base_units_with_their_bound(
    kg: KnowledgeGraph, observation: str, value: str, unit: str, bound: str
) -> None:
    ((found, *rest),) = select(
        kg,
        "?value ?unit ?bound",
        f"id:obs-{observation} zg:value ?value ; zg:unit ?unit ; zg:bound ?bound",
    )
    assert Decimal(found) == Decimal(value)
    assert rest == [unit, bound]


def test_every_entity_of_the_zone_stands_in_evidence(kg: KnowledgeGraph) -> None:
    registered = column(kg, "?entity", "GRAPH graph:entities { ?entity a ?kind }")
    evidenced = column(
        kg,
        "?entity",
        "?graph a zg:EvidenceGraph ."
        " { GRAPH ?graph { ?entity ?p ?o } } UNION { GRAPH ?graph { ?s ?p ?entity } }",
    )
    assert registered - evidenced == set()


def test_the_unstated_year_is_marked_as_a_reading(kg: KnowledgeGraph) -> None:
    pattern = "GRAPH ?graph { id:period-2021-08-15 zg:startDate ?date } ?graph zg:status ?status"
    assert select(kg, "?date ?status", pattern) == {("2021-08-15", "zg:Interpreted")}


def test_statements_of_a_person_are_told_apart_from_the_paper_s(kg: KnowledgeGraph) -> None:
    speakers = select(kg, "?span ?who", "?graph zg:statedBy ?who ; prov:wasDerivedFrom ?span")
    said = {span: who for span, who in speakers if who != "id:science-and-technology-daily"}
    assert said == {
        "src:changzhi-2021/p5-s1": "id:huang-jinpeng",
        "src:changzhi-2021/p5-s2": "id:huang-jinpeng",
        "src:changzhi-2021/p9-s1": "id:wei-yuxi",
        "src:changzhi-2021/p12-s2": "id:wei-yuxi",
        "src:changzhi-2021/p20-s2": "id:li-xiaojie",
    }
