//! Every pack of the tests with the records that are scored by it: the shipped scheme, the constructs, the meanings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chengxin::breakdown::{Breakdown, Mode};
use chengxin::testing::Cases;
use chengxin::{Options, Record, RuleSet};
use serde::Deserialize;

use super::pack::pack;

/// A pack, and what is scored by it.
pub(crate) struct Pack {
    pub(crate) name: String,
    pub(crate) rules: RuleSet,
    pub(crate) inputs: Vec<(Record, Options)>,
}

/// The file of a construct or of a settled meaning, as far as it matters here.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    scheme: String,
    rules: Option<String>,
    points: Option<String>,
    #[serde(default)]
    tracks: BTreeMap<String, String>,
    #[serde(default)]
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    record: String,
    as_of: Option<String>,
    #[serde(default)]
    closed: bool,
    version: Option<String>,
}

impl Pack {
    /// What the records come to; one that does not fit the facts is left aside.
    pub(crate) fn breakdowns(&self) -> Vec<Breakdown> {
        self.inputs.iter().filter_map(|(record, options)| self.rules.evaluate_with(record, options).ok()).collect()
    }
}

/// The shipped scheme with its cases.
pub(crate) fn shipped() -> Pack {
    let rules = RuleSet::load(here("rules/beijing-2023")).unwrap();
    let cases = Cases::load(here("rules/beijing-2023/cases")).unwrap();
    let inputs =
        cases.iter().filter_map(|case| case.input()).map(|(record, options)| (record.clone(), options.clone()));
    Pack { name: "beijing-2023".to_owned(), rules, inputs: inputs.collect() }
}

/// The packs of the tests: each a file with rules and cases.
pub(crate) fn small() -> Vec<Pack> {
    let mut packs = Vec::new();
    for folder in ["tests/constructs", "tests/clauses", "tests/semantics"] {
        for path in files(&here(folder)) {
            packs.extend(read(&path));
        }
    }
    packs
}

/// The pack of one file.
pub(crate) fn read(path: &Path) -> Option<Pack> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file: File = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let rules = file.rules.as_ref()?;
    let loaded = if file.scheme.contains("id = ") {
        RuleSet::from_sources([("scheme.toml", &file.scheme), ("rules.rules", rules)])
    } else {
        let points = file.points.as_deref().unwrap_or("10");
        pack([&name, points, &file.scheme, "1"], rules, &file.tracks)
    };
    let inputs = file.case.iter().filter(|case| case.version.is_none()).filter_map(Case::input).collect();
    Some(Pack { rules: loaded.unwrap_or_else(|fault| panic!("{name}: {fault}")), name, inputs })
}

impl Case {
    fn input(&self) -> Option<(Record, Options)> {
        let record = Record::from_json(&self.record).ok()?;
        let as_of = self.as_of.as_deref().unwrap_or("2023-10-31").parse().unwrap();
        let mode = if self.closed { Mode::Closed } else { Mode::Open };
        Some((record, Options { mode, ..Options::on(as_of) }))
    }
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    paths
}

pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
