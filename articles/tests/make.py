"""The smallest valid row of each kind; a test names only what its sentence needs."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageDraw

from articles import roles, search, versions
from articles.models import (
    Article,
    Byline,
    Campaign,
    Photo,
    Place,
    PreviewLink,
    Referral,
    Reporter,
    Role,
    Section,
    Status,
    Subject,
    SubjectMention,
    Unit,
)
from articles.review import colleagues, taking
from articles.review.steps import STEPS
from articles.text.attached import AttachedFile, store_attached
from articles.text.rolling import RollingEntry, store_entries

_number = count(1)


def article(*, campaigns=(), places=(), reporters=(), photos=0, **fields):
    """An article; approved ones are public from now on unless publish_at says otherwise."""
    fields.setdefault("headline", f"稿件{next(_number)}")
    fields.setdefault("body", "<p>江边的步道昨日通了。</p>")
    if fields.get("status") == Status.APPROVED:
        fields.setdefault("publish_at", timezone.now())
    if fields.get("status") == Status.TIMED and "revises" not in fields:
        fields = {"revises": article(), "publish_at": timezone.now() + timedelta(days=1)} | fields
    row = Article.objects.create(**fields)
    for campaign_ in campaigns:
        row.campaigns.add(campaign_)
    if places:
        row.places.add(*places)
    for position, reporter_ in enumerate(reporters, 1):
        byline(row, reporter_, position=position)
    for number in range(1, photos + 1):
        photo(row, number=number)
    if campaigns or places or reporters:
        Article.objects.filter(pk=row.pk).carry_times()
    search.follow([row.pk])
    return row


def many(number, *, every=timedelta(), **fields):
    """Public articles of no campaign, place or name, the newest first, made in a few queries."""
    newest = fields.pop("publish_at", timezone.now())
    fields = {"body": "<p>江边的步道昨日通了。</p>", "status": Status.APPROVED} | fields
    rows = Article.objects.bulk_create(
        Article(**{"headline": f"稿件{next(_number)}"} | fields, publish_at=newest - each * every)
        for each in range(number)
    )
    search.follow([row.pk for row in rows])
    return rows


def public(**fields):
    return article(status=Status.APPROVED, **fields)


def byline(article_, reporter_, role=Role.CORRESPONDENT, **fields):
    return Byline.objects.create(article=article_, reporter=reporter_, role=role, **fields)


def reporter(name=None, **fields):
    return Reporter.objects.create(name=name or f"作者{next(_number)}", **fields)


def unit(name=None, **fields):
    return Unit.objects.create(name=name or f"单位{next(_number)}", **fields)


def campaign(name=None, **fields):
    return Campaign.objects.create(name=name or f"专栏{next(_number)}", **fields)


def section(name=None, **fields):
    name = name or f"栏目{next(_number)}"
    return Section.objects.create(**{"name": name, "slug": f"s{next(_number)}"} | fields)


def subject(name="姚桂香", kind="person", **fields):
    fields.setdefault("slug", f"subject-{next(_number)}")
    return Subject.objects.create(name=name, kind=kind, **fields)


def mention(article_, subject_, confirmed=True):
    return SubjectMention.objects.create(article=article_, subject=subject_, confirmed=confirmed)


def place(name=None, **fields):
    return Place.objects.create(name=name or f"街道{next(_number)}", **fields)


def picture(size=(90, 60), colour="#0b5058", file_format="PNG"):
    """The bytes of a small picture."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, file_format)
    return out.getvalue()


def scene(seed=0, size=(960, 640)):
    """Something like a photo: large shapes of several greys, the same for the same number."""
    drawn = Image.new("RGB", size, "#6b7f8a")
    draw = ImageDraw.Draw(drawn)
    for n in range(12):
        at = ((seed * 7919 + n * 4513) % size[0], (seed * 104729 + n * 2741) % size[1])
        shade = (seed * 37 + n * 83) % 256
        draw.ellipse((*at, at[0] + size[0] // 4, at[1] + size[1] // 3), fill=(shade, shade, 90))
    return drawn


def as_jpeg(drawn, quality=90):
    out = BytesIO()
    drawn.save(out, "JPEG", quality=quality)
    return out.getvalue()


def photo(article_, *, number=1, size=(90, 60), drawn=None, **fields):
    fields.setdefault("caption", "江边步道。")
    fields.setdefault("credit", "鹿鸣")
    fields.setdefault("alt", "江边有人散步")
    row = Photo(article=article_, number=number, **fields)
    content = as_jpeg(drawn) if drawn else picture(size)
    row.image.save("picture.png", ContentFile(content, "picture.png"), save=True)
    return row


def attached(*names, data=b"%PDF-1.7 QX7"):
    """Stored files of these names, as an article's row keeps them; their kinds by their ends."""
    files = []
    for at, name in enumerate(names):
        title, _, kind = name.rpartition(".")
        content = data + b" %d" % at
        stored = default_storage.save(f"attachments/{next(_number)}.{kind}", ContentFile(content))
        digest = sha256(content).hexdigest()
        files.append(AttachedFile(title, kind, stored, len(content), digest, 2))
    return store_attached(files)


def entries(*texts, **fields):
    """Passed entries of a rolling story, as its row keeps them, an hour apart, the last the newest;
    their numbers count from 1."""
    at = timezone.localtime().replace(microsecond=0) - timedelta(hours=len(texts))
    return store_entries(
        RollingEntry(
            **{
                "number": n,
                "at": (at + timedelta(hours=n)).isoformat(),
                "headline": text,
                "body": f"<p>{text}。</p>",
                "signed": "记者 方知夏",
            }
            | fields
        )
        for n, text in enumerate(texts, 1)
    )


def shot(article_=None, *, taken_on=None, **fields):
    """A photo that looks like no other one, unless `drawn` says so."""
    fields.setdefault("drawn", scene(Photo.objects.count() + 1, (240, 160)))
    row = photo(article_ or article(), **fields)
    if taken_on:
        Photo.objects.filter(pk=row.pk).update(taken_on=taken_on)
    return row


def user(username=None, *permissions, **fields):
    """A member of staff with the named permissions of `articles`; no password unless given."""
    row = get_user_model().objects.create_user(
        username or f"user{next(_number)}", is_staff=True, **fields
    )
    if permissions:
        row.user_permissions.set(
            Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
        )
    return row


def member(role, username=None):
    """An account with a role of articles.roles; the groups are made where a flush took them."""
    row = user(username)
    group = Group.objects.filter(name=role).first()
    if group is None:
        roles.sync()
        group = Group.objects.get(name=role)
    row.groups.add(group)
    return row


def editor(username=None):
    """Somebody who may do everything with articles, sign-off included."""
    row = user(username)
    all_of_it = Permission.objects.filter(content_type__app_label="articles")
    row.user_permissions.add(*all_of_it.values_list("pk", flat=True))
    return row


def sent(status, **fields):
    """An article in that status by the steps that lead there, each review by somebody else.

    Signed-off ones have one proof; `publish_at` in `fields` is kept.
    """
    writer = fields.pop("created_by", None) or member(roles.CORRESPONDENT)
    if status == Status.TIMED:
        fields = _of_a_revision(**fields)
    row = article(created_by=writer, **fields)
    if row.revises_id:
        versions.keep(row, by=None)
    return _go(row, status, writer)


def _of_a_revision(revises=None, **fields):
    hour = {"publish_at": timezone.now() + timedelta(days=1)}
    return {"revises": revises or sent(Status.APPROVED)} | hour | fields


def preview(row, **fields):
    """The address of a link by which anybody reads the article as it stands."""
    fields.setdefault("revision", row.revision)
    return PreviewLink.objects.create(article=row, **fields).get_absolute_url()


def referral(row, **fields):
    """A link by which somebody without an account may pass the article as it stands."""
    fields.setdefault("digest", versions.digest_of(row))
    return Referral.objects.create(article=row, **{"name": "路远山", "post": "副区长"} | fields)


def proofed(row):
    """One more proof of the text as it stands."""
    row = Article.objects.get(pk=row.pk)
    colleagues.proof(row, by=member(roles.STAFF), revision=row.revision)


def sign(row):
    """Take what is a draft or waits for its first review all the way to print."""
    return _go(row, Status.APPROVED, row.created_by or member(roles.EDITOR))


def _go(row, status, writer):
    ways = _WAYS[status] if row.status == Status.DRAFT else _WAYS[status][1:]
    for name, role in ways:
        if name == "proof":
            colleagues.proof(row, by=member(role), revision=row.revision)
            continue
        by = writer if role is None else member(role)
        row = taking.take(STEPS[name], row, by=by, opinion="照办。")
    return row


_SUBMIT = ("submit", None)
_FIRST = (_SUBMIT, ("first-pass", roles.EDITOR))
_SECOND = (*_FIRST, ("second-pass", roles.DESK))
_SIGNED = (*_SECOND, ("proof", roles.STAFF), ("final-pass", roles.CHIEF))
_WAYS = {
    Status.DRAFT: (),
    Status.SUBMITTED: (_SUBMIT,),
    Status.FIRST_PASSED: _FIRST,
    Status.SECOND_PASSED: _SECOND,
    Status.APPROVED: _SIGNED,
    Status.TIMED: _SIGNED,
    Status.HELD: (_SUBMIT, ("hold", roles.EDITOR)),
    Status.REJECTED: (_SUBMIT, ("reject", roles.EDITOR)),
    Status.WITHDRAWN: (*_SIGNED, ("withdraw", roles.CHIEF)),
}
