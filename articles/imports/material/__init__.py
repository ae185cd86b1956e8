"""Files from contributors (Word, mail, web pages, packs, lists) → manuscripts with pictures."""

from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.reading import READ, read_material

__all__ = ["READ", "Material", "MaterialPicture", "read_material"]
