"""What only a browser knows of a page."""

from articles.site.reading import COOKIE, STREET
from articles.tests.kinds import MINE

#: Headlines whose breaks are lost, because a flex container leaves out the space between its parts.
SWALLOWED = """[...document.querySelectorAll(".phrase + .phrase")]
  .map(each => each.parentElement)
  .filter(each => /flex|grid/.test(getComputedStyle(each).display))
  .map(each => each.textContent)"""

#: What axe, once it is in the page, finds wrong, by its options.
AXE = """options => axe.run(document, { resultTypes: ["violations"], preload: false, ...options })
  .then(found => found.violations.map(each => each.id + " " + each.nodes[0].target))"""

#: What is pressed on a page and lower than 60 pixels. Links within running text may be, a picture's
#: parts (each is in the list beside it), and what its label is pressed for.
SMALL = """() => {
  const pressed = "a, button, select, summary, input:not([type=hidden])";
  const name = (each) => each.getAttribute("class") || each.textContent.trim().slice(0, 12);
  return [...document.querySelectorAll(pressed)]
    .filter((each) => !each.closest(".body > p, .skip, .form-trap, [hidden], svg, label"))
    .map((each) => [name(each), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height < 59.5)
    .map(([name, box]) => `${name} ${Math.round(box.height)}`);
}"""
#: Of text, as a reader chooses them: the largest and the usual one.
SIZES = ("largest", "normal")
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
#: What is wrong at the present width in each size, asked at once, without loading the page anew.
FITS = f"""sizes => sizes.flatMap(size => {{
  document.documentElement.dataset.size = size;
  const wide = [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.tagName + "." + each.className);
  const sideways = document.scrollingElement.scrollWidth > innerWidth;
  if (sideways) wide.unshift("sideways"); else wide.length = 0;
  const overlaps = ({OVERLAPS})(), swallowed = {SWALLOWED};
  return [...wide, ...overlaps, ...swallowed].map(found => [size, found]);
}})"""


def open_as(browse, base, view, **options):
    """A page whose reader has chosen this view and a street, and the addresses that it asks
    other sites for."""
    # A service worker would ask for pages past what `give` puts in their place.
    options |= {"viewport": {"width": 320, "height": 740}, "service_workers": "block"}
    page, foreign = browse(**options), []
    chosen = {COOKIE: f"{view}-normal", STREET: MINE}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": base} for name, value in chosen.items()]
    )
    page.on(
        "request", lambda asked: asked.url.startswith((base, "data:")) or foreign.append(asked.url)
    )
    return page, foreign


def measure_overflow(page):
    """By how many pixels a page is wider than the screen, once it is there as a whole: a press
    that leads elsewhere may return while the next page has no element yet.
    """
    page.wait_for_load_state()
    page.wait_for_selector("body", state="attached")
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
