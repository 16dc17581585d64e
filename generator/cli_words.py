"""Translations of click's own messages into the language of the terminal."""

import gettext

from generator.language import preferred

_ZH = {
    # what a help page consists of
    "Usage:": "用法:",
    "Options": "选项",
    "Positional arguments": "参数",
    "Commands": "命令",
    "Show this message and exit.": "显示这份说明。",
    "Show the version and exit.": "显示版本。",
    "%(prog)s, version %(version)s": "%(prog)s，版本 %(version)s",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（看情况）",
    "required": "必填",
    "deprecated": "不再使用",
    # what goes wrong on the command line
    "Error: {message}": "出错：{message}",
    "Try '{command} {option}' for help.": "写法见 {command} {option}",
    "Aborted!": "停下了。",
    "Missing command.": "没有写命令。",
    "No such command {name!r}.": "没有命令 {name}。",
    "No such option {name!r}.": "没有选项 {name}。",
    "Did you mean {possibility}?": "是不是想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是想写其中一个：{possibilities}？",
    "Option {name!r} does not take a value.": "选项 {name} 后面不能写值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面还要写一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面还要写 {nargs} 个值。",
    "Argument {name!r} takes {nargs} values.": "{name} 要写 {nargs} 个值。",
    "Got unexpected extra argument ({args})": "多写了：{args}",
    "Got unexpected extra arguments ({args})": "多写了：{args}",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Takes {nargs} values but 1 was given.": "要写 {nargs} 个值，只写了 1 个。",
    "Takes {nargs} values but {len} were given.": "要写 {nargs} 个值，写了 {len} 个。",
    "{value!r} is not {choice}.": "“{value}”不对，只能写 {choice}。",
    "{value!r} is not one of {choices}.": "没有“{value}”，可以写：{choices}。",
    "{value!r} does not match the format {format}.": "“{value}”不是日期，写成 2027-01-01 这样。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{value} is not in the range {range}.": "{value} 超出了范围 {range}。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "“{value}”不是“是”或“否”，可以写：{states}",
    "Choose from:\n\t{choices}": "可以写：{choices}",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "没有这个{name}：{filename}",
    "{name} {filename!r} is a file.": "{filename} 是文件，这里要文件夹。",
    "{name} {filename!r} is a directory.": "{filename} 是文件夹，这里要文件。",
    "{name} {filename!r} is not readable.": "没有权限读 {filename}。",
    "{name} {filename!r} is not writable.": "没有权限写 {filename}。",
    "Could not open file {filename!r}: {message}": "打不开 {filename}：{message}",
    "unknown error": "原因不明",
    # what is asked
    "Error: invalid input": "看不懂这个回答。",
    "Do you want to continue?": "继续吗？",
    "Press any key to continue...": "按任意键继续……",
    # completion in the shell
    "Couldn't detect Bash version, shell completion is not supported.": "看不出 Bash 的版本，没有命令补全。",
    "Shell completion is not supported for Bash versions older than 4.4.": "Bash 要 4.4 或更新，才有命令补全。",
}


def _word(domain: str, message: str) -> str:
    return _ZH.get(message, message) if preferred() == "zh" else message


def _words(domain: str, msgid1: str, msgid2: str, n: int) -> str:
    return _word(domain, msgid1 if n == 1 else msgid2)


def translate() -> None:
    """Makes `gettext` translate into the language of the terminal from now on.

    Click translates its messages with `gettext`, which chooses the catalogue by the locale. Our language is also chosen by
    the repository and by `KB_LANG`, so the translations are installed in memory.
    """
    gettext.dgettext = _word
    gettext.dngettext = _words
