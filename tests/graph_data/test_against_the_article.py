"""The graph against the article itself, wherever a reader's copy lies beside the project."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from zonegraph.article import Article, Quotation, SpanRecord, clean, find_residues, segment, verify
from zonegraph.knowledge_graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[2]
COPY = Path(
    os.environ.get("ZONEGRAPH_ARTICLE", ROOT.parent / "shared/article/changzhi-2021-raw.txt")
)
SOURCE = "https://w3id.org/zonegraph/source/changzhi-2021"

pytestmark = pytest.mark.skipif(not COPY.is_file(), reason="no copy of the article here")


@pytest.fixture(scope="module")
def text() -> str:
    return clean(COPY.read_bytes())


@pytest.fixture(scope="module")
def article(text: str) -> Article:
    return segment(text)


@pytest.fixture(scope="module")
def quotations(kg: KnowledgeGraph) -> list[Quotation]:
    return [
        Quotation(
            str(row["entity"]),
            str(row["text"]),
            str(row["span"]).removeprefix(f"{SOURCE}/"),
            is_figure=str(row["property"]).endswith("#valueAsStated"),
        )
        for row in kg.query("quotations").records()
    ]


def test_cleaning_leaves_no_residue_and_nothing_to_clean(text: str) -> None:
    assert find_residues(text) == []
    assert clean(text) == text
    assert re.findall(r"[^\W\d_a-zA-Z\u3400-\u9fff]", text) == []  # no letter but Latin and Han
    assert len(text.split("\n")) == 28


def test_passages_stand_where_their_locators_say(article: Article) -> None:
    passages = {passage.locator: passage.text for passage in article.passages}
    assert "量身打造" in passages["p16-s2"]
    assert "13.78" in passages["p8-s1-c3"]
    assert "p8-s1-c4" in passages
    assert "p8-s1-c5" not in passages
    assert "16.6万平方米" in passages["p21-s3-c6"]
    assert "p21-s3-c7" not in passages


def test_digests_figures_and_names_agree_and_no_figure_is_missing(
    kg: KnowledgeGraph, article: Article, quotations: list[Quotation]
) -> None:
    spans = [
        SpanRecord(str(row["span"]).removeprefix(f"{SOURCE}/"), str(row["digest"]))
        for row in kg.query("spans").records()
    ]
    report = verify(article, spans, quotations)
    assert report.findings == ()
    # Fifty-two distinct figures in digits; the six of the patents and the change of rank stand twice.
    assert report.text_figures == 59
    assert report.spans == 65


def test_every_sentence_is_a_span(kg: KnowledgeGraph, article: Article) -> None:
    spans = {str(row["span"]).removeprefix(f"{SOURCE}/") for row in kg.query("spans").records()}
    assert {passage.locator for passage in article.passages if passage.sentence} <= spans


@pytest.mark.parametrize(
    "name",
    [
        *("山西立讯精密工业有限公司", "中科潞安紫外光电科技有限公司", "潞安太阳能", "海德利森"),
        *("深圳中世控股", "成都奥泰集团", "大地集团", "长高智汇", "长高智行", "长高融汇"),
        *("武汉资环工研院", "海外华人高新技术协会", "渠志灿", "大健康产业研究院", "国家知识产权局"),
        *("太行高层次人才发展联盟", "管委会", "党工委", "宣传科", "科技日报", "美国", "山西省"),
        *("黄锦鹏", "卫玉玺", "李晓杰", "鲁雅静", "半导体光电产业园", "新能源汽车产业园"),
        *("中极氢能产业生态基地", "智能终端产业园", "5G电子制造基地", "高温MOCVD设备"),
        *("第三代半导体紫外光电工程研究中心", "半导体光电产业集群", "高端装备制造业集群"),
    ],
)
def test_proper_names_are_recorded_in_the_very_passage_that_bears_them(
    article: Article, quotations: list[Quotation], name: str
) -> None:
    bearing = {passage.locator for passage in article.narrowest() if name in passage.text}
    recorded = {each.locator for each in quotations if name in each.text}
    assert bearing
    assert bearing - recorded == set()


def test_no_sentence_of_the_article_stands_in_the_project(text: str) -> None:
    allowed = re.compile("关于盘活闲置土地闲置厂房和闲置资源的实施意见")  # the title of a document
    runs = {
        run[start : start + 20]
        for run in re.findall(r"[\u3400-\u9fff]{20,}", allowed.sub(" ", text))
        for start in range(len(run) - 19)
    }
    suffixes = {
        ".py",
        ".md",
        ".ttl",
        ".trig",
        ".rq",
        ".html",
        ".json",
        ".toml",
        ".ipynb",
        ".js",
        ".j2",
    }
    skipped = {".venv", ".git", "out"}
    files = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in suffixes and not skipped & set(path.relative_to(ROOT).parts)
    ]
    assert len(files) > 100
    found = {
        (str(path.relative_to(ROOT)), run)
        for path in files
        for content in [path.read_text(encoding="utf-8")]
        for run in runs
        if run in content
    }
    assert found == set()
