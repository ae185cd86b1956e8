from articles.models.article import Article, Genre, Status, Weight, card_parts, period
from articles.models.byline import Byline, Role
from articles.models.campaign import Campaign, Campaigned
from articles.models.correction import Correction
from articles.models.imported_page import ImportedPage
from articles.models.photo import Photo
from articles.models.pin import Pin, Slot
from articles.models.place import Place, Placed
from articles.models.reporter import Reporter
from articles.models.settings import SiteSettings
from articles.models.unit import Unit

__all__ = [
    "Article",
    "Byline",
    "Campaign",
    "Campaigned",
    "Correction",
    "Genre",
    "ImportedPage",
    "Photo",
    "Pin",
    "Place",
    "Placed",
    "Reporter",
    "Role",
    "SiteSettings",
    "Slot",
    "Status",
    "Unit",
    "Weight",
    "card_parts",
    "period",
]
