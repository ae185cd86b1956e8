"""What is shown at the addresses of an article that was taken down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article


def show_gone(request: HttpRequest, pk: int) -> HttpResponse:
    """That it was taken down; what a reader was just writing about it is not lost. Raises Http404
    for what never was public."""
    article = get_object_or_404(Article.objects.taken_down(), pk=pk)
    typed = request.POST.get("words", "")
    context = {"article": article, "typed": typed}
    return render(request, "articles/gone.html", context, status=410)
