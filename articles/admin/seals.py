"""How a status is drawn: one character and a shape (static/desk/css/parts/seal.css)."""

from articles.models import Status

_SEALS = {
    Status.DRAFT: ("稿", ""),
    Status.SUBMITTED: ("初", "seal-now"),
    Status.FIRST_PASSED: ("复", "seal-now"),
    Status.SECOND_PASSED: ("终", "seal-now"),
    Status.APPROVED: ("发", "seal-passed"),
    Status.HELD: ("待", ""),
    Status.REJECTED: ("退", "seal-returned"),
    Status.WITHDRAWN: ("撤", "seal-void"),
}


def seal(article):
    return _SEALS[article.status]
