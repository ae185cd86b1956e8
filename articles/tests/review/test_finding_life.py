"""The life of a finding walked at random: found, judged, changed, found again, mended, signed."""

from contextlib import ExitStack

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import roles
from articles.models import Article, SiteSettings, Status
from articles.review import proofreading, record, rights, taking
from articles.review.steps import EDITABLE, STEPS, StepRefused
from articles.tests import make
from articles.tests.reviewing import edit

SOUND = "江边的步道昨日通了。"
DOUBTED = ("老周来了,看了半天。", "老周高兴;灯亮了。")
BLOCKED = ("老周说：“步道通了。", "工期到2月30日。")
SENTENCES = (*DOUBTED, *BLOCKED)
TO_PRINT = ("submit", "first-pass", "second-pass", "final-pass", "urgent", "resume")


class Findings(RuleBasedStateMachine):
    """One article of sentences with one finding each; the model knows which were judged."""

    @initialize()
    def open_the_newsroom(self):
        self.all_undone = ExitStack()
        self.all_undone.enter_context(transaction.atomic())
        self.writer = make.member(roles.CORRESPONDENT)
        names = (roles.EDITOR, roles.DESK, roles.CHIEF, roles.STAFF)
        self.people = [self.writer, *map(make.member, names), make.editor()]
        body, names = f"<p>{SOUND}</p>", [make.reporter()]
        self.pk = make.article(created_by=self.writer, body=body, reporters=names).pk
        self.text: tuple[str, ...] = ()
        self.judged: dict[str, int] = {}
        SiteSettings.objects.current()

    def teardown(self):
        if hasattr(self, "all_undone"):
            transaction.set_rollback(True)
            self.all_undone.close()

    @property
    def article(self):
        return Article.objects.get(pk=self.pk)

    def open_now(self, *kinds):
        return {each for each in self.text if each not in self.judged and each in kinds}

    @rule(text=st.sets(st.sampled_from(SENTENCES), max_size=3), who=st.integers(0, 5))
    def write(self, text, who):
        if rights.may_edit(self.article, self.people[who]):
            self.text = tuple(sorted(text))
            body = "".join(f"<p>{each}</p>" for each in (SOUND, *self.text))
            edit(self.article, by=self.people[who], body=body)

    @rule(sentence=st.sampled_from(SENTENCES), who=st.integers(0, 5), reason=st.booleans())
    def judge(self, sentence, who, reason):
        place = self.places().get(sentence)
        if place is None:
            return
        by, article = self.people[who], self.article
        may = article.status in EDITABLE and (
            who in (2, 3, 5) or (sentence in DOUBTED and (who == 1 or rights.may_edit(article, by)))
        )
        try:
            proofreading.judge(article, place, by=by, reason="原文如此" if reason else " ")
        except PermissionDenied:
            assert not may
        except StepRefused:
            assert sentence in self.judged or not reason
        else:
            assert may
            self.judged[sentence] = by.pk

    @rule(sentence=st.sampled_from(SENTENCES), who=st.integers(0, 5))
    def take_back(self, sentence, who):
        place, by = self.places().get(sentence), self.people[who]
        if place is None:
            return
        try:
            proofreading.take_back(self.article, place, by=by)
        except PermissionDenied:
            assert self.judged[sentence] != by.pk
        except StepRefused:
            assert sentence not in self.judged
        else:
            del self.judged[sentence]

    @rule(name=st.sampled_from(sorted(STEPS)), who=st.integers(0, 5))
    def take_a_step(self, name, who):
        self.step(name, self.people[who])

    @rule()
    def go_on_as_one_should(self):
        ways = {
            Status.DRAFT: ("submit", 0),
            Status.SUBMITTED: ("first-pass", 1),
            Status.FIRST_PASSED: ("second-pass", 2),
            Status.SECOND_PASSED: ("final-pass", 3),
        }
        if found := ways.get(self.article.status):
            if found[0] == "final-pass":
                make.proofed(self.article)
            self.step(found[0], self.people[found[1]])

    def step(self, name, by):
        try:
            with transaction.atomic():
                taking.take(STEPS[name], self.article, by=by, opinion="照办。")
        except (StepRefused, PermissionDenied):
            return
        if name in TO_PRINT:
            assert not self.open_now(*BLOCKED)
        if name == "final-pass":
            assert not self.open_now(*SENTENCES)

    def places(self):
        remarks = proofreading.proofread_article(self.article).remarks
        return {
            sentence: each.place
            for each in remarks
            for sentence in self.text
            if sentence in each.before + each.finding.text + each.after
            or each.finding.text + each.after in sentence
        }

    @invariant()
    def what_is_open_is_what_stands_in_the_text_and_nobody_judged(self):
        if hasattr(self, "all_undone"):
            reading = proofreading.proofread_article(self.article)
            assert len(reading.remarks) == len(self.text)
            assert len(reading.stopping) == len(self.open_now(*BLOCKED))
            assert len(reading.open) == len(self.open_now(*SENTENCES))

    @invariant()
    def what_was_signed_still_has_the_judgements_that_were_signed_with_it(self):
        if hasattr(self, "all_undone"):
            assert record.find_changed_judgements([self.article]) == set()


@pytest.mark.once
@pytest.mark.django_db
def test_no_walk_brings_what_must_be_mended_into_print_or_forgets_a_judgement():
    run_state_machine_as_test(
        Findings,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
