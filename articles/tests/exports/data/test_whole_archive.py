"""Every field of an article goes into its archive line and comes back, or it is named why not."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from articles.exports.contents import gather
from articles.exports.data import bundle_archive, jsonl
from articles.imports.archive.entries import BadLine, read
from articles.imports.attachments import keep_attachment
from articles.imports.clips import keep_clip
from articles.imports.sample_sound import make_horn
from articles.models import Article, Byline, Campaigned, Photo, Placed
from articles.tests import bombs, issues, make, tables
from articles.tests.exports.data.archives import again, opened
from articles.tests.pdfs import Sheet, pdf
from articles.text.attached import AttachedFile, store_attached
from articles.text.clips import Clip, store_clips
from articles.text.rolling import RollingEntry

pytestmark = pytest.mark.django_db

BODY = (
    '<p>详见<a href="https://example.cn/a?b=1&amp;c=2">公告</a>，<strong>限额</strong>10<sup>4</sup>元，'
    '<em>不</em>加价。</p><h2>怎么报</h2><ol start="3"><li>填表</li><li>交表</li></ol>'
    "<blockquote><p>好办。</p></blockquote><table><tr><th>项</th><th>数</th></tr>"
    "<tr><td>甲</td><td>1.5</td></tr></table>"
    '<figure data-photo="1"></figure><p>完。</p>'
)
#: What of an article comes back, by the name of its column, with a value that is no default.
TEXTS = {"kicker": "引题", "headline": "老街　添灯", "subhead": "副题", "summary": "一句。\n两句。"}
KEPT = {
    **TEXTS,
    "body": BODY,
    "genre": "notice",
    "weight": 3,
    "source": "《望江日报》2026年11月3日第2版",
    "page": 7,
    "publish_at": datetime(2026, 11, 9, 1, 30, 5, 123456, tzinfo=UTC),
    "event_on": date(2026, 11, 8),
    "ends_at": datetime(2027, 1, 1, 10, tzinfo=UTC),
    "original_title": "老街亮了",
    "original_author": "林望",
    "short_title": "老街添灯",
    "ai_use": "part",
    "rolls_until": datetime(2026, 11, 10, 1, tzinfo=UTC),
    "entries": [
        {
            "number": 812,
            "at": "2026-11-09T21:40:00+08:00",
            "headline": "灯亮了",
            "body": "<p>八点整。</p>",
            "signed": "记者 林溪",
            "down_at": "",
        },
    ],
}
SAID = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n呜。\n"
#: Columns that follow from others, or that the import sets.
FOLLOWS = {
    "id",
    "length",
    "archive_id",
    "status",
    "moved_at",
    "created_at",
    "updated_at",
    "revision",
}
#: Columns that are no part of what was printed, and why none goes out.
STAYS = {
    "due_at": "the desk's own deadline, over when it was printed",
    "embargo_until": "a condition on a text that isn't out yet",
    "handler": "an account of this newsroom",
    "created_by": "an account of this newsroom",
    "revises": "a working copy, which is never printed",
    "imported_page": "the page that it was imported from stays where that was done",
    "doubts": "an import's doubts, which ended with a decision before it was signed",
    "entry_of": "an entry that is not passed yet, which is never printed",
    "resembles": "found anew against the articles of the newsroom that it is sent in to",
}
#: What the test compares in another way: by name, or by bytes.
OTHERWISE = {"section", "attachments", "clips", "reporters", "campaigns", "places"}
OF_PHOTOS = {
    "number",
    "caption",
    "credit",
    "alt",
    "taken_on",
    "focus_left",
    "focus_top",
    "ai_use",
    "consent",
}
PHOTOS_FOLLOW = {"id", "article", "image", "width", "height", "digest", "shows_key", "credit_key"}
OF_BYLINES = {"role", "position", "reporter", "unit"}


def _attach():
    """A file of each kind, taken in as a colleague sends it."""
    files = {
        "价目表.pdf": pdf(Sheet().line(50, 50, "价目", 12)),
        "表格.docx": bombs.docx(),
        "户数.xlsx": tables.sheet(["车棚", "户数"], ["柳桥", 12]),
    }
    return store_attached(keep_attachment(ContentFile(*pair[::-1]))[0] for pair in files.items())


def whole_article():
    row = make.public(
        **KEPT, section=make.section("民生"), campaigns=[make.campaign("甲"), make.campaign("乙")],
        places=[make.place("丙街道")], attachments=_attach(),
        clips=store_clips([replace(keep_clip(make_horn())[0], caption="汽笛", transcript="呜。",
                                   poster=1, captions=SAID)]),
    )  # fmt: skip
    row.corrections.create(text="“八盏”应为\n“九盏”。", corrected_on=date(2026, 11, 10),
                           printed_in="2026年12月号第二版")  # fmt: skip
    row.corrections.create(text="“灯长”应为“灯杖”。", corrected_on=date(2026, 11, 9))
    for position, (role, name, unit) in enumerate(
        [("staff", "林溪", None), ("correspondent", "费知夏", make.unit("区民政局")),
         ("editor", "陈望", None)], 1
    ):  # fmt: skip
        Byline.objects.create(
            article=row, reporter=make.reporter(name), role=role, unit=unit, position=position
        )
    photo = Photo(article=row, number=1, caption="灯", credit="鹿鸣", alt="一盏灯", focus_left=20,
                  focus_top=80, taken_on=date(2026, 11, 7), ai_use="whole",
                  consent="都同意")  # fmt: skip
    photo.image.save("x", ContentFile(make.picture(), "x"), save=True)
    return row


def facts(row):
    """What the article says, without the keys of this database."""
    return (
        {name: getattr(row, name) for name in KEPT},
        row.section.name,
        [(f.name, f.kind, f.digest) for f in row.attached],
        [each.signed for each in row.sounds],
        [(b.role, b.reporter.name, b.unit and b.unit.name, b.position)
         for b in row.bylines.order_by("position")],
        sorted(Campaigned.objects.filter(content_object=row).values_list("tag__name", flat=True)),
        list(Placed.objects.filter(article=row).values_list("place__name", flat=True)),
        [{name: getattr(p, name) for name in sorted(OF_PHOTOS)} for p in row.photos.all()],
        [p.digest for p in row.photos.all()],
        [(c.corrected_on, c.text, c.printed_in) for c in row.corrections.order_by("corrected_on")],
    )  # fmt: skip


def test_every_column_of_an_article_is_in_the_archive_or_it_is_said_why_not():
    columns = {field.name for field in Article._meta.get_fields() if not field.auto_created}
    known = KEPT.keys() | FOLLOWS | STAYS.keys() | OTHERWISE

    assert columns - known - {"id"} == set()
    assert {f.name for f in Photo._meta.fields} - OF_PHOTOS - PHOTOS_FOLLOW == set()
    assert {f.name for f in Byline._meta.fields} - OF_BYLINES - {"id", "article", "publish_at"} == (
        set()
    )


#: Rows that belong to an article: printed with it, or the newsroom's own and of this database.
COMES_BACK = {"Byline", "Campaigned", "Placed", "Photo", "Correction"}
STAYS_HERE = {
    "ArchivedText": "counted anew when it is public", "SearchDoc": "made anew",
    "PreviewLink": "ends after seven days", "Referral": "a link for one reader, and what they said",
    "Article": "a working copy or a draft entry, never printed",
    "ArticleLink": "where an editor leads readers in this newsroom's archive",
    "Comment": "colleagues' talk", "Suggestion": "colleagues' talk", "Judgement": "the record",
    "Placement": "the plan of the issue, which the lines are of", "Delivery": "a file that came in",
    "MatterEntry": "前因后果 of this newsroom's archive", "PickedFigure": "of a campaign's page",
    "Pin": "the front page", "Step": "the record", "Proof": "the record", "Version": "the record",
    "SubjectMention": "found anew by the list of subjects", "Notice": "told to an account",
    "Opening": "an account has it open", "OutsideUse": "who used it elsewhere, in the statistics",
    "PlannedStory": "the plan", "ReadCount": "of this site", "ReaderMessage": "readers' letters",
    "WechatDraft": "what WeChat's interface said",
}  # fmt: skip


def test_every_row_of_an_article_comes_back_or_it_is_said_why_not():
    related = {
        field.related_model.__name__
        for field in Article._meta.get_fields()
        if field.auto_created and not field.concrete
    }

    assert related == COMES_BACK | STAYS_HERE.keys()


def test_every_field_of_a_file_a_clip_and_an_entry_is_in_the_line_or_of_the_file():
    assert {each.name for each in fields(AttachedFile)} == {
        "name", *("kind", "file", "size", "digest", "pages"),
    }  # fmt: skip
    assert {each.name for each in fields(Clip)} == {
        "caption", "transcript", "captions", "poster",
        *("kind", "file", "size", "digest", "seconds"),
    }  # fmt: skip
    assert {each.name for each in fields(RollingEntry)} == {*KEPT["entries"][0]}


def test_a_correction_without_a_day_or_words_costs_the_line():
    for said, why in (
        ('{"text": "错"}', "corrections第1条：没有date或text"),
        ('{"date": "2026-11-09", "text": " "}', "corrections第1条：没有date或text"),
        (f'{{"date": "2026-11-09", "text": "{"错" * 501}"}}', "corrections第1条：text超过500字"),
        ('"错"', "corrections应当是列表，每一项应当有date和text"),
    ):
        with pytest.raises(BadLine, match=re.escape(why)):
            read(1, f'{{"id": "1", "headline": "灯", "corrections": [{said}]}}')


def test_each_column_comes_back_from_an_empty_database_with_its_value_and_bytes(tmp_path):
    row = whole_article()
    before = facts(row)
    issue = issues.issue([row])
    first = bundle_archive.make_bundle(gather(issue)).read()

    second = again(first, issue, tmp_path)

    assert facts(Article.objects.get()) == before
    assert opened(first) == opened(second)
    assert first == second


def test_a_line_without_an_hour_is_of_midnight_and_writes_none():
    row = make.public(publish_at=datetime(2026, 11, 8, 16, tzinfo=UTC))
    lines = jsonl.make_jsonl(gather(issues.issue([row]))).decode()

    assert '"date": "2026-11-09"' in lines
    assert "published_at" not in lines


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('"date": "2026-11-08", "published_at": "2026-11-09T09:30:00+08:00"',
         "date是2026-11-08，published_at是另一天，不知道用哪一个"),
        ('"published_at": "2026-11-09 9:30"', "published_at应当写成2026-11-30T18:00:00+08:00这样"),
        ('"event_on": "昨天"', "event_on里的日期要写成2026-11-23这样"),
        ('"section": ["民生"]', "section应当是文字"),
        (f'"section": "{"民" * 21}"', "section超过20字"),
    ],
)  # fmt: skip
def test_a_section_or_a_day_that_says_nothing_costs_the_line(said, why):
    with pytest.raises(BadLine, match=re.escape(why)):
        read(1, f'{{"id": "1", "headline": "灯", {said}}}')


def test_keys_that_nobody_knows_are_told_by_name():
    entry = read(1, '{"id": "1", "headline": "灯", "sektion": "民生", "tags": []}')

    assert entry.notes == ("不认得“sektion”、“tags”，没有收",)
