"""责编 of streets and sections, and leave: who names them, and what others read."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles import merging, roles
from articles.models import Absence, Place
from articles.review import duties
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.accounts import told_of
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.reviewing import set_site

pytestmark = pytest.mark.django_db


def _form(place, **fields):
    return {"name": place.name, "kind": place.kind, "position": 0, "slug": place.slug} | fields


def _post(role, place, **fields):
    address = reverse("admin:articles_place_change", args=[place.pk])
    return client_of(make.member(role)).post(address, _form(place, **fields))


@pytest.mark.parametrize(
    ("role", "may"),
    [(roles.EDITOR, False), (roles.ADMINISTRATOR, False), (roles.DESK, True), (roles.CHIEF, True)],
)
def test_the_editors_of_a_street_are_named_by_who_names_those_of_a_section(role, may):
    street, editor = make.place("南塘街道", slug="nantang"), make.member(roles.EDITOR)

    assert _post(role, street, editors=[editor.pk]).status_code == 302

    assert list(street.editors.all()) == [editor] * may


@pytest.mark.parametrize(
    ("role", "divided", "may"),
    [(roles.EDITOR, False, True), (roles.EDITOR, True, False), (roles.DESK, True, True)],
)
def test_a_community_goes_to_another_street_by_no_editor_while_the_work_is_divided(
    role, divided, may
):
    set_site(divides_work=divided)
    street = make.place("南塘街道", slug="nantang")
    community = make.place("柳桥社区", slug="liuqiao", kind="community")

    _post(role, community, within=street.pk)

    assert Place.objects.get(pk=community.pk).within == (street if may else None)


def test_the_list_of_streets_says_who_edits_them_and_is_away():
    street, editor = make.place("南塘街道"), make.member(roles.EDITOR, "鹿鸣")
    street.editors.add(editor)
    Absence.objects.create(account=editor, until_on=timezone.localdate())

    page = client_of(make.member(roles.DESK)).get(reverse("admin:articles_place_changelist"))
    assert f"鹿鸣（{editor.absence}）" in Page(page).text
    Absence.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    page = client_of(make.member(roles.DESK)).get(reverse("admin:articles_place_changelist"))
    assert "休假" not in Page(page).text


def test_somebody_notes_their_own_leave_and_comes_back():
    person = make.member(roles.EDITOR, "鹿鸣")
    client, day = client_of(person), timezone.localdate() + timedelta(days=3)

    client.post(reverse("admin:account_absence"), {"until": day.isoformat()})
    assert str(duties.find_absence(person)) in Page(client.get(reverse("admin:account"))).text
    assert duties.find_absence(person).until_on == day
    client.post(reverse("admin:account_absence"), {"back": "1"})
    assert duties.find_absence(person) is None
    said = f"休假到{day.year}年{day.month}月{day.day}日"
    assert told_of(person) == [
        f"鹿鸣记下自己{said}。",
        "鹿鸣记下自己销了假。",
    ]


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("", "日期要写成2026-11-23这样。"),
        ("明天", "日期要写成2026-11-23这样。"),
        ("2020-01-01", "休假的最后一天要在今天起的一年之内。请另选一天。"),
        ("2199-01-01", "休假的最后一天要在今天起的一年之内。请另选一天。"),
    ],
)
def test_what_is_no_day_to_come_is_refused_in_words(until, why):
    client = client_of(make.member(roles.EDITOR))
    answer = client.post(reverse("admin:account_absence"), {"until": until})

    assert [str(each) for each in get_messages(answer.wsgi_request)] == [f"没有记下休假：{why}"]
    assert not Absence.objects.exists()


def test_the_administrator_notes_the_leave_of_a_colleague():
    person = make.member(roles.EDITOR, "鹿鸣")
    client = client_of(make.member(roles.ADMINISTRATOR, "guanli"))
    day = timezone.localdate()

    client.post(reverse("admin:auth_user_absence", args=[person.pk]), {"until": day.isoformat()})

    page = client.get(reverse("admin:auth_user_change", args=[person.pk]))
    assert f"休假到{day.year}年{day.month}月{day.day}日" in Page(page).text
    assert duties.find_absence(person).until_on == day


def test_a_day_that_is_over_or_far_away_is_no_leave():
    luming, today = make.member(roles.EDITOR), timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(StepRefused, match="休假的最后一天要在今天起的一年之内"):
            duties.note_absence(luming, day)
    duties.note_absence(luming, today)
    duties.note_absence(luming, today + timedelta(days=3))

    assert Absence.objects.get().until_on == today + timedelta(days=3)
    assert duties.note_absence(luming, None) == "销了假"
    assert not Absence.objects.exists()


def test_two_streets_that_become_one_have_the_editors_of_both():
    street, other = make.place("南塘街道"), make.place("柳桥街道")
    people = [make.member(roles.EDITOR), make.member(roles.EDITOR)]
    street.editors.add(people[0])
    other.editors.add(people[1])

    merging.merge(street, [other], by=make.editor())

    assert list(street.editors.order_by("pk")) == people
