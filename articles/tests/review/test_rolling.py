"""A rolling story: each entry goes the way of an article, and nobody outside reads it before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles import roles, search, versions
from articles.models import Article, SiteSettings, Status
from articles.review import colleagues, record, rolling
from articles.review.steps import StepRefused
from articles.statistics.facts import gather_facts
from articles.tests import make, sounds
from articles.tests.caching import Readers
from articles.tests.reviewing import edit, read_record, take
from articles.text.months import Month

pytestmark = pytest.mark.django_db

SECRET = "闸口水位已到七米二"
TEXT = f"{SECRET}\N{FULLWIDTH COMMA}巡堤的人还在堤上。\n请沿江居民不要下堤。"


@pytest.fixture
def story():
    row = make.sent(
        Status.APPROVED, publish_at=None, headline="今晚守堤", reporters=[make.reporter()]
    )
    return rolling.roll_until(row, in_hours(4), by=make.member(roles.EDITOR))


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def begun(story, text=TEXT, **more):
    by = more.pop("by", None) or make.member(roles.EDITOR)
    return rolling.begin_entry(story, text, by=by, **{"signed": "记者 方知夏"} | more)


def known():
    """The person who signs, in the list."""
    return make.reporter("方知夏", role="staff")


def passed(draft, *, until=3):
    ways = [
        ("submit", roles.EDITOR), ("first-pass", roles.EDITOR), ("second-pass", roles.DESK),
        ("final-pass", roles.CHIEF),
    ]  # fmt: skip
    for name, role in ways[: until + 1]:
        if name == "final-pass":
            make.proofed(draft)
        draft = take(name, draft, make.member(role))
    return draft


def shown(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def test_an_entry_is_read_from_the_moment_of_its_sign_off_and_nowhere_before(client, story):
    known()
    readers = Readers()
    names = "front", "feed", "feed-json", "sitemap-news", "archive"
    asked = [story.get_absolute_url(), *map(reverse, names), reverse("print", args=[story.pk])]

    def where():
        readers.later()
        return [
            SECRET in client.get(each).content.decode() or SECRET in readers.get(each).text
            for each in asked
        ]

    draft, seen = begun(story), []
    ways = ("submit", roles.EDITOR), ("first-pass", roles.EDITOR), ("second-pass", roles.DESK)
    for name, role in ways:
        seen += [where(), client.get(reverse("article", args=[draft.pk])).status_code]
        draft = take(name, draft, make.member(role))
    assert seen == [[False] * len(asked), 404] * 3
    assert where() == [False] * len(asked)
    assert client.get(reverse("search"), {"q": SECRET}).context["counts"].total == 0

    make.proofed(draft)
    moved = take("final-pass", draft, make.member(roles.CHIEF))

    assert moved == story
    # the front page, the sitemap and the archive only name articles
    assert where() == [True, False, True, True, False, False, True]
    assert not Article.objects.filter(pk=draft.pk).exists()
    found = client.get(reverse("search"), {"q": SECRET}).context["leaf"].articles
    assert [row.pk for row in found] == [story.pk]


def test_each_entry_has_a_record_of_its_own_with_its_story_and_the_story_keeps_its_reviews(story):
    known()
    site = SiteSettings.objects.current()
    before = [each.said for each in record.dossier_of(story, site).reviews]
    draft = begun(story)
    moved = passed(draft)

    lines = record.all_steps(story).filter(copy=draft.pk)
    assert list(lines.values_list("step", flat=True)) == [
        "begin-entry", "submit", "first-pass", "second-pass", "final-pass", "enter",
    ]  # fmt: skip
    assert len({line.digest for line in lines}) == 2  # of the entry, and of the story with it
    assert record.signed_digests([story])[story.pk] == versions.digest_of(moved)
    dossier = record.dossier_of(moved, site)
    assert [each.said for each in dossier.reviews] == before
    assert dossier.signed.digest == dossier.digest
    call_command("verify", verbosity=0)


def test_an_urgent_entry_says_so_and_leaves_the_reviews_of_its_story_alone(story):
    known()
    draft = passed(begun(story), until=0)
    with pytest.raises(StepRefused, match="要写明理由"):
        take("urgent", draft, make.member(roles.CHIEF))
    moved = take("urgent", draft, make.member(roles.CHIEF), opinion="水情急，先发。")

    site = SiteSettings.objects.current()
    assert [e.headline for e in moved.rolling] == [SECRET]
    assert all("未经" not in each.said for each in record.dossier_of(moved, site).reviews)
    assert (
        record.all_steps(story).get(step="urgent").remark.startswith("加急\N{FULLWIDTH COLON}未经")
    )


def test_a_changed_entry_loses_its_reviews_and_the_one_person_rule_holds_for_it(story):
    known()
    draft = passed(begun(story), until=2)
    draft = edit(draft, body="<p>改了水位。</p>")
    assert draft.status == Status.SUBMITTED
    assert read_record(story)[-1][0] == "void"

    both = make.editor()
    again = take("first-pass", draft, both)
    with pytest.raises(StepRefused, match="另一位同事"):
        take("second-pass", again, both)


def test_entries_stand_newest_first_with_hour_names_and_a_link_to_each(client, story):
    known()
    first = passed(begun(story, "第一条。", headline="开始巡堤"))
    second = passed(begun(story, "第二条。", headline="水位落了"))

    page = shown(client, story)
    entries = second.rolling
    assert [each.headline for each in entries] == ["水位落了", "开始巡堤"]
    assert page.index("水位落了") < page.index("开始巡堤")
    assert all(f'id="{e.anchor}"' in page and f'href="#{e.anchor}"' in page for e in entries)
    assert page.count("记者 方知夏") >= 2
    assert "更新中" in page
    assert first == second == story


def test_a_story_ends_by_its_hour_or_by_hand_and_pages_in_memory_say_so(story, client):
    known()
    readers = Readers()
    waiting = passed(begun(story), until=2)
    assert "更新中" in readers.get(story.get_absolute_url()).text

    Article.objects.filter(pk=story.pk).update(rolls_until=in_hours(-1))
    readers.later()
    assert "更新中" not in readers.get(story.get_absolute_url()).text
    assert "已结束" in shown(client, story)
    make.proofed(waiting)
    with pytest.raises(StepRefused, match="已经结束"):
        take("final-pass", waiting, make.member(roles.CHIEF))
    with pytest.raises(StepRefused, match="已经结束"):
        begun(Article.objects.get(pk=story.pk))

    rolling.roll_until(story, in_hours(2), by=make.member(roles.EDITOR))
    assert take("final-pass", waiting, make.member(roles.CHIEF)) == story
    ended = rolling.roll_until(story, timezone.now(), by=make.member(roles.EDITOR))
    assert not ended.is_rolling


def test_an_entry_that_is_taken_down_is_gone_everywhere_and_kept_in_the_newsroom(story, client):
    known()
    passed(begun(story))
    readers = Readers()
    assert SECRET in readers.get(story.get_absolute_url()).text
    number = Article.objects.get(pk=story.pk).rolling[0].number
    with pytest.raises(PermissionDenied):
        rolling.take_entry_down(story, number, by=make.member(roles.DESK), reason="错了")
    with pytest.raises(StepRefused, match="理由"):
        rolling.take_entry_down(story, number, by=make.member(roles.CHIEF), reason=" ")

    row = rolling.take_entry_down(story, number, by=make.member(roles.CHIEF), reason="数字错了。")

    readers.later()
    assert SECRET not in readers.get(story.get_absolute_url()).text + shown(client, story)
    assert client.get(reverse("search"), {"q": SECRET}).context["counts"].total == 0
    assert SECRET in row.entries[0]["headline"]
    assert record.signed_digests([row])[row.pk] == versions.digest_of(row)
    with pytest.raises(StepRefused, match="已经不在"):
        rolling.take_entry_down(story, number, by=make.member(roles.CHIEF), reason="再撤")


def test_a_withdrawn_story_takes_its_entries_along(story, client):
    known()
    passed(begun(story))
    take("withdraw", story, make.member(roles.CHIEF), opinion="撤。")
    answers = [client.get(each) for each in (story.get_absolute_url(), reverse("feed"))]
    assert [SECRET in each.content.decode() for each in answers] == [False, False]
    assert client.get(reverse("search"), {"q": SECRET}).context["counts"].total == 0


def test_a_revision_keeps_the_entries_that_came_meanwhile_and_the_signature_covers_them(story):
    known()
    passed(begun(story, "先有一条。"))
    copy = take("revise", story, make.member(roles.EDITOR))
    copy = take("submit", copy, make.member(roles.EDITOR))
    copy = take("first-pass", copy, make.member(roles.EDITOR))
    passed(begun(story, "审修订稿的时候又来一条。"))
    copy = take("second-pass", copy, make.member(roles.DESK))  # no entry voids the reviews
    colleagues.proof(copy, by=make.member(roles.STAFF), revision=copy.revision)
    live = take("final-pass", copy, make.member(roles.CHIEF))

    assert [each.headline for each in live.rolling] == ["审修订稿的时候又来一条", "先有一条"]
    assert record.signed_digests([live])[live.pk] == versions.digest_of(live)
    call_command("verify", verbosity=0)


REFUSED = [
    ({"text": "  "}, "还没有写"),
    ({"text": "长" * (rolling.LONGEST_TEXT + 1)}, "一条最多1000个字"),
    ({"signed": ""}, "请写上署名"),
    ({"signed": "记者 方知夏（柳桥街道）"}, "单位名录里没有"),
    ({"text": "坏字\N{RIGHT-TO-LEFT OVERRIDE}符"}, "."),
]


@pytest.mark.parametrize(("given", "why"), REFUSED)
def test_what_is_wrong_with_an_entry_is_said_and_nothing_is_kept(story, given, why):
    known()
    with pytest.raises(StepRefused, match=why):
        begun(story, **{"text": TEXT} | given)
    assert not Article.objects.filter(entry_of=story).exists()


def test_no_entry_takes_a_photo_a_file_or_an_hour_along(story):
    known()
    draft = begun(story)
    make.photo(draft)
    with pytest.raises(StepRefused, match="只登文字"):
        take("submit", draft, make.member(roles.EDITOR))
    draft.photos.all().delete()
    Article.objects.filter(pk=draft.pk).update(attachments=make.attached("表.pdf"))
    with pytest.raises(StepRefused, match="只登文字"):
        take("submit", draft, make.member(roles.EDITOR))
    clips = sounds.clips("水声")
    Article.objects.filter(pk=draft.pk).update(attachments=[], clips=clips)
    with pytest.raises(StepRefused, match="音视频"):
        take("submit", draft, make.member(roles.EDITOR))
    assert default_storage.exists(clips[0]["file"])
    Article.objects.filter(pk=draft.pk).update(clips=[])
    draft = passed(draft, until=2)
    make.proofed(draft)
    with pytest.raises(StepRefused, match="不能定时间"):
        take("final-pass", draft, make.member(roles.CHIEF), publish_at=in_hours(1))


UNDECLARED = [
    ({"ai_use": "part"}, {"ai_use": "part"}, "用了人工智能"),
    ({"ai_use": "part"}, {"ai_use": "whole"}, "用了人工智能"),
    ({"source": "新华社"}, {"source": "新华社"}, "出处"),
]


@pytest.mark.parametrize(("said", "told", "why"), UNDECLARED)
def test_what_an_entry_declares_must_be_told_by_its_story(story, client, said, told, why):
    known()
    draft = begun(story)
    Article.objects.filter(pk=draft.pk).update(**said)
    draft.refresh_from_db()
    with pytest.raises(StepRefused, match=f"没有写明{why}"):
        take("submit", draft, make.member(roles.EDITOR))
    Article.objects.filter(pk=story.pk).update(**told)
    assert passed(Article.objects.get(pk=draft.pk)) == story
    page = shown(client, story)
    told_story = Article.objects.get(pk=story.pk)
    assert (told_story.ai_text in page, told_story.source in page) == (True, True)


def test_the_database_lets_no_entry_become_public_by_itself(story):
    known()
    draft = begun(story)
    for wrong in ({"status": Status.APPROVED, "publish_at": timezone.now()}, {"revises": story}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=draft.pk).update(**wrong)


def test_who_may_roll_and_only_what_is_signed_off(story):
    draft = make.article()
    for row, role in ((story, roles.CORRESPONDENT), (story, roles.STAFF), (draft, roles.CHIEF)):
        with pytest.raises(PermissionDenied):
            rolling.roll_until(row, in_hours(1), by=make.member(role))
        with pytest.raises(PermissionDenied):
            rolling.begin_entry(row, TEXT, by=make.member(role), signed="记者 方知夏")


def test_entries_count_as_no_pieces_and_are_no_doubles_of_their_story(story):
    known()
    month = Month.of(timezone.localdate())

    def counted():
        return {fact.article for fact in gather_facts(month, month)[month]}

    before = counted()
    passed(begun(story))
    waiting = passed(begun(story, "还有一条。"), until=0)
    assert (counted(), waiting.resembles) == (before, [])
    assert search.find_similar(SECRET * 20, among=Article.objects.filter(entry_of=story)) == []
