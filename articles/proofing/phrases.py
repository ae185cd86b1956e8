"""Set phrases that count what they name (两个维护), and sentences whose halves don't join."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_COLON = "\N{FULLWIDTH COLON}"
#: What is told with which number, and the verb that it takes.
_COUNTED = {
    "个确立": "两", "个意识": "四", "个自信": "四", "个维护": "两", "个全面": "四",
    "个务必": "三", "学一做": "两", "会一课": "三", "重一大": "三", "严三实": "三",
    "个毫不动摇": "两", "位一体": "五", "个代表": "三",
}  # fmt: skip
_SET = re.compile(rf"“(?P<many>[一二两三四五六七八九])(?P<what>{'|'.join(_COUNTED)})”")
#: A newsroom's district may have three 意识 of its own: only beside other set phrases is it told.
_ALWAYS = frozenset(("个确立", "个维护", "学一做", "会一课", "重一大", "严三实"))
_VERBS = {"个意识": "增强", "个自信": "坚定", "个维护": "做到"}
_TOGETHER = "增强“四个意识”、坚定“四个自信”、做到“两个维护”"
_WITH_VERB = re.compile(
    rf"(?P<verb>{'|'.join(_VERBS.values())})“[两四](?P<what>{'|'.join(_VERBS)})”"
)
_SENTENCE = re.compile(r"[^。；！\uff1f]+")
#: 会议由区委书记主持召开会议.
_CHAIRED = re.compile(
    r"(?P<what>会议|大会|座谈会|活动|仪式|论坛|比赛)由[^，。；]{1,24}?(?:主持召开|主持举行|召开|举行|举办|主办|承办|主持|开展)了?(?P<again>(?P=what))(?=[，。；]|$)"
)
#: 防止不再发生: who prevents that something happens no more wants it to happen.
_DENIED_TWICE = re.compile(
    r"(?:防止|避免|杜绝|严防|谨防|以防|以免)(?P<so>[^，。；、“”]{0,10}?)(?P<no>不再|不要|不会)(?P<what>发生|出现|重演|再次|再犯|有)"
)


def find_set_phrases(galley: Galley) -> Iterator[Finding]:
    """Findings `phrase`, warn: “三个维护”; 增强“四个自信”, whose verb is another one's."""
    for number, passage in galley.of():
        for sentence in _SENTENCE.finditer(passage.text):
            hits = list(_SET.finditer(passage.text, *sentence.span()))
            company = len({hit["what"] for hit in hits}) > 1
            for hit in hits:
                right = _COUNTED[hit["what"]]
                if hit["many"] != right and (company or hit["what"] in _ALWAYS):
                    fix = f"“{right}{hit['what']}”"
                    message = f"固定提法是{fix}，请核对。"
                    yield galley.find("phrase", "warn", number, hit.span(), message, fix)
        for hit in _WITH_VERB.finditer(passage.text):
            right = _VERBS[hit["what"]]
            if hit["verb"] != right:
                message = f"固定搭配是“{right}”{_COLON}{_TOGETHER}。"
                yield galley.find("phrase", "warn", number, hit.span("verb"), message, right)


def find_tangled_sentences(galley: Galley) -> Iterator[Finding]:
    """Findings `tangled`, warn: 会议由区长主持召开会议; 防止不再发生."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _CHAIRED.finditer(text):
            message = f"句首已经有“{hit['what']}”，句末的“{hit['again']}”多余。"
            fix = text[hit.start() : hit.start("again")]
            yield galley.find("tangled", "warn", number, hit.span(), message, fix)
        for hit in _DENIED_TWICE.finditer(text):
            message = f"“{hit[0]}”{_COLON}两次否定，意思反了。"
            fix = text[hit.start() : hit.start("no")] + hit["what"]
            yield galley.find("tangled", "warn", number, hit.span(), message, fix)
