"""Documents generated from the code: JSON Schemas for editors, pages of the content types and rules, the list of
modules.
"""

import ast
import json
from itertools import takewhile
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from generator.content_types import CONTENT_TYPES
from generator.entry import Entry, Record
from generator.field_notes import described
from generator.linting.rule import SEVERITIES, Rule, code_of, name_of, released
from generator.linting.running import ALWAYS
from generator.reading.editors_words import FILES, TopicWords, read_all_words
from generator.rendering.output import Output
from generator.rule_examples import RuleExample, examples
from generator.rules import all_rules

_GENERATED = "<!-- 由 kb reference 生成，请改 {source}，再运行 kb reference。 -->\n\n"


def reference(package: Path) -> tuple[Output, ...]:
    """All generated documents, with paths relative to the root of the project; `package` is the folder of the code."""
    files = {path: (package.parent / path).read_bytes() for path in FILES if (package.parent / path).is_file()}
    topics = read_all_words(files)[0].topics
    return (
        *(Output(f"docs/schemas/{kind.type_name()}.json", _entry_schema(kind, topics)) for kind in CONTENT_TYPES),
        *(Output(f"docs/schemas/{name}.json", _schema(kind, f"{name}.yaml")) for name, kind in FILES.values()),
        Output("docs/reference/types.md", _types(topics).encode()),
        Output("docs/reference/rules.md", _rules().encode()),
        *(Output(f"docs/rules/{code_of(rule)}.md", rule_page(rule, package.parent).encode()) for rule in all_rules()),
        Output("docs/reference/modules.md", _modules(package).encode()),
    )


def rule_page(rule: Rule, project: Path) -> str:
    """The Markdown page of a rule: code and name, its docstring, and examples from the tests in `project`, if there are
    any.
    """
    kind = SEVERITIES[rule.SEVERITY].zh
    graver = f"；正式发布时算{SEVERITIES[released(rule)].zh}" if released(rule) != rule.SEVERITY else ""
    head, _, rest = (rule.__doc__ or "").strip().partition("\n")
    source = f"generator/rules/{rule.__name__.rsplit('.', 1)[1]}.py"
    return (
        f"{_GENERATED.format(source=source)}# {code_of(rule)} {name_of(rule)}\n\n{head}（{kind}{graver}）\n{rest}\n"
        f"{_examples(project, code_of(rule))}"
    )


def _examples(project: Path, code: str) -> str:
    shown = "".join(map(_example, examples(project, code)))
    return f"\n## 例子\n测试拿每个例子跑一遍这条规则：错的要发现，对的不能误报。\n{shown}" if shown else ""


def _example(each: RuleExample) -> str:
    note = f"（{each.note}）" if each.note else ""
    wrong, right = (f"```yaml\n{words}\n```" if words else "没有这几行。" for words in (each.wrong, each.right))
    return f"\n`{each.path}` 错{note}：\n\n{wrong}\n\n对：\n\n{right}\n"


def _entry_schema(kind: type[Entry], topics: TopicWords) -> bytes:
    schema = kind.model_json_schema(by_alias=True)
    if topics.ids:
        schema["properties"]["topics"]["items"] = {"type": "string", "enum": list(topics.ids)}
    return _written(schema, kind.label)


def _schema(kind: type[Record], title: str) -> bytes:
    return _written(kind.model_json_schema(by_alias=True), title)


def _written(schema: dict[str, Any], title: str) -> bytes:
    schema["title"] = title
    return (json.dumps(_lenient(schema), ensure_ascii=False, indent=2) + "\n").encode()


def _lenient(node: Any) -> Any:
    """The schema with numbers allowed where text is required, since all YAML values are read as text."""
    if isinstance(node, dict):
        changed = {key: _lenient(value) for key, value in node.items()}
        if changed.get("type") == "string" and "enum" not in changed and changed.get("format") != "date":
            changed["type"] = ["string", "number"]
        return changed
    return [_lenient(item) for item in node] if isinstance(node, list) else node


def _types(topics: TopicWords) -> str:
    parts = [_GENERATED.format(source="generator/content_types/ 和 generator/entry.py"), "# 条目的类型和字段\n"]
    for kind in CONTENT_TYPES:
        suffix = "md" if kind.by_hand else "yaml"
        parts.append(f"\n## {kind.label}（`content/{kind.section}/*.{suffix}`）\n\n{kind.__doc__}\n\n{_fields(kind)}")
    parts.append("\n# 编辑的用词\n")
    for path, (_, words) in FILES.items():
        parts.append(f"\n## `{path}`\n\n{words.__doc__}\n\n{_fields(words)}")
    kinds = (*CONTENT_TYPES, *(words for _, words in FILES.values()))
    groups = sorted({model for kind in kinds for model in _nested(kind)}, key=lambda model: model.__name__)
    parts.append("\n# 字段里的小组\n")
    parts += [f"\n## {model.__name__}\n\n{model.__doc__}\n\n{_fields(model)}" for model in groups]
    parts.append("\n# 主题\n\n| id | 名字 | 说明 |\n|---|---|---|\n")
    parts += [f"| `{topic.id}` | {topic.name} | {topic.about} |\n" for topic in topics.topics]
    return "".join(parts)


def _fields(model: type[BaseModel]) -> str:
    rows = [
        f"| `{field.alias or name}` | {'必填' if field.is_required() else ''} | {field.description or ''} |\n"
        for name, field in described(model).items()
    ]
    return "| 字段 | | 写什么 |\n|---|---|---|\n" + "".join(rows)


def _nested(model: type[BaseModel]) -> set[type[BaseModel]]:
    """The nested models inside a model, at any depth."""
    found = {inner for field in model.model_fields.values() for inner in _models_in(field.annotation)}
    return found | {deeper for inner in found for deeper in _nested(inner)}


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {inner for argument in get_args(annotation) for inner in _models_in(argument)}


_NUMBERS = f"""
编号的第一位说的是哪一类：0 文件读不读得出来，1 字段和写法，2 引用和关系，3 来源、条款和数字，4 文字，5 保护读者，
6 各个类型自己的规则（62 自查，63 文书，64 计算器），9 日期。

个别条目要例外，在条目里写 `allow`：编号、理由、到哪一天为止。整个知识库用不着的规则，在 `content/rules.yaml` 里写上理由关掉。
读文件和核对字段的规则，还有 {"、".join(sorted(ALWAYS))}，不能例外，也关不掉。
"""
"""What the numbers of rules mean, and how to make exceptions."""


def _rules() -> str:
    head = (
        _GENERATED.format(source="generator/rules/")
        + "# 检查规则\n"
        + _NUMBERS
        + "\n| 规则 | 轻重 | 说什么 |\n|---|---|---|\n"
    )
    return head + "".join(_rule_row(rule) for rule in all_rules())


def _rule_row(rule: Rule) -> str:
    summary = (rule.__doc__ or "").strip().split("\n")[0]
    return f"| [{code_of(rule)}](../rules/{code_of(rule)}.md) `{name_of(rule)}` | {SEVERITIES[rule.SEVERITY].zh} | {summary} |\n"


_PACKAGES = (
    "commands",
    "preview",
    "publishing",
    "hosting",
    "editing",
    "reviewing",
    "outputs",
    "rules",
    "search",
    "rendering",
    "linting",
    "tools",
    "linking",
    "reading",
    "content_types",
    "remembering",
)
"""The packages in the order of imports: each imports only packages below it."""


def _modules(package: Path) -> str:
    head = (
        _GENERATED.format(source="各模块开头的说明")
        + "# Modules\n\nFrom the entry points down: a package imports only packages below it.\n"
    )
    return head + _modules_in(package, "") + "".join(_modules_in(package, name) for name in _PACKAGES)


def _modules_in(package: Path, name: str) -> str:
    """One package: its purpose, then a table of its modules and scripts."""
    folder = package / name
    files = sorted(path for path in folder.iterdir() if path.suffix in (".py", ".js") and path.name != "__init__.py")
    title = f"## `{name}/`" if name else "## `generator/`"
    rows = [f"| `{path.name}` | {_purpose(path)} |\n" for path in files]
    if name == "rules":
        rows = [f"| `kb*.py` | One rule a module, {len(files)} in all, see [rules.md](rules.md). |\n"]
    return f"\n{title}\n\n{_purpose(folder / '__init__.py')}\n\n| module | what it is for |\n|---|---|\n{''.join(rows)}"


def _purpose(path: Path) -> str:
    """The first paragraph of a module's docstring, or the comment at the beginning of a script."""
    text = path.read_text("utf-8")
    if path.suffix == ".js":
        return " ".join(line.strip("/ ") for line in takewhile(lambda line: line.startswith("//"), text.split("\n")))
    return (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0].replace("\n", " ")
