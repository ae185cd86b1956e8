"""The trash: a draft that was thrown away is nowhere, and comes back with all that it had."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import ProtectedError
from django.utils import timezone

from articles import merging, search, versions
from articles.models import (
    Article,
    Comment,
    Correction,
    Delivery,
    Photo,
    PlannedStory,
    Status,
    Suggestion,
    TrashedDraft,
    Version,
)
from articles.review import colleagues, record, taking, trashing
from articles.review.steps import STEPS
from articles.roles import CORRESPONDENT, EDITOR
from articles.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return make.member(CORRESPONDENT)


def written(writer, **fields):
    """A draft with a bit of everything that goes with one, in two versions."""
    article = make.article(
        created_by=writer,
        headline="江边步道通了",
        photos=2,
        campaigns=[make.campaign()],
        places=[make.place()],
        reporters=[make.reporter("费知夏", unit=make.unit())],
        **fields,
    )
    record.record_change(article, by=writer)
    Article.objects.filter(pk=article.pk).update(body="<p>九百米步道昨日通了。</p>", length=9)
    record.record_change(Article.objects.get(pk=article.pk), by=writer)
    colleagues.comment(article, by=writer, text="数字再核一下。", passage="九百米")
    return Article.objects.get(pk=article.pk)


def revise(live, *, by):
    taking.take(STEPS["revise"], Article.objects.get(pk=live.pk), by=by)
    return Article.objects.get(revises=live)


def everything(pk):
    """What an article says now and said in each of its versions, and what is said of it."""
    article = Article.objects.get(pk=pk)
    return (
        versions.content_of(article),
        article.created_at,
        article.length,
        [(each.number, versions.content_at(each)) for each in article.versions.all()],
        list(Comment.objects.filter(article=pk).values_list("text", "passage", "made_at")),
    )


def found(words):
    matches = search.select_matches(search.parse_query(words), public=False)
    return list(Article.objects.filter(pk__in=matches).values_list("pk", flat=True))


def test_a_draft_that_was_thrown_away_is_nowhere_and_comes_back_as_it_was(
    writer, django_capture_on_commit_callbacks
):
    article = written(writer)
    before, images = everything(article.pk), [photo.image.name for photo in article.photos.all()]
    with django_capture_on_commit_callbacks(execute=True):
        kept = trashing.throw_away(article, by=writer)

    assert not Article.objects.filter(pk=article.pk).exists()
    assert not Photo.objects.exists()
    assert (found("江边步道"), Version.objects.count()) == ([], 0)
    assert (kept.headline, kept.opening) == ("江边步道通了", "九百米步道昨日通了。")
    assert all(default_storage.exists(name) for name in images)

    with django_capture_on_commit_callbacks(execute=True):
        back, lost = trashing.take_back(kept, by=writer)

    assert (back.pk, back.status, lost) == (article.pk, Status.DRAFT, [])
    assert everything(article.pk) == before
    assert found("江边步道") == [article.pk]
    assert not TrashedDraft.objects.exists()


def test_a_form_that_was_open_before_is_noticed_as_stale(writer):
    article = make.article(created_by=writer)
    back, _ = trashing.take_back(trashing.throw_away(article, by=writer), by=writer)

    assert back.revision == article.revision + 1


def test_who_was_merged_meanwhile_signs_and_what_is_gone_is_named(writer):
    article = written(writer)
    reporter, campaign = article.reporters.get(), article.campaigns.get()
    kept = trashing.throw_away(article, by=writer)
    other = make.reporter("费知夏", namesake=2)
    merging.merge(other, [reporter], by=make.editor())
    campaign.delete()
    back, lost = trashing.take_back(kept, by=writer)

    assert [byline.reporter for byline in back.bylines.all()] == [other]
    assert lost == [f"稿件所属专栏“{campaign}”"]


def test_two_who_became_one_sign_once(writer):
    article = make.article(created_by=writer)
    pair = [make.reporter("费知夏"), make.reporter("费知夏", namesake=2)]
    for position, reporter in enumerate(pair, 1):
        make.byline(article, reporter, position=position)
    kept = trashing.throw_away(article, by=writer)
    merging.merge(pair[0], [pair[1]], by=make.editor())
    back, lost = trashing.take_back(kept, by=writer)

    assert [byline.reporter for byline in back.bylines.all()] == pair[:1]
    assert lost == ["署名“通讯员 费知夏”"]


def test_a_revision_comes_back_unless_there_is_another_one_or_its_live_article_is_down():
    editor = make.member(EDITOR)
    live = make.sent(Status.APPROVED)
    copy = revise(live, by=editor)
    Correction.objects.create(article=copy, text="应为三条。", corrected_on=timezone.localdate())
    kept = trashing.throw_away(copy, by=editor)
    other = revise(live, by=editor)
    with pytest.raises(trashing.TrashRefused, match="已另有一份修订稿"):
        trashing.take_back(kept, by=editor)
    trashing.throw_away(other, by=editor)
    Article.objects.filter(pk=live.pk).update(status=Status.WITHDRAWN)
    with pytest.raises(trashing.TrashRefused, match="已经撤下"):
        trashing.take_back(kept, by=editor)
    Article.objects.filter(pk=live.pk).update(status=Status.APPROVED)
    back, lost = trashing.take_back(kept, by=editor)

    assert (back.pk, back.revises, lost) == (copy.pk, live, [])
    assert list(back.corrections.values_list("text", flat=True)) == ["应为三条。"]
    assert TrashedDraft.objects.count() == 1


def test_only_who_may_delete_throws_away_and_only_who_sees_it_takes_back(writer):
    stranger, editor = make.member(CORRESPONDENT), make.member(EDITOR)
    article = make.article(created_by=writer)
    with pytest.raises(PermissionDenied):
        trashing.throw_away(article, by=stranger)
    with pytest.raises(PermissionDenied):
        trashing.throw_away(make.sent(Status.SUBMITTED, created_by=writer), by=writer)
    kept = trashing.throw_away(article, by=editor)
    with pytest.raises(PermissionDenied):
        trashing.take_back(kept, by=stranger)

    seen = {who: list(TrashedDraft.objects.visible_to(who)) for who in (writer, editor, stranger)}
    assert seen == {writer: [kept], editor: [kept], stranger: []}
    trashing.take_back(kept, by=writer)
    with pytest.raises(trashing.TrashRefused, match="已经放回"):
        trashing.take_back(kept, by=editor)


def test_after_thirty_days_a_draft_its_versions_and_its_files_are_gone(
    writer, at, django_capture_on_commit_callbacks
):
    now = timezone.now()
    article, live = written(writer), make.sent(Status.APPROVED, photos=1)
    names = versions.files_of(article)
    editor = make.member(EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        kept = trashing.throw_away(article, by=writer)
        trashing.throw_away(revise(live, by=editor), by=editor)
    at(now + timedelta(days=29, hours=23))
    trashing.sweep()
    assert list(TrashedDraft.objects.visible_to(writer)) == [kept]
    at(now + timedelta(days=30, minutes=1))
    assert not TrashedDraft.objects.visible_to(writer).exists()
    with django_capture_on_commit_callbacks(execute=True):
        trashing.sweep()

    assert not TrashedDraft.objects.exists()
    assert [default_storage.exists(name) for name in names] == [False, False]
    assert default_storage.exists(live.photos.get().image.name)
    assert Version.objects.values("article").distinct().count() == 1


def test_suggestions_and_what_an_account_said_come_back_with_it(writer):
    article = written(writer)
    made = Suggestion.objects.create(article=article, old="通了", new="全线贯通", by=writer)
    kept = trashing.throw_away(article, by=writer)
    trashing.take_back(kept, by=writer)

    assert list(article.suggestions.values_list("pk", "new")) == [(made.pk, "全线贯通")]
    with pytest.raises(ProtectedError):
        writer.delete()


def test_a_draft_comes_back_to_the_delivery_and_the_planned_story_of_which_it_was_made(writer):
    article, other = written(writer), make.article(created_by=writer)
    delivery = Delivery.objects.create(file_name="来稿.docx")
    delivery.articles.add(article, other)
    story = PlannedStory.objects.create(words="步道什么时候通", article=article)
    taken = PlannedStory.objects.create(words="步道谁来扫", article=other)
    for each in (article, other):
        trashing.throw_away(each, by=writer)
    taken.article = make.article(created_by=writer)
    taken.save()
    back = [trashing.take_back(kept, by=writer)[0] for kept in TrashedDraft.objects.order_by("key")]

    assert [row.pk for row in back] == [article.pk, other.pk]
    assert set(delivery.articles.values_list("pk", flat=True)) == {article.pk, other.pk}
    story.refresh_from_db()
    assert story.article_id == article.pk
    assert PlannedStory.objects.get(pk=taken.pk).article_id == taken.article_id


def test_what_was_thrown_away_before_its_origins_were_kept_comes_back(writer):
    kept = trashing.throw_away(written(writer), by=writer)
    for name in ("deliveries", "stories"):
        del kept.rows[0][name]
    kept.save()

    assert trashing.take_back(kept, by=writer)[0].headline == "江边步道通了"
