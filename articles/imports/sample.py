"""The sample bulletin 《今日临江》: an invented district, written and drawn by us."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from articles import roles, search, versions
from articles.imports.attachments import keep_attachment
from articles.imports.clips import keep_clip
from articles.imports.sample_rolling import roll
from articles.imports.sample_sound import make_horn
from articles.imports.sample_ties import tie
from articles.models import (
    Article,
    Byline,
    Campaign,
    Correction,
    Genre,
    OutsideUse,
    Photo,
    Pin,
    Place,
    Proof,
    Reporter,
    Section,
    SiteSettings,
    Status,
    Step,
    Unit,
    Weight,
    YearTarget,
)
from articles.review import record
from articles.review.steps import Act
from articles.text.attached import AttachedFile, store_attached
from articles.text.body import Block, Run, Runs, html
from articles.text.clips import Clip, store_clips

Item = dict[str, Any]

DIRECTORY = Path(__file__).resolve().parent.parent / "sample"
_INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<text>[^]]+)\]\((?P<href>[^)\s]+)\)")


def load() -> int:
    """Load what is not there yet and touch nothing that is; returns the number of new articles."""
    bulletin = read("bulletin.json")
    with transaction.atomic():
        _site(bulletin["site"])
        for section in bulletin["sections"]:
            Section.objects.get_or_create(slug=section["slug"], defaults=section)
        _places(bulletin["places"])
        for unit in bulletin["units"]:
            Unit.objects.get_or_create(name=unit["name"], defaults=unit)
        _reporters(bulletin["reporters"])
        _campaigns(bulletin["campaigns"])
        known = set(Article.objects.values_list("archive_id", flat=True))
        new = [item for item in bulletin["articles"] if f"sample-{item['id']}" not in known]
        people = reporters()
        for item in new:
            article = _article(item, people)
            _record(article)
            if rolled := item.get("rolling"):
                roll(article, rolled, people, [(*way[:3], way[4]) for way in _CHAIN])
        _outside(bulletin["outside"], {item["id"] for item in new})
        _targets(bulletin["targets"] if new else [], people)
        if new:
            tie(bulletin)
        rows = Article.objects.filter(archive_id__startswith="sample-")
        rows.carry_times()
        search.follow(rows.values_list("pk", flat=True))
    return len(new)


def read(name: str) -> Item:
    """What one of the sample's files says."""
    said: Item = json.loads((DIRECTORY / name).read_text(encoding="utf-8"))
    return said


def reporters() -> dict[str, Reporter]:
    """The sample's people, by the names that its files call them, whatever they are called now."""
    slugs = {item["slug"]: item["name"] for item in read("bulletin.json")["reporters"]}
    rows = Reporter.objects.filter(slug__in=slugs).select_related("unit")
    return {slugs[row.slug]: row for row in rows}


def _site(site: Item) -> None:
    row = SiteSettings.objects.current()
    if row.district:
        return  # an editor's, or ours from an earlier run
    for name, value in site.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def _places(places: list[Item]) -> None:
    for position, item in enumerate(places, 1):
        fields = {key: item[key] for key in ("slug", "kind", "introduction") if item.get(key)}
        if item.get("within"):
            fields["within"] = Place.objects.get(name=item["within"])
        Place.objects.get_or_create(name=item["name"], defaults=fields | {"position": position})


def _reporters(reporters: list[Item]) -> None:
    for item in reporters:
        unit = Unit.objects.get(name=item["unit"]) if item.get("unit") else None
        Reporter.objects.get_or_create(slug=item["slug"], defaults=item | {"unit": unit})


def _campaigns(campaigns: list[Item]) -> None:
    for position, item in enumerate(campaigns, 1):
        dates = {
            key: date.fromisoformat(item[key]) if item.get(key) else None
            for key in ("starts_on", "ends_on")
        }
        Campaign.objects.get_or_create(
            name=item["name"], defaults=item | dates | {"position": position}
        )


def _article(item: Item, people: Mapping[str, Reporter]) -> Article:
    row = write(
        item,
        people,
        archive_id=f"sample-{item['id']}",
        status=item.get("status", Status.APPROVED),
        publish_at=datetime.fromisoformat(item["publish_at"]) if item.get("publish_at") else None,
    )
    for number, each in enumerate(item.get("photos", []), 1):
        _photo(row, number, each)
    if correction := item.get("correction"):
        Correction.objects.create(
            article=row,
            text=correction["text"],
            corrected_on=date.fromisoformat(correction["on"]),
        )
    if pin := item.get("pin"):
        until = datetime.fromisoformat(pin["until"]) if pin.get("until") else None
        Pin.objects.create(article=row, slot=pin["slot"], until=until)
    return row


def _outside(items: list[Item], new: set[str]) -> None:
    """Where others published articles that have just come in."""
    for item in items:
        if item["article"] in new:
            article = Article.objects.get(archive_id=f"sample-{item['article']}")
            fields = {name: item[name] for name in ("level", "outlet", "used_on", "note")}
            OutsideUse.objects.create(article=article, **fields)


def _targets(items: list[Item], people: Mapping[str, Reporter]) -> None:
    for item in items:
        whose = (
            {"unit": Unit.objects.get(name=item["unit"])}
            if "unit" in item
            else {"reporter": people[item["reporter"]]}
        )
        YearTarget.objects.get_or_create(
            year=item["year"], **whose, defaults={"pieces": item["pieces"]}
        )


_FACTS = ("source", "original_title", "original_author", "ai_use", "short_title")


def write(item: Item, people: Mapping[str, Reporter], **fields: Any) -> Article:
    """An article with its bylines, campaigns and places, as an item of the sample says them."""
    row = Article.objects.create(
        **{key: item.get(key, "") for key in ("kicker", "headline", "subhead", "summary")},
        body=html(tuple(_block(each) for each in item["body"])),
        genre=item.get("genre", Genre.NEWS),
        weight=Weight[item.get("weight", "normal").upper()],
        **{key: item.get(key, "") for key in _FACTS},
        ends_at=datetime.fromisoformat(item["ends_at"]) if item.get("ends_at") else None,
        section=Section.objects.filter(slug=item.get("section", "")).first(),
        attachments=store_attached(map(_attach, item.get("attachments", []))),
        clips=store_clips(map(_sound, item.get("clips", []))),
        **fields,
    )
    for position, each in enumerate(item["bylines"], 1):
        reporter = people[each["name"]]
        Byline.objects.create(
            article=row,
            reporter=reporter,
            role=each["role"],
            unit=reporter.unit,
            position=position,
        )
    row.campaigns.set(Campaign.objects.filter(name__in=item.get("campaigns", [])))
    row.places.set(Place.objects.filter(name__in=item.get("places", [])))
    return row


def _record(article: Article) -> None:
    """How an article of the sample came to where it stands: on the day before, if that is past."""
    version = versions.keep(article, by=None, comment="示例")
    about = {**record.text_key(article), "digest": version.digest, "version": version.number}
    now = timezone.now()
    day = timezone.localtime(min(article.publish_at or now, now)).date() - timedelta(days=1)
    began = ended = _at(day, time(8, 40), article)
    opinions = iter(_REVIEWS[article.pk % len(_REVIEWS)])
    for act, source, target, hour, (who, post) in _WAYS.get(Status(article.status), ()):
        ended = _at(day, hour, article)
        Step.objects.create(
            **about,
            step=act.value,
            label=act.label,
            source=source,
            target=target,
            opinion=_SAID.get(act) or ("" if act is Act.SUBMIT else next(opinions)),
            by_name=who,
            by_post=post,
            taken_at=ended,
        )
    for number, of, note, hour in _PROOFS if article.status == Status.APPROVED else ():
        Proof.objects.create(
            **about,
            number=number,
            of=of,
            note=note,
            by_name="虞青禾",
            by_post=roles.STAFF,
            taken_at=_at(day, hour, article),
        )
    Article.objects.filter(pk=article.pk).update(created_at=began, updated_at=ended, moved_at=ended)
    version.revision.date_created = began
    version.revision.save(update_fields=["date_created"])


def _at(day: date, hour: time, article: Article) -> datetime:
    """That hour of the newsroom's day, some minutes later for each article."""
    return timezone.make_aware(datetime.combine(day, hour)) + timedelta(minutes=article.pk % 20)


_EDITOR, _DESK, _CHIEF = (
    ("沈砚秋", roles.EDITOR), ("杜衡之", roles.DESK), ("顾长宁", roles.CHIEF)
)  # fmt: skip
#: What was done, from, to, when on the day before publication, who.
_CHAIN = (
    (Act.SUBMIT, Status.DRAFT, Status.SUBMITTED, time(9, 10), _EDITOR),
    (Act.FIRST_PASS, Status.SUBMITTED, Status.FIRST_PASSED, time(10, 35), _EDITOR),
    (Act.SECOND_PASS, Status.FIRST_PASSED, Status.SECOND_PASSED, time(14, 25), _DESK),
    (Act.FINAL_PASS, Status.SECOND_PASSED, Status.APPROVED, time(17, 5), _CHIEF),
)
_WAYS = {
    Status.SUBMITTED: _CHAIN[:1],
    Status.FIRST_PASSED: _CHAIN[:2],
    Status.APPROVED: _CHAIN,
    Status.HELD: (
        _CHAIN[0],
        (Act.HOLD, Status.SUBMITTED, Status.HELD, time(10, 35), _EDITOR),
    ),
    Status.REJECTED: (
        _CHAIN[0],
        (Act.REJECT, Status.SUBMITTED, Status.REJECTED, time(10, 35), _EDITOR),
    ),
}
_PROOFS = (
    (1, Proof.Of.TEXT, "无", time(11, 20)),
    (2, Proof.Of.TEXT, "改标点一处", time(15, 10)),
    (3, Proof.Of.PAGE, "看过成版，无", time(16, 20)),
)
_SAID = {Act.HOLD: "留到下月再用。", Act.REJECT: "事情已过，不再刊用，谢谢来稿。"}
_REVIEWS = (
    ("事实已与街道核过。", "可以用，标题平实。", "同意签发。"),
    ("人名、数字已核。", "前后数字一致。", "同意。"),
    ("图文相符，署名已核。", "同意送终审。", "同意签发，排要闻。"),
)


def _attach(item: Item) -> AttachedFile:
    with (DIRECTORY / "files" / item["file"]).open("rb") as content:
        kept, _ = keep_attachment(File(content))
    return replace(kept, name=item["name"])


def _sound(item: Item) -> Clip:
    """The one piece of sound that there is, made anew each time."""
    kept, _ = keep_clip(make_horn())
    return replace(kept, **item)


def _photo(article: Article, number: int, item: Item) -> None:
    words = {key: item[key] for key in ("caption", "credit", "alt")}
    photo = Photo(article=article, number=number, consent=item.get("consent", ""), **words)
    with (DIRECTORY / "images" / item["file"]).open("rb") as content:
        photo.image.save(item["file"], File(content), save=True)


def _block(item: str | Item) -> Block:
    if isinstance(item, str):
        return Block("paragraph", _runs(item))
    ((kind, value),) = item.items()
    match kind:
        case "crosshead":
            return Block("crosshead", _runs(value))
        case "photo":
            return Block("photo", photo=value + 1)
        case "list" | "ordered":
            return Block(kind, items=tuple(_runs(each) for each in value))
        case "quote":
            return Block("quote", items=tuple(_runs(each) for each in value))
        case "table":
            rows = tuple(tuple(_runs(cell) for cell in row) for row in value)
            return Block("table", rows=rows, headed=True)
    raise ValueError(kind)


def _runs(text: str) -> Runs:
    runs, at = [], 0
    for hit in _INLINE.finditer(text):
        runs.append(Run(text[at : hit.start()]))
        if hit["bold"]:
            runs.append(Run(hit["bold"], bold=True))
        else:
            runs.append(Run(hit["text"], href=hit["href"]))
        at = hit.end()
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)
