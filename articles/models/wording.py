"""Words that texts are searched for: names, posts, house terms."""

from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models

from articles.text.characters import clean_to_one_line

TOO_SHORT = "至少写两个字，一个字到处都会碰上。"


def clean_wording(row: models.Model, *names: str, why: str = TOO_SHORT) -> None:
    """Bring these fields to one line of what one sees.

    Raises ValidationError where too little is left of what was typed, unless the field's own checks
    say so already.
    """
    from articles.proofing.termlist import SHORTEST  # noqa: PLC0415 # it is slow to load

    for name in names:
        typed = getattr(row, name)
        setattr(row, name, clean_to_one_line(typed).strip())
        checks = getattr(row._meta.get_field(name), "validators", ())
        checked = any(isinstance(each, MinLengthValidator) for each in checks)
        least = SHORTEST if checked else 1  # of nothing typed Django says that it is wanted
        if len(typed) >= least and len(getattr(row, name)) < SHORTEST:
            raise ValidationError({name: why})
