"""What contributors send: mails and packs."""

import zipfile
from email.message import EmailMessage
from io import BytesIO

from articles.imports.material import read_material
from articles.tests import make

PICTURE = make.picture()


def mail(text="", *, html="", charset="utf-8", attached=(), inline=None, **fields):
    message = EmailMessage()
    fields = {"From": "费知夏 <fei@example.cn>", "To": "bj@example.cn", "Subject": "来稿"} | fields
    for name, said in fields.items():
        message[name] = said
    message.set_content(text, charset=charset)
    if html:
        message.add_alternative(html, subtype="html")
        if inline:
            message.get_payload()[1].add_related(inline, "image", "png", cid="<p1>")
    for name, content in attached:
        kind = ("image", "png") if content is PICTURE else ("application", "octet-stream")
        message.add_attachment(content, *kind, filename=name)
    return message.as_bytes()


def pack(files):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return out.getvalue()


def read(data, name=""):
    """Of each story headline, people and paragraphs; of each picture name, caption and credit."""
    material = read_material(data, name)
    stories = [
        (story.headline, [(each.name, each.unit) for each in story.people],
         [block["text"] for block in story.as_json()["blocks"]])
        for story in material.stories
    ]  # fmt: skip
    pictures = [
        (material.pictures[each.key - 1].name, each.caption, each.credit)
        for story in material.stories
        for each in story.pictures
    ]
    assert all(picture.open() == PICTURE for picture in material.pictures)
    return stories, pictures, {note.code: note.passages for note in material.notes}
