"""Where an article stands, what it is, and how much it weighs."""

from __future__ import annotations

from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待初审"
    FIRST_PASSED = "first_passed", "待复审"
    SECOND_PASSED = "second_passed", "待终审"
    APPROVED = "approved", "已签发"
    HELD = "held", "待用"
    REJECTED = "rejected", "退稿"
    WITHDRAWN = "withdrawn", "已撤稿"
    # A revision that is signed off for an hour to come; only working copies stand there.
    TIMED = "timed", "定时替换"


#: Waiting for a review, in the order of the reviews.
IN_REVIEW = (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED)
SENT_IN = (*IN_REVIEW, Status.APPROVED, Status.HELD, Status.WITHDRAWN, Status.TIMED)


class Genre(models.TextChoices):
    NEWS = "news", "消息"
    FEATURE = "feature", "通讯"
    PHOTO = "photo", "图片新闻"
    EXPLAINER = "explainer", "解读"
    LETTER = "letter", "来信"
    NOTICE = "notice", "公告"


class TextAi(models.TextChoices):
    """What of a text AI wrote; what readers are told of it is in text/ai_use.py."""

    NONE = "", "没有用"
    PART = "part", "部分由人工智能生成"
    WHOLE = "whole", "由人工智能生成"


class PhotoAi(models.TextChoices):
    NONE = "", "没有用"
    PART = "part", "用人工智能改过"
    WHOLE = "whole", "由人工智能生成"


class Weight(models.IntegerChoices):
    """How large an article stands among its neighbours; the front page's order starts here."""

    LEAD = 4, "头条"
    SECOND = 3, "次条"
    NORMAL = 2, "一般"
    BRIEF = 1, "简讯"
