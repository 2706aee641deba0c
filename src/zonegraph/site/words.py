"""Every word that the pages of a site say of their own accord, in both languages."""

from __future__ import annotations

from zonegraph.model import Label

WORDS: dict[str, Label] = {
    "about_network": Label("点击节点打开其页面", "Choose a node to open its page"),
    "agree": Label("所述与所算", "Stated beside computed"),
    "all_entities": Label("全部实体", "All entities"),
    "also": Label("又称", "Also called"),
    "anchors": Label("锚定企业", "Anchors"),
    "anchors_stated": Label("来源所述", "Stated by sources"),
    "anchors_computed": Label("网络所算", "Computed from the network"),
    "answer": Label("答案", "Answer"),
    "answer_cut": Label("仅列前 {shown} 行，共 {all} 行", "the first {shown} of {all} rows"),
    "asked_with": Label("参数示例", "Asked here with"),
    "audit": Label("核算", "Audit"),
    "audit_note": Label(
        "以下均为计算所得，并非来源所述。", "All of this is computed; no source states it."
    ),
    "change": Label("同比变化", "Change on a year earlier"),
    "cluster": Label("产业集群", "Industry cluster"),
    "clusters": Label("产业集群", "Industry clusters"),
    "clusters_count": Label("集群", "Clusters"),
    "comparable": Label("可比数字", "Figures that compare"),
    "completion": Label("年度目标完成率", "Annual targets reached"),
    "composition": Label("构成", "What totals are made of"),
    "computed": Label("计算", "computed"),
    "computed_target": Label("推算的年度目标", "annual target that follows"),
    "confidence": Label("置信度", "Confidence"),
    "contents": Label("目录", "Contents"),
    "country": Label("全国高新区", "High-tech zones"),
    "data_issues": Label("数据问题", "Data issues"),
    "digest": Label("文本摘要", "Digest"),
    "dominator": Label("支配者", "dominator"),
    "download": Label("下载", "Downloads"),
    "download_large": Label(
        "图谱太大，不随本站提供；请自行导出。",
        "The graph is too large to come with this site; export it.",
    ),
    "download_note": Label("同一幅图，五种格式。", "The same graph in five formats."),
    "elements": Label("要素", "Elements"),
    "enterprise": Label("企业", "Enterprise"),
    "enterprises": Label("企业", "Enterprises"),
    "entities": Label("实体", "Entities"),
    "evidence": Label("依据", "Evidence"),
    "explorer": Label("打开互动关系图", "Open the interactive network"),
    "facts": Label("事实", "Facts"),
    "facts_about": Label("相关事实", "Facts"),
    "facts_none": Label("图中没有关于它的事实。", "The graph holds no fact about it."),
    "figure": Label("数字", "Figure"),
    "figures": Label("数字", "Figures"),
    "figures_all": Label("全部数字", "Every figure"),
    "format": Label("格式", "Format"),
    "frameworks": Label("体系框架", "Frameworks"),
    "frameworks_note": Label(
        "每个要素由来源所示的什么落实。空白表示来源未见，不等于没有。",
        "What the sources show to realise each element. An empty one was not found in them, which is not the"
        " same as not there.",
    ),
    "gaps": Label("缺口", "What is missing"),
    "gaps_note": Label(
        "未见于来源，不等于没有。",
        "Not found in the sources is not the same as not there.",
    ),
    "home": Label("首页", "Home"),
    "identifier": Label("标识符", "Identifier"),
    "indicator": Label("指标", "Indicator"),
    "Inferred": Label("推导", "inferred"),
    "Interpreted": Label("解读", "interpreted"),
    "issue": Label("问题", "issue"),
    "kind": Label("类别", "Kind"),
    "kinds": Label("按类别", "By kind"),
    "lack": Label("缺少", "Lacking"),
    "language": Label("English", "中文"),
    "levels": Label("数值", "Level"),
    "members": Label("成员企业", "Member enterprises"),
    "menu": Label("站点导航", "Site navigation"),
    "missing": Label("来源未见", "not found in the sources"),
    "name_only": Label("仅知其名", "known by name alone"),
    "network": Label("关系网络", "Network"),
    "network_score": Label("网络得分", "Network score"),
    "no_match": Label("没有匹配的结果", "Nothing matches"),
    "no_rows": Label("没有结果。", "No rows."),
    "none_found": Label("未发现。", "None found."),
    "not_told": Label("未说明", "not told"),
    "observations": Label("观测值", "Figures"),
    "of_entity": Label("对象", "Of"),
    "ontology": Label("本体", "Ontology"),
    "ontology_note": Label("本图谱所用的全部术语。", "Every term that the graph uses."),
    "page_of": Label("页面", "Page"),
    "paragraph": Label("第 {number} 段", "Paragraph {number}"),
    "parameters": Label("参数", "Parameters"),
    "parks": Label("园区", "Parks"),
    "part": Label("部分", "Part"),
    "period": Label("时期", "Period"),
    "place": Label("位次", "Place"),
    "plain_facts": Label(
        "{entities:,} 个实体 · {facts:,} 条事实 · {figures:,} 个数字",
        "{entities:,} entities · {facts:,} facts · {figures:,} figures",
    ),
    "publisher": Label("发布者", "Publisher"),
    "questions": Label("命名问题", "Questions"),
    "questions_note": Label(
        "每个问题是一个 SPARQL 文件；命令行、页面与端点问的是同一文件。",
        "Each question is one SPARQL file; the command line, these pages and the endpoint ask the same file.",
    ),
    "realised_by": Label("由什么落实", "Realised by"),
    "reasons": Label("理由", "Reasons"),
    "relation": Label("关系", "Relation"),
    "remainder": Label("未列明", "not listed"),
    "search": Label("搜索全站", "Search the site"),
    "search_hint": Label("中文、拼音或英文", "Chinese, pinyin or English"),
    "sentence": Label("原句", "Sentence"),
    "skip": Label("跳到正文", "Skip to the content"),
    "sources": Label("来源", "Sources"),
    "sources_note": Label(
        "图谱的每条事实都出自这里的某一处。原文不在本站；请自备文本，用 zonegraph verify 核对。",
        "Every fact of the graph comes from one of these places. The texts themselves are not here; check the"
        " graph against your own copy with: zonegraph verify",
    ),
    "spans": Label("片段", "Spans"),
    "sparql": Label("SPARQL", "SPARQL"),
    "Stated": Label("陈述", "stated"),
    "stated_roles": Label("来源所述", "Stated roles"),
    "statistics": Label("统计", "Statistics"),
    "statistics_note": Label(
        "每个数字附有出处；虚线为计算所得。",
        "Each figure with its place in the source; what is computed is drawn dashed.",
    ),
    "status": Label("状态", "Status"),
    "surroundings": Label("周围", "Surroundings"),
    "term": Label("术语", "Term"),
    "theme": Label("切换深浅色", "Switch light and dark"),
    "title": Label("高新区创新生态知识图谱", "Innovation ecosystems of high-tech zones"),
    "unknown": Label("未知", "unknown"),
    "untold": Label("来源未提及", "no source gives one"),
    "value": Label("数值", "Value"),
    "verdict": Label("结论", "Verdict"),
    "what_is_taken": Label("取自此处", "Taken from here"),
    "zone": Label("高新区", "Zone"),
    "zone_figures": Label("园区主要数字", "The zone in figures"),
    "zones": Label("高新区", "Zones"),
}
"""Name of a word in the templates to the word itself; statuses go by their own names."""

RULES: dict[str, Label] = {
    "parts-and-total": Label("分项与总数", "parts and total"),
    "share": Label("占比", "share"),
    "implied-target": Label("隐含的年度目标", "implied annual target"),
    "implied-base": Label("隐含的基期值", "implied earlier value"),
    "change-of-rank": Label("位次变化", "change of rank"),
    "place-in-field": Label("名次所处位置", "place in the field"),
    "multiple": Label("倍数", "multiple"),
    "plot-ratio": Label("容积率", "plot ratio"),
    "investment-density": Label("单位土地投资", "investment per unit of land"),
    "repeated": Label("多处一致", "repeated alike"),
    "conflicting-values": Label("数值冲突", "conflicting values"),
}
"""What a reader calls each rule of the audit."""

FINDINGS: dict[str, Label] = {
    "conflict": Label("矛盾", "conflict"),
    "remainder": Label("有余数", "remainder"),
    "implied": Label("可推算", "implied"),
    "confirmed": Label("相符", "confirmed"),
}
"""What a reader calls each verdict of the audit."""

LACKS: dict[str, Label] = {
    "element without an instrument": Label("要素无政策工具落实", "element without an instrument"),
    "park without tenants": Label("园区未见入驻企业", "park without tenants"),
    "cluster untouched": Label("集群未被触及", "cluster untouched"),
}
"""What a reader calls each kind of lack."""

UNITS: dict[str, Label] = {
    "M2": Label("平方米", "m²"),
    "Mu": Label("亩", "mu"),
    "PERCENT": Label("%", "%"),
    "CCY_CNY": Label("元", "yuan"),
}
"""What follows a value of each unit; a count has none."""
