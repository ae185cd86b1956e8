"""The month whose contributions are counted."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

PAGE = reverse("admin:contributions")
FREEZE = reverse("admin:contributions_freeze")
FILE = reverse("admin:contributions_file")
RECORD = reverse("admin:contributions_record")
OCTOBER = {"month": "2025-10"}


def october(day, hour=12):
    return timezone.make_aware(datetime(2025, 10, day, hour))
