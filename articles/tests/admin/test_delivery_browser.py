"""In Chromium: ten files of seven kinds are dropped at once, and all are in order on the screen."""

import base64

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import roles
from articles.models import Article, Delivery
from articles.tests import make, word
from articles.tests.material import mail, pack
from articles.tests.tables import sheet
from articles.tests.word import BODY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = {"align": "center", "size": 22}


def story(headline):
    return word.written((headline, HEAD), BODY, BODY + "（柳桥街道 费知夏）")


def files():
    web = f"<html><body><h1>江边的网页</h1><p>{BODY}</p><p>{BODY}</p></body></html>"
    return {
        "一.docx": (story("老年食堂添了半份菜"), "look"),
        "二.docx": (story("望津码头添了雨棚"), "look"),
        "三.eml": (mail("请查收。", attached=[("稿.docx", story("东渡天桥月底开工"))]), "look"),
        "四.html": (web.encode(), "look"),
        "五.zip": (pack({"稿.docx": story("江边步道通了")}), "look"),
        "六.xlsx": (sheet(["标题", "正文"], ["操场开放", BODY]), "look"),
        "七.txt": (f"版面上的一篇\n■ 通讯员 费知夏\n{BODY}\n".encode(), "look"),
        "八.png": (make.picture(), "look"),
        "九.docx": (b"PK\x03\x04" + b"x" * 40, "bad"),
        "十.bin": (bytes(range(256)), "bad"),
    }


DROP = """files => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
    data.items.add(new File([bytes], name));
  }
  document.querySelector("[data-door]").dispatchEvent(
    new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_ten_files_of_seven_kinds_are_dropped_at_once(browse):
    page = browse(make.member(roles.EDITOR))
    page.goto(reverse("admin:articles_delivery_changelist"))
    page.get_by_label("谁送来的").fill("费知夏（柳桥街道党建办）")
    sent = files()
    page.evaluate(
        DROP, [[name, base64.b64encode(data).decode()] for name, (data, _) in sent.items()]
    )

    expect(page.locator("[data-fates] > li")).to_have_count(10, timeout=30_000)
    expect(page.locator("[data-going] > li")).to_have_count(0)
    for name, (_, look) in sent.items():
        expect(page.locator("[data-fates] > li").filter(has_text=name)).to_have_class(
            f"fate fate-{look}"
        )
    assert not Article.objects.exists()
    assert set(Delivery.objects.values_list("sender", flat=True)) == {"费知夏（柳桥街道党建办）"}

    row = page.locator("[data-fates] > li").filter(has_text="一.docx")
    row.get_by_role("link", name="去看").click()
    page.get_by_role("button", name="建立草稿").click()
    expect(page.locator(".messagelist")).to_contain_text("建好草稿1篇")
    assert [(a.headline, a.status) for a in Article.objects.all()] == [
        ("老年食堂添了半份菜", "draft")
    ]


def test_what_is_pasted_is_sent(browse):
    page = browse(make.member(roles.EDITOR))
    page.goto(reverse("admin:articles_delivery_changelist"))
    page.keyboard.press("v")
    page.get_by_label("文字或网页", exact=True).fill(f"版面上的一篇\n{BODY}")
    page.get_by_role("button", name="送来").last.click()

    expect(page.locator("[data-fates] > li")).to_have_count(1)
    expect(page.locator("[data-fates] > li")).to_contain_text("版面上的一篇.txt")
