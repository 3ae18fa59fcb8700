//! The shipped scheme: its cases pass, its indicators are those of the reference table, and every file says what it is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where its data are not as expected")]

use std::fs;
use std::path::{Path, PathBuf};

use chengxin::breakdown::Node;
use chengxin::testing::run_pack;
use chengxin::{Language, Options, Record, RuleSet};

const PACK: &str = "rules/beijing-2023";

/// The reference table: set, code, first level, second level, name, points.
const TABLE: &str = include_str!("indicators.tsv");

fn leaves<'n>(node: &'n Node, path: &[&'n str], found: &mut Vec<(Vec<String>, String)>) {
    let mut path = path.to_vec();
    path.push(&node.title);
    if node.children.is_empty() {
        let titles = path.iter().map(ToString::to_string).collect();
        found.push((titles, format!("{}\t{}", node.code, node.points)));
    }
    node.children.iter().for_each(|child| leaves(child, &path, found));
}

#[test]
fn every_case_comes_out_as_worked_by_hand() {
    let report = run_pack(PACK).unwrap();
    assert!(report.cases.len() >= 16, "only {} cases", report.cases.len());
    assert!(report.all_passed(), "{}", report.to_text(Language::English));
}

#[test]
fn the_indicators_are_those_of_the_reference_table() {
    let rules = RuleSet::load(PACK).unwrap();
    for (set, track) in [
        ("basic", None),
        ("construction", Some("construction")),
        ("catering", Some("catering")),
        ("district", Some("district")),
    ] {
        let record = Record::from_json("{}").unwrap();
        let mut options = Options::on("2023-10-31".parse().unwrap());
        options.track = track.map(str::to_owned);
        let breakdown = rules.evaluate_with(&record, &options).unwrap();
        let sheet = breakdown.sheets.iter().find(|sheet| sheet.key == set).unwrap();
        let mut found = Vec::new();
        sheet.indicators.iter().for_each(|node| leaves(node, &[], &mut found));
        let rows: Vec<Vec<&str>> = TABLE.lines().map(|line| line.split('\t').collect()).collect();
        let wanted: Vec<(Vec<String>, String)> = rows
            .iter()
            .filter(|row| row[0] == set)
            .map(|row| {
                let titles = [row[2], row[3], row[4]].into_iter().filter(|title| !title.is_empty());
                (titles.map(str::to_owned).collect(), format!("{}\t{}", row[1], row[5]))
            })
            .collect();
        assert_eq!(found, wanted, "{set}");
    }
}

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_file_says_that_it_is_an_example_and_not_official() {
    let mut found = Vec::new();
    files(Path::new(PACK), &mut found);
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let head: String = text.lines().take(8).collect();
        assert!(head.contains("参考示例") && head.contains("非官方"), "{}", path.display());
    }
}

#[test]
fn codes_of_the_sample_applicants_cannot_be_real() {
    let mut found = Vec::new();
    files(&Path::new(PACK).join("cases"), &mut found);
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let codes = text.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| word.len() == 18);
        for code in codes.filter(|code| code.starts_with('9')) {
            assert_eq!(&code[2..8], "000000", "{} in {}", code, path.display());
        }
    }
}

#[test]
fn a_rule_set_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    let rules = RuleSet::load(PACK).unwrap();
    shared(&rules);
    let json = fs::read_to_string(format!("{PACK}/cases/applicants/catering.json")).unwrap();
    let record = Record::from_json(&json).unwrap();
    let alone = rules.evaluate(&record, "2023-10-31".parse().unwrap()).unwrap().to_json();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (rules, record) = (rules.clone(), record.clone());
            std::thread::spawn(move || rules.evaluate(&record, "2023-10-31".parse().unwrap()).unwrap().to_json())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), alone);
    }
}
