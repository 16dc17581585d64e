"""The distress classifier recognises unlisted phrases and little else, and gives the same result in Python and in the
browser.
"""

from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, real_base
from listed import listed
from py_mini_racer import MiniRacer

from generator.content_types.contact import Contact
from generator.content_types.effect import Effect
from generator.entry import Entry
from generator.examining import linked
from generator.reading.choices import variants
from generator.reading.library import Library
from generator.rendering.output import Output
from generator.search.dialects import Dialects, local_words
from generator.search.distress import Ear, ear
from generator.search.encoding import FOLDER
from generator.search.engine import Ranking
from generator.search.pinyin import simplified_forms
from generator.search.scripts import engine, program

HELD = Path(__file__).parent / "distress.yaml"
LEARNT = ROOT / "content" / "distress.yaml"


@pytest.fixture(scope="module")
def outputs(real_site: Path) -> tuple[Output, ...]:
    paths = sorted((real_site / FOLDER).rglob("*.js"))
    return tuple(Output(path.relative_to(real_site).as_posix(), path.read_bytes()) for path in paths)


def examples(path: Path, name: str) -> list[str]:
    """The phrases of one list in a file, those with alternatives as what they stand for."""
    lines = [item["text"] if isinstance(item, dict) else item for item in listed(path)[name]]
    return [text for line in lines for text in variants(line)]


@pytest.mark.content
@pytest.mark.parametrize(
    ("path", "name", "distress", "allowed"),
    [
        (HELD, "sounds_like_distress", True, 0.02),
        (HELD, "within_a_story", True, 0.05),
        (HELD, "not_distress", False, 0.03),
        (HELD, "looks_like_distress", False, 0.12),
        (HELD, "calm_stories", False, 0.15),
        # What is learnt from has thousands of variants of its lines, the hardest ones: what a page is asked by is left out,
        # though it is learnt, too. The weights are too few to know all of them by heart.
        (LEARNT, "heard", True, 0.025),
        (LEARNT, "not_heard", False, 0.065),
        (LEARNT, "ordinary", False, 0.11),
    ],
)
def test_distress_is_heard_and_only_distress(
    outputs: tuple[Output, ...], path: Path, name: str, distress: bool, allowed: float
) -> None:
    asked = examples(path, name)[::3] if path == LEARNT else examples(path, name)
    heard = told(outputs, asked)
    wrong = [text for text, is_heard in zip(asked, heard, strict=True) if is_heard != distress]
    assert len(asked) >= 40
    assert len(wrong) / len(asked) <= allowed, wrong


@cache
def calm_pages() -> tuple[Library, list[Entry]]:
    """The real base and its pages whose names are examples of ordinary questions."""
    library, _ = linked(real_base())
    entries = (document.entry for document in library if not isinstance(document.entry, (Contact, Effect)))
    return library, [entry for entry in entries if getattr(entry, "distress", "none") == "none"]


@pytest.mark.content
def test_what_calm_pages_are_called_is_no_distress(outputs: tuple[Output, ...]) -> None:
    library, entries = calm_pages()
    names = [name for entry in entries if entry.status == "published" for name in (entry.title, *entry.aliases)]
    heard = [name for name, is_heard in zip(names, told(outputs, names), strict=True) if is_heard]
    assert len(names) > 1000
    assert not [name for name in heard if not any(word in name for word in library.words.search.distress)]


@pytest.mark.content
def test_few_questions_of_calm_pages_are_heard(outputs: tuple[Output, ...]) -> None:
    asked = [question for entry in calm_pages()[1] for question in entry.questions]
    heard = [question for question, is_heard in zip(asked, told(outputs, asked), strict=True) if is_heard]
    assert len(heard) / len(asked) <= 0.025, heard


@pytest.mark.content
def test_help_comes_first_among_the_pages_too(outputs: tuple[Output, ...]) -> None:
    found = Ranking(program(outputs)).search("老公把农药买回来了")
    assert found.distress
    assert found.hits[0].address == "/effects/warning-signs/"


def told(outputs: tuple[Output, ...], questions: list[str]) -> list[bool]:
    """What readers' browsers say of questions, before anything is loaded."""
    context = MiniRacer()
    context.eval("const kbSearch = () => null;")
    for part in program(outputs):
        context.eval(part)
    context.eval("const engine = new Engine(() => null, kbHelp); const isDistress = (text) => engine.isDistress(text);")
    return [bool(context.call("isDistress", question)) for question in questions]


SMALL = ear(
    ["不想活"],
    ["（我/他）想（死/跳楼/自杀）", "（我/他）不想活了", "（买了/喝了/想喝）（农药/安眠药）"],
    ["（我/他）想（跳槽/还钱/协商）", "（累/烦/气）死了", "（买了/想买）（手机/房子）"],
    ["（花呗/借呗）逾期怎么办", "怎么（投诉/协商）", "（我/他）欠了钱"],
)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("他把农药喝了", True),  # on no list, only like some lines
        ("我说不想活就不想活", True),  # listed: heard in any company
        ("他想跳槽", False),
        ("烦死了", False),
        ("逾期怎么投诉", False),
        ("", False),
    ],
)
def test_what_is_like_the_examples_is_heard(text: str, heard: bool) -> None:
    assert SMALL.hears(text) == heard


def test_one_clause_of_a_long_story_shows_the_card_but_must_say_more_to_change_the_order() -> None:
    story = "，".join(["他想跳槽", "我买了手机", "烦死了", "我想协商"] * 5)
    context = MiniRacer()
    context.eval(f"{engine()}; const heardBy = (given, text, more) => hears(given, fold(text), more);")
    given = {"weights": SMALL.weights, "phrases": list(SMALL.phrases), "calm": []}

    def heard(text: str, more: int) -> bool:
        return bool(context.call("heardBy", given, text, more))

    least = max(more for more in range(20) if heard("我想跳楼", more))
    assert least > 0 and SMALL.hears(f"{story}。我想跳楼")
    assert heard(f"{story}。我想跳楼", 0) and not heard(f"{story}。我想跳楼", least)


def test_what_a_calm_page_is_called_is_not_heard() -> None:
    cries, calm = ["（我/他）想（死/跳楼/自杀）"], ["怎么（投诉/协商）"]
    named = ear(["跳楼"], cries, [], calm, named=("想死的鱼",))
    assert ear(["跳楼"], cries, [], calm).hears("想死的鱼")
    assert not named.hears("想死的 鱼")
    assert named.hears("我想死")


def test_a_listed_phrase_is_not_heard_across_two_sentences() -> None:
    listed = ear(["没了我"], (), (), ())
    assert listed.hears("没了 我")
    assert not listed.hears("卡里早没了。我今晚说")


def test_traditional_characters_and_capitals_are_heard_alike() -> None:
    assert SMALL.hears("我想跳樓")


def test_a_base_without_examples_hears_its_list_alone() -> None:
    alone: Ear = ear(["不想活"], [], [], [])
    assert alone.hears("真的不想活了")
    assert not alone.hears("想死")


def test_what_is_heard_is_heard_in_a_dialect_too() -> None:
    cries = ["（老公/他/爸爸）（又/）打我（了/）", "（救命/快来人）"]
    calm = [
        "（老公/他）借了钱",
        "（我/他）打电话",
        "（怎么/想）投诉（我/他）",
        "（花呗/借呗）逾期（怎么办/多久）",
        "（我/他）欠了钱",
        "（谁/老公）（找/帮/教）我",
        "（大家/邻居）（问/笑）我",
        "男人（借了钱/来了）",
    ]
    here = ear([], cries, calm, calm)
    there = ear([], cries, calm, calm, Dialects([{"打我": ["捶我"], "老公": ["男人家"]}]))
    assert there.hears("男人家捶我") and not here.hears("男人家捶我")
    assert not there.hears("男人家借了钱")


def test_a_dialect_has_its_own_words_and_leaves_the_others() -> None:
    local = Dialects([{"怎么": ["咋个"], "怎么办": ["咋个办"]}])
    assert local.says("还不上怎么办，怎么谈") == ("还不上咋个办，咋个谈",)
    assert local.says("还不上") == ()


def test_a_local_word_has_the_standard_one_unless_texts_use_it_in_another_sense() -> None:
    places = [{"怎么": ["咋个", "点"], "睡": ["瞓"]}, {"为什么": ["咋個", "点解"]}]
    assert local_words(places, ["几点", "点击"]) == {"为什么": "点解", "怎么": "咋个"}


def test_every_alternative_of_a_line_is_learnt_from() -> None:
    some, others = [f"甲{number}" for number in range(30)], [f"乙{number}" for number in range(9)]
    texts = variants(f"（{'/'.join(some)}）和（{'/'.join(others)}）")
    said = {part for text in texts for part in text.split("和")}
    assert said == {*some, *others}
    assert len(texts) < len(some) * len(others)


@pytest.mark.content
def test_the_browser_and_python_hear_alike(outputs: tuple[Output, ...]) -> None:
    words = listed(LEARNT)
    here = ear([], words["heard"][::8], words["not_heard"][::8], words["ordinary"][::8])
    context = MiniRacer()
    context.eval(engine())
    asked = [*examples(LEARNT, "heard")[::40], *examples(LEARNT, "ordinary")[::40]]
    asked += [
        "我欠了好多钱 ，真的想一了百了，谁来救救我",
        "I'm  done,i can’t go on",
        "zhen de bu xiang huo le",
        "3楼跳下去",
        "昨天打来，今天打来，明天也打来，说要上门。我没睡好，也没吃饭，想要他们停！想死。",
        "救命，救命，救命",
    ]
    forms = simplified_forms(here.characters)
    given = {"weights": here.weights, "phrases": list(here.phrases), "calm": list(here.calm), "forms": forms}
    context.eval("const hearsNow = (given, text) => hears(given, inForms(fold(text), given.forms));")
    assert [context.call("hearsNow", given, text) for text in asked] == [here.hears(text) for text in asked]
