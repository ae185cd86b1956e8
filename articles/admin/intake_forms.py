"""The forms of imported pages: what is taken in, and where and when it was printed."""

from pathlib import Path

from django import forms

from articles.filters import DayField
from articles.imports import pages, printed_pages
from articles.imports.acts import ImportRefused
from articles.imports.confined import ReadingLog
from articles.imports.decoding import LARGEST, decode
from articles.imports.kinds import FileKind, find_kind

#: How much of a file tells what it is.
_HEAD = 4096
#: What takes in a file that shows pages, by its kind.
_TAKERS = {
    FileKind.PDF: printed_pages.take_in_pdf,
    FileKind.PICTURE: printed_pages.take_in_photo,
}


class FactsForm(forms.Form):
    """Where and when a page was printed."""

    title = forms.CharField(
        label="版面", required=False, max_length=80, help_text="例如“十一月号第三版”。可以不填。"
    )
    issued_on = DayField(label="出版日期", required=False, help_text="签发后稿件就归在这一天。")
    page = forms.IntegerField(
        label="版次",
        required=False,
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "版次要写1到999之间的数字。"
        ),
    )


class IntakeForm(FactsForm):
    """A page's text, pasted or as a file, PDF or photo; it comes back with the text."""

    text = forms.CharField(
        label="版面文字", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16})
    )
    file = forms.FileField(
        label="或选一个文件（.txt、PDF，或版面的照片、扫描图）",
        required=False,
        allow_empty_file=True,
    )
    again = forms.BooleanField(label="确实要再导入一次", required=False)
    field_order = ["text", "file", "title", "issued_on", "page", "again"]

    #: Earlier imports of the same page, to be shown with `again`.
    earlier = ()
    #: What is to be said about the decoding of an uploaded file.
    remark = ""
    #: The file, if it is a PDF or a picture of a page.
    sheets = b""
    #: What takes it in.
    take_in_sheets = None

    def clean(self):
        data = super().clean()
        if upload := data.get("file"):
            data["text"] = self._read(upload, data.get("text") or "")
        if not self.sheets and "file" not in self.errors and not (data.get("text") or "").strip():
            self.add_error("text", "没有文字可导入。请粘贴版面文字，或选一个文字文件。")
        return data

    def _read(self, upload, pasted):
        if pasted.strip():
            self.add_error("file", "粘贴的文字和文件只能要一样。清空上面的文字，或者不选文件。")
            return pasted
        if take_in_sheets := _TAKERS.get(find_kind(upload.read(_HEAD))):
            upload.seek(0)
            self.sheets, self.take_in_sheets = (
                upload.read(printed_pages.LARGEST + 1),
                take_in_sheets,
            )
            return pasted
        upload.seek(0)
        try:
            text, remark = decode(upload.read(LARGEST * 3 + 1))
        except ImportRefused as refusal:
            self.add_error("file", str(refusal))
            return pasted
        self.remark = remark
        # A browser doesn't keep a chosen file: its text is there if the form comes back.
        self.data = self.data.copy()
        self.data["text"] = text
        return text

    def take_in(self, by):
        """Store the page and return it; or return None, with errors on the form."""
        facts = {name: self.cleaned_data[name] for name in ("issued_on", "page", "title")}
        facts |= {"by": by, "again": self.cleaned_data["again"]}
        try:
            if self.sheets:
                facts["title"] = facts["title"] or Path(self.cleaned_data["file"].name).stem[:60]
                log = ReadingLog()
                taken = self.take_in_sheets(self.sheets, log=log, **facts)[0]
                self.remark = "".join(log.warnings)
                return taken
            return pages.take_in(self.cleaned_data["text"], **facts)
        except pages.SamePage as same:
            self.earlier = same.pages
            more = "，并再选一次文件" if self.sheets else ""
            self.add_error(None, f"这一版已经导入过。要再导一次，请勾选下面的确认{more}。")
        except ImportRefused as refusal:
            self.add_error("file" if self.sheets else "text", str(refusal))
        return None
