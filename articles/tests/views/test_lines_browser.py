"""Lines of text wherever they stand: not torn by an address, no word or number parted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Place, SiteSettings
from articles.site.reading import COOKIE
from articles.tests import make, paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 360, 768, 1280)
#: What a line of text must not look like: characters far apart ("torn"); a short word or number
#: on two lines ("parted"); a word of a headline on two lines ("cut").
MEASURE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [], seen = { opacityProperty: true };
  const part = /[A-Za-z0-9]/;
  while (walk.nextNode()) {
    const text = walk.currentNode.data, parent = walk.currentNode.parentElement;
    if (!text.trim() || parent.closest(".unseen, .skip, .form-trap, title, pre")) continue;
    const style = getComputedStyle(parent), size = parseFloat(style.fontSize);
    if (style.writingMode !== "horizontal-tb" || !parent.checkVisibility(seen)) continue;
    const spaced = parseFloat(style.letterSpacing) || 0;
    const boxes = [...text].length === text.length && [...text].map((letter, at) => {
      range.setStart(walk.currentNode, at); range.setEnd(walk.currentNode, at + 1);
      const boxes = range.getClientRects();
      return boxes.length && boxes[boxes.length - 1].width ? boxes[boxes.length - 1] : null;
    });
    if (!boxes) continue;
    for (let at = 1; at < text.length; at++) {
      const [one, other] = [boxes[at - 1], boxes[at]];
      if (!one || !other) continue;
      const near = text.slice(Math.max(0, at - 6), at) + "|" + text.slice(at, at + 6);
      const place = parent.className || parent.parentElement.className;
      const both = part.test(text[at - 1]) && part.test(text[at]);
      if (Math.abs(one.top - other.top) < size / 3) {
        // A letter's own box grows when its line is stretched: from one beginning to the next.
        const step = (other.left - one.left - spaced) / size;
        const most = both ? 1.1 : text[at - 1] === " " ? .8 : 1.4;
        if (step > most) found.push(`torn ${near} ${place}`);
      } else if (other.top > one.top) {
        const [head] = text.slice(0, at).match(/[!-~]*$/), [tail] = text.slice(at).match(/^[!-~]*/);
        if ((head + tail).length > 20) continue; // an address, which may break anywhere
        const word = head.match(/[A-Za-z0-9]*$/)[0] + tail.match(/^[A-Za-z0-9]*/)[0];
        if (both && word.length <= 12) found.push(`parted ${near} ${place}`);
        else if (parent.closest(".phrase") && text.length <= 6) found.push(`cut ${near} ${place}`);
      }
    }
  }
  return found;
}"""
ADDRESS = (
    "https://www.linjiang.example/fuwu/zhengwu/2026/11/banshi-zhinan-v2.html?id=330102&from=app"
)
WORDS = (
    f"居民可以在{ADDRESS}上查办事指南，也可以拨打0571-87650123转8001，或者发邮件到"
    "bianmin.fuwu@linjiang.example，24小时内有人答复。",
    "区图书馆引进RFID自助借还系统和OPAC检索平台，与Wi-Fi 6（802.11ax）网络、5G-A基站一起，"
    "12月1日上线；Android 15、iOS 18、HarmonyOS NEXT都能用，下载“临江通”App即可。",
    "全年实现GDP1234567.89万元，比上年增长6.7%，其中R&D投入占3.21%（1/3来自企业）；"
    "“放管服”改革——‘一件事一次办’……共办结12,345件，满意率99.98%！",
    "会议要求（见临政办发〔2026〕18号）：一是…二是…三是…；《关于推进“15分钟生活圈”建设的"
    "实施意见（2026—2030年）》第3.2.1条、GB/T 50378-2019、ISO/IEC 27001:2022等标准要执行到位。",
)
HEADS = (
    "临江区“双千兆”网络覆盖率达98.7%，5G-A基站建成1234个",
    "Citywalk、Livehouse、City Park：老街有了新玩法",
    "全区召开老旧小区改造暨既有住宅加装电梯工作推进会议",
    "“临江通”App 3.0上线　办事指南查询www.linjiang.example",
)


def bulletin():
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        about_elder=WORDS[0], about_access=WORDS[1]
    )
    street = make.place("柳桥街道", kind=Place.Kind.STREET, introduction=WORDS[0])
    campaign = make.campaign(slogan=HEADS[1], introduction=WORDS[1])
    section = make.section("民生", introduction="".join(WORDS[:2])[:100])
    rows = []
    for at, head in enumerate(HEADS * 4):
        text = "".join(f"<p>{each}</p>" for each in WORDS)
        items = "".join(f"<li>{each}</li>" for each in WORDS)
        cells = "".join(f"<tr><td>{n + 1}</td><td>{each}</td></tr>" for n, each in enumerate(WORDS))
        rows.append(
            make.public(
                headline=head, kicker=HEADS[2], subhead=HEADS[0], campaigns=[campaign],
                section=section, summary=WORDS[at % 4] if at % 2 else "", places=[street],
                weight=at % 4 + 1,
                body=f"{text}<h2>{head}</h2><blockquote>{text}</blockquote><ul>{items}</ul>"
                f"<ol>{items}</ol><table><tr><th>序号</th><th>内容</th></tr>{cells}</table>",
            )
        )  # fmt: skip
        make.photo(rows[-1], caption=WORDS[at % 4])
    rows[0].corrections.create(text=WORDS[0], corrected_on=rows[0].publish_at.date())
    issue = paper.issue(rows[:3])
    day = rows[0].publish_at
    return {
        "front": "/", "found": "/search/?q=办事指南", "campaigns": "/campaigns/",
        "campaign": campaign.get_absolute_url(), "place": street.get_absolute_url(),
        "places": "/places/", "month": f"/archive/{day.year}/{day.month}/",
        "section": section.get_absolute_url(), "corrections": "/corrections/",
        "issue": issue.get_absolute_url(), "article": rows[0].get_absolute_url(),
        "accessibility": "/accessibility/",
    }  # fmt: skip


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_no_line_is_torn_and_no_word_or_number_parted(browse, live_server, view):
    addresses = bulletin()
    page = browse(viewport={"width": 1280, "height": 900})
    page.context.add_cookies([{"name": COOKIE, "value": f"{view}-normal", "url": live_server.url}])
    faults = {}

    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("document.fonts.ready")
            if found := page.evaluate(MEASURE):
                faults[f"{name} {width}"] = found

    assert faults == {}


@pytest.mark.parametrize(
    ("of", "style", "value", "fault"),
    [
        (".card-summary", "textAlign", "justify", "torn"),
        (".card-headline .phrase", "wordBreak", "break-all", "cut"),
        (".card-headline .phrase", "overflowWrap", "anywhere", ""),
    ],
)
def test_a_torn_line_and_a_parted_word_are_noticed(browse, of, style, value, fault):
    """The measure itself: what the style sheet would do wrong is told."""
    make.public(headline="头条")
    for head in HEADS:
        make.public(headline=head, summary=WORDS[0])
    page = browse(viewport={"width": 360, "height": 900})
    page.goto("/")

    page.evaluate(
        "([of, how, to]) => document.querySelectorAll(of).forEach(each => each.style[how] = to)",
        [of, style, value],
    )
    kinds = {each.split()[0] for each in page.evaluate(MEASURE)}

    assert kinds & {fault} == ({fault} if fault else kinds)


def test_a_date_with_its_year_ends_before_the_headline_of_its_line(browse, live_server):
    day = timezone.now() - timedelta(days=400)
    make.public(headline="澄河七座小码头", publish_at=day, campaigns=[make.campaign()])
    page = browse(viewport={"width": 1280, "height": 900})
    page.goto("/campaigns/")
    rooms = []

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        date = page.locator(".line time")
        rooms.append((date.inner_text()[4], date.evaluate("e => e.scrollWidth <= e.clientWidth")))

    assert rooms == [("年", True)] * len(WIDTHS)
