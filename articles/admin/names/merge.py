"""The action 合并 of reporters, campaigns and places: choose which one stays, then merge."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse

from articles import merging

_MOST = 50


@admin.action(description="合并所选%(verbose_name_plural)s", permissions=["merge"])
def merge_action(modeladmin, request, queryset):
    """First the page that asks which stays, with counts; then the merge and the list again."""
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
        context = modeladmin.admin_site.each_context(request) | {
            "title": f"合并{modeladmin.opts.verbose_name_plural}",
            "opts": modeladmin.opts,
            "rows": sorted(rows, key=lambda row: -row.times),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "media": modeladmin.media,
        }
        return TemplateResponse(request, "admin/merge.html", context)
    try:
        moved = merging.merge(kept, [row for row in rows if row != kept], by=request.user)
    except merging.MergeRefused as refusal:
        modeladmin.message_user(request, str(refusal), messages.ERROR)
    else:
        modeladmin.message_user(request, f"已并入“{kept}”，移来{moved}处。", messages.SUCCESS)
    return None
