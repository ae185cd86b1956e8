"""Public URLs. Each has a row in tests/test_access.py."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from articles import feeds
from articles.sitemaps import SITEMAPS, NewsSitemap
from articles.views import (
    corrections,
    issues,
    machine,
    media,
    public,
    reading,
    search,
    shared,
    suggest,
)

urlpatterns = [
    path("", public.front, name="front"),
    path("articles/<int:pk>/", public.article, name="article"),
    path("campaigns/", public.campaigns, name="campaigns"),
    path("campaigns/<slug:slug>/", public.campaign, name="campaign"),
    path("reporters/", public.reporters, name="reporters"),
    path("reporters/<slug:slug>/", public.reporter, name="reporter"),
    path("places/", public.places, name="places"),
    path("places/<slug:slug>/", public.place, name="place"),
    path("archive/", public.archive, name="archive"),
    path("archive/<int:year>/<int:month>/", public.month, name="month"),
    path("issues/", issues.issues, name="issues"),
    path("issues/verify/", issues.verify, name="issue_verify"),
    path("issues/<slug:slug>/", issues.issue, name="issue"),
    path("issues/<slug:slug>/<int:number>/", issues.issue, name="issue_page"),
    path("issues/<slug:slug>/<int:number>/<slug:size>.webp", issues.picture, name="issue_picture"),
    path("issues/<slug:slug>/files/<str:name>", issues.file, name="issue_file"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("search/", search.search, name="search"),
    path("search/suggest/", suggest.suggest, name="suggest"),
    path("reading/", reading.choose_reading, name="reading"),
    path("preview/<str:token>/", public.preview, name="preview"),
    path("feeds/latest.atom", feeds.LatestFeed(), name="feed"),
    path("feeds/latest.json", feeds.LatestJsonFeed(), name="feed-json"),
    path("feeds/campaigns/<slug:slug>.atom", feeds.CampaignFeed(), name="campaign-feed"),
    path("feeds/campaigns/<slug:slug>.json", feeds.CampaignJsonFeed(), name="campaign-feed-json"),
    path("feeds/reporters/<slug:slug>.atom", feeds.ReporterFeed(), name="reporter-feed"),
    path("feeds/reporters/<slug:slug>.json", feeds.ReporterJsonFeed(), name="reporter-feed-json"),
    path("feeds/places/<slug:slug>.atom", feeds.PlaceFeed(), name="place-feed"),
    path("feeds/places/<slug:slug>.json", feeds.PlaceJsonFeed(), name="place-feed-json"),
    path("share/<slug:kind>/<str:key>.jpg", shared.picture, name="share_picture"),
    path("articles/<int:pk>/qr.svg", shared.qr, name="qr"),
    path("oembed", shared.oembed, name="oembed"),
    path("manifest.webmanifest", machine.manifest, name="manifest"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-news.xml",
        sitemap_views.sitemap,
        {
            "sitemaps": {"news": NewsSitemap},
            "section": "news",
            "template_name": "articles/sitemap_news.xml",
        },
        name="sitemap-news",
    ),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="sitemap-section",
    ),
    path("robots.txt", machine.robots, name="robots"),
    path("healthz", machine.healthz, name="healthz"),
    path("media/<path:name>", media.photo, name="media"),
]
