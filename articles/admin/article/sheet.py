"""The sign-off sheet of an article, as a PDF in the browser."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.files import as_file
from articles.admin.pages import page
from articles.exports.office.issuing import hand_out_sheets
from articles.exports.office.sheet import NoFonts
from articles.exports.office.signing import sheet_of
from articles.models import Article, SiteSettings


@page(Article, "sheet", address="<path:object_id>/sheet.pdf", methods=["GET"], permission="view")
def export_sheet(request: HttpRequest, article: Article) -> HttpResponse:
    try:
        content = hand_out_sheets(
            [sheet_of(article, SiteSettings.objects.current(), by=request.user)]
        )
    except NoFonts as missing:
        messages.error(request, str(missing))
        return redirect("admin:articles_article_change", article.pk)
    return as_file(
        HttpResponse(content, content_type="application/pdf"), f"审签单-{article.pk}.pdf"
    )
