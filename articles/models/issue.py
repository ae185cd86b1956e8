from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.addresses import path_of
from articles.models.article import Article
from articles.models.dates import first_of_month, known_date
from articles.text.headline import LADDER
from articles.text.months import Month


class IssueQuerySet(models.QuerySet["Issue"]):
    def public(self) -> Self:
        """What residents may read: issues that are sealed and whose date has come."""
        return self.filter(sealed_at__isnull=False, date__lte=timezone.localdate())


class Issue(models.Model):
    """A month's newspaper (期): planned page by page, then produced as files, then sealed."""

    month = models.DateField(
        "月份", unique=True, validators=[known_date], help_text="那个月的一日。"
    )
    number = models.PositiveSmallIntegerField("本年期号", default=1)
    whole_number = models.PositiveIntegerField("总期号", unique=True)
    title = models.CharField("期名", max_length=60, blank=True, help_text="例如“国庆特刊”。")
    date = models.DateField("出版日期", validators=[known_date])
    responsible_editor = models.CharField("责任编辑", max_length=60, blank=True)
    closes_at = models.DateTimeField(
        "付印时间",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="写了，各人的工作台上倒计时，到封存为止。",
    )

    # What was sealed: the hashes of every article's text and of every file (sealing.py).
    manifest = models.JSONField("封存单", null=True, editable=False, default=None)
    sealed_at = models.DateTimeField("封存时间", null=True, editable=False, default=None)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="封存人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="sealed_issues",
    )
    # Counts changes of the plan, so that a board opened before the last change is refused.
    revision = models.PositiveIntegerField("版本", default=1, editable=False)
    # The plan before many articles moved at once (planning/reverting.py), to go back to.
    former_plan = models.JSONField(null=True, editable=False, default=None)
    # The numbers of pages whose proposal an editor put aside; None or a list.
    declined_pages = models.JSONField(null=True, editable=False, default=None)
    # The held pieces that an editor put aside as fillers of this issue, by id; None or a list.
    declined_fillers = models.JSONField(null=True, editable=False, default=None)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "期"
        verbose_name_plural = "期"
        ordering = ["-month"]
        permissions = [("seal_issue", "封存一期"), ("export_issue", "导出一期")]
        constraints = [
            models.CheckConstraint(name="issue_month_begins", condition=first_of_month("month")),
        ]

    def __str__(self) -> str:
        return Month.of(self.month).issue

    def get_absolute_url(self) -> str:
        return path_of("issue", self.slug)

    @property
    def slug(self) -> str:
        """`2026-11`, as addresses and commands write it."""
        return Month.of(self.month).slug

    @property
    def is_public(self) -> bool:
        """The same as `IssueQuerySet.public()`, for a row that is already loaded."""
        return self.sealed_at is not None and self.date <= timezone.localdate()

    @property
    def printed(self) -> dict[int, str]:
        """The hash of what was printed of each article, by its id; nothing until it is sealed."""
        return {row["article"]: row["digest"] for row in (self.manifest or {}).get("articles", ())}


class Page(models.Model):
    """版. The e-paper shows `picture` and `zones`, which are made together with the PDF."""

    issue = models.ForeignKey(
        Issue, verbose_name="期", on_delete=models.CASCADE, related_name="pages"
    )
    number = models.PositiveSmallIntegerField("版次")
    name = models.CharField("版名", max_length=20)
    proofreader = models.CharField("校对", max_length=60, blank=True)
    # Storage names of the page's picture, large and small; where each article is on it:
    # [{"article": 12, "x": .03, "y": .1, "width": .5, "height": .2}], in shares of the page.
    picture = models.CharField(max_length=200, blank=True, editable=False, default="")
    small_picture = models.CharField(max_length=200, blank=True, editable=False, default="")
    # Articles that had no room went on to further sheets: `picture` has them one below the other.
    sheets = models.PositiveSmallIntegerField(editable=False, default=1)
    zones = models.JSONField(editable=False, default=list)
    # The rules of make-up that the page broke when it was set (exports/newspaper/rules.py):
    # [{"rule": "L1", "article": 12, "told": "…"}], article 0 for the whole page.
    breaches = models.JSONField(editable=False, default=list)

    class Meta:
        verbose_name = "版"
        verbose_name_plural = "版"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="page_number_once",
                fields=["issue", "number"],
                violation_error_message="同一期里版次不能重复。",
            ),
            models.CheckConstraint(name="page_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"第{self.number}版\N{IDEOGRAPHIC SPACE}{self.name}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def printed(self) -> Self:
        """Placements on a page, of articles that any reader may see now: what an issue prints."""
        return self.filter(page__isnull=False, article__in=Article.objects.public())


class Placement(models.Model):
    """版位: an article in an issue, on a page, or on none yet (`page` is None)."""

    class Kind(models.TextChoices):
        """How large an article is on its page."""

        LEAD = "lead", "头条"
        SECOND = "second", "次条"
        BRIEF = "brief", "简讯"
        PHOTO = "photo", "图片新闻"

    class Form(models.TextChoices):
        """The kind of an article's head in the newspaper, where an editor chose one."""

        LEFT = "left", "居左"
        CENTRED = "centred", "居中"
        UPRIGHT = "upright", "竖题"
        REVERSED = "reversed", "反白"
        BOXED = "boxed", "加框"

    class PhotoSize(models.TextChoices):
        """How wide an article's main photo is in the newspaper, where an editor chose it."""

        FULL = "full", "通栏"
        THREE = "three", "三栏"
        TWO = "two", "两栏"
        ONE = "one", "一栏"
        NONE = "none", "不用"

    issue = models.ForeignKey(
        Issue, verbose_name="期", on_delete=models.CASCADE, related_name="placements"
    )
    page = models.ForeignKey(
        Page,
        verbose_name="版",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="placements",
    )
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.CASCADE,
        related_name="placements",
    )
    kind = models.CharField("版位", max_length=6, choices=Kind, default=Kind.SECOND)
    position = models.PositiveSmallIntegerField("次序", default=1)
    form = models.CharField("题样", max_length=8, choices=Form, blank=True, default="")
    size = models.PositiveSmallIntegerField(
        "题号", choices=[(size, f"{size}点") for size in LADDER], null=True, default=None
    )
    photo_size = models.CharField(
        "图的大小", max_length=5, choices=PhotoSize, blank=True, default="", db_default=""
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "版位"
        verbose_name_plural = "版位"
        ordering = ["page__number", "position", "id"]
        constraints = [
            models.UniqueConstraint(name="placement_once", fields=["issue", "article"]),
            models.CheckConstraint(
                name="placement_kind_known",
                condition=Q(kind__in=["lead", "second", "brief", "photo"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue}\N{IDEOGRAPHIC SPACE}{self.article}"


def say_where(articles: Iterable[Article]) -> dict[int, str]:
    """Where these articles stand in print, in words, by their ids; two queries for any number, and
    a third where an article ran elsewhere than it was planned.

    刊于 is a page of a sealed issue that printed the article, by the page that shows it: what a
    page could not hold ran on a sheet that pages share, shown with the first of them. 排在 is a
    page of an issue that still is planned, as long as the article is public. All others stand
    nowhere, and are missing: neither the month of publication nor the page of an old newspaper
    puts an article into an issue.
    """
    known = {article.pk: article for article in articles}
    rows = Placement.objects.filter(page__isnull=False, article__in=list(known))
    fields = "article", "issue", "page__number", "page__zones"
    places = list(rows.order_by("issue__month").values_list(*fields))
    issues = Issue.objects.in_bulk({issue for _, issue, _, _ in places})
    printed = {pk: issue.printed for pk, issue in issues.items()}
    shown = _find_shown(
        {key for pk, key, _, zones in places if issues[key].sealed_at and not _shows(zones, pk)}
    )
    found: dict[int, list[str]] = defaultdict(list)
    for pk, key, planned, zones in places:
        number = planned if _shows(zones, pk) else shown.get((key, pk), planned)
        if issues[key].sealed_at and pk in printed[key]:
            found[pk].append(f"刊于{issues[key]}第{number}版")
        elif not issues[key].sealed_at and known[pk].is_public:
            found[pk].append(f"排在{issues[key]}第{number}版")
    return {pk: "，".join(said) for pk, said in found.items()}


def _shows(zones: list[dict[str, Any]], article: int) -> bool:
    """Whether the page shows the article; also before its picture was made."""
    return not zones or any(zone["article"] == article for zone in zones)


def _find_shown(issues: Iterable[int]) -> dict[tuple[int, int], int]:
    """The numbers of the pages that show articles of these issues, by issue and article."""
    if not issues:
        return {}
    pages = Page.objects.filter(issue__in=issues).order_by("-number")
    return {
        (issue, zone["article"]): number
        for issue, number, zones in pages.values_list("issue", "number", "zones")
        for zone in zones
    }


class IssueFile(models.Model):
    """A file made from an issue: the latest of each name."""

    issue = models.ForeignKey(
        Issue, verbose_name="期", on_delete=models.CASCADE, related_name="files"
    )
    name = models.CharField("文件名", max_length=100)
    file = models.FileField("文件", upload_to="issues/", max_length=200)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SHA-256", max_length=64)
    # The `Issue.revision` that it was made from: a file of an older plan can't be sealed.
    revision = models.PositiveIntegerField("版面版本", default=0, editable=False)
    made_at = models.DateTimeField("做成时间", auto_now=True)

    class Meta:
        verbose_name = "成品"
        verbose_name_plural = "成品"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="issuefile_name_once", fields=["issue", "name"]),
        ]

    def __str__(self) -> str:
        return self.name
