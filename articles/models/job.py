from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Format(models.TextChoices):
    """The formats of an issue; the values are what `export_issue --formats` takes."""

    PDF = "pdf", "报纸版PDF"
    READING = "reading", "阅读版PDF"
    EPUB = "epub", "电子书EPUB"
    DOCX = "docx", "Word文档"
    WEB = "web", "网页存档"
    XLSX = "xlsx", "稿件和统计Excel"
    JSONL = "jsonl", "存档JSONL"
    ARCHIVE = "archive", "存档ZIP"
    ORIGINALS = "originals", "整期资料包"

    def file_name(self, slug: str) -> str:
        """The name of an issue's file, in the storage and when it is downloaded."""
        return f"{slug}{_ENDINGS[self]}"

    @classmethod
    def of(cls, name: str, slug: str) -> Format | None:
        """The format that gives an issue's file this name, or None."""
        return next((each for each in cls if each.file_name(slug) == name), None)


_ENDINGS = {
    Format.PDF: ".pdf",
    Format.READING: "-reading.pdf",
    Format.EPUB: ".epub",
    Format.DOCX: ".docx",
    Format.WEB: "-web.zip",
    Format.XLSX: ".xlsx",
    Format.JSONL: ".jsonl",
    Format.ARCHIVE: "-archive.zip",
    Format.ORIGINALS: "-photos.zip",
}


#: Seconds without a sign of life after which a job counts as silent; the largest newspaper takes
#: fewer.
SILENCE = 600


class Job(models.Model):
    """A job that makes an issue's files: how far it is, and how it ended (making.py)."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待开始"
        RUNNING = "running", "正在制作"
        DONE = "done", "做成"
        FAILED = "failed", "没有做成"
        CANCELLED = "cancelled", "已取消"

    issue = models.ForeignKey(
        "articles.Issue", verbose_name="期", on_delete=models.CASCADE, related_name="jobs"
    )
    formats = models.JSONField("成品", default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发起人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="jobs",
    )
    state = models.CharField("状态", max_length=9, choices=State, default=State.WAITING)
    doing = models.CharField("正在做", max_length=60, blank=True, default="")
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共有", default=0)
    error = models.TextField("原因", blank=True, default="")
    # The `Issue.revision` when it was asked for: one that failed is not begun again by itself.
    revision = models.PositiveIntegerField("版面版本", default=0, db_default=0, editable=False)
    cancel_asked = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField("发起时间", auto_now_add=True)
    # When the job last reported: so one whose process was killed is recognised.
    alive_at = models.DateTimeField("最近动静", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        verbose_name = "成品制作"
        verbose_name_plural = "成品制作"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="job_state_known",
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue}\N{IDEOGRAPHIC SPACE}{self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_silent(self) -> bool:
        """Whether it gives no sign of life, and has most likely been interrupted."""
        return abs((timezone.now() - self.alive_at).total_seconds()) > SILENCE

    @property
    def percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    @property
    def format_labels(self) -> list[str]:
        return [Format(name).label for name in self.formats if name in Format.values]
