"""改动建议: proposed by who reads the text, taken or refused one by one by who may change it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Article, Notice, Status, Suggestion
from articles.review import record, suggesting
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page
from articles.tests.reviewing import read_record, take

pytestmark = pytest.mark.django_db

BODY = "<p>天桥月底<strong>完工</strong>，公交不改线。</p><p>灯亮了，灯又亮了。</p>"


def sent(status=Status.SUBMITTED, **fields):
    return make.sent(status, **{"headline": "天桥月底开工", "body": BODY} | fields)


def suggest(article, old="公交不改线", new="公交照常", by=None, **more):
    by = by or make.member(roles.DESK)
    return suggesting.suggest(article, by=by, old=old, new=new, **more)


def again(article):
    return Article.objects.get(pk=article.pk)


def test_a_change_that_is_taken_is_a_new_version_and_voids_the_reviews_before_it():
    article = sent(Status.SECOND_PASSED)
    made = suggest(article, why="有一处挪位。")
    editor = make.member(roles.EDITOR)

    moved = suggesting.take(made, by=editor)

    assert (moved.status, moved.revision) == (Status.SUBMITTED, article.revision + 1)
    assert moved.body == BODY.replace("公交不改线", "公交照常")
    assert read_record(article)[-1] == ("void", "second_passed", "submitted")
    assert moved.versions.first().revision.comment.startswith("采纳")
    made.refresh_from_db()
    assert (made.outcome, made.decided_by) == ("taken", editor)


def test_a_change_that_is_refused_leaves_text_and_reviews_alone():
    article = sent(Status.SECOND_PASSED)
    made = suggest(article)

    suggesting.refuse(made, by=make.member(roles.EDITOR), answer="站点只挪一处。")

    assert (again(article).status, again(article).body) == (Status.SECOND_PASSED, BODY)
    assert (made.get_outcome_display(), made.answer) == ("没有采", "站点只挪一处。")
    text = Notice.objects.get(to=made.by).text
    assert text.endswith("没有采您的建议“公交不改线”：站点只挪一处。")


@pytest.mark.parametrize(
    ("old", "new", "field", "result"),
    [
        ("月底开工", "年底开工", "headline", "天桥年底开工"),
        ("完工，公交", "建成，公交", "body",
         BODY.replace("完工</strong>，公交", "建成，公交</strong>")),
        ("月底开工", "月底\r\n开\t\u200b工了", "headline", "天桥月底 开 工了"),
        ("公交不改线", "", "body", BODY.replace("公交不改线", "")),
    ],
)  # fmt: skip
def test_words_are_changed_in_heads_and_across_bold(old, new, field, result):
    article = sent()

    moved = suggesting.take(suggest(article, old, new), by=make.member(roles.EDITOR))

    assert getattr(moved, field) == result


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("", "灯", "没有选要改的字，没有存。请在稿子里选中那几个字。"),
        ("没有的字", "灯", "标题、摘要、正文里没有“没有的字”，没有存。也许刚刚改过，请看一看。"),
        ("灯", "光", "“灯”在稿子里有2处，分不清改哪一处。请多选几个字。"),
        ("天桥月底", "天桥", "“天桥月底”在稿子里有2处，分不清改哪一处。请多选几个字。"),
        ("公交", "公交", "改前改后一样，没有存。"),
        ("公交", "灯" * 301, "一处改动最多300字，没有存。请分成几处，或者用批注。"),
    ],
)
def test_what_can_not_be_placed_is_said_and_nothing_is_stored(old, new, why):
    with pytest.raises(StepRefused) as refused:
        suggest(sent(), old, new)

    assert (str(refused.value), Suggestion.objects.count()) == (why, 0)


def test_words_that_were_changed_meanwhile_are_not_changed_twice():
    article = sent()
    first, second = suggest(article), suggest(article, "公交不改", "公交改")
    editor = make.member(roles.EDITOR)
    suggesting.take(first, by=editor)

    with pytest.raises(StepRefused, match="没有“公交不改”"):
        suggesting.take(second, by=editor)
    for act in (suggesting.take, suggesting.refuse):
        with pytest.raises(StepRefused, match="已经定过这一处"):
            act(first, by=editor)
    suggesting.refuse(second, by=editor)


def test_a_head_stays_within_its_length():
    article = sent(headline="灯" * 299 + "光")
    made = suggest(article, "光", "光亮")

    with pytest.raises(StepRefused, match="主题超过300字"):
        suggesting.take(made, by=make.member(roles.EDITOR))
    assert Suggestion.objects.get().outcome == ""


def test_who_may_not_change_the_text_takes_nothing_and_a_live_text_is_not_touched():
    article = sent()
    made = suggest(article)
    for by in (article.created_by, make.member(roles.STAFF)):
        with pytest.raises(PermissionDenied):
            suggesting.take(made, by=by)
    with pytest.raises(PermissionDenied):
        suggest(article, by=article.created_by)
    live = sent(Status.APPROVED)
    with pytest.raises(PermissionDenied):
        suggest(live)


def test_what_was_proposed_for_a_revision_goes_on_with_the_live_text():
    live = sent(Status.APPROVED)
    copy = take("revise", live, make.member(roles.EDITOR))
    made = suggest(copy)
    suggesting.take(made, by=copy.created_by)
    copy = make.sign(again(copy))

    assert list(copy.suggestions.all()) == [made]
    assert again(live).body == BODY.replace("公交不改线", "公交照常")
    assert len(record.all_steps(live)) > 0


def test_the_button_says_first_which_reviews_go():
    article = sent(Status.SECOND_PASSED)
    suggest(article)
    editor = make.member(roles.EDITOR)

    text = Page(client_of(editor).get(url("review", article))).text
    assert "采纳（已过的初审、复审作废）" in text
    suggesting.refuse(Suggestion.objects.get(), by=editor)
    assert "采纳（" not in Page(client_of(editor).get(url("review", article))).text


def test_what_was_typed_for_a_suggestion_that_is_refused_is_shown_again():
    article, client = sent(), client_of(make.member(roles.DESK))
    posted = {"passage": "灯", "new": "路灯", "why": "要写全。", "next": url("review", article)}

    page = Page(client.post(url("suggest", article), posted, follow=True))

    assert page.values("input", "value", id="suggest-old") == ["灯"]
    assert page.values("input", "value", id="suggest-why") == ["要写全。"]
    assert "路灯" in page.text


def test_no_resident_reads_what_was_proposed(client):
    article = sent(Status.SECOND_PASSED)
    suggest(article, new="金丝雀七七四")
    make.proofed(article)
    live = take("final-pass", article, make.member(roles.CHIEF))

    assert "金丝雀" not in client.get(live.get_absolute_url()).content.decode()


def test_the_review_page_costs_the_same_with_one_suggestion_and_with_ten():
    article, client = sent(), client_of(make.member(roles.DESK))
    by = make.member(roles.DESK)
    suggest(article, by=by)
    client.get(url("review", article))
    with CaptureQueriesContext(connection) as one:
        client.get(url("review", article))
    for _ in range(9):
        suggest(article, by=by)
    with CaptureQueriesContext(connection) as ten:
        client.get(url("review", article))

    assert len(one) == len(ten)
