"""The search page as readers ask it."""


def find_articles(client, **asked):
    return client.get("/search/", asked).context["leaf"].articles


def read_page(client, **asked):
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()
