//! A breakdown in which one number was changed: the auditor's script must see it, or say that only the rules can tell.

use chengxin::breakdown::Breakdown;
use chengxin::value::Number;
use serde_json::Value;

use super::{packs, python};

/// What one change need not show, by the end of its place, and why. All but the first four are noticed as a rule, and
/// missed only as said.
const UNSEEN: &[(&str, &str)] = &[
    ("parts.number", "which record of a list it was: the record tells"),
    ("refused.counted", "which other record counts instead: the record tells"),
    ("lengths", "where the steps of one way begin"),
    ("assessments.given.score", "a score that a person gave and that does not count: the record tells"),
    ("total.places", "more places than the total has"),
    ("total.pass_mark", "the verdict is the same, and no reason names the mark: the scheme tells"),
    ("steps.places", "more places than the score has"),
    ("points", "a bonus, an adjustment, a start under a bound: the rule tells"),
    ("points.low", "a record that does not count in the end, or a part under a bound: the rule tells"),
    ("points.high", "likewise"),
    ("score.low", "a row that may be taken, between others: the rule tells"),
    ("score.high", "likewise"),
    ("scores.low", "a way that is not the best, and that the rule gives outright"),
    ("scores.high", "likewise"),
    ("steps.low", "the other end of a proportion, or what an assessor might have given: the rule tells"),
    ("steps.high", "likewise"),
    ("steps.each", "counted no times, or above a cap: the rule tells"),
    ("steps.start", "under a cap: the rule tells"),
    ("steps.cap", "not reached: the rule tells"),
    ("steps.group_cap", "not reached: the rule tells"),
    ("count.low", "under a cap, or times nothing"),
    ("count.high", "likewise"),
    ("open.high", "under a cap"),
    ("before.low", "the deadline: what was possible before is wider than what the steps say"),
    ("before.high", "likewise"),
    ("earned.low", "what applies is not settled, or there are bonuses"),
    ("earned.high", "likewise"),
    ("applicable.low", "likewise"),
    ("applicable.high", "likewise"),
];

/// Values as they are shown, and texts: no arithmetic is done with them.
const SHOWN: &[&str] = &[
    "value",
    "by",
    "from",
    "to",
    "every",
    "rule",
    "label",
    "group",
    "values",
    "code",
    "title",
    "origin",
    "evidence_asked",
    "evidence_given",
    "notes",
    "basis",
    "verification",
    "provenance",
    "reason",
];

/// Where the numbers of a breakdown stand.
fn numbers(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let shown = |name: &str| match name {
                "weight" => members.contains_key("counted"),
                "at" => !members.contains_key("bound"),
                name => SHOWN.contains(&name),
            };
            for (name, inner) in members.iter().filter(|(name, _)| !shown(name)) {
                numbers(inner, &format!("{at}/{}", name.replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| numbers(item, &format!("{at}/{index}"), found));
        }
        Value::String(text) if text.parse::<Number>().is_ok() => found.push(at.to_owned()),
        Value::Number(_) => found.push(at.to_owned()),
        Value::String(_) | Value::Null | Value::Bool(_) => {}
    }
}

/// The breakdown with one more at a place.
fn changed(whole: &Value, at: &str) -> Value {
    let mut whole = whole.clone();
    let place = whole.pointer_mut(at).unwrap();
    *place = match &*place {
        Value::String(text) => Value::String(text.parse::<Number>().unwrap().plus(&Number::one()).to_string()),
        Value::Number(number) => Value::from(number.as_u64().unwrap() + 1),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => unreachable!("only numbers are changed"),
    };
    whole
}

/// Every `nth` number of the breakdowns changed, one at a time: the places where nobody noticed.
fn unnoticed(breakdowns: &[Breakdown], name: &str, nth: usize) -> (usize, Vec<String>) {
    let mut places = Vec::new();
    let mut file = String::new();
    let mut count = 0;
    for breakdown in breakdowns {
        let whole = serde_json::to_value(breakdown).unwrap();
        let mut found = Vec::new();
        for part in ["sheets", "adjustments", "total", "reasons"] {
            if let Some(inner) = whole.get(part) {
                numbers(inner, &format!("/{part}"), &mut found);
            }
        }
        for at in found {
            count += 1;
            if count % nth == 0 {
                file += &(changed(&whole, &at).to_string() + "\n");
                places.push(at);
            }
        }
    }
    let file = python::file(&format!("{name}.jsonl"), &file);
    let ran = python::run("audit.py", &[file.to_str().unwrap()], "");
    let verdicts: Vec<&str> = ran.out.lines().filter(|line| !line.starts_with("  ")).collect();
    assert_eq!(verdicts.len(), places.len(), "{}", ran.err);
    let missed = places.iter().zip(verdicts).filter(|(_, verdict)| verdict.contains(", 0 disagree"));
    (places.len(), missed.map(|(at, _)| at.clone()).collect())
}

/// The names in a place: `/sheets/0/steps/3/cap` is `sheets.steps.cap`.
fn names(at: &str) -> String {
    let names = at.split('/').filter(|name| name.parse::<usize>().is_err() && !name.is_empty());
    names.collect::<Vec<_>>().join(".")
}

fn check(breakdowns: &[Breakdown], name: &str, nth: usize) {
    let (tried, missed) = unnoticed(breakdowns, name, nth);
    assert!(tried > 100, "{tried}");
    assert!(missed.len() * 10 < tried, "{} of {tried} changes were not noticed", missed.len());
    let explained = |at: &String| UNSEEN.iter().any(|(place, _)| names(at).ends_with(place));
    let missed: Vec<String> = missed.into_iter().filter(|at| !explained(at)).collect();
    assert!(missed.is_empty(), "not noticed, and nothing says why:\n{}", missed.join("\n"));
}

#[test]
fn a_changed_number_of_a_shipped_breakdown_is_noticed() {
    let breakdowns = packs::shipped().breakdowns();
    let some: Vec<Breakdown> = breakdowns.into_iter().step_by(100).collect();
    check(&some, "tampered-shipped", 43);
}

#[test]
fn a_changed_number_of_any_construct_is_noticed() {
    let breakdowns: Vec<Breakdown> = packs::small().iter().flat_map(packs::Pack::breakdowns).collect();
    check(&breakdowns, "tampered-constructs", 7);
}
