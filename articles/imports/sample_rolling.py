"""The entries of the sample's rolling story, each with the record of how it was passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from articles import versions
from articles.models import Article, Byline, Reporter, Role, Step
from articles.review import record, rolling
from articles.review.steps import STEPS
from articles.text.body import Block, Run, html

#: An act, from and to, with who took it and as what.
Way = tuple[Step.Act, str, str, tuple[str, str]]


def roll(
    story: Article, item: Mapping[str, Any], people: Mapping[str, Reporter], ways: Sequence[Way]
) -> None:
    """Add the entries at their hours, a minute for each review before; the story ends by itself."""
    Article.objects.filter(pk=story.pk).update(rolls_until=timezone.now() + timedelta(days=1))
    for each in item["entries"]:
        _enter(story, each, people[each["by"]], ways)
    last = max(datetime.fromisoformat(each["at"]) for each in item["entries"])
    Article.objects.filter(pk=story.pk).update(
        rolls_until=datetime.fromisoformat(item["until"]), moved_at=last, updated_at=last
    )


def _enter(
    story: Article, item: Mapping[str, Any], reporter: Reporter, ways: Sequence[Way]
) -> None:
    passed_at = datetime.fromisoformat(item["at"])
    body = html((Block("paragraph", (Run(item["text"]),)),))
    draft = Article.objects.create(entry_of=story, headline=item["headline"], body=body)
    unit = reporter.unit if reporter.role == Role.CORRESPONDENT else None
    Byline.objects.create(
        article=draft, reporter=reporter, role=reporter.role, unit=unit, position=1
    )
    digest = versions.keep(draft, by=None, comment="示例").digest
    lines: list[Way] = [
        (Step.Act.BEGIN_ENTRY, draft.status, draft.status, (reporter.name, "")),
        *ways,
    ]
    for left, (act, source, target, (name, post)) in zip(
        reversed(range(len(lines))), lines, strict=True
    ):
        who = {"by": None, "by_name": name, "by_post": post}
        line: dict[str, Any] = who | {"source": source, "target": target, "digest": digest}
        with record.backdate(passed_at - timedelta(minutes=left)):
            if left:
                record.write(draft, act, **line)
            else:
                rolling.enter(STEPS[act.value], draft, line)
