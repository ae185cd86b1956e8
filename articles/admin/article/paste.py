"""What is pasted into the editor, brought into the grammar of a body by the server."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from articles.admin.pages import page
from articles.models import Article
from articles.text.outside import OutsideRefused, clean_outside

_LARGEST = 10_000_000  # bytes


@page(Article, "paste", address="paste/", methods=["POST"], permission=None)
def clean_paste(request: HttpRequest) -> HttpResponse:
    """The uploaded HTML as a body, with what was left out; or in a sentence why it wasn't read."""
    file = request.FILES.get("html")
    if file is None:
        return JsonResponse({"error": "没有收到贴来的内容，请再贴一次。"}, status=400)
    if (file.size or 0) > _LARGEST:
        return JsonResponse({"error": "贴来的内容太长，读不了。请分几次贴。"}, status=413)
    try:
        cleaned = clean_outside(file.read().decode("utf-8", "replace"))
    except OutsideRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=413)
    return JsonResponse(cleaned.as_json())
