from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models.fields import PictureField
from articles.photos import WIDTHS, rendition


class Photo(models.Model):
    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="photos"
    )
    # Never changes within the article: the photo places in the body refer to it.
    number = models.PositiveSmallIntegerField(
        "图号", default=1, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    image = PictureField("图片", width_field="width", height_field="height", max_length=100)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    # The SHA-256 of the stored file in hex, which a signature covers. The field `image` writes it.
    digest = models.CharField(max_length=64, editable=False, default="")
    caption = models.CharField("图片说明", max_length=300, blank=True)
    credit = models.CharField("摄影", max_length=60, blank=True)
    alt = models.CharField(
        "替代文字", max_length=200, blank=True, help_text="给看不见图的读者：图里有什么。"
    )

    #: Set on a preview page: the link to the article gives access to its photos too.
    preview_token = ""

    class Meta:
        verbose_name = "图片"
        verbose_name_plural = "图片"
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                name="photo_number_once",
                fields=["article", "number"],
                violation_error_message="同一篇稿件里图号不能重复。",
            ),
            models.CheckConstraint(
                name="photo_number_in_range", condition=Q(number__gte=1, number__lte=999)
            ),
        ]
        indexes = [models.Index(name="photo_by_file", fields=["image"])]

    def __str__(self) -> str:
        return f"图{self.number}"

    @property
    def url(self) -> str:
        return self.url_at(WIDTHS[-1])

    @property
    def small_url(self) -> str:
        return self.url_at(WIDTHS[0])

    @property
    def srcset(self) -> str:
        """The value of an `srcset` attribute with every width that exists."""
        return ", ".join(
            f"{self.url_at(width)} {min(width, self.width)}w"
            for number, width in enumerate(WIDTHS)
            if number == 0 or WIDTHS[number - 1] < self.width
        )

    def url_at(self, width: int) -> str:
        url = reverse("media", args=[rendition(self.image.name or "", width)])
        return f"{url}?preview={self.preview_token}" if self.preview_token else url
