"""The form with which a table is sent in."""

from django import forms

from articles.imports.tables import LARGEST


class TableForm(forms.Form):
    file = forms.FileField(
        label="表格\N{FULLWIDTH LEFT PARENTHESIS}.xlsx或.csv\N{FULLWIDTH RIGHT PARENTHESIS}",
        allow_empty_file=True,
        error_messages={"required": "请选一个表格。"},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError("表格超过2 MB。请分成几个再导入。")
        return file
