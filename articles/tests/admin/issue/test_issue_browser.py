"""A month becomes a newspaper that residents leaf through: the staff's way, in a browser."""

import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import roles
from articles.models import Issue
from articles.tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_and_seal(staff):
    staff.get_by_role("link", name="制作和下载").click()
    staff.set_default_timeout(60_000)
    staff.get_by_role("button", name="制作选中的").click()
    staff.get_by_role("heading", name="做成").wait_for()
    staff.get_by_role("link", name="回排版台").click()
    staff.once("dialog", lambda dialog: dialog.accept())
    staff.get_by_role("button", name="封存本期").click()
    staff.get_by_text("已封存").first.wait_for()


def take_package(staff, folder):
    """整期资料包 as the staff downloads it; every file in it stands in its list of hashes."""
    staff.get_by_role("link", name="下载成品").click()
    with staff.expect_download() as caught:
        staff.get_by_role("link", name="下载整期资料包").click()
    package = folder / caught.value.suggested_filename
    caught.value.save_as(package)
    with zipfile.ZipFile(package) as archive:
        lines = archive.read("SHA256SUMS").decode().splitlines()
        listed = {line.split("  ", 1)[1] for line in lines}
        assert listed == set(archive.namelist()) - {"SHA256SUMS"}
    return package


def ask(reader, package, verdict):
    reader.goto("/issues/verify/")
    reader.get_by_label("选一份下载的文件").set_input_files(package)
    expect(reader.locator(".verdict strong")).to_have_text(verdict)


def test_a_month_is_planned_made_sealed_read_on_its_page_and_its_package_checked(browse, tmp_path):
    last_month = timezone.localtime().replace(day=1) - timedelta(days=3)
    campaigns = [make.campaign("街里街坊"), make.campaign("滨江新貌")]
    for number in range(8):
        make.public(
            headline=f"江边新事之{'甲乙丙丁戊己庚辛'[number]}",
            body="<p>江边的步道昨日通了，沿江七个街道的居民晚饭后都来走一走。</p>" * 12,
            campaigns=[campaigns[number % 2]],
            reporters=[make.reporter()],
            photos=1 if number < 2 else 0,
            publish_at=last_month,
        )
    draft = make.article(headline="没有签发的稿", publish_at=last_month)

    staff = browse(make.member(roles.STAFF))
    staff.goto(reverse("admin:articles_issue_changelist"))
    staff.get_by_label("排一个月的报纸").fill(f"{last_month:%Y-%m}")
    staff.get_by_role("button", name="按规则自动排").click()
    staff.locator("#board-say").wait_for()
    staff.wait_for_load_state()  # by then its script listens
    issue = Issue.objects.get()
    assert issue.placements.filter(page__isnull=False).count() == 8
    assert str(draft) not in staff.content()

    moved = issue.placements.filter(page__number=1).select_related("article").last().article
    staff.get_by_label(f"{moved}，版次").fill("2")
    staff.keyboard.press("Tab")
    staff.locator("#board-say").get_by_text(f"《{moved}》到第2版").wait_for()
    assert issue.placements.get(article=moved).page.number == 2

    make_and_seal(staff)
    package = take_package(staff, tmp_path)

    reader = browse(viewport={"width": 1280, "height": 900})
    ask(reader, package, "是原件")
    package.write_bytes(package.read_bytes() + b"x")
    ask(reader, package, "不是原件")
    reader.goto("/issues/")
    reader.goto(issue.get_absolute_url())
    reader.goto(reverse("issue_page", args=[issue.slug, 2]))
    assert str(draft) not in reader.content()
    zone = reader.locator(f'a.zone[href*="{moved.get_absolute_url()}"]')
    zone.scroll_into_view_if_needed()
    zone.click()
    reader.wait_for_url(f"**{moved.get_absolute_url()}*")
    assert reader.get_by_role("heading", level=1).inner_text().strip() == str(moved)
