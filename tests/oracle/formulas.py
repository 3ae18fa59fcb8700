"""What the formulas of `chengxin export` come to for one record, by docs/language.md. Standard library only."""
import math
from datetime import date
from fractions import Fraction

from values import NONE, NOT_APPLICABLE, UNKNOWN, ZERO_DIVISION, Lack, Row, Unknown, later


class NotCovered(Exception):
    """What this script cannot tell: it depends on what is unknown, or on a person."""


def negated(truth):
    return None if truth is None else not truth


def all_of(truths):
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def any_of(truths):
    return negated(all_of(negated(truth) for truth in truths))


class World:
    """One applicant on one day: the facts, and the scores that are known so far."""

    def __init__(self, plan, facts, as_of, definitions, record_definitions):
        self.plan, self.facts, self.as_of = plan, facts, as_of
        self.definitions, self.record_definitions = definitions, record_definitions
        self.scores, self.total, self.own_points = {}, None, None
        self.parameters = {
            parameter["name"]: {value["year"]: Fraction(value["value"]) for value in parameter.get("values", [])}
            for parameter in plan.get("parameters", [])
        }

    # -- names ---------------------------------------------------------------------------------------------------------

    def named(self, formula, rows):
        """The value of a fact, a field, a definition, a parameter; `rows` are the records around, the innermost last."""
        if "fact" in formula:
            return self.facts[formula["fact"]]
        if "parameter" in formula:
            return self.parameters[formula["parameter"]].get(self.as_of.year - 1, UNKNOWN)
        if "definition" in formula:
            return self.value(self.definitions[formula["definition"]], [])
        around = rows[: len(rows) - formula["out"]]
        if "field" in formula:
            return around[-1].fields[formula["field"]]
        return self.value(self.record_definitions[around[-1].list_key, formula["record_definition"]], around)

    def list_of(self, formula, rows):
        found = self.named(formula, rows)
        return [] if isinstance(found, Lack) else found

    # -- truths: True, False, or None where it is not known --------------------------------------------------------------

    def truth(self, formula, rows):
        if "truth" in formula:
            return formula["truth"]
        name = formula.get("op")
        if name in TRUTHS:
            return TRUTHS[name](self, formula, rows)
        if "definition" in formula:
            return self.truth(self.definitions[formula["definition"]], [])
        if "record_definition" in formula:
            around = rows[: len(rows) - formula["out"]]
            return self.truth(self.record_definitions[around[-1].list_key, formula["record_definition"]], around)
        if name == "if":
            when = self.truth(formula["when"], rows)
            if when is None:
                both = {self.truth(formula["then"], rows), self.truth(formula["else"], rows)}
                return both.pop() if len(both) == 1 else None
            return self.truth(formula["then" if when else "else"], rows)
        value = self.value(formula, rows)
        return None if value is UNKNOWN else False if isinstance(value, Lack) else value

    def operands(self, formula, rows):
        """The values that a comparison looks at."""
        inner = [formula[name] for name in ("left", "right") if name in formula] or [formula["of"]]
        return [self.value(part, rows) for part in inner]

    def compared(self, formula, rows, holds):
        """A comparison: false where a side has no value, unknown where one is not known."""
        values = self.operands(formula, rows)
        if any(isinstance(value, Lack) for value in values):
            return False
        return None if UNKNOWN in values else holds(*values)

    def fails(self, formula, rows):
        """There is a value, and the comparison does not hold."""
        inner = formula["of"]
        if any(isinstance(value, Lack) for value in self.operands(inner, rows)):
            return False
        return negated(self.truth(inner, rows))

    def over(self, formula, rows, found):
        """The truth of a condition for each record of a list."""
        listed = self.named(formula["list"], rows)
        if listed is UNKNOWN:
            return None
        return found(self.truth(condition, rows + [row]) for row in self.list_of(formula["list"], rows)
                     for condition in [formula.get("when", formula.get("meets", {"truth": True}))])

    # -- values ---------------------------------------------------------------------------------------------------------

    def value(self, formula, rows):
        if "op" not in formula:
            return self.constant(formula, rows)
        name = formula["op"]
        if name in TRUTHS:
            truth = self.truth(formula, rows)
            return UNKNOWN if truth is None else truth
        if name in AGGREGATES:
            return self.aggregate(formula, rows)
        return getattr(self, "op_" + name)(formula, rows)

    def constant(self, formula, rows):
        for name, read in (("number", Fraction), ("date", date.fromisoformat), ("year", int), ("period", dict),
                           ("text", str), ("choice", str), ("truth", bool)):
            if name in formula:
                return read(formula[name])
        return self.named(formula, rows)

    def several(self, formula, rows, result):
        """A function of values: without one of them it has none; what is unknown stays unknown."""
        if "left" in formula:
            values = [self.value(formula["left"], rows), self.value(formula["right"], rows)]
        else:
            of = formula["of"]
            values = [self.value(part, rows) for part in (of if isinstance(of, list) else [of])]
        lacking = [value for value in values if isinstance(value, Lack)]
        if lacking:
            return min(lacking, key=[NONE, NOT_APPLICABLE, ZERO_DIVISION].index)
        return UNKNOWN if any(value is UNKNOWN for value in values) else result(*values)

    def op_as_of(self, formula, rows):
        return self.as_of

    def op_last_year(self, formula, rows):
        return self.as_of.year - 1

    def op_total(self, formula, rows):
        return UNKNOWN if self.total is None else self.total

    def op_own_points(self, formula, rows):
        return self.own_points

    def op_score_of(self, formula, rows):
        return self.scores.get(formula["code"], UNKNOWN)

    def op_add(self, formula, rows):
        left, right = self.value(formula["left"], rows), self.value(formula["right"], rows)
        if left is NONE:  # a side that is none on record adds nothing
            return right
        return left if right is NONE else self.several(formula, rows, plus)

    def op_subtract(self, formula, rows):
        return self.several(formula, rows, lambda a, b: plus(a, -b))

    def op_multiply(self, formula, rows):
        return self.several(formula, rows, lambda a, b: a * b)

    def op_divide(self, formula, rows):
        return self.several(formula, rows, lambda a, b: a / b if b else ZERO_DIVISION)

    def op_negative(self, formula, rows):
        return self.several(formula, rows, lambda a: -a)

    def op_floor(self, formula, rows):
        return self.several(formula, rows, lambda a: Fraction(math.floor(a)))

    def op_ceiling(self, formula, rows):
        return self.several(formula, rows, lambda a: Fraction(math.ceil(a)))

    def op_round(self, formula, rows):
        return self.several(formula, rows, lambda a, places: rounded(a, int(places)))

    def op_larger(self, formula, rows):
        return self.several(formula, rows, max)

    def op_smaller(self, formula, rows):
        return self.several(formula, rows, min)

    def op_absolute(self, formula, rows):
        return self.several(formula, rows, abs)

    def op_one_if(self, formula, rows):
        truth = self.truth(formula["of"][0], rows)
        return UNKNOWN if truth is None else Fraction(truth)

    def op_if(self, formula, rows):
        when = self.truth(formula["when"], rows)
        if when is None:
            both = [self.value(formula[branch], rows) for branch in ("then", "else")]
            return both[0] if both[0] == both[1] else UNKNOWN
        return self.value(formula["then" if when else "else"], rows)

    def op_interval(self, formula, rows):
        ends = [self.value(formula[end], rows) for end in ("from", "to")]
        lacking = [end for end in ends if isinstance(end, Lack)]
        return lacking[0] if lacking else UNKNOWN if UNKNOWN in ends else tuple(ends)

    def op_year_of(self, formula, rows):
        return self.several(formula, rows, lambda day: day.year)

    def op_month_of(self, formula, rows):
        return self.several(formula, rows, lambda day: ("month", day.year, day.month))

    def op_days_of(self, formula, rows):
        return self.several(formula, rows, lambda ends: Fraction((ends[1] - ends[0]).days))

    def op_full_months(self, formula, rows):
        return self.several(formula, rows, lambda ends: full(ends, "months"))

    def op_full_years(self, formula, rows):
        return self.several(formula, rows, lambda ends: full(ends, "years"))

    def aggregate(self, formula, rows):
        listed = self.named(formula["list"], rows)
        if listed is UNKNOWN:
            return UNKNOWN
        matching = []
        for row in self.list_of(formula["list"], rows):
            truth = self.truth(formula["when"], rows + [row]) if "when" in formula else True
            if truth is None:
                return UNKNOWN
            if truth:
                matching.append(rows + [row])
        if formula["op"] == "count":
            return Fraction(len(matching))
        found = []  # records whose value is no value are left out
        for inner in matching:
            value = self.value(formula["value"], inner)
            beside = self.value(formula[name], inner) if (name := next((n for n in ("weight", "by") if n in formula), None)) else None
            if UNKNOWN in (value, beside):
                return UNKNOWN
            if formula["op"] == "yearly" and not isinstance(beside, Lack) and not in_years(self, formula, beside):
                continue
            if ZERO_DIVISION in (value, beside):
                return ZERO_DIVISION  # a division by zero in one record is that of the whole
            if not isinstance(value, Lack) and not isinstance(beside, Lack):
                found.append((value, beside))
        if not found and formula["op"] != "sum":
            return NONE
        return AGGREGATES[formula["op"]](self, formula, found)


def in_years(world, formula, year):
    """Whether a year is among those that have weights: 上年度 and backwards."""
    return 0 < world.as_of.year - year <= len(formula["weights"])


def plus(left, right):
    """A sum; a year and a number are a year."""
    if isinstance(left, int) and isinstance(right, int):
        return Fraction(left + right)
    return int(left + right) if isinstance(left, int) or isinstance(right, int) else left + right


def rounded(number, places, mode="half_up"):
    scaled = number * 10**places
    if mode == "down":
        whole = math.floor(scaled)
    elif mode == "up":
        whole = math.ceil(scaled)
    else:  # half away from zero
        whole = math.floor(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
    return Fraction(whole, 10**places)


def full(ends, unit):
    """How many whole months or years have run out between two days."""
    start, end = ends
    if end < start:
        raise NotCovered("months between days in the wrong order")
    count = 0
    while later(start, {unit: count + 1}) <= end:
        count += 1
    return Fraction(count)


# -- comparisons -----------------------------------------------------------------------------------------------------


def sides(left, right):
    """Two values that can be put in order; of the time between two days and a period: how far it is from having run out."""
    if isinstance(left, tuple) and isinstance(right, dict):
        return left[1], later(left[0], right)
    return left, right


def in_range(value, bounds):
    """Whether a value lies within the bounds of a row; the time between two days within periods."""
    def end(name):
        bound = bounds[name]
        if isinstance(bound, dict):
            return sides(value, bound)
        return value, type(value)(bound) if isinstance(value, (Fraction, int)) else date.fromisoformat(bound)

    tests = {"from": lambda a, b: a >= b, "over": lambda a, b: a > b, "to": lambda a, b: a <= b, "below": lambda a, b: a < b}
    return all(test(*end(name)) for name, test in tests.items() if name in bounds)


def comparison(test):
    return lambda world, formula, rows: world.compared(formula, rows, lambda a, b: test(*sides(a, b)))


def one(test):
    return lambda world, formula, rows: world.compared(formula, rows, lambda value: test(world, formula, value))


def state(test):
    def found(world, formula, rows):
        value = world.named(formula["of"], rows)
        return None if value is UNKNOWN else test(value)

    return found


def member(value):
    return value if isinstance(value, frozenset) else {value}


TRUTHS = {
    "and": lambda world, formula, rows: all_of(world.truth(part, rows) for part in formula["of"]),
    "or": lambda world, formula, rows: any_of(world.truth(part, rows) for part in formula["of"]),
    "not": lambda world, formula, rows: negated(world.truth(formula["of"], rows)),
    "fails": lambda world, formula, rows: world.fails(formula, rows),
    "at_least": comparison(lambda a, b: a >= b),
    "over": comparison(lambda a, b: a > b),
    "below": comparison(lambda a, b: a < b),
    "at_most": comparison(lambda a, b: a <= b),
    "equal": comparison(lambda a, b: a == b),
    "not_equal": comparison(lambda a, b: a != b),
    "before": comparison(lambda a, b: a < b),
    "after": comparison(lambda a, b: a > b),
    "not_before": comparison(lambda a, b: a >= b),
    "not_after": comparison(lambda a, b: a <= b),
    "in_range": one(lambda world, formula, value: in_range(value, formula["range"])),
    "one_of": one(lambda world, formula, value: value in formula["choices"]),
    "not_one_of": one(lambda world, formula, value: value not in formula["choices"]),
    "has": one(lambda world, formula, value: bool(member(value) & set(formula["choices"]))),
    "has_none": one(lambda world, formula, value: not member(value) & set(formula["choices"])),
    "has_all": one(lambda world, formula, value: member(value) >= set(formula["choices"])),
    "only": one(lambda world, formula, value: bool(value) and member(value) <= set(formula["choices"])),
    "text_in": one(lambda world, formula, value: value in formula["texts"]),
    "text_not_in": one(lambda world, formula, value: value not in formula["texts"]),
    "within_last": one(lambda world, formula, day: day <= world.as_of < later(day, formula["period"])),
    "within_next": one(lambda world, formula, day: world.as_of <= day <= later(world.as_of, formula["period"])),
    "within_last_years": one(lambda world, formula, year: 0 < world.as_of.year - year <= formula["years"]),
    "elapsed": one(lambda world, formula, day: later(day, formula["period"]) <= world.as_of),
    "is_given": state(lambda value: not isinstance(value, Lack)),
    "is_empty": state(lambda value: isinstance(value, Lack)),
    "is_none_on_record": state(lambda value: value is NONE or value == []),
    "is_not_applicable": state(lambda value: value is NOT_APPLICABLE),
    "any": lambda world, formula, rows: world.over(formula, rows, any_of),
    "every": lambda world, formula, rows: world.over(formula, rows, all_of),
    "evidence_attached": lambda world, formula, rows: bool(rows[-1].evidence),
}


# -- numbers from lists ----------------------------------------------------------------------------------------------


def trimmed(world, formula, found):
    values = sorted(value for value, _ in found)
    if len(values) < formula["minimum"]:
        return NONE
    if len(values) >= formula.get("trim_from", math.inf):
        values = values[1:-1]
    return sum(values) / len(values)


def weighted(pairs):
    whole = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / whole if whole else ZERO_DIVISION


def alike(values):
    """One value, where all are the same; else each may be meant."""
    return values[0] if all(value == values[0] for value in values) else UNKNOWN


def yearly(world, formula, found):
    weights = {world.as_of.year - 1 - at: Fraction(weight) for at, weight in enumerate(formula["weights"])}
    return weighted([(value, weights[year]) for value, year in found])


AGGREGATES = {
    "count": None,
    "sum": lambda world, formula, found: sum((value for value, _ in found), Fraction(0)),
    "highest": lambda world, formula, found: max(value for value, _ in found),
    "lowest": lambda world, formula, found: min(value for value, _ in found),
    "mean": lambda world, formula, found: sum(value for value, _ in found) / len(found),
    "distinct": lambda world, formula, found: Fraction(len({value for value, _ in found})),
    "weighted_mean": lambda world, formula, found: weighted(found),
    "trimmed_mean": trimmed,
    "the_one": lambda world, formula, found: alike([value for value, _ in found]),
    "newest": lambda world, formula, found: alike([value for value, by in found if by == max(by for _, by in found)]),
    "yearly": yearly,
}
