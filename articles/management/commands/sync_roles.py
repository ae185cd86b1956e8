from django.core.management.base import BaseCommand

from articles import roles


class Command(BaseCommand):
    help = "把各岗位的组恢复成规定的权限：通讯员、责任编辑、部门主任、总编、出版、管理员。"

    def handle(self, **options):
        touched = roles.sync()
        self.stdout.write(f"已恢复：{'、'.join(touched)}。" if touched else "各岗位的权限都对。")
