"""What is done with an article besides editing it: steps, proofs, comments, taking it in hand."""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin.article import unsent
from articles.admin.article.listing import ArticleList
from articles.context_processors import site_of
from articles.desk import chain
from articles.models import Opening, known_date
from articles.review import colleagues, rights, taking
from articles.review.dossier import Dossier
from articles.review.steps import STEPS, Needs, StepRefused, named
from articles.roles import name_of
from articles.text.keys import parse_key


class MomentForm(forms.Form):
    """The new hour of a reschedule, as a browser's own picker sends it."""

    publish_at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        validators=[known_date],
        error_messages={"invalid": "发布时间要写成日期和几点几分。"},
    )


class ArticleSteps(ArticleList):
    def get_urls(self):
        views = {
            "step": self.step_view,
            "proof": self.proof_view,
            "comment": self.comment_view,
            "settle": self.settle_view,
            "hand": self.hand_view,
            "remind": self.remind_view,
            "open": self.open_view,
        }
        return [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"articles_article_{name}",
            )
            for name, view in views.items()
        ] + super().get_urls()

    def rail(self, request, article):
        """What stands beside the text: the steps that can be taken now, and the record so far."""
        site = site_of(request)
        shown = {"site_settings": site, "state_label": site.status_label(article.status)}
        if article.pk is None:
            rules = rights.steps_for(article, request.user, site)
            return shown | {"offers": chain.offered(rules, Dossier(article, site), request.user)}
        return shown | {
            **chain.beside(article, request.user, site),
            "typed": unsent.typed(request, article),
        }

    def asked(self, request, object_id):
        """The article of a POST by somebody who may see it; 404 for everybody else."""
        article = self.get_object(request, unquote(object_id))
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    def back(self, request, article, field="next"):
        """To where the button was pressed, if that was on the desk; else to the article."""
        there = request.POST.get(field, "")
        on_desk = there.startswith(reverse("admin:index"))
        if on_desk and url_has_allowed_host_and_scheme(there, allowed_hosts=None):
            return redirect(there)
        return redirect("admin:articles_article_change", article.pk)

    def step_view(self, request, object_id):
        """A step on the text as it stands, pressed where it is only read."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.asked(request, object_id)
        revision = parse_key(request.POST.get("revision", ""))
        if revision is None:
            raise PermissionDenied
        return self.take_step(request, article, request.POST.get("_step", ""), revision)

    def take_step(self, request, article, name, revision):
        """Take it and say so, or say why not; then on to where one goes from there."""
        rule = STEPS.get(name)
        if rule is None:
            raise PermissionDenied
        try:
            moved = taking.take(
                rule,
                article,
                by=request.user,
                revision=revision,
                opinion=request.POST.get("opinion", ""),
                passage=request.POST.get("passage", ""),
                publish_at=_moment(request) if Needs.TIME in rule.needs else None,
            )
        except (StepRefused, PermissionDenied) as refusal:
            if isinstance(refusal, PermissionDenied) and revision == article.revision:
                raise
            return self.refuse(request, article, refusal, "here")
        label = named(rule, site_of(request)).label
        self.log_change(request, moved, label)
        messages.success(request, f"已{label}：{moved}")
        return self.back(request, moved) if moved == article else redirect(
            "admin:articles_article_change", moved.pk
        )  # fmt: skip

    def refuse(self, request, article, refusal, field):
        """Back to the page where it was pressed, which says why and shows what was typed."""
        moved = isinstance(refusal, PermissionDenied)
        said = (
            "另一位同事刚刚处理了这篇稿件，没有办成。下面是现在的情况。" if moved else str(refusal)
        )
        messages.error(request, said)
        unsent.keep_typed(request, article)
        return self.back(request, article, field)

    def proof_view(self, request, object_id):
        return self._act(
            request,
            object_id,
            lambda article: colleagues.proof(
                article,
                by=request.user,
                revision=parse_key(request.POST.get("revision", "")),
                note=request.POST.get("note", ""),
            ),
            "记下了这一校。",
        )

    def comment_view(self, request, object_id):
        return self._act(
            request,
            object_id,
            lambda article: colleagues.comment(
                article,
                by=request.user,
                text=request.POST.get("text", ""),
                passage=request.POST.get("passage", ""),
            ),
            "批注存下了。",
        )

    def settle_view(self, request, object_id):
        def settle(article):
            said = get_object_or_404(
                article.comments, pk=parse_key(request.POST.get("comment", ""))
            )
            colleagues.settle(said, by=request.user)

        return self._act(request, object_id, settle, "批注已了结。")

    def hand_view(self, request, object_id):
        if request.POST.get("put_down"):
            return self._act(
                request, object_id, lambda a: colleagues.put_down(a, by=request.user), "已放回。"
            )
        return self._act(
            request, object_id, lambda a: colleagues.take_in_hand(a, by=request.user), "已接手。"
        )

    def remind_view(self, request, object_id):
        return self._act(
            request, object_id, lambda a: colleagues.remind(a, by=request.user), "已经提醒。"
        )

    def _act(self, request, object_id, act, done):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.asked(request, object_id)
        try:
            act(article)
        except StepRefused as refusal:
            return self.refuse(request, article, refusal, "next")
        messages.success(request, done)
        return self.back(request, article)

    def open_view(self, request, object_id):
        """A browser says that it has the article open, and hears who else has, and what changed."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.asked(request, object_id)
        here, now = Opening.objects.filter(article=article), timezone.now()
        if request.POST.get("closed"):
            here.filter(user=request.user).delete()
            return JsonResponse({})
        Opening.objects.update_or_create(
            article=article,
            user=request.user,
            defaults={"seen_at": now, "typing": bool(request.POST.get("typing"))},
        )
        others = here.fresh().exclude(user=request.user).select_related("user").order_by("pk")
        return JsonResponse(
            {
                "others": [
                    {"name": name_of(row.user),
                     "typing": row.typing, "seconds": int((now - row.seen_at).total_seconds())}
                    for row in others
                ],
                "revision": article.revision,
                "status": site_of(request).status_label(article.status),
            }
        )  # fmt: skip


def _moment(request):
    """The hour that was typed, or None; raises StepRefused where it is none."""
    form = MomentForm(request.POST)
    if not form.is_valid():
        raise StepRefused(f"{form.errors['publish_at'][0]}没有改。")
    return form.cleaned_data["publish_at"]
