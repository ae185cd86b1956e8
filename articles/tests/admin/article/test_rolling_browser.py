"""A rolling story in a browser: an entry from a phone, passed at a desk, read at once."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Status
from articles.tests import make
from articles.tests.clients import url
from articles.tests.reviewing import set_site, take
from articles.tests.screens import measure_overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [(390, 844), (1280, 800)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_an_entry_goes_from_a_phone_to_residents(browse, width, height):
    size = {"width": width, "height": height}
    writer = make.member(roles.EDITOR)
    make.reporter("沈砚秋", role="staff", user=writer)
    story = make.sent(Status.APPROVED, headline="今晚守堤")
    set_site(proofs_required=0)

    phone = browse(writer, viewport=size)
    phone.goto(url("change", story))
    phone.get_by_role("link", name="滚动报道").click()
    phone.get_by_role("button", name="开始").click()
    expect(phone.locator(".messagelist")).to_contain_text("到时自己结束")
    assert measure_overflow(phone) <= 0
    # three presses and one text: under a minute
    phone.get_by_label("写一条").fill("零时二十分，水位落到六米九。巡堤的人换了一班。")
    phone.get_by_role("button", name="写好送审").click()
    expect(phone.locator(".messagelist")).to_contain_text("这一条已送审")
    phone.get_by_role("button", name="初审通过").first.click()
    expect(phone.locator(".messagelist")).to_contain_text("已初审通过")
    assert measure_overflow(phone) <= 0

    draft = Article.objects.get(entry_of=story)
    reader = browse(viewport=size)
    reader.goto(story.get_absolute_url())
    expect(reader.get_by_text("水位落到六米九")).to_have_count(0)
    take("second-pass", draft, make.member(roles.DESK))
    chief = browse(make.member(roles.CHIEF), viewport=size)
    chief.goto(url("review", draft))
    chief.get_by_role("button", name="终审签发").first.click()
    expect(chief.locator(".messagelist")).to_contain_text("已终审签发")

    reader.reload()
    expect(reader.get_by_role("heading", name="零时二十分")).to_be_visible()
    expect(reader.get_by_text("更新中")).to_be_visible()
    assert measure_overflow(reader) <= 0
    reader.locator(".rolling-when a").first.click()
    assert reader.url.endswith(f"#entry-{draft.pk}")

    phone.goto(url("rolling", story))
    phone.get_by_role("button", name="现在结束").click()
    expect(phone.locator(".messagelist")).to_contain_text("滚动已经结束")
    reader.reload()
    expect(reader.get_by_text("已结束")).to_be_visible()


def test_it_reads_whole_without_script(browse):
    story = make.public(entries=make.entries("开始巡堤", "水退了"), rolls_until=timezone.now())
    reader = browse(java_script_enabled=False)
    reader.goto(story.get_absolute_url())
    expect(reader.get_by_role("heading", name="水退了")).to_be_visible()
