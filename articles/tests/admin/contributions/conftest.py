import pytest

from articles import roles
from articles.models import Status, Step
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.contributed import october


@pytest.fixture
def staff():
    return client_of(make.member(roles.STAFF, "虞青禾"))


@pytest.fixture
def pair():
    """Two people and what they contributed in October: one piece together, one alone, one not used.

    Returns the two reporters and the piece that nobody may name but who sees drafts.
    """
    street = make.unit("澄河街道")
    first, second = make.reporter("闻人月"), make.reporter("解忧")
    both = make.public(
        headline="豆腐巷的旧灯杆", weight=4, publish_at=october(9), reporters=[second], photos=1
    )
    make.byline(both, first, unit=street, position=2)
    make.public(headline="板凳会开到第七回", publish_at=october(3), reporters=[first])
    rejected = make.article(headline="没有刊出的稿", status=Status.REJECTED, reporters=[first])
    Step.objects.create(article=rejected, step="submit", taken_at=october(2))
    return first, second, rejected
