"""Which articles a picker takes, and so shows the headlines of."""

import pytest
from django.urls import reverse

from articles import roles
from articles.models import Campaign, OutsideUse, Pin, Slot, Status
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.doors import person, rows_of, sign_in
from articles.tests.rights import PEOPLE, may

pytestmark = pytest.mark.django_db

SECRET = "还没送审的大事"


@pytest.mark.parametrize(
    ("role", "address", "field"),
    [
        (roles.STAFF, "articles_outsideuse_add", "article"),
        (roles.STAFF, "articles_pin_add", "article"),
        (roles.ADMINISTRATOR, "articles_campaign_add", "lead"),
        (roles.ADMINISTRATOR, "articles_place_add", "lead"),
        (roles.ADMINISTRATOR, "articles_reporter_add", "lead"),
    ],
)
def test_the_number_of_a_draft_that_one_may_not_see_does_not_get_its_headline(role, address, field):
    draft, client = make.article(headline=SECRET), client_of(make.member(role))
    answer = client.post(reverse(f"admin:{address}"), {field: draft.pk})

    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert [model.objects.count() for model in (OutsideUse, Pin, Campaign)] == [0, 0, 0]


def test_what_one_may_see_and_what_residents_see_is_taken_and_what_stood_there_stays():
    draft, public = make.article(headline=SECRET), make.public(headline="步道通了")
    sent = make.sent(Status.SUBMITTED)
    staff = client_of(make.member(roles.STAFF))
    for article in (sent, public):
        staff.post(
            reverse("admin:articles_pin_add"),
            {"article": article.pk, "slot": Slot.LEAD, "position": 1},
        )
    kept = Pin.objects.create(article=draft, slot=Slot.SECOND)
    staff.post(
        reverse("admin:articles_pin_change", args=[kept.pk]),
        {"article": draft.pk, "slot": Slot.SECOND, "position": 7},
    )

    assert set(Pin.objects.values_list("article", flat=True)) == {sent.pk, public.pk, draft.pk}
    kept.refresh_from_db()
    assert kept.position == 7


@pytest.mark.once
@pytest.mark.parametrize("role", PEOPLE)
def test_a_picker_offers_no_article_that_one_may_not_see(role):
    user = person(role)
    client = sign_in(user)
    rows = rows_of(user)
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": ""},
    )
    offered = set()
    if found.status_code == 200:
        offered = {each["id"] for each in found.json()["results"]}

    # No picker offers working copies; what they revise was made beside the rows.
    seen = {
        str(row.pk) for key, row in rows.items() if may("看", role, *key) and not row.revises_id
    }
    assert offered - {str(row.revises_id) for row in rows.values()} == seen
