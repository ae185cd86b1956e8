from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.dates import first_of_month, known_date
from articles.text.months import Month


class PointRule(models.Model):
    """积分规则: how many points something earns from a day on, until a later rule replaces it."""

    class For(models.TextChoices):
        """An article's place in the paper, and what photos, length and outside use add.

        Those of outside use are the levels of OutsideUse.
        """

        LEAD = "lead", "头条"
        SECOND = "second", "次条"
        NORMAL = "normal", "一般"
        BRIEF = "brief", "简讯"
        PHOTO = "photo", "图片新闻"
        EACH_PHOTO = "each_photo", "另加，每幅照片"
        EACH_THOUSAND = "each_thousand", "另加，每千字"
        AT_CITY = "at_city", "另加，市级媒体转用"
        AT_PROVINCE = "at_province", "另加，省级媒体转用"
        AT_XUEXI = "at_xuexi", "另加，学习强国转用"
        AT_NATION = "at_nation", "另加，中央媒体转用"

    counts = models.CharField("计什么", max_length=13, choices=For)
    points = models.DecimalField("分", max_digits=6, decimal_places=2)
    valid_from = models.DateField(
        "起行日期", validators=[known_date], help_text="按稿件见报那天有效的规则计分。"
    )

    class Meta:
        verbose_name = "积分规则"
        verbose_name_plural = "积分规则"
        ordering = ["-valid_from", "id"]
        default_permissions = ("view", "add", "change")
        constraints = [
            models.CheckConstraint(
                name="pointrule_counts_known",
                condition=Q(
                    counts__in=[
                        "lead", "second", "normal", "brief", "photo", "each_photo", "each_thousand",
                        "at_city", "at_province", "at_xuexi", "at_nation",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="pointrule_not_negative",
                condition=Q(points__gte=0),
                violation_error_message="分数不能是负的。",
            ),
            models.UniqueConstraint(
                name="pointrule_once_a_day",
                fields=["counts", "valid_from"],
                violation_error_message="同一天起行的，同一项只有一条规则。",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_counts_display()}\N{IDEOGRAPHIC SPACE}{self.points.normalize():f}分"


class FrozenMonth(models.Model):
    """A month of the statistics as it was frozen; only `statistics` writes and reads it."""

    month = models.DateField("月份", unique=True, validators=[known_date])
    # Everything that the numbers of the month are counted from.
    facts = models.JSONField("所依据的稿件", editable=False, default=list)
    # How many articles were used, for each way of counting and each key, for charts of many months.
    used = models.JSONField("采用篇数", editable=False, default=dict)
    frozen_at = models.DateTimeField("冻结时间", auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="冻结人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="frozen_months",
    )
    frozen_by_name = models.CharField("冻结人姓名", max_length=150)

    class Meta:
        verbose_name = "冻结的月份"
        verbose_name_plural = "冻结的月份"
        ordering = ["-month"]
        default_permissions = ()
        permissions = [
            ("view_contributions", "看用稿统计"),
            ("freeze_month", "冻结一个月的用稿统计"),
        ]
        constraints = [
            models.CheckConstraint(name="frozenmonth_begins", condition=first_of_month("month")),
        ]

    def __str__(self) -> str:
        return str(Month.of(self.month))
