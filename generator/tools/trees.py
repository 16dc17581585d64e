"""Checks as graphs: which questions and outcomes are reachable, and the paths through them."""

from collections.abc import Iterator

from generator.content_types.check import Answer, Asked, Check, Outcome

Walk = tuple[tuple[str, Answer], ...]
"""A path through a check: pairs of question id and answer; the last answer leads to an outcome."""


def reached(check: Check) -> set[str]:
    """The ids of all questions and outcomes that can be reached from the first question."""
    leads = {question.id: [answer.go for answer in question.answers] for question in check.tree}
    leads |= {outcome.id: [outcome.if_none] for outcome in check.outcomes if outcome.if_none}
    found: set[str] = set()
    waiting = [check.start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += leads.get(node, [])
    return found


def circle(check: Check) -> tuple[str, ...]:
    """The ids of questions that form a cycle, in order; empty if there is none."""
    asked = _asked(check)
    done: set[str] = set()

    def search(node: str, trail: tuple[str, ...]) -> tuple[str, ...]:
        if node in trail:
            return trail[trail.index(node) :]
        if node in done or node not in asked:
            return ()
        found = next(filter(None, (search(answer.go, (*trail, node)) for answer in asked[node].answers)), ())
        done.add(node)
        return found

    return next(filter(None, (search(question.id, ()) for question in check.tree)), ())


def longest(check: Check) -> int:
    """The maximum number of questions that a reader is asked. Only for a check without cycles."""
    asked = _asked(check)
    known: dict[str, int] = {}

    def length(node: str) -> int:
        if node not in asked:
            return 0
        if node not in known:
            known[node] = 1 + max(length(answer.go) for answer in asked[node].answers)
        return known[node]

    return length(check.start)


def walks(check: Check) -> Iterator[Walk]:
    """Paths through a check that together use every answer. Only for a check without cycles."""
    asked = _asked(check)
    first = _ways_in(check, asked)
    for question in check.tree:
        if question.id in first:
            for answer in question.answers:
                yield (*first[question.id], (question.id, answer), *_way_out(answer.go, asked))


def outcome_of(check: Check, walk: Walk) -> Outcome:
    """The outcome that a path ends at."""
    outcomes = {outcome.id: outcome for outcome in check.outcomes}
    crossed = {finding.id for finding in check.findings if finding.kind == "crossed"}
    end = outcomes[walk[-1][1].go]
    return outcomes[end.if_none] if end.if_none and not crossed & set(findings_of(walk)) else end


def findings_of(walk: Walk) -> tuple[str, ...]:
    """The ids of the findings that the answers of a path lead to, each once, in order."""
    return tuple(dict.fromkeys(name for _, answer in walk for name in answer.finds))


def _asked(check: Check) -> dict[str, Asked]:
    return {question.id: question for question in check.tree}


def _ways_in(check: Check, asked: dict[str, Asked]) -> dict[str, Walk]:
    """A shortest path from the first question to each question, by question id."""
    found: dict[str, Walk] = {check.start: ()}
    waiting = [check.start]
    for node in waiting:
        for answer in asked[node].answers:
            if answer.go in asked and answer.go not in found:
                found[answer.go] = (*found[node], (node, answer))
                waiting.append(answer.go)
    return found


def _way_out(node: str, asked: dict[str, Asked]) -> Walk:
    """A path from a question to an outcome: at each question the last answer."""
    steps: list[tuple[str, Answer]] = []
    while node in asked:
        answer = asked[node].answers[-1]
        steps.append((node, answer))
        node = answer.go
    return tuple(steps)
