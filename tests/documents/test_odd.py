"""docs/odd.md says what the code says."""

from tests.documents import odd


def test_the_page_is_that_of_the_code():
    assert odd.PAGE.read_text(encoding="utf-8") == odd.page(), "run: python -m tests.documents.odd"


def test_every_process_plugin_and_agent_is_described():
    for text in (odd.day(), odd.submodels(), odd.entities(), odd.measures()):
        assert not [line for line in text.splitlines() if line.rstrip(" |").endswith(":")], text
