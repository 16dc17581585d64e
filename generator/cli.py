"""The `kb` command. Each subcommand is a module of `generator.commands`, imported when it is called."""

import atexit
import errno
import gc
import os
import re
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from generator import __version__
from generator.base import Base
from generator.cli_words import translate
from generator.language import say, shown
from generator.remembering import sharing
from generator.remembering.place import SETTING, PlaceRefused
from generator.remembering.pool import cores
from generator.remembering.sharing import SharingRefused

GROUPS = (
    (say("写", "Write"), ("new", "check", "serve", "search", "try", "explain", "move", "rename")),
    (say("看改动和影响", "Review"), ("diff", "impact", "stale", "graph", "links")),
    (say("生成和发布", "Publish"), ("build", "publish", "verify", "server", "export")),
    (say("搭起来", "Set up"), ("doctor", "init", "admin")),
    (say("给程序用", "For programs"), ("lsp", "mcp", "reference")),
)
"""The commands, grouped as `kb --help` shows them."""
COMMANDS = tuple(name for _, names in GROUPS for name in names)

translate()

DEBUG = "KB_DEBUG"
"""The environment variable that turns on tracebacks."""
_REASONS = {
    errno.ENOSPC: ("磁盘满了", "the disk is full"),
    errno.EDQUOT: ("磁盘配额用完了", "the disk quota is used up"),
    errno.EFBIG: ("文件超过了系统允许的大小", "the file is larger than the system allows"),
    errno.EROFS: ("磁盘是只读的", "the disk is read-only"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EBUSY: ("正在被系统使用（比如是挂载点）", "in use by the system, such as a mount point"),
    errno.ENAMETOOLONG: ("名字太长", "the name is too long"),
    errno.ENOENT: ("没有这个文件", "there is no such file"),
    errno.EEXIST: ("已经有了", "it is there already"),
    errno.ENOTEMPTY: ("文件夹不是空的", "the folder is not empty"),
    errno.EADDRINUSE: ("端口已经有程序在用", "the port is in use"),
    errno.ECONNREFUSED: ("对方没有回应", "the connection was refused"),
    errno.ETIMEDOUT: ("等了太久没有回应", "no answer in time"),
    errno.ENOTDIR: ("不是文件夹", "not a folder"),
    errno.EISDIR: ("是文件夹，不是文件", "a folder, not a file"),
    errno.ELOOP: ("链接绕成了圈", "links that lead in a circle"),
    errno.EMFILE: ("打开的文件太多", "too many open files"),
}


_SHARED = {
    sharing.URL: ("要写 http:// 或 https:// 开头的网址", "give an address that begins with http:// or https://"),
    sharing.SECRET: (f"至少要 {sharing.SHORTEST} 个字符", f"give at least {sharing.SHORTEST} characters"),
    sharing.SHARE: ("写成 2/4 这样", "write it like 2/4"),
}


def _not_shared(name: str) -> str:
    """The message for an invalid setting of the shared cache."""
    return say(f"环境变量 {name} 不对：{_SHARED[name][0]}。", f"{name} is no good: {_SHARED[name][1]}.")


_SENTENCE = re.compile(r".+?(?:。|\.(?= |$))", re.MULTILINE)
_OPTIONS = say("[选项]", "[OPTIONS]")


class SetupError(click.ClickException):
    """The command cannot do its work, though the content may be fine: a missing folder, a bad option, a port in use.
    Exit code 2.
    """

    exit_code = 2


class _Commands(click.Group):
    """Finds each subcommand in `generator.commands`, so that `kb check` does not import what only `kb serve` needs."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs a command; an error of the operating system becomes one sentence instead of a traceback."""
        try:
            return super().invoke(ctx)
        except PlaceRefused as refused:
            raise SetupError(
                say(
                    f"{SETTING} 指的 {refused} 不能用：要一个自己的文件夹，不能是链接，也不能在知识库里面。",
                    f"{SETTING} names {refused}, which is not used: give a folder of your own, no link, outside the base.",
                )
            ) from None
        except SharingRefused as refused:
            raise SetupError(_not_shared(str(refused))) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise SetupError(say(f"{reason(error)}。", f"{reason(error)}.")) from None
        except click.MissingParameter as missing:
            name = missing.param.get_error_hint(missing.ctx).strip("'") if missing.param and missing.ctx else ""
            raise click.UsageError(say(f"还要写上 {name}。", f"Give {name}."), missing.ctx) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if os.environ.get(DEBUG):
                raise
            raise SetupError(_broke(error)) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolves a command's name; an unknown one is reported with the closest known name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            guess = "".join(get_close_matches(args[0], COMMANDS, 1, 0.5))
            zh, en = (f"是不是想写 {guess}？", f" Did you mean {guess}?") if guess else ("", "")
            ctx.fail(say(f"没有命令 {args[0]}。{zh}", f"There is no command {args[0]}.{en}"))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"generator.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        command.options_metavar = _OPTIONS
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands by task, each with the first sentence of its help."""
        for heading, names in GROUPS:
            with formatter.section(heading):
                formatter.write_dl([(name, self._in_short(ctx, name)) for name in names])

    def _in_short(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        found = _SENTENCE.match((command and command.help) or "")
        return found[0] if found else ""


def _broke(error: Exception) -> str:
    """The message for a bug of the tool itself."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = shown(f"{type(error).__name__}: {error}"[:300]) + f" ({Path(place.filename).name}:{place.lineno})"
    return say(
        f"工具自己出错了，请报告给维护的人：{what}。加上 {DEBUG}=1 再运行一次可以看到全部经过。",
        f"The tool itself failed; please report it: {what}. Run it again with {DEBUG}=1 to see everything.",
    )


def reason(error: OSError) -> str:
    """Describes an `OSError` in words: what failed, and for which file."""
    zh, en = _REASONS.get(error.errno or 0, (error.strerror or str(error),) * 2)
    return f"{error.filename}: {say(zh, en)}" if error.filename else say(zh, en)


@click.group(
    cls=_Commands,
    options_metavar=_OPTIONS,
    subcommand_metavar=say("命令 [参数]...", "COMMAND [ARGS]..."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "分期与催收知识库的编辑工具。\n\n常用：kb check 检查全部条目；kb serve 边写边看；kb new 新建条目。",
        "Tools of the instalment and collection knowledge base.\n\n"
        "Most used: `kb check` checks all entries, `kb serve` shows the site while you write, `kb new` starts an entry.",
    ),
)
@click.version_option(__version__, prog_name="kb")
def main() -> None:
    """The group of all commands."""


def run() -> None:
    """The `kb` command as a process of its own, which ends at once: to free all that is in memory would take long."""
    if hasattr(signal, "SIGCHLD"):  # where whoever started this ignores it, processes could not be waited for
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        main()
    except SystemExit as done:
        atexit._run_exitfuncs()
        with suppress(OSError):  # the disk is full, or nobody reads any more: Python says so where it ends by itself
            for stream in filter(None, (sys.stdout, sys.stderr)):  # either may be closed
                stream.flush()
            if isinstance(done.code, int):
                os._exit(done.code)
        raise


class Slashed(click.Path):
    """A path option that accepts backslashes on any system."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, with backslashes replaced if there is no such path otherwise."""
        text = str(value)
        other = text.replace("\\", "/")
        return super().convert(other if other != text and not Path(text).exists() else value, param, ctx)


def slashed(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The name of an entry with `/` between section and id, even if written with a backslash."""
    return value.replace("\\", "/")


class _Processes(click.IntRange):
    """An option for a number of processes, whose help describes its range."""

    def _describe_range(self) -> str:
        return ""


def _root_as(name: str, read: Callable[..., object], function: click.decorators.FC) -> click.decorators.FC:
    """Adds `--root DIR` to a command, which gets the result of `read` for the folder as the argument `name`."""
    return click.option(
        "--root",
        name,
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        callback=read,
        help=say(
            "知识库所在的文件夹（里面有 content/）。默认是当前文件夹。",
            "The folder that holds content/. Default: here.",
        ),
    )(function)


def root_option(function: click.decorators.FC) -> click.decorators.FC:
    """Adds `--root DIR`: the command gets the folder that contains `content/` as `root`."""
    return _root_as("root", _root, function)


def base_option(function: click.decorators.FC) -> click.decorators.FC:
    """Adds `--root DIR` to a command that reads the base once: it gets the `Base`, with its result cache, as `base`."""
    return _root_as("base", _base, function)


def jobs_option(function: click.decorators.FC) -> click.decorators.FC:
    """Adds `--jobs N`: the number of processes; results do not depend on it."""
    about = say(
        "同时用几个进程：1 到 256，不写就有几个核用几个。结果都一样。",
        "How many processes, 1 to 256; as many as cores by default. The result is the same.",
    )
    kind = _Processes(1, 256)
    return click.option("--jobs", "-j", type=kind, default=cores, metavar="N", help=about)(function)


def nearest() -> Path | None:
    """The current folder or the nearest above it that holds `content/`; None if there is none."""
    here = Path.cwd()
    return next((place for place in (here, *here.parents) if (place / "content").is_dir()), None)


def addresses(context: click.Context, parameter: click.Parameter, typed: str) -> list[str]:
    """For completion by the shell: the entries, as `section/id`, that begin with what has been typed."""
    root = nearest()
    files = (root / "content").glob("*/*.yaml") if root else ()
    return sorted(name for file in files if (name := f"{file.parent.name}/{file.stem}").startswith(typed))


def _root(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    if context.get_parameter_source(parameter.name or "") == ParameterSource.DEFAULT:
        value = nearest() or value
    if (value / "content").is_symlink():
        raise SetupError(
            say(
                f"{value.resolve() / 'content'} 是链接，不会跟过去读。请换成真正的文件夹。",
                f"{value.resolve() / 'content'} is a link, which is not followed. Put the folder itself there.",
            )
        )
    if not (value / "content").is_dir():
        raise SetupError(
            say(
                f"{value.resolve()} 里没有 content/ 文件夹。请在知识库的文件夹里运行，或用 --root 指定。",
                f"There is no content/ folder in {value.resolve()}. Run this in the knowledge base's folder or give --root.",
            )
        )
    return value.resolve()


def _base(context: click.Context, parameter: click.Parameter, value: Path) -> Base:
    be_short_lived()
    return Base.at(_root(context, parameter, value))


def be_short_lived() -> None:
    """Disables the cyclic garbage collector: a command allocates almost no cyclic garbage and exits before collecting
    pays off.
    """
    gc.disable()
    atexit.register(gc.freeze)  # otherwise Python runs the collector over everything at exit


def stop(code: int) -> None:
    """Ends the command with an exit code; see `docs/configuration.md`."""
    sys.exit(code)


def missing_extra(name: str) -> SetupError:
    """The error for a command that needs an optional extra which is not installed."""
    line = f'{sys.executable} -m pip install -e ".[{name}]"'
    return SetupError(
        say(
            f"这个命令要另外装一样东西。请在项目的文件夹里运行：{line}",
            f"This needs an optional extra. In the project's folder, run: {line}",
        )
    )


def as_of_option(function: click.decorators.FC) -> click.decorators.FC:
    """Adds `--as-of DATE`: work as if today were that day."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help=say("当作今天是这一天，如 2027-01-01。", "Work as if today were this day, such as 2027-01-01."),
    )(function)
