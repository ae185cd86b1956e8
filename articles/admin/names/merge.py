"""合并, an action on rows that were made twice: choose the one that stays, and merge."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles import merging
from articles.admin.pages import render_page

_MOST = 50


@admin.action(description="合并所选%(verbose_name_plural)s", permissions=["merge"])
def merge_action(modeladmin, request, queryset):
    """Ask on a page of its own which row stays; with the answer, merge and return to the list."""
    rows = list(queryset[: _MOST + 1])
    kept = next((row for row in rows if str(row.pk) == request.POST.get("kept")), None)
    if len(rows) < 2:
        modeladmin.message_user(request, "请至少选两项再合并。", messages.WARNING)
        return None
    if len(rows) > _MOST:
        modeladmin.message_user(request, f"一次最多合并{_MOST}项。", messages.WARNING)
        return None
    if kept is None:
        if "post" in request.POST:
            modeladmin.message_user(request, "请选定留下哪一项。", messages.WARNING)
        context = {
            "opts": modeladmin.opts,
            "rows": sorted(rows, key=lambda row: -row.times),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "media": modeladmin.media,
        }
        title = f"合并{modeladmin.opts.verbose_name_plural}"
        return render_page(request, "admin/merge.html", title, context)
    try:
        moved = modeladmin.merge(kept, [row for row in rows if row != kept], by=request.user)
    except merging.MergeRefused as refusal:
        modeladmin.message_user(request, str(refusal), messages.ERROR)
    else:
        modeladmin.message_user(request, f"已并入“{kept}”，移来{moved}处。", messages.SUCCESS)
    return None


class Merging:
    """Rows that were made twice are merged rather than deleted, by whoever may do both."""

    actions = [merge_action]
    delete_confirmation_template = "admin/names/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/names/delete_selected_confirmation.html"
    merge = staticmethod(merging.merge)

    def has_merge_permission(self, request):
        return self.has_change_permission(request) and self.has_delete_permission(request)
