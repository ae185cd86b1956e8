import os

from django import forms
from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig, SimpleAdminConfig
from django.contrib.auth import get_user_model
from django.core import checks
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_migrate


def _check_deployment(app_configs, **kwargs):
    # It looks at much that a command without it need not load.
    from articles.desk.checkup.checkup import check_deployment  # noqa: PLC0415

    return check_deployment(app_configs, **kwargs)


def _forget_house(**change):
    # It knows the proofreader, which a command that reads no text need not load.
    from articles.review.house import forget_house  # noqa: PLC0415

    forget_house(**change)


def _forget_reviewers(**change):
    from articles.review.colleagues import forget_reviewers  # noqa: PLC0415

    forget_reviewers(**change)


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "采编"

    def ready(self):
        # Models are loaded by now.
        from articles.models.append_only import guard  # noqa: PLC0415
        from articles.models.fields import validate_characters  # noqa: PLC0415
        from articles.models.generation import drop_triggers, set_triggers  # noqa: PLC0415
        from articles.models.place import Place  # noqa: PLC0415
        from articles.models.reprint_source import ReprintSource  # noqa: PLC0415
        from articles.models.tenure import Tenure  # noqa: PLC0415
        from articles.models.term import Term  # noqa: PLC0415
        from articles.models.unit import Unit  # noqa: PLC0415
        from articles.models.upgrading import complete  # noqa: PLC0415
        from articles.search.index import empty_after_flush  # noqa: PLC0415

        checks.register(_check_deployment, deploy=True)
        # Every text field of every form, the admin's own included.
        forms.CharField.default_validators = [validate_characters]
        post_migrate.connect(guard, sender=self)
        post_migrate.connect(empty_after_flush, sender=self)
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(set_triggers, sender=self)
        post_migrate.connect(complete, sender=self)
        for changed in (post_save, post_delete):
            for kept in (Term, ReprintSource, Tenure, Unit, Place):
                changed.connect(_forget_house, sender=kept)
            changed.connect(_forget_reviewers, sender=settings.AUTH_USER_MODEL)
        m2m_changed.connect(_forget_reviewers, sender=get_user_model().groups.through)


class NewsroomAdminConfig(AdminConfig):
    default_site = "articles.admin.site.NewsroomAdminSite"

    def ready(self):
        SimpleAdminConfig.ready(self)
        if "ADMIN_LATER" not in os.environ:  # see manage.py
            self.discover()

    def discover(self):
        """Register all of the admin's pages; done again by whoever needs their addresses."""
        # Autodiscovery asks for the site before it imports us; the site is in a package that
        # registers with it, and would be made twice.
        import articles.admin  # noqa: F401, PLC0415

        self.module.autodiscover()
