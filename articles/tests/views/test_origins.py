"""转载, 人工智能, 监护人同意: what is declared of a text and its photos, and who is told of it."""

import json

import pytest
from django.db import IntegrityError
from django.urls import reverse

from articles import versions
from articles.exports.contents import gather
from articles.exports.data.jsonl import list_photos, make_jsonl
from articles.exports.plain import write_piece
from articles.exports.wechat.piece import compose_piece
from articles.imports.archive.entries import BadLine, read
from articles.models import Article, Photo, Role, SiteSettings
from articles.review.proofreading import proofread_article
from articles.tests import issues, make
from articles.tests.html import text_of

pytestmark = pytest.mark.django_db

ORIGIN = "望江日报 2026年11月3日（原题：《江边的灯》，作者：林望）"
AI_TEXT = "本文部分内容由人工智能生成，经编辑核对。"
AI_PHOTO = "鹿鸣 摄\u3000人工智能生成"
CONSENT = "家长签了同意书QX7"


@pytest.fixture
def article():
    row = make.public(
        headline="江边亮了灯", body="<p>江边的步道昨日通了。</p>", source="望江日报 2026年11月3日",
        original_title="江边的灯", original_author="林望", ai_use="part",
    )  # fmt: skip
    make.photo(row, ai_use="whole", consent=CONSENT)
    return row


def test_every_page_and_feed_tells_readers_and_none_tells_of_the_consent(article, client):
    feed = client.get(reverse("feed")).content.decode()
    item = json.loads(client.get(reverse("feed-json")).content)["items"][0]["content_html"]
    pages = [text_of(client.get(article.get_absolute_url())),
             text_of(client.get(reverse("print", args=[article.pk]))), feed, item]  # fmt: skip

    for page in pages:
        assert [said in page for said in (ORIGIN, AI_TEXT, AI_PHOTO)] == [True] * 3
    for address in (reverse("front"), reverse("search") + "?q=QX7", article.get_absolute_url()):
        assert CONSENT not in client.get(address).content.decode()
    assert [CONSENT in page for page in pages] == [False] * 4


def test_search_engines_are_told_whose_text_it_is_and_what_ai_made(article, client):
    page = client.get(article.get_absolute_url()).content.decode()
    facts = json.loads(page.split('type="application/ld+json">')[1].split("</script>")[0])

    assert facts["author"] == [{"@type": "Person", "name": "林望"}]
    assert facts["isBasedOn"] == {
        "@type": "CreativeWork",
        "headline": "江边的灯",
        "author": {"@type": "Person", "name": "林望"},
        "publisher": {"@type": "Organization", "name": "望江日报 2026年11月3日"},
    }
    kinds = [facts["digitalSourceType"], facts["image"][1]["digitalSourceType"]]
    assert [kind.rpartition("/")[2] for kind in kinds] == [
        "CompositeWithTrainedAlgorithmicMediaDigitalSource",
        "TrainedAlgorithmicMediaDigitalSource",
    ]


def test_a_text_that_is_ours_says_nothing_of_it(client):
    own = make.public(photos=1)
    page = text_of(client.get(own.get_absolute_url()))
    plain = write_piece(next(gather(issues.issue([own])).pieces))

    assert [word in page + plain for word in ("来源", "转载", "人工智能", "原题")] == [False] * 4
    assert versions.content_of(own).canonical().count("ai_use") == 0


def test_every_file_of_an_issue_tells_it_and_an_archive_line_brings_it_back(article):
    contents = gather(issues.issue([article]))
    [piece] = contents.pieces
    plain = write_piece(piece)
    wechat = compose_piece(Article.objects.with_parts().get(), SiteSettings.objects.current())
    line = json.loads(make_jsonl(contents))

    for said in (f"转载自{ORIGIN}。", f"（{AI_TEXT[:-1]}）", AI_PHOTO):
        assert said in plain
    for said in (ORIGIN, AI_TEXT, AI_PHOTO):
        assert [said in wechat.html, said in wechat.text] == [True, True]
    assert CONSENT not in plain + wechat.html + wechat.text + json.dumps(line, ensure_ascii=False)
    [photo] = list_photos(piece, ["photos/0001-1.jpg"])
    again = read(1, json.dumps(line | {"photos": [photo]}))
    assert (again.texts["original_title"], again.texts["original_author"], again.ai_use) == (
        "江边的灯", "林望", "part",
    )  # fmt: skip
    assert (again.photos[0].said["ai_use"], again.photos[0].said["consent"]) == ("whole", CONSENT)
    for wrong in ("yes", 1, True):
        with pytest.raises(BadLine, match=r"不认得的ai_use“.+”，可以写part、whole"):
            read(1, json.dumps(line | {"ai_use": wrong}))


def test_a_version_gives_it_back_and_a_signature_covers_what_readers_get(article):
    kept = versions.keep(article, by=None)
    digest = versions.digest_of(article)
    Article.objects.update(original_title="", original_author="", ai_use="")
    Photo.objects.update(ai_use="", consent="")
    assert versions.digest_of(Article.objects.get()) != digest

    versions.put(versions.content_at(kept), Article.objects.get())

    row = Article.objects.get()
    assert versions.digest_of(row) == digest
    assert (row.original_author, row.ai_use, row.photos.get().consent) == ("林望", "part", CONSENT)
    Photo.objects.update(consent="口头")
    assert versions.digest_of(Article.objects.get()) == digest


@pytest.mark.parametrize("model", [Article, Photo])
def test_nothing_is_declared_that_the_labels_do_not_know(article, model):
    with pytest.raises(IntegrityError):
        model.objects.update(ai_use="half")


def rules_of(article):
    return sorted({each.finding.rule for each in proofread_article(article).open})


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ({"caption": "小学生在江边写生。"}, ["consent"]),
        ({"alt": "两名小朋友放风筝"}, ["consent"]),
        ({"caption": "小学生在江边写生。", "consent": "家长签了同意书"}, []),
        ({"caption": "大学生在江边写生。"}, []),
        ({"credit": "AI生成"}, ["undeclared_ai"]),
        ({"caption": "江边夜景（豆包生成）"}, ["undeclared_ai"]),
        ({"credit": "AI生成", "ai_use": "whole"}, []),
        ({"caption": "人工智能大会在江边举行。"}, []),
    ],
)
def test_a_photo_is_asked_for_what_has_to_be_declared(words, asked):
    row = make.article(body="<p>江边的步道昨日通了。</p>")
    make.photo(row, **words)

    assert [rule for rule in rules_of(row) if rule in ("consent", "undeclared_ai")] == asked


def test_the_consent_of_one_photo_is_not_that_of_another():
    row = make.article(body="<p>江边的步道昨日通了。</p>")
    make.photo(row, caption="", consent="家长签了同意书")
    make.photo(row, number=2, caption="小学生在江边写生。")
    found = [r.finding.message for r in proofread_article(row).open if r.finding.rule == "consent"]

    assert [message[:3] for message in found] == ["图2里"]


@pytest.mark.parametrize(
    ("text", "fields", "asked"),
    [
        ("本文由人工智能撰写，供参考。", {}, True),
        ("作为一个AI语言模型，我无法核实。", {}, True),
        ("希望以上内容对您有所帮助！", {}, True),
        ("本文由人工智能撰写，供参考。", {"ai_use": "whole"}, False),
        ("社区用人工智能巡河，生成了日报。", {}, False),
        ("本文由记者撰写。", {}, False),
    ],
)
def test_a_text_that_says_ai_wrote_it_must_declare_so(text, fields, asked):
    row = make.article(body=f"<p>{text}</p>", **fields)

    assert ("undeclared_ai" in rules_of(row)) == asked


def test_an_original_author_without_a_medium_is_asked_for_it():
    row = make.article(body="<p>江边的步道昨日通了。</p>", original_author="林望")

    assert "missing_source" in rules_of(row)
    make.byline(row, make.reporter(), role=Role.EDITOR)
    Article.objects.update(source="望江日报")
    assert "missing_source" not in rules_of(Article.objects.get())
