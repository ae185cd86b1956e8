from collections.abc import Iterable

from django.db import models

from articles.models.chain import digest_after
from articles.models.step import Record


class Judgement(Record):
    """裁定: a line of the record by which somebody decides that a finding is no error, and why.

    It stands for as long as the text there does: `place` is a hash of the rule, of what was found
    and of the sentence around it (`review/proofreading.py`). Taking one back is another line.
    Of a draft that was never sent in, the lines may go together with it.
    """

    article = models.ForeignKey(
        "articles.Article", verbose_name="稿件", on_delete=models.CASCADE, related_name="judgements"
    )
    place = models.CharField(max_length=64, editable=False)
    #: Which decision on this place it is, from 1: of two that are made at once one is refused.
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    takes_back = models.BooleanField("撤回", default=False, editable=False)
    rule = models.CharField("规则", max_length=40, editable=False)
    severity = models.CharField("轻重", max_length=5, editable=False)
    text = models.CharField("所指文字", max_length=200, blank=True, editable=False)
    message = models.CharField("校对意见", max_length=300, editable=False)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "裁定"
        verbose_name_plural = "裁定"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="judgement_once", fields=["article", "place", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.text}\N{FULLWIDTH COLON}{self.reason}"

    @property
    def label(self) -> str:
        """What was decided, as the record says it."""
        if self.takes_back:
            return "撤回裁定"
        return "裁定规则不适用" if self.severity == "block" else "裁定没有错"

    @property
    def opinion(self) -> str:
        return self.reason

    @property
    def passage(self) -> str:
        return self.text

    @property
    def facts(self) -> str:
        """What a signature covers of this line: all that it says, but for the account's number."""
        taken = self.taken_at.isoformat(timespec="seconds") if self.taken_at else ""
        parts = (
            self.place, str(self.number), str(int(self.takes_back)), self.rule, self.severity,
            self.text, self.message, self.reason, self.by_name, self.by_post, self.digest, taken,
        )  # fmt: skip
        return "\x1f".join(parts)


def standing(lines: Iterable[Judgement]) -> list[Judgement]:
    """Of these lines, oldest first, those that nobody took back: the last one of each place."""
    last = {(line.article_id, line.place): line for line in lines}
    return [line for line in last.values() if not line.takes_back]


def chain_of(lines: Iterable[Judgement]) -> list[str]:
    """The hash after each of an article's judgements, oldest first; each covers those before it."""
    hashes: list[str] = []
    for line in lines:
        before = hashes[-1] if hashes else ""
        hashes.append(digest_after(before, line.facts))
    return hashes
