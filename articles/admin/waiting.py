"""What waits for an account: the content of the page 工作台."""

from django.db.models import Prefetch

from articles.admin.seals import seal
from articles.models import Article, Byline, ImportedPage, Status
from articles.workflow import HANDLE, IN_REVIEW

_SHOWN = 30


def waiting(request):
    """Groups of articles for `admin/index.html`, newest change first, each of a bounded length."""
    user = request.user
    groups = []
    if user.has_perm(HANDLE):
        groups.append(("待处理", _some(Article.objects.filter(status__in=IN_REVIEW))))
    if user.has_perm("articles.view_article"):
        own = Article.objects.filter(created_by=user)
        groups.append(("我的草稿", _some(own.filter(status=Status.DRAFT))))
        groups.append(("我送出的", _some(own.filter(status__in=(*IN_REVIEW, Status.HELD)))))
        groups.append(("退给我的稿", _some(own.filter(status=Status.REJECTED))))
    pages = []
    if user.has_perm("articles.change_importedpage"):
        open_pages = ImportedPage.objects.filter(state=ImportedPage.State.OPEN)
        pages = open_pages.defer("text", "reading", "history")[:_SHOWN]
    return {"groups": [group for group in groups if group[1]], "pages": pages}


def _some(articles):
    bylines = Prefetch("bylines", Byline.objects.select_related("reporter"))
    articles = articles.defer("body").select_related("created_by").prefetch_related(bylines)
    rows = list(articles.order_by("-updated_at", "-id")[:_SHOWN])
    for article in rows:
        article.seal, article.seal_shape = seal(article)
    return rows
