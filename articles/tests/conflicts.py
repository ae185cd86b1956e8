"""Two people at one article: what the form of each posts, and what the conflict page shows."""

from articles import versions
from articles.tests import make
from articles.tests.clients import form, url


def opened(client, article, **more):
    """What a browser that opened the form would post, unchanged."""
    article.refresh_from_db()
    page = client.get(url("change", article)).context
    box = page["adminform"].form
    stored = {
        "bylines": [
            {"id": b.pk, "role": b.role, "reporter": b.reporter_id, "unit": b.unit_id or "",
             "position": b.position}
            for b in article.bylines.all()
        ],
        "photos": [
            {"id": p.pk, "number": p.number, "caption": p.caption, "credit": p.credit,
             "alt": p.alt}
            for p in article.photos.all()
        ],
    }  # fmt: skip
    data = form(
        article,
        **stored,
        initial=(len(stored["bylines"]), len(stored["photos"])),
        campaigns=[row.tag_id for row in article.campaigned.all()],
        places=[row.place_id for row in article.placed.all()],
    )
    for name in ("revision", "version", "opened", "correction"):
        if name in box.fields:
            data[name] = box.initial[name]
    return data | more


def kept(**fields):
    """An article with a version, as every one that was written here has."""
    article = make.article(**fields)
    versions.keep(article, by=None)
    return article


def places(response):
    """Label, verdict, choice of each row of the conflict page that is not folded."""
    return [
        (place.label, place.verdict, place.chosen)
        for place in response.context["sides"]["places"]
        if not place.folded
    ]


def name_of(response, label):
    (name,) = (p.name for p in response.context["sides"]["places"] if p.label == label)
    return f"choice-{name}"


def seen_of(response, label):
    (seen,) = (p.seen for p in response.context["sides"]["places"] if p.label == label)
    return f"theirs-{seen}"


BODY = "<p>晚上七点路灯亮了。</p><p>施工队进了二十三条老巷。</p><p>惠及两万八千余人。</p>"
THEIR_BODY = "<p>晚上七点路灯亮了。</p><p>施工队先后进了二十三条老巷。</p><p>惠及近三万人。</p>"
MY_BODY = "<p>今晚七点路灯亮了。</p><p>施工队进了二十三条老巷。</p><p>惠及两万八千三百人。</p>"
