"""Every kind of page in every way to read it: it fits, is accessible, needs nothing of others."""

from importlib import resources
from urllib.parse import urlsplit

import pytest

from articles.models import SiteSettings
from articles.tests.kinds import all_kinds, lists_of_nothing
from articles.tests.screens import AXE, FITS, OVERLAPS, SIZES, SMALL, open_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (320, 768, 1280, 1920)
#: What does not take the whole width of the elder view, whose pages are one column.
BESIDE = """() => [...document.querySelectorAll("main :is(section, aside, form.form, .found-list)")]
  .filter(each => !each.closest("dialog, .listen") && each.checkVisibility())
  .filter(each => each.offsetWidth < .8 * (each.closest(".page")?.clientWidth ?? 0))
  .map(each => "beside: " + each.tagName + "." + each.className)"""
#: A colour on its way to another is neither.
STILL = "document.getAnimations().forEach(each => each.finish())"
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: 7:1, which the elder view promises.
ENHANCED = {"rules": {"color-contrast-enhanced": {"enabled": True}}}


def look(page, axe, at, view):
    """What is wrong with a page at every width and size, in light and dark; and its status."""
    status = page.goto(at).status
    page.evaluate(axe)
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults += [(width, *found) for found in page.evaluate(FITS, SIZES)]
    if page.locator("html[data-view=elder]").count():  # the desk's door and plain pages have none
        faults += [(said,) for said in page.evaluate(BESIDE)]
        faults += [("low", said) for said in page.evaluate(SMALL)]
    faults += [(said,) for said in page.evaluate(AXE, ENHANCED if view == "elder" else {})]
    page.emulate_media(color_scheme="dark")
    page.evaluate(STILL)
    faults += [("dark", said) for said in page.evaluate(AXE, CONTRAST)]
    page.emulate_media(color_scheme="light")
    return faults, status


def look_plainly(page, at):
    """What is wrong with a page without JavaScript."""
    page.goto(at)
    whole = page.locator("h1").count() == 1 and not page.locator(".strip-listen:visible").count()
    return [] if whole else [("without JavaScript",)]


def give(page, answers):
    """Let a browser open the answers that no address gives by itself, and where it finds them."""
    given = {f"/answers/{n}/": answer for n, answer in enumerate(answers.values())}

    def fulfil(route):
        status, text = given[urlsplit(route.request.url).path]
        kind = "text/html; charset=utf-8"
        route.fulfill(status=status, body=text, content_type=kind)

    page.route("**/answers/*/", fulfil)
    return dict(zip(answers, given, strict=True))


def look_at_all(browse, base, view, addresses, answers):
    """What is wrong with any of these pages, and what browsers say beside their statuses."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    page, foreign = open_as(browse, base, view)
    plain, foreign_to_plain = open_as(browse, base, view, java_script_enabled=False)
    for each in (page, plain):
        addresses = addresses | give(each, answers)
    faults, refused = [], 0
    for name, at in addresses.items():
        found, status = look(page, axe, at, view)
        faults += [(name, *fault) for fault in found + look_plainly(plain, at)]
        refused += 2 * (status >= 400)
    faults += [("asked elsewhere", each) for each in foreign + foreign_to_plain]
    told = [said for said in browse.complaints if "Failed to load resource" in said]
    faults += [("said", said) for said in browse.complaints if said not in told]
    assert len(told) == refused, told
    browse.complaints.clear()
    return faults


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_every_page_fits_every_screen_in_every_size_and_is_accessible(browse, live_server, view):
    kinds = all_kinds(view)
    faults = look_at_all(browse, live_server.url, view, kinds.addresses, kinds.answers)
    SiteSettings.objects.update(flash_words="")
    faults += look_at_all(browse, live_server.url, view, {"front without 快讯": "/"}, {})
    page, _ = open_as(browse, live_server.url, view)
    page.goto(kinds.addresses["article"])
    page.evaluate("document.querySelector('.story-subhead').style.translate = '0 -2.5em'")

    assert page.evaluate(OVERLAPS)  # the check sees what it looks for
    assert not faults, "\n".join(map(str, faults))


def test_a_bulletin_without_a_public_word_fits_every_screen(browse, live_server):
    faults = look_at_all(browse, live_server.url, "standard", lists_of_nothing(), {})

    assert not faults, "\n".join(map(str, faults))
