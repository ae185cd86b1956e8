"""Every kind of page in every way to read it: it fits, is accessible, needs nothing of others."""

from importlib import resources
from itertools import product

import pytest

from articles.models import Place, SiteSettings, Status
from articles.site.reading import COOKIE, STREET
from articles.tests import make, paper
from articles.tests.screens import SWALLOWED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 768, 1280, 1920)
#: What the browser is asked at each width and size, without loading the page anew.
SIDEWAYS = """size => {
  document.documentElement.dataset.size = size;
  return document.scrollingElement.scrollWidth - innerWidth;
}"""
#: Texts of which one stands on another: what a reader sees of each is a band within its line box,
#: because the boxes of Chinese faces are half as high again as their characters.
OVERLAPS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const bands = [], range = document.createRange(), seen = { opacityProperty: true };
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement, words = walk.currentNode.data.trim();
    if (!words || parent.closest(".unseen, .skip, .form-trap, title")) continue;
    const { clipPath, writingMode } = getComputedStyle(parent);
    if (clipPath !== "none" || !parent.checkVisibility(seen)) continue;
    range.selectNodeContents(walk.currentNode);
    const upright = writingMode !== "horizontal-tb";
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const [x, y] = upright ? [.24 * (right - left), 2] : [2, .24 * (bottom - top)];
      if (right - left > 2 * x + 1 && bottom - top > 2 * y + 1)
        bands.push({ words, left: left + x, right: right - x, top: top + y, bottom: bottom - y });
    }
  }
  bands.sort((one, other) => one.top - other.top);
  return bands.flatMap((one, n) => {
    const found = [];
    for (let m = n + 1; m < bands.length && bands[m].top < one.bottom; m++)
      if (bands[m].left < one.right && one.left < bands[m].right)
        found.push(`${one.words.slice(0, 12)} | ${bands[m].words.slice(0, 12)}`);
    return found;
  });
}"""
AXE = """options => axe.run(document, { resultTypes: ["violations"], preload: false, ...options })
  .then(found => found.violations.map(each => each.id + " " + each.nodes[0].target))"""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: 7:1, which the elder view promises.
ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


#: A district of one street and a river.
DRAWN = {
    "width": 400,
    "height": 300,
    "areas": [{"name": "柳桥街道", "path": "M20 20L300 20L300 200L20 200Z", "x": 150, "y": 110}],
    "drawings": [{"kind": "water", "path": "M0 220L400 220L400 260L0 260Z"}],
    "words": [{"text": "江水东流", "x": 60, "y": 245}],
}


def bulletin():
    """An address of each kind of public page, with rows that try them."""
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        district_map=DRAWN, about_elder="给眼睛累了的人。", about_access="可以只用键盘。"
    )
    street = make.place("柳桥街道", kind=Place.Kind.STREET, introduction="一条河边的街道。")
    make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    campaign = make.campaign(slogan="街里街坊　有事商量", introduction="开栏的话。")
    reporter = make.reporter("费知夏")
    cells = "<tr>" + "<td>一个不短的格子</td>" * 7 + "</tr>"
    article = make.public(
        headline="临江区召开老旧小区改造与既有住宅加装电梯工作推进会议暨民生实事项目第三次调度会",
        kicker="十二届区委第五轮巡察整改情况",
        subhead="会议要求年内完成二十三条老巷的亮灯工程，App上线“随手拍”",
        body="".join(f"<h2>第{n}节的小标题</h2><p>江边的路通了九百米。</p>" for n in range(5))
        + f"<figure data-photo='1'></figure><table><tbody>{cells * 3}</tbody></table>",
        campaigns=[campaign],
        places=[street],
        reporters=[reporter],
        photos=2,
        source="滨江晚报",
    )
    day = article.publish_at
    article.corrections.create(text="“八百米”应为“九百米”。", corrected_on=day.date())
    for _ in range(9):
        make.public(campaigns=[campaign], places=[street], reporters=[reporter], photos=1)
    issue = paper.issue([article])
    gone = make.article(status=Status.WITHDRAWN, publish_at=day)
    return {
        "front": "/", "campaigns": "/campaigns/", "reporters": "/reporters/", "places": "/places/",
        "archive": "/archive/", "found": "/search/?q=江边", "not found": "/search/?q=没有这样的词",
        "site map": "/map/", "accessibility": "/accessibility/",
        "corrections": "/corrections/", "issues": "/issues/", "verify": "/issues/verify/",
        "article": article.get_absolute_url(), "campaign": campaign.get_absolute_url(),
        "place": street.get_absolute_url(), "reporter": reporter.get_absolute_url(),
        "month": f"/archive/{day.year}/{day.month}/", "issue": issue.get_absolute_url(),
        "preview": make.preview(make.article()), "gone": gone.get_absolute_url(),
        "nowhere": "/nowhere/",
    }  # fmt: skip


def open_as(browse, base, view, **options):
    """A page whose reader has chosen this view and a street, and the addresses that it asks
    other sites for."""
    page, foreign = browse(viewport={"width": 320, "height": 740}, **options), []
    chosen = {COOKIE: f"{view}-normal", STREET: "liuqiao-jiedao"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in chosen.items()]
    )
    page.on(
        "request", lambda asked: asked.url.startswith((base, "data:")) or foreign.append(asked.url)
    )
    return page, foreign


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_every_page_fits_every_screen_in_every_size_and_is_accessible(browse, live_server, view):
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    page, foreign = open_as(browse, live_server.url, view)
    plain, foreign_to_plain = open_as(browse, live_server.url, view, java_script_enabled=False)
    faults, addresses = [], bulletin()
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate(axe)
        for width, size in product(WIDTHS, ("largest", "normal")):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(SIDEWAYS, size) > 0:
                faults.append((name, width, size))
            faults += [(name, width, size, pair) for pair in page.evaluate(OVERLAPS)]
            faults += [(name, width, size, said) for said in page.evaluate(SWALLOWED)]
        faults += [(name, said) for said in page.evaluate(AXE, ENHANCED if view == "elder" else {})]
        page.emulate_media(color_scheme="dark")
        faults += [(name, "dark", said) for said in page.evaluate(AXE, CONTRAST)]
        page.emulate_media(color_scheme="light")

        plain.goto(address)
        if plain.locator("h1").count() != 1 or plain.locator(".strip-listen:visible").count():
            faults.append((name, "without JavaScript"))

    page.goto(addresses["article"])
    page.evaluate("document.querySelector('.story-subhead').style.translate = '0 -2.5em'")
    assert page.evaluate(OVERLAPS)  # the check sees what it looks for
    assert not faults, faults
    assert (foreign, foreign_to_plain) == ([], [])
    missing = [code for said in browse.complaints for code in ("410", "404") if code in said]
    assert (missing, len(browse.complaints)) == (["410", "410", "404", "404"], 4)
    browse.complaints.clear()
