"""Puts archive lines into the bulletin, and prints what that took of the processor.

    python load.py LINES.jsonl TIMED

The first TIMED lines as Wagtail documents it (add_child, a published revision), with the index of
references and the one for search made after them, as it advises. The rest, which nobody times, as
rows: what is read of a page is the same.
"""

import json
import os
import sys
import time
from itertools import islice
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django

django.setup()

from bulletin.models import (  # noqa: E402
    BulletinArticle,
    BulletinByline,
    BulletinCampaign,
    BulletinCampaignPage,
    BulletinFront,
    BulletinPlace,
    BulletinReporter,
)
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402
from wagtail.signal_handlers import disable_reference_index_auto_update  # noqa: E402

BATCH = 200
_named = {}


def name(model, text):
    """The snippet of this name; each is looked for once."""
    if (model, text) not in _named:
        slug = f"{model.__name__.lower()}-{len(_named)}"
        _named[model, text] = model.objects.create(name=text, slug=slug)
    return _named[model, text]


def fields_of(item):
    body = "".join(
        f"<p>{block}</p>" if isinstance(block, str) else f"<h3>{block['crosshead']}</h3>"
        for block in item["body"]
    )
    return {
        "kicker": item["kicker"], "subhead": item["subhead"], "date": item["date"], "body": body,
    }  # fmt: skip


def title_of(item):
    return item["headline"].replace("\u3000", " ")


def bylines_of(item):
    return [
        BulletinByline(
            reporter=name(BulletinReporter, each["name"]), role=each["role"], unit=each["unit"]
        )
        for each in item["bylines"]
    ]


def add(home, item, number):
    page = BulletinArticle(title=title_of(item), slug=f"a{number}", **fields_of(item))
    page.bylines = bylines_of(item)
    page.campaigns = [name(BulletinCampaign, each) for each in item["campaigns"]]
    page.places = [name(BulletinPlace, each) for each in item["places"]]
    home.add_child(instance=page)
    page.save_revision().publish()


def add_rows(home, items, first):
    """The same pages without Wagtail's acts."""
    kind = ContentType.objects.get_for_model(BulletinArticle)
    depth, now = home.depth + 1, timezone.now()
    pages = Page.objects.bulk_create(
        Page(
            title=title_of(item), draft_title=title_of(item), slug=f"a{number}", depth=depth,
            path=Page._get_path(home.path, depth, number), url_path=f"{home.url_path}a{number}/",
            content_type=kind, locale=home.locale, first_published_at=now, last_published_at=now,
        )
        for number, item in enumerate(items, first)
    )  # fmt: skip
    bylines, tags, places = [], [], []
    for page, item in zip(pages, items, strict=True):
        article = BulletinArticle(page_ptr=page, **fields_of(item))
        article.save_base(raw=True)
        for byline in bylines_of(item):
            byline.page_id = page.pk
            bylines.append(byline)
        owner = {"bulletinarticle_id": page.pk}
        for model, texts, column, found in (
            (BulletinCampaign, item["campaigns"], "bulletincampaign", tags),
            (BulletinPlace, item["places"], "bulletinplace", places),
        ):
            found += [{**owner, column: name(model, text)} for text in texts]
    BulletinByline.objects.bulk_create(bylines)
    for field, rows in ((BulletinArticle.campaigns, tags), (BulletinArticle.places, places)):
        field.through.objects.bulk_create(field.through(**row) for row in rows)


def load_timed(home, lines):
    numbered = enumerate(lines, 1)
    began = time.process_time()
    while batch := list(islice(numbered, BATCH)):
        with transaction.atomic(), disable_reference_index_auto_update():
            for number, line in batch:
                add(home, json.loads(line), number)
    pages = time.process_time() - began
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    print("TIMED", json.dumps({"pages": pages, "all": time.process_time() - began}), flush=True)


def main():
    timed = int(sys.argv[2])
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    call_command("makemigrations", "bulletin", verbosity=0)
    call_command("migrate", verbosity=0)
    home = Page.objects.get(depth=1).add_child(
        instance=BulletinFront(title="Bulletin", slug="bulletin")
    )
    Site.objects.update(root_page=home)
    load_timed(home, lines[:timed])
    with transaction.atomic():
        for at in range(timed, len(lines), BATCH):
            add_rows(home, [json.loads(line) for line in lines[at : at + BATCH]], at + 1)
        Page.objects.filter(pk=home.pk).update(numchild=len(lines))
    home.refresh_from_db()
    for campaign in BulletinCampaign.objects.all():
        page = BulletinCampaignPage(title=campaign.name, slug=campaign.slug, campaign=campaign)
        home.add_child(instance=page)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    newest = BulletinArticle.objects.live().order_by("-date", "-pk")[5]
    campaigns = sorted(BulletinCampaign.objects.all(), key=lambda each: -each.articles.count())
    print("ADDRESSES", json.dumps({
        "front": "/", "article": newest.get_url(), "campaign": f"/{campaigns[0].slug}/",
    }))  # fmt: skip


if __name__ == "__main__":
    main()
