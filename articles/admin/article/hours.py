"""The hour of publication that was chosen or typed where a step is taken."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from articles.desk.hours import NOW, PICK, WRITTEN
from articles.models import known_date
from articles.review.steps import Needs, StepRefused, StepRule


class MomentForm(forms.Form):
    """An hour of publication, as a browser's own picker sends it."""

    publish_at = forms.DateTimeField(
        required=False,
        input_formats=[WRITTEN],
        validators=[known_date],
        error_messages={"invalid": "发布时间要写成日期和几点几分。"},
    )


def read_hour(request: HttpRequest, rule: StepRule) -> datetime | None:
    """The hour for this step; None where none is said, or the step knows none.

    Raises StepRefused for one that can't be read.
    """
    if rule.signs:
        chosen = request.POST.get("hour", "")
        if chosen == NOW:
            return timezone.now()
        if chosen != PICK:
            return _read(chosen, rule)
        if not request.POST.get("publish_at"):
            raise StepRefused(f"选了“另定”，请写明日期和钟点，没有{rule.label}。")
    elif Needs.TIME not in rule.needs:
        return None
    return _read(request.POST.get("publish_at", ""), rule)


def _read(typed: str, rule: StepRule) -> datetime | None:
    form = MomentForm({"publish_at": typed})
    if not form.is_valid():
        done = rule.label if rule.signs else "改"
        raise StepRefused(f"{form.errors['publish_at'][0]}没有{done}。")
    moment: datetime | None = form.cleaned_data["publish_at"]
    return moment
