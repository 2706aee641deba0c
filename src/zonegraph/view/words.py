"""Every word that a page's controls say, in both languages; braces are filled in by the page."""

from __future__ import annotations

from zonegraph.model import Label

WORDS: dict[str, Label] = {
    "all_kinds": Label("全部显示", "Show all"),
    "also": Label("又称", "Also called"),
    "back": Label("返回列表", "Back to list"),
    "cancel": Label("取消", "Cancel"),
    "close": Label("关闭", "Close"),
    "confidence": Label("置信度", "confidence"),
    "confidence_least": Label("最低置信度", "Least confidence"),
    "details": Label("实体详情", "Details"),
    "fact_count": Label("{count} 条事实", "{count} facts"),
    "fact_count_one": Label("1 条事实", "1 fact"),
    "fit": Label("适合窗口", "Fit to window"),
    "folded_notice": Label(
        "整体过大，一页难以尽显：{entities} 个实体、{facts} 条事实已折叠为园区、集群与产业。",
        "Too large for one page: {entities} entities and {facts} facts are folded into their zones,"
        " clusters and industries.",
    ),
    "focus_leave": Label("显示全部", "Show all"),
    "focus_on": Label("只看“{name}”周围 {depth} 步", "Only around {name}, within {depth}"),
    "fold": Label("折叠：{name}", "Fold: {name}"),
    "help": Label("操作方法", "How to use this page"),
    "holds": Label(
        "其中折叠了 {holds} 个实体、{inside} 条事实",
        "{holds} entities and {inside} facts are folded into it",
    ),
    "hub_ties": Label("枢纽连线", "Links of hubs"),
    "incoming": Label("反向", "incoming"),
    "Inferred": Label("推导", "inferred"),
    "Interpreted": Label("解读", "interpreted"),
    "key_arrows": Label("在实体间移动", "move between entities"),
    "key_depth": Label(
        "只看周围 1、2、3 步；双击亦可", "only the surroundings at 1, 2, 3 steps; or double-click"
    ),
    "key_escape": Label("取消选择，退出聚焦", "clear the selection, leave the surroundings"),
    "key_fold": Label("折叠或展开集群", "fold or unfold a cluster"),
    "key_help": Label("显示本说明", "show this help"),
    "key_move": Label("移动所选实体；亦可拖动", "move the chosen entity; or drag it"),
    "key_path": Label(
        "查找到另一实体的路径；按住 Shift 点击亦可",
        "find the way to another entity; or Shift-click it",
    ),
    "key_search": Label(
        "搜索：中文、拼音、首字母或英文", "search: Chinese, pinyin, initials or English"
    ),
    "key_undo": Label("撤销", "undo"),
    "key_zoom": Label("缩放；0 适合窗口", "zoom; 0 fits the window"),
    "language": Label("语言", "Language"),
    "larger": Label("展开面板", "Enlarge panel"),
    "legend": Label("图例与筛选", "Legend and filters"),
    "link_copied": Label("链接已复制", "Link copied"),
    "link_ready": Label("链接在地址栏中", "The link is in the address bar"),
    "list": Label("全部实体", "All entities"),
    "matrix": Label("缺口矩阵", "Gap matrix"),
    "more_facts": Label("另有 {count} 条", "{count} more"),
    "no_facts": Label("本页没有关于它的事实。", "This page holds no fact about it."),
    "no_match": Label("没有匹配的实体", "No entity matches"),
    "outgoing": Label("正向", "outgoing"),
    "own_page": Label("打开其专页", "Open its page"),
    "picture": Label(
        "关系图：方向键在实体间移动，加减号缩放，Esc 取消选择",
        "Network: arrow keys move between entities, plus and minus zoom, Escape clears",
    ),
    "relations": Label("关系", "Relations"),
    "reset": Label("复位：显示全部，还原位置", "Reset: show all, restore positions"),
    "route_from": Label("路径……", "Path to …"),
    "route_none": Label("两者之间没有路径", "There is no path between them"),
    "route_pick": Label("从“{name}”出发：请选另一实体", "From {name}: choose another entity"),
    "route_title": Label(
        "从“{one}”到“{other}”：{count} 步", "From {one} to {other}: {count} steps"
    ),
    "save": Label("保存", "Save"),
    "save_json": Label("数据 (JSON)", "Facts (JSON)"),
    "save_link": Label("复制链接", "Copy link"),
    "save_png": Label("图片 (PNG)", "Picture (PNG)"),
    "save_print": Label("打印", "Print"),
    "save_svg": Label("矢量图 (SVG)", "Picture (SVG)"),
    "saved": Label("已保存 {file}", "Saved {file}"),
    "script_needed": Label(
        "此页面需要启用 JavaScript 才能显示关系图。",
        "This page needs JavaScript to draw its network.",
    ),
    "search": Label("搜索实体", "Search entities"),
    "search_hint": Label("中文、拼音或英文名称", "Chinese, pinyin or English"),
    "Stated": Label("陈述", "stated"),
    "statuses": Label("证据状态", "Evidence"),
    "suggestions": Label("搜索建议", "Suggestions"),
    "summary": Label(
        "{entities} 个实体 · {facts} 条事实：{Stated} 条陈述，{Interpreted} 条解读，{Inferred} 条推导",
        "{entities} entities · {facts} facts: {Stated} stated, {Interpreted} interpreted,"
        " {Inferred} inferred",
    ),
    "summary_folded": Label(
        "{entities} 个实体 · {facts} 条事实，折叠为 {nodes} 个节点",
        "{entities} entities · {facts} facts, folded into {nodes} nodes",
    ),
    "surroundings": Label("周围步数", "Surroundings"),
    "theme": Label("切换深浅色", "Switch light and dark"),
    "undo": Label("撤销", "Undo"),
    "unfold": Label("展开：{name}", "Unfold: {name}"),
    "unselected": Label("点击节点或名称查看证据", "Choose an entity to see its evidence"),
    "until_day": Label("截至日期", "Up to the day"),
    "zoom_in": Label("放大", "Zoom in"),
    "zoom_out": Label("缩小", "Zoom out"),
}
"""Name of a word in the templates to the word itself; statuses go by their own names."""

SHORTCUTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("/",), "key_search"),
    (("←", "→", "↑", "↓"), "key_arrows"),
    (("Shift ←→↑↓",), "key_move"),
    (("1", "2", "3"), "key_depth"),
    (("p",), "key_path"),
    (("f",), "key_fold"),
    (("+", "-", "0"), "key_zoom"),
    (("Ctrl Z",), "key_undo"),
    (("Esc",), "key_escape"),
    (("?",), "key_help"),
)
"""Keys, and the word that says what they do."""
