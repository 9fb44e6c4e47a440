"""Results by key: kept, found again, never wrong, and dropped when they are old."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waypost.model.digest import Digest, digest_of
from waypost.store.actions import _MANY, BUILD, Action, Actions
from waypost.store.database import PAGE

DAY = 86_400
EPOCH = 20_000 * DAY

Travel = Callable[[int], None]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Go to a day, counted from the first one."""

    def to(day: int) -> None:
        monkeypatch.setattr("waypost.store.actions.time", lambda: EPOCH + day * DAY + 1)

    to(0)
    return to


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "actions.sqlite"


@pytest.fixture
def actions(file: Path) -> Iterator[Actions]:
    with closing(Actions(file)) as opened:
        yield opened


def key(name: str) -> Digest:
    return digest_of(name.encode())


def action(name: str, value: bytes | None = None, kind: str = "page", size: int = 0) -> Action:
    """Make a result that names a blob."""
    said = name.encode() if value is None else value
    return Action(kind, key(name), said, key(f"blob of {name}"), size)


def left(file: Path, names: Sequence[str]) -> list[str]:
    """List which results are still there; looking changes the day that they were used."""
    with closing(Actions(file)) as opened:
        found = opened.find([key(name) for name in names])
    return [name for name in names if key(name) in found]


def use(file: Path, *names: str) -> None:
    """Look some results up, and keep those that are not there, as a build does."""
    with closing(Actions(file)) as opened:
        found = opened.find([key(name) for name in names])
        opened.keep([action(name) for name in names if key(name) not in found])


@pytest.mark.parametrize("value", [b"", b"value", b"\0\xff", b"x" * 1_000_000])
def test_what_was_kept_is_found_by_a_later_build(file: Path, value: bytes) -> None:
    use(file, "other")
    with closing(Actions(file)) as first:
        assert first.keep([action("a", value)])
    with closing(Actions(file)) as second:
        assert second.find([key("a"), key("nothing")]) == {key("a"): value}
        assert second.notes == ()


def test_the_latest_of_two_results_counts(actions: Actions) -> None:
    actions.keep([action("a", b"old")])
    actions.keep([action("a", b"new")])
    assert actions.find([key("a")]) == {key("a"): b"new"}


def test_more_may_be_asked_for_than_a_statement_holds(actions: Actions) -> None:
    names = [str(number) for number in range(1_200)]
    actions.keep([action(name) for name in names])
    assert len(actions.find([key(name) for name in names])) == 1_200


def test_with_fresh_nothing_of_before_is_found_but_all_is_kept(file: Path) -> None:
    use(file, "a")
    with closing(Actions(file, fresh=True)) as fresh:
        assert fresh.find([key("a")]) == {}
        fresh.keep([action("b")])
    assert left(file, ["a", "b"]) == ["a", "b"]


def test_without_a_file_it_lasts_as_long_as_it_is_open() -> None:
    with closing(Actions(None)) as opened:
        opened.keep([action("a")])
        assert opened.find([key("a")]) == {key("a"): b"a"}
    with closing(Actions(None)) as another:
        assert another.find([key("a")]) == {}


def test_only_the_latest_results_of_a_kind_are_kept(file: Path) -> None:
    with closing(Actions(file)) as opened:
        opened.keep([action(name) for name in ("p", "q", "r")])
        for name in ("c", "a", "b"):
            opened.keep([action(name, kind="build")])
        opened.keep_only("build", 2)
    assert left(file, ["a", "b", "c", "p", "q", "r"]) == ["a", "b", "p", "q", "r"]


def test_what_is_renewed_is_the_latest_of_its_kind(file: Path) -> None:
    with closing(Actions(file)) as opened:
        for name in ("a", "b", "c"):
            opened.keep([action(name, kind="build")])
        opened.renew([key("a"), key("z")])
        opened.keep_only("build", 2)
    assert left(file, ["a", "b", "c", "z"]) == ["a", "c"]


# --- age and size ---------------------------------------------------------------------


def test_what_was_not_used_for_some_days_goes(file: Path, travel: Travel) -> None:
    use(file, "old", "used")
    travel(20)
    use(file, "used")
    travel(31)
    use(file, "new")
    with closing(Actions(file)) as opened:
        opened.drop_old(30, 10**9)
    assert left(file, ["old", "used", "new"]) == ["used", "new"]


@pytest.mark.parametrize("number", [_MANY, _MANY + 1])
def test_what_is_looked_up_is_used_however_many_are_looked_up(
    file: Path, travel: Travel, number: int
) -> None:
    names = [str(n) for n in range(number)]
    with closing(Actions(file)) as opened:
        opened.keep([action(name) for name in (*names, "old")])
    for day in (20, 31):
        travel(day)
        with closing(Actions(file)) as opened:
            assert len(opened.find([key(name) for name in names])) == number
            opened.drop_old(30, 10**9)
    assert left(file, ["old", *names]) == names


def test_what_is_looked_up_without_being_used_grows_old(file: Path, travel: Travel) -> None:
    use(file, "old", "used")
    travel(20)
    with closing(Actions(file)) as opened:
        assert opened.find([key("used")])
        assert opened.find([key("old")], used=False)
    travel(31)
    with closing(Actions(file)) as opened:
        opened.drop_old(30, 10**9)
    assert left(file, ["old", "used"]) == ["used"]


def test_a_build_that_is_known_as_a_whole_uses_all_that_it_was_made_of(
    file: Path, travel: Travel
) -> None:
    use(file, "old")
    travel(20)
    use(file, "page")
    with closing(Actions(file)) as opened:
        opened.keep([action("all", kind=BUILD)])
    for day in (25, 60):
        travel(day)
        with closing(Actions(file)) as opened:
            assert opened.find([key("all")])
            opened.drop_old(30, 0)
    assert left(file, ["old", "page", "all"]) == ["page", "all"]


@pytest.mark.parametrize(
    ("most_bytes", "expected"),
    [
        (10_000, ["first", "second", "third", "last"]),
        (250, ["second", "third", "last"]),
        (150, ["third", "last"]),
        (0, ["last"]),
    ],
)
def test_of_what_is_too_much_the_oldest_goes(
    file: Path, travel: Travel, most_bytes: int, expected: list[str]
) -> None:
    names = ["first", "second", "third", "last"]
    for day, name in enumerate(names):
        travel(day)
        with closing(Actions(file)) as opened:
            opened.keep([action(name, b"", size=100 if name != "last" else 5_000)])
    with closing(Actions(file)) as opened:
        opened.drop_old(30, most_bytes)
    assert left(file, names) == expected


def test_what_is_dropped_gives_its_room_back(file: Path, travel: Travel) -> None:
    with closing(Actions(file)) as opened:
        opened.keep([action(str(n), b"x" * (3 * PAGE // 4)) for n in range(100)])
    full = file.stat().st_size
    travel(40)
    with closing(Actions(file)) as opened:
        opened.drop_old(30, 10**9)
    assert file.stat().st_size < full / 10


def test_a_sweep_is_due_once_a_day_and_after_much_was_added(
    file: Path, travel: Travel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_due() -> bool:
        with closing(Actions(file)) as opened:
            return opened.is_due_for_sweep()

    assert is_due()
    with closing(Actions(file)) as opened:
        opened.drop_old(30, 10**9)
    assert not is_due()
    monkeypatch.setattr("waypost.store.actions._MUCH", 1_000)
    with closing(Actions(file)) as opened:
        opened.keep([action("a", size=2_000)])
        assert opened.is_due_for_sweep()
    assert not is_due()
    travel(1)
    assert is_due()


def test_the_blobs_that_results_name_are_known(actions: Actions) -> None:
    actions.keep([action("a"), action("b"), Action("build", key("c"), b"names none")])
    assert actions.named_blobs() == {key("blob of a"), key("blob of b")}


# --- damage ---------------------------------------------------------------------------


def test_a_result_under_the_wrong_key_is_none(file: Path) -> None:
    use(file, "a", "b")
    data = file.read_bytes()
    swapped = data.replace(bytes.fromhex(key("a")), bytes.fromhex(key("b"))[::-1])
    assert swapped != data
    file.write_bytes(swapped)
    assert left(file, ["a"]) == []


NAMES = [str(number) for number in range(60)]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a file with values of many sizes, some over several pages."""
    file = tmp_path_factory.mktemp("image") / "actions.sqlite"
    with closing(Actions(file)) as opened:
        opened.keep([action(name, name.encode() * (1 + int(name) ** 2)) for name in NAMES])
    return file.read_bytes()


def all_that_a_build_does(file: Path) -> dict[Digest, bytes]:
    with closing(Actions(file)) as opened:
        found = opened.find([key(name) for name in NAMES])
        opened.keep([action("new")])
        opened.keep_only("page", 1_000)
        assert opened.is_due_for_sweep() in (True, False)
        opened.drop_old(30, 10**9)
        opened.named_blobs()
        assert all(isinstance(note, str) for note in opened.notes)
    return found


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_damage_gives_a_wrong_result_or_a_fault(image: bytes, data: st.DataObject) -> None:
    # Headers of the file and of its pages are where a flip is felt most.
    start = PAGE * data.draw(st.integers(0, len(image) // PAGE - 1), label="page")
    spots = st.one_of(st.integers(0, 99), st.integers(100, PAGE - 1))
    damaged = bytearray(image)
    for spot in data.draw(st.lists(spots, min_size=1, max_size=4), label="spots"):
        damaged[start + spot] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    if data.draw(st.booleans(), label="cut"):
        del damaged[data.draw(st.integers(0, len(image)), label="at") :]
    with TemporaryDirectory() as folder:
        file = Path(folder, "actions.sqlite")
        file.write_bytes(damaged)
        found = all_that_a_build_does(file)
        all_that_a_build_does(file)
        # Where the first build has found damage, the second one can rely on the file.
        assert left(file, ["new"]) == ["new"]
    for name in NAMES:
        assert found.get(key(name)) in (None, name.encode() * (1 + int(name) ** 2))


def test_damage_is_told_of(file: Path) -> None:
    with closing(Actions(file)) as opened:
        opened.keep([action(name, b"x" * (3 * PAGE // 4)) for name in NAMES])
    with file.open("r+b") as stream:
        stream.seek(10 * PAGE)
        stream.write(b"\xa5" * PAGE * 20)
    with closing(Actions(file)) as opened:
        opened.find([key(name) for name in NAMES])
        assert opened.notes == ("the cache is damaged; what can't be read is made anew",)
        assert not opened.is_due_for_sweep()
        opened.keep([action("a")])
    assert left(file, ["a"]) == ["a"]
