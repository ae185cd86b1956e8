"""本年期号 and 总期号: what is told where an issue's numbers don't go on from the one before."""

from datetime import date

import pytest

from articles import planning
from articles.exports import wording
from articles.exports.contents import gather
from articles.models import Issue, SiteSettings
from articles.planning.numbering import find_faults
from articles.tests import issues, make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEFORE = date(2026, 9, 1)


def issue_of(month, number, whole):
    return Issue.objects.create(month=month, number=number, whole_number=whole, date=month)


@pytest.mark.parametrize(
    ("month", "number", "whole", "said"),
    [
        (date(2026, 10, 1), 10, 218, []),
        (date(2027, 1, 1), 1, 218, []),  # October to December were not printed
        (date(2027, 1, 1), 1, 221, []),  # or are not here
        (date(2026, 11, 1), 10, 218, []),
        (date(2026, 11, 1), 11, 219, []),
        (
            date(2026, 10, 1), 11, 219,
            ["总期号是第219期，2026年9月号是第217期：跳了1期，该是第218期",
             "本年期号是第11期，2026年9月号是第9期：跳了1期，该是第10期"],
        ),
        (
            date(2026, 10, 1), 10, 216,
            ["总期号是第216期，2026年9月号是第217期：没有往下数，该是第218期"],
        ),
        (date(2027, 1, 1), 10, 218,
         ["本年期号是第10期，2026年9月号是第9期：跳了9期，该是第1期"]),
        (date(2027, 1, 1), 0, 218,
         ["本年期号是第0期，2026年9月号是第9期：没有往下数，该是第1期"]),
    ],
)  # fmt: skip
def test_numbers_that_do_not_go_on_from_the_issue_before_are_told(month, number, whole, said):
    issue_of(date(2026, 1, 1), 1, 209)
    issue_of(BEFORE, 9, 217)

    assert list(find_faults(issue_of(month, number, whole))) == said


def test_the_first_issue_has_none_to_go_on_from():
    assert list(find_faults(issue_of(BEFORE, 7, 500))) == []


def told(issue):
    return [text for _, text, anchor in planning.warnings(issue) if anchor == "top"]


def test_the_board_tells_of_the_numbers_and_of_a_permit_that_is_not_there():
    issue_of(BEFORE, 9, 217)
    issue = issues.issue([make.public()])
    Issue.objects.filter(pk=issue.pk).update(number=11, whole_number=230, responsible_editor="沈")
    issue.refresh_from_db()
    before = told(issue)
    SiteSettings.objects.update(printing_permit="临内资准字〔2026〕第018号")

    numbers = ["总期号是第230期，2026年9月号是第217期：跳了12期，该是第218期"]
    assert before == [*numbers, "网站设置里没有写准印证号或刊号，报上印不出来"]
    assert told(issue) == numbers
    SiteSettings.objects.update(printing_permit="", contact="内部资料准印证：临内资准字第0000号")
    assert told(issue) == numbers


@pytest.mark.parametrize(("contact", "lines"), [("准印证0000号 临江路1号", 0), ("临江路1号", 1)])
def test_the_permit_stands_once_in_what_every_format_says_of_the_paper(contact, lines):
    SiteSettings.objects.current()
    SiteSettings.objects.update(printing_permit="准印证0000号", contact=contact)
    said = list(wording.facts(gather(issues.one())))

    assert said.count("准印证0000号") == lines
    assert sum("准印证0000号" in line for line in said) == 1
