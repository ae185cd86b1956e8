from django.core.validators import MaxValueValidator
from django.db import models

#: So many stand in one row at the head of a campaign.
MOST_PICKED = 5


class PickedFigure(models.Model):
    """A number that an editor picked for the head of a campaign, with the article that has it."""

    campaign = models.ForeignKey(
        "articles.Campaign",
        verbose_name="专栏",
        on_delete=models.CASCADE,
        related_name="picked_figures",
    )
    value = models.CharField("数字", max_length=12, help_text="例如9.2、416。")
    unit = models.CharField("单位", max_length=8, blank=True, help_text="例如公里、盏。")
    words = models.CharField("说明", max_length=40, help_text="例如“步道全长”。")
    article = models.ForeignKey(
        "articles.Article",
        verbose_name="出处",
        on_delete=models.CASCADE,
        related_name="picked_figures",
        help_text="数字写在哪一篇里。那一篇撤下，数字也不再显示。",
    )
    position = models.PositiveSmallIntegerField(
        "次序", default=1, validators=[MaxValueValidator(99)]
    )

    class Meta:
        verbose_name = "栏头数字"
        verbose_name_plural = "栏头数字"
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.words} {self.value}{self.unit}"
