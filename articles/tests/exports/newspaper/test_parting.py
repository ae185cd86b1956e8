"""Paragraphs that are parted between columns, as they are printed."""

import random

import pytest

from articles.exports.contents import IssueRefused
from articles.exports.newspaper import pdf
from articles.exports.newspaper.typesetter import Typesetter
from articles.tests.contents import issue, paragraph, piece


def mixed_month(seed):
    """Two pages of articles full of figures and foreign words, of which a line holds more or less
    as it falls."""
    chosen = random.Random(seed)
    words = ["2026年", "5G", "APP", "12345", "88.5%", "《河规》", "“好，”", "（江口）", "GDP",
             "1,200元", "——", "3.14", "WiFi6", "lujiang", "A3", "、", "，", "：“走！”"]  # fmt: skip

    def text():
        return "".join(
            "".join(chosen.choices("河上七座码头年轻人多半只认得江口那一天区里街坊门卫收伞",
                                   k=chosen.randint(3, 14)))
            + chosen.choice(words) + chosen.choice(["，", "。", "、", "", "；"])
            for _ in range(chosen.randint(3, 9))
        ) + "。"  # fmt: skip

    return issue(*(
        ("要闻", [
            piece(10 * page + at, kind="lead" if at == 0 else "second" if at < 4 else "brief",
                  body=tuple(paragraph(text()) for _ in range(chosen.randint(2, 6))))
            for at in range(9)
        ])
        for page in (1, 2)
    ))  # fmt: skip


def test_a_page_is_made_up_anew_where_a_parted_paragraph_takes_more_lines_than_reckoned(
    monkeypatch,
):
    month = mixed_month(49)
    made = pdf.make_newspaper(month, with_pictures=False)
    assert [breach for breach in made.breaches if breach.rule in ("L1", "L2", "L3")] == []

    part = Typesetter.part
    monkeypatch.setattr(Typesetter, "part", lambda self, jobs: part(self, jobs) and [])
    with pytest.raises(IssueRefused, match="印出了栏"):
        pdf.make_newspaper(month, with_pictures=False)
