"""Files from contributors (Word, mail, web pages, packs, lists) → manuscripts with pictures."""

from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.reading import READ, is_manuscript, read_material

__all__ = ["READ", "Material", "MaterialPicture", "is_manuscript", "read_material"]
