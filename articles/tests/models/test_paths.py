"""The paths of pages are those that Django finds, also where the site lies below another."""

from django.urls import reverse, set_script_prefix

from articles.models.addresses import path_of


def test_a_remembered_path_is_the_one_of_the_site_as_it_lies_now():
    assert path_of("article", 7) == reverse("article", args=[7]) == "/articles/7/"
    set_script_prefix("/news/")
    try:
        assert path_of("article", 7) == reverse("article", args=[7]) == "/news/articles/7/"
    finally:
        set_script_prefix("/")
    assert path_of("article", 7) == "/articles/7/"
    assert path_of("article", 8) == "/articles/8/"
