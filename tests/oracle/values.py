"""Values of a record, read in the terms of the facts that `chengxin export` lists. Standard library only."""
import calendar
import re
import unicodedata
from datetime import date, timedelta
from fractions import Fraction


class Lack:
    """No value: none on record, not applicable, or a division by zero."""

    def __init__(self, why):
        self.why = why

    def __repr__(self):
        return self.why


NONE, NOT_APPLICABLE, ZERO_DIVISION = Lack("none on record"), Lack("not applicable"), Lack("division by zero")


class Unknown:
    """Not submitted, or disputed."""

    def __repr__(self):
        return "unknown"


UNKNOWN = Unknown()


class Row:
    """One record of a list: its fields by key, and the evidence that it carries."""

    def __init__(self, list_key, fields, evidence):
        self.list_key, self.fields, self.evidence = list_key, fields, evidence


def later(day, period):
    """The day on which a period from this day has run out: the corresponding day, or the last of a month without it."""
    (unit, count), = period.items()
    if unit == "days":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "years" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def either(record, *names):
    """A member by its English or its Chinese name."""
    return next((record[name] for name in names if name in record), None)


STATES = {"已填": "given", "无记录": "none_on_record", "不适用": "not_applicable", "未提交": "not_submitted", "有争议": "disputed"}


def tidy(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def members(record, prefix=""):
    """Every member of the record with its dotted path, those of nested objects too."""
    for key, value in record.items():
        if not key.startswith("_"):
            path = f"{prefix}.{key}" if prefix else key
            yield path, key, value
            if isinstance(value, dict):
                yield from members(value, path)


def facts_of(record, declarations):
    """The value of each declared fact by its key."""
    found, names = {}, {fact["name"] for fact in declarations}
    for path, key, value in members(record):
        found.setdefault(path, value)
        if key in names:
            found.setdefault(key, value)
    return {fact["key"]: value_of(fact, found.get(fact["key"], found.get(fact["name"], ...))) for fact in declarations}


def value_of(fact, written):
    if written is ...:
        return default_of(fact) if "default" in fact else UNKNOWN
    if isinstance(written, dict):
        state = either(written, "state", "状态") or "given"
        state = STATES.get(state, state)
        if state in ("not_submitted", "disputed"):
            return default_of(fact) if state == "not_submitted" and "default" in fact else UNKNOWN
        if state != "given":
            return {"none_on_record": NONE, "not_applicable": NOT_APPLICABLE}[state]
        written = either(written, "value", "值")
    if written is None:
        return NONE
    if isinstance(written, str):
        text = tidy(written)
        named = [tidy(name) for choice in fact.get("choices", []) for name in (choice["key"], choice["name"])]
        if text not in named:
            if text == "无" or text in [tidy(mark) for mark in fact.get("none_marks", [])]:
                return NONE
            if text == "不适用":
                return NOT_APPLICABLE
    return READERS[fact["type"]](fact, written)


def default_of(fact):
    written = fact["default"]
    if fact["type"] == "quantity":
        return Fraction(written)  # in base units already
    return READERS[fact["type"]](fact, written)


def quantity(fact, written):
    if not isinstance(written, str):
        number, unit = Fraction(str(written)), ""
    else:
        text = tidy(written).replace(",", "").replace("¥", "").strip()
        number, unit = re.fullmatch(r"(-?[\d.]+)\s*(.*)", text).groups()
        number = Fraction(number)
    if fact.get("unit") == "yuan":
        return number * {"": 1, "元": 1, "万": 10**4, "万元": 10**4, "亿": 10**8, "亿元": 10**8}[unit]
    if unit == "%" or (unit == "" and fact.get("percent")):
        return number / 100
    return number


def day(fact, written):
    year, month, of_month = re.fullmatch(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?", tidy(written)).groups()
    return date(int(year), int(month), int(of_month))


def year(fact, written):
    return int(re.match(r"\d{4}", tidy(str(written)))[0])


def yes_no(fact, written):
    return written if isinstance(written, bool) else {"是": True, "否": False, "true": True, "false": False}[tidy(written)]


def choice(fact, written):
    for one in fact["choices"]:
        if tidy(written) in (tidy(one["key"]), tidy(one["name"])):
            return one["key"]
    raise ValueError(f"{written} is no choice of {fact['key']}")


def choices(fact, written):
    several = written if isinstance(written, list) else [part for part in re.split("[、,，;；]", written) if part.strip()]
    return frozenset(choice(fact, one) for one in several)


def text(fact, written):
    return tidy(str(written))


def rows(fact, written):
    found = []
    for record in written:
        evidence = either(either(record, "provenance", "来源信息") or {}, "evidence", "证明")
        given = {key: value for key, value in record.items() if key not in ("provenance", "来源信息")}
        found.append(Row(fact["key"], facts_of(given, fact["fields"]), evidence))
    return found


READERS = {
    "quantity": quantity, "date": day, "year": year, "yes_no": yes_no, "choice": choice, "choices": choices,
    "text": text, "credit_code": text, "list": rows,
}
