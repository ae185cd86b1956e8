"""Every path by which a text comes nearer to print passes the proofreader, whatever path it is."""

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import articles
from articles import roles
from articles.models import IN_REVIEW, Article, Status
from articles.review import joining, suggesting, timed, trashing
from articles.review.steps import STEPS, Effect, StepRefused
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.reviewing import edit, take
from articles.text import body

ROOT = Path(articles.__file__).parent
BLOCKED = "<p>老周说：“江边的步道昨日通了。</p>"
STOPPED = "校对还有1处必改"

#: Who gives an article its status, and why no text with an open block comes into print by it.
WRITERS = {
    "review/taking.py _move": "takes a step, behind the checks of `_take`",
    "review/timed.py columns_for": "waits for its hour, behind the same checks",
    "review/timed.py _send_back": "back to draft",
    "review/record.py record_change": "back to the first review",
    "imports/archive/saving.py _article": "was in print before it came; its line says so",
    "imports/sample.py _article": "our sample, which the proofreader reads in a test",
}
#: Who writes whole rows as they once were, their status among the columns.
WHOLE_ROWS = {
    "review/trashing.py take_back": "a draft that was never sent in",
    "review/trashing.py _put_back": "its parts",
}
#: What writes columns that it is given by name, and what asks for them.
_WRITES = frozenset(
    ("Article", "bulk_create", "create", "get_or_create", "update", "update_or_create", "replace")
)
_ASKS = frozenset(("Q", "When", "filter", "exclude", "get", "alias", "annotate"))


def find_writers() -> Iterator[str]:
    """Each function of the project that sets a column called status, as "file function"."""
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT)
        if room.parts[0] not in ("tests", "migrations"):
            yield from _find_in(ast.parse(path.read_text(encoding="utf-8")), str(room), "")


def _find_in(node: ast.AST, room: str, within: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        name = within
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = child.name
        if _sets_status(child):
            yield f"{room} {name}".strip()
        yield from _find_in(child, room, name)


def _sets_status(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=called, args=args, keywords=given):
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            values = [each.value for each in given if each.arg == "status"]
            if name == "setattr":
                return _text_of(args[1]) == "status"
            return (name in _WRITES and bool(values)) or (
                name not in _ASKS and any(map(_names_a_status, values))
            )
        case ast.Dict(keys=keys, values=values):
            return any(
                _text_of(key) == "status" and _names_a_status(value)
                for key, value in zip(keys, values, strict=True)
            )
        case ast.Assign(targets=targets):
            return any(map(_is_status, targets))
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            return _is_status(target)
    return "set status" in str(_text_of(node)).lower()


def _text_of(node: ast.AST | None) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _names_a_status(node: ast.AST) -> bool:
    """Does it speak of a status of articles: Status.APPROVED, rule.target, "approved"?"""
    names = {getattr(each, "id", getattr(each, "attr", "")) for each in ast.walk(node)}
    words = {_text_of(each) for each in ast.walk(node)}
    return bool(names & {"Status", "target"} or words & set(Status.values))


def _is_status(target: ast.AST) -> bool:
    if isinstance(target, ast.Subscript):
        return _text_of(target.slice) == "status"
    own = isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self"
    return isinstance(target, ast.Attribute) and target.attr == "status" and not own


def test_nobody_gives_an_article_a_status_but_those_who_are_known_here():
    assert set(find_writers()) == set(WRITERS), (
        "Whoever moves an article past `taking.take` must show here why no block gets by."
    )


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Article.objects.filter(pk=1).update(status=Status.APPROVED)", True),
        ("Article(headline='灯', status='approved')", True),
        ("article.status = target", True),
        ("columns = {'status': Status.APPROVED}", True),
        ("columns['status'] = rule.target", True),
        ("setattr(article, 'status', wanted)", True),
        ("cursor.execute('UPDATE articles_article SET status = %s')", True),
        ("Article.objects.filter(status=Status.APPROVED)", False),
        ("JsonResponse({}, status=400)", False),
        ("print(article.status)", False),
        ("self.status = 413", False),
    ],
)
def test_a_path_that_is_added_later_is_seen(code, found):
    assert any(map(_sets_status, ast.walk(ast.parse(code)))) == found


def test_whole_rows_are_written_as_they_were_only_from_the_trash():
    writers = {
        f"{path.relative_to(ROOT)} {function.name}"
        for path in ROOT.rglob("*.py")
        if path.relative_to(ROOT).parts[0] not in {"tests", "migrations"}
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and ".save_base(" in ast.unparse(function)
    }
    assert writers == set(WHOLE_ROWS)


def test_each_step_that_leads_on_asks_the_proofreader():
    unread = [
        rule.name
        for rule in STEPS.values()
        if rule.leads_on and not rule.complete and rule.does in (Effect.MOVE, Effect.SIGN)
    ]
    assert unread == []


def blocked(status, **fields):
    row = make.sent(status, **fields)
    Article.objects.filter(pk=row.pk).update(body=BLOCKED)
    return row


def status_of(row):
    return Article.objects.get(pk=row.pk).status


@pytest.mark.django_db
def test_a_text_in_reserve_with_a_block_stays_there():
    row = make.sent(Status.HELD)
    row = edit(row, body=BLOCKED)
    with pytest.raises(StepRefused, match=STOPPED):
        take("resume", row, make.member(roles.EDITOR))
    assert status_of(row) == Status.HELD


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status"), [("submit", Status.DRAFT), ("resume", Status.HELD)]
)  # fmt: skip
def test_of_many_texts_those_with_a_block_stay_where_they_are(name, status):
    named = {"reporters": [make.reporter()]}
    stays, goes = blocked(status, **named), make.sent(status, **named)
    client = client_of(make.editor())
    data = {"action": f"step-{name}", "_selected_action": [stays.pk, goes.pk]}

    client.post(reverse("admin:articles_article_changelist"), data)

    assert [status_of(stays), status_of(goes)] == [status, Status.SUBMITTED]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["final-pass", "urgent"])
def test_a_revision_with_a_block_is_not_signed_now_or_for_an_hour_of_its_own(name):
    live = make.sent(Status.APPROVED)
    copy = take("revise", live, make.member(roles.EDITOR))
    for step, role in (
        ("submit", roles.EDITOR),
        ("first-pass", roles.EDITOR),
        ("second-pass", roles.DESK),
    ):
        copy = take(step, copy, make.member(role))
    Article.objects.filter(pk=copy.pk).update(body=BLOCKED)
    for hour in (None, timezone.now() + timedelta(hours=3)):
        with pytest.raises(StepRefused):
            take(name, copy, make.member(roles.CHIEF), opinion="急", publish_at=hour)
    assert (status_of(copy), status_of(live)) == (Status.SECOND_PASSED, Status.APPROVED)


@pytest.mark.django_db
def test_a_block_that_gets_into_a_revision_behind_its_signature_is_not_taken_over():
    copy = blocked(Status.TIMED)
    Article.objects.filter(pk=copy.pk).update(publish_at=timezone.now() - timedelta(minutes=1))

    timed.take_over_due()

    assert status_of(copy) == Status.DRAFT
    assert "“" not in Article.objects.get(pk=copy.revises_id).body
    with pytest.raises(StepRefused, match=STOPPED):
        take("submit", copy, make.editor())


@pytest.mark.django_db
def test_a_draft_from_the_trash_comes_back_as_a_draft_with_its_block():
    writer = make.member(roles.CORRESPONDENT)
    row = make.article(created_by=writer, body=BLOCKED)
    back, _ = trashing.take_back(trashing.throw_away(row, by=writer), by=writer)

    assert (back.status, back.body) == (Status.DRAFT, BLOCKED)
    with pytest.raises(StepRefused, match=STOPPED):
        take("submit", back, writer)


@pytest.mark.django_db
@pytest.mark.parametrize("status", IN_REVIEW)
def test_a_block_that_a_suggestion_brings_voids_the_reviews_and_stops_the_text(status):
    row = make.sent(status, body="<p>老周说：“江边的步道昨日通了。”</p>")
    editor = make.editor()
    said = suggesting.suggest(row, by=make.member(roles.STAFF), old="通了。”", new="通了。")
    suggesting.take(said, by=editor)

    assert status_of(row) == Status.SUBMITTED
    for name, role in (("first-pass", roles.EDITOR), ("urgent", roles.CHIEF)):
        with pytest.raises(StepRefused, match=STOPPED):
            take(name, row, make.member(role), opinion="急")


@pytest.mark.django_db
def test_a_block_that_comes_with_another_text_stops_the_one_that_takes_it_in():
    kept, gone = make.sent(Status.FIRST_PASSED), make.sent(Status.SUBMITTED)
    gone = edit(gone, body=BLOCKED)
    chief = make.editor()
    numbers = joining.blocks_to_offer(body.blocks(kept.body), body.blocks(gone.body))

    joining.join(
        kept, gone, by=chief, revisions=(kept.revision, gone.revision), blocks=numbers, said="合了"
    )

    assert status_of(kept) == Status.SUBMITTED
    with pytest.raises(StepRefused, match=STOPPED):
        take("first-pass", kept, make.member(roles.EDITOR))


@pytest.mark.django_db
def test_a_former_version_with_a_block_comes_back_to_be_reviewed_anew():
    """As a change by any other hand does: the form, a photo, a campaign."""
    row = edit(make.sent(Status.SECOND_PASSED), body=BLOCKED)

    assert row.status == Status.SUBMITTED
    with pytest.raises(StepRefused, match=STOPPED):
        take("urgent", row, make.member(roles.CHIEF), opinion="急")
