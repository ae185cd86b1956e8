from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html_join

from articles.admin.lookups import OfferedLookups
from articles.admin.widgets import NamedCells, Picking
from articles.models import Matter, MatterEntry
from articles.site.matter import propose
from articles.text.dates import format_day


class MatterEntries(NamedCells, Picking, admin.TabularInline):
    """The articles of a matter: of whoever may change it."""

    model = MatterEntry
    extra = 1
    autocomplete_fields = ["article"]
    fields = ["article", "words"]

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_matter")

    def has_add_permission(self, request, obj):
        return request.user.has_perm("articles.change_matter")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_matter")

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_matter")


@admin.register(Matter)
class MatterAdmin(OfferedLookups, admin.ModelAdmin):
    list_display = ["name", "coming", "created_at"]
    search_fields = ["name", "entries__article__headline"]
    search_help_text = "事情，或其中一篇的主题"

    fields = ["name", "coming", "proposed"]
    readonly_fields = ["proposed"]
    inlines = [MatterEntries]

    @admin.display(description="可能同属一事")
    def proposed(self, matter):
        """Public articles that share rare words with those that are here."""
        if matter is None or matter.pk is None:
            return "选好一两篇、保存以后，这里列出用词相近的报道。"
        rows = [
            (
                article.get_absolute_url(),
                str(article),
                format_day(timezone.localtime(article.publish_at)),
            )
            for article in propose(matter)
        ]
        links = format_html_join("", '<li><a href="{}">{}</a>　{}</li>', rows)
        return format_html_join("", "<ul>{}</ul>", [(links,)]) if rows else "没有找到。"
