"""Reasons in sentences, Chinese or English, each with the places of the sources that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from zonegraph.model import Label

if TYPE_CHECKING:
    from zonegraph.analysis.anchors import Anchor
    from zonegraph.analysis.reasons import Explanation, Reason
    from zonegraph.analysis.roles import Role

Name = Callable[[str], Label]

SHOWN = 8
"""So many entities are named in one sentence; of more, the number is told."""

STATUS = {
    "Stated": Label("陈述", "stated"),
    "Interpreted": Label("解读", "interpreted"),
    "Inferred": Label("推导", "inferred"),
}

VERDICTS = {
    "stated and computed": Label("所述与所算一致", "stated and computed agree"),
    "stated only": Label("仅来源所述", "stated, not computed"),
    "computed only": Label("仅网络所示", "computed, not stated"),
    "neither": Label("两者皆无", "neither"),
    "cannot be computed": Label("无从计算", "cannot be computed"),
}
"""How stated and computed agree, in a few words."""

MEASURES = {
    "coverage": Label("覆盖", "coverage"),
    "removal_impact": Label("移除影响", "removal impact"),
    "attraction": Label("吸引", "attraction"),
    "orchestration": Label("协调", "orchestration"),
    "within_degree_z": Label("集群内连接z值", "within-cluster z"),
    "participation": Label("跨集群参与", "participation"),
    "pagerank": Label("个性化PageRank", "PageRank"),
}
"""What a reader calls each measure."""

_SENTENCES = {
    "coverage": Label(
        "两步之内可达集群其他 {others} 个成员中的 {share}",
        "within two hops it reaches {share} of the cluster's {others} other members",
    ),
    "removal_impact": Label(
        "若其离开，最大连通部分的其他成员有 {share} 失去联系",
        "without it, {share} of the other members of the largest component fall off",
    ),
    "attraction": Label(
        "与其相连的园区、设施、平台、项目、基金和团队有 {value} 个",
        "sites, platforms, projects, funds and teams tied to it: {value}",
    ),
    "orchestration": Label(
        "邻居种类的熵为 {value} 比特", "the kinds of its neighbours have an entropy of {value} bits"
    ),
    "within_degree_z": Label(
        "与集群成员的连接数距均值 {value} 个标准差",
        "its links to members lie {value} standard deviations from the mean",
    ),
    "participation": Label(
        "其连接在各集群间的参与系数为 {value}",
        "the participation coefficient of its links over clusters is {value}",
    ),
    "pagerank": Label(
        "从集群出发的随机游走有 {share} 的时间在此",
        "a random walk from the cluster spends {share} of its time here",
    ),
}

_UNSAID = Label(
    "没有来源说其为龙头或为其打造", "no source calls it leading or says what was built for it"
)
_ONLY_A_NAME = Label(
    "网络中只知其名称与所属集群；未知不等于弱",
    "no more is known of it than its name and its cluster: unknown, which is not weak",
)
_NONE_TO_COMPARE = Label(
    "集群中只有它为网络所知，无可比较",
    "it is the only enterprise of the cluster of which more is known: none to compare it with",
)
_ALL_ALIKE = Label(
    "网络中没有什么使集群已知的企业有高下之分",
    "nothing in the network sets the cluster's known enterprises apart",
)


def sentences(explanation: Explanation, name: Name, language: str) -> list[str]:
    """Return the reasons for one enterprise's standing in one cluster, most important first.

    Parameters
    ----------
    explanation : Explanation
        What the analysis found.
    name : callable
        Returns the label of an IRI.
    language : str
        ``"zh"`` or ``"en"``.
    """
    anchor = explanation.anchor
    lines = [role_sentence(role, anchor, name, language) for role in anchor.roles]
    if not lines:
        lines.append(_UNSAID.in_language(language))
    lines.append(_standing(explanation, language))
    lines += [
        _sentence(reason, explanation.others, name, language) for reason in explanation.reasons
    ]
    if anchor.controlled:
        lines.append(_control(anchor, name, language))
    lines += _sureness(explanation, language)
    return lines


def role_sentence(role: Role, anchor: Anchor, name: Name, language: str) -> str:
    """Return one stated role with its status, its confidence and its places."""
    via = name(role.via).in_language(language)
    if role.relation == "builtFor":
        what = Label(f"{via}为其打造", f"{via} built for it")
    elif role.via == anchor.cluster:
        what = Label("本集群龙头企业", "leading enterprise of the cluster")
    else:
        what = Label(f"{via}龙头企业", f"leading enterprise of {via}")
    status = STATUS[role.evidence[0].status].in_language(language)
    return f"{what.in_language(language)} [{status} {role.confidence:.1f}: {', '.join(role_locators(role))}]"


def role_locators(role: Role) -> list[str]:
    """Return the places that a role rests on, each once."""
    chain = (*role.evidence, *role.support)
    return list(dict.fromkeys(spot for item in chain for spot in item.locators))


def _standing(explanation: Explanation, language: str) -> str:
    anchor = explanation.anchor
    if anchor.measures is None:
        said = _ONLY_A_NAME
    elif anchor.score is None:
        said = _NONE_TO_COMPARE
    elif anchor.verdict == "cannot be computed":
        said = _ALL_ALIKE
    else:
        verdict = VERDICTS[anchor.verdict]
        said = Label(
            f"网络得分 {anchor.score:.2f}，集群内第 {anchor.place} 位；{verdict.zh}",
            f"network score {anchor.score:.2f}, place {anchor.place} in the cluster; {verdict.en}",
        )
    return said.in_language(language)


def _sentence(reason: Reason, others: int, name: Name, language: str) -> str:
    value = f"{reason.value:.2f}".rstrip("0").rstrip(".")
    text = _SENTENCES[reason.measure].in_language(language)
    said = text.format(value=value, share=f"{reason.value:.0%}", others=others)
    if reason.rank is not None:
        above = Label(
            f"，高于 {reason.rank:.0%} 的同集群企业", f", above {reason.rank:.0%} of the others"
        )
        said += above.in_language(language)
    if reason.entities and reason.measure != "pagerank":
        names = _names(reason.entities, name, language)
        said += Label(f"：{names}", f": {names}").in_language(language)
    more = "…" if len(reason.locators) > SHOWN else ""
    return f"{said} [{', '.join(reason.locators[:SHOWN])}{more}]" if reason.locators else said


def _names(entities: Sequence[str], name: Name, language: str) -> str:
    shown = _listed((name(each).in_language(language) for each in entities[:SHOWN]), language)
    more = len(entities) - SHOWN
    if more <= 0:
        return shown
    return shown + (f"等 {len(entities)} 个" if language == "zh" else f" and {more} more")


def _listed(names: Iterable[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _control(anchor: Anchor, name: Name, language: str) -> str:
    names = _names(anchor.controlled, name, language)
    if anchor.dominator:
        said = Label(
            f"支配而非锚定：控制 {names}", f"it dominates rather than anchors: it controls {names}"
        )
    else:
        said = Label(f"控制 {names}", f"it controls {names}")
    return said.in_language(language)


def _sureness(explanation: Explanation, language: str) -> list[str]:
    sure = explanation.certainty
    if sure.holds is None:
        return []
    lines = [
        Label(
            f"逐句剔除 {sure.sentences} 句后，名次在 {sure.holds:.0%} 的情形下不变",
            f"leaving out each of {sure.sentences} sentences in turn, its place holds in {sure.holds:.0%}",
        )
    ]
    if sure.hangs_on:
        lines.append(
            Label(
                f"最依赖 {sure.hangs_on}：没有这句，名次为 {sure.place_without or '未知'}",
                f"it hangs most on {sure.hangs_on}: without it, its place is {sure.place_without or 'unknown'}",
            )
        )
    if sure.holds_by_source is None:
        lines.append(
            Label(
                "只有一个来源，无法逐源剔除", "there is one source alone, so none can be left out"
            )
        )
    else:
        lines.append(
            Label(
                f"逐个剔除 {sure.sources} 个来源后，名次在 {sure.holds_by_source:.0%} 的情形下不变",
                f"leaving out each of {sure.sources} sources, its place holds in {sure.holds_by_source:.0%}",
            )
        )
    return [line.in_language(language) for line in lines]
