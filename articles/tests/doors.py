"""The doors of the desk: its addresses with who may open them, and who knocks."""

from datetime import timedelta

from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import roles
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.rights import ALL, NO_ROLE, NOBODY, PEOPLE

#: The admin's addresses of one article, each with the acts that test_each_role… asks of it.
ARTICLE_URLS = {
    "articles_article_change": {"看", "改"},
    "articles_article_history": {"看"},
    "articles_article_review": {"看"},
    "articles_article_versions": {"看"},
    "articles_article_sheet": {"看"},
    "articles_article_previews": {"看"},
    "articles_article_attachments": {"看", "改附件"},
    "articles_article_links": {"连相关稿件、定文中的人和单位"},
    "articles_article_clips": {"看", "改音视频"},
    "articles_article_rolling": {"滚动", "撤下条目"},
    "articles_article_open": {"看"},
    "articles_article_delete": {"删"},
    "articles_article_restore": {"恢复旧版"},
    "articles_article_step": set(STEPS),
    "articles_article_proof": {"校对"},
    "articles_article_comment": {"批注"},
    "articles_article_settle": {"了结批注"},
    "articles_article_suggest": {"建议改动"},
    "articles_article_decide": {"定改动建议"},
    "articles_article_hand": {"接手"},
    "articles_article_remind": {"提醒"},
    "articles_article_assign": {"交给同事"},
    "articles_article_refer": {"看", "送阅"},
}
CORRESPONDENT, EDITOR, DESK = roles.CORRESPONDENT, roles.EDITOR, roles.DESK
CHIEF, STAFF, ADMINISTRATOR = roles.CHIEF, roles.STAFF, roles.ADMINISTRATOR
EDITORS = {EDITOR, DESK, CHIEF}
WRITERS = EDITORS | {CORRESPONDENT}
ANY_STAFF = set(PEOPLE) - {NOBODY}
NAMES = EDITORS | {ADMINISTRATOR}
DELETERS = {DESK, CHIEF, ADMINISTRATOR}
NONE: set[str] = set()
#: All other addresses of the admin: name, arguments, who gets an answer other than a refusal.
OTHER_URLS = [
    ("index", [], ANY_STAFF),
    ("backstage", [], ANY_STAFF),
    ("jsi18n", [], ANY_STAFF),
    ("password_change", [], ANY_STAFF),
    ("password_change_done", [], ANY_STAFF),
    ("account", [], ANY_STAFF),
    ("account_factor", [], ANY_STAFF),
    ("guide", [], ANY_STAFF),
    ("links_report", [], EDITORS),
    ("health", [], {ADMINISTRATOR}),
    ("flash", [], {CHIEF}),
    ("articles_article_changelist", [], WRITERS | {STAFF}),
    ("articles_article_add", [], WRITERS),
    ("articles_article_library", [], WRITERS | {STAFF}),
    ("articles_article_trash", [], WRITERS | {STAFF}),
    ("articles_article_wechat", [], EDITORS | {STAFF}),
    ("articles_importedpage_changelist", [], EDITORS),
    ("articles_importedpage_add", [], EDITORS),
    ("articles_importedpage_change", ["imported"], EDITORS),
    ("articles_importedpage_history", ["imported"], EDITORS),
    ("articles_importedpage_delete", ["imported"], NONE),
    ("articles_importedpage_file", ["imported"], EDITORS),
    ("articles_importedpage_act", ["imported"], EDITORS),
    ("articles_importedpage_create", ["imported"], EDITORS),
    ("articles_importedpage_facts", ["imported"], EDITORS),
    ("articles_importedpage_drop", ["imported"], EDITORS),
    ("articles_delivery_changelist", [], EDITORS),
    ("articles_delivery_add", [], NONE),
    ("articles_delivery_change", ["delivery"], EDITORS),
    ("articles_delivery_history", ["delivery"], EDITORS),
    ("articles_delivery_delete", ["delivery"], NONE),
    ("articles_delivery_send", [], EDITORS),
    ("articles_delivery_create", ["delivery"], EDITORS),
    ("articles_delivery_drop", ["delivery"], EDITORS),
    ("articles_delivery_again", ["delivery"], EDITORS),
    ("articles_delivery_recognise", ["delivery"], EDITORS),
    ("articles_delivery_original", ["delivery"], EDITORS),
    ("articles_delivery_picture", ["delivery", "one"], EDITORS),
    ("articles_sitesettings_add", [], NONE),
    ("articles_sitesettings_change", ["site"], {CHIEF, ADMINISTRATOR}),
    ("articles_sitesettings_history", ["site"], {CHIEF, ADMINISTRATOR}),
    ("articles_sitesettings_delete", ["site"], NONE),
    ("articles_step_changelist", [], EDITORS | {STAFF, ADMINISTRATOR}),
    ("articles_step_month", [], EDITORS | {STAFF, ADMINISTRATOR}),
    ("articles_step_add", [], NONE),
    ("articles_step_change", ["step"], EDITORS | {STAFF}),
    ("articles_step_history", ["step"], EDITORS | {STAFF}),
    ("articles_step_delete", ["step"], NONE),
    ("articles_correction_changelist", [], EDITORS | {STAFF}),
    ("articles_correction_add", [], NONE),
    ("articles_correction_change", ["correction"], EDITORS | {STAFF}),
    ("articles_correction_history", ["correction"], EDITORS | {STAFF}),
    ("articles_correction_delete", ["correction"], NONE),
    ("articles_readermessage_changelist", [], EDITORS),
    ("articles_readermessage_add", [], NONE),
    ("articles_readermessage_change", ["message"], EDITORS),
    ("articles_readermessage_history", ["message"], EDITORS),
    ("articles_readermessage_delete", ["message"], {DESK, CHIEF}),
    ("articles_readermessage_picture", ["message", "one"], EDITORS),
    ("articles_pin_changelist", [], EDITORS | {STAFF}),
    ("articles_pin_add", [], EDITORS | {STAFF}),
    ("articles_pin_change", ["pin"], EDITORS | {STAFF}),
    ("articles_pin_history", ["pin"], EDITORS | {STAFF}),
    ("articles_pin_delete", ["pin"], EDITORS | {STAFF}),
    ("articles_matter_changelist", [], EDITORS),
    ("articles_matter_add", [], EDITORS),
    ("articles_matter_change", ["matter"], EDITORS),
    ("articles_matter_history", ["matter"], EDITORS),
    ("articles_matter_delete", ["matter"], EDITORS),
    ("articles_section_changelist", [], EDITORS),
    ("articles_section_add", [], {DESK, CHIEF}),
    ("articles_section_change", ["section"], EDITORS),
    ("articles_section_history", ["section"], EDITORS),
    ("articles_section_delete", ["section"], {DESK, CHIEF}),
    ("articles_subject_changelist", [], EDITORS),
    ("articles_subject_add", [], EDITORS),
    ("articles_subject_change", ["subject"], EDITORS),
    ("articles_subject_history", ["subject"], EDITORS),
    ("articles_subject_delete", ["subject"], {DESK, CHIEF}),
    ("articles_issue_changelist", [], EDITORS | {STAFF}),
    ("articles_issue_add", [], {STAFF}),
    ("articles_issue_change", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_history", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_delete", ["issue"], NONE),
    ("articles_issue_board", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_making", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_progress", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_file", ["issue", "file"], {CHIEF, STAFF}),
    ("articles_pointrule_changelist", [], {STAFF}),
    ("articles_pointrule_add", [], {STAFF}),
    ("articles_pointrule_change", ["rule"], {STAFF}),
    ("articles_pointrule_history", ["rule"], {STAFF}),
    ("articles_pointrule_delete", ["rule"], NONE),
    ("articles_outsideuse_changelist", [], EDITORS | {STAFF}),
    ("articles_outsideuse_add", [], EDITORS | {STAFF}),
    ("articles_outsideuse_change", ["outside_use"], EDITORS | {STAFF}),
    ("articles_outsideuse_history", ["outside_use"], EDITORS | {STAFF}),
    ("articles_outsideuse_delete", ["outside_use"], EDITORS | {STAFF}),
    ("articles_yeartarget_changelist", [], EDITORS | {STAFF}),
    ("articles_yeartarget_add", [], {DESK, CHIEF, STAFF}),
    ("articles_yeartarget_change", ["target"], EDITORS | {STAFF}),
    ("articles_yeartarget_history", ["target"], EDITORS | {STAFF}),
    ("articles_yeartarget_delete", ["target"], {DESK, CHIEF, STAFF}),
    ("articles_campaign_course", ["campaign"], EDITORS | {STAFF}),
    ("articles_campaign_report", ["campaign"], EDITORS | {STAFF}),
    ("stories", [], WRITERS | {STAFF}),
    ("articles_plannedstory_changelist", [], WRITERS | {STAFF}),
    ("articles_plannedstory_add", [], EDITORS),
    ("articles_plannedstory_change", ["planned"], EDITORS | {STAFF}),
    ("articles_plannedstory_history", ["planned"], EDITORS | {STAFF}),
    ("articles_plannedstory_delete", ["planned"], EDITORS),
    ("articles_tenure_changelist", [], EDITORS),
    ("articles_tenure_add", [], {DESK, CHIEF}),
    ("articles_tenure_change", ["tenure"], EDITORS),
    ("articles_tenure_history", ["tenure"], EDITORS),
    ("articles_tenure_delete", ["tenure"], {DESK, CHIEF}),
    ("articles_tenure_table", [], {DESK, CHIEF}),
    ("articles_reprintsource_changelist", [], EDITORS),
    ("articles_reprintsource_add", [], {DESK, CHIEF}),
    ("articles_reprintsource_change", ["source"], EDITORS),
    ("articles_reprintsource_history", ["source"], EDITORS),
    ("articles_reprintsource_delete", ["source"], {DESK, CHIEF}),
    ("articles_term_changelist", [], EDITORS),
    ("articles_term_add", [], {DESK, CHIEF}),
    ("articles_term_change", ["term"], EDITORS),
    ("articles_term_history", ["term"], EDITORS),
    ("articles_term_delete", ["term"], {DESK, CHIEF}),
    ("articles_term_table", [], {DESK, CHIEF}),
    ("contributions", [], WRITERS | {STAFF}),  # one's own, for who may not see everybody's
    ("contributions_file", [], EDITORS | {STAFF}),
    ("quality", [], EDITORS | {STAFF}),
    ("coverage", [], EDITORS | {STAFF}),
    ("targets", [], EDITORS | {STAFF}),
    ("contributions_record", [], EDITORS | {STAFF}),
    ("posts", [], {CHIEF}),
    ("auth_user_changelist", [], {ADMINISTRATOR}),
    ("auth_user_add", [], {ADMINISTRATOR}),
    ("auth_user_change", ["user"], {ADMINISTRATOR}),
    ("auth_user_history", ["user"], {ADMINISTRATOR}),
    ("auth_user_delete", ["user"], NONE),
    ("auth_user_password_change", ["user"], {ADMINISTRATOR}),
    ("auth_user_table", [], {ADMINISTRATOR}),
    ("auth_group_changelist", [], {ADMINISTRATOR}),
    ("auth_group_add", [], NONE),
    ("auth_group_change", ["group"], {ADMINISTRATOR}),
    ("auth_group_history", ["group"], {ADMINISTRATOR}),
    ("auth_group_delete", ["group"], NONE),
]
for _noun in ("campaign", "place", "reporter", "unit"):
    OTHER_URLS += [
        (f"articles_{_noun}_changelist", [], NAMES | {STAFF}),
        (f"articles_{_noun}_add", [], NAMES),
        (f"articles_{_noun}_change", [_noun], NAMES | {STAFF}),
        (f"articles_{_noun}_history", [_noun], NAMES | {STAFF}),
        (f"articles_{_noun}_delete", [_noun], DELETERS),
    ]
#: What is only posted: the same, with what is sent.
ACTS = [
    ("articles_issue_start", [], {"month": "2026-05"}, {STAFF}),
    ("articles_issue_plan", ["issue"], {}, {STAFF}),
    ("articles_issue_move", ["issue"], {"article": 1, "page": 0, "revision": 1}, {STAFF}),
    ("articles_issue_photo", ["issue"], {"article": 1, "revision": 1}, {STAFF}),
    ("articles_issue_repage", ["issue"], {"pages": 1, "revision": 1}, {STAFF}),
    ("articles_issue_decline", ["issue"], {"pages": 1, "revision": 1}, {STAFF}),
    ("articles_issue_fill", ["issue"], {"revision": 1}, {STAFF}),
    ("articles_issue_revert", ["issue"], {"revision": 1}, {STAFF}),
    ("articles_issue_draw", ["issue"], {}, {CHIEF, STAFF}),
    ("articles_issue_seal", ["issue"], {}, {CHIEF, STAFF}),
    ("articles_issue_making", ["issue"], {}, {CHIEF, STAFF}),
    ("articles_issue_cancel", ["issue"], {}, {CHIEF, STAFF}),
    ("stories", [], {"words": "江边的路"}, WRITERS),
    ("articles_plannedstory_claim", ["planned"], {}, EDITORS),
    ("articles_plannedstory_write", ["planned"], {}, EDITORS),
    ("targets_copy", [], {"year": "2026"}, {DESK, CHIEF, STAFF}),
    ("contributions_freeze", [], {"month": "2026-05"}, {STAFF}),
    ("articles_reporter_confirm", ["reporter"], {}, NAMES),
    ("articles_article_take", [], {}, WRITERS),
    ("articles_article_put_back", ["trashed"], {}, EDITORS),
    ("posts_decide", ["post_request"], {"agreed": "1"}, {CHIEF}),
    ("account_absence", [], {"back": "1"}, ANY_STAFF),
    ("account_factor_off", [], {}, ANY_STAFF),
    ("account_codes", [], {}, ANY_STAFF),
    ("account_sign_out", [], {}, ANY_STAFF),
    ("auth_user_reset_factor", ["user"], {}, {ADMINISTRATOR}),
    ("auth_user_sign_out", ["user"], {}, {ADMINISTRATOR}),
    ("auth_user_hand_over", ["user"], {}, {ADMINISTRATOR}),
    ("auth_user_absence", ["user"], {"back": "1"}, {ADMINISTRATOR}),
]
#: What the address of a page asks for besides.
QUERIES = {
    "articles_step_month": "month={month}",
    "contributions_file": "format=csv",
    "articles_campaign_report": "format=docx",
    "contributions_record": "reporter={reporter}",
}
#: Tested elsewhere, for they answer everybody alike or need a question: login and logout
#: (test_access), what lies between them and links to set a password (tests/people), the settings'
#: list that leads to the one row, the pickers (below), photos on their way (article/test_sent.py),
#: findings (article/test_judging.py), two articles of one event (article/test_same.py), pasted
#: words (article/test_paste.py), what is kept while one writes (article/test_kept.py), the picture
#: of a page that came as PDF (test_imported_pdf.py), links to preview (article/test_previews.py),
#: links for people without an account (article/test_referring.py),
#: articles for a 公众号 (article/test_wechat.py),
#: the notice-board sheet (article/test_notice.py), page pictures (issue/test_proofs.py).
ELSEWHERE = {
    "login", "logout", "login_code", "login_enrol", "password_reset", "password_set",
    "password_is_set", "view_on_site", "autocomplete", "app_list", "notices_read",
    "articles_sitesettings_changelist", "articles_article_send", "articles_article_sent",
    "articles_article_paste", "articles_article_judge", "articles_article_check",
    "articles_article_same",
    "articles_article_original", "articles_article_kept", "articles_article_kept_copy",
    "auth_user_link", "health_events",
    "articles_importedpage_sheet", "articles_article_preview", "articles_article_revoke",
    "articles_article_unrefer",
    "articles_article_wechat_look", "articles_article_wechat_photo", "articles_article_notice",
    "articles_issue_picture", "articles_article_filters",
}  # fmt: skip


def person(role):
    if role == NOBODY:
        return None
    return make.user() if role == NO_ROLE else make.member(role)


def sign_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


class _Undone(Exception):  # noqa: N818
    """Ends a transaction of which nothing shall stay."""


def undone(act):
    """The answer of an act whose every trace is then rolled back."""
    found = []
    try:
        with transaction.atomic():
            found.append(act())
            raise _Undone
    except _Undone:
        return found[0]


def rows_of(user):
    """An article of one's own and another's in every status, by these two; without a record."""
    others, tomorrow = make.member(CORRESPONDENT), timezone.now() + timedelta(days=1)
    names = [make.reporter()]
    return {
        (status, own): make.article(
            status=status,
            publish_at=tomorrow,
            created_by=user if own else others,
            reporters=names,
        )
        for status in ALL
        for own in ((True, False) if user else (False,))
    }
