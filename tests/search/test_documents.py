"""A record as a document: all its words are there, and none of them is markup."""

from __future__ import annotations

from lxml import html

from waypost.model.fragment import href_hole, text_hole
from waypost.model.search import SearchRecord
from waypost.search.documents import document

RECORD = SearchRecord(
    url="/posts/a/",
    title='Less <b> & "more"',
    kind="Post",
    date="1 May 2024",
    topics=("Go",),
    description="It's <i>short</i>.",
    texts=("", "The <other> one"),
)


def facts(text: str) -> dict[str, str]:
    """Read what a document says of its page."""
    return {
        meta.get("data-pagefind-meta").removesuffix("[content]"): meta.get("content")
        for meta in html.document_fromstring(text).iter("meta")
    }


def test_the_facts_of_a_record_are_attributes() -> None:
    assert facts(document(RECORD, "en")) == {
        "title": RECORD.title,
        "url": RECORD.url,
        "kind": RECORD.kind,
        "date": RECORD.date,
    }


def test_a_page_without_words_is_told_by_its_title() -> None:
    root = html.document_fromstring(document(SearchRecord("/a/", "A & B", "Topic"), "en"))
    assert root.body.text_content() == "A & B"


def test_what_a_record_lacks_is_not_said() -> None:
    assert facts(document(SearchRecord("/a/", "A", "Topic"), "en")).keys() == {
        "title",
        "url",
        "kind",
    }


def test_the_words_of_a_post_stand_in_the_text_with_the_titles_it_names() -> None:
    body = f"<p><a{href_hole(0)}>here</a> and <a{href_hole(1)}>{text_hole(1)}</a></p>"
    root = html.document_fromstring(document(RECORD, "en-GB", body))
    assert root.get("lang") == "en-GB"
    assert root.body.text_content() == "It's <i>short</i>.here and The <other> one"
    assert not list(root.iter("b", "i", "other"))
