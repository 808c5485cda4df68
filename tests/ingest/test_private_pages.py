"""Whatever the desk shows is kept by no cache; a visitor's page may be."""

import pytest
from django.urls import reverse

from tests.ingest.conftest import logged_in, member


@pytest.mark.django_db
def test_a_page_of_the_desk_is_kept_by_no_cache(django_user_model):
    answer = logged_in(member(django_user_model, "li", "录入员")).get(reverse("staff:desk"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.django_db
def test_the_way_to_the_log_in_is_not_kept_either(client):
    assert "no-store" in client.get(reverse("staff:desk"))["Cache-Control"]


@pytest.mark.django_db
def test_a_visitors_page_may_be_kept(client):
    assert "no-store" not in client.get(reverse("about")).headers.get("Cache-Control", "")
