from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0061_factor_apps")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="site_mark",
            field=models.FileField(
                blank=True,
                help_text="管理机构发给的标识图，显示在页脚，按下去就到上面的网址。",
                max_length=100,
                upload_to="site/",
                verbose_name="网站标识图片",
            ),
        ),
    ]
