import json
from datetime import UTC, datetime

import pytest

from articles.exports.contents import gather
from articles.exports.data import jsonl
from articles.imports import archive
from articles.models import Article, Byline, Campaign, Issue, Place, Reporter, Role
from articles.tests import issues, make
from articles.text import body

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BODY = (
    "<p>昨晚七点，<strong>灯</strong>亮了。<br>又<a href='https://a.example/'>亮</a>了。</p>"
    "<h2>居民说</h2><blockquote><p>好。</p><p>真好。</p></blockquote>"
    "<ul><li>灯</li><li>路</li></ul><ol><li>报名</li><li>领号</li></ol>"
    "<table><tr><th>月</th><th>盏</th></tr><tr><td></td><td>12</td></tr></table>"
    "<figure data-photo='1'></figure><p>（完）</p>"
)


def lines(issue):
    return [json.loads(line) for line in jsonl.make_jsonl(gather(issue)).decode().splitlines()]


def again(issue):
    """The same issue in an empty database: what the archive says, on the same pages."""
    written = jsonl.make_jsonl(gather(issue))
    pages = [
        [row.article.archive_id or f"newsroom-{row.article_id}" for row in page.placements.all()]
        for page in issue.pages.all()
    ]
    Issue.objects.all().delete()
    Byline.objects.all().delete()
    for model in (Article, Reporter, Campaign, Place):
        model.objects.all().delete()
    *_, outcome = archive.load(written.decode().splitlines(), publish=True)
    assert (outcome.bad, outcome.notes) == ([], [])
    found = {row.archive_id: row for row in Article.objects.all()}
    return written, jsonl.make_jsonl(
        gather(issues.issue(*[[found[i] for i in ids] for ids in pages]))
    )


def test_a_line_says_what_an_archive_has_words_for():
    writer, editor = make.reporter("费知夏"), make.reporter("沈砚秋")
    article = make.public(
        kicker="为民办实事", headline="老街添了\N{IDEOGRAPHIC SPACE}新路灯", body=BODY,
        publish_at=datetime(2026, 11, 2, 17, 0, tzinfo=UTC),
        campaigns=[make.campaign("街里街坊")], places=[make.place("柳桥街道")], photos=1,
    )  # fmt: skip
    make.byline(article, writer, unit=make.unit("柳桥街道办"))
    make.byline(article, editor, role=Role.EDITOR, position=2)

    assert lines(issues.issue([make.public()], [article]))[0] == {
        "id": f"newsroom-{article.pk}",
        "date": "2026-11-03",
        "headline": "老街添了\N{IDEOGRAPHIC SPACE}新路灯",
        "kicker": "为民办实事",
        "subhead": "",
        "bylines": [
            {"role": "correspondent", "name": "费知夏", "unit": "柳桥街道办"},
            {"role": "editor", "name": "沈砚秋", "unit": ""},
        ],
        "body": [
            "昨晚七点，灯亮了。\n又亮了。", {"crosshead": "居民说"}, "好。", "真好。", "灯", "路",
            "1. 报名", "2. 领号", "月\N{IDEOGRAPHIC SPACE}盏", "12", "（完）",
        ],
        "campaigns": ["街里街坊"],
        "places": ["柳桥街道"],
        "page": 2,
        "source": "",
        "html": (
            "<p>昨晚七点，<strong>灯</strong>亮了。<br>又<a href=\"https://a.example/\">亮</a>了。</p>"
            "<h2>居民说</h2><blockquote><p>好。</p><p>真好。</p></blockquote>"
            "<ul><li><p>灯</p></li><li><p>路</p></li></ul>"
            "<ol><li><p>报名</p></li><li><p>领号</p></li></ol>"
            "<table><tbody><tr><th><p>月</p></th><th><p>盏</p></th></tr>"
            "<tr><td><p></p></td><td><p>12</p></td></tr></tbody></table><p>（完）</p>"
        ),
        "published_at": "2026-11-03T01:00:00+08:00",
    }  # fmt: skip


def test_an_archive_that_came_in_keeps_its_ids_and_pages():
    old = make.public(archive_id="1998-01-03-1", page=7)

    assert [(line["id"], line["page"]) for line in lines(issues.issue([old]))] == [
        ("1998-01-03-1", 7)
    ]


def test_an_id_is_never_given_twice():
    new = make.public()
    old = make.public(archive_id=f"newsroom-{new.pk}")

    ids = [line["id"] for line in lines(issues.issue([new, old]))]
    assert ids == [f"newsroom-{new.pk}", f"newsroom-{new.pk}'"]


def test_export_import_into_an_empty_database_and_export_give_the_same_bytes():
    namesake = [make.reporter("费知夏"), make.reporter("费知夏")]
    rich = make.public(
        headline="  两行\n主题 ", kicker=" 引题", body=BODY, photos=1, summary="摘要",
        campaigns=[make.campaign("乙"), make.campaign("甲")], places=[make.place("丙")],
        reporters=namesake,
    )  # fmt: skip
    hostile = [make.public(headline=text, body=f"<p>{text}</p>") for text in issues.HOSTILE]
    control = make.public(headline=f"主题{issues.CONTROL}", subhead=issues.CONTROL)
    first, second = again(issues.issue([rich, *hostile[:4]], [control], hostile[4:]))

    assert first == second
    assert len(first.splitlines()) == 2 + len(issues.HOSTILE)


def test_nothing_that_is_not_public_comes_into_it():
    shown, hidden = make.public(), make.article(headline="还没签发")
    issue = issues.issue([shown, hidden])

    assert [line["headline"] for line in lines(issue)] == [shown.headline]


@pytest.mark.parametrize("odd", ["\x00", "\x07", "\ufffe", "\ud800", "\u202e"])
def test_no_issue_is_refused_for_a_character_that_an_archive_can_not_hold(odd):
    contents = gather(issues.one(headline="灯"))
    object.__setattr__(next(contents.pieces), "headline", f"灯{odd}亮")

    [line] = jsonl.make_jsonl(contents).decode().splitlines()

    assert json.loads(line)["headline"] == ("灯〓亮" if odd in "\ufffe\ud800" else "灯亮")


def test_summary_genre_weight_and_the_whole_body_come_back():
    row = make.public(summary="灯\n亮了。", genre="feature", weight=4, body=BODY)
    bare = BODY.replace("<figure data-photo='1'></figure>", "")
    first, second = again(issues.issue([row]))
    [came] = Article.objects.all()

    assert first == second
    assert (came.summary, came.genre, came.weight, came.body) == (
        "灯\n亮了。", "feature", 4, body.clean(bare),
    )  # fmt: skip
