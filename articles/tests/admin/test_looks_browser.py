"""Every page of the desk: accessible in light and dark, as wide as the screen, and in Chinese."""

import re
from datetime import timedelta
from importlib import resources

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.imports import deliveries, messages, pages
from articles.models import (
    Article,
    Correction,
    Issue,
    Matter,
    MatterEntry,
    OutsideUse,
    Pin,
    PlannedStory,
    PointRule,
    ReaderMessage,
    ReprintSource,
    SiteSettings,
    Status,
    Tenure,
    Term,
    YearTarget,
)
from articles.review import colleagues, trashing
from articles.tests import make, sounds
from articles.tests.doors import ARTICLE_URLS, OTHER_URLS
from articles.tests.plans import issue_of
from articles.tests.screens import AXE, SWALLOWED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What of it depends on the colours: the rest is asked once.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SIDEWAYS = "document.scrollingElement.scrollWidth - innerWidth"
STILL = "document.getAnimations().forEach(each => each.finish())"
#: Boxes of some size that are white by themselves, where all around is dark. Sheets of paper are.
WHITE = """[...document.querySelectorAll("body *")].filter(each => {
  const { width, height } = each.getBoundingClientRect();
  if (width * height < 900 || each.closest(".paper, .qr, img, svg")) return false;
  const [red, green, blue, alpha = 1] = getComputedStyle(each).backgroundColor.match(/[\\d.]+/g);
  return alpha > .5 && Math.min(red, green, blue) > 236 && each.checkVisibility();
}).map(each => each.tagName + "." + each.className)"""
#: Three words of Latin letters, one of them an English one: no pinyin, no hash, no typeface.
ENGLISH = re.compile(
    r"(?=.*\b(?:a|and|are|at|be|for|is|it|no|not|of|please|the|this|to|was|with|you|your)\b)"
    r".*[A-Za-z’']+(?:[ ,]+[A-Za-z’']+){2}"
)
#: Files, scripts, and what only leads on to another page.
NO_PAGES = {
    "jsi18n", "articles_issue_file", "articles_delivery_original", "articles_delivery_picture",
    "articles_delivery_send", "articles_delivery_create", "articles_delivery_drop",
    "articles_delivery_again", "articles_delivery_recognise", "articles_readermessage_picture",
    "articles_importedpage_act", "articles_importedpage_create", "articles_importedpage_facts",
    "articles_importedpage_file", "articles_importedpage_drop", "articles_campaign_report",
    "contributions_file", "contributions_record",
    "articles_step_month", "articles_article_sheet", "articles_article_open",
    "articles_article_restore", "articles_article_step", "articles_article_proof",
    "articles_article_comment", "articles_article_settle", "articles_article_suggest",
    "articles_article_decide", "articles_article_hand", "articles_article_remind",
    "articles_article_assign", "articles_issue_progress",
}  # fmt: skip


def desk_in_use():
    """A row of each kind, and the keys by which doors.py calls them."""
    place, campaign, unit = make.place(), make.campaign(), make.unit()
    reporter = make.reporter("费知夏", unit=unit)
    public = make.sent(
        Status.APPROVED, photos=1, reporters=[reporter], campaigns=[campaign], places=[place],
        headline="江边的步道\N{IDEOGRAPHIC SPACE}昨日通了",
    )  # fmt: skip
    Pin.objects.create(article=public, until=timezone.now())
    rolled = {"entries": make.entries("巡堤"), "rolls_until": timezone.now() + timedelta(hours=9)}
    Article.objects.filter(pk=public.pk).update(**rolled)
    Article.objects.filter(pk=public.pk).update(clips=sounds.clips("渡船", transcript="汽笛。"))
    make.article(entry_of=public, created_by=make.editor())
    matter = Matter.objects.create(name="码头")
    MatterEntry.objects.create(matter=matter, article=public)
    correction = Correction.objects.create(
        article=public, text="应为三条。", corrected_on=timezone.localdate()
    )
    issue = issue_of(public)
    delivered = deliveries.take_in(ContentFile("江边的路通了。".encode(), "来稿.txt"), by=None)
    deliveries.read_one.func(delivered.pk)
    tip = messages.take_in(ReaderMessage(kind="tip", words="江边有事。"), [])
    rule = PointRule.objects.create(counts="lead", points=9, valid_from=issue.date)
    writer = make.member(roles.CORRESPONDENT)
    trashing.throw_away(make.article(created_by=writer), by=writer)
    rows = {
        "campaign": campaign, "place": place, "reporter": reporter, "unit": unit,
        "matter": matter, "pin": Pin.objects.get(), "correction": correction, "issue": issue,
        "step": public.steps_taken.first(), "message": tip, "delivery": delivered, "rule": rule,
        "imported": pages.take_in("江边的路\n江边的路昨日通了。", by=None),
        "site": SiteSettings.objects.current(),
        "term": Term.objects.create(wrong="江案", right="江岸"),
        "tenure": Tenure.objects.create(person="陈望", post="望江区区长"),
        "source": ReprintSource.objects.create(name="望江日报"),
        "group": Group.objects.get(name=roles.EDITOR), "user": writer,
        "subject": make.mention(public, make.subject()).subject,
        "section": make.section(), "planned": PlannedStory.objects.create(words="码头"),
        "target": YearTarget.objects.create(year=2026, unit=unit, pieces=12),
        "outside_use": OutsideUse.objects.create(
            article=public, level="at_city", outlet="望江日报", used_on=timezone.localdate()
        ),
    }  # fmt: skip
    return {name: row.pk for name, row in rows.items()}, public


def addresses(keys, public):
    """The address of every page, by its name; those of an article for three stages of its life."""
    found = {
        name: reverse(f"admin:{name}", args=[keys[each] for each in arguments])
        for name, arguments, _ in OTHER_URLS
        if name not in NO_PAGES
    }
    draft, sent = make.article(photos=1), make.sent(
        Status.SUBMITTED, photos=1, headline="江边的步道\N{IDEOGRAPHIC SPACE}周六试走",
    )  # fmt: skip
    colleagues.comment(sent, by=make.editor(), text="几条？", passage="步道")
    for stage, article in (("draft", draft), ("sent", sent), ("public", public)):
        for name in ARTICLE_URLS.keys() - NO_PAGES:
            found[f"{name} {stage}"] = reverse(f"admin:{name}", args=[article.pk])
    found["notice"] = reverse("admin:articles_article_notice", args=[public.pk])
    found["wechat"] = f"{reverse('admin:articles_article_wechat')}?id={public.pk}"
    found["popup"] = f"{reverse('admin:articles_campaign_add')}?_popup=1"
    return found


def look(page, axe, address):
    """What is wrong with a page, light and wide, then dark and narrow."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.evaluate(axe)
    faults = [("1280", said) for said in page.evaluate(AXE, COLOURS)]
    lines = page.inner_text("body").splitlines()
    faults += [("English", line) for line in lines if ENGLISH.match(line)]
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    page.evaluate(STILL)
    faults += [("390, dark", said) for said in page.evaluate(AXE, {})]
    faults += [("white", said) for said in page.evaluate(WHITE)[:3]]
    faults += [("break lost", said) for said in page.evaluate(SWALLOWED)[:3]]
    if page.evaluate(SIDEWAYS) > 0:
        faults.append(("sideways", page.evaluate(SIDEWAYS)))
    return faults


def test_every_page_of_the_desk_is_accessible_in_light_and_dark_wide_and_narrow(browse):
    roles.sync()
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    found = addresses(*desk_in_use())
    chief = make.user("管事", is_superuser=True, first_name="顾长宁")
    page = browse(chief)
    faults = [(name, *fault) for name, at in found.items() for fault in look(page, axe, at)]

    assert len(found) > 100
    assert Issue.objects.exists()
    assert not faults, "\n".join(map(str, faults))
    refused = [said for said in browse.complaints if "403" in said]
    assert len(refused) == len(browse.complaints)
    browse.complaints.clear()
