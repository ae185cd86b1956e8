"""The year 1, the year 9999 and the like: slips of the hand wherever they are typed, refused with
a sentence in every form, list, command and address, and without an error."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import models
from django.forms import DateField, DateTimeField, SplitDateTimeField
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from articles import planning
from articles.models import Article, ImportedPage, Issue, Status, known_date
from articles.tests import make
from articles.tests.clients import ADD, client_of, form, url
from articles.text.months import Month

pytestmark = pytest.mark.django_db

UNKNOWN = ("0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31")
SAID = "日期要在1900年到2199年之间。"
MONTH_SAID = "月份要在1900年到2199年之间。"


@pytest.fixture
def user():
    row = make.editor("顾长宁")
    row.is_superuser = True
    row.save()
    return row


@pytest.fixture
def chief(user):
    return client_of(user)


def said(response):
    return list(map(str, response.context["messages"]))


# Days as the database has them


@pytest.mark.parametrize(
    ("moment", "known"),
    [
        (datetime(1899, 12, 31, 15, 54, 16, tzinfo=UTC), False),
        (datetime(1899, 12, 31, 15, 54, 17, tzinfo=UTC), True),  # Shanghai kept its own noon then
        (datetime(2199, 12, 31, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2199, 12, 31, 16, 0, tzinfo=UTC), False),
        (datetime(1, 1, 1, tzinfo=UTC), False),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), False),
    ],
)
def test_the_known_years_begin_and_end_at_midnight_in_the_newsroom(moment, known):
    if known:
        known_date(moment)
    else:
        with pytest.raises(ValidationError, match=SAID):
            known_date(moment)


# Forms


def complaints(user, day):
    """What every form of the desk says of that day in every field that takes one."""
    request = RequestFactory().get("/")
    request.user = user
    found = {}
    for model, model_admin in admin.site._registry.items():
        row = None if model is Issue else model()
        form_class = model_admin.get_form(request, row, change=True)
        for name, field in form_class.base_fields.items():
            if isinstance(field, SplitDateTimeField):
                data = {f"{name}_0": day, f"{name}_1": "08:00"}
            elif isinstance(field, (DateField, DateTimeField)):
                data = {name: day}
            else:
                continue
            found[f"{model.__name__}.{name}"] = form_class(data).errors[name]
    return found


FIELDS = {
    "Article.publish_at", "Article.due_at", "Article.ends_at", "Article.event_on",
    "Article.embargo_until", "Issue.date",
    "Campaign.starts_on", "Campaign.ends_on", "Pin.until", "PointRule.valid_from",
    "OutsideUse.used_on", "Issue.closes_at",
    "PlannedStory.happens_on", "PlannedStory.due_at",
    "SiteSettings.first_month", "ImportedPage.issued_on", "Term.valid_from",
    "Tenure.since", "Tenure.until",
}  # fmt: skip


@pytest.mark.parametrize("day", UNKNOWN)
def test_every_form_of_the_desk_refuses_a_day_outside_the_known_years(user, day):
    assert complaints(user, day) == {name: [SAID] for name in FIELDS}


def test_every_form_of_the_desk_refuses_a_day_of_five_figures(user):
    assert complaints(user, "10000-01-01").keys() == FIELDS


@pytest.mark.parametrize("day", UNKNOWN)
@pytest.mark.parametrize("name", ["publish_at", "due_at", "ends_at", "embargo_until"])
def test_an_article_is_not_saved_with_such_a_day(chief, name, day):
    fields = form(headline="稿", body="<p>正文</p>", **{f"{name}_0": day, f"{name}_1": "08:00"})
    answer = chief.post(ADD, fields)

    assert answer.context["adminform"].form.errors == {name: [SAID]}
    assert not Article.objects.exists()


@pytest.mark.parametrize("day", UNKNOWN)
def test_a_stale_form_that_claims_such_a_day_is_answered(chief, day):
    article = make.article()
    opened = f'{{"publish_at": "{day}T23:59:59+00:00", "due_at": "{day}T00:00:00-08:00"}}'
    fields = form(article, headline="我的题", revision=7, version=0, opened=opened)

    assert "没有存上" in chief.post(url("change", article), fields).content.decode()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *((f"{day}T08:30", f"{SAID}没有改。") for day in UNKNOWN),
        ("10000-01-01T08:30", "发布时间要写成日期和几点几分。没有改。"),
        ("明天", "发布时间要写成日期和几点几分。没有改。"),
        ("", "请写明新的发布时间，没有改。"),
    ],
)
def test_an_article_is_not_rescheduled_to_such_a_day(chief, typed, why):
    later = timezone.now() + timedelta(days=1)
    article = make.sent(Status.APPROVED, publish_at=later)
    posted = {"_step": "reschedule", "revision": article.revision, "publish_at": typed}
    answer = chief.post(url("step", article), posted, follow=True)

    article.refresh_from_db()
    assert (said(answer), article.publish_at) == ([why], later)


@pytest.mark.parametrize("month", ["0001-01", "1899-12", "2200-01", "9999-12"])
def test_no_issue_is_made_of_such_a_month(chief, month):
    start = chief.post(reverse("admin:articles_issue_start"), {"month": month}, follow=True)
    add = chief.post(reverse("admin:articles_issue_add"), {"month": month})

    assert said(start) == [MONTH_SAID]
    assert add.context["adminform"].form.errors["month"] == [MONTH_SAID]
    assert not Issue.objects.exists()


@pytest.mark.parametrize("day", UNKNOWN)
def test_no_page_is_taken_in_of_such_a_day(chief, day):
    page = ImportedPage.objects.create(title="一版", text="字", reading={})
    add = chief.post(
        reverse("admin:articles_importedpage_add"), {"text": "还在的字", "issued_on": day}
    )

    assert add.context["form"].errors == {"issued_on": [SAID]}
    assert list(ImportedPage.objects.all()) == [page]


# Lists


def dated_lookups(day):
    """Questions to lists of the desk that say that day, by the name of the list."""
    for model in admin.site._registry:
        there = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        for field in model._meta.fields:
            if not isinstance(field, models.DateField):
                continue
            asked = {
                "": day, "__gt": f"{day}T00:00:00", "__lte": f"{day}T23:59:59Z", "__lt": day,
                "__in": f"2026-01-01,{day}", "__year": day[:4], "__year__gte": day[:4],
            }  # fmt: skip
            if isinstance(field, models.DateTimeField):
                asked |= {"__date": day, "__date__lt": day, "__iso_year": day[:4]}
            yield from ((there, field.name + lookup, value) for lookup, value in asked.items())


@pytest.mark.parametrize("day", UNKNOWN)
def test_a_list_that_is_asked_for_such_a_day_says_what_is_wrong(chief, day):
    answers = {each: chief.get(reverse(each[0]), {each[1]: each[2]}) for each in dated_lookups(day)}

    assert len(answers) > 100
    assert {each: answer.status_code for each, answer in answers.items()} == (
        dict.fromkeys(answers, 400)
    )
    assert [each for each, answer in answers.items() if SAID not in answer.content.decode()] == []


def test_a_list_that_is_asked_for_a_day_of_our_own_answers(chief):
    make.public(headline="旧稿", publish_at=datetime(1958, 5, 1, tzinfo=UTC))
    make.public(headline="新稿")
    there = reverse("admin:articles_article_changelist")
    questions = (
        {"publish_at__lt": "1958-05-02"}, {"publish_at__year": "1958"},
        {"publish_at__gte": "1900-01-01", "publish_at__lt": "1999-12-31T23:59"},
    )  # fmt: skip

    for asked in questions:
        found = chief.get(there, asked).context["cl"].result_list
        assert [str(article) for article in found] == ["旧稿"], asked


@pytest.mark.parametrize(
    "asked",
    [
        {"publish_at__gt": "昨天"}, {"publish_at__gt": "10000-01-01"},
        {"due_at__lte": "2026-13-01"}, {"publish_at__year": "x"},
    ],
)  # fmt: skip
def test_a_question_that_a_list_does_not_understand_is_not_passed_over(chief, asked):
    make.article()
    answer = chief.get(reverse("admin:articles_article_changelist"), asked, follow=True)

    assert said(answer) == ["网址里有看不懂的条件，没有照它挑选，下面列的是全部。"]


# Commands


@pytest.mark.parametrize("month", ["0001-01", "1899-12", "2200-01", "9999-12"])
@pytest.mark.parametrize(
    "command", ["export_issue", "plan_issue", "contributions", "export_record"]
)
def test_a_command_refuses_such_a_month(command, month, tmp_path):
    more = {"output": tmp_path / "a.zip"} if command == "export_record" else {}
    with pytest.raises(CommandError, match=MONTH_SAID):
        call_command(command, month, **more)


# Addresses


@pytest.mark.parametrize("month", ["0001-01", "1899-12", "2200-01", "9999-12", "10000-01"])
def test_no_address_leads_to_such_a_month(client, month):
    year, number = month.split("-")
    codes = {
        address: client.get(address).status_code
        for address in (
            f"/archive/{year}/{number}/", f"/archive/{year}/{int(number)}/", f"/issues/{month}/",
            f"/issues/{month}/1/", f"/issues/{month}/1/large.webp", f"/issues/{month}/files/a.pdf",
        )
    }  # fmt: skip

    assert codes == dict.fromkeys(codes, 404)


@pytest.mark.parametrize("year", [1900, 1958, 2199])
def test_the_oldest_and_the_latest_month_are_months_like_others(client, chief, year):
    month = Month(year, 12 if year == 2199 else 1)
    midnight = timezone.make_aware(datetime(month.year, month.number, 1))
    make.public(headline="稿", publish_at=midnight)

    archive = client.get(f"/archive/{month.year}/{month.number}/")
    numbers = chief.get(reverse("admin:contributions"), {"month": month.slug})
    record = chief.get(reverse("admin:contributions_record"), {"year": month.year})

    assert (archive.status_code, numbers.status_code, record.status_code) == (200, 200, 404)
    assert planning.numbers_for(month)[0] == month.number
