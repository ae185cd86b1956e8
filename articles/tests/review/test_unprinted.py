"""What the newspaper would refuse, the proofreader tells while the article is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import versions
from articles.exports.contents import IssueRefused, gather
from articles.exports.newspaper import pdf
from articles.models import Article
from articles.review.proofreading import proofread_article
from articles.tests import issues, make, sounds

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Letters of a script that no font of ours has, one for each place.
_LETTERS = "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហ"
#: Not in the newspaper: for the site, for programs that read aloud, for other files.
NOT_PRINTED = (
    "summary",
    "short_title",
    "alt",
    "consent",
    "captions",
    "campaign",
    "place",
)


def written():
    """An article that has a letter of its own in every place where words stand; by the place."""
    places = (
        "kicker", "headline", "subhead", "paragraph", "crosshead", "quote", "item", "cell",
        "caption", "credit", "name", "unit", "file", "clip", "transcript", "entry", "entry_text",
        "entry_signed", "source", "original_title", "original_author", "section", *NOT_PRINTED,
    )  # fmt: skip
    had = dict(zip(places, _LETTERS, strict=False))
    body = (
        "<p>灯{paragraph}</p><h2>灯{crosshead}</h2><blockquote><p>灯{quote}</p></blockquote>"
        "<ul><li>灯{item}</li></ul><table><tbody><tr><td>灯{cell}</td></tr></tbody></table>"
    )
    row = make.public(
        body=body.format(**had),
        campaigns=[make.campaign(f"灯{had['campaign']}")],
        places=[make.place(f"街{had['place']}")],
        section=make.section(f"栏{had['section']}"),
        attachments=make.attached(f"灯{had['file']}.pdf"),
        clips=sounds.clips(
            f"灯{had['clip']}", transcript=f"灯{had['transcript']}", captions=f"灯{had['captions']}"
        ),
        entries=make.entries(
            f"灯{had['entry']}", body=f"<p>灯{had['entry_text']}</p>", signed=had["entry_signed"]
        ),
        rolls_until=timezone.now() + timedelta(hours=1),
        **{
            name: f"灯{had[name]}"
            for name in (
                "kicker", "headline", "subhead", "summary", "short_title", "source",
                "original_title", "original_author",
            )
        },
    )  # fmt: skip
    photo = {name: f"灯{had[name]}" for name in ("caption", "credit", "alt")}
    make.photo(row, consent=f"灯{had['consent']}"[:1], **photo)
    unit = make.unit(f"单位{had['unit']}")
    make.byline(row, make.reporter(f"王{had['name']}"), unit=unit)
    return Article.objects.get(pk=row.pk), had


def test_the_proofreader_tells_every_character_for_which_the_newspaper_is_refused():
    row, had = written()
    letters = set(had.values())

    found = [
        each.finding
        for each in proofread_article(row, versions.content_of(row)).remarks
        if each.finding.rule == "unprinted"
    ]
    told = {letter for each in found for letter in each.message.partition("（U")[0]} & letters
    with pytest.raises(IssueRefused) as refused:
        pdf.make_newspaper(gather(issues.issue([row])))

    assert {each.severity for each in found} == {"warn"}
    assert told == {letter for place, letter in had.items() if place not in NOT_PRINTED}
    assert {each for each in str(refused.value) if each in letters} <= told


def test_what_is_not_printed_refuses_no_newspaper():
    _, had = written()
    words = {name: f"灯{had[name]}" for name in ("summary", "short_title")}
    row = make.public(**words)
    make.photo(row, alt=f"灯{had['alt']}")

    assert pdf.make_newspaper(gather(issues.issue([row]))).pdf[:4] == b"%PDF"
