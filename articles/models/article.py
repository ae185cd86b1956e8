from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Substr
from django.utils import timezone
from taggit.managers import TaggableManager

from articles.models.addresses import path_of
from articles.models.article_facts import FACT_INDEXES, ArticleFacts, kept_by_facts, not_ended
from articles.models.byline import Byline, Role
from articles.models.campaign import Campaigned
from articles.models.dates import known_date, midnight, period
from articles.models.fields import BodyField, LengthField, Unsought
from articles.models.place import Placed
from articles.models.preview_link import PreviewLink
from articles.models.states import SENT_IN, Genre, Status, TextAi, Weight
from articles.roles import HANDLE, PROOF, VIEW
from articles.text.body import Block, blocks
from articles.text.flow import place_photos
from articles.text.headline import headline_lines, on_one_line

if TYPE_CHECKING:
    from articles.models.photo import Photo


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self, before: datetime | None = None, *, now: datetime | None = None) -> Self:
        """What any reader may see now, published before a moment if one is given.

        Decided here and nowhere else. The earlier of the two bounds alone is asked for: of two,
        SQLite takes the later one, and walks through years to reach a month.
        """
        now = now or timezone.now()
        until = (
            Q(publish_at__lte=now) if before is None or before > now else Q(publish_at__lt=before)
        )
        return self.filter(until, status=Status.APPROVED)

    def current(self) -> Self:
        """Those that have not ended: front page, lists and feeds show no others, archives do."""
        return self.filter(not_ended())

    def public_of(self, ids: Iterable[int] | models.QuerySet[Any]) -> Self:
        """Those of a few articles that any reader may see now, found by their numbers."""
        return self.public_by_number().filter(pk__in=ids).order_by()

    def public_by_number(self) -> Self:
        """Public articles along their numbers: SQLite would rather walk the index of `public()`."""
        rows = self.alias(state=Unsought("status"), when=Unsought("publish_at"))
        return rows.filter(state=Status.APPROVED, when__lte=timezone.now()).order_by("pk")

    def public_last_changed(self) -> Self:
        """Public articles, the last changed first, without sorting all of them."""
        return (
            self.alias(when=Unsought("publish_at"))
            .filter(status=Status.APPROVED, when__lte=timezone.now())
            .order_by("-updated_at", "-pk")
        )

    def public_within(self, first: date | None, end: date | None) -> Self:
        """`public()` and `within()`, read as one range of an index."""
        return self.public(midnight(end) if end else None).within(first, None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What an account may see in the admin.

        Editors see every article, proofreaders those sent in, writers their own.
        """
        if not user.has_perm(VIEW):
            return self.none()
        if user.has_perm(HANDLE):
            return self.all()
        if user.has_perm(PROOF):
            return self.filter(Q(created_by=user) | Q(status__in=SENT_IN))
        return self.filter(created_by=user)

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", "-pk")

    def within(self, first: date | None, end: date | None) -> Self:
        """Published from the local day `first` to before the day `end`; either may be None."""
        return self.filter(period(first, end))

    def taken_down(self) -> Self:
        """Withdrawn after readers could have seen it."""
        return self.filter(status=Status.WITHDRAWN, publish_at__lte=timezone.now())

    def light(self) -> Self:
        """Leaves out bodies and entries; `opening` has the first characters of bodies."""
        opening = Substr("body", 1, 400, output_field=models.TextField())
        return self.defer("body", "entries", "clips", *Article.DESK_ONLY).annotate(opening=opening)

    def for_cards(self) -> Self:
        """Load what `partials/card.html` touches, in four queries however many rows."""
        return self.light().prefetch_related(*card_parts())

    def with_parts(self) -> Self:
        """Load what an article's own page shows, in six queries."""
        parts = *card_parts(), "campaigns", "corrections"
        return self.select_related("section").prefetch_related(*parts)

    def from_preview(self, token: str) -> Self:
        """The article of a preview link that opens now, or none."""
        links = PreviewLink.objects.that_open().filter(token=token)
        return self.filter(pk__in=links.values("article"))

    def carry_times(self) -> None:
        """Copy each article's publication time to its campaigns, places and bylines.

        Call it after a change of status or publish_at. The rows of an article that is not signed
        off get no time.
        """
        ids = list(self.values_list("pk", flat=True))
        for model in (Campaigned, Placed, Byline):
            article = f"{model.article_field}_id"
            when = Case(When(status=Status.APPROVED, then="publish_at"))
            times = Article.objects.filter(pk=OuterRef(article)).values(when=when)
            rows = model.objects.filter(**{f"{article}__in": ids})
            rows.update(publish_at=Subquery(times))


def card_parts() -> tuple[str, Prefetch[str], str]:
    """What a card shows besides the article's own columns."""
    return "places", Prefetch("bylines", Byline.objects.select_related("reporter")), "photos"


class Article(ArticleFacts):
    kicker = models.CharField("引题", max_length=200, blank=True)
    headline = models.CharField(
        "主题",
        max_length=300,
        blank=True,
        help_text="全角空格即折行处。没有主题的稿件不能签发。",
    )
    subhead = models.CharField("副题", max_length=300, blank=True)
    summary = models.TextField("摘要", blank=True, max_length=500)
    body = BodyField("正文", blank=True)
    length = LengthField("字数", default=0, editable=False)
    genre = models.CharField("体裁", max_length=9, choices=Genre, default=Genre.NEWS)
    weight = models.PositiveSmallIntegerField("分量", choices=Weight, default=Weight.NORMAL)
    page = models.PositiveSmallIntegerField("原版次", null=True, blank=True)

    reporters = models.ManyToManyField(
        "articles.Reporter", verbose_name="作者", through=Byline, related_name="articles"
    )
    campaigns = TaggableManager(
        "专栏", through=Campaigned, related_name="articles", blank=True, help_text=""
    )
    places = models.ManyToManyField(
        "articles.Place",
        verbose_name="街道、社区",
        through=Placed,
        related_name="articles",
        blank=True,
    )

    status = models.CharField("状态", max_length=13, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        "发布时间",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="签发时留空即为当时；可写将来的时间。",
    )

    due_at = models.DateTimeField(
        "期限",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="到这时还没有处理完，工作台上标红。",
    )
    # When it reached its present status: what has waited longest is done first.
    moved_at = models.DateTimeField("到此时间", default=timezone.now, editable=False)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="接手人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles_in_hand",
    )
    # A published article is never edited in place: a working copy of it is reviewed like any draft
    # and replaces the published content when it is signed off.
    revises = models.OneToOneField(
        "self",
        verbose_name="修订自",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="working_copy",
    )

    archive_id = models.CharField(
        "档案编号", max_length=100, null=True, unique=True, editable=False, default=None
    )
    imported_page = models.ForeignKey(
        "articles.ImportedPage",
        verbose_name="来自整版导入",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    # What the import of its page doubted: [{"code", "message", "words" of the text}]. No reader
    # gets it; it is proofread with the text, and stays as it came.
    doubts = models.JSONField("整版导入的疑点", default=list, blank=True, editable=False)
    # Found when it was sent in: [{"article": id, "share": 0 to 1}], likely of the same event.
    resembles = models.JSONField("近似的稿件", default=list, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="建稿人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    # Counts saves, so that a form opened before the last save is refused.
    revision = models.PositiveIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("建稿时间", auto_now_add=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
        permissions = [
            ("handle_article", "处理所有来稿"),
            ("first_review_article", "初审"),
            ("second_review_article", "复审"),
            ("sign_off_article", "终审签发"),
            ("urgent_article", "加急签发"),
            ("proof_article", "校对"),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(name="article_genre_known", condition=Q(genre__in=Genre.values)),
            models.CheckConstraint(
                name="article_weight_known", condition=Q(weight__in=Weight.values)
            ),
            models.CheckConstraint(
                name="article_approved_has_time",
                condition=~Q(status=Status.APPROVED) | Q(publish_at__isnull=False),
                violation_error_message="已签发的稿件必须有发布时间。",
            ),
            models.CheckConstraint(
                name="article_approved_has_headline",
                condition=~Q(status=Status.APPROVED) | ~Q(headline=""),
                violation_error_message="已签发的稿件必须有主题。",
            ),
            *kept_by_facts(),
            models.CheckConstraint(
                name="article_ai_use_known", condition=Q(ai_use__in=TextAi.values)
            ),
            models.CheckConstraint(
                name="article_copy_never_public",
                condition=Q(revises__isnull=True) | ~Q(status=Status.APPROVED),
                violation_error_message="修订稿签发后并入原稿，自己不公开。",
            ),
            models.CheckConstraint(
                name="article_copy_of_another",
                condition=Q(revises__isnull=True) | ~Q(revises=F("id")),
            ),
            models.CheckConstraint(
                name="article_archive_id_not_empty",
                condition=Q(archive_id__isnull=True) | ~Q(archive_id=""),
            ),
        ]
        indexes = [
            models.Index(name="article_public_newest", fields=["status", "-publish_at", "-id"]),
            models.Index(
                name="article_genre_newest", fields=["status", "genre", "-publish_at", "-id"]
            ),
            models.Index(
                name="article_weight_newest", fields=["status", "weight", "-publish_at", "-id"]
            ),
            # the admin's list, last changed first, of all articles and of one account's
            models.Index(name="article_updated", fields=["-updated_at", "-id"]),
            # the same list, of one status
            models.Index(name="article_status_updated", fields=["status", "-updated_at", "-id"]),
            models.Index(name="article_own", fields=["created_by", "-updated_at"]),
            # the queues of the desk
            models.Index(name="article_waiting", fields=["status", "due_at", "moved_at", "id"]),
            *FACT_INDEXES,
        ]

    def __str__(self) -> str:
        return on_one_line(self.headline)

    def get_absolute_url(self) -> str:
        return path_of("article", self.pk)

    def get_preview_url(self) -> str:
        """The page of the desk that leads to a link to read the article before it is public."""
        return path_of("admin:articles_article_preview", self.pk)

    @property
    def is_public(self) -> bool:
        """The same as `ArticleQuerySet.public()`, for a row that is already loaded."""
        return (
            self.status == Status.APPROVED
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    def is_visible_to(self, user: User | AnonymousUser) -> bool:
        """The same as `ArticleQuerySet.visible_to()`, for a row that is already loaded."""
        own = self.created_by_id is not None and self.created_by_id == user.pk
        sent_in = self.status in SENT_IN
        return user.has_perm(VIEW) and (
            own or user.has_perm(HANDLE) or (sent_in and user.has_perm(PROOF))
        )

    @property
    def headline_lines(self) -> list[str]:
        """The headline's lines as the editor breaks them."""
        return headline_lines(self.headline)

    @property
    def writers(self) -> list[Byline]:
        """The bylines printed above the text: everybody but the editor. Prefetch `bylines`."""
        return [byline for byline in self.bylines.all() if byline.role != Role.EDITOR]

    @property
    def editors(self) -> list[Byline]:
        return [byline for byline in self.bylines.all() if byline.role == Role.EDITOR]

    @property
    def body_with_photos(self) -> list[tuple[Block, Photo | None]]:
        """The body's blocks, each with its photo or None; without places whose photo is gone."""
        return place_photos(blocks(self.body), self.photos.all())[1]

    @property
    def unplaced_photos(self) -> list[Photo]:
        """Photos that have no place in the body; they are shown before the text."""
        return place_photos(blocks(self.body), self.photos.all())[0]

    @property
    def first_photo(self) -> Photo | None:
        return next(iter(self.photos.all()), None)
