"""Every word that the server's own pages say, in both languages; braces are filled in."""

from __future__ import annotations

from zonegraph.model import Label

WORDS: dict[str, Label] = {
    "all_questions": Label("全部命名问题", "All named questions"),
    "answer": Label("答案", "Answer"),
    "ask": Label("提问", "Ask"),
    "blank": Label("从空白开始", "Start from nothing"),
    "chart": Label("图表", "Chart"),
    "chart_needs": Label(
        "图表需要一列数值和一列名称。", "A chart needs a column of numbers and a column of names."
    ),
    "chart_of": Label("{value}，按{name}", "{value} by {name}"),
    "download": Label("下载", "Download"),
    "empty": Label("没有匹配的行。", "No row matches."),
    "example": Label("示例：命名问题", "Example: a named question"),
    "explorer": Label("图谱浏览", "Explorer"),
    "failed": Label("服务器没有应答。", "The server does not answer."),
    "first_rows": Label("显示 {count} 行中的前 {shown} 行", "The first {shown} of {count} rows"),
    "language": Label("English", "中文"),
    "network": Label("关系网络", "Network"),
    "network_first": Label("只画出前 {shown} 个实体", "Only the first {shown} entities are drawn"),
    "network_of": Label(
        "关系网络：{nodes} 个实体，{edges} 条关系；表格列出同样内容",
        "Network of {nodes} entities and {edges} relations; the table lists the same",
    ),
    "network_needs": Label(
        "网络需要两列实体，或由 CONSTRUCT 得到的三元组。",
        "A network needs two columns of entities, or the triples of a CONSTRUCT.",
    ),
    "no": Label("否", "no"),
    "optional": Label("可不填", "optional"),
    "query": Label("SPARQL 查询", "SPARQL query"),
    "query_hint": Label(
        "按 Ctrl+Enter 运行；zonegraph 的前缀无需声明；只读。",
        "Ctrl+Enter runs it; zonegraph's prefixes need no declaration; read-only.",
    ),
    "questions": Label("命名问题", "Named questions"),
    "required": Label("必填", "required"),
    "rows": Label("{count} 行，{ms} 毫秒", "{count} rows in {ms} ms"),
    "run": Label("运行", "Run"),
    "running": Label("正在查询……", "Asking …"),
    "script_needed": Label(
        "编辑器需要 JavaScript；不用它时请看命名问题。",
        "The editor needs JavaScript; without it, see the named questions.",
    ),
    "skip": Label("跳到内容", "Skip to the content"),
    "sparql": Label("SPARQL 编辑器", "SPARQL editor"),
    "stop": Label("停止", "Stop"),
    "subject": Label("主语", "subject"),
    "predicate": Label("谓语", "predicate"),
    "object": Label("宾语", "object"),
    "table": Label("表格", "Table"),
    "views": Label("显示方式", "Show as"),
    "yes": Label("是", "yes"),
}
"""Name of a word in the templates to the word itself."""
