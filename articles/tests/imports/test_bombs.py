"""More files that mean harm: refused or harmless, within a second and 300 MB."""

import pytest
from django.core.files.base import ContentFile

from articles import photos, roles
from articles.imports import deliveries
from articles.models import Delivery, keep_sent
from articles.tests import bombs, make
from articles.tests.limits import measured
from articles.tests.tried import tried

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Pictures in which only what stands beside the picture is too large: shown without it.
HARMLESS = {
    "a PNG with words of 200 MB",
    "a PNG with a profile of 200 MB",
    "a PNG of a hundred thousand pieces",
}
#: What PDFium unpacks in a process of little memory takes as long as that process may.
SLOW = {"a PDF with a stream of 500 MB", "a PDF with a stream squeezed twice"}


def modest(spent, kind=""):
    return spent.seconds < (6 if kind in SLOW else 1) and spent.megabytes < 300


@pytest.mark.parametrize("kind", bombs.PICTURES)
def test_a_picture_that_asks_for_all_memory_is_refused_at_once(kind):
    tried("files")
    data, by, said = bombs.PICTURES[kind](), make.user(), ""
    with measured() as spent:
        try:
            keep_sent(ContentFile(data, "江边.jpg"), by=by)
        except photos.PhotoRefused as refused:
            said = str(refused)

    assert modest(spent), (spent.seconds, spent.megabytes)
    assert said.endswith("。") == (kind not in HARMLESS)


@pytest.mark.parametrize("kind", bombs.DELIVERED)
def test_whatever_is_delivered_ends_in_a_sentence_within_a_second(kind):
    tried("files")
    data, by = bombs.DELIVERED[kind](), make.member(roles.EDITOR)
    with measured() as spent:
        row = deliveries.take_in(ContentFile(data, "江边.doc"), by=by)
        deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    assert modest(spent, kind), (spent.seconds, spent.megabytes)
    assert row.state in {Delivery.State.REFUSED, Delivery.State.OPEN}
    assert row.said
    assert "出了意外" not in row.said
    assert "root:" not in f"{row.said}{row.reading}"
