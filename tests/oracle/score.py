#!/usr/bin/env python3
"""Scores records by a plan that `chengxin export` wrote, after docs/language.md, with no code of the engine.

    python3 score.py PLAN.json < INPUTS.jsonl > RESULTS.jsonl

An input is {"record": …, "as_of": "2023-10-31", "track": "construction", "closed": false}, with "plan": FILE where it is
another plan. What depends on facts that are not known, or on a person, is "not covered", with the reason, and never
guessed. Python 3.8, standard library only.
"""
import json
import math
import os
import sys
from datetime import date
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from formulas import NotCovered, World, all_of, in_range, negated, rounded  # noqa: E402
from values import NONE, NOT_APPLICABLE, UNKNOWN, ZERO_DIVISION, Lack, either, facts_of, later  # noqa: E402

ABSENT, UNSUBMITTED = "not applicable", "unsubmitted"  # what a score may be besides points and a Lack


def number(clauses, name):
    return Fraction(clauses[name]) if name in clauses else None


class Scorer:
    def __init__(self, world, assessments, closed):
        self.world, self.closed, self.assessments = world, closed, assessments
        self.code, self.clauses = None, {}
        self.results, self.not_covered = {}, {}

    def holds(self, formula, rows=()):
        truth = self.world.truth(formula, list(rows))
        if truth is None:
            raise NotCovered("a condition is not known")
        return truth

    def known(self, value):
        if value is UNKNOWN:
            raise NotCovered("a value is not known")
        return value

    # -- scores ---------------------------------------------------------------------------------------------------------

    def score(self, score, rows=()):
        """Points, a Lack, ABSENT or UNSUBMITTED."""
        return getattr(self, "score_" + score["score"])(score, list(rows))

    def score_amount(self, score, rows):
        return self.known(self.world.value(score["amount"], rows))

    def score_steps(self, score, rows):
        value = self.known(self.world.value(score["of"], rows))
        if isinstance(value, Lack):
            return value
        count = self.periods(score, *value) if isinstance(value, tuple) else self.steps(score, value)
        points = Fraction(score["start"]) + count * Fraction(score["each"])
        return min(points, Fraction(score["cap"])) if "cap" in score else points

    def steps(self, score, value):
        distance = Fraction(score["base"]) - value if score.get("downwards") else value - Fraction(score["base"])
        count = max(distance / Fraction(score["step"]), Fraction(0))
        return {"whole": math.floor, "started": math.ceil, "proportional": Fraction}[score["counts"]](count)

    def periods(self, score, start, end):
        """Steps of the time between two days, past the base or short of it."""
        base, step, down = int(score["base"]), int(score["step"]), score.get("downwards")
        count = 0
        while True:
            at = base - (count + 1) * step if down else base + (count + 1) * step
            bound = base - count * step if down else base + count * step
            if down and bound <= 0 or at > 12000:
                return count
            reached = lambda months: months <= 0 or later(start, {score["period"]: months}) <= end
            passed = lambda months: months < 0 or later(start, {score["period"]: months}) < end
            if score["counts"] == "whole":
                more = not passed(at) if down else reached(at)
            else:
                more = not reached(bound) if down else passed(bound)
            if not more:
                return count
            count += 1

    def score_proportion(self, score, rows):
        value = self.known(self.world.value(score["of"], rows))
        if isinstance(value, Lack):
            return value
        start, end, low, high = (Fraction(score[name]) for name in ("from", "to", "low", "high"))
        part = min(max((value - start) / (end - start), Fraction(0)), Fraction(1))
        return low + part * (high - low)

    def score_bands(self, score, rows):
        row = self.row(score, rows)
        return self.score(row["gives"], rows) if isinstance(row, dict) else row

    def row(self, score, rows):
        """The row for the subjects: exactly one, or the first of guards; or what the subjects lack."""
        subjects = [self.world.value(subject, rows) for subject in score.get("subjects", [])]
        for row in score["rows"]:
            truth = all_of(self.cell(cell, subjects[at] if subjects else None, rows) for at, cell in enumerate(row["cells"]))
            if truth is None:
                raise NotCovered("a row is not known")
            if truth:
                return row
        return next((subject for subject in subjects if isinstance(subject, Lack)), NONE)

    def cell(self, cell, subject, rows):
        if "when" in cell:
            return self.world.truth(cell["when"], rows)
        if subject is None:
            return True  # the last of guards
        if subject is UNKNOWN:
            return None
        if isinstance(subject, Lack):
            return "none_on_record" in cell and subject is NONE or "not_applicable" in cell and subject is NOT_APPLICABLE
        return (("range" in cell and in_range(subject, cell["range"])) or subject in cell.get("choices", [])
                or subject in cell.get("texts", []) or "truth" in cell and subject == cell["truth"] or "other" in cell)

    def score_assessed(self, score, rows):
        low, high, step = Fraction(score["low"]), Fraction(score["high"]), number(score, "step")
        points = self.assessments.get((self.code, "final"), self.assessments.get((self.code, "review")))
        if points is None or not low <= points <= high or step and (points - low) % step:
            raise NotCovered("a person's score is still to come")
        return points

    def score_not_applicable(self, score, rows):
        return ABSENT

    def score_unsubmitted(self, score, rows):
        return UNSUBMITTED

    def score_pending(self, score, rows):
        raise NotCovered("a person's score is still to come")

    def said(self, result):
        """What the clauses say of no value, and of a division by zero."""
        if not isinstance(result, Lack):
            return result
        clause = self.clauses.get("zero_division" if result is ZERO_DIVISION else "no_value")
        if clause is None:
            raise NotCovered(f"{result}, and no clause says what it means")
        return self.score(clause)

    # -- methods --------------------------------------------------------------------------------------------------------

    def method(self, method, rows=()):
        return getattr(self, "method_" + method["method"])(method)

    def method_score(self, method):
        return self.score(method["score"])

    def method_award(self, method):
        return self.score(method["score"]) if "when" not in method or self.holds(method["when"]) else Fraction(0)

    def method_best(self, method, choose=max):
        found = [self.said(self.method(one)) for one in method["of"]]
        points = [Fraction(0) if one is UNSUBMITTED else one for one in found if one is not ABSENT]
        return choose(points) if points else ABSENT

    def method_worst(self, method):
        return self.method_best(method, min)

    def method_accumulate(self, method):
        """Start and additions, cap, deductions, not below the floor; or as written."""
        entries = method.get("entries", [])
        if not method.get("in_order"):
            less = [entry for entry in entries if self.deducts(entry)]
            cap = [{"entry": "cap", "points": self.clauses["cap"]}] if "cap" in self.clauses else []
            entries = [entry for entry in entries if not self.deducts(entry)] + cap + less
        total, lack = Fraction(0), None
        for entry in entries:
            if entry["entry"] == "cap":
                total = min(total, Fraction(entry["points"]))
                continue
            part = getattr(self, "entry_" + entry["entry"])(entry)
            if isinstance(part, Lack):
                lack = part if lack is None or lack is ZERO_DIVISION else lack
                continue
            total += -part if entry["entry"] in ("deduct", "for_each_missing") or entry.get("deduct") else part
        if lack is not None:
            return lack
        return max(total, Fraction(0)) if self.clauses.get("floor") == "0" else total

    def deducts(self, entry):
        return (entry["entry"] in ("deduct", "for_each_missing") or bool(entry.get("deduct"))
                or entry["entry"] == "count" and Fraction(entry["each"]) < 0)

    def entry_start(self, entry):
        return Fraction(entry["points"])

    def entry_add(self, entry):
        if "when" in entry and not self.holds(entry["when"]):
            return Fraction(0)
        points = self.score(entry["score"])
        return Fraction(0) if points in (ABSENT, UNSUBMITTED) else points

    entry_deduct = entry_add

    def entry_for_each_met(self, entry):
        return Fraction(entry["points"]) * sum(self.holds(item) for item in entry["items"])

    def entry_for_each_missing(self, entry):
        return Fraction(entry["points"]) * sum(not self.holds(item) for item in entry["items"])

    def entry_count(self, entry):
        return self.score_steps(entry, [])

    # -- records of a list: the steps of the table in section 8 -----------------------------------------------------------

    def entry_each(self, each):
        listed = self.known(self.world.named(each["list"], []))
        cases = []
        for row in [] if isinstance(listed, Lack) else listed:
            if any(self.holds(condition, [row]) for condition in each.get("exclude", [])):
                continue  # 1: as if it had never been
            case = {"row": [row], "counts": all(self.holds(condition, [row]) for condition in each.get("when", []))}
            cases.append(case)
            if case["counts"] and "score" in each:
                case["base"] = self.said(self.score(each["score"], [row]))
                case["counts"] = case["base"] is not ABSENT
                case["base"] = Fraction(0) if case["base"] in (ABSENT, UNSUBMITTED) else case["base"]
            if case["counts"] and "validity" in each:
                case["counts"] = self.valid(each["validity"], case)
        first = True
        for case in (case for case in cases if case["counts"]):
            if "first_and_rest" in each:
                case["base"] = Fraction(each["first_and_rest"]["first" if first else "rest"])
            first = False
        for case in (case for case in cases if case["counts"]):
            case["result"] = self.multiplied(each, case, cases)
        for same in each.get("same", []):
            self.keep_one(same, [case for case in cases if case["counts"]])
        return self.together(each, [case for case in cases if case["counts"]])

    def valid(self, validity, case):
        start = self.known(self.world.value(validity["from"], case["row"]))
        self.world.own_points = case.get("base", Fraction(0))
        period = validity["period"]
        while period["score"] == "bands":
            row = self.row(period, case["row"])
            if isinstance(row, Lack):
                return False
            period = row["gives"]
        self.world.own_points = None
        return not isinstance(start, Lack) and later(start, period["amount"]["period"]) > self.world.as_of

    def key(self, keys, case):
        found = tuple(self.known(self.world.value(key, case["row"])) for key in keys)
        return None if any(isinstance(part, Lack) for part in found) else found

    def multiplied(self, each, case, cases):
        """5 and 6: repeats and factors."""
        points = case["base"]
        if "repeat" in each and self.repeats(each, case, cases):
            points *= Fraction(each["repeat"]["factor"])
        for factor in each.get("factors", []):
            if "when" not in factor or self.holds(factor["when"], case["row"]):
                times = self.score(factor["factor"], case["row"])
                if isinstance(times, Lack):
                    return self.said(times)
                points *= times
        return points

    def repeats(self, each, case, cases):
        """Another case of the same kind is strictly earlier, and its period reaches past this date."""
        repeat = each["repeat"]

        def kind_and_date(one):
            return self.key([repeat["same"]], one), self.known(self.world.value(repeat["date"], one["row"]))

        kind, day = kind_and_date(case)
        if kind is None or isinstance(day, Lack):
            return False
        for other in cases:
            same_case = any(
                self.key(same["keys"], case) == self.key(same["keys"], other) is not None for same in each.get("same", [])
            )
            other_kind, other_day = kind_and_date(other)
            if other is case or same_case or other_kind != kind or isinstance(other_day, Lack):
                continue
            if other_day < day < later(other_day, repeat["within"]):
                return True
        return False

    def keep_one(self, same, cases):
        """7: of one case the greatest counts; a record without a key is a case by itself."""
        groups = {}
        for case in cases:
            key = self.key(same["keys"], case)
            if key is not None:
                groups.setdefault(key, []).append(case)
        for group in groups.values():
            best = max(group, key=lambda case: (case["base"], case["result"]))
            for case in group:
                case["counts"] = case is best

    def together(self, each, cases):
        """8 to 10: groups with a cap, the sum or one of them, the cap of the list."""
        results = [case["result"] for case in cases]
        if "only" in each:
            total = (max if each["only"] == "highest" else min)(results) if results else Fraction(0)
        elif "group_caps" in each:
            groups, (cap,) = {}, each["group_caps"]
            for at, case in enumerate(cases):
                key = self.key([cap["of"]], case)
                if key is not None and cap["by"] != "key":
                    key = (key[0].year, key[0].month if cap["by"] == "month" else 0)
                groups.setdefault(at if key is None else key, []).append(case["result"])
            total = sum((min(sum(group), Fraction(cap["points"])) for group in groups.values()), Fraction(0))
        else:
            total = sum(results, Fraction(0))
        return min(total, Fraction(each["cap"])) if "cap" in each else total

    # -- indicators -----------------------------------------------------------------------------------------------------

    def leaf(self, node):
        """The points of a leaf, or ABSENT."""
        self.code, self.clauses = node["code"], node
        for full in (False, True):
            if any(self.holds(one["when"]) for one in node.get("not_applicable", []) if bool(one.get("full")) == full):
                return Fraction(node["points"]) if full else ABSENT
        if any(self.holds(when) for when in node.get("unsubmitted", [])):
            return Fraction(0)
        found = self.said(self.method(node["method"]))
        if found is ABSENT:
            return ABSENT
        points = Fraction(0) if found is UNSUBMITTED else found
        return self.bounded(node, points, node["method"]["method"] == "accumulate")

    def bounded(self, node, points, summed=False):
        """4 to 7: cap, floor and points, overrides, rounding."""
        if "cap" in node and not summed:
            points = min(points, Fraction(node["cap"]))
        if not node.get("no_cap"):
            points = min(points, Fraction(node["points"]))
        if "floor" in node:
            points = max(points, Fraction(node["floor"]))
        for one in node.get("overrides", []):
            if self.holds(one["when"]):
                points = Fraction(one["points"])
        return rounded(points, node["round"]) if "round" in node else points

    def node(self, node):
        """Scores an indicator and gives its shares: (points, score, applies, bonus) of what counts in a 缺项折算."""
        try:
            if node["method"]["method"] == "children":
                points, shares = self.parent(node)
            else:
                points = self.leaf(node)
                shares = [(Fraction(node["points"]), points, points is not ABSENT, node.get("bonus", False))]
        except NotCovered as reason:
            if self.closed and node["method"]["method"] != "children" and "person" not in str(reason):
                if self.world.plan["scheme"]["unsubmitted"] == "zero":  # what was not submitted counts nothing
                    points, shares = Fraction(0), [(Fraction(node["points"]), Fraction(0), True, node.get("bonus", False))]
                    return self.done(node, points, shares)
            self.not_covered[node["code"]] = str(reason)
            self.world.scores[node["code"]] = UNKNOWN
            return None, None
        return self.done(node, points, shares)

    def done(self, node, points, shares):
        self.results[node["code"]] = points
        self.world.scores[node["code"]] = Fraction(0) if points is ABSENT else points
        return points, shares

    def parent(self, node):
        total, shares, below = Fraction(0), [], []
        found = [(child, *self.node(child)) for child in node["method"]["children"]]
        for child, points, inner in found:
            if points is None:
                raise NotCovered(f"{child['code']} is not covered")
            weight = Fraction(child["weight"]) * Fraction(node["points"]) / Fraction(child["points"]) if "weight" in child else 1
            total += Fraction(0) if points is ABSENT else points * weight
            below += [(p * weight, s if s is ABSENT else s * weight, a, b or child.get("bonus", False)) for p, s, a, b in inner]
        shares = below
        missing = any(not applies and not bonus for _, _, applies, bonus in below)
        if "rescale" in node and missing:
            counted = [(points, score) for points, score, applies, bonus in below if applies and not bonus]
            earned, applicable = sum(score for _, score in counted), sum(points for points, _ in counted)
            beside = sum((score for _, score, applies, bonus in below if applies and bonus), Fraction(0))
            whole, least = Fraction(node["points"]), Fraction(node["rescale"].get("minimum", "0"))
            if applicable < least * whole:
                raise NotCovered("left to a person")
            if not applicable:
                return ABSENT, [(whole, ABSENT, False, node.get("bonus", False))]
            total = earned / applicable * whole + beside
            shares = [(whole, total, True, node.get("bonus", False))]
        points = self.bounded(node, total)
        if points != total or "overrides" in node or "round" in node:
            applicable = sum(points for points, _, applies, bonus in shares if applies and not bonus)
            applies = any(applies for _, _, applies, bonus in shares if not bonus)
            shares = [(applicable, points, applies, node.get("bonus", False))]
        return points, shares

    # -- the whole ------------------------------------------------------------------------------------------------------

    def whole(self, track):
        plan, total, points, fault = self.world.plan, Fraction(0), Fraction(0), None
        sheets = plan["sheets"] + [sheet for sheet in plan.get("track_sheets", []) if sheet["track"] == track]
        if "slot" in plan["scheme"] and track is None:
            fault = "no track"
        for sheet in sheets:
            score, _ = self.node(sheet["root"])
            points += Fraction(sheet["share"]) * Fraction(sheet["root"]["points"])
            if score is None:
                fault = f"sheet {sheet['root']['code']} is not covered"
            else:
                total += Fraction(sheet["share"]) * (Fraction(0) if score is ABSENT else score)
        for node in plan.get("adjustments", []):
            score, _ = self.node({**node, "no_cap": True})
            fault = fault or (f"{node['code']} is not covered" if score is None else None)
            total += score if isinstance(score, Fraction) else 0
        own = [sheet["root"] for sheet in plan["sheets"]]
        total = total if any(root.get("no_cap") for root in own) else min(total, points)
        total = total if any("floor" not in root for root in own) else max(total, Fraction(0))
        if fault:
            self.not_covered["total"] = fault
            return None, None
        published = rounded(total, plan["scheme"]["places"], plan["scheme"]["rounding"])
        return total, published

    def condition(self, condition):
        concerned = all_of(self.world.truth(formula, []) for formula in condition.get("concerns", []))
        holds = all_of(self.world.truth(formula, []) for formula in condition.get("requires", []))
        holds = negated(holds) if condition["kind"] == "ceiling" else holds
        met = negated(all_of([concerned, negated(holds)]))
        return False if met is None and self.closed else met


def verdict(met, published, mark):
    """In the order of section 12; nothing where the total is not covered and would matter."""
    if False in met:
        return "not_eligible"
    if None in met:
        return "undetermined"
    return None if published is None else "to_experts" if published >= mark else "below_mark"


def assessed(record):
    """The scores that people gave, by indicator and layer."""
    layers = {"自评": "self", "审定": "review", "评定": "final"}
    found = {}
    for one in either(record, "assessments", "评分") or []:
        indicator, layer = either(one, "indicator", "指标"), either(one, "layer", "环节")
        found[indicator, layers.get(layer, layer)] = Fraction(str(either(one, "score", "得分")).rstrip(" 分"))
    return found


def scored(plan, given):
    """What one input comes to."""
    track = given.get("track") or either(given["record"], "track", "申报渠道")
    track = next((one["key"] for one in plan.get("tracks", []) if track in (one["key"], one["name"])), None)
    own = lambda items: [item for item in items if item.get("track") in (None, track)]
    definitions = {one["name"]: one["formula"] for one in own(plan.get("definitions", []))}
    inner = {(one.get("field", one["list"]), one["name"]): one["formula"] for one in own(plan.get("record_definitions", []))}
    facts = facts_of(given["record"], own(plan["facts"]))
    world = World(plan, facts, date.fromisoformat(given["as_of"]), definitions, inner)
    scorer = Scorer(world, assessed(given["record"]), given.get("closed", False))
    total, published = scorer.whole(track)
    world.total = published
    conditions = {condition["code"]: (condition, scorer.condition(condition)) for condition in own(plan.get("conditions", []))}
    binding = [met for condition, met in conditions.values() if condition["kind"] != "preference"]
    text = lambda value: value if value is None else str(value)
    return {
        "scores": {code: text(score) for code, score in scorer.results.items()},
        "total": text(total),
        "published": text(published),
        "verdict": verdict(binding, published, Fraction(plan["scheme"]["pass_mark"])),
        "conditions": {code: {True: "true", False: "false", None: "unknown"}[met] for code, (_, met) in conditions.items()},
        "not_covered": scorer.not_covered,
    }


def inputs():
    """Each line of the standard input with its plan: that which it names, or the one of the command line."""
    plans = {}
    for line in sys.stdin:
        given = json.loads(line, parse_float=str)
        name = given.get("plan") or sys.argv[1]
        if name not in plans:
            with open(name, encoding="utf-8") as file:
                plans[name] = json.load(file)
        yield plans[name], given


def main():
    for plan, given in inputs():
        print(json.dumps(scored(plan, given), ensure_ascii=False))


if __name__ == "__main__":
    main()
