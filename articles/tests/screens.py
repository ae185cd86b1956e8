"""What only a browser knows of a page."""

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


def measure_overflow(page):
    """By how many pixels a page is wider than the screen, once it is there as a whole: a press
    that leads elsewhere may return while the next page has no element yet.
    """
    page.wait_for_load_state()
    page.wait_for_selector("body", state="attached")
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
