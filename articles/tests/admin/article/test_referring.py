"""送阅 at an article's page and on the page of the one who has no account."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Article, Referral, Status, Step
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.html import Page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make.sent(
        Status.SUBMITTED, headline="江边步道通了", body="<p>九百米的步道。</p>", photos=1
    )


def test_the_text_is_shown_until_it_is_answered_and_not_after(article):
    row, nobody = make.referral(article), Client()
    address = row.get_absolute_url()
    shown = nobody.get(address)
    missing = nobody.post(address, {"passed": "1", "opinion": "可以发。"})
    done = nobody.post(address, {"passed": "1", "read": "1", "opinion": "可以发。"}, follow=True)
    again = nobody.post(address, {"commented": "1", "read": "1", "opinion": "又想起来。"})

    assert "九百米的步道" in Page(shown).text
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in shown["Cache-Control"]
    assert (missing.status_code, "可以发。" in missing.content.decode()) == (400, True)
    assert "答复记下了" in Page(done).text
    assert "九百米" not in Page(done).text
    assert again.status_code == 400
    assert Step.objects.latest("pk").opinion == "可以发。"


def test_a_changed_text_is_not_shown_and_what_was_typed_is_given_back(article):
    row = make.referral(article)
    Article.objects.filter(pk=article.pk).update(body="<p>一千米的步道。</p>")
    opened = Client().get(row.get_absolute_url())
    sent = Client().post(
        row.get_absolute_url(), {"commented": "1", "read": "1", "opinion": "写了很久的意见。"}
    )

    assert opened.status_code == 404
    assert "步道" not in Page(opened).text
    assert sent.status_code == 404
    assert "写了很久的意见。" in Page(sent).text
    assert not Step.objects.filter(step__startswith="outside").exists()


def test_a_photo_opens_by_the_link_and_no_longer_than_that(article):
    row, photo = make.referral(article), article.photos.get()
    address = f"{photo.image.url}?preview={row.token}"
    codes = [Client().get(address).status_code, Client().get(photo.image.url).status_code]
    other = make.sent(Status.SUBMITTED, photos=1).photos.get()
    codes.append(Client().get(f"{other.image.url}?preview={row.token}").status_code)
    Referral.objects.update(revoked_at=row.made_at)
    codes.append(Client().get(address).status_code)

    assert codes == [200, 404, 404, 404]


def test_a_file_opens_from_the_page_and_nothing_opens_once_the_text_has_changed(article):
    Article.objects.filter(pk=article.pk).update(attachments=make.attached("方案.pdf"))
    article.refresh_from_db()
    row = make.referral(article)
    (file,) = article.attached
    at = f"/articles/{article.pk}/files/{file.address}?preview={row.token}"
    addresses = [at, f"{article.photos.get().image.url}?preview={row.token}"]
    shown = Client().get(row.get_absolute_url()).content.decode()
    before = [Client().get(each).status_code for each in addresses]
    Article.objects.filter(pk=article.pk).update(body="<p>一千米的步道。</p>")

    assert f'href="{at}"' in shown
    assert before == [200, 200]
    assert [Client().get(each).status_code for each in addresses] == [404, 404]


def test_an_editor_makes_a_link_and_revokes_it(article):
    client = client_of(make.member(roles.EDITOR))
    refused = client.post(url("refer", article), {"name": " ", "post": "副区长"})
    client.post(url("refer", article), {"name": "路远山", "post": "副区长"})
    row = Referral.objects.get()
    listed = client.get(url("refer", article)).content.decode()
    client.post(f"{url('refer', article)}{row.pk}/revoke/")

    assert (refused.status_code, "副区长" in refused.content.decode()) == (400, True)
    assert row.get_absolute_url() in listed
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert "收回了" in Page(client.get(url("refer", article))).text


def test_who_only_sees_the_article_neither_makes_nor_revokes_a_link(article):
    row, writer = make.referral(article), client_of(article.created_by)

    assert writer.get(url("refer", article)).status_code == 200
    assert writer.post(url("refer", article), {"name": "路远山"}).status_code == 403
    assert writer.post(f"{url('refer', article)}{row.pk}/revoke/").status_code == 403
    assert client_of(make.member(roles.CORRESPONDENT)).get(url("refer", article)).status_code == 404


@pytest.mark.parametrize("who", ["the writer", roles.EDITOR, roles.CHIEF, roles.STAFF])
def test_nobody_but_its_sender_sees_the_address_by_which_another_answers(article, who):
    row = make.referral(article, made_by=make.member(roles.EDITOR, "songyue"))
    looking = article.created_by if who == "the writer" else make.member(who)
    listed = client_of(looking).get(url("refer", article)).content.decode()

    assert "路远山" in listed
    assert row.token not in listed


def test_the_page_of_links_costs_the_same_for_one_and_for_ten(article):
    client, counts = client_of(make.member(roles.EDITOR)), []
    for number in (1, 9):
        for _ in range(number):
            make.referral(article, made_by=make.user())
        client.get(url("refer", article))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("refer", article))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_colleague_who_is_signed_in_never_answers_in_the_other_s_name(article):
    row = make.referral(article)
    address = f"/referrals/{row.token}/"
    answer = {"read": "1", "passed": "1", "opinion": "照发。"}

    refused = client_of(make.member(roles.EDITOR)).post(address, answer)

    row.refresh_from_db()
    assert (refused.status_code, row.outcome) == (403, "")
    assert [said in text_of(refused) for said in ("不能代人答", "照发。")] == [True, True]
    assert Client().post(address, answer).status_code == 302
