"""The standing sections: their pages, feeds and order; and their editors on the desk."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles, versions
from articles.models import Article, Section, Status
from articles.review import taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.caching import Readers
from articles.tests.clients import CHANGELIST, client_of, form, url
from articles.tests.html import Page, text_of

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_section_add")


def public(section, **fields):
    return make.public(section=section, **fields)


def test_a_section_shows_its_public_articles_and_no_others(client):
    section, other = make.section("街谈"), make.section("别的")
    shown = public(section, headline="步道通了", places=[make.place("柳桥街道")])
    public(other)
    public(section, ends_at=timezone.now() - timedelta(hours=1))
    public(section, publish_at=timezone.now() + timedelta(days=1))
    for status in set(Status) - {Status.APPROVED}:
        make.article(section=section, status=status)

    page = client.get(section.get_absolute_url())

    assert page.context["leaf"].articles == [shown]
    assert [each.name for each in page.context["tallies"].places] == ["柳桥街道"]
    item = json.loads(client.get(reverse("section-feed-json", args=[section.slug])).content)[
        "items"
    ]
    assert [each["title"] for each in item] == ["步道通了"]
    assert section.get_absolute_url() in client.get(shown.get_absolute_url()).content.decode()
    assert (
        section.get_absolute_url()
        in client.get(reverse("sitemap-section", args=["lists"])).content.decode()
    )


def test_they_stand_in_the_editors_order_and_none_without_public_articles(client):
    for position, name in ((3, "丙"), (1, "甲"), (2, "乙")):
        public(make.section(name, position=position), headline=f"{name}的一篇")
    empty = make.section("空", position=0)
    make.article(section=empty)

    page = client.get(reverse("sections"))

    assert [
        (each.name, each.pieces, each.latest_headline) for each in page.context["sections"]
    ] == [(name, 1, f"{name}的一篇") for name in "甲乙丙"]
    assert client.get(empty.get_absolute_url()).status_code == 404
    assert "空" not in text_of(client.get(reverse("site_map")))


def test_a_section_whose_articles_have_all_ended_keeps_its_page(client):
    section = make.section()
    public(section, ends_at=timezone.now() - timedelta(hours=1))

    assert client.get(section.get_absolute_url()).status_code == 200
    assert client.get(reverse("sections")).status_code == 200


def test_pages_ask_as_many_queries_for_many_as_for_one(client):
    section = make.section()
    public(section, photos=1)

    def count():
        found = []
        for address in (reverse("sections"), section.get_absolute_url(), CHANGELIST):
            with CaptureQueriesContext(connection) as seen:
                (desk if address == CHANGELIST else client).get(address)
            found.append(len(seen))
        return found

    desk = client_of(make.member(roles.DESK))
    desk.get(CHANGELIST)
    before = count()
    for _ in range(6):
        public(section, photos=1)
        public(make.section())

    assert count() == before


def test_kept_pages_learn_of_a_new_name_and_of_an_article_that_moves():
    section, other = make.section("街谈"), make.section("别的")
    article = public(section, headline="QX7")
    public(section)
    readers, address = Readers(), section.get_absolute_url()
    assert "QX7" in readers.get(address).text

    Article.objects.filter(pk=article.pk).update(section=other)
    Section.objects.filter(pk=section.pk).update(name="巷议")
    readers.later()

    page = readers.get(address).text
    assert ("QX7" in page, "巷议" in page) == (False, True)


# On the desk


def test_the_head_of_department_makes_one_and_names_its_editors():
    editor, desk = make.member(roles.EDITOR), make.member(roles.DESK)
    writer = make.member(roles.CORRESPONDENT)
    client = client_of(desk)

    page = client.get(ADD)
    made = client.post(ADD, {"name": "街谈巷议", "position": 1, "editors": [editor.pk]})
    assert made.status_code == 302, made.context["errors"]
    refused = client.post(ADD, {"name": "别的", "position": 1, "editors": [writer.pk]})

    row = Section.objects.get()
    assert (row.slug, list(row.editors.all())) == ("jie-tan-xiang-yi", [editor])
    offered = page.context["adminform"].form.fields["editors"].queryset
    assert (editor in offered, writer in offered, refused.status_code) == (True, False, 200)
    changed = {"name": "街谈", "position": 2, "slug": "x"}
    client.post(reverse("admin:articles_section_change", args=[row.pk]), changed)
    row.refresh_from_db()
    assert (row.name, row.slug) == ("街谈", "jie-tan-xiang-yi")


def test_one_with_articles_is_not_deleted():
    article = make.article(section=make.section())
    address = reverse("admin:articles_section_delete", args=[article.section_id])

    client_of(make.member(roles.CHIEF)).post(address, {"post": "yes"})

    assert Section.objects.count() == 1


def test_a_writer_chooses_one_it_is_kept_in_versions_and_a_revision_carries_it():
    section, other = make.section("街谈"), make.section("别的")
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer)
    before = versions.digest_of(article)
    client_of(writer).post(url("change", article), form(article, section=section.pk))
    article.refresh_from_db()
    assert (article.section, versions.digest_of(article)) == (section, before)
    page = client_of(writer).get(url("change", article)).content.decode()
    assert f'<option value="{section.pk}" selected>街谈</option>' in page

    live = make.sign(article)
    copy = taking.take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    assert copy.section == section
    Article.objects.filter(pk=copy.pk).update(section=other)
    live = make.sign(Article.objects.get(pk=copy.pk))

    assert live.section == other
    kept = versions.content_at(live.versions.first())
    Article.objects.filter(pk=live.pk).update(section=None)
    Section.objects.filter(pk=other.pk).delete()
    assert versions.put(kept, live) == ["栏目"]


def test_the_list_is_narrowed_to_a_section_and_to_ones_own():
    editor = make.member(roles.EDITOR)
    mine, other = make.section("街谈"), make.section("别的")
    mine.editors.add(editor)
    found = [make.article(section=each) for each in (mine, other, None)]
    client = client_of(editor)

    def listed(chosen):
        answer = client.get(CHANGELIST, {"section": chosen})
        return list(answer.context["cl"].result_list)

    assert listed("mine") == [found[0]]
    assert listed(str(other.pk)) == [found[1]]
    assert "我编的栏目" in Page(client.get(CHANGELIST)).text
    assert "我编的栏目" not in Page(client_of(make.member(roles.EDITOR)).get(CHANGELIST)).text
