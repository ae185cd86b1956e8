"""运行情况: what an administrator has to do so that the site goes on, and who is in."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from articles import events
from articles.admin.events import note_event, say_actor
from articles.admin.pages import SITE, page, render_page
from articles.desk.checkup import check_house
from articles.desk.people import collect_security_week
from articles.desk.times import say_moment
from articles.models import SecurityEvent, SignIn

_PERMISSION = "auth.change_user"


@page(SITE, "health", methods=["GET"], permission=_PERMISSION)
def show_health(request: HttpRequest) -> HttpResponseBase:
    checkup = check_house()
    recent = timezone.now() - timedelta(minutes=15)
    context = {
        "checkup": checkup,
        "counts": checkup.count(),
        "looked_at": say_moment(timezone.now()),
        "people_in": SignIn.objects.since(recent).values("account").distinct().count(),
        "lines": collect_security_week(),
    }
    return render_page(request, "admin/health.html", "运行情况", context)


@page(SITE, "health_events", address="health/events/", methods=["POST"], permission=_PERMISSION)
def export_events(request: HttpRequest) -> HttpResponseBase:
    """The chain of security events as a file, this export included."""
    sentence = f"{say_actor(request)}导出了安全留痕。"
    note_event(request, SecurityEvent.Kind.ACCOUNT, sentence, request.user)
    lines = (f"{line}\n" for line in events.export())
    answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    name = f"events-{timezone.localdate():%Y-%m-%d}.jsonl"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
