"""The desk: what an editor does in the admin, and what is refused there."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article, Byline, Photo, SentPhoto, Status
from articles.tests import make
from articles.tests.clients import ADD, CHANGELIST, form, picture, rows, url

pytestmark = pytest.mark.django_db

# Writing


def test_an_editor_writes_an_article_with_all_that_belongs_to_it(editor_client):
    reporter, unit = make.reporter("闻人月"), make.unit("澄河街道")
    campaigns = [make.campaign("澄河 两岸"), make.campaign("民生, 实事")]
    place = make.place("柳桥街道")

    response = editor_client.post(
        ADD,
        form(
            headline="二十三条老巷换新灯\r\n三万居民夜路明",
            kicker="民生实事进行时",
            body="<p onclick=x>灯亮了。</p><figure data-photo='1'></figure><p>路平了。</p>",
            bylines=[
                {"role": "correspondent", "reporter": reporter.pk, "unit": unit.pk, "position": 1},
                {"role": "editor", "reporter": reporter.pk, "unit": "", "position": 2},
            ],
            photos=[
                {"number": "", "image": picture(), "caption": "巷口", "credit": "鹿鸣", "alt": "灯"}
            ],
            campaigns=[campaign.pk for campaign in campaigns],
            places=[place.pk],
        ),
    )

    article = Article.objects.get()
    assert response.headers["Location"] == url("change", article)
    assert (article.headline, article.kicker, article.status, article.revision) == (
        "二十三条老巷换新灯　三万居民夜路明", "民生实事进行时", Status.DRAFT, 1,
    )  # fmt: skip
    assert article.body == '<p>灯亮了。</p><figure data-photo="1"></figure><p>路平了。</p>'
    assert article.created_by.username == "沈砚秋"
    assert [(b.role, b.reporter, b.unit, b.position) for b in article.bylines.all()] == [
        ("correspondent", reporter, unit, 1),
        ("editor", reporter, None, 2),
    ]
    assert [(p.number, p.caption, p.credit, p.alt) for p in article.photos.all()] == [
        (1, "巷口", "鹿鸣", "灯")
    ]
    assert {c.name for c in article.campaigns.all()} == {"澄河 两岸", "民生, 实事"}
    assert list(article.places.all()) == [place]


def test_a_step_pressed_in_the_form_saves_first_and_then_goes(editor_client):
    article = make.article(headline="旧题", body="<p>旧文。</p>", reporters=[make.reporter()])

    editor_client.post(
        url("change", article), form(article, headline="新题", _step="submit"), follow=True
    )

    article.refresh_from_db()
    assert (article.headline, article.status) == ("新题", Status.SUBMITTED)
    assert list(LogEntry.objects.values_list("change_message", flat=True)) == [
        "送审",
        '[{"changed": {"fields": ["\\u4e3b\\u9898"]}}]',
    ]


def test_a_step_that_is_refused_keeps_what_was_saved_and_says_what_is_missing(editor_client):
    article = make.article(headline="", body="")

    response = editor_client.post(
        url("change", article), form(article, kicker="先写引题", _step="submit"), follow=True
    )

    article.refresh_from_db()
    assert (article.kicker, article.status) == ("先写引题", Status.DRAFT)
    assert [str(m) for m in response.context["messages"]] == ["还缺主题、正文或图片，不能送审。"]


def test_the_next_free_number_is_a_photos_number(editor_client):
    article = make.article(photos=2)
    Photo.objects.filter(number=2).update(number=7)
    stored = [
        {"id": photo.pk, "number": photo.number, "caption": "", "credit": "", "alt": ""}
        for photo in article.photos.all()
    ]

    editor_client.post(
        url("change", article),
        form(
            article,
            photos=[*stored, {"number": "", "image": picture()}, {"image": picture("b.png")}],
            initial=(0, 2),
        ),
    )

    assert list(article.photos.values_list("number", flat=True)) == [1, 7, 8, 9]


def test_times_are_carried_to_rows_that_change_after_the_status(editor_client):
    due = timezone.now() + timedelta(days=1)
    article = make.article(publish_at=due)
    reporter, campaign, place = make.reporter(), make.campaign(), make.place()
    local = timezone.localtime(due)

    editor_client.post(
        url("change", article),
        form(
            article,
            bylines=[{"role": "staff", "reporter": reporter.pk, "position": 1}],
            campaigns=[campaign.pk],
            places=[place.pk],
            publish_at_0=local.strftime("%Y-%m-%d"),
            publish_at_1="06:00:00",
        ),
    )
    article.refresh_from_db()
    make.sign(article)

    article.refresh_from_db()
    assert timezone.localtime(article.publish_at).hour == 6
    for appearances in (article.bylines, article.campaigned, article.placed):
        assert [row.publish_at for row in appearances.all()] == [article.publish_at]


# Mistakes


def test_a_mistake_loses_nothing_typed_and_keeps_the_photo(editor_client):
    article = make.article(headline="原题")
    typed = form(
        article,
        headline="改过的题",
        body="<p>改过的文。</p>",
        page="第三版",
        photos=[{"number": 1, "image": picture("巷口.png"), "caption": "写好的说明"}],
    )

    response = editor_client.post(url("change", article), typed)

    page = response.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.revision, article.photos.count()) == ("原题", 1, 0)
    for kept in ("改过的题", "改过的文。", "写好的说明", "第三版", "巷口.png已收好"):
        assert kept in page

    sent = SentPhoto.objects.get()
    row = {"number": 1, "sent": sent.pk, "caption": "写好的说明"}
    editor_client.post(url("change", article), form(article, headline="改过的题", photos=[row]))

    photo = article.photos.get()
    assert (photo.image.name, photo.digest, photo.caption) == (
        sent.image,
        sent.digest,
        "写好的说明",
    )
    assert not SentPhoto.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", b"not a picture"),
        ("a.png", make.picture()[:60]),
        ("a.png", b""),
        ("a.ppm", make.picture(file_format="PPM")),
    ],
)
def test_a_file_that_is_no_picture_of_ours_is_an_error_beside_its_row(editor_client, name, content):
    article = make.article()
    file = SimpleUploadedFile(name, content, "image/png")

    response = editor_client.post(
        url("change", article), form(article, photos=[{"number": 1, "image": file}])
    )

    photos = response.context["inline_admin_formsets"][1].formset
    assert response.status_code == 200
    assert list(photos.forms[0].errors) == ["image"]
    assert not Photo.objects.exists()


def test_a_picture_of_too_many_pixels_is_an_error_and_no_crash(editor_client, monkeypatch):
    monkeypatch.setattr("articles.photos.reading.MAX_PIXELS", 100)
    article = make.article()

    response = editor_client.post(
        url("change", article), form(article, photos=[{"number": 1, "image": picture()}])
    )

    photos = response.context["inline_admin_formsets"][1].formset
    said = "“a.png”没有收：图片太大：有90×60像素，最多收0万像素。请缩小以后再上传。"
    assert photos.forms[0].errors == {"image": [said]}


def test_a_name_signs_once_in_one_role(editor_client):
    article, reporter = make.article(), make.reporter()
    row = {"role": "staff", "reporter": reporter.pk, "position": 1}

    response = editor_client.post(url("change", article), form(article, bylines=[row, row]))

    assert response.status_code == 200
    assert not Byline.objects.exists()


@pytest.mark.parametrize(
    "nonsense",
    [
        {"campaigns": ["abc"]},
        {"places": ["99999999999999999999"]},
        rows("bylines", {"role": "staff", "reporter": "abc", "unit": "x", "position": "1"}),
        rows("photos", {"number": "1000", "image": ""}),
        {"bylines-TOTAL_FORMS": "x"},
        {"publish_at_0": "x", "publish_at_1": "y"},
    ],
)
def test_nonsense_in_a_field_is_an_error_of_the_form(editor_client, nonsense):
    article = make.article(headline="原题")

    response = editor_client.post(url("change", article), form(article) | nonsense)

    article.refresh_from_db()
    assert (response.status_code, article.revision, article.headline) == (200, 1, "原题")
    assert response.context["errors"]


def test_nonsense_in_an_address_is_no_error_of_ours(editor_client):
    assert editor_client.get(f"{CHANGELIST}x/change/", follow=True).status_code == 200
    assert editor_client.post(f"{CHANGELIST}x/step/", {"revision": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("posted", "stored", "told"),
    [
        ("<p>五<del>八</del>十</p>", "<p>五十</p>", "删去的文字（修订或删除线）"),
        ("<p>五<b style='display:none'>八</b>十</p>", "<p>五十</p>", "隐藏的文字"),
        ("<p>五<span style='text-decoration:line-through'>八</span>十</p>", "<p>五十</p>", "删去"),
        ("<p>五<b>八</b></p>", "<p>五<strong>八</strong></p>", ""),
        ('<table style="min-width:50px"><colgroup><col style="min-width:25px"></colgroup>'
         "<tr><td>甲</td><td>乙</td></tr></table>",
         "<table><tbody><tr><td><p>甲</p></td><td><p>乙</p></td></tr></tbody></table>", ""),
    ],
)  # fmt: skip
def test_a_body_that_no_editor_of_ours_wrote_is_read_as_html_from_outside(
    editor_client, posted, stored, told
):
    article = make.article()

    response = editor_client.post(url("change", article), form(article, body=posted), follow=True)

    article.refresh_from_db()
    said = [str(each) for each in response.context["messages"] if "没有贴进正文" in str(each)]
    assert (article.body, len(said)) == (stored, int(bool(told)))
    assert all(told in each for each in said)
