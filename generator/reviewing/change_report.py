"""Formats the changes of `comparing`: as text for the terminal, and as Markdown for a pull request."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.language import say, shown
from generator.reviewing.comparing import Change
from generator.reviewing.grading import Stretch, pieces, stretches

KINDS = {
    "added": ("新增", "added"),
    "removed": ("删除", "removed"),
    "moved": ("搬家", "moved"),
    "changed": ("改动", "changed"),
    "withdrawn": ("撤回成草稿", "withdrawn to draft"),
}
RISK = {
    "safety": ("危机与求助", "safety"),
    "law": ("法律与来源", "law"),
    "fact": ("事实与数字", "fact"),
    "wording": ("说法", "wording"),
    "typo": ("错字", "typo"),
}
REMINDED = 10
"""Maximum number of changes in a reminder; of more, the number is given."""
LONGEST = 60_000
"""Maximum number of characters of a Markdown report: GitHub accepts comments of up to 65,536."""
REACHED = 8
"""Maximum number of affected entries that are named in a row; of more, the number is given."""
FIRST = 5
"""Maximum number of pages in the list of pages to look at first."""
LONG = 30
"""In a sentence longer than this (in characters), only the changed parts and their surroundings are shown."""
AROUND = 12
"""Number of characters shown around a change."""


@dataclass(frozen=True)
class Addresses:
    """URL prefixes under which files and pages can be viewed; empty if there are none."""

    files: str = ""
    pages: str = ""

    def file(self, change: Change) -> str:
        """The URL of the line of a change."""
        return f"{self.files.rstrip('/')}/{change.path}#L{change.line or 1}" if self.files and change.path else ""

    def page(self, change: Change) -> str:
        """The URL of the page that shows a change; empty if the change removed the page."""
        gone = change.kind in ("removed", "withdrawn") or "." in change.key
        return "" if gone or not self.pages else f"{self.pages.rstrip('/')}/{_address(change.key)}"


def _address(key: str) -> str:
    return f"{key.removeprefix('pages/')}/"


def notes(
    hosts: Sequence[str], unread: Sequence[str], drafts: Sequence[str], code: Sequence[str], unsaid: Sequence[str]
) -> list[str]:
    """Lines to print besides the changes: new outside hosts, unreadable files, changed drafts and code, reviews without
    a note.
    """
    many = f"{code[0]}…" if len(code) > 1 else "".join(code)
    return [
        *(say(f"新的外部网站：{host}", f"new outside host: {host}") for host in map(shown, hosts)),
        *(say(f"读不出来，没有比较：{path}", f"cannot be read, not compared: {path}") for path in map(shown, unread)),
        *(say(f"草稿，读者看不到：{key}", f"draft, not shown to readers: {key}") for key in drafts),
        *(
            say(
                f"核对日期改了，没写上次改了什么（reviewed.changed）：{key}",
                f"reviewed anew, `reviewed.changed` is as before: {key}",
            )
            for key in unsaid
        ),
        *([say(f"程序改了，没有比较：{many}", f"the program changed, not compared: {many}")] if code else []),
    ]


def as_text(changes: Sequence[Change], said: Sequence[str]) -> str:
    """The changes for a terminal, followed by the lines `said`; changes inside a long sentence are marked [-…-] and
    {+…+}.
    """
    lines = []
    for change in changes:
        place = f"{change.path}:{change.line}" if change.line else ""
        head = " ".join(filter(None, (change.key, change.title, change.place)))
        lines.append(f"[{say(*RISK[change.risk])}] {say(*KINDS[change.kind])} {shown(head)}")
        gone, come = _sides(change, lambda words: f"[-{words}-]", lambda words: f"{{+{words}+}}", str)
        lines += [f"  {sign} {shown(words)}" for sign, words in (("-", gone), ("+", come)) if words]
        lines += [f"  {say('条款', 'clause')} {name}: {shown(words)}" for name, words in change.clauses]
        lines += [f"  {say('影响', 'reaches')}: {', '.join(change.reaches)}"] if change.reaches else []
        lines += [f"  {say('在', 'at')} {place}"] if place else []
    return "\n".join([*lines, *said]) or say("对读者没有变化。", "Nothing changes for readers.")


def reminder(changes: Sequence[Change], revision: str) -> str:
    """Some grave changes since a revision for a terminal, below what to do about them; `HEAD` is the last commit."""
    uncommitted = revision == "HEAD"
    since = say("还没有提交的改动", "what is not committed yet") if uncommitted else _since(revision)
    gone = say("，提交以后不再列出", " Once committed, they are not shown again.") if uncommitted else ""
    head = say(
        f"{since}里，下面这些关系到求助、法律或数字，规则判断不了对错，请再读一遍。不是有意改的，就改回去；有意改的，对着来源核对{gone}。",
        f"Of {since}, the changes below concern help, law or numbers, and no rule can tell whether they are "
        f"right. Read them again: put back what you did not mean to change, and compare the rest with its source.{gone}",
    )
    left = len(changes) - REMINDED
    diff = "kb diff" if uncommitted else f"kb diff {shown(revision)}"
    more = [say(f"还有 {left} 处，运行 {diff} 看。", f"{left} more; run {diff} to see them.")] if left > 0 else []
    return f"{head}\n{as_text(changes[:REMINDED], more)}"


def _since(revision: str) -> str:
    return say(f"和 {shown(revision)} 相比的改动", f"what changed since {shown(revision)}")


def _sides(
    change: Change, gone: Callable[[str], str], come: Callable[[str], str], same: Callable[[str], str]
) -> tuple[str, str]:
    """The text before and after; in long texts differences are marked, and parts far from them left out."""
    before, after = change.before, change.after
    if not before or not after or max(len(before), len(after)) <= LONG:
        return same(before), same(after)
    left, right = stretches(before, after)
    return _marked(left, gone, same), _marked(right, come, same)


def _marked(side: tuple[Stretch, ...], mark: Callable[[str], str], same: Callable[[str], str]) -> str:
    last = len(side) - 1
    parts = [
        mark(words) if differs else same(_cut(words, at > 0, at < last)) for at, (differs, words) in enumerate(side)
    ]
    return "".join(parts)


def _cut(words: str, before: bool, behind: bool) -> str:
    """Shortens an unchanged part to what is next to a change; `before` and `behind` say on which sides there is one."""
    if len(words) <= (before + behind + 1) * AROUND:
        return words
    parts = pieces(words)
    return (_some(parts) if before else "") + "…" + (_some(parts[::-1], -1) if behind else "")


def _some(parts: Sequence[str], order: int = 1) -> str:
    """The first pieces up to the length shown around a change; `order` is -1 if they were given in reverse."""
    some: list[str] = []
    for part in parts:
        if sum(map(len, some)) >= AROUND:
            break
        some.append(part)
    return "".join(some[::order])


def as_markdown(changes: Sequence[Change], said: Sequence[str], addresses: Addresses) -> str:
    """The changes as Markdown: the pages to look at first, then a table for each risk class."""
    lines = ["<!-- kb diff -->", say("### 读者会看到的变化", "### What changes for readers"), ""]
    lines += _first(changes, addresses)
    lines += [f"- {note}" for note in said] + [""] if said else []
    length, left = 0, 0
    for risk, names in RISK.items():
        rows = [_row(change, addresses) for change in changes if change.risk == risk]
        kept = [row for row in rows if (length := length + len(row)) < LONGEST]
        left += len(rows) - len(kept)
        if kept:
            head = say("| 条目 | 位置 | 之前 | 之后 | 影响 |", "| entry | place | before | after | reaches |")
            lines += [f"**{say(*names)}** ({len(rows)})", "", head, "|---|---|---|---|---|", *kept, ""]
    if left:
        lines.append(say(f"还有 {left} 处，运行 kb diff 看。", f"{left} more; run kb diff to see them."))
    return "\n".join(lines if changes or said else [*lines, say("没有。", "Nothing.")])


def _first(changes: Sequence[Change], addresses: Addresses) -> list[str]:
    """Lines with links to the pages to look at first; none if there is no preview."""
    found = {address: change.title for change in changes if (address := addresses.page(change))}
    links = [f"[{_link_text(title)}]({address})" for address, title in list(found.items())[:FIRST]]
    return [say("先看这几页：", "Look at these pages first: ") + say("、", ", ").join(links), ""] if links else []


def _row(change: Change, addresses: Addresses) -> str:
    reaches = " ".join(_code(key) for key in change.reaches[:REACHED])
    if len(change.reaches) > REACHED:
        reaches += say(f" 等 {len(change.reaches)} 个", f" and {len(change.reaches) - REACHED} more")
    place = _name(change.place or say(*KINDS[change.kind]))
    page, line = addresses.page(change), addresses.file(change)
    entry = f"[{_link_text(change.title)}]({page})" if page else _name(change.title)
    gone, come = _sides(change, _bold, _bold, _code)
    come += "".join(f"<br>{_code(name)} {_code(words)}" for name, words in change.clauses)
    cells = (f"{entry} {_code(change.key)}", f"[{place}]({line})" if line else place, gone, come, reaches)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _bold(words: str) -> str:
    return f" **{code}** " if (code := _code(words)) else ""


_PLAIN = re.compile(r"[\w ，。？！、：；（）“”《》·….-]*")


def _name(words: str) -> str:
    """A title as it is if it contains no markup of comments, else as code."""
    return words if _PLAIN.fullmatch(words) else _code(words)


def _link_text(words: str) -> str:
    return words if _PLAIN.fullmatch(words) else _code(words.replace("[", "［").replace("]", "］"))


def _code(words: str) -> str:
    """Text as Markdown code, so that `[@source]` does not notify a user of that name."""
    words = shown(re.sub(r"\s+", " ", words)).strip()
    fence = "`" * (max(map(len, re.findall("`+", words)), default=0) + 1)
    edge = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{edge}{words}{edge}{fence}" if words else ""
