"""Two units' versions of one event become one article, with everybody's byline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from articles import versions
from articles.models import Article, Byline, SiteSettings, Step
from articles.review import duties, record, taking, typed
from articles.review.rights import is_anothers, may_edit, may_take
from articles.review.steps import STEPS, StepRefused
from articles.roles import HANDLE
from articles.text import body
from articles.text.block import Block

#: How the other article ends: kept whole with its record, and told so to its author.
_GIVEN_UP = replace(STEPS["reject"], called="合入另一篇", tells="合成一篇")


def hindrance(kept: Article, gone: Article, *, by: User) -> str:
    """Why the account can't make one article of the two, in words; "" if it can."""
    if not by.has_perm(HANDLE) or kept.pk == gone.pk:
        return "两篇合成一篇由编辑来办。"
    if whose := _say_whose(kept, gone, by):
        return whose
    if not may_edit(kept, by):
        return "留下的一篇现在不能改\N{FULLWIDTH COLON}已签发的请先另起修订，再并入修订稿。"
    if gone.status not in _GIVEN_UP.sources:
        return (
            "并入的一篇要是在审或待用的来稿\N{FULLWIDTH COLON}草稿请作者先送审，已签发的不能并入。"
        )
    if gone.revises_id or gone.entry_of_id or not may_take(_GIVEN_UP, gone, by):
        return "并入的一篇您不能退，请有审稿权的同事来办。"
    return ""


def _say_whose(kept: Article, gone: Article, by: User) -> str:
    """Of the one that other editors review and change; "" where both are this account's."""
    theirs = next((each for each in (kept, gone) if is_anothers(each, by)), None)
    if theirs is None:
        return ""
    which = "留下" if theirs is kept else "并入"
    whose = duties.say_whose(theirs, SiteSettings.objects.current())
    return f"{which}的一篇您不能动\N{FULLWIDTH COLON}{whose}"


def blocks_to_offer(kept: Sequence[Block], gone: Sequence[Block]) -> dict[int, Block]:
    """The text blocks of the other article that the kept one has not, by their number."""
    own = {each.text for each in kept}
    return {n: each for n, each in enumerate(gone) if each.kind != "photo" and each.text not in own}


@transaction.atomic
def join(
    kept: Article,
    gone: Article,
    *,
    by: User,
    revisions: tuple[int, int],
    blocks: Collection[int] = (),
    said: str,
) -> Article:
    """Put the other's bylines after the kept one's, and the chosen blocks after its text.

    The other ends as rejected, whole and with its record; `said` is what its author is told. Both
    records say so. `revisions` are those of kept and gone that the person saw. Raises
    PermissionDenied or StepRefused, changing nothing.
    """
    rows = Article.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) != 2:
        raise StepRefused("有一篇已经不在了，没有合。")
    kept, gone = found[kept.pk], found[gone.pk]
    if not (kept.is_visible_to(by) and gone.is_visible_to(by)):
        raise PermissionDenied("合稿")
    if why := hindrance(kept, gone, by=by):
        raise StepRefused(why)
    if (kept.revision, gone.revision) != revisions:
        raise StepRefused("有一篇在您打开之后又改过，没有合。请先看过新的一版。")
    if not (said := typed.read_words(said, 300, "告诉作者的话")):
        raise StepRefused("请写一句告诉作者的话，没有合。")
    versions.ensure(kept)
    _add(kept, gone, blocks)
    record.record_change(kept, by=by, comment=f"并入稿号{gone.pk}")
    kept.refresh_from_db()
    record.write(
        kept,
        Step.Act.JOIN,
        by=by,
        source=kept.status,
        target=kept.status,
        opinion=f"并入稿号{gone.pk}《{gone}》，署名都留。",
    )
    taking.take(_GIVEN_UP, gone, by=by, opinion=f"{said}（合入稿号{kept.pk}）")
    return kept


def _add(kept: Article, gone: Article, blocks: Collection[int]) -> None:
    """The bylines that are not there yet, and the blocks."""
    own = body.blocks(kept.body)
    offered = blocks_to_offer(own, body.blocks(gone.body))
    if chosen := [block for n, block in offered.items() if n in blocks]:
        kept.body = body.clean(body.html((*own, *chosen)))
    present = set(kept.bylines.values_list("reporter", "role"))
    last = kept.bylines.aggregate(last=Max("position"))["last"] or 0
    others = [row for row in gone.bylines.all() if (row.reporter_id, row.role) not in present]
    for position, row in enumerate(others, last + 1):
        Byline.objects.create(
            article=kept,
            role=row.role,
            reporter_id=row.reporter_id,
            unit_id=row.unit_id,
            position=position,
        )
    kept.resembles = [each for each in kept.resembles if each["article"] != gone.pk]
    kept.revision += 1
    kept.save()
