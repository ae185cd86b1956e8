from django.conf import settings
from django.db import models
from django.utils import timezone


class Record(models.Model):
    """An entry of the record 留痕: who did what to which exact text, and when.

    Entries are only ever added: the database refuses to change or delete one
    (models/append_only.py).
    """

    # A working copy is deleted when it is signed off, so its entries belong to the article that it
    # revises, and `copy` says which working copy they were about.
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="稿件",
        on_delete=models.PROTECT,
        related_name="%(class)ss_taken",
    )
    copy = models.PositiveBigIntegerField("修订稿号", null=True)
    version = models.PositiveIntegerField("版本", default=0)
    digest = models.CharField("校验码", max_length=64, blank=True)
    # Null for an import and for the sample bulletin, which `by_name` names.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        null=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss_taken",
    )
    by_name = models.CharField("姓名", max_length=150)
    by_post = models.CharField("职务", max_length=200, blank=True)
    taken_at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    class Meta:
        abstract = True


class Step(Record):
    """A step of the workflow that was taken."""

    class Act(models.TextChoices):
        """What was done. `review/steps.py` says who may do it when; the others come of themselves:
        with a change of a text, of a printed name, with an old archive, with another article, with
        an entry of a rolling story, with the hour of a signed revision, with another section or
        street; or by a link of somebody who has no account.
        """

        SUBMIT = "submit", "送审"
        FIRST_PASS = "first-pass", "初审通过"
        SECOND_PASS = "second-pass", "复审通过"
        FINAL_PASS = "final-pass", "终审签发"
        URGENT = "urgent", "加急签发"
        RETURN = "return", "退改"
        HOLD = "hold", "待用"
        RESUME = "resume", "启用"
        REJECT = "reject", "退稿"
        RECALL = "recall", "取回"
        REVISE = "revise", "修订"
        RESCHEDULE = "reschedule", "改发布时间"
        WITHDRAW = "withdraw", "撤稿"
        REOPEN = "reopen", "重新编辑"
        VOID = "void", "审过作废"
        RENAME = "rename", "改名"
        ARCHIVE = "archive", "入档"
        JOIN = "join", "合稿"
        BEGIN_ENTRY = "begin-entry", "写条目"
        ENTER = "enter", "登出条目"
        TAKE_ENTRY_DOWN = "take-entry-down", "撤下条目"
        TAKE_OVER = "take-over", "到时替换"
        MOVE_SECTION = "move-section", "改栏目街道"
        OUTSIDE_PASS = "outside-pass", "送阅通过"
        OUTSIDE_COMMENT = "outside-comment", "送阅意见"

    step = models.CharField("步骤", max_length=20)
    # The newsroom's name for the step at that time; the reviews can be renamed.
    label = models.CharField("步骤名", max_length=40)
    source = models.CharField("原状态", max_length=13)
    target = models.CharField("新状态", max_length=13)
    opinion = models.TextField("意见", blank=True, max_length=2000)
    passage = models.TextField("所指文字", blank=True, max_length=1000)
    urgent = models.BooleanField("加急", default=False)
    remark = models.CharField("注明", max_length=200, blank=True)
    # Of a sign-off: the hash of the judgements on the article until then (`judgement.chain_of`).
    judged = models.CharField("裁定校验码", max_length=64, blank=True)

    class Meta:
        verbose_name = "留痕"
        verbose_name_plural = "留痕"
        ordering = ["pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(name="step_of_article", fields=["article", "copy", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.by_name}"


class Proof(Record):
    """One of the three proofs 三校, which are recorded apart from the reviews."""

    class Of(models.TextChoices):
        TEXT = "text", "文字稿"
        PAGE = "page", "成版样张"

    number = models.PositiveSmallIntegerField("校次")
    of = models.CharField("所校", max_length=4, choices=Of, default=Of.TEXT)
    note = models.TextField("校对记录", blank=True, max_length=1000)

    class Meta:
        verbose_name = "校对"
        verbose_name_plural = "校对"
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="proof_of_known", condition=models.Q(of__in=["text", "page"])
            ),
        ]
        indexes = [
            models.Index(name="proof_of_article", fields=["article", "copy", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number_name} {self.by_name}"

    @property
    def number_name(self) -> str:
        """一校, 二校, 三校; from the fourth on in figures."""
        return f"{'一二三'[self.number - 1] if self.number <= 3 else self.number}校"
