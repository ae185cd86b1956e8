"""选题 in the admin: the list of planned stories, noting one, taking it up, writing it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.lookups import OfferedLookups
from articles.admin.pages import SITE, page, render_page
from articles.admin.widgets import NamedCells, Picking
from articles.context_processors import site_of
from articles.desk.stories import collect_stories, find_closing
from articles.filters import HOUR_INPUT
from articles.models import PlannedStory, known_date
from articles.models.fields import validate_characters
from articles.models.planned_story import NO_WORDS
from articles.planning import stories
from articles.roles import HANDLE
from articles.text.characters import clean_to_one_line

_VIEW, _ADD = "articles.view_plannedstory", "articles.add_plannedstory"
_CHANGE = "articles.change_plannedstory"


class IdeaForm(forms.Form):
    """A story in one line; all else is added in its own form."""

    words = forms.CharField(
        label="新选题",
        max_length=120,
        validators=[validate_characters],
        error_messages={"required": NO_WORDS},
    )
    due_at = forms.DateTimeField(
        label="何时交",
        required=False,
        validators=[known_date],
        widget=forms.DateTimeInput(HOUR_INPUT, "%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "何时交要写成日期和几点几分。"},
    )

    def clean_words(self) -> str:
        words = clean_to_one_line(self.cleaned_data["words"])
        if not words:
            raise forms.ValidationError(NO_WORDS)
        return words


@admin.register(PlannedStory)
class PlannedStoryAdmin(NamedCells, OfferedLookups, Picking, admin.ModelAdmin):
    list_display = ["words", "writer", "due_at", "photos_wanted", "campaign", "standing"]
    list_filter = ["dropped"]
    list_select_related = ["writer", "campaign"]
    search_fields = ["words", "note", "writer__name"]
    search_help_text = "选题、说明里的词，或谁写"
    show_facets = admin.ShowFacets.NEVER

    autocomplete_fields = ["campaign", "writer", "photographer"]
    fields = [
        "words", "note", "campaign", "writer", "photos_wanted", "photographer", "happens_on",
        "due_at", "dropped",
    ]  # fmt: skip

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .filter(pk__in=PlannedStory.objects.visible_to(request.user).values("pk"))
        )

    @admin.display(description="还做不做", ordering="dropped")
    def standing(self, story):
        return "不做了" if story.dropped else ""

    def has_add_permission(self, request):
        """Writers note theirs in one line; the whole form is for who handles copy."""
        return super().has_add_permission(request) and request.user.has_perm(HANDLE)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


@page(SITE, "stories", methods=["GET"], permission=_VIEW)
def show_stories(request: HttpRequest) -> HttpResponse:
    """What is to be written, by deadline; what is under way; what was printed."""
    return _show(request, IdeaForm())


@page(SITE, "stories", methods=["POST"], permission=_ADD)
def note_idea(request: HttpRequest) -> HttpResponse:
    """Put an idea on the list; refused, what was typed stays."""
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    PlannedStory.objects.create(created_by=request.user, **form.cleaned_data)
    messages.success(request, "选题记下了。")
    return redirect("admin:stories")


def _show(request: HttpRequest, form: IdeaForm, status: int = 200) -> HttpResponse:
    context = {
        **collect_stories(request.user, site_of(request)),
        "form": form,
        "closing": find_closing(),
    }
    return render_page(request, "admin/stories.html", "选题", context, status=status)


@page(PlannedStory, "claim", methods=["POST"], permission=_CHANGE)
def claim_story(request: HttpRequest, story: PlannedStory) -> HttpResponse:
    """Let the account's own reporter write it."""
    try:
        stories.claim(story, by=request.user)
    except stories.StoryRefused as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"“{story}”由您来写。")
    return redirect("admin:stories")


@page(PlannedStory, "write", methods=["POST"], permission=_VIEW)
def write_story(request: HttpRequest, story: PlannedStory) -> HttpResponse:
    """Make the article, and go to it."""
    try:
        article = stories.begin_article(story, by=request.user)
    except stories.StoryRefused as why:
        messages.error(request, str(why))
        return redirect("admin:stories")
    messages.success(request, "稿件建好了，选题里的标题、署名、专栏、期限已经填上。")
    return redirect("admin:articles_article_change", article.pk)
