"""The `zonegraph` program: finds a command, loads it alone, and turns errors into one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

import click

from zonegraph.cli.options import Session, language_of_locale
from zonegraph.errors import ZonegraphError
from zonegraph.model import Label

FAILURE, USAGE, INTERRUPTED, BROKEN_PIPE = 1, 2, 130, 141


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lies and what the help says of it, known without loading it."""

    module: str
    summary: Label


COMMANDS = {
    "build": Entry("build", Label("校验数据并构建图库目录", "Check the data and build a store")),
    "validate": Entry("validate", Label("只校验数据，不构建", "Check the data, build nothing")),
    "queries": Entry("ask", Label("列出命名问题，或显示其中一个", "List the named questions, or show one")),
    "query": Entry("ask", Label("运行命名问题或自己的 SPARQL", "Run a named question or your own SPARQL")),
    "show": Entry("show", Label("显示某一实体的事实及其证据", "Show an entity's facts and their evidence")),
    "anchors": Entry("anchors", Label("哪些企业锚定哪些集群", "Show who anchors which cluster")),
    "gaps": Entry("gaps", Label("各集群缺少“十个一”中的哪些要素", "Show what each cluster lacks")),
    "audit": Entry("audit", Label("哪些数字不自洽，隐含什么数值", "Find figures that do not add up")),
    "whatif": Entry("whatif", Label("若某实体离开，会失去什么", "Show what is lost when entities leave")),
    "stats": Entry("stats", Label("网络的结构：概况、社区、核心", "Show the structure of the network")),
    "compare": Entry("compare", Label("并列比较园区或时点", "Set zones, or moments, side by side")),
    "path": Entry("path", Label("两个实体如何相连", "Show how two entities connect")),
    "view": Entry("view", Label("写出可离线打开的互动网络页面", "Write an interactive page of the network")),
    "site": Entry("site", Label("写出可离线浏览的整站", "Write the whole graph as a static site")),
    "serve": Entry("serve", Label("以只读方式提供网页与 SPARQL 服务", "Serve the graph to browsers and programs")),
    "export": Entry("export", Label("把图导出为其他格式的文件", "Write the graph in another format")),
    "publish": Entry("publish", Label("把图发布到 SPARQL 服务器", "Send the graph to a SPARQL server")),
    "generate": Entry("generate", Label("生成已知真相的合成国家，供检验", "Make a synthetic country of known truth")),
    "verify": Entry("verify", Label("用原文核对定位与数字", "Check locators and figures against the text")),
}  # fmt: skip


class Commands(click.Group):
    """A group that knows its commands by name and imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command, or return None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"zonegraph.cli.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one, name the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            nearest = get_close_matches(args[0], COMMANDS) or COMMANDS
            ctx.fail(f"no command named {args[0]!r}; try: {', '.join(nearest)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands in the reader's language, importing none."""
        language = ctx.params.get("language") or language_of_locale()
        with formatter.section("命令" if language == "zh" else "Commands"):
            formatter.write_dl(
                [(name, entry.summary.in_language(language)) for name, entry in COMMANDS.items()]
            )


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from zonegraph import __version__

        click.echo(f"zonegraph {__version__}")
        ctx.exit()


@click.group("zonegraph", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    envvar="ZONEGRAPH_STORE",
    show_envvar=True,
    metavar="LOCATION",
    help="A store directory or a SPARQL endpoint; without it, the bundled graph in memory.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    help="Language of the output; without it, that of the locale.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def zonegraph(ctx: click.Context, store: str | None, language: str | None) -> None:
    """Ask a sourced knowledge graph of high-tech zones who anchors what, and why."""
    chosen = language or language_of_locale()
    ctx.obj = Session(store, "zh" if chosen == "zh" else "en")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit: 0 done, 1 findings or failure, 2 wrong usage.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows the program's name; from the process itself if not given.
    """
    sys.stdout = _speak_utf8(sys.stdout, "surrogateescape")
    sys.stderr = _speak_utf8(sys.stderr, "backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        code = BROKEN_PIPE
    except OSError as error:
        _discard_output()
        code = _fail(_describe(error))
    sys.exit(code)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = zonegraph.main(arguments, prog_name="zonegraph", standalone_mode=False)
    except ZonegraphError as error:
        return _fail(str(error))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _fail("interrupted")
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _fail(message: str) -> int:
    click.echo(f"zonegraph: {message}", err=True)
    return FAILURE


def _describe(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"{error.filename}: {reason}" if error.filename else f"cannot write: {reason}"


def _speak_utf8(stream: TextIO | None, errors: str) -> TextIO:
    """Make a stream UTF-8 whatever the locale, and one that is closed swallow what it is told."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=errors)
    return stream


def _discard_output() -> None:
    """Point standard output at nothing, so that the interpreter's own last flush cannot fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
