"""How each kind of entity looks: a colour for its family, a shape for itself.

Colour alone never tells two kinds apart. The seven family colours differ by at least 0.09 in OKLab
under normal sight and under simulated protanopia, deuteranopia and tritanopia, and stand out from
the page by 3:1 or more, in light and in dark (WCAG 2.2, 1.4.11). Within a family the shape tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zonegraph.model import Label

PAPER = {"light": "#fbfaf8", "dark": "#15181c"}
"""The ground that nodes are drawn on."""


@dataclass(frozen=True, slots=True)
class Family:
    """A group of kinds that share a colour.

    Attributes
    ----------
    name : str
        Its key, also the name of its colour variable in the style sheet.
    label : Label
        Its name for a reader.
    light, dark : str
        Its colour as ``#rrggbb`` on light and on dark paper.
    """

    name: str
    label: Label
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Kind:
    """How one class of entity is named and drawn.

    Attributes
    ----------
    name : str
        Local name of the class.
    label : Label
        Its name for a reader, as the ontology has it.
    family : str
        Name of its family.
    shape : str
        A shape that vis-network draws.
    filled : bool
        Whether the shape is filled or only outlined.
    """

    name: str
    label: Label
    family: str
    shape: str
    filled: bool = True


FAMILIES: tuple[Family, ...] = (
    Family("agents", Label("行动者", "Agents"), "#233e7a", "#6296ea"),
    Family("places", Label("地点", "Places"), "#0c7140", "#a1e3b2"),
    Family("economy", Label("产业经济", "Economy"), "#d37816", "#cc8b3a"),
    Family("instruments", Label("政策工具", "Instruments"), "#8d4f96", "#a06498"),
    Family("frameworks", Label("体系框架", "Frameworks"), "#771a0c", "#c15945"),
    Family("statistics", Label("统计与来源", "Figures and sources"), "#2999c4", "#58c3e7"),
    Family("concepts", Label("属性概念", "Concepts"), "#85827d", "#999591"),
)
"""Every family, in the order of a legend."""

KINDS: tuple[Kind, ...] = (
    Kind("Enterprise", Label("企业", "enterprise"), "agents", "dot"),
    Kind("GroupCompany", Label("集团公司", "group company"), "agents", "hexagon"),
    Kind("ResearchInstitute", Label("研究机构", "research institute"), "agents", "square"),
    Kind("PublicBody", Label("公共机构", "public body"), "agents", "diamond"),
    Kind("MediaOutlet", Label("媒体", "media outlet"), "agents", "triangleDown"),
    Kind("Association", Label("协会", "association"), "agents", "triangle"),
    Kind("TalentAlliance", Label("人才联盟", "talent alliance"), "agents", "star"),
    Kind("Organization", Label("机构", "organisation"), "agents", "square", filled=False),
    Kind("Team", Label("团队", "team"), "agents", "hexagon", filled=False),
    Kind("Person", Label("人物", "person"), "agents", "dot", filled=False),
    Kind("Role", Label("职务", "role"), "agents", "diamond", filled=False),
    Kind("Membership", Label("任职", "membership"), "agents", "triangle", filled=False),
    Kind("HighTechZone", Label("高新技术产业开发区", "high-tech zone"), "places", "star"),
    Kind("AdministrativeArea", Label("行政区域", "administrative area"), "places", "diamond"),
    Kind("IndustrialPark", Label("产业园区", "industrial park"), "places", "square"),
    Kind("Facility", Label("设施", "facility"), "places", "triangle"),
    Kind("IndustryCluster", Label("产业集群", "industry cluster"), "economy", "hexagon"),
    Kind("Industry", Label("产业", "industry"), "economy", "dot"),
    Kind("ValueChainStage", Label("产业链环节", "value-chain stage"), "economy", "triangle"),
    Kind("Product", Label("产品", "product"), "economy", "square"),
    Kind("Technology", Label("技术", "technology"), "economy", "diamond"),
    Kind("Standard", Label("标准", "standard"), "economy", "triangleDown"),
    Kind("Fund", Label("基金", "fund"), "instruments", "dot"),
    Kind("Platform", Label("创新平台", "platform"), "instruments", "square"),
    Kind("Project", Label("项目", "project"), "instruments", "hexagon"),
    Kind("PolicyDocument", Label("政策文件", "policy document"), "instruments", "triangleDown"),
    Kind("Mechanism", Label("机制", "mechanism"), "instruments", "diamond"),
    Kind("Partnership", Label("合作关系", "partnership"), "instruments", "triangle"),
    Kind("Goal", Label("目标", "goal"), "instruments", "dot", filled=False),
    Kind("Designation", Label("称号", "designation"), "instruments", "star"),
    Kind("Framework", Label("体系框架", "framework"), "frameworks", "hexagon"),
    Kind("FrameworkElement", Label("体系要素", "framework element"), "frameworks", "dot"),
    Kind("ElementGroup", Label("要素组", "element group"), "frameworks", "square"),
    Kind("ElementRealization", Label("要素落实", "element realisation"), "frameworks", "diamond"),
    Kind("Indicator", Label("指标", "indicator"), "statistics", "hexagon"),
    Kind("Observation", Label("观测值", "observation"), "statistics", "square"),
    Kind("Period", Label("时期", "period"), "statistics", "diamond"),
    Kind("Source", Label("来源", "source"), "statistics", "triangleDown"),
    Kind("DataIssue", Label("数据问题", "data issue"), "statistics", "triangle"),
    Kind("Characteristic", Label("特征", "characteristic"), "concepts", "dot"),
    Kind("Function", Label("职能", "function"), "concepts", "square"),
    Kind("DevelopmentStatus", Label("建设状态", "development status"), "concepts", "diamond"),
    Kind("CooperationField", Label("合作领域", "field of cooperation"), "concepts", "hexagon"),
    Kind("Service", Label("服务", "service"), "concepts", "triangle"),
    Kind("ReportingVisit", Label("采访活动", "reporting visit"), "concepts", "triangleDown"),
)
"""Every kind that has a look of its own, in the order of a legend."""

_BY_NAME = {kind.name: kind for kind in KINDS}
_ORDER = {kind.name: place for place, kind in enumerate(KINDS)}


def look_of(name: str) -> Kind:
    """Return how a kind is drawn; one without a look of its own is a grey ring under its own name.

    Parameters
    ----------
    name : str
        Local name of the class.

    Examples
    --------
    >>> look_of("IndustrialPark").shape
    'square'
    >>> look_of("MeasureKind").label.en
    'measure kind'
    """
    return _BY_NAME.get(name) or _plain_look(name)


def legend_order(name: str) -> tuple[int, str]:
    """Return the sorting key that puts kinds in the order of a legend, unknown ones last."""
    return _ORDER.get(name, len(KINDS)), name


def stylesheet() -> str:
    """Return the family colours as CSS variables, for light, for dark and for the reader's choice.

    Examples
    --------
    >>> "--agents: #233e7a;" in stylesheet()
    True
    """
    light, dark = (_variables(mode) for mode in PAPER)
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{\n"
        f'  :root:not([data-theme="light"]) {{ {dark} }}\n'
        f"}}\n"
        f':root[data-theme="dark"] {{ {dark} }}\n'
    )


def _variables(mode: str) -> str:
    colours = {family.name: getattr(family, mode) for family in FAMILIES} | {"paper": PAPER[mode]}
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _plain_look(name: str) -> Kind:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return Kind(name, Label(words, words), "concepts", "dot", filled=False)
