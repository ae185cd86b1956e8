from django.db import migrations


class Migration(migrations.Migration):
    """The rows are django-otp's: keys that stand there as they are get sealed by `seal_factors`."""

    dependencies = [
        ("articles", "0059_proofreader_named"),
        ("articles", "0060_flash"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactorApp",
            fields=[],
            options={
                "verbose_name": "验证器",
                "verbose_name_plural": "验证器",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("otp_totp.totpdevice",),
        ),
    ]
