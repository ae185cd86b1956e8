"""What is told about a file from outside: each passage whole, for no word may be lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: In the order in which they are told. {n} is how many.
_SENTENCES = {
    "deleted": "修订里删去的文字或划了删除线的文字{n}处，没有带进来",
    "inserted": "修订里加上的文字{n}处，已照加",
    "comment": "批注{n}处，没有带进来",
    "hidden": "隐藏的文字{n}处，没有带进来",
    "footnote": "脚注或尾注{n}处，没有带进来，要用的请补在文中",
    "header": "页眉页脚{n}处，没有带进来",
    "toc": "目录{n}处，没有带进来",
    "contact": "文末的联系方式和审核人{n}处，没有带进来",
    "form": "投稿表、“标题”之类的字样、栏目名和简报的报头{n}处，没有带进来",
    "date": "题下的日期{n}处，没有带进来",
    "pulled": "引语{n}处，与正文里的话相同，没有带进来",
    "separator": "各篇之间的分隔{n}处，没有带进来",
    "textbox": "文本框{n}个，文字放在它旁边的段落后面，请核对位置",
    "equation": "公式{n}个，照字写成一行，请核对",
    "symbol": "符号字体里的字{n}个，认不出，以〓代替，请核对",
    "control": "看不见的控制字符{n}处，已经去掉",
    "placeholder": "没有填的控件{n}个，里面的提示没有带进来",
    "field": "域{n}处没有结果可带，只有代码",
    "unsolved": "没有算出结果的公式{n}处，没有带进来，请在Excel里打开、存一次再送来",
    "object": "嵌入的对象{n}个，没有带进来，请另附文件",
    "chart": "图表{n}个，图没有带进来，只留下其中的文字",
    "smartart": "SmartArt图示{n}个，图没有带进来，只留下其中的文字",
    "altchunk": "文件里套着的另一份文件{n}份",
    "external": "链接到外面的图片{n}幅，文件里没有图，没有带进来",
    "picture": "用不了的图片{n}幅，没有带进来，请另附JPEG或PNG",
    "cropped": "图片{n}幅在文件里裁过，带进来的是整幅，请核对",
    "turned": "图片{n}处在文件里转过或翻过，带进来的是原来的样子，请核对",
    "layout": "用表格分栏排的文字{n}处，已从左到右、从上到下写成段落，请核对先后",
    "merged_cells": "表格里合并的单元格{n}个，已拆开，文字在读者需要的格里重复，请核对",
    "nested_table": "表格里套着表格{n}处，里面的表已写成文字，请核对",
    "macro": "文件带着宏，没有运行，也没有带进来",
    "several": "多幅图共用一条说明{n}处，放在最后一幅下，请核对",
    "parted": "几幅图的说明写在一起{n}处，已按先后、左右、上下分给各图，请核对",
    "quoted": "引用的来信{n}处，没有带进来",
    "closing": "信末的签名{n}处，没有带进来",
    "letter": "信里的话{n}处，不当稿件",
    "furniture": "网页上稿件以外的文字{n}处，没有带进来",
    "styles": "网页的样式太多，没有全看，请核对有没有删去的、隐藏的文字混了进来",
    "companion": "网页文件夹里的样式、脚本和没有用到的图{n}个，没有带进来",
    "drawn": "图形里的文字{n}处，没有带进来，要用的请补在文中",
    "media": "视频、音频或嵌入的内容{n}处，没有带进来",
    "attachment": "另附的文件{n}个，没有一起读",
    "pages": "版面PDF{n}个，在来稿导入里另列，命令请用import_page",
    "loose": "没有认出配哪篇的图片{n}幅，另建一篇图片稿",
    "row": "表里读不成稿件的行{n}行",
    "cell": "表里认不出用处的栏{n}行有字，没有带进来",
    "remains": "没有认出去处的文字{n}处，请核对",
}  # fmt: skip

#: What the grammar of HTML from outside leaves out, and is told here too.
_OF_HTML = (
    "deleted",
    "comment",
    "hidden",
    "footnote",
    "field",
    "drawn",
    "media",
    "styles",
    "control",
)
_CONTROL = re.compile(
    "[\u202a-\u202e\u2066-\u206f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One kind of thing that was left out or changed, with every passage of it."""

    code: str
    count: int
    passages: tuple[str, ...]

    @property
    def title(self) -> str:
        return _SENTENCES[self.code].format(n=self.count)

    @property
    def text(self) -> str:
        """The whole as one sentence."""
        said = "\N{IDEOGRAPHIC COMMA}".join(f"“{each}”" for each in self.passages)
        return f"{self.title}\N{FULLWIDTH COLON}{said}。" if said else f"{self.title}。"

    def as_json(self) -> dict[str, object]:
        said = {"code": self.code, "text": self.text, "title": self.title}
        return {**said, "passages": list(self.passages)}


@dataclass(slots=True)
class Margin:
    """What stands beside the text, collected while it is read."""

    _passages: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, passage: str = "", *, goes_on: bool = False) -> None:
        """Tell of one thing; `goes_on` if the passage belongs to the one told last."""
        passage = _CONTROL.sub("", passage)
        said = self._passages.setdefault(code, [])
        if goes_on and said:
            said[-1] += passage
        else:
            said.append(passage)

    def take(self, passages: Mapping[str, Iterable[str]]) -> None:
        """Tell what was left out of HTML in the file; what became of its form is told elsewhere."""
        for code in _OF_HTML:
            for passage in passages.get(code, ()):
                self.add(code, passage)

    def admit(self, text: str) -> str:
        """The text without characters that nobody sees or that turn it round, which are told."""
        if found := _CONTROL.findall(text):
            self.add("control", " ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(found)))
        return _CONTROL.sub("", text)

    def count(self, code: str) -> int:
        return len(self._passages.get(code, ()))

    def passages(self) -> list[str]:
        return [each for said in self._passages.values() for each in said]

    def told(self) -> tuple[LeftOut, ...]:
        out = []
        for code in _SENTENCES:
            if said := self._passages.get(code):
                texts = tuple(text for each in said if (text := " ".join(each.split())))
                out.append(LeftOut(code, len(said), texts))
        return tuple(out)
