"""One person with two posts, and one post with two holders."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.page.words import load_dictionary
from articles.text.surnames import FREQUENT_SURNAMES

_POSTS = (
    "书记", "主任", "区长", "市长", "省长", "部长", "局长", "主席", "总理", "委员长",
    "处长", "校长", "厂长", "经理", "会长", "院长", "所长", "县长", "镇长", "乡长", "村长", "站长",
    "队长", "科长", "主编", "总编", "行长", "司长", "馆长", "团长", "总统", "首相", "外长", "大使",
    "董事长", "理事长", "秘书长", "总监", "园长", "社长", "教导员", "指导员",
)  # fmt: skip
_ONE_OF = "|".join(sorted(_POSTS, key=len, reverse=True))
POST = re.compile(rf"副?(?:{_ONE_OF})")
#: The body whose post it is: 教育局, 财政部, without what stands before it.
_BODY = re.compile("([\u4e00-\u9fff]{2,6}[局委部厅])$")
_LONGEST_BODY = 7
_FAMILY = "".join(sorted(FREQUENT_SURNAMES))
#: Posts that a body gives to one person at a time, and what tells that another one is meant.
_SINGLE = re.compile(
    r"(?P<body>(?:[\u4e00-\u9fff]{2,6}?(?:街道|镇|乡|社区|村|局|学校|小学|中学|医院))?(?:党工委|党委|党总支|党支部|区委|县委|市委|办事处|居委会|村委会)?)"
    r"(?P<post>书记|主任|区长|县长|市长|镇长|乡长|局长|校长|院长|村主任)"
)
_NOT_THE_ONE = re.compile(
    "副|原|前|时任|第一|第二|历任|老|代|各|两|名誉|常务|助理|候任|新任|继任|接任"
)
_ANOTHER_TIME = re.compile("卸任|离任|接任|继任|接替|当选|任命|免去|退休|调任|时任|历任|换届|前任")
#: 梁敏校长: the name first.
_NAME_FIRST = re.compile(rf"([{_FAMILY}][\u4e00-\u9fff]{{1,2}})(副?(?:{_ONE_OF}))")

_OF_A_DISTRICT = frozenset(("区长", "县长", "市长"))
#: A place before a post makes it that place's: 望津区区长.
_PLACE = re.compile(r"[省市区县州盟旗]$")
_NAME_BEHIND = re.compile(
    rf"([{_FAMILY}][\u4e00-\u9fff]{{1,2}}?)(?=[，、。\uff1a]|说|介绍|表示|告诉|出席|参加|主持|带队|率队|看望|调研|到|在|走|带领|强调|指出|讲话|致辞)"
)


def find_two_posts(galley: Galley) -> Iterator[Finding]:
    """Findings `two_posts`, info: a person who is mentioned with another post before."""
    for name, places in _list_posts(galley).items():
        yield from _find_two_bodies(galley, name, places)
        often = Counter(post for *_, post in places)
        first = places[0][3]
        for number, start, end, post in places[1:]:
            if often[post] > 1 or not _are_two(first, post):
                continue
            shown = galley.passages[number].text[start:end]
            message = f"前文是“{first}{name}”，这里是“{shown}”，职务对吗？"
            fix = shown.replace(post, first)
            yield galley.find("two_posts", "info", number, (start, end), message, fix)


def _find_two_bodies(
    galley: Galley, name: str, places: list[tuple[int, int, int, str]]
) -> Iterator[Finding]:
    """区卫生健康局局长 and 区教育局局长 of one name."""
    first = ""
    for number, start, end, post in places:
        text = galley.passages[number].text
        body = _BODY.search(text[max(0, start - _LONGEST_BODY) : start])
        if not body or post != places[0][3]:
            continue
        first = first or body[1]
        if not _may_be_one_body(first, body[1]):
            message = f"前文是“{first}{post}{name}”，这里是“{body[1]}”，单位对吗？"
            yield galley.find("two_posts", "info", number, (start - len(body[1]), end), message)


def find_two_holders(galley: Galley) -> Iterator[Finding]:
    """Findings `two_holders`, warn: 区长王建国, and further on 区长李志强.

    Only for a post that is named with its body, or that a district has one of.
    """
    if _ANOTHER_TIME.search(galley.text):
        return
    words = load_dictionary()
    first: dict[str, str] = {}
    for number, passage in galley.of():
        text = passage.text
        for hit in _SINGLE.finditer(text):
            name = _name_behind(text[hit.end() :], words.speech)
            alone = hit["post"] in _OF_A_DISTRICT and not hit["body"]
            before = text[max(0, hit.start() - 3) : hit.start("post")]
            if not name or not (hit["body"] or alone) or _NOT_THE_ONE.search(before):
                continue
            if alone and _PLACE.search(text[: hit.start()]):
                continue
            known = first.setdefault(hit[0], name)
            if known[0] != name[0] and known not in name:
                message = f"前文的“{hit[0]}”是{known}，这里是{name}，请核对。"
                span = (hit.start(), hit.end() + len(name))
                yield galley.find("two_holders", "warn", number, span, message)


def _name_behind(rest: str, speech: Mapping[str, str]) -> str:
    """The name that a verb or a mark ends; "" where none stands there."""
    hit = _NAME_BEHIND.match(rest)
    return hit[1] if hit and may_be_a_name(speech, hit[1]) else ""


def _may_be_one_body(one: str, other: str) -> bool:
    """Is one the other in short, or written with more before it? 卫健局, 区卫生健康局."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short) or short[-3:] == long[-3:]


def _list_posts(galley: Galley) -> dict[str, list[tuple[int, int, int, str]]]:
    """For each name that stands twice (passage, start, end, post) of its mentions with a post."""
    text, words = galley.text, load_dictionary()
    posts: defaultdict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    for number, passage in galley.of():
        for hit in POST.finditer(passage.text):
            rest = passage.text[hit.end() :]
            for size in (3, 2):
                name = rest[:size]
                if len(name) < size or name[0] not in FREQUENT_SURNAMES:
                    continue
                if text.count(name) > 1 and may_be_a_name(words.speech, name):
                    posts[name].append((number, hit.start(), hit.end() + size, hit[0]))
                    break
        for hit in _NAME_FIRST.finditer(passage.text):
            if hit[1] in posts:
                posts[hit[1]].append((number, *hit.span(), hit[2]))
    return {name: sorted(places) for name, places in posts.items()}


def may_be_a_name(speech: Mapping[str, str], name: str) -> bool:
    """Not 关于, nor what begins with it."""
    return all(speech.get(part, "nr") == "nr" for part in (name, name[:2]))


def _are_two(first: str, post: str) -> bool:
    """Not where one is the other in short; a deputy is another one, though."""
    if first.removeprefix("副") == post.removeprefix("副"):
        return first != post
    return post not in first and first not in post
