import json
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.imports.acts import ImportRefused
from articles.imports.manuscripts import create_drafts
from articles.imports.material import Material, read_material
from articles.management.arguments import why_unreadable
from articles.text.headline import UNTITLED
from articles.text.word import WordStory


class Command(BaseCommand):
    help = "Word文件、邮件、网页、压缩包里的稿件；什么也不丢，没带进来的都说明。"
    requires_system_checks = []  # --dry-run works without any database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            metavar="文件",
            nargs="+",
            help="Word文件（.docx）、邮件（.eml）、压缩包（.zip）等",
        )
        parser.add_argument("--unit", default="", help="供稿单位，文件里没有写的用它")
        parser.add_argument("--dry-run", action="store_true", help="只读不建，不碰数据库")
        parser.add_argument("--json", action="store_true", help="以JSON输出，一个文件一行")

    def handle(self, *, files: list[str], **options: Any) -> None:
        refused = 0
        for file in files:
            try:
                material = read_material(_read(file), Path(file).name)
                if options["unit"]:
                    material.stories = [_sign(each, options["unit"]) for each in material.stories]
                facts = {} if options["dry_run"] else self._create(material)
            except ImportRefused as why:
                refused += 1
                self._refuse(file, str(why), options["json"])
                continue
            self._print(material, options["json"], facts)
        if refused:
            raise CommandError(f"有{refused}个文件没有读。")

    def _refuse(self, file: str, why: str, as_json: bool) -> None:
        if as_json:
            note = {"code": "refused", "text": why}
            self.stdout.write(json.dumps({"stories": [], "notes": [note]}, ensure_ascii=False))
        self.stderr.write(f"{file}\N{FULLWIDTH COLON}{why}")

    def _create(self, material: Material) -> dict[str, Any]:
        """Make drafts; to stderr what an editor should know, so that --json stays JSON."""
        made, notes = create_drafts(material, material.stories, by=None)
        self.stderr.write(f"建立草稿{len(made)}篇，都没有发布。")
        for note in notes:
            self.stderr.write(f"\N{IDEOGRAPHIC SPACE}{note}")
        return {"articles": [article.pk for article in made]}

    def _print(self, material: Material, as_json: bool, facts: dict[str, Any]) -> None:
        if as_json:
            self.stdout.write(json.dumps(material.as_json() | facts, ensure_ascii=False))
            return
        for story in material.stories:
            for line in _tell(story):
                self.stdout.write(line)
        for note in material.notes:
            self.stdout.write(note.text)


def _sign(story: WordStory, unit: str) -> WordStory:
    """The story with this unit where somebody signs without one."""
    people = tuple(each._replace(unit=each.unit or unit) for each in story.people)
    return replace(story, people=people)


def _tell(story: WordStory) -> list[str]:
    """What a story is called, who signed it, how much of it there is, what is in doubt."""
    people = "、".join(
        f"{each.name}（{each.unit}）" if each.unit else each.name for each in story.people
    )
    photos = f"\N{IDEOGRAPHIC SPACE}图{len(story.pictures)}幅" if story.pictures else ""
    return [
        story.headline or UNTITLED,
        f"\N{IDEOGRAPHIC SPACE}{people or '没有署名'}{photos}",
        *(f"\N{IDEOGRAPHIC SPACE}待查\N{FULLWIDTH COLON}{message}" for _, message in story.doubts),
    ]


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise ImportRefused(f"读不了\N{FULLWIDTH COLON}{why_unreadable(error)}。") from error
