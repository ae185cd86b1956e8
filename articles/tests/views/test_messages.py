"""我要纠错 and 报料: readers tell the newsroom something, without account or third party."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, MessageOutcome, MessagePhoto, ReaderMessage, Status
from articles.tests import make
from articles.tests.html import CANARY, Page, text_of
from articles.tests.public import hidden_articles
from articles.views.message_forms import make_stamp

pytestmark = pytest.mark.django_db

BODY = "<p>步道昨日通了，全长九公里。</p><h2>夜里</h2><p>灯亮到十一点，江边有人散步。</p>"


@pytest.fixture
def article():
    return make.public(headline="江边　通了路", body=BODY)


@pytest.fixture
def stamp(at):
    """A form that was opened a minute ago."""
    now = timezone.now()
    at(now - timedelta(minutes=1))
    opened = make_stamp()
    at(now)
    return opened


def report(client, article, stamp, **fields):
    asked = {"words": "应为十公里。", "kind": "figure", "passage": "0", "opened": stamp} | fields
    return client.post(f"/articles/{article.pk}/report/", asked)


def errors(response):
    form = response.context["form"]
    return [error for errors in form.errors.values() for error in errors]


def test_a_reader_reports_an_error_in_a_passage_and_gets_a_page_for_the_answer(
    client, article, stamp
):
    response = report(client, article, stamp, name=" 柏 仲安 ", contact="66660000")
    [row] = ReaderMessage.objects.all()
    page = client.get(response["Location"])

    assert (response.status_code, response["Location"]) == (302, row.get_absolute_url())
    assert (row.article, row.kind, row.passage, row.words, row.name, row.contact) == (
        article, "figure", "步道昨日通了，全长九公里。", "应为十公里。", "柏 仲安", "66660000"
    )  # fmt: skip
    assert "收到了，谢谢您" in text_of(page)
    assert "66660000" not in page.text
    assert (page["X-Robots-Tag"], "no-store" in page["Cache-Control"]) == (
        "noindex, nofollow",
        True,
    )
    assert not response.cookies
    assert not page.cookies


def test_words_that_were_marked_choose_their_passage(client, article):
    address = f"/articles/{article.pk}/report/?words="

    def chosen(words):
        return Page(client.get(address + words)).values("option", "value", selected=None)

    assert chosen("灯亮到 十一点") == ["2"]
    assert chosen("全長九公里") == ["0"]
    assert chosen("没有这些字") == chosen("灯") == chosen("%00%00%00%00") == [""]


def test_the_form_asks_little_and_shows_every_passage_by_its_words(client, article):
    page = Page(client.get(f"/articles/{article.pk}/report/"))

    assert page.values("option", "value") == ["", "0", "1", "2"]
    assert page.values("input", "value", name="kind") == [
        "fact", "figure", "name", "typo", "picture"
    ]  # fmt: skip
    assert page.values("textarea", "name", required=None) == ["words"]


def test_only_of_what_is_public_an_error_can_be_reported(client, stamp):
    for article in hidden_articles(headline=CANARY, body=f"<p>{CANARY}</p>"):
        address = f"/articles/{article.pk}/report/"
        stood = article.status == Status.WITHDRAWN and article.publish_at <= timezone.now()
        for response in (client.get(address), report(client, article, stamp)):
            told = (response.status_code, CANARY in response.text)
            assert told == (410 if stood else 404, False)
    assert not ReaderMessage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": " \n "}, "请写几个字，告诉我们错在哪里。"),
        ({"words": "字" * 501}, "最多500字，现在有501字，请删短。"),
        ({"kind": "tip"}, "请选一类。"),
        ({"kind": ""}, "请选一类。"),
        ({"passage": "99"}, "没有这一段，请重选。"),
        ({"passage": "-1"}, "没有这一段，请重选。"),
        ({"passage": "²"}, "没有这一段，请重选。"),
        ({"words": "五\u202e二"}, "文字里有看不见的改变方向的字符"),
        ({"website": "http://x.example"}, "没有收下：“网址”那一格请空着。写的还在，请再交一次。"),
        ({"opened": ""}, "没有收下。写的还在，请再按一次。"),
        ({"opened": "1767000000"}, "没有收下。写的还在，请再按一次。"),
    ],
)
def test_what_is_not_in_order_is_said_and_what_was_typed_stays(
    client, article, stamp, fields, said
):
    response = report(client, article, stamp, **{"name": "柏仲安"} | fields)

    assert response.status_code == 400
    assert [error for error in errors(response) if error.startswith(said)]
    assert 'value="柏仲安"' in response.text
    assert fields.get("words", "应为十公里。").strip() in response.text
    assert not ReaderMessage.objects.exists()


def test_programs_are_too_fast_and_an_old_form_gets_a_new_stamp(client, article, at):
    now = timezone.now()
    at(now)
    opened = make_stamp()
    fast = report(client, article, opened)
    at(now + timedelta(hours=25))
    late = report(client, article, opened)
    fresh = late.context["form"].stamp
    at(now + timedelta(hours=25, seconds=5))

    assert errors(fast) == ["交得太快了，像是程序交的。请看一遍，再按一次。"]
    assert fast.context["form"].stamp == opened  # so that the second press is slow enough
    assert errors(late) == ["这一页开得太久了。写的还在，请再按一次。"]
    assert report(client, article, fresh).status_code == 302


def test_one_sender_may_write_five_times_an_hour_and_everybody_two_hundred(
    client, article, stamp, at
):
    codes = [report(client, article, stamp).status_code for _ in range(6)]
    last = report(client, article, stamp, words="第七条。")
    other = report(Client(REMOTE_ADDR="192.0.2.9"), article, stamp)

    assert codes == [302] * 5 + [429]
    assert errors(last)[0].startswith("您那里一小时内已经交来5条。写的还在这里")
    assert "第七条。" in last.text
    assert other.status_code == 302

    ReaderMessage.objects.bulk_create(
        ReaderMessage(kind="tip", words="字", token=f"t{n}", sender=f"s{n}") for n in range(194)
    )
    full = report(Client(REMOTE_ADDR="192.0.2.10"), article, stamp)
    assert (full.status_code, errors(full)[0][:9]) == (429, "现在交来的太多，收")
    at(timezone.now() + timedelta(hours=1, minutes=1))
    assert report(Client(REMOTE_ADDR="192.0.2.10"), article, stamp).status_code == 302


@pytest.mark.parametrize(
    ("trusted", "forwarded", "same"),
    [
        ([], "203.0.113.5", True),  # nobody stands before it: what is claimed is no matter
        (["127.0.0.1"], "203.0.113.5", False),
        (["127.0.0.1"], "198.51.100.1, 203.0.113.5", False),
        (["127.0.0.1", "198.51.100.0/24"], "203.0.113.5, 198.51.100.7", False),
        (["127.0.0.1"], "", True),
        (["127.0.0.1"], "x, y", True),
    ],
)
def test_a_sender_is_told_by_the_address_that_our_own_proxies_saw(
    client, article, stamp, settings, trusted, forwarded, same
):
    report(client, article, stamp)
    settings.TRUSTED_PROXIES = trusted
    report(Client(headers={"X-Forwarded-For": forwarded}), article, stamp)
    senders = ReaderMessage.objects.values_list("sender", flat=True)

    assert (len(set(senders)) == 1) == same
    assert not [each for each in senders if "203" in each and "." in each]


def test_a_household_is_one_sender_and_tomorrow_another(client, article, stamp, at):
    for address in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1"):
        report(Client(REMOTE_ADDR=address), article, stamp)
    found = list(ReaderMessage.objects.order_by("pk").values_list("sender", flat=True))

    assert (found[0] == found[1], found[0] == found[2]) == (True, False)


def test_what_another_site_posts_is_refused(client, article, stamp):
    client.defaults["HTTP_SEC_FETCH_SITE"] = "cross-site"
    response = report(client, article, stamp)

    assert response.status_code == 403
    assert "请从本站的页面交" in text_of(response)
    assert not ReaderMessage.objects.exists()


def tip(client, stamp, *files, **fields):
    asked = {"words": "江边的灯坏了三盏。", "opened": stamp, "pictures": list(files)} | fields
    return client.post("/tip/", asked, format="multipart")


def picture(name="灯.png", data=None):
    return SimpleUploadedFile(name, data or make.picture(), "image/png")


def test_a_tip_comes_with_pictures_that_are_written_anew(client, stamp):
    response = tip(client, stamp, picture(), picture(), may_print="1", name="解忧")
    [row] = ReaderMessage.objects.all()
    photos = list(row.photos.all())

    assert response["Location"] == row.get_absolute_url()
    assert (row.kind, row.article, row.may_print, row.left_out, len(photos)) == (
        "tip", None, True, "", 2
    )  # fmt: skip
    for photo in photos:
        assert default_storage.open(photo.image).read(4) == b"RIFF"
        assert client.get(f"/media/{photo.image}").status_code == 404


def test_without_consent_pictures_are_a_hint_and_nothing_more(client, stamp):
    tip(client, stamp, picture())

    assert not ReaderMessage.objects.get().may_print


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("病毒.jpg", b"MZ\x90\x00" * 99, "“病毒.jpg”没有收下"),
        ("空.png", b"x", "“空.png”没有收下"),
        ("半张.png", make.picture()[:60], "“半张.png”没有收下"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "“图.svg”没有收下"),
    ],
)
def test_what_is_no_picture_is_left_out_and_told_and_the_rest_comes_in(
    client, stamp, name, data, why
):
    response = tip(client, stamp, picture(name, data), picture())
    row = ReaderMessage.objects.get()

    assert (row.photos.count(), row.left_out.startswith(why)) == (1, True)
    assert why in text_of(client.get(response["Location"]))


def test_of_too_many_pictures_the_first_come_in_and_the_rest_is_told(client, stamp):
    tip(client, stamp, *[picture() for _ in range(6)])
    row = ReaderMessage.objects.get()

    assert (row.photos.count(), row.left_out) == (4, "图片只收前4幅，其余的请再交一次。")


def test_a_refused_tip_stores_no_file(client, stamp):
    for _ in range(5):
        tip(client, stamp)
    response = tip(client, stamp, picture())

    assert (response.status_code, MessagePhoto.objects.count()) == (429, 0)
    assert "浏览器没有留下，请再选一次" in text_of(response)
    assert not default_storage.exists("pictures")


@pytest.mark.parametrize(("address", "size"), [("/tip/", "999999999"), ("report", "2000000"),
                                               ("/tip/", "-5"), ("/tip/", "x")])  # fmt: skip
def test_what_is_far_too_large_is_refused_before_it_is_read(client, article, address, size):
    address = f"/articles/{article.pk}/report/" if address == "report" else address
    response = client.post(address, {"words": "字"}, CONTENT_LENGTH=size)

    assert response.status_code == 413
    assert "交来的太大了" in text_of(response)


def test_the_answer_stands_on_the_senders_page_and_nothing_of_a_withdrawn_article(
    client, article, stamp
):
    address = report(client, article, stamp)["Location"]
    now = timezone.now()
    ReaderMessage.objects.update(
        outcome=MessageOutcome.RIGHT, answer="全长就是九公里。", answered_at=now
    )
    shown = text_of(client.get(address))
    Article.objects.update(status=Status.WITHDRAWN)
    gone = text_of(client.get(address))

    assert "原文没有错" in shown
    assert "全长就是九公里。" in shown
    assert "通了路" in shown
    assert "步道昨日通了" in shown
    assert ("全长就是九公里。" in gone, "通了路" in gone, "步道昨日通了" in gone) == (
        True,
        False,
        False,
    )


def test_who_wrote_is_forgotten_ninety_days_after_the_answer(client, article, stamp, at):
    now = timezone.now()
    old, new = (
        ReaderMessage.objects.create(
            kind="tip", words="字", name="名", contact="1", outcome="declined", answer="答",
            answered_at=now - timedelta(days=days), sent_at=now - timedelta(days=100), sender="s",
        )
        for days in (91, 89)
    )  # fmt: skip
    waiting = ReaderMessage.objects.create(kind="tip", words="字", name="名", contact="1")

    report(client, article, stamp)
    for row in (old, new, waiting):
        row.refresh_from_db()

    assert [(row.name, row.contact) for row in (old, new, waiting)] == [
        ("", ""),
        *[("名", "1")] * 2,
    ]
    assert (old.sender, new.sender) == ("", "")


def test_who_reports_an_error_of_what_was_just_taken_down_keeps_what_was_typed(client, article):
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    words = "步道是八公里，<b>不是</b>九公里。" * 40

    answer = client.post(f"/articles/{article.pk}/report/", {"words": words})
    page = Page(answer)

    assert (answer.status_code, ReaderMessage.objects.count()) == (410, 0)
    assert words in text_of(answer)
    assert "请从报料交来" in page.text.replace(" ", "").replace("\n", "")
    assert article.headline not in page.text
