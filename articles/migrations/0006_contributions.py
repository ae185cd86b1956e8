import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import Q

#: Where an installation begins; each newsroom changes them from a day of its own on.
POINTS = (("lead", 8), ("second", 5), ("normal", 3), ("brief", 1), ("photo", 4))


def first_rules(apps, schema_editor):
    rule = apps.get_model("articles", "PointRule")
    rule.objects.bulk_create(
        rule(counts=counts, points=points, valid_from="2000-01-01") for counts, points in POINTS
    )


def give_permissions(apps, schema_editor):
    from articles import roles

    # A migration runs before Django makes permissions, which it does at the end of `migrate`.
    for label in ("articles", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    roles.sync(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_issues"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="PointRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("counts", models.CharField(choices=[("lead", "头条"), ("second", "次条"), ("normal", "一般"), ("brief", "简讯"), ("photo", "图片新闻"), ("each_photo", "另加，每幅照片"), ("each_thousand", "另加，每千字")], max_length=13, verbose_name="计什么")),
                ("points", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="分")),
                ("valid_from", models.DateField(help_text="按稿件见报那天有效的规则计分。", verbose_name="起行日期")),
            ],
            options={
                "verbose_name": "积分规则",
                "verbose_name_plural": "积分规则",
                "ordering": ["-valid_from", "id"],
                "default_permissions": ("view", "add", "change"),
                "constraints": [
                    models.CheckConstraint(condition=Q(counts__in=["lead", "second", "normal", "brief", "photo", "each_photo", "each_thousand"]), name="pointrule_counts_known"),
                    models.CheckConstraint(condition=Q(points__gte=0), name="pointrule_not_negative", violation_error_message="分数不能是负的。"),
                    models.UniqueConstraint(fields=["counts", "valid_from"], name="pointrule_once_a_day", violation_error_message="同一天起行的，同一项只有一条规则。"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrozenMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(unique=True, verbose_name="月份")),
                ("facts", models.JSONField(default=list, editable=False, verbose_name="所依据的稿件")),
                ("used", models.JSONField(default=dict, editable=False, verbose_name="采用篇数")),
                ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="冻结时间")),
                ("frozen_by_name", models.CharField(max_length=150, verbose_name="冻结人姓名")),
                ("frozen_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="frozen_months", to=settings.AUTH_USER_MODEL, verbose_name="冻结人")),
            ],
            options={
                "verbose_name": "冻结的月份",
                "verbose_name_plural": "冻结的月份",
                "ordering": ["-month"],
                "permissions": [("view_contributions", "看用稿统计"), ("freeze_month", "冻结一个月的用稿统计")],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(condition=Q(month__day=1), name="frozenmonth_begins"),
                ],
            },
        ),
        migrations.RunPython(first_rules, migrations.RunPython.noop),
        migrations.RunPython(give_permissions, migrations.RunPython.noop, elidable=False),
    ]
