"""What the newsroom has published is counted in pieces, and nothing else is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import search
from articles.models import ArchivedPiece, ArchivedText, Article, Status
from articles.search import archive
from articles.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(name="act")
def _act(django_capture_on_commit_callbacks):
    """Ends an act on these articles, as the desk does."""

    def end(*articles, **changes):
        with django_capture_on_commit_callbacks(execute=True):
            Article.objects.filter(pk__in=[row.pk for row in articles]).update(**changes)
            search.follow(row.pk for row in articles)

    return end


def signed(body, **fields):
    fields = {"status": Status.APPROVED, "headline": "灯", "summary": "", **fields}
    return make.article(body=f"<p>{body}</p>", **fields)


def counted():
    return dict(ArchivedPiece.objects.order_by("piece").values_list("piece", "texts"))


def test_a_published_text_is_counted_in_pieces_of_two_and_three_characters(act):
    act(signed("鹿鸣桥，鹿鸣"))
    act(signed("看鹿鸣"))

    assert counted() == {"看鹿": 1, "看鹿鸣": 1, "鸣桥": 1, "鹿鸣": 2, "鹿鸣桥": 1}
    assert archive.count_pieces(["鹿鸣", "看鹿鸣", "谷口"]) == {"鹿鸣": 2, "看鹿鸣": 1}


def test_what_residents_cannot_read_is_not_counted(act):
    later = timezone.now() + timedelta(hours=1)
    rows = [signed("鹿鸣", status=status) for status in Status if status != Status.APPROVED]

    act(*rows, signed("鹿鸣", publish_at=later))

    assert counted() == {}


def test_a_withdrawn_text_is_taken_out_and_a_changed_one_counted_anew(act):
    gone, changed, stays = signed("鹿鸣桥"), signed("鹿鸣桥"), signed("鹿鸣桥")
    act(gone, changed, stays)

    act(gone, status=Status.WITHDRAWN)
    act(changed, body="<p>谷口</p>")

    assert counted() == {"谷口": 1, "鸣桥": 1, "鹿鸣": 1, "鹿鸣桥": 1}
    assert {row.pk for row in ArchivedText.objects.all()} == {changed.pk, stays.pk}


def test_a_text_whose_hour_has_come_is_counted_with_the_next_act_of_anybody(act):
    now = timezone.now()
    act(signed("谷口", publish_at=now - timedelta(days=1)))
    act(signed("鹿鸣", publish_at=now + timedelta(hours=1)))
    draft = signed("北坡", status=Status.DRAFT)

    with time_machine.travel(now + timedelta(hours=2), tick=False):
        act(draft)

    assert counted() == {"谷口": 1, "鹿鸣": 1}


def test_only_the_newest_texts_are_kept(act, monkeypatch):
    monkeypatch.setattr(archive, "MOST_TEXTS", 2)
    now = timezone.now()
    for days, body in ((3, "鹿鸣"), (1, "谷口"), (2, "北坡")):
        act(signed(body, publish_at=now - timedelta(days=days)))

    assert counted() == {"北坡": 1, "谷口": 1}


def test_counting_anew_gives_what_following_gave(act):
    rows = [signed("鹿鸣桥"), signed("看鹿鸣"), signed("谷口", status=Status.DRAFT)]
    act(*rows)
    followed = counted()
    ArchivedPiece.objects.update(texts=9)

    assert list(archive.recount()) == [2]
    assert counted() == followed


def test_a_few_texts_are_no_archive(act, monkeypatch):
    monkeypatch.setattr(archive, "FEWEST_TEXTS", 2)
    act(signed("鹿鸣"))
    few = archive.has_archive()
    act(signed("谷口"))

    assert (few, archive.has_archive()) == (False, True)
