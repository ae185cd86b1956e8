from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from articles.models.addresses import path_of
from articles.models.byline import Role
from articles.models.named import (
    SYLLABLE,
    InitialsField,
    NamedQuerySet,
    NameField,
    NameKeyField,
    NamesakeField,
    name_once,
)


class Reporter(models.Model):
    """A person named in print. A reporter may have no account, and an account no reporter."""

    name = NameField("姓名", max_length=30, db_index=True)
    name_key = NameKeyField()
    namesake = NamesakeField("同名之序", editable=False)
    pinyin = models.CharField(
        "拼音",
        max_length=30 * SYLLABLE,
        blank=True,
        help_text="音节之间空格。留空则自动填写，请核对姓氏读音。",
    )
    initials = InitialsField(
        "拼音首字母", max_length=30 * SYLLABLE // 2, editable=False, default=""
    )
    slug = models.SlugField(
        "网址名", max_length=80, unique=True, blank=True, help_text="留空则由拼音生成。"
    )
    #: Named by a writer who doesn't keep the list: no text with it is signed until an editor knows.
    proposed = models.BooleanField("待确认", default=False, db_default=False, editable=False)
    role = models.CharField("通常身份", max_length=13, choices=Role, default=Role.CORRESPONDENT)
    unit = models.ForeignKey(
        "articles.Unit",
        verbose_name="供稿单位",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reporters",
    )
    introduction = models.TextField("简介", blank=True)
    lead = models.ForeignKey(
        "articles.Article",
        verbose_name="自选一篇",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="留空则用最近有图的一篇。没有公开的不显示。",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="账号",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="reporter",
        help_text="没有账号的作者留空。",
    )

    appearances: ClassVar[str] = "bylines"
    in_articles: ClassVar[str] = "bylines__reporter"
    objects = NamedQuerySet["Reporter"].as_manager()

    class Meta:
        verbose_name = "作者"
        verbose_name_plural = "作者"
        ordering = ["pinyin", "id"]
        constraints = [name_once("reporter")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("reporter", self.slug)
