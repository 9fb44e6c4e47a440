"""The map: which topics stand on it, which ties are drawn, and where there is none."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from support.values import SITE, archive, codes, hub, post
from waypost.model.archive import Archive
from waypost.model.post import Post
from waypost.model.views import MapView
from waypost.plan.assemble import plan_site
from waypost.plan.context import Context
from waypost.plan.map import MOST, plan_map
from waypost.plan.map_ties import EACH, drawn_ties, strongest_ties


def posts(**groups: tuple[int, str]) -> list[Post]:
    """Make as many posts of a group as asked, each with the group's topics."""
    return [
        post(f"{name}-{number}", topics=topics)
        for name, (count, topics) in groups.items()
        for number in range(count)
    ]


def made(*values: object) -> Archive:
    return archive(*values).value


def map_of(drawn: Archive) -> MapView:
    (page,) = plan_map(Context(drawn, SITE))
    assert isinstance(page.view, MapView)
    return page.view


def pairs(drawn: Archive) -> set[tuple[str, str, int]]:
    ties = drawn_ties(strongest_ties(drawn), tuple(drawn.hubs))
    return {(tie.one, tie.other, tie.shared) for tie in ties}


def entry(view: MapView, title: str) -> Any:
    return next(entry for entry in view.entries if entry.title == title)


# Forty posts of other things make what the others share more than chance.
REST = {"rest": (40, "rest")}


def test_topics_that_share_posts_beyond_chance_are_tied() -> None:
    drawn = made(*posts(both=(4, "go rust"), go=(2, "go"), rust=(2, "rust"), **REST))
    assert pairs(drawn) == {("go", "rust", 4)}
    assert entry(map_of(drawn), "Go").neighbours[0].shared == 4


def test_topics_that_share_what_chance_gives_are_not_tied() -> None:
    drawn = made(*posts(both=(4, "go rust"), go=(4, "go"), rust=(4, "rust"), none=(4, "")))
    assert pairs(drawn) == set()
    assert map_of(drawn).ties == ()


def test_two_shared_posts_tie_only_a_topic_that_would_stand_alone() -> None:
    drawn = made(
        *posts(
            one=(2, "go rust"), two=(3, "rust c"), three=(2, "rust lisp"), go=(1, "go"),
            lisp=(1, "lisp"), four=(3, "lisp ada"), c=(1, "c"), **REST,
        )
    )  # fmt: skip
    assert pairs(drawn) == {("go", "rust", 2), ("c", "rust", 3), ("ada", "lisp", 3)}


def test_one_shared_post_ties_nothing() -> None:
    drawn = made(*posts(one=(1, "go rust"), go=(3, "go"), rust=(3, "rust"), **REST))
    assert pairs(drawn) == set()


def test_a_curated_hub_is_tied_to_the_topics_that_it_gathers() -> None:
    drawn = made(*posts(go=(4, "go"), rust=(5, "rust"), **REST), hub("languages", topics="go rust"))
    assert pairs(drawn) == {("go", "languages", 4), ("languages", "rust", 5)}
    shown = map_of(drawn)
    assert {topic.title: topic.curated for topic in shown.topics}["Languages"] is True


def test_a_topic_in_the_middle_of_all_has_ties_to_those_that_have_no_other() -> None:
    around = {name: (3, f"hub-of-all {name}") for name in "abcdefgh"}
    assert {other for one, other, _ in pairs(made(*posts(**around, **REST)))} == {"hub-of-all"}


def test_a_topic_has_more_ties_only_with_those_that_have_no_other() -> None:
    groups = {f"{one}{other}": (3, f"{one} {other}") for one, other in combinations("abcdefg", 2)}
    ties = [set(tie) for *tie, _ in pairs(made(*posts(**groups, rest=(150, "rest"))))]
    ends = Counter(end for tie in ties for end in tie)
    assert set(ends) == set("abcdefg")
    for topic, count in ends.items():
        alone = [tie for tie in ties if topic in tie and min(ends[end] for end in tie) == 1]
        assert count - len(alone) <= EACH


def test_every_line_starts_and_ends_in_the_middle_of_a_topic() -> None:
    view = map_of(made(*posts(both=(4, "go rust"), ada=(3, "ada rust"), **REST)))
    middles = {(topic.x, topic.y) for topic in view.topics}
    ends = {end for tie in view.ties for end in ((tie.x1, tie.y1), (tie.x2, tie.y2))}
    assert len(view.ties) == 2
    assert ends < middles


def test_a_thicker_line_means_more_shared_posts() -> None:
    view = map_of(made(*posts(few=(3, "a b"), many=(9, "c d"), **REST)))
    at = {(topic.x, topic.y): topic.title for topic in view.topics}
    width = {at[tie.x1, tie.y1]: tie.width for tie in view.ties}
    assert width["A"] < width["C"]


def test_a_bigger_circle_means_more_posts() -> None:
    view = map_of(made(*posts(few=(8, "few"), many=(40, "many"), most=(80, "most"))))
    assert [topic.title for topic in view.topics] == ["Most", "Many", "Few"]
    assert [topic.posts for topic in view.topics] == [80, 40, 8]
    radii = [topic.radius for topic in view.topics]
    assert radii == sorted(radii, reverse=True)
    assert len(set(radii)) == 3


def test_of_many_topics_those_with_the_most_posts_are_drawn_and_all_are_listed() -> None:
    groups = {f"t{number:02}": (3 + (number > 4), f"t{number:02}") for number in range(MOST + 5)}
    view = map_of(made(*posts(**groups)))
    assert len(view.topics) == MOST
    assert min(topic.posts for topic in view.topics) == 4
    assert len(view.entries) == MOST + 5
    assert [entry.title for entry in view.entries] == sorted(e.title for e in view.entries)


def test_a_map_does_not_depend_on_the_order_of_the_posts() -> None:
    written = posts(both=(4, "go rust"), ada=(3, "ada rust"), **REST)
    assert map_of(made(*written)) == map_of(made(*reversed(written)))


def test_the_map_is_planned_linked_and_in_the_sitemap() -> None:
    planned = plan_site(made(*posts(go=(3, "go"))), SITE, ())
    assert codes(planned) == []
    views: dict[str, Any] = {page.path: page.view for page in planned.value.pages}
    assert views["map/index.html"].topics[0].url == "/topics/go/"
    assert views["index.html"].map == views["topics/index.html"].map == "/map/"
    assert "https://example.org/map/" in [row.url for row in views["sitemap.xml"].pages]


def test_without_topics_there_is_no_map_and_nothing_leads_to_it() -> None:
    planned = plan_site(made(*posts(go=(2, "go"))), SITE, ())
    views: dict[str, Any] = {page.path: page.view for page in planned.value.pages}
    assert "map/index.html" not in views
    assert views["index.html"].map == views["topics/index.html"].map == ""
    assert "https://example.org/map/" not in [row.url for row in views["sitemap.xml"].pages]
