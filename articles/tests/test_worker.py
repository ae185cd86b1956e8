"""Long work where TASKS_BACKEND names the database: it waits there until any worker does it."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Job
from articles.tests import issues, make
from articles.tests.databases import own_database

#: What a node does, and then what a worker does that is no server and no child of it.
_NODE = """
import json
from django.contrib.auth.models import User
from django.core.management import call_command
from articles import making
from articles.models import Format, Issue, Job
from django_tasks_db.models import DBTaskResult

call_command("migrate", verbosity=0)
job = making.start(Issue.objects.get(), [Format.JSONL], by=User.objects.get(username="chief"))
print(json.dumps([Job.objects.get().state, DBTaskResult.objects.get().status]))
"""
_AFTER = """
import json
from articles.models import IssueFile, Job
from django_tasks_db.models import DBTaskResult
print(json.dumps([Job.objects.get().state, DBTaskResult.objects.get().status,
                  IssueFile.objects.get().name]))
"""


@pytest.mark.once
def test_a_worker_of_any_node_does_what_waits_in_the_database(
    django_db_setup, django_db_blocker, tmp_path
):
    with django_db_blocker.unblock(), own_database(tmp_path / "media", "worker"):
        make.user("chief", is_superuser=True)
        issues.issue([make.public()])
        file = connection.settings_dict["NAME"]
        connection.close()
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{file}", "MEDIA_ROOT": str(tmp_path / "media"),
            "TASKS_BACKEND": "django_tasks_db.DatabaseBackend",
        }  # fmt: skip

        def manage(*arguments):
            done = subprocess.run(
                [sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=environment,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            return done.stdout

        waiting = json.loads(manage("shell", "-v0", "-c", _NODE))
        manage("db_worker", "--batch", "--no-startup-delay")
        after = json.loads(manage("shell", "-v0", "-c", _AFTER))

    assert waiting == [Job.State.WAITING, "READY"]
    assert after == [Job.State.DONE, "SUCCESSFUL", "2026-11.jsonl"]
