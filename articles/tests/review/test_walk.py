"""The workflow walked at random: whatever people do, nothing unsigned is public."""

from contextlib import ExitStack, suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from articles import merging, roles, versions
from articles.models import Article, Correction, SiteSettings, Status, Step
from articles.review import colleagues, record, rights, taking
from articles.review.steps import STEPS, StepRefused
from articles.tests import make

TEXTS = ("<p>一。</p>", "<p>二。</p>", "<p>三。</p>")
LEVELS = ("first-pass", "second-pass", "final-pass")


class Newsroom(RuleBasedStateMachine):
    """Two articles, two accounts of each role and one that has them all."""

    @initialize()
    def open_the_newsroom(self):
        self.all_undone = ExitStack()
        self.all_undone.enter_context(transaction.atomic())
        names = (roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.CHIEF, roles.STAFF)
        self.people = [make.member(role) for role in names for _ in range(2)]
        self.people.append(make.editor())
        self.names = [make.reporter("张嫄苒"), make.reporter("张媛苒")]
        for _ in range(2):
            make.article(created_by=self.people[0], reporters=[self.names[1]], photos=1)
        SiteSettings.objects.current()

    def teardown(self):
        if hasattr(self, "all_undone"):
            transaction.set_rollback(True)
            self.all_undone.close()

    def article(self, which):
        rows = list(Article.objects.order_by("pk"))
        return rows[which % len(rows)]

    @rule(
        which=st.integers(0, 3),
        who=st.integers(0, 10),
        name=st.sampled_from(sorted(STEPS)),
        later=st.booleans(),
    )
    def take_a_step(self, which, who, name, later):
        hour = timezone.now() + timedelta(hours=1 if later else -1)
        with suppress(StepRefused, PermissionDenied), transaction.atomic():
            taking.take(
                STEPS[name],
                self.article(which),
                by=self.people[who],
                opinion="照办。",
                publish_at=hour,
            )

    @rule(which=st.integers(0, 3))
    def go_on_as_one_should(self, which):
        """The next step of the way to print, so that walks get there."""
        article = self.article(which)
        by = {Status.SUBMITTED: 2, Status.FIRST_PASSED: 4, Status.SECOND_PASSED: 6}
        name = dict(zip(by, LEVELS, strict=True)).get(article.status, "submit")
        with suppress(StepRefused, PermissionDenied), transaction.atomic():
            if article.status == Status.SECOND_PASSED:
                colleagues.proof(article, by=self.people[8], revision=article.revision)
            taking.take(STEPS[name], article, by=self.people[by.get(article.status, 0)])

    @rule(which=st.integers(0, 3))
    def start_a_revision(self, which):
        with suppress(StepRefused, PermissionDenied), transaction.atomic():
            taking.take(STEPS["revise"], self.article(which), by=self.people[2])

    @rule(which=st.integers(0, 3), who=st.integers(0, 10), text=st.sampled_from(TEXTS))
    def save_the_form(self, which, who, text):
        article, by = self.article(which), self.people[who]
        if rights.may_edit(article, by):
            versions.ensure(article)
            article.body = text
            article.revision += 1
            article.save()
            record.record_change(article, by=by)

    @rule(which=st.integers(0, 3), who=st.integers(0, 10), again=st.integers(0, 9))
    def put_an_old_version_back(self, which, who, again):
        article, by = self.article(which), self.people[who]
        old = list(article.versions.all())
        if old and rights.may_edit(article, by):
            versions.put(versions.content_at(old[again % len(old)]), article)
            record.record_change(article, by=by)

    @rule(which=st.integers(0, 3), who=st.integers(0, 10))
    def write_a_correction(self, which, who):
        article, by = self.article(which), self.people[who]
        if article.revises_id and rights.may_edit(article, by):
            Correction.objects.create(
                article=article, text="应为二。", corrected_on=timezone.localdate()
            )
            record.record_change(article, by=by)

    @rule(who=st.integers(0, 10), again=st.booleans())
    def merge_two_names(self, who, again):
        kept, gone = reversed(self.names) if again else self.names
        if type(gone).objects.filter(pk__in=[kept.pk, gone.pk]).count() != 2:
            return
        with suppress(merging.MergeRefused), transaction.atomic():
            merging.merge(kept, [gone], by=self.people[who])

    @rule(two=st.booleans(), twice=st.booleans(), proofs=st.integers(0, 2))
    def change_the_rules(self, two, twice, proofs):
        SiteSettings.objects.update(
            second_review="" if two else "复审",
            one_person_may_review_twice=twice,
            proofs_required=proofs,
        )

    @rule(which=st.integers(0, 3))
    def let_the_hour_come(self, which):
        article = self.article(which)
        if article.publish_at and article.publish_at > timezone.now():
            now = timezone.now() - timedelta(seconds=1)
            Article.objects.filter(pk=article.pk).update(publish_at=now)

    @invariant()
    def what_is_public_is_what_was_signed_by_the_right_people(self):
        if not hasattr(self, "all_undone"):
            return
        for article in Article.objects.public():
            assert article.revises_id is None
            assert record.signed_digests([article])[article.pk] == versions.digest_of(article)
            steps = list(Step.objects.filter(article=article).order_by("pk"))
            signing = [step for step in steps if step.step in ("final-pass", "urgent")][-1]
            assert roles.CHIEF in signing.by_post or signing.by == self.people[-1]
            if signing.step == "urgent":
                assert signing.urgent
                assert signing.opinion
            else:
                self.was_reviewed_in_order(steps, signing)

    def was_reviewed_in_order(self, steps, signing):
        same = [s for s in steps if s.digest == signing.digest and s.pk <= signing.pk]
        passed = [s for s in same if s.step in LEVELS and s.copy == signing.copy]
        assert "first-pass" in {s.step for s in passed}
        last = {s.step: s for s in passed}
        order = [last[name].pk for name in LEVELS if name in last]
        assert order == sorted(order)
        people = [s.by_id for s in last.values()]
        if len(set(people)) < len(people):
            assert any("同一人" in s.remark for s in last.values())

    @invariant()
    def what_is_approved_but_not_due_is_signed_too(self):
        if hasattr(self, "all_undone"):
            for article in Article.objects.filter(status=Status.APPROVED):
                assert record.signed_digests([article])[article.pk] == versions.digest_of(article)


@pytest.mark.once
@pytest.mark.django_db
def test_no_walk_through_the_newsroom_shows_what_was_not_signed():
    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
