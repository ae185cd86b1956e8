"""Drafts in the 草稿箱 of a 公众号: made by its interface, and kept here with what was sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from articles.exports.wechat.account import WechatAccount, WechatRefused
from articles.exports.wechat.piece import WechatPiece
from articles.exports.wechat.styling import replace_pictures
from articles.models import WechatDraft
from articles.text.wechat import MOST_IN_A_SET, check_html

_GONE = "《{title}》图{number}的文件没有了或已损坏，请重新上传再送。"


def send_drafts(
    account: WechatAccount,
    pieces: Sequence[WechatPiece],
    covers: Sequence[bytes],
    *,
    by: AbstractBaseUser,
) -> str:
    """Make one draft of the pieces, in their order, and keep what was sent; its id there.

    Belongs outside of any transaction: it asks the network for each picture. Raises WechatRefused;
    then there is no draft, though pictures may have gone there.
    """
    _refuse_unfit(pieces)
    token = account.fetch_token()
    sent = []
    for piece, cover in zip(pieces, covers, strict=True):
        urls = {}
        for picture in piece.pictures:
            data = picture.read()
            if not data:
                raise WechatRefused(_GONE.format(title=piece.title, number=picture.number))
            urls[picture.url] = account.upload_picture(token, data)
        content = replace_pictures(piece.html, urls)
        if stopped := [note for note in check_html(content) if note.stops]:
            raise WechatRefused(f"《{piece.title}》{stopped[0].text}")
        sent.append(
            {
                "article_type": "news",
                "title": piece.title,
                "author": piece.author,
                "digest": piece.summary if len(pieces) == 1 else "",
                "content": content,
                "content_source_url": piece.source_url,
                "thumb_media_id": account.upload_cover(token, cover),
                "need_open_comment": 0,
                "only_fans_can_comment": 0,
            }
        )
    media_id = account.add_draft(token, sent)
    _keep(account, pieces, media_id, by)
    return media_id


def _refuse_unfit(pieces: Sequence[WechatPiece]) -> None:
    if not pieces:
        raise WechatRefused("没有可送的稿件。")
    if len(pieces) > MOST_IN_A_SET:
        raise WechatRefused(f"一次最多{MOST_IN_A_SET}篇，请分几次送。")
    for piece in pieces:
        if stopped := [note.text for note in piece.notes if note.stops]:
            raise WechatRefused(f"《{piece.title}》{''.join(stopped)}什么也没有送。")


@transaction.atomic
def _keep(
    account: WechatAccount, pieces: Sequence[WechatPiece], media_id: str, by: AbstractBaseUser
) -> None:
    WechatDraft.objects.bulk_create(
        WechatDraft(
            article_id=piece.article,
            appid=account.appid,
            media_id=media_id,
            position=position,
            title=piece.title,
            digest=piece.digest,
            sent_by_id=by.pk,
        )
        for position, piece in enumerate(pieces, 1)
    )
