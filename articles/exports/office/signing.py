"""An article's sign-off sheet, from the record: what `sheet.py` then puts on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles import versions
from articles.exports.office.sheet import Proof as ProofRow
from articles.exports.office.sheet import Review, Sheet
from articles.models import Article, Comment, Proof, SiteSettings, Status, Step
from articles.review import record
from articles.roles import name_of

#: Steps that sign a text off; those of `record.SIGNING` besides sign what was signed before.
SIGNS = ("final-pass", "urgent")
_STAMPED = (*record.PASSES, "urgent")
#: How many comments that nobody settled are quoted, and how much of each.
_QUOTED, _QUOTE = 5, 60


def sheet_of(
    article: Article, site: SiteSettings, made: datetime | None = None, *, by=None
) -> Sheet:
    """The sheet of an article, or of a working copy, with the whole record of both."""
    return sheets_of([article], site, made, by=by)[0]


def sheets_of(
    articles: Sequence[Article], site: SiteSettings, made: datetime | None = None, *, by=None
) -> list[Sheet]:
    """A sheet for each, in their order; as many queries for a hundred as for one.

    `by`: the account that it is for, which gets no lines of working copies that it may not see.

    `made` is the time printed as that of the sheet: now, unless told. (A working copy asks one
    query more, for the corrections of the article that it revises.)
    """
    made = timezone.localtime(made)
    comments = Prefetch("comments", Comment.objects.select_related("by"))
    prefetch_related_objects(articles, *versions.PARTS, "revises", comments)
    homes = {article.revises_id or article.pk for article in articles}
    steps, proofs = _lines(Step, homes, by), _lines(Proof, homes, by)
    return [_sheet(article, steps, proofs, site, made) for article in articles]


def _lines(model, homes, by):
    """The record's lines about these articles and their revisions, oldest first, by article."""
    found = defaultdict(list)
    rows = model.objects.filter(article__in=homes).order_by("pk")
    for line in record.seen_by(rows, by) if by else rows:
        found[line.article_id].append(line)
    return found


def _sheet(article, all_steps, all_proofs, site, made):
    home = article.revises_id or article.pk
    steps, proofs = all_steps[home], all_proofs[home]
    content = versions.content_of(article)
    texts = _texts(article, steps, content.digest)
    signed = _signed(article, steps)
    digest = signed.digest if signed else ""
    voided = {pk: why for text in texts.values() for pk, why in text.voided(made).items()}
    status = site.status_label(article.status)
    if digest not in ("", content.digest):
        status += "\n现在的内容与签发的不符"
    return Sheet(
        paper=site.name,
        serial=f"{home}（修订稿{article.pk}）" if article.revises_id else str(home),
        number=_number(article, signed, site, made),
        made=_time(made, None),
        kicker=article.kicker,
        headline=article.headline,
        subhead=article.subhead,
        bylines=tuple(map(str, content.signatures)),
        used=tuple(_used(article.revises or article, made)),
        size=f"{article.length:,}字" + _pictures(content, "，图片{}幅"),
        campaigns=tuple(name for _, name in content.campaigns),
        places=tuple(name for _, name in content.places),
        status=f"修订稿，{status}" if article.revises_id else status,
        urgent=any(step.urgent and step.pk not in voided for step in steps),
        reviews=tuple(
            _review(step, texts[step.copy].name, voided.get(step.pk, ""), made) for step in steps
        ),
        proofs=tuple(_proof(proof, texts, made) for proof in proofs),
        findings=_findings(article.comments.all()),
        digest=digest,
        covers=_covers(content) if digest else "",
        corrections=tuple(map(_correction, _corrections(article))),
    )


class _Text:
    """The lines about one text, the article's own or one revision's, and what holds of them."""

    def __init__(self, name, steps, now):
        """`now` is the hash of the text as it stands, empty where another one is in force."""
        self.name = name
        self.holding: list[Step] = []
        self.ended: dict[int, Step] = {}
        for step in steps:
            if step.step in _STAMPED:
                self.holding.append(step)
            elif step.target in record.VOIDING:
                self.ended |= {each.pk: step for each in self.holding}
                self.holding = []
        signed = [step.digest for step in self.holding if step.step in SIGNS]
        self.digest = signed[-1] if signed else now or (steps[-1].digest if steps else "")

    def voided(self, made):
        """Why a pass no longer counts, by its id."""
        why = {pk: f"{_time(by.taken_at, made)}{_act(by)}，作废" for pk, by in self.ended.items()}
        others = [step.pk for step in self.holding if step.digest != self.digest]
        return why | dict.fromkeys(others, "所审不是现在这份文字，作废")


def _act(step):
    return "改动" if step.step == "void" else step.label


def _texts(article, steps, now):
    """The texts that the record speaks of, by the number of the revision; None: the article's."""
    by_copy = defaultdict(list)
    for step in steps:
        by_copy[step.copy].append(step)
    copies = [copy for copy in by_copy if copy]
    own = article.pk if article.revises_id else None
    names = {copy: "修订稿" + (f"（{n}）" if len(copies) > 1 else "")
             for n, copy in enumerate(copies, 1)}  # fmt: skip
    return defaultdict(lambda: _Text("", [], "")) | {
        copy: _Text(names.get(copy, ""), by_copy[copy], now if copy == own else "")
        for copy in {*by_copy, own}
    }


def _signed(article, steps):
    """The line that signed what residents read, or read until it was withdrawn."""
    if article.status not in (Status.APPROVED, Status.WITHDRAWN):
        return None
    return next((step for step in reversed(steps) if step.step in record.SIGNING), None)


def _number(article, signed, site, made):
    """临审〔2026〕1147: the district's first character, the year, the number of the signing line.

    What is not signed off has its own number instead, after 稿: the two can't be confused.
    """
    year = timezone.localtime(signed.taken_at).year if signed else made.year
    return f"{site.district[:1]}审〔{year}〕{signed.pk if signed else f'稿{article.pk}'}"


def _used(article, made):
    public_at = article.publish_at
    if public_at and article.status in (Status.APPROVED, Status.WITHDRAWN):
        done = "公开" if public_at <= made else "起公开"
        yield f"网站，{_time(public_at, None)}{done}"
        yield settings.SITE_URL + article.get_absolute_url()
    if article.page:
        yield f"第{article.page}版"


def _pictures(content, words):
    return words.format(len(content.pictures)) if content.pictures else ""


def _review(step, text, voided, made):
    stamped = step.step in _STAMPED
    label = step.label
    level = label.removesuffix("通过").removesuffix("签发") or label if stamped else label
    if len(level) == 4:  # the column holds three characters
        level = f"{level[:2]}\n{level[2:]}"
    return Review(
        level=f"{text}\n{level}" if text else level,
        who=step.by_name,
        post=step.by_post,
        when=_time(step.taken_at, made),
        opinion=step.opinion,
        passage=step.passage,
        version=f"第{step.version}版" if step.version else "",
        digest=step.digest,
        verdict=label if stamped else "",
        voided=voided,
        remark=step.remark or ("加急" if step.urgent else ""),
    )


def _proof(proof, texts, made):
    text = texts[proof.copy]
    name = proof.number_name
    return ProofRow(
        number=f"{text.name}\n{name}" if text.name else name,
        who=proof.by_name,
        when=_time(proof.taken_at, made),
        note=proof.note,
        of=proof.get_of_display(),
        stale=bool(text.digest) and proof.digest != text.digest,
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


def _short(text):
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1]}…"


def _covers(content):
    """What `Content.canonical()` hashes, in words."""
    pictures = _pictures(content, "图片{}幅（按内容，连同说明、署名和替代文字）、")
    return (
        f"引题、主题、副题、摘要、正文、稿源、署名、{pictures}专栏、地点和更正。"
        "任何一项改动，此单即不相符。"
    )


def _corrections(article):
    """Those under the published article; a working copy's own come after them."""
    live = article.revises.corrections.all() if article.revises_id else ()
    return sorted((*live, *article.corrections.all()), key=lambda row: (row.corrected_on, row.pk))


def _correction(row):
    day = row.corrected_on
    printed = f"（已登在{row.printed_in}）" if row.printed_in else ""
    return f"{day.year}年{day.month}月{day.day}日　{row.text}{printed}"


def _time(moment, made):
    """`11月24日8:55` in the newsroom's time; with the year unless `made` is of the same."""
    when = timezone.localtime(moment)
    short = f"{when.month}月{when.day}日{when.hour}:{when:%M}"
    return short if made and made.year == when.year else f"{when.year}年{short}"
