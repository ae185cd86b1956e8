"""Proofs, comments and hands on the pages of an article."""

import pytest

from articles import roles
from articles.models import Status
from articles.review import colleagues, record
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page
from articles.tests.reviewing import edit, page_of

pytestmark = pytest.mark.django_db


def test_proofs_are_recorded_on_the_page_and_the_third_is_of_the_printed_page():
    article, staff = make.sent(Status.SECOND_PASSED), make.member(roles.STAFF)
    client, here = client_of(staff), url("review", article)
    said = []
    for _ in range(3):
        page = client.get(here)
        said.append((page.context["next_proof"], "成版样张" in Page(page).text))
        posted = {"revision": article.revision, "note": "改标点。", "next": here}
        assert client.post(url("proof", article), posted)["Location"] == here
    edit(article, headline="又改")

    page = client.get(here)

    assert said == [("一校", False), ("二校", False), ("三校", True)]
    assert [(each.number_name, each.get_of_display(), each.stale) for each in
            page.context["proofs"]] == [
        ("一校", "文字稿", True), ("二校", "文字稿", True), ("三校", "成版样张", True),
    ]  # fmt: skip


def test_a_proof_that_is_refused_keeps_its_note():
    article, staff = make.sent(Status.SECOND_PASSED), make.member(roles.STAFF)
    here = url("review", article)
    posted = {"revision": article.revision + 1, "note": "第二段漏字。", "next": here}

    page = client_of(staff).post(url("proof", article), posted, follow=True)

    assert "第二段漏字。</textarea>" in page.content.decode()
    assert not record.proofs_of(article).exists()


def test_a_comment_is_settled_by_who_said_it_who_wrote_the_article_and_editors():
    writer, staff = make.member(roles.CORRESPONDENT), make.member(roles.STAFF)
    article = make.sent(Status.SUBMITTED, created_by=writer)
    colleagues.comment(article, by=make.member(roles.DESK), text="哪条街？", passage="步道")
    colleagues.comment(article, by=staff, text="图不清。")
    editor = make.member(roles.EDITOR)
    offered_to = {
        user: [row.may_settle for row in page_of(article, user).context["comments"]]
        for user in (writer, staff, editor)
    }
    first = article.comments.first()

    refused = client_of(staff).post(url("settle", article), {"comment": first.pk})
    client = client_of(editor)
    client.post(url("settle", article), {"comment": first.pk, "next": url("review", article)})
    page = client.get(url("review", article))

    assert offered_to == {writer: [True, True], staff: [False, True], editor: [True, True]}
    assert refused.status_code == 403
    assert [each.text for each in page.context["comments"]] == ["图不清。"]
    assert [(each.text, each.settled_who) for each in page.context["settled"]] == [
        ("哪条街？", editor.username),
    ]


def test_hands_are_shown_and_offered_to_whom_they_belong():
    writer, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR, "沈砚秋")
    article = make.sent(Status.SUBMITTED, created_by=writer)
    names = ("handler_name", "may_take_in_hand", "may_put_down", "may_remind")

    def hands(user):
        context = page_of(article, user, "change").context
        return tuple(context[name] for name in names)

    before = hands(writer), hands(editor)
    client_of(editor).post(url("hand", article))

    assert before == (("", False, False, True), ("", True, False, False))
    assert (hands(writer), hands(editor)) == (
        ("沈砚秋", False, False, True),
        ("沈砚秋", False, True, False),
    )
