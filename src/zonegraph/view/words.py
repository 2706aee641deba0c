"""Every word that a page's controls say, in both languages; braces are filled in by the page."""

from __future__ import annotations

from zonegraph.model import Label

WORDS: dict[str, Label] = {
    "all_kinds": Label("全部显示", "Show all"),
    "also": Label("又称", "Also called"),
    "back": Label("返回列表", "Back to list"),
    "close": Label("关闭", "Close"),
    "confidence": Label("置信度", "confidence"),
    "details": Label("实体详情", "Details"),
    "fact_count": Label("{count} 条事实", "{count} facts"),
    "fact_count_one": Label("1 条事实", "1 fact"),
    "fit": Label("适合窗口", "Fit to window"),
    "hub_ties": Label("枢纽连线", "Links of hubs"),
    "incoming": Label("反向", "incoming"),
    "Inferred": Label("推导", "inferred"),
    "Interpreted": Label("解读", "interpreted"),
    "language": Label("语言", "Language"),
    "larger": Label("展开面板", "Enlarge panel"),
    "legend": Label("图例与筛选", "Legend and filters"),
    "list": Label("全部实体", "All entities"),
    "matrix": Label("缺口矩阵", "Gap matrix"),
    "more_facts": Label("另有 {count} 条", "{count} more"),
    "no_facts": Label("本页没有关于它的事实。", "This page holds no fact about it."),
    "no_match": Label("没有匹配的实体", "No entity matches"),
    "outgoing": Label("正向", "outgoing"),
    "picture": Label(
        "关系图：方向键在实体间移动，加减号缩放，Esc 取消选择",
        "Network: arrow keys move between entities, plus and minus zoom, Escape clears",
    ),
    "reset": Label("复位：显示全部，还原位置", "Reset: show all, restore positions"),
    "script_needed": Label(
        "此页面需要启用 JavaScript 才能显示关系图。",
        "This page needs JavaScript to draw its network.",
    ),
    "search": Label("搜索实体", "Search entities"),
    "search_hint": Label("中文或英文名称", "Chinese or English name"),
    "Stated": Label("陈述", "stated"),
    "statuses": Label("证据状态", "Evidence"),
    "suggestions": Label("搜索建议", "Suggestions"),
    "summary": Label(
        "{entities} 个实体 · {facts} 条事实：{Stated} 条陈述，{Interpreted} 条解读，{Inferred} 条推导",
        "{entities} entities · {facts} facts: {Stated} stated, {Interpreted} interpreted,"
        " {Inferred} inferred",
    ),
    "theme": Label("切换深浅色", "Switch light and dark"),
    "unselected": Label("点击节点或名称查看证据", "Choose an entity to see its evidence"),
    "zoom_in": Label("放大", "Zoom in"),
    "zoom_out": Label("缩小", "Zoom out"),
}
"""Name of a word in the templates to the word itself; statuses go by their own names."""
