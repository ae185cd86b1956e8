"""A page that was imported by mistake: put away, called by its first headline, and brought back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from articles import roles
from articles.imports import pages, putting_away
from articles.imports.acts import ImportRefused
from articles.models import Article, ImportedPage
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import Page
from articles.tests.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXT = "江边步道通了\n通讯员 费知夏\n江边九百米的步道昨日通了，街坊都来走一走。\n"
State = ImportedPage.State


def test_a_page_without_a_name_is_called_by_the_local_hour_and_its_first_headline(at):
    at(datetime(2026, 11, 24, 7, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    row = pages.take_in(TEXT, by=None)

    assert str(row) == "2026年11月24日7:30导入《江边步道通了》"
    assert str(page()) == "第三版"


def test_another_first_headline_is_followed_also_back():
    row = page()
    by = make.editor()
    row = pages.act(row, "move", {"lines": [4], "to": "furniture"}, by=by, revision=row.revision)
    changed = row.first_headline
    row = pages.act(row, "undo", {}, by=by, revision=row.revision)

    assert (changed, row.first_headline) == (
        "操场借给街坊",
        "半份菜上了 老年食堂菜单",
    )


def test_what_was_put_away_waits_for_nobody_and_changes_no_more():
    row = putting_away.drop(page())
    editor = client_of(make.member(roles.EDITOR))

    assert row.state == State.DROPPED
    assert "第三版" not in Page(editor.get(reverse("admin:index"))).text
    with pytest.raises(ImportRefused, match="先放回来"):
        pages.act(row, "move", {"lines": [4], "to": "new"}, by=make.editor(), revision=row.revision)
    with pytest.raises(ImportRefused, match="先放回来"):
        pages.create_drafts(row, by=make.editor())
    with pytest.raises(ImportRefused):
        pages.set_facts(row, {"title": "别的", "issued_on": None, "page": None})
    with pytest.raises(ImportRefused, match="已经被同事处理"):
        putting_away.drop(row)
    assert not Article.objects.exists()


def test_it_comes_back_as_it_was_and_may_be_taken_in_again_meanwhile():
    row = pages.take_in(TEXT, by=None)
    with pytest.raises(pages.SamePage):
        pages.take_in(TEXT, by=None)
    putting_away.drop(row)
    again = pages.take_in(TEXT, by=None)
    putting_away.restore(row)
    row.refresh_from_db()

    assert (row.state, again.state) == (State.OPEN, State.OPEN)
    assert pages.create_drafts(row, by=make.editor())


def test_a_page_with_drafts_is_closed_and_its_drafts_stay():
    row = page(placed=False)
    made = pages.create_drafts(row, by=make.editor(), unfinished=True)
    closed = putting_away.drop(row)

    assert closed.state == State.DONE
    assert list(Article.objects.order_by("pk")) == made
    with pytest.raises(ImportRefused):
        putting_away.restore(closed)


def test_an_editor_puts_a_page_away_and_brings_it_back_by_its_screen():
    row, editor = page(), client_of(make.member(roles.EDITOR))
    here = reverse("admin:articles_importedpage_drop", args=[row.pk])
    shown = Page(editor.get(row.get_absolute_url())).text
    away = Page(editor.post(here, follow=True)).text
    put_away = Page(editor.get(row.get_absolute_url())).text
    back = Page(editor.post(here, follow=True)).text

    assert "送错了，撤掉" in shown
    assert "第三版撤掉了。原文还存着，可以放回来。" in away
    assert "放回来整理" in put_away
    assert "建立草稿" not in put_away
    assert "第三版放回来了" in back
    assert "建立草稿" in back
