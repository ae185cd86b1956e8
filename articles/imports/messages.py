"""What readers tell the newsroom: taken in within bounds, and answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles import photos
from articles.models import Correction, MessageOutcome, MessagePhoto, ReaderMessage

#: So many messages of one sender and of everybody within an hour; more is no reader.
_OF_ONE, _OF_ALL, _HOUR = 5, 200, timedelta(hours=1)
MOST_PHOTOS = 4


class MessageRefused(Exception):  # noqa: N818
    """Nothing was taken in; a sentence for who wrote it."""


def check_rate(sender: str) -> None:
    """Raise MessageRefused when too much came within the hour."""
    since = timezone.now() - _HOUR
    if ReaderMessage.objects.sent_since(since, sender) >= _OF_ONE:
        raise MessageRefused(
            f"您那里一小时内已经交来{_OF_ONE}条。写的还在这里，请过一小时再交，急事请打页脚的电话。"
        )
    if ReaderMessage.objects.sent_since(since) >= _OF_ALL:
        raise MessageRefused("现在交来的太多，收不过来。写的还在这里，请过一会儿再交。")


def take_in(message: ReaderMessage, files: Sequence[File[bytes]] = ()) -> ReaderMessage:
    """Keep a message with its pictures; what is no picture is left out, and told in it.

    Decoding takes time: belongs outside of any transaction. Raises MessageRefused.
    """
    check_rate(message.sender)
    ReaderMessage.objects.all().forget()
    kept, refused = [], [message.left_out] if message.left_out else []
    for file in files[:MOST_PHOTOS]:
        try:
            kept.append(photos.store(default_storage, file))
        except photos.PhotoRefused as why:
            refused.append(f"“{(file.name or '')[:40]}”没有收下\N{FULLWIDTH COLON}{why}")
    if len(files) > MOST_PHOTOS:
        refused.append(f"图片只收前{MOST_PHOTOS}幅，其余的请再交一次。")
    message.left_out = "\n".join(refused)
    try:
        with transaction.atomic():
            message.save()
            MessagePhoto.objects.bulk_create(
                MessagePhoto(
                    message=message,
                    image=each.name,
                    width=each.reading.width,
                    height=each.reading.height,
                )
                for each in kept
            )
    except BaseException:
        photos.discard(default_storage, [each.name for each in kept])
        raise
    return message


def why_unanswered(
    message: ReaderMessage, outcome: str, correction: Correction | None, answer: str
) -> str:
    """What is missing of an answer, in a sentence; "" where it can be given."""
    tip = (MessageOutcome.TAKEN, MessageOutcome.DECLINED)
    if not outcome:
        return "请选一个结果。" if answer else ""
    if (outcome in tip) != message.is_tip:
        return "报料的结果是采用或不采用，纠错的是更正了或原文没有错。请重选。"
    if not answer.strip():
        return "请写一句答复，交来的人在他那一页上看得到。"
    if outcome == MessageOutcome.CORRECTED and correction is None:
        return (
            "请选是哪一条更正。还没有的，先到稿件里点“修订”，在修订稿里写明更正，签发以后再来答复。"
        )
    return ""


def answer_message(message: ReaderMessage, *, by: AbstractBaseUser) -> None:
    """Note who answered and when, and that this answer has not gone by mail if it is another one.

    The message has its outcome and answer already, and is saved in the caller's transaction.
    """
    before = ReaderMessage.objects.select_for_update().get(pk=message.pk)
    message.mailed_at = before.mailed_at if _says(before) == _says(message) else None
    if (*_says(before), before.correction_id) != (*_says(message), message.correction_id):
        message.answered_by_id = by.pk if message.outcome else None
        message.answered_at = timezone.now() if message.outcome else None


def _says(message: ReaderMessage) -> tuple[str, str]:
    return message.outcome, message.answer
