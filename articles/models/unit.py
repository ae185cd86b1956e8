from django.db import models


class Unit(models.Model):
    name = models.CharField("名称", max_length=60, unique=True)
    short_name = models.CharField("简称", max_length=20, blank=True)

    in_articles = "bylines__unit"  # the way to it from an article

    class Meta:
        verbose_name = "供稿单位"
        verbose_name_plural = "供稿单位"
        ordering = ["name"]

    def __str__(self):
        return self.name
