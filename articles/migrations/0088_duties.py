import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from articles.models.upgrading import BriefMigration


class Migration(BriefMigration):

    dependencies = [
        ('articles', '0087_answers_by_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='editors',
            field=models.ManyToManyField(blank=True, help_text='谁编这里的稿件，也管它下面的社区。设置里开了“按栏目、街道分工”，才由他们初审。', limit_choices_to={'is_active': True, 'is_staff': True}, related_name='edited_places', to=settings.AUTH_USER_MODEL, verbose_name='责编'),
        ),
        migrations.AddField(
            model_name='sitesettings',
            name='divides_work',
            field=models.BooleanField(db_default=False, default=False, help_text='开了以后，有责编的栏目、街道的稿件，只由这些责编初审、退改、修改、交给同事；部门主任和总编不受限。责编都不在的，人人可办。看稿不受限。', verbose_name='责任编辑按栏目、街道分工'),
        ),
        migrations.AlterField(
            model_name='section',
            name='editors',
            field=models.ManyToManyField(blank=True, help_text='谁编这一栏。稿件列表里“我编的栏目”就是这些；设置里开了“按栏目、街道分工”，还由他们初审。', limit_choices_to={'is_active': True, 'is_staff': True}, related_name='sections', to=settings.AUTH_USER_MODEL, verbose_name='责编'),
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until_on', models.DateField(verbose_name='休假到')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='absence', to=settings.AUTH_USER_MODEL, verbose_name='账号')),
            ],
            options={
                'verbose_name': '休假',
                'verbose_name_plural': '休假',
                'default_permissions': (),
            },
        ),
    ]
