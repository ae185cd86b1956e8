from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q

from articles.models.addresses import path_of
from articles.models.article import Article
from articles.models.dates import known_date, period
from articles.models.fields import FoldedField, PictureField
from articles.models.place import Placed
from articles.models.states import PhotoAi
from articles.photos import CENTRE, STEP, WIDTHS, avif_of, has_avif, original_of, rendition
from articles.text.ai_use import say_of_photo
from articles.text.credit import credit_line
from articles.text.fold import fold_words, normalize

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

#: The most pixels that a photo is high in a text: so much of a page can be seen at once.
_TALLEST = 760


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The photos of the articles that an account may see in the admin."""
        return self.filter(article__in=Article.objects.visible_to(user).values("pk"))

    def that_say(self, words: str) -> Self:
        """Those with each of the words in caption, alternative text, credit, or a place's name."""
        found = self
        for word in map(fold_words, normalize(words).split()):
            of_place = Placed.objects.filter(place__name_key__contains=word)
            said = Q(shows_key__contains=word) | Q(credit_key__contains=word)
            found = found.filter(said | Q(article__in=of_place.values("article")))
        return found

    def showing(self, person: str) -> Self:
        """Those whose caption or alternative text has the name, however it is spaced."""
        return self.filter(shows_key__contains=fold_words(person))

    def credited_to(self, name: str) -> Self:
        return self.filter(credit_key__contains=fold_words(name))

    def taken_within(self, first: date, end: date) -> Self:
        """By the day on which it was taken; by that of its article where nobody knows."""
        published = Q(article__publish_at__isnull=False) & period(
            first, end, of="article__publish_at"
        )
        created = Q(article__publish_at__isnull=True) & period(first, end, of="article__created_at")
        taken = Q(taken_on__gte=first, taken_on__lt=end)
        return self.filter(taken | Q(taken_on__isnull=True) & (published | created))

    def used(self, used: bool = True) -> Self:
        """Those that readers see now, in whichever article; with False those that they don't."""
        shown = Photo.objects.filter(article__in=Article.objects.public().values("pk"))
        in_print = Exists(shown.filter(digest=OuterRef("digest")))
        return self.filter(in_print if used else ~in_print)

    def once_each(self) -> Self:
        """Of photos that are the same picture only the one that was stored last."""
        newest = self.order_by().values("digest").annotate(newest=Max("pk")).values("newest")
        return type(self)(self.model, using=self.db).filter(pk__in=newest)


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
    ai_use = models.CharField(
        "人工智能",
        max_length=5,
        choices=PhotoAi,
        blank=True,
        default=PhotoAi.NONE,
        db_default=PhotoAi.NONE,
    )
    # The desk's alone: no reader, feed or file for outside gets it.
    consent = models.CharField(
        "监护人同意",
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="认得出孩子的，写明怎么同意的，例如“家长签了同意书，存办公室”。不公开。",
    )
    # What they say, as the library looks for it.
    shows_key = FoldedField(of=["caption", "alt"], editable=False, default="")
    credit_key = FoldedField(of=["credit"], editable=False, default="")
    # What crops keep in sight, in per cent of the picture; see photos/focus.py.
    focus_left = models.PositiveSmallIntegerField(
        "构图中心距左（%）", default=CENTRE, validators=[MaxValueValidator(100)]
    )
    focus_top = models.PositiveSmallIntegerField(
        "构图中心距上（%）", default=CENTRE, validators=[MaxValueValidator(100)]
    )

    #: Set on a preview page: the link to the article gives access to its photos too.
    preview_token = ""

    objects = PhotoQuerySet.as_manager()

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
                name="photo_ai_use_known", condition=Q(ai_use__in=PhotoAi.values)
            ),
            models.CheckConstraint(
                name="photo_focus_in_picture",
                condition=Q(focus_left__lte=100, focus_top__lte=100),
            ),
        ]
        indexes = [
            models.Index(name="photo_by_file", fields=["image"]),
            models.Index(name="photo_by_digest", fields=["digest"]),
        ]

    def __str__(self) -> str:
        return f"图{self.number}"

    @property
    def ai_text(self) -> str:
        """What readers are told of AI where the credit isn't shown, or ""."""
        return say_of_photo(self.ai_use)

    @property
    def credit_text(self) -> str:
        """Whose picture it is, and what AI did to it, as printed."""
        return credit_line(self.credit, self.ai_use)

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
        url = path_of("media", name)
        return f"{url}?preview={self.preview_token}" if self.preview_token else url
