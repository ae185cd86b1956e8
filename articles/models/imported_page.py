from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models.dates import known_date
from articles.text.dates import format_moment


class ImportedPage(models.Model):
    """The text of a newspaper page as it came in, and what was recognised in it (a `Reading`)."""

    class State(models.TextChoices):
        OPEN = "open", "待整理"
        DONE = "done", "已建稿"
        DROPPED = "drop", "撤掉了"

    title = models.CharField("版面", max_length=80, blank=True, help_text="例如：十一月号第三版")
    #: Of its first story, by which it is called where it has no name.
    first_headline = models.CharField(
        "第一篇", max_length=80, blank=True, default="", db_default="", editable=False
    )
    issued_on = models.DateField("出版日期", null=True, blank=True, validators=[known_date])
    page = models.PositiveSmallIntegerField("版次", null=True, blank=True)
    text = models.TextField("原文", help_text="提取出来的版面文字，一字不动地留存。")
    digest = models.CharField("原文校验", max_length=64, editable=False, db_index=True)
    reading = models.JSONField("辨读", default=dict, editable=False)
    # The readings before this one, newest last, for undo.
    history = models.JSONField("撤销记录", default=list, editable=False)
    revision = models.PositiveIntegerField("版本", default=1, editable=False)
    state = models.CharField("状态", max_length=4, choices=State, default=State.OPEN)
    # A page of a PDF: the file as it came, the page of it (from 1), and where things stand on it:
    # {"width", "height", "places": [[left, top, right, bottom] of each line of `text`],
    # "photos": [{"box", "line" of its caption or story}]}, in points from the upper left corner.
    file = models.CharField("PDF原件", max_length=120, blank=True, editable=False)
    sheet = models.PositiveSmallIntegerField("文件的第几页", null=True, editable=False)
    printed = models.JSONField("版面位置", default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="导入人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="imported_pages",
    )
    created_at = models.DateTimeField("导入时间", auto_now_add=True)

    class Meta:
        verbose_name = "整版导入"
        verbose_name_plural = "整版导入"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="importedpage_state_known", condition=Q(state__in=["open", "done", "drop"])
            ),
        ]

    def __str__(self) -> str:
        if self.title:
            return self.title
        first = f"《{self.first_headline}》" if self.first_headline else ""
        return f"{format_moment(timezone.localtime(self.created_at))}导入{first}"

    def get_absolute_url(self) -> str:
        return reverse("admin:articles_importedpage_change", args=[self.pk])
