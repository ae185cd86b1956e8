"""What is written beside a text: whole or refused with what was typed, never cut off."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Judgement, Referral, Status
from articles.review import proofreading, record, suggesting
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url

pytestmark = pytest.mark.django_db
MORE = "这里有{}个字，没有存。请写短些，或者分几次写。"


@pytest.fixture
def article():
    return make.sent(Status.SUBMITTED)


@pytest.fixture
def editor():
    return client_of(make.member(roles.EDITOR, "沈砚秋"))


def post(client, article, name, /, **fields):
    """(what is said, the page) once the act was asked for and the page is shown again."""
    asked = {"revision": article.revision} | fields
    answer = client.post(url(name, article), asked, follow=True)
    return [str(each) for each in answer.context["messages"]], answer.content.decode()


def step(client, article, words):
    return post(client, article, "step", _step="return", opinion=words)


def comment(client, article, words):
    return post(client, article, "comment", text=words)


def proof(client, article, words):
    return post(client, article, "proof", note=words)


ACTS = [
    (step, 2000, "意见", lambda a: [each.opinion for each in a.steps_taken.filter(step="return")]),
    (comment, 1000, "批注", lambda a: [each.text for each in a.comments.all()]),
    (proof, 1000, "校对记录", lambda a: [each.note for each in record.proofs_of(a)]),
]


@pytest.mark.parametrize(("act", "most", "called", "kept"), ACTS)
@pytest.mark.parametrize("more", [1, 9_000])
def test_what_is_too_long_is_refused_and_stands_in_its_box_again(
    editor, article, act, most, called, kept, more
):
    words = "这一段的数字要核" * ((most + more) // 8 + 1)

    said, page = act(editor, article, words[: most + more])

    article.refresh_from_db()
    assert said == [f"{called}最多{most}个字，{MORE.format(most + more)}"]
    assert (article.status, kept(article)) == (Status.SUBMITTED, [])
    assert words[: most + more] in page


@pytest.mark.parametrize(("act", "most", "called", "kept"), ACTS)
def test_what_is_as_long_as_it_may_be_is_kept_whole(editor, article, act, most, called, kept):
    lines = ["数字要核。" * 19 + "核核核。"] * (most // 100)
    words = "\r\n".join(lines) + "一" * (most % 100 + 1)

    act(editor, article, words)

    assert [each.replace("\r\n", "\n") for each in kept(article)] == [words.replace("\r\n", "\n")]


def test_who_answers_a_link_without_an_account_loses_nothing(client, article):
    row = make.referral(article)
    words = "水厂的名字不对。" * 200
    address = reverse("referral", args=[row.token])

    answer = client.post(address, {"read": "1", "opinion": words})

    assert answer.status_code == 400
    assert f"意见最多1000个字，{MORE.format(1600)}" in answer.content.decode()
    assert words in answer.content.decode()
    assert Referral.objects.get().answered_at is None


def judge(client, article, words):
    place = proofreading.proofread_article(article).remarks[0].place
    page = url("review", article)
    return post(client, article, "judge", place=place, reason=words, next=page)


def answer_suggestion(client, article, words):
    by = make.member(roles.DESK)
    suggestion = suggesting.suggest(article, by=by, old="昨日", new="前日")
    page = url("review", article)
    return post(client, article, "decide", suggestion=suggestion.pk, answer=words, next=page)


def refer_to(client, article, words):
    return post(client, article, "refer", name="周明", post="副区长", note=words)


def return_all(client, article, words):
    asked = {"action": "return", "_selected_action": [article.pk], "opinion": words}
    answer = client.post(CHANGELIST, asked, follow=True)
    return [str(each) for each in answer.context["messages"]], answer.content.decode()


@pytest.mark.parametrize(
    ("act", "most", "called"),
    [
        (judge, 300, "理由"),
        (answer_suggestion, 300, "不采的理由"),
        (refer_to, 200, "请他看什么"),
        (return_all, 2000, "意见"),
    ],
)
def test_a_reason_that_is_too_long_is_refused_whole_and_one_that_fits_is_kept(
    editor, act, most, called
):
    article = make.sent(Status.SUBMITTED, body="<p>江边的步道,昨日通了。</p>")
    words = ("原文如此，照登，" * (most // 8 + 1))[:most]

    said, page = act(editor, article, f"{words}完")
    nothing = (Judgement.objects.count(), Referral.objects.count(), article.status)
    act(editor, article, words)

    article.refresh_from_db()
    decided = article.suggestions.exclude(outcome="").values_list("answer", flat=True)
    kept = [
        *Judgement.objects.values_list("reason", flat=True), *decided,
        *Referral.objects.values_list("note", flat=True),
        *article.steps_taken.filter(step="return").values_list("opinion", flat=True),
    ]  # fmt: skip
    assert said == [f"{called}最多{most}个字，{MORE.format(most + 1)}"]
    assert f"{words}完" in page
    assert nothing == (0, 0, Status.SUBMITTED)
    assert kept == [words]
