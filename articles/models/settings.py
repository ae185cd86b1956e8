from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.dates import known_date
from articles.models.states import IN_REVIEW, Status
from articles.text.district import BadMap, read_map

if TYPE_CHECKING:
    from articles.models.article import Article


def validate_map(value: object) -> None:
    """Refuse, as ValidationError, what `text/district.py` can't draw."""
    try:
        read_map(value)
    except BadMap as why:
        raise ValidationError(str(why)) from why


class SiteSettingsManager(models.Manager["SiteSettings"]):
    def current(self) -> SiteSettings:
        """The only row; made from the environment where there is none yet."""
        row = self.first()
        if row is None:
            row, _ = self.get_or_create(
                pk=1,
                defaults={
                    "name": settings.SITE_NAME,
                    "masthead": settings.SITE_NAME,
                    "sponsor": settings.SPONSOR,
                    "icp_number": settings.ICP_NUMBER,
                    "police_number": settings.POLICE_NUMBER,
                },
            )
        return row

    def end_flash_of(self, article: Article) -> None:
        """Take the line from every page that leads to an article which is withdrawn."""
        self.filter(flash_article=article.pk).update(flash_words="", flash_until=None)


class SiteSettings(models.Model):
    """Facts about the whole site that an editor can change. There is exactly one row."""

    name = models.CharField("网站名称", max_length=40)
    masthead = models.CharField("报头", max_length=12, help_text="首页大字，四字最好看。")
    tagline = models.CharField("报头下小字", max_length=60, blank=True)
    district = models.CharField("区名", max_length=20, blank=True)
    sponsor = models.CharField("主办单位", max_length=60, blank=True)
    description = models.CharField("简介", max_length=120, blank=True)

    services = models.TextField(
        "页脚便民信息",
        blank=True,
        help_text="空行分组；每组第一行是标题，以下一行一条“名称：内容”。",
    )
    contact = models.TextField("联系方式", blank=True)
    icp_number = models.CharField("ICP备案号", max_length=60, blank=True)
    police_number = models.CharField("公安备案号", max_length=60, blank=True)
    licence = models.CharField("互联网新闻信息服务许可证", max_length=60, blank=True)
    site_code = models.CharField("网站标识码", max_length=40, blank=True)
    site_mark_url = models.URLField(
        "网站标识指向的网址", max_length=300, blank=True, help_text="例如党政机关网站标识的查证页。"
    )
    site_mark = models.FileField(
        "网站标识图片",
        upload_to="site/",
        max_length=100,
        blank=True,
        help_text="管理机构发给的标识图，显示在页脚，按下去就到上面的网址。",
    )
    about_elder = models.TextField(
        "适老化说明",
        blank=True,
        max_length=4000,
        help_text="长者版为谁而设、怎样用、不好用找谁。空一行分段。",
    )
    about_access = models.TextField(
        "无障碍说明",
        blank=True,
        max_length=4000,
        help_text="做到了什么、还差什么、怎样反映。空一行分段。",
    )

    shows_proofreader = models.BooleanField(
        "文末写明校对是谁",
        default=False,
        help_text="不开的，文末只写责编；校对是谁，留痕里都有。",
    )

    district_map = models.JSONField(
        "街道示意图", default=dict, blank=True, validators=[validate_map]
    )

    slogans = models.TextField(
        "栏题口号",
        blank=True,
        help_text="整版导入时认得的口号，一行一条。专栏的口号和名称不必再写。",
    )
    first_review = models.CharField("第一审", max_length=8, default="初审")
    second_review = models.CharField(
        "第二审", max_length=8, default="复审", blank=True, help_text="只有两审的，这里留空。"
    )
    final_review = models.CharField("末审", max_length=8, default="终审")
    one_person_may_review_twice = models.BooleanField(
        "同一人可以审两级",
        default=False,
        help_text="平时不开。开了以后，同一人连审两级的，留痕和审签单上都会写明。",
    )
    divides_work = models.BooleanField(
        "责任编辑按栏目、街道分工",
        default=False,
        db_default=False,
        help_text="开了以后，有责编的栏目、街道的稿件，只由这些责编初审、退改、修改、交给同事；"
        "部门主任和总编不受限。责编都不在的，人人可办。看稿不受限。",
    )
    proofs_required = models.PositiveSmallIntegerField(
        "签发前至少几校",
        default=1,
        choices=[(0, "不要求"), (1, "一校"), (2, "二校"), (3, "三校")],
        help_text="最近一校须是要签发的这份文字。",
    )

    printing_permit = models.CharField(
        "准印证号或刊号",
        max_length=60,
        blank=True,
        help_text="印在报上，例如“×内资准字〔2026〕第018号”或“CN 00-0000”。",
    )
    first_whole_number = models.PositiveIntegerField(
        "总期号起点", default=1, help_text="起点月份那一期的总期号。"
    )
    first_month = models.DateField("起点月份", null=True, blank=True, validators=[known_date])

    #: A line on every public page; over when its hour is. It leads to a signed-off article.
    flash_words = models.CharField("快讯条", max_length=40, blank=True, editable=False)
    flash_article = models.ForeignKey(
        "articles.Article",
        verbose_name="快讯条的稿件",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    flash_until = models.DateTimeField("快讯条到期", null=True, editable=False)

    objects = SiteSettingsManager()

    class Meta:
        verbose_name = "网站设置"
        verbose_name_plural = "网站设置"
        constraints = [
            models.CheckConstraint(name="sitesettings_one_row", condition=Q(pk=1)),
            models.CheckConstraint(
                name="sitesettings_three_proofs", condition=Q(proofs_required__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def flash_now(self) -> str:
        """The words of the line that stands on every page now; "" without one."""
        stands = self.flash_article_id and self.flash_until and self.flash_until > timezone.now()
        return self.flash_words if stands else ""

    @property
    def site_mark_name(self) -> str:
        """The mark's file as its address has it; another picture has another name."""
        return (self.site_mark.name or "").rpartition("/")[2]

    @property
    def service_groups(self) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
        """The footer's services: (title, ((name, value), …)) for each group."""
        groups = []
        for group in self.services.replace("\r\n", "\n").strip().split("\n\n"):
            title, *lines = group.strip().split("\n")
            items = tuple(tuple(line.partition("\N{FULLWIDTH COLON}")[::2]) for line in lines)
            if title:
                groups.append((title, items))
        return groups

    @property
    def reviews(self) -> dict[Status, str]:
        """Each status in which an article waits for a review, and the newsroom's name for it."""
        names = {Status.SUBMITTED: self.first_review, Status.FIRST_PASSED: self.second_review}
        names[Status.SECOND_PASSED] = self.final_review
        return {status: name for status, name in names.items() if name}

    def review_at(self, status: str) -> Status:
        """Which review an article in review waits for, as a key of `reviews`.

        Where the newsroom has two reviews, an article left at the second waits for the last.
        """
        return Status(status) if status in self.reviews else Status.SECOND_PASSED

    def statuses_before(self, review: str) -> tuple[Status, ...]:
        """The statuses in which an article waits for this review."""
        return tuple(status for status in IN_REVIEW if self.review_at(status) == review)

    def status_label(self, status: str) -> str:
        """A status in the newsroom's own words."""
        if status in IN_REVIEW:
            return f"待{self.reviews[self.review_at(status)]}"
        return Status(status).label
