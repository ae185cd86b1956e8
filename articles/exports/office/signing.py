"""An article's sign-off sheet, from the record: what `sheet.py` then puts on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles import versions
from articles.exports.office.sheet import ProofRow, ReviewRow, SignOffSheet
from articles.models import (
    Article,
    Comment,
    Judgement,
    SiteSettings,
    Status,
    absolute_url,
    say_where,
    standing,
)
from articles.review import record
from articles.review.proofreading import proofread_article
from articles.review.steps import STAMPS
from articles.roles import name_of
from articles.text.dates import format_day, format_moment

#: How many comments that nobody settled are quoted, and how much of each.
_QUOTED, _QUOTE = 5, 60


def sheet_of(
    article: Article, site: SiteSettings, made: datetime | None = None, *, by=None
) -> SignOffSheet:
    """The sheet of an article, or of a working copy, with the whole record of both."""
    return sheets_of([article], site, made, by=by)[0]


def sheets_of(
    articles: Sequence[Article], site: SiteSettings, made: datetime | None = None, *, by=None
) -> list[SignOffSheet]:
    """A sheet for each, in their order; as many queries for a hundred as for one.

    `by`: the account that it is for, which gets no lines of working copies that it may not see.

    `made` is the time printed as that of the sheet: now, unless told. (Working copies ask one query
    more, for the articles that they revise.)
    """
    made = timezone.localtime(made)
    comments = Prefetch("comments", Comment.objects.select_related("by"))
    versions.load(articles)
    prefetch_related_objects(articles, comments)
    homes = [record.home_of(article) for article in articles]
    judgements = standing(Judgement.objects.filter(article__in=homes).order_by("pk"))
    contents = {article.pk: versions.content_of(article) for article in articles}
    digests = {pk: content.digest for pk, content in contents.items()}
    dossiers = record.dossiers_of(articles, site, by=by, digests=digests)
    stand = say_where(article.revises or article.entry_of or article for article in articles)
    return [_sheet(dossiers[a.pk], contents[a.pk], stand, made, judgements, by) for a in articles]


def _sheet(dossier, content, stand, made, judgements, by):
    article, site, signed = dossier.article, dossier.site, dossier.signed
    home, digest = record.home_of(article), signed.digest if signed else ""
    names = _text_names(dossier)
    status = site.status_label(article.status)
    kind = "修订稿" if article.revises_id else "条目" if article.entry_of_id else ""
    if digest not in ("", content.digest):
        status += "\n现在的内容与签发的不符"
    return SignOffSheet(
        paper=site.name,
        serial=f"{home}（{kind}{article.pk}）" if kind else str(home),
        number=_number(article, signed, site, made),
        made=_time(made, None),
        kicker=article.kicker,
        headline=article.headline,
        subhead=article.subhead,
        bylines=tuple(map(str, content.signatures)),
        used=tuple(_used(article.revises or article.entry_of or article, stand, made)),
        size=f"{article.length:,}字" + _pictures(content, "，图片{}幅"),
        campaigns=tuple(name for _, name in content.campaigns),
        places=tuple(name for _, name in content.places),
        status=f"{kind}，{status}" if kind else status,
        urgent=any(step.urgent and step.pk not in dossier.voided for step in dossier.steps),
        reviews=tuple(_review(step, dossier, names, made) for step in dossier.steps),
        proofs=tuple(_proof(proof, dossier, names, made) for proof in dossier.proofs),
        findings=_findings(article.comments.all())
        + _judged(article, content, [row for row in judgements if row.article_id == home], by),
        digest=digest,
        covers=_covers(content) if digest else "",
        corrections=tuple(map(_correction, _corrections(article))),
    )


def _text_names(dossier):
    """What each text of the record is called, by the number of the revision or the entry of a
    rolling story; None: the article."""
    found = {None: ""}
    copies = dict.fromkeys(step.copy for step in dossier.steps if step.copy)
    for kind, of_kind in (
        ("修订稿", [copy for copy in copies if copy not in dossier.entries]),
        ("条目", [copy for copy in copies if copy in dossier.entries]),
    ):
        numbered = len(of_kind) > 1
        found |= {copy: f"{kind}（{n}）" if numbered else kind for n, copy in enumerate(of_kind, 1)}
    return found


def _number(article, signed, site, made):
    """临审〔2026〕1147: the district's first character, the year, the number of the signing line.

    What is not signed off has its own number instead, after 稿: the two can't be confused.
    """
    year = timezone.localtime(signed.taken_at).year if signed else made.year
    return f"{site.district[:1]}审〔{year}〕{signed.pk if signed else f'稿{article.pk}'}"


def _used(article, stand, made):
    public_at = article.publish_at
    if public_at and article.status in (Status.APPROVED, Status.WITHDRAWN):
        done = "公开" if public_at <= made else "起公开"
        yield f"网站，{_time(public_at, None)}{done}"
        yield absolute_url(article.get_absolute_url())
    if article.pk in stand:
        yield stand[article.pk]


def _pictures(content, words):
    return words.format(len(content.pictures)) if content.pictures else ""


def _review(step, dossier, names, made):
    stamped, text = step.step in STAMPS, names[step.copy]
    void = dossier.voided.get(step.pk)
    label = step.label
    level = label.removesuffix("通过").removesuffix("签发") or label if stamped else label
    if len(level) == 4:  # the column holds three characters
        level = f"{level[:2]}\n{level[2:]}"
    return ReviewRow(
        level=f"{text}\n{level}" if text else level,
        who=step.by_name,
        post=step.by_post,
        when=_time(step.taken_at, made),
        opinion=step.opinion,
        passage=step.passage,
        version=f"第{step.version}版" if step.version else "",
        digest=step.digest,
        verdict=label if stamped else "",
        voided=void.said(lambda moment: _time(moment, made)) if void else "",
        remark=step.remark or ("加急" if step.urgent else ""),
    )


def _proof(proof, dossier, names, made):
    text, name = names[proof.copy], proof.number_name
    return ProofRow(
        number=f"{text}\n{name}" if text else name,
        who=proof.by_name,
        when=_time(proof.taken_at, made),
        note=proof.note,
        of=proof.get_of_display(),
        stale=dossier.is_stale(proof),
    )


def _findings(comments):
    """How many comments there are and were settled, and what those say that were not."""
    if not comments:
        return ""
    open_ = [comment for comment in comments if comment.settled_at is None]
    said = f"共{len(comments)}条批注，已了结{len(comments) - len(open_)}条"
    if not open_:
        return f"{said}。"
    quotes = "；".join(f"“{_short(each.text)}”（{name_of(each.by)}）" for each in open_[:_QUOTED])
    return f"{said}，未了结{len(open_)}条：{quotes}{'等' if len(open_) > _QUOTED else ''}。"


def _judged(article, content, rows, by):
    """What the proofreader found in this text and somebody judged to be no error, and why."""
    judged = proofread_article(article, content, rows).seen_by(by).judged if rows else ()
    if not judged:
        return ""
    said = "；".join(
        f"{_found(each)}"
        f"（{each.judgement.by_name}\N{FULLWIDTH COLON}{_short(each.judgement.reason)}）"
        for each in judged[:_QUOTED]
    )
    more = "等" if len(judged) > _QUOTED else ""
    return f"校对意见裁定没有错的{len(judged)}处\N{FULLWIDTH COLON}{said}{more}。"


def _found(remark):
    """What a remark is about: the words with those beside them, or what is missing."""
    if remark.finding.passage < 0:
        return remark.finding.message.rstrip("。")
    return f"“{_short(remark.before[-4:] + remark.finding.text + remark.after[:4])}”"


def _short(text):
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"


def _covers(content):
    """What `Content.canonical()` hashes, in words."""
    pictures = _pictures(content, "图片{}幅（按内容，连同说明、署名和替代文字）、")
    entries = f"滚动条目{len(content.entries)}条、" if content.entries else ""
    return (
        f"引题、主题、副题、摘要、正文、稿源、署名、{pictures}{entries}专栏、地点和更正。"
        "任何一项改动，此单即不相符。"
    )


def _corrections(article):
    """Those under the published article; a working copy's own come after them."""
    live = article.revises.corrections.all() if article.revises_id else ()
    return sorted((*live, *article.corrections.all()), key=lambda row: (row.corrected_on, row.pk))


def _correction(row):
    printed = f"（已登在{row.printed_in}）" if row.printed_in else ""
    return f"{format_day(row.corrected_on)}　{row.text}{printed}"


def _time(moment, made):
    """`11月24日8:55` in the newsroom's time; with the year unless `made` is of the same."""
    return format_moment(timezone.localtime(moment), this_year=made and made.year)
