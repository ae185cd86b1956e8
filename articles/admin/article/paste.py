"""What is pasted into the editor, brought into the grammar of a body by the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.admin.article.sent import may_send
from articles.admin.pages import page
from articles.models import Article, Reporter, Role, Unit
from articles.text.byline import signature
from articles.text.offers import BylineOffer, find_offers
from articles.text.outside import OutsideRefused, clean_outside
from articles.text.word.signatures import WordSigner

_LARGEST = 10_000_000  # bytes


@page(Article, "paste", address="paste/", methods=["POST"], permission=None)
def clean_paste(request: HttpRequest) -> HttpResponse:
    """The uploaded HTML as a body, with what was left out and what belongs into other fields.

    Or in a sentence why it wasn't read.
    """
    file = request.FILES.get("html")
    if file is None:
        return JsonResponse({"error": "没有收到贴来的内容，请再贴一次。"}, status=400)
    if (file.size or 0) > _LARGEST:
        return JsonResponse({"error": "贴来的内容太长，读不了。请分几次贴。"}, status=413)
    try:
        cleaned = clean_outside(file.read().decode("utf-8", "replace"))
    except OutsideRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=413)
    if not may_send(request):
        return JsonResponse(cleaned.as_json())
    offers = find_offers(cleaned)
    return JsonResponse(
        cleaned.as_json()
        | {
            "headline": asdict(offers.headline) if offers.headline else None,
            "bylines": [_look_up(offer) for offer in offers.bylines],
            "captions": [asdict(offer) for offer in offers.captions],
        }
    )


def _look_up(offer: BylineOffer) -> dict[str, Any]:
    """The rows that a byline would be, and why somebody in it can't be one yet."""
    people = [_person(signer) for signer in offer.people]
    missing = [person["missing"] for person in people if person["missing"]]
    return {
        "line": offer.line,
        "whole": offer.whole and not missing,
        "rows": [person for person in people if not person["missing"]],
        "missing": "".join(missing),
    }


def _person(signer: WordSigner) -> dict[str, Any]:
    """Nobody is guessed: a name that nobody or that several bear is for the writer to choose."""
    named = list(Reporter.objects.same_name(signer.name)[:2])
    unit = Unit.objects.same_name(signer.unit).first() if signer.unit else None
    missing = ""
    if not named:
        missing = f"作者名单里没有“{signer.name}”，请先在署名里新建。"
    elif len(named) > 1:
        missing = f"作者名单里有几位“{signer.name}”，请在署名里自己选。"
    elif signer.unit and unit is None:
        missing = f"单位名单里没有“{signer.unit}”，“{signer.name}”请在署名里自己填。"
    return {
        "role": signer.role,
        "reporter": [named[0].pk, str(named[0])] if named else None,
        "unit": [unit.pk, str(unit)] if unit else None,
        "said": signature(Role(signer.role).label, signer.name, signer.unit),
        "missing": missing,
    }
