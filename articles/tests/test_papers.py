"""Papers that name what is in the code: docs/glossary.md all of it, docs/adding.md nothing else."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from articles import roles
from articles.models import Format, Genre, Role, Slot, Status, Weight
from articles.review.steps import STEPS

pytestmark = pytest.mark.once

#: Tables of the search index: no editor ever reads of them.
NAMELESS = {"ArchivedPiece", "ArchivedText", "Piece", "SearchDoc"}


def paper(name):
    return (Path(settings.BASE_DIR) / "docs" / name).read_text(encoding="utf-8")


def chinese_words():
    """What the first column names: 引题 / 主题 / 副题 are three."""
    lines = [line for line in paper("glossary.md").splitlines() if line.startswith("| ")]
    rows = [line.split("|")[1].strip() for line in lines]
    return {word.strip() for row in rows for word in row.split("/")}


def test_every_model_status_step_role_and_format_has_its_line_in_the_glossary():
    models = [
        model
        for model in apps.get_app_config("articles").get_models()
        if model.__name__ not in NAMELESS
    ]
    names = {str(model._meta.verbose_name) for model in models}
    names |= {rule.label for rule in STEPS.values()} | set(Status.labels) | set(roles.ROLES)
    names |= set(Format.labels)

    assert sorted(names - chinese_words()) == []


def test_the_values_of_small_choices_are_told_where_their_kind_is():
    text = paper("glossary.md")
    labels = [label for kind in (Genre, Role, Slot, Weight) for label in kind.labels]

    assert [label for label in labels if label not in text] == []


def test_what_adding_names_is_there():
    root = Path(settings.BASE_DIR)
    named = set(re.findall(r"`([\w./]+/[\w.]+\.[a-z]+)`", paper("adding.md")))
    places = (root, root / "articles", root / "templates")

    assert len(named) > 50
    assert [name for name in named if not any((place / name).exists() for place in places)] == []
