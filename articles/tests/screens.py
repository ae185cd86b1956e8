"""What only a browser knows of a page's width."""


def measure_overflow(page):
    """By how many pixels a page is wider than the screen, once it is there as a whole: a press
    that leads elsewhere may return while the next page has no element yet.
    """
    page.wait_for_load_state()
    page.wait_for_selector("body", state="attached")
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
