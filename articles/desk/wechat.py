"""Articles chosen for a 公众号: as they go there, what stands against it, what was sent before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from articles.exports.wechat.piece import WechatPiece, compose_piece
from articles.models import Article, SiteSettings, WechatDraft
from articles.text.wechat import MOST_IN_A_SET


@dataclass(frozen=True, slots=True)
class ChosenPiece:
    article: Article
    piece: WechatPiece
    drafts: tuple[WechatDraft, ...]

    @property
    def changed(self) -> bool:
        """It was sent, and reads otherwise today."""
        return bool(self.drafts) and self.drafts[0].digest != self.piece.digest


@dataclass(slots=True)
class WechatSet:
    """`left_out` are numbers that no reader finds now, and of them nothing is told."""

    chosen: list[ChosenPiece] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)

    @property
    def too_many(self) -> bool:
        return len(self.chosen) > MOST_IN_A_SET

    @property
    def html(self) -> str:
        """All of them below each other, each under its title."""
        if len(self.chosen) == 1:
            return self.chosen[0].piece.html
        return "".join(
            f'<p style="margin:2em 0 1em;font-size:20px;font-weight:bold;line-height:1.4;">'
            f"{escape(each.piece.title)}</p>{each.piece.html}"
            for each in self.chosen
        )


def collect_set(ids: Iterable[int], site: SiteSettings) -> WechatSet:
    """The public articles of these numbers, in their order; in seven queries."""
    ids = list(dict.fromkeys(ids))
    rows = Article.objects.public().with_parts().prefetch_related("wechat_drafts__sent_by")
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    chosen = [
        ChosenPiece(row, compose_piece(row, site), tuple(row.wechat_drafts.all()))
        for pk in ids
        if (row := found.get(pk))
    ]
    return WechatSet(chosen, [pk for pk in ids if pk not in found])
