from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles.models.dates import known_date
from articles.models.fields import PictureField
from articles.photos import CENTRE, STEP, WIDTHS, avif_of, has_avif, original_of, rendition

#: The most pixels that a photo is high in a text: so much of a page can be seen at once.
_TALLEST = 760


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
    taken_on = models.DateField("拍摄日期", null=True, blank=True, validators=[known_date])
    # What crops keep in sight, in per cent of the picture; see photos/focus.py.
    focus_left = models.PositiveSmallIntegerField(
        "构图中心距左（%）", default=CENTRE, validators=[MaxValueValidator(100)]
    )
    focus_top = models.PositiveSmallIntegerField(
        "构图中心距上（%）", default=CENTRE, validators=[MaxValueValidator(100)]
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
            models.CheckConstraint(
                name="photo_focus_in_picture",
                condition=Q(focus_left__lte=100, focus_top__lte=100),
            ),
        ]
        indexes = [models.Index(name="photo_by_file", fields=["image"])]

    def __str__(self) -> str:
        return f"图{self.number}"

    @property
    def url(self) -> str:
        return self.url_at(WIDTHS[-1])

    @property
    def whole_width(self) -> int:
        """How wide the whole picture stands in a text: as it is, unless it is too tall then."""
        return min(self.width, max(1, round(_TALLEST * self.width / (self.height or 1))))

    @property
    def whole_height(self) -> int:
        return round(self.height * self.whole_width / (self.width or 1))

    @property
    def focus_class(self) -> str:
        """The classes of css/parts/focus.css that crops keep the focal point in sight by."""
        said = {"left": self.focus_left, "top": self.focus_top}
        steps = {side: round(at / STEP) * STEP for side, at in said.items()}
        return " ".join(f"focus-{side}-{at}" for side, at in steps.items() if at != CENTRE)

    @property
    def original_name(self) -> str:
        """The file as it was sent, which only the desk gets; empty if it was not kept."""
        return original_of(self.image.name or "") if self.image else ""

    @property
    def small_url(self) -> str:
        return self.url_at(WIDTHS[0])

    @property
    def srcset(self) -> str:
        """The value of an `srcset` attribute with every width that exists, as WebP."""
        return ", ".join(f"{self.url_at(at)} {min(at, self.width)}w" for at in self._widths)

    @property
    def avif_srcset(self) -> str:
        """The same as AVIF, which is smaller; empty if there is none."""
        name = self.image.name or ""
        return ", ".join(
            f"{self._url_of(avif_of(rendition(name, at)))} {min(at, self.width)}w"
            for at in self._widths
            if has_avif(name, *self._size_at(at))
        )

    @property
    def _widths(self) -> list[int]:
        return [at for n, at in enumerate(WIDTHS) if n == 0 or WIDTHS[n - 1] < self.width]

    def _size_at(self, width: int) -> tuple[int, int]:
        if self.width <= width:
            return self.width, self.height
        return width, max(1, round(self.height * width / self.width))

    def url_at(self, width: int) -> str:
        return self._url_of(rendition(self.image.name or "", width))

    def _url_of(self, name: str) -> str:
        url = reverse("media", args=[name])
        return f"{url}?preview={self.preview_token}" if self.preview_token else url
