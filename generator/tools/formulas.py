"""Parses formulas into trees that the page's script evaluates, and checks their units."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from generator.diagnostics import Wording

Tree = list[object]
Unit = str
"""The unit of a value: money, rate, number, date, truth, text, rows or table; `zero` for the literal 0."""

FUNCTIONS: dict[str, tuple[tuple[Unit, ...], Unit]] = {
    "monthly_irr": (("money", "money", "number"), "rate"),
    "xirr": (("money", "date", "rows"), "rate"),
    "compounded": (("rate", "number"), "rate"),
    "total": (("rows", "text"), "money"),
    "rows": (("rows",), "number"),
    "given": (("any",), "truth"),
    "largest": (("same", "same"), "same"),
    "smallest": (("same", "same"), "same"),
    "days_after": (("date", "number"), "date"),
    "months_after": (("date", "number"), "date"),
    "years_after": (("date", "number"), "date"),
    "days_between": (("date", "date"), "number"),
    "later": (("date", "date"), "date"),
    "minimum_months": (("money", "rate", "rate", "money"), "number"),
    "minimum_interest": (("money", "rate", "rate", "money"), "money"),
    "minimum_first": (("money", "rate", "rate", "money"), "money"),
    "fixed_months": (("money", "rate", "money"), "number"),
    "fixed_interest": (("money", "rate", "money"), "money"),
    "plan_months": (("rows", "money", "text"), "number"),
    "plan_interest": (("rows", "money", "text"), "money"),
    "plan": (("rows", "money", "text"), "table"),
    "offers": (("rows", "money"), "table"),
}
"""The functions of `arithmetic.js`: the units of their arguments and results; `same` means one unit for all."""
UNITS = {"count": "number", "choice": "text", "time": "text", "lines": "text"}
"""The unit of a kind of input or result, where it differs from the kind."""


@dataclass(frozen=True)
class FormulaFault(Exception):
    """A formula is wrong: carries start and end offset in its text and the message."""

    start: int
    end: int
    said: Wording


@dataclass(frozen=True)
class ParsedFormula:
    """A valid formula: its tree for the script, the unit of its result, and the names it uses."""

    tree: Tree
    unit: Unit
    names: frozenset[str]


def parse(text: str, units: Mapping[str, Unit]) -> ParsedFormula:
    """Parses a formula; `units` are the units of the names it may use. Raises `FormulaFault`."""
    try:
        whole = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise _unreadable(text, max(0, (getattr(error, "offset", None) or 1) - 1)) from None
    tree, unit = _Reader(text, units).read(whole)
    names = frozenset(node.id for node in ast.walk(whole) if isinstance(node, ast.Name) and node.id in units)
    return ParsedFormula(tree, unit, names)


_WRITTEN = {
    "×": "*",
    "✕": "*",
    "·": "*",
    "÷": "/",
    "／": "/",
    "＊": "*",
    "＋": "+",
    "－": "-",
    "—": "-",
    "−": "-",
    "，": ",",
    "、": ",",
    "（": "(",
    "）": ")",
    "＜": "<",
    "＞": ">",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "＝＝": "==",
    "＝": "==",
    "“": '"',
    "”": '"',
    "；": ",",
    "。": ".",
    "％": "/ 100",
    "&&": "and",
    "||": "or",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "大于等于": ">=",
    "小于等于": "<=",
    "不等于": "!=",
    "大于": ">",
    "小于": "<",
    "等于": "==",
    "并且": "and",
    "而且": "and",
    "或者": "or",
    "乘以": "*",
    "除以": "/",
    "乘": "*",
    "除": "/",
    "加": "+",
    "减": "-",
}
"""Replacements for full-width signs and Chinese words."""
_OTHER = re.compile("|".join(map(re.escape, sorted(_WRITTEN, key=len, reverse=True))))


_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNIT_BEHIND = re.compile(r"\d\s*(?:个月|[元期天日年次月万倍])")
_ASSIGNED = re.compile(r"^\s*[A-Za-z_]\w*\s*=(?!=)")
_OTHER_NAMES = {
    "max": "largest",
    "min": "smallest",
    "sum": "total",
    "count": "rows",
    "len": "rows",
    "irr": "monthly_irr",
    "datediff": "days_between",
    "days": "days_between",
    "edate": "months_after",
    "isblank": "given",
}
"""Our name of a function by its name in spreadsheets and other languages."""


def half_width(text: str) -> str:
    """A formula with full-width signs and Chinese words replaced by those of the formula language."""
    right = _THOUSANDS.sub("", _OTHER.sub(lambda found: _WRITTEN[found[0]], text))
    return re.sub(r"(?<![=<>!])=(?!=)", "==", right.removeprefix("="))


def _unreadable(text: str, place: int) -> FormulaFault:
    """The fault of an unparsable formula: advice for the first invalid sign, else the place where parsing stopped."""
    if other := _OTHER.search(text):
        right = _WRITTEN[other[0]]
        said = Wording(f"“{other[0]}”写成 {right}", f"write {right} for {other[0]}")
        return FormulaFault(*other.span(), said)
    if percent := re.search(r"[0-9]\s*%\s*(?![\w(])", text):
        said = Wording("百分之几写成小数，如 3% 写 0.03", "write percents as decimals, such as 0.03 for 3%")
        return FormulaFault(*percent.span(), said)
    if thousands := _THOUSANDS.search(text):
        return FormulaFault(*thousands.span(), Wording("数字里不写逗号", "numbers have no commas"))
    if unit := _UNIT_BEHIND.search(text):
        return FormulaFault(*unit.span(), Wording("数字后面不写单位", "numbers have no unit behind them"))
    if assigned := _ASSIGNED.match(text):
        said = Wording("只写等号右边的部分，名字写在 id 里", "write what stands right of the sign; `id` gives the name")
        return FormulaFault(*assigned.span(), said)
    if "?" in text:
        said = Wording("写成 甲 if 条件 else 乙", "write `a if condition else b`")
        return FormulaFault(text.index("?"), text.index("?") + 1, said)
    if text.startswith("="):
        return FormulaFault(0, 1, Wording("开头不写“=”", "a formula begins without ="))
    if single := re.search(r"(?<![=<>!])=(?!=)", text):
        return FormulaFault(*single.span(), Wording("是不是相等，写成 ==", "write == to compare"))
    if text.count("(") != text.count(")"):
        at = text.rindex("(") if text.count("(") > text.count(")") else text.rindex(")")
        return FormulaFault(at, at + 1, Wording("括号没有成对", "this bracket has no other half"))
    said = Wording("这里写得不完整", "something is missing here")
    return FormulaFault(min(place, len(text) - 1), len(text), said)


_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_PRODUCTS = {
    ("*", "money", "number"): "money",
    ("*", "number", "money"): "money",
    ("*", "money", "rate"): "money",
    ("*", "rate", "money"): "money",
    ("*", "rate", "number"): "rate",
    ("*", "number", "rate"): "rate",
    ("*", "number", "number"): "number",
    ("/", "money", "number"): "money",
    ("/", "money", "money"): "number",
    ("/", "rate", "number"): "rate",
    ("/", "rate", "rate"): "number",
    ("/", "number", "number"): "number",
}
"""Units of products and quotients; combinations that are not listed are errors."""


@dataclass(frozen=True)
class _Reader:
    text: str
    units: Mapping[str, Unit]

    def read(self, node: ast.AST) -> tuple[Tree, Unit]:
        """The tree of a node and its unit."""
        for kind, method in _METHODS.items():
            if isinstance(node, kind):
                return method(self, node)
        raise self.fault(node, Wording("公式里不能这样写", "a formula cannot hold this"))

    def constant(self, node: ast.Constant) -> tuple[Tree, Unit]:
        if isinstance(node.value, str):
            return ["value", node.value], "text"
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            raise self.fault(node, Wording("公式里只能写数字", "a formula can hold numbers only"))
        return ["value", float(Decimal(str(node.value))) if isinstance(node.value, float) else node.value], (
            "zero" if node.value == 0 else "number"
        )

    def name(self, node: ast.Name) -> tuple[Tree, Unit]:
        if node.id not in self.units:
            known = "、".join(self.units)
            raise self.fault(
                node, Wording(f"没有叫 {node.id} 的项；有：{known}", f"nothing is called {node.id}; known: {known}")
            )
        return ["name", node.id], self.units[node.id]

    def operation(self, node: ast.BinOp) -> tuple[Tree, Unit]:
        (left, a), (right, b) = self.read(node.left), self.read(node.right)
        sign = _SIGNS.get(type(node.op))
        if sign in ("+", "-"):
            return [sign, left, right], self.same(node, a, b)
        a, b = ("number" if unit == "zero" else unit for unit in (a, b))
        unit = _PRODUCTS.get((sign or "", a, b))
        if unit is None:
            raise self.fault(node, Wording(f"{a} 和 {b} 不能这样相乘除", f"{a} and {b} make no sense here"))
        return [sign, left, right], unit

    def negation(self, node: ast.UnaryOp) -> tuple[Tree, Unit]:
        tree, unit = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            self.wanted(node, "truth", unit)
            return ["not", tree], "truth"
        if not isinstance(node.op, ast.USub):
            raise self.fault(node, Wording("公式里不能这样写", "a formula cannot hold this"))
        return ["-", ["value", 0], tree], unit

    def comparison(self, node: ast.Compare) -> tuple[Tree, Unit]:
        if len(node.ops) > 1:
            raise self.fault(node, Wording("一次只比一个大小，用 and 连起来", "compare once, join with `and`"))
        (left, a), (right, b) = self.read(node.left), self.read(node.comparators[0])
        self.same(node, a, b)
        sign = _SIGNS.get(type(node.ops[0]))
        if sign is None:
            raise self.fault(node, Wording("公式里不能这样写", "a formula cannot hold this"))
        return [sign, left, right], "truth"

    def several(self, node: ast.BoolOp) -> tuple[Tree, Unit]:
        parts = [self.read(value) for value in node.values]
        for value, (_, unit) in zip(node.values, parts, strict=True):
            self.wanted(value, "truth", unit)
        return ["and" if isinstance(node.op, ast.And) else "or", *(tree for tree, _ in parts)], "truth"

    def choice(self, node: ast.IfExp) -> tuple[Tree, Unit]:
        test, unit = self.read(node.test)
        self.wanted(node.test, "truth", unit)
        (then, a), (other, b) = self.read(node.body), self.read(node.orelse)
        return ["if", test, then, other], self.same(node, a, b)

    def call(self, node: ast.Call) -> tuple[Tree, Unit]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS or node.keywords:
            guess = _OTHER_NAMES.get(name.lower()) or "".join(get_close_matches(name, FUNCTIONS, 1, 0.5))
            zh, en = (f"；是不是想写 {guess}", f"; perhaps {guess}") if guess else ("", "")
            raise self.fault(node.func, Wording(f"没有叫 {name} 的函数{zh}", f"there is no function {name}{en}"))
        takes, gives = FUNCTIONS[name]
        if len(node.args) != len(takes):
            raise self.fault(node, Wording(f"{name} 要 {len(takes)} 项", f"{name} takes {len(takes)} things"))
        parts = [self.read(argument) for argument in node.args]
        same = next((unit for _, unit in parts if unit != "zero"), "number")
        for argument, wanted, (_, unit) in zip(node.args, takes, parts, strict=True):
            self.wanted(argument, same if wanted == "same" else wanted, unit)
        return ["call", name, *(tree for tree, _ in parts)], same if gives == "same" else gives

    def same(self, node: ast.AST, a: Unit, b: Unit) -> Unit:
        if "zero" in (a, b):
            return a if b == "zero" else b
        self.wanted(node, a, b)
        return a

    def wanted(self, node: ast.AST, wanted: Unit, unit: Unit) -> None:
        if wanted not in ("any", unit) and unit != "zero":
            raise self.fault(node, Wording(f"这里要 {wanted}，写的是 {unit}", f"this should be {wanted} but is {unit}"))

    def fault(self, node: ast.AST, said: Wording) -> FormulaFault:
        start, end = (self.place(getattr(node, name, 0) or 0) for name in ("col_offset", "end_col_offset"))
        return FormulaFault(start, max(start + 1, end), said)

    def place(self, offset: int) -> int:
        """The character offset for a column of Python's parser, which counts bytes."""
        return len(self.text.encode("utf-8")[:offset].decode("utf-8", "ignore"))


_METHODS: dict[type[ast.AST], Callable[..., tuple[Tree, Unit]]] = {
    ast.Constant: _Reader.constant,
    ast.Name: _Reader.name,
    ast.BinOp: _Reader.operation,
    ast.UnaryOp: _Reader.negation,
    ast.Compare: _Reader.comparison,
    ast.BoolOp: _Reader.several,
    ast.IfExp: _Reader.choice,
    ast.Call: _Reader.call,
}


def unit_of(kind: str) -> Unit:
    """The unit of a kind of input or result."""
    return UNITS.get(kind, kind)


def fits(unit: Unit, kind: str) -> bool:
    """Whether a formula of this unit gives a result of this kind."""
    return unit in ("zero", unit_of(kind))
