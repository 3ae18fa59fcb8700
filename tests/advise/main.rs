//! The way to the pass mark.
//!
//! `tests/advise/*.toml`: a few rules, a record, and the advice worked out by hand in the comments. Then every small world
//! enumerated by code that shares nothing with the search, and the applicants of the shipped scheme.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a failed test may panic"
)]

mod brute;
mod draw;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chengxin::advice::{Advice, Alternative, Decisive, Outcome, Wanted};
use chengxin::{Language, Number, Options, Record, RuleSet};
use proptest::prelude::*;
use serde::Deserialize;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    about: String,
    pass_mark: String,
    target: Option<String>,
    points: String,
    rules: String,
    record: String,
    outcome: String,
    proved: bool,
    #[serde(default)]
    obstacles: Vec<String>,
    #[serde(default)]
    pending: Vec<String>,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    alternatives: Vec<Told>,
    most: Option<Told>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Told {
    cost: Option<String>,
    total: String,
    changes: Vec<String>,
    gains: Option<Vec<String>>,
}

fn pack(rules: &str, key: &str, pass_mark: &str, points: &str) -> Result<RuleSet, String> {
    let scheme = format!(
        "id = \"demo\"\ntitle = \"示例\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"rules.rules\"]\npass_mark = \"{pass_mark}\"\n\
         [rounding]\ntotal = {{ places = 2, mode = \"half_up\" }}\n\
         [[sheets]]\nkey = \"{key}\"\nweight = \"1\"\npoints = \"{points}\"\n"
    );
    RuleSet::from_sources([("scheme.toml", scheme), ("rules.rules", rules.to_owned())])
        .map_err(|error| error.to_string())
}

fn options() -> Options {
    Options::on("2023-10-31".parse().unwrap())
}

fn told(way: &Alternative, like: &Told) -> Told {
    let changes = way.changes.iter().map(|change| {
        let added = change.added.iter().map(|record| format!(" + {}", record.zh)).collect::<String>();
        format!("{}: {} → {}{added}", change.name, change.from.zh, change.to.zh)
    });
    let ends = |standing: &chengxin::breakdown::Standing| match standing.exact() {
        Some(exact) => exact.to_string(),
        None => format!("{}–{}", standing.low, standing.high),
    };
    let gains = way.gains.iter().map(|gain| {
        let weighted = gain.weighted.as_ref().map_or_else(String::new, |weighted| format!(", +{weighted}"));
        format!("{} {} → {}{weighted}", gain.code, ends(&gain.before), ends(&gain.after))
    });
    Told {
        cost: like.cost.as_ref().map(|_| way.cost.to_string()),
        total: way.after.to_string(),
        changes: changes.collect(),
        gains: like.gains.as_ref().map(|_| gains.collect()),
    }
}

#[test]
fn the_cases_worked_by_hand() {
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(here("tests/advise")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert!(files.len() >= 13, "{}", files.len());
    for path in files {
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let rules = pack(&case.rules, "s", &case.pass_mark, &case.points).unwrap_or_else(|why| panic!("{name}: {why}"));
        let record = Record::from_json(&case.record).unwrap();
        let target = case.target.as_ref().map(|target| target.parse().unwrap());
        let advice = rules.advise(&record, &options(), &Wanted { target, alternatives: 5 }).unwrap();
        let mut check = |what: &str, found: String, expected: String| {
            if found != expected {
                wrong.push(format!("{name}（{}）: {what}\n  {found}\n  expected\n  {expected}", case.about));
            }
        };
        let outcome = match advice.outcome {
            Outcome::There => "there",
            Outcome::Within => "within",
            Outcome::OutOfReach => "out_of_reach",
        };
        check("outcome", outcome.to_owned(), case.outcome.clone());
        check("proved", advice.proved.to_string(), case.proved.to_string());
        let codes = |all: &[chengxin::advice::Obstacle]| all.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
        check("obstacles", format!("{:?}", codes(&advice.obstacles)), format!("{:?}", case.obstacles));
        check("pending", format!("{:?}", codes(&advice.pending)), format!("{:?}", case.pending));
        let found = advice.alternatives.iter().zip(&case.alternatives).map(|(way, like)| told(way, like));
        check("alternatives", format!("{:?}", found.collect::<Vec<_>>()), format!("{:?}", case.alternatives));
        check("count", advice.alternatives.len().to_string(), case.alternatives.len().to_string());
        let most = advice.most.as_ref().zip(case.most.as_ref()).map(|(way, like)| told(way, like));
        check("most", format!("{most:?}"), format!("{:?}", case.most));
        let evidence = advice.evidence.iter().map(|one| {
            let decides = match one.decides {
                Decisive::Always => "always",
                Decisive::Perhaps => "perhaps",
                Decisive::No => "no",
            };
            let most = if one.exact { "" } else { "≤" };
            format!("{}（{}） {most}{} {decides}", one.document, one.facts.join("、"), one.narrows)
        });
        check("evidence", format!("{:?}", evidence.collect::<Vec<_>>()), format!("{:?}", case.evidence));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Every alternative, evaluated anew from its record, reaches the target.
fn reaches(rules: &RuleSet, options: &Options, advice: &Advice) {
    for way in &advice.alternatives {
        let record = Record::from_json(&way.record).unwrap();
        let result = rules.evaluate_with(&record, options).unwrap();
        assert!(result.total().published.low >= advice.target, "{}", way.record);
        assert_eq!(result.verdict(), way.verdict);
    }
}

/// Hundredths as a number.
fn hundredths(count: u32) -> Number {
    Number::from(i64::from(count)).over(&Number::from(100)).unwrap()
}

fn compare(numbers: Vec<u16>) -> Result<bool, TestCaseError> {
    let mut draw = draw::Draw::new(numbers);
    let world = draw::world(&mut draw);
    let mark = (world.points * 2).div_ceil(3).max(1);
    // Some random rules are refused, for what they add up to or leave open.
    let Ok(rules) = pack(&world.rules, "basic", &mark.to_string(), &world.points.to_string()) else { return Ok(false) };
    let members: Vec<String> =
        world.facts.iter().filter_map(|fact| Some(format!("\"{}\": {}", fact.name, fact.now.as_ref()?))).collect();
    let record = format!("{{ {} }}", members.join(", "));
    let advice = rules.advise(&Record::from_json(&record).unwrap(), &options(), &Wanted::default()).unwrap();
    let everything = brute::everything(&rules, &world.facts, &Number::from(i64::try_from(mark).unwrap()));
    let shown = || format!("{}\n{record}\n{}\n{everything:?}", world.rules, advice.to_text(Language::English));
    reaches(&rules, &options(), &advice);
    if !advice.pending.is_empty() {
        // What is left out of account is not what was enumerated.
        return Ok(false);
    }
    match advice.outcome {
        Outcome::There => prop_assert!(everything.reaching.iter().any(|one| one.facts.is_empty()), "{}", shown()),
        Outcome::Within => {
            let found: Vec<(Number, BTreeSet<String>)> = advice
                .alternatives
                .iter()
                .map(|way| (way.cost.clone(), way.changes.iter().map(|change| change.name.clone()).collect()))
                .collect();
            let all: Vec<(Number, BTreeSet<String>)> =
                everything.reaching.iter().map(|one| (hundredths(one.cost), one.facts.clone())).collect();
            if advice.proved {
                let costs = |ways: &[(Number, BTreeSet<String>)]| {
                    ways.iter().take(5).map(|(cost, _)| cost.clone()).collect::<Vec<_>>()
                };
                prop_assert_eq!(costs(&found), costs(&all), "{}", shown());
            }
            prop_assert!(found.iter().all(|way| !advice.proved || all.contains(way)), "{}", shown());
        }
        Outcome::OutOfReach => {
            if advice.proved || !advice.obstacles.is_empty() {
                prop_assert!(everything.reaching.is_empty(), "{}", shown());
            }
            if advice.proved && advice.obstacles.is_empty() {
                let most = advice.most.as_ref().map(|most| most.after.published.low.clone());
                prop_assert_eq!(most, everything.most.clone(), "{}", shown());
            }
        }
    }
    Ok(advice.proved)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn advice_is_minimal_on_every_small_world(numbers in prop::collection::vec(any::<u16>(), 60..200)) {
        compare(numbers)?;
    }
}

/// Most small worlds are decided for sure: that nothing is proved is no way out.
#[test]
fn most_small_worlds_are_proved() {
    let mut seed = 7_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u16::try_from(seed >> 16).unwrap()
    };
    let proved = (0..120).filter(|_| compare((0..160).map(|_| next()).collect()).unwrap()).count();
    assert!(proved >= 60, "{proved}");
}

#[test]
fn shipped_applicants_below_the_mark() {
    let rules = RuleSet::load(here("rules/beijing-2023")).unwrap();
    let mut below = 0;
    for name in ["construction", "catering", "district"] {
        let text = fs::read_to_string(here(&format!("rules/beijing-2023/cases/applicants/{name}.json"))).unwrap();
        let record = Record::from_json(&text).unwrap();
        let advice = rules.advise(&record, &options(), &Wanted::default()).unwrap();
        assert!(advice.proved, "{name}: {:?}", advice.unproved);
        if advice.outcome == Outcome::There {
            continue;
        }
        below += 1;
        assert!(advice.outcome == Outcome::OutOfReach || !advice.alternatives.is_empty());
        reaches(&rules, &options(), &advice);
        // What nobody can reach is not promised.
        let much = Wanted { target: Some("99".parse().unwrap()), alternatives: 5 };
        let most = rules.advise(&record, &options(), &much).unwrap();
        assert!(most.outcome == Outcome::OutOfReach && most.proved, "{name}");
        let most = most.most.unwrap();
        let after = rules.evaluate(&Record::from_json(&most.record).unwrap(), options().as_of).unwrap();
        assert_eq!(after.total().published.low, most.after.published.low);
    }
    assert_eq!(below, 1);
}

/// Changes a record as a case says: a dotted path, items of lists by number from 1, `+` a further one.
fn put(at: &mut serde_json::Value, path: &str, value: Option<serde_json::Value>) {
    use serde_json::Value;
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    match (at, rest) {
        (Value::Array(items), None) if step == "+" => items.extend(value),
        (Value::Array(items), rest) => {
            let number = step.parse::<usize>().unwrap() - 1;
            match (rest, value) {
                (Some(rest), value) => put(&mut items[number], rest, value),
                (None, Some(value)) => items[number] = value,
                (None, None) => drop(items.remove(number)),
            }
        }
        (Value::Object(members), None) => match value {
            Some(value) => drop(members.insert(step.to_owned(), value)),
            None => drop(members.remove(step)),
        },
        (Value::Object(members), Some(rest)) => {
            put(members.entry(step).or_insert_with(|| Value::Object(serde_json::Map::new())), rest, value);
        }
        (other, _) => panic!("{path} in {other}"),
    }
}

fn changed(record: &mut serde_json::Value, table: &toml::Table) {
    let names = |key: &str| table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    names("remove").iter().for_each(|path| put(record, path.as_str().unwrap(), None));
    names("none").iter().for_each(|path| put(record, path.as_str().unwrap(), Some(serde_json::Value::Null)));
    for (path, value) in table.get("change").and_then(toml::Value::as_table).into_iter().flatten() {
        put(record, path, Some(serde_json::to_value(value).unwrap()));
    }
}

/// Every case of the shipped scheme that stays below the mark: advice that reaches it, or the most, both evaluated.
#[test]
fn shipped_cases_below_the_mark() {
    let rules = RuleSet::load(here("rules/beijing-2023")).unwrap();
    let cases = here("rules/beijing-2023/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut below = 0;
    for path in files {
        let case: toml::Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let variants = case.get("variants").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let own = [toml::Table::new()].into_iter().chain(variants.iter().map(|one| one.as_table().unwrap().clone()));
        for variant in own {
            let says = |key: &str| variant.get(key).or_else(|| case.get(key)).and_then(toml::Value::as_str);
            let expects = if variant.is_empty() { case.get("expect") } else { variant.get("expect") };
            let verdict = expects.and_then(|expect| expect.get("verdict")).and_then(toml::Value::as_str);
            if verdict != Some("未达线") {
                continue;
            }
            let text = fs::read_to_string(cases.join(says("record").unwrap())).unwrap();
            let mut json: serde_json::Value = serde_json::from_str(&text).unwrap();
            changed(&mut json, &case);
            changed(&mut json, &variant);
            let record = Record::from_json(&json.to_string()).unwrap();
            let options = Options {
                as_of: says("as_of").unwrap().parse().unwrap(),
                mode: chengxin::Mode::Open,
                track: says("track").map(str::to_owned),
            };
            let wanted = Wanted { target: None, alternatives: 1 };
            let advice = rules.advise(&record, &options, &wanted).unwrap();
            let shown = || format!("{}\n{}", path.display(), advice.to_text(Language::English));
            reaches(&rules, &options, &advice);
            assert!(advice.outcome != Outcome::Within || !advice.alternatives.is_empty(), "{}", shown());
            assert!(advice.outcome != Outcome::OutOfReach || advice.most.is_some(), "{}", shown());
            assert!(advice.proved, "{}", shown());
            below += 1;
        }
    }
    assert!(below >= 7, "{below}");
}

/// What the page shows is what is printed; `BLESS=1` writes it anew.
#[cfg(feature = "cli")]
#[test]
fn the_page_shows_what_is_printed() {
    let path = here("docs/advise.md");
    let text = fs::read_to_string(&path).unwrap();
    let (mut written, mut rest, mut blocks) = (String::new(), text.as_str(), 0);
    while let Some((before, after)) = rest.split_once("```console\n$ chengxin ") {
        let (command, after) = after.split_once('\n').unwrap();
        let (_, after) = after.split_once("```").unwrap();
        let ran = std::process::Command::new(env!("CARGO_BIN_EXE_chengxin"))
            .args(command.split_whitespace())
            .current_dir(here(""))
            .output()
            .unwrap();
        assert!(ran.status.success(), "{command}: {}", String::from_utf8_lossy(&ran.stderr));
        written.push_str(&format!(
            "{before}```console\n$ chengxin {command}\n{}```",
            String::from_utf8(ran.stdout).unwrap()
        ));
        rest = after;
        blocks += 1;
    }
    written.push_str(rest);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &written).unwrap();
    }
    assert!(blocks >= 3, "{blocks}");
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
}

/// Advice as JSON says what the schema says it does, and its records are records.
#[cfg(feature = "schema")]
#[test]
fn advice_as_json_has_the_members_of_its_schema() {
    let rules = RuleSet::load(here("rules/beijing-2023")).unwrap();
    let text = fs::read_to_string(here("rules/beijing-2023/cases/applicants/district.json")).unwrap();
    let advice = rules.advise(&Record::from_json(&text).unwrap(), &options(), &Wanted::default()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&advice.to_json()).unwrap();
    let schema = chengxin::advice::advice_schema();
    for (name, _) in json.as_object().unwrap() {
        assert!(schema["properties"].get(name).is_some(), "{name}");
    }
    for name in schema["required"].as_array().unwrap() {
        assert!(json.get(name.as_str().unwrap()).is_some(), "{name}");
    }
    let record = json["alternatives"][0]["record"].as_str().unwrap();
    assert!(rules.evaluate(&Record::from_json(record).unwrap(), options().as_of).is_ok());
}
