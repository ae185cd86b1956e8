"""What every page of the admin checks before its function is called."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles import roles
from articles.admin import pages
from articles.models import Delivery, Issue, PlannedStory, ReaderMessage
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.pages import page
from articles.tests.plans import issue_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

READ, ACT, BOTH = "GET, HEAD", "POST", "GET, HEAD, POST"
#: Every page with the methods that it answers.
METHODS = {
    "backstage": READ,
    "notices_read": ACT,
    "posts": READ,
    "posts_decide": ACT,
    "flash": BOTH,
    "guide": READ,
    "links_report": READ,
    "articles_reporter_confirm": ACT,
    "articles_article_suggest": ACT,
    "articles_article_assign": ACT,
    "articles_article_decide": ACT,
    "account": READ,
    "health": READ,
    "health_events": ACT,
    "account_factor": BOTH,
    "account_factor_off": ACT,
    "account_codes": ACT,
    "account_absence": ACT,
    "account_sign_out": ACT,
    "auth_user_reset_factor": ACT,
    "auth_user_sign_out": ACT,
    "auth_user_absence": ACT,
    "auth_user_hand_over": ACT,
    "auth_user_link": ACT,
    "auth_user_table": BOTH,
    "contributions": READ,
    "contributions_freeze": ACT,
    "quality": READ,
    "coverage": READ,
    "stories": BOTH,
    "articles_plannedstory_claim": ACT,
    "articles_plannedstory_write": ACT,
    "articles_campaign_course": READ,
    "articles_campaign_report": READ,
    "targets": READ,
    "targets_copy": ACT,
    "contributions_file": READ,
    "contributions_record": READ,
    "articles_article_review": READ,
    "articles_article_step": ACT,
    "articles_article_proof": ACT,
    "articles_article_comment": ACT,
    "articles_article_settle": ACT,
    "articles_article_judge": ACT,
    "articles_article_check": ACT,
    "articles_article_same": BOTH,
    "articles_article_hand": ACT,
    "articles_article_remind": ACT,
    "articles_article_attachments": BOTH,
    "articles_article_links": BOTH,
    "articles_article_rolling": BOTH,
    "articles_article_clips": BOTH,
    "articles_article_filters": ACT,
    "articles_article_open": ACT,
    "articles_article_versions": READ,
    "articles_article_restore": ACT,
    "articles_article_sheet": READ,
    "articles_article_preview": READ,
    "articles_article_previews": READ,
    "articles_article_revoke": ACT,
    "articles_article_paste": ACT,
    "articles_article_send": ACT,
    "articles_article_sent": READ,
    "articles_article_original": READ,
    "articles_article_library": READ,
    "articles_article_take": ACT,
    "articles_article_trash": READ,
    "articles_article_refer": BOTH,
    "articles_article_unrefer": ACT,
    "articles_article_put_back": ACT,
    "articles_article_kept": BOTH,
    "articles_article_kept_copy": BOTH,
    "articles_article_notice": BOTH,
    "articles_article_wechat": BOTH,
    "articles_article_wechat_look": READ,
    "articles_article_wechat_photo": READ,
    "articles_importedpage_act": BOTH,
    "articles_importedpage_facts": BOTH,
    "articles_importedpage_create": BOTH,
    "articles_importedpage_drop": BOTH,
    "articles_importedpage_sheet": READ,
    "articles_importedpage_file": READ,
    "articles_delivery_send": BOTH,
    "articles_delivery_create": BOTH,
    "articles_delivery_drop": BOTH,
    "articles_delivery_again": BOTH,
    "articles_delivery_recognise": BOTH,
    "articles_delivery_original": READ,
    "articles_delivery_picture": READ,
    "articles_issue_start": ACT,
    "articles_issue_board": READ,
    "articles_issue_move": ACT,
    "articles_issue_plan": ACT,
    "articles_issue_seal": ACT,
    "articles_issue_making": BOTH,
    "articles_issue_cancel": ACT,
    "articles_issue_draw": ACT,
    "articles_issue_decline": ACT,
    "articles_issue_fill": ACT,
    "articles_issue_photo": ACT,
    "articles_issue_picture": READ,
    "articles_issue_progress": READ,
    "articles_issue_repage": ACT,
    "articles_issue_revert": ACT,
    "articles_issue_file": READ,
    "articles_readermessage_picture": READ,
    "articles_step_month": READ,
    "articles_tenure_table": BOTH,
    "articles_term_table": BOTH,
}


#: Those of a model that are about none of its rows, and what an address asks for besides the row.
SITE_WIDE = (
    "_start",
    "_month",
    "_paste",
    "_check",
    "_send",
    "_sent",
    "_library",
    "_filters",
    "_take",
    "_trash",
    "_put_back",
    "_kept",
    "_kept_copy",
    "_table",
    "_wechat",
    "_look",
    "_wechat_photo",
)
MORE = {
    "posts_decide": [1],
    "articles_issue_file": ["x"],
    "articles_issue_picture": [1, "large"],
    "articles_delivery_picture": [1],
    "articles_readermessage_picture": [1],
    "articles_article_sent": [1],
    "articles_article_original": [1],
    "articles_article_revoke": [1],
    "articles_article_kept_copy": [1],
    "articles_article_put_back": [1],
    "articles_article_unrefer": [1],
    "articles_article_wechat_photo": [1, 1],
}


def address(name, key="1"):
    site_wide = not name.startswith(("articles_", "auth_")) or name.endswith(SITE_WIDE)
    return reverse(f"admin:{name}", args=[*([] if site_wide else [key]), *MORE.get(name, [])])


def test_every_page_has_a_row():
    assert {pattern.name for pattern in pages.urls(admin.site)} == set(METHODS)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_a_page_answers_its_methods_and_no_others(admin_client, method):
    """Refusals are asked of rows that exist, answers of none."""
    rows = {
        "article": make.article(), "importedpage": page(), "issue": issue_of(),
        "delivery": Delivery.objects.create(file_name="稿件.docx"),
        "readermessage": ReaderMessage.objects.create(kind="tip", words="江边有事。"),
        "user": make.user(), "reporter": make.reporter(), "campaign": make.campaign(),
        "plannedstory": PlannedStory.objects.create(words="码头"),
    }  # fmt: skip
    refused = {}
    for name, methods in METHODS.items():
        row = rows.get(name.partition("_")[2].partition("_")[0])
        key = row.pk if row and method.upper() not in methods else "0"
        answer = getattr(admin_client, method)(address(name, key))
        if answer.status_code == 405:
            refused[name] = answer["Allow"]

    assert refused == {
        name: methods for name, methods in METHODS.items() if method.upper() not in methods
    }


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_who_is_not_signed_in_is_sent_to_the_login_whatever_they_ask(client, method):
    answers = {name: getattr(client, method)(address(name)) for name in METHODS}

    assert {name: answer.headers["Location"] for name, answer in answers.items()} == {
        name: f"{reverse('admin:login')}?next={address(name)}" for name in METHODS
    }


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "1_2F2", "-1"])
def test_what_is_no_object_is_not_found(admin_client, key):
    issue_of()
    with_object = [name for name in METHODS if key in address(name, key)]
    codes = set()
    for name in with_object:
        ask = admin_client.get if "GET" in METHODS[name] else admin_client.post
        codes.add(ask(address(name, key)).status_code)

    assert codes == {404}


def test_who_may_not_look_finds_nothing_and_who_only_looks_is_refused():
    issue, move = issue_of(), "articles_issue_move"
    writer, editor = (client_of(make.member(r)) for r in (roles.CORRESPONDENT, roles.EDITOR))

    def answers(client):
        return [client.post(address(move, key)).status_code for key in (issue.pk, issue.pk + 1)]

    assert {"writer": answers(writer), "editor": answers(editor)} == {
        "writer": [404, 404],
        "editor": [403, 404],
    }


def test_an_act_from_another_site_is_refused():
    issue = issue_of()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.editor())

    codes = {client.post(address(name, issue.pk)).status_code for name in METHODS}

    assert codes == {403}
    assert Issue.objects.get().revision == issue.revision


def test_an_address_stands_for_one_page():
    with pytest.raises(ValueError, match="board is a page already"):
        pages.page(Issue, "board", methods=["GET"], permission="view")(lambda request: None)
    with pytest.raises(ValueError, match="board is a page already"):
        pages.page(
            Issue, "board", address="plan/", methods=["POST"], permission="view"
        )(lambda request: None)  # fmt: skip
