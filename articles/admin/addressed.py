"""The form of a row whose address is made of its name where none is typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from articles.models.named import find_free_address
from articles.text.characters import clean_to_one_line


def refuse_former(row: Model, slug: str) -> None:
    """Raise ValidationError for an address that was another row's: it is printed and linked."""
    rows = type(row)._default_manager.filter(former_slugs__slug=slug).exclude(pk=row.pk)
    if slug and (whose := rows.first()):
        raise ValidationError(
            f"这个网址名从前是“{whose}”的，印出的二维码和链接还指着它。请另取一个。"
        )


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
