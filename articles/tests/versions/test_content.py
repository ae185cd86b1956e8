"""What a signature covers, and what a version keeps and gives back."""

import json
from datetime import UTC

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles import photos, versions
from articles.imports import archive
from articles.models import Article, Byline, Correction, Photo, Reporter, Status
from articles.review import record
from articles.tests import make
from articles.text.rolling import RollingEntry
from articles.versions import TEXTS, Content, PhotoContent, Signature, content_at, content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    row = make.article(
        kicker="民生实事",
        headline="二十三条老巷　换新灯",
        body="<p>灯亮了。</p>",
        campaigns=[make.campaign()],
        places=[make.place()],
        photos=2,
    )
    make.byline(row, make.reporter("闻人月"), unit=make.unit("澄河街道"), position=1)
    make.byline(row, make.reporter("宁望舒"), role="photographer", position=2)
    return row


CHANGES = {
    "kicker": lambda a: Article.objects.update(kicker="民生"),
    "headline": lambda a: Article.objects.update(headline="二十三条老巷换新灯"),
    "subhead": lambda a: Article.objects.update(subhead="提前两月"),
    "summary": lambda a: Article.objects.update(summary="灯亮了"),
    "one character of the body": lambda a: Article.objects.update(body="<p>灯亮了！</p>"),
    "bold": lambda a: Article.objects.update(body="<p><strong>灯亮了。</strong></p>"),
    "source": lambda a: Article.objects.update(source="区政府网"),
    "an original headline": lambda a: Article.objects.update(original_title="灯"),
    "an original author": lambda a: Article.objects.update(original_author="林望"),
    "a short title": lambda a: Article.objects.update(short_title="灯"),
    "that AI wrote it": lambda a: Article.objects.update(ai_use="part"),
    "that AI drew a photo": lambda a: Photo.objects.filter(number=1).update(ai_use="whole"),
    "a name": lambda a: Reporter.objects.filter(name="闻人月").update(name="闻人悦"),
    "who signs": lambda a: a.bylines.first().delete(),
    "a role": lambda a: Byline.objects.filter(position=1).update(role="staff"),
    "the order of names": lambda a: Byline.objects.filter(position=1).update(position=3),
    "a unit": lambda a: Byline.objects.update(unit=make.unit("柳桥街道")),
    "a caption": lambda a: Photo.objects.filter(number=1).update(caption="巷口。"),
    "a credit": lambda a: Photo.objects.filter(number=1).update(credit="林望"),
    "an alternative text": lambda a: Photo.objects.filter(number=1).update(alt="灯"),
    "a photo's number": lambda a: Photo.objects.filter(number=2).update(number=7),
    "a photo": lambda a: a.photos.last().delete(),
    "another campaign": lambda a: a.campaigns.add(make.campaign()),
    "no place": lambda a: a.places.clear(),
    "a correction": lambda a: Correction.objects.create(
        article=a, text="应为两万。", corrected_on="2026-11-24"
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_a_reader_gets_changes_the_hash(article, what):
    before = versions.digest_of(article)

    CHANGES[what](article)

    assert versions.digest_of(Article.objects.get()) != before


@pytest.mark.parametrize(
    "fields",
    [{"weight": 4}, {"page": 3}, {"genre": "feature"}, {"status": Status.HELD}, {"revision": 9}],
)
def test_what_only_places_an_article_does_not(article, fields):
    before = versions.digest_of(article)

    Article.objects.update(**fields)

    assert versions.digest_of(Article.objects.get()) == before


def test_a_campaign_that_is_renamed_is_the_same_campaign(article):
    before = versions.digest_of(article)

    article.campaigns.update(name="新名称")

    assert versions.digest_of(Article.objects.get()) == before


def test_a_photo_file_that_is_swapped_is_noticed_when_files_are_read(article):
    before = versions.digest_of(article)
    name = article.photos.first().image.name
    assert content_of(article, files=True).digest == before

    default_storage.delete(name)
    default_storage.save(name, ContentFile(make.picture(colour="#a30f17")))

    assert content_of(article, files=True).digest != before
    default_storage.delete(name)
    assert photos.digest(default_storage, name) == ""
    assert content_of(article, files=True).digest != before


def test_the_hash_is_of_a_form_that_anybody_can_write_down(article):
    form = json.loads(content_of(article).canonical())

    first, second = article.photos.all()
    assert form == {
        "form": 1,
        "kicker": "民生实事",
        "headline": "二十三条老巷　换新灯",
        "subhead": "",
        "summary": "",
        "body": "<p>灯亮了。</p>",
        "source": "",
        "bylines": [
            ["correspondent", "闻人月", "澄河街道"],
            ["photographer", "宁望舒", ""],
        ],
        "photos": [
            [1, first.digest, "江边步道。", "鹿鸣", "江边有人散步"],
            [2, second.digest, "江边步道。", "鹿鸣", "江边有人散步"],
        ],
        "campaigns": [article.campaigns.get().pk],
        "places": [article.places.get().pk],
        "corrections": [],
    }


def test_a_hash_asks_as_many_queries_for_many_parts_as_for_one(article, django_assert_num_queries):
    with django_assert_num_queries(5):
        content_of(Article(pk=article.pk))
    for number in range(3, 20):
        make.photo(article, number=number)
        make.byline(article, make.reporter(), position=number)
    with django_assert_num_queries(5):
        content_of(Article(pk=article.pk))
    rows = Article.objects.prefetch_related(*versions.PARTS)
    with django_assert_num_queries(6):
        for row in rows:
            content_of(row)


_text = st.text(max_size=5)
_file = st.fixed_dictionaries(
    {"name": _text, "kind": st.sampled_from(["pdf", "docx"]), "digest": _text}
    | {"file": st.just("f"), "size": st.just(1), "pages": st.just(0)}
)
_clip = st.fixed_dictionaries(
    {"kind": st.sampled_from(["mp4", "mp3"]), "digest": _text, "caption": _text}
    | {"transcript": _text, "file": st.just("f"), "size": st.just(1)}
)
_entry = st.builds(RollingEntry, st.integers(1, 3), _text, _text, _text, _text)
_end = st.none() | st.datetimes(timezones=st.sampled_from([UTC, timezone.get_default_timezone()]))
_contents = st.builds(
    Content,
    texts=st.tuples(*[_text] * len(TEXTS)),
    facts=st.tuples(
        st.just("news"), st.just(2), st.none(), _end, st.lists(_file, max_size=2),
        st.lists(_clip, max_size=2), st.none(), st.none(), _text, _text,
        st.sampled_from(["", "part", "whole"]), _text,
    ),
    signatures=st.lists(
        st.builds(
            Signature, st.sampled_from(["staff", "editor"]), _text, _text, st.none(), st.none()
        ),
        max_size=3,
    ).map(tuple),
    pictures=st.lists(
        st.builds(PhotoContent, st.integers(1, 3), st.just(""), st.just(1), st.just(1), _text,
                  _text, _text, _text, ai_use=st.sampled_from(["", "whole"]), consent=_text),
        max_size=2).map(tuple),
    campaigns=st.lists(st.tuples(st.integers(1, 9), _text), max_size=2).map(tuple),
    places=st.lists(st.tuples(st.integers(1, 9), _text), max_size=2).map(tuple),
    corrections=st.lists(_text, max_size=2).map(tuple),
    entries=st.lists(_entry, max_size=2).map(tuple),
)  # fmt: skip


def _signed(content):
    """What the signature covers of a content, as plain values."""
    return (
        content.texts,
        content.fact("ends_at"),
        [(f["name"], f["kind"], f["digest"]) for f in content.fact("attachments")],
        [(s.role, s.name, s.unit) for s in content.signatures],
        [
            content.fact(name)
            for name in ("original_title", "original_author", "ai_use", "short_title")
        ],
        [(p.number, p.digest, p.caption, p.credit, p.alt, p.ai_use) for p in content.pictures],
        [pk for pk, _ in content.campaigns],
        [pk for pk, _ in content.places],
        content.corrections,
        [(c["kind"], c["digest"], c["caption"], c["transcript"]) for c in content.fact("clips")],
        [(e.number, e.at, e.headline, e.body, e.signed) for e in content.entries],
    )


@pytest.mark.once
@given(_contents, _contents)
def test_two_contents_have_one_hash_exactly_when_they_say_the_same(one, other):
    assert (one.canonical() == other.canonical()) == (_signed(one) == _signed(other))


# Versions


def test_a_version_keeps_what_the_article_said_and_gives_it_back(article):
    said = content_of(article)
    version = versions.keep(article, by=make.editor("沈砚秋"), comment="首存")

    for change in CHANGES.values():
        change(Article.objects.get())
    versions.keep(article, by=None)
    article.refresh_from_db()
    lost = versions.put(content_at(version), article)

    back = content_of(Article.objects.get())
    assert lost == []
    assert (version.number, version.digest) == (1, said.digest)
    assert (version.revision.user.username, version.revision.comment) == ("沈砚秋", "首存")
    # the person has another name now, and a correction stays
    assert [s.name for s in back.signatures] == ["闻人悦", "宁望舒"]
    assert back.corrections == ("应为两万。",)
    assert (back.texts, back.pictures, back.campaigns, back.places) == (
        said.texts, said.pictures, said.campaigns, said.places,
    )  # fmt: skip


def test_names_in_a_version_are_those_that_were_printed(article):
    version = versions.keep(article, by=None)
    Reporter.objects.filter(name="闻人月").update(name="闻人悦")

    assert [str(s) for s in content_at(version).signatures] == [
        "通讯员 闻人月（澄河街道）",
        "摄影 宁望舒",
    ]
    assert content_at(version).digest == version.digest


def test_a_save_that_changes_nothing_makes_no_version(article):
    first = versions.keep(article, by=None)

    assert versions.keep(article, by=None) == first
    Article.objects.update(weight=4)
    assert [versions.keep(article, by=None).number for _ in range(2)] == [2, 2]


def test_what_came_in_without_a_version_has_its_first_before_it_is_changed(article):
    versions.ensure(article)
    versions.ensure(article)

    assert [v.number for v in article.versions.all()] == [1]


def test_what_is_no_more_is_named_when_an_old_version_is_put_back(article):
    version = versions.keep(article, by=None)
    article.bylines.all().delete()
    Reporter.objects.all().delete()
    make.reporter("宁望舒")  # another row of that name
    campaign = article.campaigns.get()
    campaign.delete()

    lost = versions.put(content_at(version), article)

    assert lost == ["署名“通讯员 闻人月（澄河街道）”", f"专栏“{campaign.name}”"]
    assert [str(b) for b in article.bylines.all()] == ["摄影 宁望舒"]


def test_a_photos_file_is_nobodys_when_no_version_names_it(article):
    versions.keep(article, by=None)
    old, kept = (photo.image.name for photo in article.photos.all())
    article.photos.filter(number=1).delete()
    versions.keep(article, by=None)
    other = make.article()
    Photo.objects.create(article=other, number=1, image=kept)

    assert versions.files_of(article) == {old, kept}
    assert versions.forget(article) == {old, kept}
    assert not article.versions.exists()


def test_an_archive_that_is_published_has_its_text_in_the_record():
    line = {"id": "a1", "date": "1998-01-03", "headline": "旧闻", "body": ["旧文。"]}
    draft = {"id": "a2", "headline": "未刊", "body": ["未刊。"]}
    list(archive.load([json.dumps(line), json.dumps(draft)], publish=True))

    old, unseen = Article.objects.order_by("archive_id")
    (step,) = record.all_steps(old)
    assert (step.step, step.digest, step.by_name) == ("archive", versions.digest_of(old), "系统")
    assert not record.all_steps(unseen).exists()
