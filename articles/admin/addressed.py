"""The form of a row whose address is made of its name where none is typed."""

from django import forms
from django.core.exceptions import ValidationError

from articles.models.named import find_free_address
from articles.text.characters import clean_to_one_line


class AddressedForm(forms.ModelForm):
    """`nameless`: what the address is, where the name has no letter for one."""

    nameless = ""

    def clean_name(self):
        name = clean_to_one_line(self.cleaned_data["name"]).strip()
        if not name:
            raise ValidationError("名称里没有看得见的字，请重新输入。")
        return name

    def clean(self):
        """An address of its own, made of the name where none is typed."""
        super().clean()
        name = self.cleaned_data.get("name")
        if name and "slug" in self.cleaned_data and not self.cleaned_data["slug"]:
            self.cleaned_data["slug"] = find_free_address(self._meta.model, name, self.nameless)
