"""Versions of an article side by side, and putting one back."""

from dataclasses import dataclass, replace

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles import versions
from articles.admin.pages import log_change, page, render_page
from articles.desk.comparison import compare
from articles.models import Article, SiteSettings, Step
from articles.models import Version as VersionRow
from articles.review import duties, record
from articles.review.steps import STAMPS
from articles.text.keys import parse_key

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """A version in the list."""

    version: VersionRow
    length: int
    steps: tuple[Step, ...]  # reviews taken of exactly this text


@page(Article, "versions", methods=["GET"], permission="view")
def show_versions(request: HttpRequest, article: Article) -> HttpResponse:
    """All versions, newest first, and two of them side by side."""
    model_admin = admin.site.get_model_admin(Article)
    rows = article.versions.select_related("revision__user")
    leaf = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    live = _live(article, request.user)
    old, new, refused = _choose(article, live, request.GET)
    context = {
        "subtitle": str(article),
        "opts": model_admin.opts,
        "article": article,
        "live": live,
        "state_label": SiteSettings.objects.current().status_label(article.status),
        "page": leaf,
        "rows": _rows(article, leaf.object_list),
        "old": old,
        "new": new,
        "refused": refused,
        "comparison": compare(old.content, new.content) if old and new else None,
        "correction": article.corrections.first() if article.revises_id else None,
        "may_restore": model_admin.has_change_permission(request, article),
    }
    return render_page(request, "admin/articles/article/versions.html", "版本", context)


@page(
    Article,
    "restore",
    address="<path:object_id>/versions/restore/",
    methods=["POST"],
    permission="change",
)
def restore_version(request: HttpRequest, article: Article) -> HttpResponse:
    """Restore the content of a version, as a new version."""
    with transaction.atomic():
        # The posted revision must be that of the locked row, so what was checked still holds.
        article = get_object_or_404(Article.objects.select_for_update(), pk=article.pk)
        wanted = _version(article, request.POST.get("number", ""))
        refused = _why_not(article, wanted, request.POST.get("revision", ""), request.user)
        if refused:
            messages.error(request, refused)
            return redirect("admin:articles_article_versions", article.pk)
        lost = _put_back(article, wanted, by=request.user)
        log_change(request, article, f"恢复{wanted}")
    messages.success(request, f"已恢复{wanted}，另存为第{record.version_number(article)}版。")
    if lost:
        messages.warning(request, f"没有能放回：{'、'.join(lost)}，后台里已经没有了。")
    return redirect("admin:articles_article_change", article.pk)


@dataclass(frozen=True, slots=True)
class ComparedVersion:
    """One of the two states that are compared."""

    key: str  # its name in the address: a number, or live
    label: str
    content: versions.Content
    version: VersionRow | None = None


def _live(article, user):
    """The published article of a working copy, if this account may see that one too."""
    live = Article.objects.filter(pk=article.revises_id).first() if article.revises_id else None
    return live if live and live.is_visible_to(user) else None


def _version(article, said):
    key = parse_key(said)
    known = key is not None and key < 2**31
    rows = article.versions.select_related("revision__user")
    return rows.filter(number=key).first() if known else None


def _choose(article, live, asked):
    """(older, newer, refusal) for the states named in the address, or for the last two."""
    last = list(article.versions.select_related("revision__user")[:2])
    if not last:
        return None, None, ""
    newest = _compared(_version(article, asked["new"]) if asked.get("new") else last[0])
    if asked.get("old") == "live" and live:
        oldest = ComparedVersion("live", "公开的原稿", versions.content_of(live))
    elif asked.get("old"):
        oldest = _compared(_version(article, asked["old"]))
    else:
        oldest = _compared(last[-1]) if len(last) > 1 else None
    if newest is None or (oldest is None and asked.get("old")):
        return None, None, "没有这一版，请在下面另选两版。"
    if oldest and oldest.key == newest.key:
        return None, None, f"两边选的都是{newest.label}，请选不同的两版。"
    return oldest, newest, ""


def _compared(version):
    if version is None:
        return None
    return ComparedVersion(str(version.number), str(version), versions.content_at(version), version)


def _rows(article, page):
    """Versions with their lengths and the reviews of exactly that text, in two queries."""
    page = list(page)
    lengths = versions.lengths(page)
    reviews: dict[tuple, list[Step]] = {}
    for step in record.all_steps(article).filter(step__in=STAMPS):
        reviews.setdefault((step.version, step.digest), []).append(step)
    return [
        ListedVersion(
            each, lengths.get(each.pk, 0), tuple(reviews.get((each.number, each.digest), ()))
        )
        for each in page
    ]


def _why_not(article, wanted, revision, by):
    """Why the version can't be restored; empty if it can."""
    if wanted is None:
        return "没有这一版，没有恢复。"
    if parse_key(revision) != article.revision:
        return "稿件在您打开之后又改过，没有恢复。请先看过新的一版。"
    now = replace(versions.content_of(article), corrections=())
    then = versions.content_at(wanted)
    if then == now:
        return f"稿件现在就和{wanted}一样，不用恢复。"
    stands = [
        (each.fact("section_id"), sorted(pk for pk, _ in each.places)) for each in (now, then)
    ]
    if stands[0] != stands[1] and (why := duties.why_not_move(article, by)):
        return f"{wanted}的栏目、街道和现在不同。{why}没有恢复。"
    return ""


def _put_back(article, wanted, *, by):
    versions.ensure(article)
    before = duties.say_place(article)
    content = versions.content_at(wanted)
    # SQLite has no row locks: there the revision makes sure that nobody saved in between.
    Article.objects.filter(pk=article.pk, revision=article.revision).update(
        revision=F("revision") + 1
    )
    lost = versions.put(content, article)
    record.record_change(article, by=by, comment=f"恢复{wanted}")
    article.refresh_from_db(fields=["status"])
    duties.note_move(article, before, by=by)
    return lost
