"""Text that reads like engineering prose from afar: its word frequencies are Zipf's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from random import Random

_NOUNS = """
service queue cache request deploy rollback alert dashboard metric trace log index query table
schema migration cluster node pod container image registry pipeline build test review branch
commit release version flag model prompt token embedding batch stream topic partition offset
consumer producer worker scheduler job task timeout retry budget latency throughput percentile
error incident runbook owner rota handover team lead engineer manager interview rubric decision
record document diagram proposal meeting estimate roadmap backlog ticket boundary interface
contract client server gateway proxy route header payload session cookie secret key certificate
policy permission audit threshold signal symptom cause lesson habit checklist experiment
hypothesis sample baseline dataset feature label drift evaluation grader answer question draft
page link paragraph sentence reader writer archive hub path
"""

_VERBS = """
measure deploy restart retry cache index parse validate render compare review merge ship
schedule limit drain observe trace record document explain simplify replace remove rename split
join sort filter sample label evaluate grade train serve route encrypt rotate audit approve
reject question plan estimate reduce increase watch follow repair restore archive publish
"""

_ADJECTIVES = """
slow quick stable stale fresh quiet noisy small large shared private public common rare plain
careful honest cheap costly early late broken healthy partial complete local remote ordered
random known hidden open closed simple subtle gradual sudden idle busy durable temporary
"""

_PREFIXES = ("", "re", "pre", "over", "under", "multi", "micro", "meta", "sub", "inter", "auto")
_SUFFIXES = ("", "s", "ing", "ed", "er", "able", "less", "ation", "ness", "ability")

_FLATNESS = 5
_RARITY = 0.15

# N, V and A are drawn from the vocabulary; the words between are the language's own.
_SENTENCES = tuple(
    pattern.split()
    for pattern in (
        "The A N V the N before the N is A",
        "When a N is A , the N will V it and the A N waits",
        "Nobody wants to V a N that the N can V on its own",
        "We V the N first , and then we V the A N with a N",
        "One A N is worth more than two A N that nobody can V",
        "It took us a month to V the N , since each N had a A N of its own",
        "If the N and the N disagree , V the N and ask who owns the A N",
        "There is no N in the N , but there is always a N behind it",
        "What looks like a A N is often a N that has not been V yet",
        "You can V every N and still not know why the N is A",
        "Some of this is about the N , but most of it is about how people V a A N",
        "After the N the team had a A N , a N with a N , and one N fewer to V",
        "This is why the N should V the A N and not the other way round",
        "For a A N it does not matter which N is A",
        "They V it twice , once for the N and once for the A N",
    )
)


class Speaker:
    """Draws words and sentences from one random source, about one or more subjects.

    ``subjects`` are words that come up more often than elsewhere.
    """

    def __init__(self, random: Random, subjects: Sequence[str] = ()) -> None:
        self._random = random
        self._subjects = subjects

    def noun(self) -> str:
        """Draw a noun; every fifth is one of the subjects."""
        if self._subjects and self._random.random() < 0.2:
            return self._random.choice(self._subjects)
        return self._drawn("N")

    def root(self) -> str:
        """Draw a noun that is neither rare nor a subject; all are equally likely."""
        return self._random.choice(_NOUNS.split())

    def phrase(self) -> str:
        """Draw an adjective and a noun."""
        return f"{self._drawn('A')} {self.noun()}"

    def sentence(self) -> str:
        """Say a sentence of about a dozen words, now and then with inline markup."""
        words: list[str] = []
        for part in self._random.choice(_SENTENCES):
            if part == "N":
                words.append(self.noun())
            elif part in "VA":
                words.append(self._drawn(part))
            elif part == ",":
                words[-1] += ","
            else:
                words.append(part)
        chance = self._random.random()
        if chance < 0.08:
            mark = "**" if chance < 0.03 else "`" if chance < 0.06 else "*"
            # Punctuation inside the marks would not close them.
            words[-1] = f"{mark}{words[-1]}{mark}"
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def paragraph(self, words: int) -> str:
        """Say sentences until there are so many words."""
        said: list[str] = []
        count = 0
        while count < words:
            sentence = self.sentence()
            count += sentence.count(" ") + 1
            said.append(sentence)
        return " ".join(said)

    def _drawn(self, kind: str) -> str:
        words, weights = _vocabulary(kind)
        return self._random.choices(words, cum_weights=weights)[0]


@cache
def _vocabulary(kind: str) -> tuple[list[str], list[float]]:
    """Give all words of a kind, most frequent first, and the sums of their weights."""
    roots = {"N": _NOUNS, "V": _VERBS, "A": _ADJECTIVES}[kind].split()
    derived = [
        f"{prefix}{root}{suffix}"
        for suffix in _SUFFIXES
        for prefix in _PREFIXES
        for root in roots
        if prefix or suffix
    ]
    # A fixed shuffle: no prefix or suffix is rarer than the others.
    Random("vocabulary").shuffle(derived)
    words = list(dict.fromkeys([*roots, *derived]))
    # Rare words are many, but few in any one text.
    weights = (
        (1 if rank < len(roots) else _RARITY) / (rank + _FLATNESS) for rank in range(len(words))
    )
    return words, list(accumulate(weights))
