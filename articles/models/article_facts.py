from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models.dates import known_date
from articles.models.states import Status, TextAi
from articles.text.ai_use import say_of_text
from articles.text.attached import AttachedFile, read_attached
from articles.text.clips import Clip, read_clips
from articles.text.reprint import say_source
from articles.text.rolling import RollingEntry, read_entries

if TYPE_CHECKING:
    from articles.models.subject import Subject


class ArticleFacts(models.Model):
    """What an article says of itself beside its text."""

    #: Columns that no list of residents shows: for these they are not read.
    DESK_ONLY: ClassVar = (
        *("due_at", "moved_at", "handler", "archive_id", "imported_page", "doubts", "resembles"),
        *("created_by", "created_at"),
    )

    source = models.CharField("稿源", max_length=200, blank=True, help_text="转载的写明出处。")
    section = models.ForeignKey(
        "articles.Section",
        verbose_name="栏目",
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # it has articles: first these go elsewhere
        related_name="articles",
        db_index=False,  # `article_section_newest` begins with it
    )
    event_on = models.DateField(
        "事情发生在",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="会议、活动的那一天。登得太晚，校对会提醒。",
    )
    # A condition of whoever gave the material: no version has it, no revision is bound by it.
    embargo_until = models.DateTimeField(
        "不得早于",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="供稿方要求到这时才能发的，写在这里：更早发布签不了。",
    )
    # Signed with the text: residents are told of it.
    ends_at = models.DateTimeField(
        "有效到",
        null=True,
        blank=True,
        validators=[known_date],
        help_text="通知、启事到这时为止：以后不上首页和各种列表，留在归档和检索里，标明已过期。",
    )

    # Where a list has little room; signed, for residents read it.
    short_title = models.CharField(
        "短题",
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="列表里用，十来个字；不写就用主题。文章页和报纸上总是主题。",
    )
    # Of a reprint, printed with the source.
    original_title = models.CharField(
        "原题",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="转载时改过标题的，写原来的标题。",
    )
    original_author = models.CharField(
        "原作者", max_length=100, blank=True, default="", db_default=""
    )
    ai_use = models.CharField(
        "人工智能",
        max_length=5,
        choices=TextAi,
        blank=True,
        default=TextAi.NONE,
        db_default=TextAi.NONE,
        help_text="用它写了的要声明，读者看得到；只用来查错、整理录音的不算。",
    )

    # What `text/attached.py` reads and writes: signed by the hashes of the files.
    attachments = models.JSONField("附件", default=list, db_default=[], blank=True, editable=False)

    # What `text/clips.py` reads and writes: signed by the hashes of the files and what is told.
    clips = models.JSONField("音视频", default=list, db_default=[], blank=True, editable=False)

    # A rolling story 滚动报道 takes entries until then; null for every other article. Not signed.
    rolls_until = models.DateTimeField(
        "滚动到", null=True, blank=True, editable=False, validators=[known_date]
    )
    # What `text/rolling.py` reads and writes: entries that were passed, signed each by itself, and
    # all of them with the text. As corrections, no version takes them back.
    entries = models.JSONField("滚动条目", default=list, db_default=[], blank=True, editable=False)
    # An entry is drafted and reviewed as an article that is never public itself: when it is signed
    # off, its text goes into the story and it ends, as a working copy does.
    entry_of = models.ForeignKey(
        "articles.Article",
        verbose_name="滚动报道",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="entry_drafts",
        db_index=False,  # `article_entry_drafts`
    )

    #: Whom and what it tells of, as an editor confirmed; set where its own page is shown.
    told_subjects: Sequence[Subject] = ()

    class Meta:
        abstract = True

    @property
    def list_title(self) -> str:
        """What stands for it in lists: its short title, or the headline as the editor breaks it."""
        return self.short_title or self.headline  # type: ignore[attr-defined]

    @property
    def sounds(self) -> tuple[Clip, ...]:
        """Its films and pieces of sound, in order."""
        return read_clips(self.clips)

    @property
    def rolling(self) -> tuple[RollingEntry, ...]:
        """The entries of a rolling story that were passed, the newest first."""
        return read_entries(self.entries)

    @property
    def is_rolling(self) -> bool:
        """Whether entries may be added now: the story has neither run out nor been ended."""
        return self.rolls_until is not None and self.rolls_until > timezone.now()

    @property
    def attached(self) -> tuple[AttachedFile, ...]:
        """The files that it hands out, in order."""
        return read_attached(self.attachments)

    @property
    def source_text(self) -> str:
        """Where a reprint comes from, as printed."""
        return say_source(self.source, self.original_title, self.original_author)

    @property
    def ai_text(self) -> str:
        """What readers are told of AI, or ""."""
        return say_of_text(self.ai_use)

    @property
    def has_ended(self) -> bool:
        """The same as leaving it out of `ArticleQuerySet.current()`, for a row that is loaded."""
        return self.ends_at is not None and self.ends_at <= timezone.now()


def not_ended() -> Q:
    """The condition that an article counts now; lists show no others."""
    return Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())


def kept_by_facts() -> tuple[models.CheckConstraint, ...]:
    """The constraints that nothing is signed off for an hour before its embargo ends, that an entry
    is public in its story alone, and that a revision alone waits for its hour."""
    kept = Q(embargo_until__isnull=True) | Q(publish_at__gte=F("embargo_until"))
    alone = ~Q(status=Status.APPROVED) & Q(revises__isnull=True)
    return (
        models.CheckConstraint(
            name="article_embargo_kept",
            condition=~Q(status=Status.APPROVED) | kept,
            violation_error_message="发布时间早于“不得早于”的时间。",
        ),
        models.CheckConstraint(
            name="article_timed_is_a_copy",
            condition=~Q(status=Status.TIMED) | Q(revises__isnull=False, publish_at__isnull=False),
            violation_error_message="只有修订稿能定时替换，并且要写明时间。",
        ),
        models.CheckConstraint(
            name="article_entry_never_public",
            condition=Q(entry_of__isnull=True) | alone,
            violation_error_message="滚动条目签发后并入滚动报道，自己不公开。",
        ),
    )


#: Of the table of articles, for what stands here.
FACT_INDEXES = (
    models.Index(
        name="article_entry_drafts", fields=["entry_of"], condition=Q(entry_of__isnull=False)
    ),
    models.Index(
        name="article_rolls", fields=["rolls_until"], condition=Q(rolls_until__isnull=False)
    ),
    models.Index(name="article_ends", fields=["ends_at"], condition=Q(ends_at__isnull=False)),
    models.Index(name="article_section_newest", fields=["section", "status", "-publish_at", "-id"]),
)
