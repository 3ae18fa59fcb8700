#!/usr/bin/env python3
"""Takes facts out of records and scores every way in which they can turn out: what a range must hold.

    python3 enumerate.py PLAN.json MOST < INPUTS.jsonl > RESULTS.jsonl

For each input, and up to MOST facts in it of few values (yes or no, a choice, several choices, a small whole number, a
short list) at once, a result is {"input": the input without them, "full": whether these are all the ways,
"ranges": {code: [least, most]}}. What a completion leaves to a person is left out. Python 3.8, standard library only.
"""
import itertools
import json
import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from score import ABSENT, inputs, scored  # noqa: E402
from values import members  # noqa: E402

MOST_VALUES, MOST_WAYS = 8, 48


def subsets(items):
    return [list(some) for size in range(len(items) + 1) for some in itertools.combinations(items, size)]


def values_of(fact, written):
    """The values that a fact can have, as they are written in a record; and whether these are all."""
    kind, full = fact["type"], True
    if kind == "yes_no":
        values = [True, False]
    elif kind == "choice":
        values = [choice["key"] for choice in fact["choices"]]
    elif kind == "choices" and len(fact["choices"]) <= 3:
        values = subsets([choice["key"] for choice in fact["choices"]])
    elif kind == "quantity" and fact.get("whole") and {"from", "to"} <= set(fact.get("range", {})):
        values = [str(n) for n in range(int(fact["range"]["from"]), int(fact["range"]["to"]) + 1)]
    elif kind == "list" and isinstance(written, list) and len(written) <= 2:
        values, full = subsets(written), False
    else:
        return [], False
    none = [None] if fact.get("may_be_none") else []
    return values + none + (["不适用"] if fact.get("may_be_not_applicable") else []), full


def flat(plan, record):
    """The record with its facts at the top, by their names."""
    named = {fact[by]: fact["name"] for fact in plan["facts"] for by in ("key", "name")}
    found = {key: value for key, value in record.items() if key in ("track", "申报渠道", "assessments", "评分")}
    for path, key, value in members(record):
        if path in named or key in named and path == key:
            found[named.get(path, named.get(key))] = value
    return found


def without(plan, given, facts):
    """One result: the input without some facts, and what every completion comes to."""
    record = flat(plan, given["record"])
    domains = [values_of(fact, record[fact["name"]]) for fact in facts]
    if any(not 1 < len(values) <= MOST_VALUES for values, _ in domains):
        return None
    ways = list(itertools.product(*(values for values, _ in domains)))
    if len(ways) > MOST_WAYS:
        return None
    rest = {name: value for name, value in record.items() if name not in [fact["name"] for fact in facts]}
    ranges, partly = {}, set()
    for way in ways:
        whole = dict(rest, **{fact["name"]: value for fact, value in zip(facts, way)})
        result = scored(plan, dict(given, record=whole))
        scores = dict(result["scores"], total=result["published"])
        partly |= set(result["not_covered"])
        for code, score in scores.items():
            if score not in (None, ABSENT):
                ranges.setdefault(code, []).append(Fraction(score))
    ends = {code: [str(min(found)), str(max(found))] for code, found in ranges.items() if code not in partly}
    full = all(full for _, full in domains) and all(len(ranges[code]) == len(ways) for code in ends)
    return {"input": dict(given, record=rest), "full": full, "ranges": ends}


def main():
    most = int(sys.argv[2])  # so many facts at once
    for plan, given in inputs():
        there = flat(plan, given["record"])
        facts = [fact for fact in plan["facts"] if fact["name"] in there and "default" not in fact]
        for size in range(1, most + 1):
            for some in itertools.combinations(facts, size):
                result = without(plan, given, some)
                if result:
                    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
