"""What waits for an account: the content of 工作台 and the number on its tab."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from articles.desk.record_columns import find_record_columns
from articles.desk.rows import Desk, DeskRow
from articles.desk.times import end_of_today, say_moment
from articles.models import (
    IN_REVIEW,
    Article,
    Correction,
    ImportedPage,
    KeptForm,
    Notice,
    SiteSettings,
    Status,
)
from articles.review import duties
from articles.review.steps import REVIEWERS, Act
from articles.roles import HANDLE, PROOF, post_of

SHOWN = 30
#: The tab shows no larger number.
COUNTED = 100
_ASIDE = 10
_SOON = timedelta(days=3)
_LEVELS = {status: REVIEWERS[status][0] for status in IN_REVIEW}
_MOVING = (Status.DRAFT, *IN_REVIEW)
_SCHEDULED = (Status.APPROVED, Status.TIMED)
_URGENT_FIRST = (F("due_at").asc(nulls_last=True), "moved_at", "pk")
_VIEW = "articles.view_article"
#: The greeting, by the hour until which it is used.
_HELLOS = ((5, "夜深了"), (11, "上午好"), (13, "中午好"), (18, "下午好"), (24, "晚上好"))


@dataclass
class Group:
    """Articles that wait for the same act; `query` finds them in the list of articles."""

    key: str
    name: str
    condition: Q
    query: dict
    order: tuple = _URGENT_FIRST
    review: bool = False
    folded: bool = False
    total: int = 0
    rows: list[DeskRow] = field(default_factory=list)

    @property
    def left(self):
        return self.total - len(self.rows)

    @property
    def more(self):
        return f"{reverse('admin:articles_article_changelist')}?{urlencode(self.query)}"


def collect_desk(user, site: SiteSettings) -> dict:
    """Collect the context of `admin/index.html` in a fixed number of queries; groups are cut."""
    now = timezone.now()
    groups = _groups(user, site, now)
    sent = _sent(user)
    soon = Group(
        "soon",
        "三天内到期",
        Q(status__in=_MOVING, due_at__lte=now + _SOON),
        {"status__in": ",".join(_MOVING), "due_at__lte": (now + _SOON).isoformat()},
    )
    context = {
        **_greeting(user),
        "groups": [],
        "sent": None,
        "soon": None,
        "totals": [],
        **_pages(user),
        **_corrections(user),
        **_notices(user),
        **_find_unsaved(user),
    }
    if not user.has_perm(_VIEW):
        return context
    counts = _counts(user, site, now, (*groups, sent, soon))
    loaded = {}
    for group in (*groups, sent, soon):
        rows = Article.objects.visible_to(user).alias(**find_record_columns(group.condition))
        rows = rows.filter(group.condition)
        rows = rows.order_by(*group.order).defer("body", "summary").select_related("handler")
        loaded[group.key] = list(rows[: _ASIDE if group is soon else SHOWN])
        group.total = counts[group.key]
    desk = Desk(user, site, (article for found in loaded.values() for article in found))
    for group in (*groups, sent, soon):
        group.rows = [desk.row(article, review=group.review) for article in loaded[group.key]]
    return context | {
        "groups": [group for group in groups if group.rows],
        "sent": sent,
        "soon": soon,
        "totals": _totals(counts, groups),
        "statuses": _statuses(site, counts, now) if user.has_perm(HANDLE) else [],
    }


def number_waiting(user, site: SiteSettings) -> int:
    """Count what this account has to act on, up to COUNTED, in one query beside its duties."""
    if not user.has_perm(_VIEW):
        return 0
    condition = _returned(user)
    for group in _review_groups(user, site) + _proof_groups(user, site):
        condition |= group.condition
    rows = Article.objects.alias(**find_record_columns(condition))
    rows = rows.filter(condition, status__in=_MOVING)
    return rows.order_by()[:COUNTED].count()


# Groups


def _groups(user, site, now):
    """The groups that wait for this account, the most urgent first."""
    drafts = {"status__exact": Status.DRAFT} | _own(user)
    groups = [
        Group("returned", "退给我的", _returned(user), drafts, ("-moved_at", "-pk")),
        *_review_groups(user, site),
        *_proof_groups(user, site),
        Group(
            "drafts",
            "我的草稿",
            Q(status=Status.DRAFT, created_by=user) & ~Q(last_step=Act.RETURN),
            drafts,
            ("-updated_at", "-pk"),
        ),
    ]
    if user.has_perm(HANDLE):
        condition, order = _scheduled(now), ("publish_at", "pk")
        groups.append(Group("scheduled", "待发", condition, _scheduled_query(now), order))
    if any(map(user.has_perm, _LEVELS.values())):
        own, query = _duty(user, site)
        held, query = Q(status=Status.HELD) & own, {"status__exact": Status.HELD} | query
        groups.append(Group("held", "待用", held, query, folded=True))
    return groups


def _duty(user, site):
    """What of the first review is for this account, as a condition and as the list is asked.

    Named by numbers: a subquery that looks at the counted row is lost within an aggregate.
    """
    if not (site.divides_work and duties.binds(user)):
        return Q(), {}
    waiting = Article.objects.filter(status__in=(*IN_REVIEW, Status.HELD)).order_by()
    theirs = waiting.filter(duties.load_duties(site).theirs(user)).values("pk")
    return ~Q(pk__in=theirs), {"duty": "mine"}


def _scheduled(now):
    """Signed off for an hour to come: articles, and revisions that replace what is public."""
    return Q(status__in=_SCHEDULED, publish_at__gt=now)


def _scheduled_query(now):
    return {"status__in": ",".join(_SCHEDULED), "publish_at__gt": now.isoformat()}


def _returned(user):
    return Q(status=Status.DRAFT, created_by=user, last_step=Act.RETURN)


def _review_groups(user, site):
    groups = []
    for status, statuses in _reviewed_at(site).items():
        if user.has_perm(_LEVELS[status]):
            own, query = _duty(user, site)
            groups.append(
                Group(
                    status.value,
                    site.status_label(status),
                    Q(status__in=statuses) & own,
                    {"status__in": ",".join(statuses)} | query,
                    review=True,
                )
            )
    return groups


def _reviewed_at(site):
    """The statuses that wait for each review."""
    return {review: site.statuses_before(review) for review in site.reviews}


def _proof_groups(user, site):
    """Texts that lack a proof by this account: without those listed for its review, its own, and
    those that it proofed last and nobody has changed since."""
    if not (user.has_perm(PROOF) and site.proofs_required):
        return []
    statuses = [
        each
        for status, waiting_there in _reviewed_at(site).items()
        for each in waiting_there
        if not user.has_perm(_LEVELS[status])
    ]
    if not statuses:
        return []
    changed = ~Q(newest="") & ~Q(last_proofed=F("newest"))
    lacking = Q(times_proofed__lt=site.proofs_required) & ~Q(last_proofed_by=user.pk)
    condition = Q(status__in=statuses) & ~Q(created_by=user) & (changed | lacking)
    return [Group("proofs", "待校", condition, {"status__in": ",".join(statuses)})]


def _sent(user):
    return Group(
        "sent",
        "我送出的",
        Q(created_by=user) & ~Q(status=Status.DRAFT),
        {"status__in": ",".join(s for s in Status if s != Status.DRAFT)} | _own(user),
        ("-updated_at", "-pk"),
    )


def _own(user):
    return {"mine": 1} if user.has_perm(HANDLE) else {"created_by__id__exact": user.pk}


# Counting


def _counts(user, site, now, groups):
    """The sizes of all groups and the totals, in one query."""
    seen = Q(created_by=user)
    if user.has_perm(HANDLE):
        seen |= Q(status__in=(*_MOVING, Status.HELD))
        seen |= _scheduled(now)
    elif user.has_perm(PROOF):
        seen |= Q(status__in=IN_REVIEW)
    mine = Q(status=Status.DRAFT, created_by=user)
    for group in groups:
        if group.review or group.key == "proofs":
            mine |= group.condition
    wanted = {group.key: group.condition for group in groups} | {
        "due_today": mine & Q(due_at__gt=now, due_at__lt=end_of_today()),
        "overdue": mine & Q(due_at__lte=now),
        "all_draft": Q(status=Status.DRAFT),
        "all_scheduled": _scheduled(now),
        **{f"all_{status}": Q(status=status) for status in (*IN_REVIEW, Status.HELD)},
    }
    rows = Article.objects.annotate(**find_record_columns(*wanted.values())).filter(seen)
    return rows.aggregate(**{key: Count("pk", filter=wanted[key]) for key in wanted})


def _totals(counts, groups):
    """The figures of the greeting as (number, unit, is urgent), without zeros."""
    totals = [
        (counts["returned"], "退给您", True),
        *(
            (group.total, group.name, False)
            for group in groups
            if group.review or group.key == "proofs"
        ),
        (counts["overdue"], "已过期", True),
        (counts["due_today"], "今天到期", False),
    ]
    return [total for total in totals if total[0]]


def _statuses(site, counts, now):
    """The number of articles in each status, with links to the lists, for those who handle copy."""
    statuses = [(Status.DRAFT, "草稿", (Status.DRAFT,))]
    for status, there in _reviewed_at(site).items():
        statuses.append((status, site.status_label(status), there))
    statuses.append((Status.HELD, Status.HELD.label, (Status.HELD,)))
    rows = [
        Group(status, name, Q(), {"status__in": ",".join(there)},
              total=sum(counts[f"all_{each}"] for each in there))
        for status, name, there in statuses
    ]  # fmt: skip
    scheduled = _scheduled_query(now)
    return [*rows, Group("scheduled", "待发", Q(), scheduled, total=counts["all_scheduled"])]


# Besides articles


def _greeting(user):
    hour = timezone.localtime().hour
    words = next(words for until, words in _HELLOS if hour < until)
    return {"hello": words, "post": post_of(user), "today": timezone.localtime()}


def _find_unsaved(user):
    """What the account wrote last and has not saved, and how many such forms there are."""
    rows = KeptForm.objects.offered_to(user)
    last = rows.first()
    if last is None:
        return {"kept": None}
    last.when, last.title = say_moment(last.kept_at), last.value("headline").strip()
    return {"kept": last, "kept_total": rows.count()}


def _pages(user):
    if not user.has_perm("articles.change_importedpage"):
        return {"pages": [], "pages_left": 0}
    rows = ImportedPage.objects.filter(state=ImportedPage.State.OPEN)
    total = rows.count()
    shown = list(rows.defer("text", "reading", "history").select_related("created_by")[:SHOWN])
    for page in shown:
        page.when = say_moment(page.created_at)
    return {"pages": shown, "pages_left": total - len(shown)}


def _corrections(user):
    if not user.has_perm("articles.view_correction"):
        return {"corrections": [], "corrections_left": 0}
    rows = Correction.objects.owed()
    total = rows.count()
    shown = list(rows.select_related("article").defer("article__body")[:SHOWN])
    return {"corrections": shown, "corrections_left": total - len(shown)}


def _notices(user):
    """The account's newest notices; `seen` says whether it may still see the article."""
    told = Notice.objects.filter(to=user)
    rows = list(told.select_related("article").defer("article__body")[:_ASIDE])
    for notice in rows:
        notice.when = say_moment(notice.made_at)
        notice.seen = user.has_perm(_VIEW) and notice.article.is_visible_to(user)
    return {"notices": rows, "unread": told.unread().count()}
