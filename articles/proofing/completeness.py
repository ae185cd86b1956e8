"""What an article must have beside its text, and what it should have: found like any error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley, GalleyPhoto, Particulars
from articles.text.fold import fold_name

#: What nobody can set aside: the rules of a block that is mended by filling in what is missing.
MUST = ("missing_headline", "missing_text", "missing_alt", "missing_credit")
#: A text of fewer characters is a brief, which often stands without names and units.
BRIEF = 260
_UNSIGNED_GENRES = ("notice",)
_AGENCY = r"新华社|中新社|中新网|新华网|人民日报|人民网|光明日报|经济日报|央视(?:新闻|网)?|澎湃新闻"
_REPRINTED = re.compile(
    rf"^[\s\u3000]*(?:据)?(?:{_AGENCY})[^。，]{{0,16}}(?:[电讯]|消息|报道)"
    rf"|(?:转载自?|转自|摘自|选自|原载于?)(?:《|“|{_AGENCY}|\uff1a)"
)
_AI = (
    r"(?<![A-Za-z])(?:AI(?:GC)?|A\.I\.)(?![A-Za-z])|人工智能|大模型|豆包|文心一言|通义|即梦|可灵|"
    r"Midjourney"
)
_MADE_BY_AI = re.compile(
    rf"(?:{_AI})[^。，；]{{0,6}}?(?:生成|合成|绘制|制作|制图|绘图|作图|配图|出图|修复|上色)|文生图",
    re.IGNORECASE,
)
_WRITTEN_BY_AI = re.compile(
    rf"(?:本文|本稿|此文|全文|以上内容|文中[^。，]{{0,8}})[^。，]{{0,6}}(?:由|用|借助)[^。，]{{0,4}}(?:{_AI})"
    r"[^。，]{0,6}(?:生成|撰写|写作|创作|写成|整理)"
    rf"|作为(?:一个|一名)?(?:{_AI})(?:语言模型|助手|模型)?[，,]我|希望(?:这|以上)[^。]{{0,14}}对您有所?帮助",
    re.IGNORECASE,
)
_MINORS = re.compile(
    r"(?<!大)(?:小|中|初中|高中)学生|少年(?!宫)|儿童|幼儿|孩子们?|小朋友|婴儿|宝宝|未成年|小学[一二三四五六]年级|初[一二三]学生"
)


def lacking(findings: list[Finding]) -> list[str]:
    """What is missing, in words that stand after 还缺."""
    rules = [each.rule for each in findings]
    words = ["主题"] * ("missing_headline" in rules) + ["正文或图片"] * ("missing_text" in rules)
    for rule, what in (("missing_alt", "替代文字"), ("missing_credit", "摄影署名")):
        if without := rules.count(rule):
            words.append(f"{without}幅图片的{what}")
    return words


def is_unsigned(roles: Iterable[str], source: str, genre: str) -> bool:
    """Whether a text tells no reader who wrote it or where it comes from; notices need not.

    `roles` are those of its bylines: the editor, who is named below it, is no author.
    """
    named = any(role != "editor" for role in roles) or source.strip()
    return not named and genre not in _UNSIGNED_GENRES


def find_missing(galley: Galley) -> Iterator[Finding]:
    """Findings `missing_…` of an article: block for MUST; warn for a photo without a caption,
    and for a text that is no brief without a name, or with a correspondent's without a unit."""
    has = galley.particulars
    if has is None:
        return
    if not any(galley.of("headline")):
        yield _missing("missing_headline", "block", "还没有主题。")
    size = sum(len(each.text) for _, each in galley.of() if each.block is not None)
    if not size and not has.photos:
        yield _missing("missing_text", "block", "还没有正文，也没有图片。")
    for photo in has.photos:
        yield from _of_photo(photo)
    yield from _of_names(has, size)


def _of_photo(photo: GalleyPhoto) -> Iterator[Finding]:
    name = f"图{photo.number}"
    if not photo.alt.strip():
        yield _missing("missing_alt", "block", f"{name}没有替代文字，看不见图的人要靠它。")
    if not photo.credit.strip():
        yield _missing("missing_credit", "block", f"{name}没有写谁拍的、哪里来的。")
    if not photo.caption.strip():
        yield _missing("missing_caption", "warn", f"{name}没有图片说明。")


def _of_names(has: Particulars, size: int) -> Iterator[Finding]:
    if size < BRIEF:
        return
    if is_unsigned((role for role, _ in has.signatures), has.source, has.genre):
        yield _missing("missing_byline", "warn", "没有署名，也没有写稿源。")
    if without := sum(role == "correspondent" and not unit for role, unit in has.signatures):
        which = "通讯员" if without == 1 else f"{without}位通讯员"
        yield _missing("missing_unit", "warn", f"{which}没有写单位，用稿统计算不到单位名下。")


def find_reprints(galley: Galley) -> Iterator[Finding]:
    """Findings `missing_source`, warn: a text that another medium printed, without its source."""
    has = galley.particulars
    if has is None or has.source.strip():
        return
    if has.original_title or has.original_author:
        message = "写了原题、原作者，“稿源”里没有写出处\N{FULLWIDTH COLON}媒体、日期要写全。"
        yield _missing("missing_source", "warn", message)
        return
    for number, passage in galley.of("paragraph"):
        if hit := _REPRINTED.search(passage.text):
            message = "像是转载的稿件，“稿源”里没有写出处\N{FULLWIDTH COLON}媒体、日期要写全。"
            yield galley.find("missing_source", "warn", number, hit.span(), message)
            return


def find_unlisted(galley: Galley) -> Iterator[Finding]:
    """Findings `unlisted_source`, `missing_author` and `missing_editor`, warn: a reprint (its
    source is written) from a medium that is not in the newsroom's list, without its author, or
    without an editor who answers for it (互联网新闻信息服务管理规定第十五条).

    Only where the newsroom keeps a list 可转载的来源.
    """
    has, listed = galley.particulars, galley.house.sources
    if has is None or not listed or not (source := has.source.strip()):
        return
    if not any(name in fold_name(source) for name in listed):
        message = (
            f"稿源“{source[:40]}”不在可转载的来源名单里\N{FULLWIDTH COLON}"
            "不能转载的请撤下，可以的写明依据。"
        )
        yield _missing("unlisted_source", "warn", message)
    if not has.original_author.strip():
        message = "转载的稿件没有写原作者\N{FULLWIDTH COLON}原文没有署名的，写“原文未署名”。"
        yield _missing("missing_author", "warn", message)
    if not any(role == "editor" for role, _ in has.signatures):
        yield _missing("missing_editor", "warn", "转载的稿件没有写责编，由谁负责要印出来。")


def find_minors(galley: Galley) -> Iterator[Finding]:
    """Findings `consent`, warn: a photo whose words tell of minors (未成年人保护法第一百零三条).

    They end when the photo says how the parents agreed.
    """
    if galley.particulars is None:
        return
    captions = galley.of("caption")
    for photo in galley.particulars.photos:
        number, passage = next(captions, (-1, None)) if photo.caption.strip() else (-1, None)
        if photo.consent.strip():
            continue
        message = (
            f"图{photo.number}里有未成年人\N{FULLWIDTH COLON}登能认出的样子要先得监护人同意，"
            "请在图片的“监护人同意”里写明（未成年人保护法第一百零三条）。"
        )
        if passage and (hit := _MINORS.search(passage.text)):
            yield galley.find("consent", "warn", number, hit.span(), message)
        elif _MINORS.search(photo.alt):
            yield _missing("consent", "warn", message)


def find_undeclared(galley: Galley) -> Iterator[Finding]:
    """Findings `undeclared_ai`, warn: words of a text or photo that say AI made it, where nobody
    declared so."""
    has = galley.particulars
    if has is None:
        return
    for photo in has.photos:
        if not photo.ai_use and _MADE_BY_AI.search(f"{photo.credit} {photo.caption} {photo.alt}"):
            message = (
                f"图{photo.number}像是用人工智能做的，图片的“人工智能”没有声明"
                "（人工智能生成合成内容标识办法）。"
            )
            yield _missing("undeclared_ai", "warn", message)
    if has.ai_use:
        return
    for number, passage in galley.of("paragraph", "quote", "summary"):
        if hit := _WRITTEN_BY_AI.search(passage.text):
            message = (
                "这里像是人工智能写的\N{FULLWIDTH COLON}核对每一句，在“人工智能”里声明"
                "（人工智能生成合成内容标识办法）。"
            )
            yield galley.find("undeclared_ai", "warn", number, hit.span(), message)


def _missing(rule: str, severity: Severity, message: str) -> Finding:
    return Finding(rule, severity, -1, 0, 0, "", message)
