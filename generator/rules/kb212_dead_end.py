"""读完这一页没有下一步。

## 查什么
已发布的文章，`relations` 里 `next`、`eased_by`、`related` 都没有写。

## 为什么
读者看完不知道接着做什么。

## 怎么改
写上最该接着看的一两条。
"""

from collections.abc import Iterator

from generator.diagnostics import Wording
from generator.linting.rule import Severity
from generator.linting.running import Finding, OwnCheck
from generator.reading.document import Document

SEVERITY: Severity = "warning"
MESSAGE = Wording("“{title}”没有下一步", "“{title}” leads nowhere")
ADVICE = Wording(
    "在 relations 里写 next（下一步）、eased_by（可以缓解的做法）或 related。",
    "Write `next`, `eased_by` or `related` under `relations`.",
)


@OwnCheck
def check(document: Document) -> Iterator[Finding]:
    """A finding at the relations of each article that leads nowhere."""
    article = document.article
    if article and article.status == "published":
        relations = article.relations
        if not (relations.next or relations.eased_by or relations.related):
            yield Finding(document.key_at("relations"), {"title": article.title})
