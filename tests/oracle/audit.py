#!/usr/bin/env python3
"""Re-adds breakdowns (得分明细) that `chengxin score --format json` wrote, and checks their digests.
It knows no rules: it adds up, exactly, what the breakdown says was added up. What only a rule can tell (the points of
a row) is "taken from the rule": --taken lists each, with its place. Exit: 0 all agrees, 1 something does not, 2 no input."""
import argparse, hashlib, json, math, sys
from decimal import Decimal
from fractions import Fraction
ZERO, END = (Fraction(0), Fraction(0)), 10 ** 42  # a score is a pair: the least and the most it can be; END is endless
def pair(standing): return standing and (Fraction(standing["low"]), Fraction(standing["high"]))
def plus(a, b): return a[0] + b[0], a[1] + b[1]
def minus(a, b): return a[0] - b[1], a[1] - b[0]
def times(a, b): return min(x * y for x in a for y in b), max(x * y for x in a for y in b)
def either(a, b): return a and b and (min(a[0], b[0]), max(a[1], b[1]))
def at_most(a, most): return a if most is None else (min(a[0], Fraction(most)), min(a[1], Fraction(most)))
def at_least(a, least): return max(a[0], Fraction(least)), max(a[1], Fraction(least))
def figure(x): return str(x) if 10 ** 20 % x.denominator else format(Decimal(x.numerator) / x.denominator, "f")
def show(a): return " to ".join(figure(x) for x in dict.fromkeys(a)) if isinstance(a, tuple) else str(a)
def rounded(number, places, mode="half_up"):
    half_up = lambda x: math.floor(abs(x) + Fraction(1, 2)) * (1 if x >= 0 else -1)
    return Fraction({"down": math.floor, "up": math.ceil}.get(mode, half_up)(number * 10 ** places), 10 ** places)

class Audit:
    def __init__(self, breakdown):
        self.whole, self.sums, self.faults, self.taken, self.seen, self.special = breakdown, 0, [], [], {}, False

    def same(self, place, what, said, found, within=False):
        """What is said is what is found again; or wider, where more is possible; or taken from the rule, where nothing is."""
        if found is None:
            return self.taken.append(f"{place}: {what}: {show(said)}")
        self.sums += 1
        said, found = (tuple(max(-END, min(END, x)) for x in y) if isinstance(y, tuple) else y for y in (said, found))
        if said != found and not (within and said[0] <= found[0] and found[1] <= said[1]):
            self.faults.append(f"{place}: {what}: the breakdown says {show(said)}, re-added it is {show(found)}")

    def result(self):
        """The sheets, the total and its rounding, the conditions, the verdict and its reasons."""
        whole, total, found, points = self.whole, self.whole["total"], ZERO, Fraction(0)
        for sheet in whole["sheets"] + whole.get("adjustments", []):
            share, score = Fraction(sheet.get("share", 1)), pair(sheet["score"])
            self.node({"code": f"sheet {sheet.get('key')}", "children": sheet.get("indicators", []), **sheet})
            self.same(sheet.get("key"), "share", pair(sheet.get("contribution", sheet["score"])), times(score, (share, share)))
            found, points = plus(found, times(score, (share, share))), points + share * Fraction(sheet["points"])
        self.taken.append(f"scheme: {total['places']} places, {total['rounding']}, pass mark {total['pass_mark']}")
        exact, published, mark = pair(total["exact"]), pair(total["published"]), Fraction(total["pass_mark"])
        bounded = [at_most(x, most) for x in (at_least(found, 0), found) for most in (points, None)]
        self.same("total", "shares", sum(Fraction(sheet["share"]) for sheet in whole["sheets"]), Fraction(1))
        self.same("total", "exact", exact, exact if exact in bounded else bounded[0])
        self.same("total", "published", published, tuple(rounded(x, total["places"], total["rounding"]) for x in exact))
        for condition in whole["conditions"]:  # met where each operand holds, a ceiling where one does not
            met = min((operand["truth"] for operand in condition["operands"]), default="true",
                      key=("false", "unknown", "true").index)
            met = {"true": "false", "false": "true"}.get(met, met) if condition["kind"] == "ceiling" else met
            met = {"false": "true", "unknown": condition["met"]}.get(condition["concerns"], met)
            met = "false" if condition.get("unsubmitted") else met
            self.same(f"{condition['code']} ({condition['origin']})", "met", condition["met"], met)
        failed, unknown = ([condition["code"] for condition in whole["conditions"] if condition["met"] == truth and
                            condition["kind"] != "preference"] for truth in ("false", "unknown"))
        verdict = "not_eligible" if failed else "undetermined" if unknown or published[0] < mark <= published[1] else None
        self.same("verdict", "is", whole["verdict"], verdict or ("to_experts" if published[0] >= mark else "below_mark"))
        for reason in (reason for reason in whole["reasons"] if reason["reason"] == "total"):
            self.same("reasons", "total", [pair(reason["total"]), Fraction(reason["pass_mark"])], [published, mark])
        return self.sums

    def node(self, node):
        """An indicator or a sheet: its children, its points, its score."""
        children, score, steps = node.get("children", []), pair(node["score"]), node.get("steps", [])
        place = f"{node['code']} ({node['origin']})" if "origin" in node else node["code"]
        for child in children:
            self.node(child)
            self.seen[child["code"]] = child
        if children:
            inside = [(Fraction(child["points"]), term.get("weight", 1)) for term, child in zip(steps[0]["terms"], children)
                      if not child.get("bonus")]
            self.special |= {"held", "set_to", "rounded"} & {step["step"] for step in steps} != set()
            self.special |= len(inside) < len(children) or any(weight != 1 for points, weight in inside)
            self.same(place, "points", Fraction(node["points"]), sum(points * Fraction(weight) for points, weight in inside))
        absent = (None if children else ZERO, False) if node.get("state") == "not_applicable" else None
        found, vague = absent or self.steps(place, node, steps)
        self.same(place, "score", score, found, vague)
        for line in (line for line in node.get("assessments", []) if "difference" in line):
            self.same(place, "difference", Fraction(line["difference"]), Fraction(line["given"]["score"]) - score[0])

    def steps(self, place, node, steps):
        """What steps come to, one after the other, nothing where only the rule can tell; and whether more is possible."""
        points, total, score, row, decided, vague = Fraction(node["points"]), None, None, None, {}, False
        def now():
            """The sum so far, with a score that is on its way, under what conditions decided."""
            value = plus(total, score) if total and score else total or score
            surely = [x for x in ("not_applicable", "exempt", "unsubmitted") if decided.get(x) == "true"]
            if surely or decided.get("award") == "false":
                return (points, points) if "exempt" in surely else ZERO
            value = either(value, (points, points)) if "exempt" in decided else value
            return either(value, ZERO) if "unknown" in (decided.get("award"), decided.get("unsubmitted")) else value
        ways = {n for at, step in enumerate(steps) if step["step"] == "best" for n in range(at - sum(step.get("lengths", [])), at)}
        for at, step in ((at, step) for at, step in enumerate(steps) if at not in ways):
            kind, said = step["step"], pair(step.get("score"))
            by = [f"{name} {step[name]}" for name in ("rule", "every", "value", "from", "to", "low", "high", "each", "at") if name in step]
            self.taken += [f"{place}: {kind}: {', '.join(by)}"] if by and step.get("taken") != "false" else []
            if kind == "row" and step["taken"] != "false":
                row, score, vague = said, either(score, said) or score or said, vague or not said
            elif kind == "condition":
                decides, truth = step["decides"], step["operand"]["truth"]
                if decides in ("add", "deduct"):
                    total, score, decided["part"] = now() or ZERO, None, truth
                decided[decides] = min(truth, decided.get(decides, truth))
            elif kind in ("increments", "proportion", "assessed"):
                self.same(place, kind, said, self.arithmetic(place, node, step))
                total, score, row = (total, score, None) if said == row else (now() if score else total, said, row)
            elif kind in ("start", "added", "deducted", "checklist", "records"):
                part, found = pair(step["points"]), getattr(self, kind, lambda place, step: None)(place, step)
                if kind in ("added", "deducted") and score and (vague or part in (score, either(score, ZERO))):
                    found, score = either(score, ZERO) if decided.get("part") == "unknown" else score, None
                self.same(place, kind, part, found, vague)
                negative = kind == "deducted" or step.get("deduct") or step.get("missing")
                total, score, row, decided["part"] = (minus if negative else plus)(now() or ZERO, part), None, None, "true"
            elif kind in ("sum", "rescaled", "left_to_person"):
                self.same(place, kind, said, self.sum(place, node, step) if kind == "sum" else self.rescaled(place, step, total))
                total = said
            elif kind == "best":
                first, scores = at - sum(step.get("lengths", [])), [pair(way) for way in step["scores"]]
                for length, way in zip(step.get("lengths", []), scores):
                    found, unsure = self.steps(place, node, steps[first:first + length])
                    self.same(place, "one of several", way, found and at_most(at_least(found, 0), points), unsure)
                    first, vague = first + length, vague or unsure
                total, score = tuple((min if step["lowest"] else max)(end) for end in zip(*scores)) or None, None
            elif kind == "outcome":  # no value: the rule says what that means
                total, score, decided, vague = None, None, {}, True
            elif kind in ("held", "closed", "set_to", "rounded"):
                after, before = pair(step["points" if kind == "set_to" else "after"]), now()
                self.same(place, "points", points, Fraction(step["at"]) if step.get("bound") == "points" else points)
                if "before" in step:
                    self.same(place, f"before it is {kind}", pair(step["before"]), before, vague or kind == "closed")
                self.same(place, kind, after, self.altered(kind, pair(step.get("before")) or before, after, step, steps[:at]), vague)
                total, score, decided, vague = after, None, {}, False
        return now(), vague

    def altered(self, kind, before, after, step, steps):
        """What a bound, the deadline, a rounding or an override makes of a score."""
        if kind == "held":  # "points" is within the points, and not below the 下限 that the rule says, or nought
            least = {"cap": None, "floor": step["at"], "points": after[0]}[step["bound"]]
            held = before if step["bound"] == "floor" else at_most(before, step["at"])
            return held if least is None else at_least(held, least)
        if kind == "rounded":
            return before and tuple(rounded(x, step["places"]) for x in before)
        if kind == "closed":  # nothing, or the least that it could be
            return after if after in (ZERO, (before[0], before[0])) else before
        clear, sure = steps[-1]["decides"] == "clear", steps[-1]["operand"]["truth"] == "true"
        clear &= steps[-2:-1] == [] or steps[-2]["step"] != "closed"
        return None if not clear else ZERO if sure else either(before, ZERO)

    def arithmetic(self, place, node, step):  # of increments, a proportion, an assessor's score
        if step["step"] == "increments":
            each, start = Fraction(step["each"]), Fraction(step["start"])
            return at_most(plus(times(pair(step["count"]), (each, each)), (start, start)), step.get("cap"))
        if step["step"] == "proportion":
            return plus((Fraction(step["low"]),) * 2, times(pair(step["part"]), (Fraction(step["high"]) - Fraction(step["low"]),) * 2))
        given = [x["given"] for x in node.get("assessments", []) if x["given"]["layer"] == step.get("layer")]
        return (Fraction(given[0]["score"]),) * 2 if given and not step["refused"] else pair(step)

    def checklist(self, place, step):
        truths, each = [item["truth"] for item in step["items"]], Fraction(step["each"])
        sure = truths.count("false" if step["missing"] else "true")
        return each * sure, each * (sure + truths.count("unknown"))

    def sum(self, place, node, step):
        found = ZERO
        for term, child in zip(step["terms"], node["children"]):
            score = None if child["state"] == "not_applicable" else pair(child["score"])
            self.same(place, "term", [term["code"], pair(term.get("score"))], [child["code"], score])
            score = either(score, ZERO) if child["state"] == "maybe_not_applicable" else score or ZERO
            found = plus(found, times(score, (Fraction(term.get("weight", 1)),) * 2))
        return found

    def rescaled(self, place, step, total):
        """缺项折算 and 转人工: earned ÷ applicable × points; what was earned besides is a bonus, and stands beside."""
        points, earned, (low, high) = Fraction(step["points"]), pair(step["earned"]), pair(step["applicable"])
        out = [self.seen[code] for code in step["left_out"]]
        if any(child["state"] == "maybe_not_applicable" for child in out):
            return None  # what applies is not settled
        beside = minus(total, plus(earned, (sum(pair(x["score"])[0] for x in out), sum(pair(x["score"])[1] for x in out)))[::-1])
        if not self.special:
            applicable = points - sum(Fraction(child["points"]) for child in out)
            self.same(place, "earned of applicable", [earned, (low, high)], [total, (applicable, applicable)])
        if step["step"] == "left_to_person":
            return plus(plus(earned, (Fraction(0), points - low)), beside)
        return plus(times(earned, (points / low, points / high)), beside) if low and high else ZERO

    def records(self, place, step):
        """The records of a list: points × factors, in groups with a cap, then the sum or one of them, then the cap."""
        total, groups, kept = ZERO, {}, []
        for at, record in enumerate(step["records"], 1):
            where, because, result = f"{place} {step['list']} {at}", record.get("refused", {}), pair(record.get("result"))
            other = because.get("counted", 0) in {0, *range(1, len(step["records"]) + 1)} - {at}
            self.same(where, "number, and that of another that counts", (record["number"], other), (at, True))
            found, instead = (Fraction(1), Fraction(1)), pair(record.get("instead"))
            for by in [{"rule": "by its place", **record, "factor": record.get("points")}, *record.get("factors", [])]:
                self.taken += [f"{where}: {show(pair(by['factor']))}: {by['rule']}"] if by["factor"] else []
                found = times(found, pair(by["factor"]) or ZERO)
            if result:
                self.same(where, "points × factors", result, instead if result == instead else either(found, instead) or found)
            if result and (record["counted"] != "false" or because.get("because") == "not_highest"):
                group, result = record.get("group", at), either(result, ZERO) if record["counted"] == "unknown" else result
                kept, groups[group] = kept + [result], plus(groups.get(group, ZERO), result)
        for group, points in groups.items():
            total = plus(total, either(points, ZERO) if group == "未知" else at_most(points, step.get("group_cap")))
        if step["combined"] != "sum" and kept:
            total = tuple((max if step["combined"] == "highest" else min)(end) for end in zip(*kept))
        self.taken += [f"{place} {step['list']}: {name} {step[name]}" for name in ("group_cap", "open", "cap") if step.get(name)]
        return at_most(plus(total, pair(step.get("open")) or ZERO), step.get("cap"))

def canonical(value):
    """The canonical JSON of a record: RFC 8785, but with exact decimal numbers."""
    if isinstance(value, dict):
        items = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be"))
        return "{%s}" % ",".join(canonical(key) + ":" + canonical(inner) for key, inner in items)
    if isinstance(value, Decimal):
        text = (format(value, "f") if abs(value.adjusted()) < 99 else str(value)) if value else "0"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"[{','.join(map(canonical, value))}]" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
def documents(name, **numbers):  # the JSON of a file, or of each line of a .jsonl file
    with open(name, encoding="utf-8-sig") as file:
        return [json.loads(text, **numbers) for text in (file if name.endswith("l") else [file.read()]) if text.strip()]

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("breakdowns", nargs="+", help="what chengxin score --format json (or jsonl) wrote")
    parser.add_argument("--rules", help="the rule pack: the SHA-256 of its files is checked")
    parser.add_argument("--record", action="append", default=[], help="the record (or several): its SHA-256 is checked")
    parser.add_argument("--taken", action="store_true", help="list what was taken from the rules")
    options, sha, wrong = parser.parse_args(), lambda content: hashlib.sha256(content).hexdigest(), 0
    try:
        records = [x for name in options.record for x in documents(name, parse_int=Decimal, parse_float=Decimal)]
        known = [sha(canonical(record).encode("utf-8")) for record in records]
        for breakdown in (breakdown for name in options.breakdowns for breakdown in documents(name)):
            audit = Audit(breakdown)
            sums = audit.result()
            for rule in breakdown["digests"]["rules"] if options.rules else ():
                audit.same(rule["file"], "SHA-256", rule["digest"], sha(open(f"{options.rules}/{rule['file']}", "rb").read()))
            if records:
                said = breakdown["digests"]["record"]
                audit.same("record", "SHA-256", said, said if said in known else " or ".join(known[:3]))
            print(f"{breakdown['applicant'].get('name', '')}: {sums} sums and {audit.sums - sums} digests checked, "
                  f"{len(audit.faults)} disagree; {len(audit.taken)} taken from the rules", end="")
            print("", *audit.faults, *(audit.taken if options.taken else []), sep="\n  ")
            wrong += len(audit.faults)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        print(f"cannot be read: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    return 1 if wrong else 0
sys.exit(main())
