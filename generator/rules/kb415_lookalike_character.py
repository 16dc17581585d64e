"""看着像、其实不是的字。

## 查什么
康熙部首（如 U+2F08 的“⼈”）、部首补充、兼容汉字、连写字母（如 U+FB01）、数学字体的字母（如 U+1D400）、叠加符号，
以及英文词里混进的希腊、俄文字母，和全用这些字母冒充的英文词；别名和问法里的全角字母、数字，和各处的“％”。

## 为什么
它们和常用字长得一样，搜索、链接和比对却都认不出来，读屏软件也会读错。多半是从 PDF 复制来的，也可能是仿冒。

## 怎么改
换成常用字。可以运行 `kb check --fix`。

- 错：`⼈⺠法院`（两个部首）
- 对：`人民法院`
"""

import re
import unicodedata
from collections.abc import Iterator

from generator.diagnostics import Facts, Wording
from generator.entry import Role, Text, has_role
from generator.linting.rule import Severity
from generator.linting.running import Finding, ValueCheck
from generator.linting.sentences import search_values
from generator.reading.document import Document

SEVERITY: Severity = "error"
MESSAGE = Wording("“{found}”不是常用字，只是看着像（{code}）", "“{found}” only looks like a common character ({code})")
ADVICE = Wording("{instead}。", "{instead}.")
_RADICALS = dict(
    zip(
        "⺠⻓⻔⻋⻅⻆⻉⻚⻛⻜⻝⻢⻥⻦⻩⻬⻰⻘⻨⻮⻄⺟⻣⻤⻁⺁⺆⺒⺓⺔⺕",
        "民长门车见角贝页风飞食马鱼鸟黄齐龙青麦齿西母骨鬼虎厂冂巳幺彑彐",
        strict=True,
    )
)
"""Radicals for which Unicode has no equivalent character."""
_LIKE_LATIN = "АВЕЅІЈКМНОРСТУХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_WIDE = "\uff05\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
"""Full-width letters, digits and the sign of per cent."""
_WIDE_ONES = frozenset(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
_OTHER_LETTERS = "\u0370-\u03ff\u0400-\u052f"
# One class at the front: `re` skips to where one of these stands.
_LOOKALIKE = re.compile(
    "[\u0300-\u036f\u20d0-\u20ff\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f"
    f"{_OTHER_LETTERS}{_WIDE}]"
    f"(?:(?<=[^{_OTHER_LETTERS}])|(?<=[A-Za-z].)|(?=[A-Za-z])"
    f"|(?<![{_OTHER_LETTERS}].)(?<=[{_LIKE_LATIN}])[{_LIKE_LATIN}]+(?![{_OTHER_LETTERS}]))"
)


@ValueCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at each such character, with the common one where there is no doubt."""
    for text, found in search_values(document, _LOOKALIKE):
        if found[0] != "％" and found[0][0] in _WIDE_ONES and _is_set_in_type(document, text):
            continue
        right = _common(found[0])
        instead = _RETYPE if right is None else Wording(f"写成“{right}”", f"Write “{right}”") if right else _REMOVE
        facts: Facts = {"found": found[0], "code": f"U+{ord(found[0][0]):04X}", "instead": instead}
        yield Finding(document.within(text, *found.span()), facts, right)


def _is_set_in_type(document: Document, text: Text) -> bool:
    """Whether another rule looks at the spaces and digits of a value."""
    verbatim = has_role(type(document.entry), text.location, Role.VERBATIM)
    return not verbatim and any(text.location == each.location for each in document.texts)


_RETYPE = Wording("重新打一遍这个字", "Type it anew")
_REMOVE = Wording("删掉它", "Remove it")


def _common(character: str) -> str | None:
    """The common character that one looks like, empty for a combining mark; None if that is not certain."""
    if unicodedata.combining(character[0]):
        return ""
    plain = _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return plain if plain != character else None
