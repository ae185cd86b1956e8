from articles.models.absence import Absence
from articles.models.addresses import absolute_url
from articles.models.archive import ArchivedPiece, ArchivedText
from articles.models.article import Article, card_parts
from articles.models.article_link import ArticleLink
from articles.models.backup import Backup
from articles.models.byline import Byline, Role
from articles.models.campaign import Campaign, Campaigned
from articles.models.comment import Comment
from articles.models.contribution import FrozenMonth, PointRule
from articles.models.correction import Correction
from articles.models.database_file import follow_database_file
from articles.models.dates import CLOCKS_DIFFER, is_ahead, is_known, known_date, midnight, period
from articles.models.delivery import Delivery
from articles.models.factor_app import FactorApp, KeyUnreadable, server_secrets
from articles.models.former_slug import FormerSlug
from articles.models.generation import Generation, PublicState
from articles.models.imported_page import ImportedPage
from articles.models.issue import Issue, IssueFile, Page, Placement, say_where
from articles.models.issued_sheet import IssuedSheet
from articles.models.job import Format, Job
from articles.models.judgement import Judgement, chain_of, standing
from articles.models.kept_form import KeepingRefused, KeptForm, end_form, keep_form
from articles.models.likeness import Likeness, LikenessBand
from articles.models.matter import Matter, MatterEntry
from articles.models.notice import Notice
from articles.models.opening import Opening
from articles.models.outside_use import OutsideUse
from articles.models.photo import Photo
from articles.models.picked_figure import PickedFigure
from articles.models.piece import Piece
from articles.models.pin import Pin, Slot
from articles.models.place import Place, Placed
from articles.models.planned_story import PlannedStory
from articles.models.post_request import PostRequest
from articles.models.preview_link import PreviewLink
from articles.models.read_count import ReadCount
from articles.models.reader_message import (
    MessageKind,
    MessageOutcome,
    MessagePhoto,
    ReaderMessage,
)
from articles.models.referral import REFERRAL_DAYS, Referral
from articles.models.reporter import Reporter
from articles.models.reprint_source import ReprintSource
from articles.models.saved_filter import SavedFilter
from articles.models.search_doc import SearchDoc
from articles.models.section import Section
from articles.models.security_event import EventSource, SecurityEvent
from articles.models.sent_photo import SentPhoto, copy_sent, keep_marked, keep_sent
from articles.models.settings import SiteSettings
from articles.models.sign_in import SignIn
from articles.models.states import IN_REVIEW, Genre, PhotoAi, Status, TextAi, Weight
from articles.models.step import Proof, Step
from articles.models.stored_upload import StoredUpload
from articles.models.subject import Subject, SubjectMention
from articles.models.suggestion import Suggestion
from articles.models.tenure import Tenure
from articles.models.term import Term
from articles.models.trashed_draft import TRASH_DAYS, TrashedDraft
from articles.models.unit import Unit
from articles.models.version import Version
from articles.models.wechat_draft import WechatDraft
from articles.models.year_target import YearTarget

__all__ = [
    "CLOCKS_DIFFER",
    "IN_REVIEW",
    "REFERRAL_DAYS",
    "TRASH_DAYS",
    "Absence",
    "ArchivedPiece",
    "ArchivedText",
    "Article",
    "ArticleLink",
    "Backup",
    "Byline",
    "Campaign",
    "Campaigned",
    "Comment",
    "Correction",
    "Delivery",
    "EventSource",
    "FactorApp",
    "Format",
    "FormerSlug",
    "FrozenMonth",
    "Generation",
    "Genre",
    "ImportedPage",
    "Issue",
    "IssueFile",
    "IssuedSheet",
    "Job",
    "Judgement",
    "KeepingRefused",
    "KeptForm",
    "KeyUnreadable",
    "Likeness",
    "LikenessBand",
    "Matter",
    "MatterEntry",
    "MessageKind",
    "MessageOutcome",
    "MessagePhoto",
    "Notice",
    "Opening",
    "OutsideUse",
    "Page",
    "Photo",
    "PhotoAi",
    "PickedFigure",
    "Piece",
    "Pin",
    "Place",
    "Placed",
    "Placement",
    "PlannedStory",
    "PointRule",
    "PostRequest",
    "PreviewLink",
    "Proof",
    "PublicState",
    "ReadCount",
    "ReaderMessage",
    "Referral",
    "Reporter",
    "ReprintSource",
    "Role",
    "SavedFilter",
    "SearchDoc",
    "Section",
    "SecurityEvent",
    "SentPhoto",
    "SignIn",
    "SiteSettings",
    "Slot",
    "Status",
    "Step",
    "StoredUpload",
    "Subject",
    "SubjectMention",
    "Suggestion",
    "Tenure",
    "Term",
    "TextAi",
    "TrashedDraft",
    "Unit",
    "Version",
    "WechatDraft",
    "Weight",
    "YearTarget",
    "absolute_url",
    "card_parts",
    "chain_of",
    "copy_sent",
    "end_form",
    "follow_database_file",
    "is_ahead",
    "is_known",
    "keep_form",
    "keep_marked",
    "keep_sent",
    "known_date",
    "midnight",
    "period",
    "say_where",
    "server_secrets",
    "standing",
]
