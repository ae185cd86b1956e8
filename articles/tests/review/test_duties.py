"""分工: where it is so set, the editors of a section or street first review its texts."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import roles
from articles.models import Absence, Article, Notice, SiteSettings, Status
from articles.review import colleagues, duties, joining, referring, rights
from articles.review.steps import STEPS, StepRefused
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.desks import desk, groups, row_of, tabs
from articles.tests.reviewing import read_record, set_site, take

pytestmark = pytest.mark.django_db

WHOSE = "按栏目、街道分工，这篇归鹿鸣办，部门主任和总编也可以办。"
#: What an editor does with a text that waits for the first review.
FIRST = {"first-pass", "return", "reject", "hold"}


@pytest.fixture
def town():
    """A section of 鹿鸣's, a street of 方知夏's, and 沈砚秋, who edits neither."""
    set_site(divides_work=True)
    people = [_editor(name) for name in ("鹿鸣", "方知夏", "沈砚秋")]
    section, street = make.section("民生"), make.place("南塘街道")
    section.editors.add(people[0])
    street.editors.add(people[1])
    return section, street, *people


def _editor(name):
    person = make.member(roles.EDITOR)
    person.first_name = name
    person.save()
    return person


def _sent(status, **fields):
    """On its way by steps that were taken before the work was divided."""
    divided = SiteSettings.objects.current().divides_work
    set_site(divides_work=False)
    article = make.sent(status, **fields)
    set_site(divides_work=divided)
    return article


def _steps(article, by):
    article = Article.objects.get(pk=article.pk)
    return {rule.name for rule in rights.steps_for(article, by)}


def _is_for(article, by):
    """Whether the text is this account's to review; what is said of one row and of many agrees."""
    site = SiteSettings.objects.current()
    rows = Article.objects.filter(~duties.load_duties(site).theirs(by), pk=article.pk)
    alone = not duties.is_anothers(Article.objects.get(pk=article.pk), by)
    assert rows.exists() == alone
    assert rights.may_review(Article.objects.get(pk=article.pk), by) == alone
    return alone


def _whose(article, *people):
    return [person.first_name for person in people if _is_for(article, person)]


def test_a_text_is_for_the_editors_of_its_section_and_of_its_streets(town):
    section, street, *people = town
    both = _sent(Status.SUBMITTED, section=section, places=[street])
    elsewhere = _sent(Status.SUBMITTED, section=make.section(), places=[make.place()])

    assert _whose(_sent(Status.SUBMITTED, section=section), *people) == ["鹿鸣"]
    assert _whose(_sent(Status.SUBMITTED, places=[street]), *people) == ["方知夏"]
    assert _whose(both, *people) == ["鹿鸣", "方知夏"]
    assert _whose(elsewhere, *people) == ["鹿鸣", "方知夏", "沈砚秋"]
    assert _whose(_sent(Status.SUBMITTED), *people) == ["鹿鸣", "方知夏", "沈砚秋"]


def test_a_street_has_its_communities_and_they_may_have_editors_of_their_own(town):
    _, street, luming, fang, shen = town
    community = make.place("柳桥社区", kind="community", within=street)
    article = _sent(Status.SUBMITTED, places=[community])
    assert _whose(article, luming, fang, shen) == ["方知夏"]

    community.editors.add(shen)
    assert _whose(article, luming, fang, shen) == ["方知夏", "沈砚秋"]
    street.editors.clear()
    assert _whose(article, luming, fang, shen) == ["沈砚秋"]


def test_nothing_is_divided_as_long_as_the_newsroom_does_not_say_so(town):
    section, _, *people = town
    set_site(divides_work=False)

    assert _whose(_sent(Status.SUBMITTED, section=section), *people) == [
        "鹿鸣", "方知夏", "沈砚秋",
    ]  # fmt: skip


def test_heads_of_department_and_chiefs_take_any_text(town):
    article = _sent(Status.SUBMITTED, section=town[0])

    assert _is_for(article, make.member(roles.DESK))
    assert _is_for(article, make.member(roles.CHIEF))
    assert _is_for(article, make.user(is_superuser=True))


@pytest.mark.parametrize("why", ["stopped", "away", "no editor any more"])
def test_a_text_whose_editors_are_all_gone_is_for_everybody(town, why):
    section, street, luming, fang, shen = town
    article = _sent(Status.SUBMITTED, section=section)
    assert not _is_for(article, shen)

    if why == "stopped":
        luming.is_active = False
        luming.save()
    elif why == "away":
        duties.note_absence(luming, timezone.localdate())
    else:
        luming.groups.set(Group.objects.filter(name=roles.CORRESPONDENT))

    assert _whose(article, fang, shen) == ["方知夏", "沈砚秋"]
    Article.objects.get().places.add(street)
    assert _whose(article, fang, shen) == ["方知夏"]


def test_a_leave_ends_with_its_last_day(town):
    section, _, luming, _, shen = town
    article = _sent(Status.SUBMITTED, section=section)
    Absence.objects.create(account=luming, until_on=timezone.localdate() - timedelta(days=1))

    assert (_is_for(article, luming), _is_for(article, shen)) == (True, False)


def test_the_first_review_and_all_that_goes_with_it_is_refused_in_words(town):
    section, _, luming, _, shen = town
    article = _sent(Status.SUBMITTED, section=section)
    assert _steps(article, luming) == FIRST
    assert _steps(article, shen) == set()

    for name in sorted(FIRST):
        with pytest.raises(StepRefused) as refused:
            take(name, article, shen, opinion="不用。")
        assert str(refused.value) == f"{WHOSE}没有{STEPS[name].label}。"
    for what, act in {
        "接手": lambda: colleagues.take_in_hand(article, by=shen),
        "交给同事": lambda: colleagues.assign(article, to=luming, by=shen),
        "送阅": lambda: referring.refer(article, by=shen, name="路远山"),
    }.items():
        with pytest.raises(StepRefused) as refused:
            act()
        assert str(refused.value) == f"{WHOSE}没有{what}。"
    with pytest.raises(StepRefused, match="沈砚秋不能审现在的这份稿件"):
        colleagues.assign(article, to=shen, by=luming)
    assert not rights.may_edit(article, shen)
    assert rights.may_edit(Article.objects.get(), luming)

    assert read_record(article) == [("submit", "draft", "submitted")]
    assert take("first-pass", article, luming).status == Status.FIRST_PASSED


def test_a_right_that_nobody_has_stays_a_refusal_without_names(town):
    article = _sent(Status.SUBMITTED, section=town[0])
    with pytest.raises(PermissionDenied):
        take("first-pass", article, make.member(roles.CORRESPONDENT))
    with pytest.raises(PermissionDenied):
        colleagues.take_in_hand(article, by=make.member(roles.STAFF))


def test_ones_own_draft_is_ones_own_in_any_section(town):
    section, _, luming, _, shen = town
    article = make.article(section=section, created_by=shen)
    assert rights.may_edit(article, shen)
    assert rights.may_delete(article, shen)
    assert "submit" in _steps(article, shen)

    theirs = make.article(section=section, created_by=make.member(roles.CORRESPONDENT))
    assert not rights.may_edit(theirs, shen)
    assert _steps(theirs, shen) == set()
    assert "submit" in _steps(theirs, luming)
    article = take("submit", article, shen)
    assert _steps(article, shen) == {"recall"}


def test_what_was_held_or_rejected_is_theirs_too_and_a_revision_is_begun_by_each(town):
    section, _, luming, _, shen = town
    held, rejected, public = (
        _sent(status, section=section) for status in (Status.HELD, Status.REJECTED, Status.APPROVED)
    )
    assert [_steps(each, shen) for each in (held, rejected, public)] == [set(), set(), {"revise"}]
    assert [_steps(each, luming) for each in (held, rejected)] == [
        {"return", "reject", "resume"}, {"reopen"},
    ]  # fmt: skip


def test_a_revision_is_reviewed_by_the_editors_of_its_article_whatever_it_says_itself(town):
    section, _, luming, _, shen = town
    public = _sent(Status.APPROVED, section=section)
    copy = take("revise", public, shen)
    Article.objects.filter(pk=copy.pk).update(section=None)
    copy = take("submit", copy, shen)

    assert _whose(copy, luming, shen) == ["鹿鸣"]


def test_an_entry_is_reviewed_by_the_editors_of_its_story(town):
    section, _, luming, _, shen = town
    entry = _sent(Status.SUBMITTED, entry_of=make.public(section=section))

    assert _whose(entry, luming, shen) == ["鹿鸣"]


def test_whoever_has_a_text_in_hand_keeps_it_when_its_editor_is_back(town):
    section, _, luming, fang, shen = town
    duties.note_absence(luming, timezone.localdate())
    article = _sent(Status.SUBMITTED, section=section)
    colleagues.take_in_hand(article, by=shen)
    duties.note_absence(luming, None)

    assert _whose(article, luming, fang, shen) == ["鹿鸣", "沈砚秋"]
    colleagues.put_down(Article.objects.get(), by=shen)
    assert _whose(article, luming, fang, shen) == ["鹿鸣"]


def test_an_article_that_changed_hands_while_the_button_was_pressed_is_asked_for_again(town):
    section, _, _, _, shen = town
    article = _sent(Status.SUBMITTED)
    assert "first-pass" in _steps(article, shen)
    stale = Article.objects.get(pk=article.pk)
    assert rights.may_take(STEPS["first-pass"], stale, shen)
    Article.objects.update(section=section)

    with pytest.raises(StepRefused, match=WHOSE):
        take("first-pass", stale, shen)


def test_each_desk_has_its_own_first_and_alone(town):
    section, street, luming, fang, shen = town
    _sent(Status.SUBMITTED, headline="栏里的", section=section)
    _sent(Status.SUBMITTED, headline="街上的", places=[street])
    _sent(Status.SUBMITTED, headline="没有主的")
    _sent(Status.HELD, headline="待用的", section=section)
    found = {person.first_name: groups(person) for person in (luming, fang, shen)}

    assert {name: set(rows["submitted"]) for name, rows in found.items()} == {
        "鹿鸣": {"栏里的", "没有主的"}, "方知夏": {"街上的", "没有主的"}, "沈砚秋": {"没有主的"},
    }  # fmt: skip
    assert [rows.get("held") for rows in found.values()] == [["待用的"], None, None]
    assert [tabs(person) for person in (luming, fang, shen)] == [2, 2, 1]
    assert [group.total for group in desk(shen)["groups"]] == [1]
    link = desk(shen)["groups"][0].more
    listed = _list(shen, link)
    assert listed == ["没有主的"]
    # Nothing is hidden: all of it is in the list.
    assert len(_list(shen, link.replace("&duty=mine", ""))) == 3


def _list(person, address):
    answer = client_of(person).get(address)
    return [row.headline for row in answer.context["cl"].result_list]


def test_the_desk_costs_as_many_queries_for_one_text_as_for_many(town, django_assert_num_queries):
    section, _, luming, *_ = town
    _sent(Status.SUBMITTED, section=section)
    desk(luming)
    with CaptureQueriesContext(connection) as one:
        desk(luming)
    for _ in range(6):
        _sent(Status.SUBMITTED, section=section)
        _sent(Status.SUBMITTED, places=[make.place()])
    with django_assert_num_queries(len(one)):
        desk(luming)


def test_those_are_reminded_whose_text_it_is(town):
    section, luming = town[0], town[2]
    writer = make.member(roles.CORRESPONDENT)
    theirs = _sent(Status.SUBMITTED, section=section, created_by=writer)
    free = _sent(Status.SUBMITTED, created_by=writer)

    assert colleagues.remind(theirs, by=writer) == 1
    assert colleagues.remind(free, by=writer) == 3
    with pytest.raises(StepRefused, match="这一审就等您来办，没有别人可提醒。"):
        colleagues.remind(_sent(Status.SUBMITTED, section=section), by=luming)
    told = Notice.objects.filter(kind="remind", article=theirs)
    assert [each.to for each in told] == [luming]
    duties.note_absence(luming, timezone.localdate())
    other = _sent(Status.SUBMITTED, section=section, created_by=writer)
    assert colleagues.remind(other, by=writer) == 3


def test_an_editor_reminds_the_one_whose_text_it_is(town):
    section, _, _, _, shen = town
    theirs = _sent(Status.SUBMITTED, section=section, created_by=shen)
    assert row_of(shen, theirs).may_remind
    assert not row_of(shen, _sent(Status.SUBMITTED, created_by=shen)).may_remind


def test_colleagues_to_hand_it_to_are_its_editors_and_whom_nothing_binds(town):
    section, _, luming, fang, shen = town
    head = make.member(roles.DESK)
    article = _sent(Status.SUBMITTED, section=section)
    people = colleagues.name_reviewers(Status.SUBMITTED)
    site = SiteSettings.objects.current()

    chosen = {key for key, _ in duties.leave_out_others(article, people, site)}
    assert chosen == {luming.pk, head.pk}
    free = _sent(Status.SUBMITTED)
    chosen = {key for key, _ in duties.leave_out_others(free, people, site)}
    assert {luming.pk, fang.pk, shen.pk, head.pk} == chosen


def test_two_texts_become_one_only_for_whom_both_are(town):
    section, _, luming, _, shen = town
    kept, gone = _sent(Status.SUBMITTED), _sent(Status.SUBMITTED, section=section)

    assert joining.hindrance(kept, gone, by=shen) == f"并入的一篇您不能动：{WHOSE}"
    assert joining.hindrance(gone, kept, by=shen) == f"留下的一篇您不能动：{WHOSE}"
    assert joining.hindrance(kept, gone, by=luming) == ""


def test_the_division_is_read_in_a_fixed_number_of_queries_and_off_in_none(
    town, django_assert_num_queries
):
    section, _, luming, _, shen = town
    site = SiteSettings.objects.current()
    with django_assert_num_queries(4):
        duties.load_duties(site)
    for number, _ in product(range(4), range(2)):
        make.section(f"栏{number}{_}").editors.add(luming)
        make.place(f"街{number}{_}").editors.add(shen)
    site = SiteSettings.objects.current()
    with django_assert_num_queries(4):
        duties.load_duties(site)
        duties.load_duties(site)
    set_site(divides_work=False)
    site, article = SiteSettings.objects.current(), _sent(Status.SUBMITTED, section=section)
    assert duties.binds(shen)
    with django_assert_num_queries(0):
        assert not duties.is_anothers(article, shen, site)
        assert duties.find_editors(article, site) == []
