//! The scoring constructs of real standards: each `constructs/NN-name.toml` holds rules, records and the scores they
//! come to, worked by hand in its comments. The table in `docs/language.md` names every one of them. `clauses/*.toml`
//! are smaller cases of the same form: what one clause means, and what is refused.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chengxin::ranking::{Place, rank};
use chengxin::source::Source;
use chengxin::{Error, Language, RuleSet};
use serde::Deserialize;

use outcome::{contender, outcome};
use pack::pack;

#[path = "constructs/outcome.rs"]
mod outcome;
#[path = "constructs/pack.rs"]
mod pack;

/// How many constructs the catalogue has.
const CONSTRUCTS: u32 = 78;

/// One construct: its rules, and what they come to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Construct {
    #[serde(default)]
    number: u32,
    name: String,
    /// Points of the sheet `s`.
    #[serde(default = "ten")]
    points: String,
    /// The rule file.
    rules: String,
    /// More of `scheme.toml`.
    #[serde(default)]
    scheme: String,
    /// Other versions of the rules, by version.
    #[serde(default)]
    versions: BTreeMap<String, String>,
    /// Rule files of tracks, by key.
    #[serde(default)]
    tracks: BTreeMap<String, String>,
    /// Rules that must be refused, with the code of the fault.
    #[serde(default)]
    refused: Vec<Refused>,
    /// What is expected of all cases together.
    ranking: Option<Ranking>,
    #[serde(default)]
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    code: String,
    /// The rule file, or that of a track.
    rules: Option<String>,
    track: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranking {
    quota: usize,
    tie_breaks: Vec<String>,
    ranks: Vec<String>,
}

/// One record, and what is expected of it; what is not said is not compared.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(default)]
    about: String,
    record: String,
    #[serde(default = "october")]
    as_of: String,
    #[serde(default)]
    closed: bool,
    version: Option<String>,
    /// The code of the misfit, where the record must be refused.
    misfit: Option<String>,
    #[serde(default)]
    scores: BTreeMap<String, String>,
    #[serde(default)]
    conditions: BTreeMap<String, String>,
    #[serde(default)]
    grades: BTreeMap<String, String>,
    total: Option<String>,
    verdict: Option<String>,
    missing: Option<Vec<String>>,
    /// Texts that the report must hold.
    #[serde(default)]
    report: Vec<String>,
}

fn ten() -> String {
    "10".to_owned()
}

fn october() -> String {
    "2023-10-31".to_owned()
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn constructs(folder: &str) -> Vec<(String, Construct)> {
    let entries = std::fs::read_dir(here(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let construct = toml::from_str(&std::fs::read_to_string(&path).unwrap());
        (name.clone(), construct.unwrap_or_else(|fault| panic!("{name}: {fault}")))
    };
    paths.into_iter().map(read).collect()
}

impl Construct {
    fn load(&self, version: &str, rules: &str, track: Option<&String>) -> Result<RuleSet, Error> {
        let tracks = self.tracks.iter().map(|(key, text)| (key.clone(), track.unwrap_or(text).clone())).collect();
        pack([&self.name, &self.points, &self.scheme, version], rules, &tracks)
    }
}

#[test]
fn every_construct_comes_to_what_was_worked_by_hand() {
    let mut wrong = String::new();
    for (file, construct) in constructs("tests/constructs").into_iter().chain(constructs("tests/clauses")) {
        let mut packs = BTreeMap::new();
        let versions = construct.versions.iter().map(|(version, rules)| (version.as_str(), rules));
        for (version, rules) in versions.chain([("1", &construct.rules)]) {
            // The same rules with English keywords must come to the same.
            let source = Source::new("rules.rules", rules.clone());
            let printed = chengxin::format(&source, Some(Language::English)).unwrap_or_default();
            match (construct.load(version, rules, None), construct.load(version, &printed, None)) {
                (Ok(pack), Ok(printed)) => {
                    packs.insert(version.to_owned(), [pack, printed]);
                }
                (Err(fault), _) => write!(wrong, "{file}:\n{}\n", shown(&fault)).unwrap(),
                (Ok(_), Err(fault)) => write!(wrong, "{file}, in English:\n{}\n{printed}", shown(&fault)).unwrap(),
            }
        }
        for refused in &construct.refused {
            let codes =
                match construct.load("1", refused.rules.as_ref().unwrap_or(&construct.rules), refused.track.as_ref()) {
                    Err(Error::Rules(faults)) => faults.diagnostics.iter().map(|fault| fault.code).collect(),
                    Err(_) | Ok(_) => Vec::new(),
                };
            if codes != [refused.code.as_str()] {
                writeln!(wrong, "{file}: {} was expected of the refused rules, not {codes:?}", refused.code).unwrap();
            }
        }
        let mut contenders = Vec::new();
        for (at, case) in construct.case.iter().enumerate() {
            let Some([pack, printed]) = packs.get(case.version.as_deref().unwrap_or("1")) else { continue };
            let called = format!("{file}, case {} {}", at + 1, case.about);
            outcome(printed, case, &format!("{called}, in English"), &mut wrong);
            if let Some(breakdown) = outcome(pack, case, &called, &mut wrong)
                && let Some(ranking) = &construct.ranking
            {
                contenders.push(contender(&case.about, &breakdown, &ranking.tie_breaks));
            }
        }
        if let Some(ranking) = &construct.ranking {
            let ranks: Vec<String> = rank(&contenders, ranking.quota)
                .iter()
                .map(|one| {
                    let place = match one.place {
                        Place::In => "入选",
                        Place::Out => "未入选",
                        Place::Tied => "待定",
                    };
                    format!("{} {} {place}", one.id, one.rank)
                })
                .collect();
            if ranks != ranking.ranks {
                writeln!(wrong, "{file}: ranks {ranks:?}, not {:?}", ranking.ranks).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn shown(fault: &Error) -> String {
    if let Error::Rules(faults) = fault { faults.render(Language::English) } else { fault.to_string() }
}

/// Every construct has a case, and a row of the table in the reference that links to it.
#[test]
fn every_construct_is_there_and_in_the_table() {
    let constructs = constructs("tests/constructs");
    let numbers: Vec<u32> = constructs.iter().map(|(_, construct)| construct.number).collect();
    assert_eq!(numbers, (1..=CONSTRUCTS).collect::<Vec<_>>());
    let reference = std::fs::read_to_string(here("docs/language.md")).unwrap();
    for (file, construct) in constructs {
        let (number, name) = (construct.number, &construct.name);
        assert!(file.starts_with(&format!("{number:02}-")), "{file} is number {number}");
        assert!(!construct.case.is_empty(), "{file} has no case");
        let head = format!("| {number} | {name} | ");
        let row = reference.lines().find(|line| line.starts_with(&head));
        let row = row.unwrap_or_else(|| panic!("docs/language.md has no row that begins {head}"));
        assert!(row.ends_with(&format!("(../tests/constructs/{file}) |")), "row {number} does not link to {file}");
    }
}
