from django.db import models
from django.utils import timezone


class IssuedSheet(models.Model):
    """A file of sign-off sheets 审签单 that was handed out: by its hash it can be verified.

    Rows are only ever added (models/append_only.py). They tell nothing of the articles but the
    number that stands on the sheet.
    """

    digest = models.CharField("校验码", max_length=64, unique=True, editable=False)
    number = models.CharField("编号", max_length=100)
    sheets = models.PositiveSmallIntegerField("张数", default=1)
    made_at = models.DateTimeField("出具时间", default=timezone.now)

    class Meta:
        verbose_name = "出具的审签单"
        verbose_name_plural = "出具的审签单"
        default_permissions = ()

    def __str__(self) -> str:
        more = f"等{self.sheets}张" if self.sheets > 1 else ""
        return f"{self.number}{more}"
