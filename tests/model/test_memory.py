"""A memory gives what was computed of equal things, and computes all else."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waypost.model.memory import NONE, Memory


@dataclass
class Function:
    """A pure function that counts its calls."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def __call__(self, *given: object) -> list[object]:
        self.calls.append(given)
        return list(given)


@pytest.fixture
def memory() -> Memory:
    return Memory(lasting=True)


def test_equal_arguments_give_the_very_same_result(memory: Memory) -> None:
    function = Function()
    first = memory.recall("a", function, "x", ["y"])
    assert memory.recall("a", function, "x", ["y"]) is first
    assert function.calls == [("x", ["y"])]


@pytest.mark.parametrize("other", [("x",), ("x", ["z"]), ("x", ["y"], "z"), ()])
def test_other_arguments_are_computed(memory: Memory, other: tuple[object, ...]) -> None:
    function = Function()
    memory.recall("a", function, "x", ["y"])
    assert memory.recall("a", function, *other) == list(other)
    assert len(function.calls) == 2


def test_only_the_last_result_is_kept(memory: Memory) -> None:
    function = Function()
    for argument in ("x", "y", "x"):
        memory.recall("a", function, argument)
    assert len(function.calls) == 3


def test_each_use_has_a_name_of_its_own(memory: Memory) -> None:
    function = Function()
    memory.recall("a", function, "x")
    memory.recall("b", function, "x")
    assert len(function.calls) == 2


def test_a_name_that_is_used_twice_mixes_nothing_up(memory: Memory) -> None:
    one, other = Function(), len
    memory.note("a", "noted")
    assert memory.recall("a", one, "x") == ["x"]
    assert memory.last("a") == "noted"
    assert memory.recall("a", other, "x") == 1
    assert memory.same("a", ["same"]) == ["same"]
    assert memory.recall("a", other, "x") == 1
    assert memory.each("a", one, {"x": ("y",)}) == {"x": ["y"]}


def test_of_many_only_those_are_computed_that_are_given_something_else(memory: Memory) -> None:
    function = Function()
    first = memory.each("a", function, {"one": (1,), "two": (2,), "gone": (3,)})
    second = memory.each("a", function, {"new": (4,), "two": (5,), "one": (1,)})
    assert second["one"] is first["one"]
    assert list(second.items()) == [("new", [4]), ("two", [5]), ("one", [1])]
    assert function.calls == [(1,), (2,), (3,), (4,), (5,)]
    memory.each("a", function, {"gone": (3,)})
    assert function.calls[-1] == (3,)


def test_what_all_are_given_counts_for_each(memory: Memory) -> None:
    function = Function()
    arguments = {"one": (1,), "two": (2,)}
    assert memory.each("a", function, arguments, ("x",)) == {"one": [1, "x"], "two": [2, "x"]}
    memory.each("a", function, {"one": (1,), "two": (3,)}, ("x",))
    assert function.calls[2:] == [(3, "x")]
    memory.each("a", function, arguments, ("y",))
    assert function.calls[3:] == [(1, "y"), (2, "y")]
    assert NONE.each("a", function, {"one": (1,)}, ("z",)) == {"one": [1, "z"]}


def test_of_rows_only_those_are_computed_that_are_given_something_else(memory: Memory) -> None:
    function = Function()
    first = memory.rows("a", function, ["one", "two", "gone"], ([1, 2, 3], "xyz"))
    assert first == [[1, "x"], [2, "y"], [3, "z"]]
    second = memory.rows("a", function, ["new", "two", "one"], ([4, 5, 1], "vyx"))
    assert second[2] is first[0]
    assert second == [[4, "v"], [5, "y"], [1, "x"]]
    assert function.calls[3:] == [(4, "v"), (5, "y")]
    assert memory.rows("a", function, ["new", "two", "one"], ([4, 5, 1], "vyw"), (0,)) == [
        [4, "v", 0],
        [5, "y", 0],
        [1, "w", 0],
    ]
    memory.forget()
    memory.rows("a", function, ["new"], ([4], "v"), (0,))
    assert len(function.calls) == 9
    assert NONE.rows("a", function, ["new"], ([4], "v"), (0,)) == [[4, "v", 0]]


TABLES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(0, 2), st.lists(st.booleans(), max_size=1))
)


@given(history=st.lists(st.tuples(TABLES, st.booleans()), max_size=6))
def test_rows_are_always_what_their_arguments_give(
    history: list[tuple[dict[str, tuple[int, list[bool]]], bool]],
) -> None:
    memory = Memory(lasting=True)
    for table, shared in history:
        columns = ([one for one, _ in table.values()], tuple(other for _, other in table.values()))
        made = memory.rows("a", lambda *row: row, list(table), columns, (shared,))
        assert made == [(*row, shared) for row in table.values()]


def test_an_equal_value_is_the_one_of_before(memory: Memory) -> None:
    first = memory.same("a", ["x"])
    assert memory.same("a", ["x"]) is first
    assert memory.same("a", ["y"]) == ["y"]
    assert memory.same("a", ["x"]) is not first


def test_what_is_noted_is_there_until_all_is_forgotten(memory: Memory) -> None:
    assert memory.last("a") is None
    memory.note("a", "x")
    assert memory.last("a") == "x"
    function = Function()
    memory.each("b", function, {"one": (1,)})
    memory.forget()
    assert memory.last("a") is None
    memory.each("b", function, {"one": (1,)})
    assert len(function.calls) == 2


def test_a_function_that_fails_leaves_the_result_of_before(memory: Memory) -> None:
    def inverse(number: int) -> list[float]:
        return [1 / number]

    first = memory.recall("a", inverse, 2)
    with pytest.raises(ZeroDivisionError):
        memory.recall("a", inverse, 0)
    assert memory.recall("a", inverse, 2) is first


def test_without_a_memory_all_is_computed_each_time() -> None:
    function = Function()
    for _ in range(2):
        NONE.recall("a", function, "x")
        NONE.each("a", function, {"one": ("x",)})
        NONE.same("b", "x")
        NONE.note("c", "x")
    assert len(function.calls) == 4
    assert NONE.last("b") is None
    assert NONE.last("c") is None
