"""The sign-off sheet of an article, as a PDF in the browser."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from articles.admin.files import as_file
from articles.exports.office.sheet import NoFonts, pdf
from articles.exports.office.signing import sheet_of
from articles.models import SiteSettings


def sheet(model_admin, request, object_id):
    """Whoever may see the article may have its sheet; 404 for everybody else."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    article = model_admin.get_object(request, unquote(object_id))
    if article is None or not model_admin.has_view_permission(request, article):
        raise Http404
    try:
        content = pdf([sheet_of(article, SiteSettings.objects.current(), by=request.user)])
    except NoFonts as missing:
        messages.error(request, str(missing))
        return redirect("admin:articles_article_change", article.pk)
    return as_file(
        HttpResponse(content, content_type="application/pdf"), f"审签单-{article.pk}.pdf"
    )
