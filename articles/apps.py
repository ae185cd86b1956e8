from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "采编"


class NewsroomAdminConfig(AdminConfig):
    default_site = "articles.admin.site.NewsroomAdminSite"

    def ready(self):
        # First, since autodiscovery asks for the site before it imports us, and the site is in
        # a package that registers with it: it would be made twice.
        import articles.admin  # noqa: F401

        super().ready()
        from django.contrib.admin import site
        from taggit.models import Tag

        site.unregister(Tag)  # campaigns are our tags
