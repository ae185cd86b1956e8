"""Templates from which an article is begun: what a report of its kind says, to be filled in."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Genre


@dataclass(frozen=True, slots=True)
class ArticleTemplate:
    """A template by its `name` in addresses; `body` as it is stored."""

    name: str
    label: str
    genre: Genre
    headline: str
    body: str

    @property
    def initial(self) -> dict[str, str]:
        """What a new article's form begins with."""
        return {"genre": self.genre, "headline": self.headline, "body": self.body}


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _fill(text: str) -> str:
    """The text with each ｛…｝ as a place to fill in."""
    return text.replace("｛", "【待填：").replace("｝", "】")


ARTICLE_TEMPLATES = {
    each.name: each
    for each in (
        ArticleTemplate(
            "meeting",
            "会议",
            Genre.NEWS,
            _fill("｛会议定了什么｝"),
            _paragraphs(
                _fill("｛几月几日｝，｛哪个单位｝召开｛会议全称｝，｛定了什么事｝。"),
                _fill("会议明确，｛做什么、做到什么程度、什么时候做完、谁来做｝。"),
                _fill("｛出席的人，职务写全｝参加会议。"),
            ),
        ),
        ArticleTemplate(
            "photo",
            "图片",
            Genre.PHOTO,
            _fill("｛一句话说图里的事｝"),
            _paragraphs(_fill("｛几月几日｝，｛谁｝在｛哪里｝｛做什么｝。｛为什么值得拍｝。")),
        ),
        ArticleTemplate(
            "feature",
            "通讯",
            Genre.FEATURE,
            _fill("｛人和事｝"),
            _paragraphs(_fill("｛从一个场面写起：时间、地点、人、动作、一句原话｝"))
            + f"<h2>{_fill('｛小标题一｝')}</h2>"
            + _paragraphs(_fill("｛事情的来由，难在哪里｝"))
            + f"<h2>{_fill('｛小标题二｝')}</h2>"
            + _paragraphs(_fill("｛怎样做的，做成了什么，用数字说｝")),
        ),
        ArticleTemplate(
            "notice",
            "通知",
            Genre.NOTICE,
            _fill("｛哪里、什么时候、什么事｝"),
            _paragraphs(
                _fill(
                    "因｛原因｝，｛几月几日几时｝至｛几月几日几时｝，｛哪里｝｛什么事｝，涉及｛多少户｝。"
                ),
                _fill("｛请居民做什么准备｝。"),
                _fill("咨询电话：｛号码｝，｛工作时间｝。"),
            ),
        ),
    )
}
