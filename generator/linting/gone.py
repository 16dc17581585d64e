"""Names that so many references miss that what they named is probably gone, and not mistyped."""

from collections import Counter

from generator.diagnostics import Wording
from generator.linking.links import Mention
from generator.linting.running import Context
from generator.remembering.once import once

_FEW = 2
"""Nobody mistypes a name in the same way in more places than this."""
_HOW = Wording(
    "有 {n} 处引用它，多半是它的文件被删了、挪了或改了名：先把文件放回来；真要改名用 kb rename，真要删就去掉这些引用。",
    "{n} references name it: its file was probably deleted, moved or renamed. Put it back; rename it with `kb rename`, "
    "or, if it is to go, remove these references.",
)


def advice_if_gone(given: Context, mention: Mention) -> Wording | None:
    """What to do about a name that many references miss; None if few do, so that it may be mistyped."""
    count = _missed(given)[mention.reference.kind, mention.reference.target]
    return Wording(_HOW.zh.format(n=count), _HOW.en.format(n=count)) if count > _FEW else None


@once
def _missed(given: Context) -> Counter[tuple[str, str]]:
    """How often each unknown name is referred to, by kind of reference."""
    mentions = (mention for document in given.library for mention in given.mentions(document))
    unknown = (each.reference for each in mentions if each.resolution.state == "unknown")
    return Counter((each.kind, each.target) for each in unknown)
