from django.core.management.base import BaseCommand, CommandError

from articles import events
from articles.accounts import factors
from articles.models import SecurityEvent


class Command(BaseCommand):
    help = "换了SECRET_KEY以后：把两步验证的密钥都用新的重新加密，旧的就可以不要了。"

    def handle(self, **options):
        sealed, unreadable = factors.seal_all()
        if sealed:
            sentence = f"重新加密了{sealed}个账号两步验证的密钥。"
            events.note(SecurityEvent.Kind.FACTOR, sentence)
            self.stdout.write(sentence)
        else:
            self.stdout.write("都已经用现在的SECRET_KEY加密，没有要做的。")
        if unreadable:
            raise CommandError(
                f"{'、'.join(unreadable)}的密钥读不出来：SECRET_KEY_FALLBACKS里缺了当时的那个。"
                "找不回来的，用reset_factor去掉，让本人重新设。"
            )
