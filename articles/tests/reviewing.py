"""An article on its way through the reviews: steps, changes of the text, and its pages."""

from articles.models import Article, SiteSettings
from articles.review import record, taking
from articles.review.steps import STEPS
from articles.tests.clients import client_of, url


def take(name, article, by, **more):
    return taking.take(STEPS[name], Article.objects.get(pk=article.pk), by=by, **more)


def edit(article, by=None, **fields):
    """A save as the form makes it: a new version, and reviews of another text void."""
    article = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    article.revision += 1
    article.save()
    record.record_change(article, by=by)
    return Article.objects.get(pk=article.pk)


def page_of(article, user, name="review"):
    return client_of(user).get(url(name, article))


def read_record(article):
    """The record of an article: step, from, to."""
    return [(s.step, s.source, s.target) for s in record.all_steps(article)]


def set_site(**fields):
    SiteSettings.objects.current()
    SiteSettings.objects.update(**fields)
