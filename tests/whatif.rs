//! What an applicant would score if some facts were otherwise: each file of `tests/whatif` names the changes in its first
//! lines (`# fact=value`), then holds what must be said in Chinese and in English. `BLESS=1` writes that anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop where it stands")]

use std::path::PathBuf;

use chengxin::impact::Shift;
use chengxin::whatif::{Assignment, WhatIf, WhatIfError, what_if};
use chengxin::{Language, Options, RuleSet};

const PACK: &str = "tests/cli/pack";

fn record() -> String {
    std::fs::read_to_string("tests/cli/record.json").unwrap()
}

fn asked(record: &str, changes: &[&str]) -> Result<WhatIf, WhatIfError> {
    let rules = RuleSet::load(PACK).unwrap();
    let changes: Vec<Assignment> = changes.iter().map(|change| change.parse().unwrap()).collect();
    what_if(&rules, record, &changes, &Options::on("2023-10-31".parse().unwrap()))
}

/// What is said in one language: the text, or what is wrong.
fn said(answer: &Result<WhatIf, WhatIfError>, language: Language) -> String {
    match answer {
        Ok(found) => found.to_text(language),
        Err(error) => {
            let misfits = match error {
                WhatIfError::Record(errors) | WhatIfError::Changed(errors) => errors.render(language, "record.json"),
                WhatIfError::UnknownFact { .. } | WhatIfError::Unchangeable(_) => String::new(),
            };
            format!("{}\n{misfits}", error.message().get(language))
        }
    }
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir("tests/whatif").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_is_said_is_what_was_worked_by_hand() {
    let files = files();
    assert!(files.len() >= 10, "the cases are gone");
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let changes: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("# ")).collect();
        let answer = asked(&record(), &changes);
        let (zh, en) = (said(&answer, Language::Chinese), said(&answer, Language::English));
        let head: String = changes.iter().map(|change| format!("# {change}\n")).collect();
        let whole = format!("{head}\n{zh}\n----\n\n{en}");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &whole).unwrap();
        }
        assert_eq!(whole, std::fs::read_to_string(&path).unwrap(), "{}", path.display());
    }
}

/// The name and the key mean the same, however the record gives the fact.
#[test]
fn a_fact_is_found_where_the_record_gives_it() {
    let answers = |record: &str, first: &str, second: &str| {
        let [first, second] = [first, second].map(|change| asked(record, &[change]).unwrap().change);
        assert_eq!(first, second);
        assert!(first.is_change());
    };
    answers(&record(), "revenue=900万元", "营业额=900万元");
    answers(&record(), "处罚.1.决定日期=2019-01-01", "penalties.1.on=2019-01-01");
    answers(&record(), "shop.pledged=false", "诚信承诺=否");
    let by_name =
        record().replace("\"revenue\": \"1,200万元\"", "\"营业额\": {\"value\": \"1,200万元\", \"source\": \"税务\"}");
    answers(&by_name, "revenue=900万元", "营业额=900万元");
    let enveloped = record().replace("\"penalties\": [", "\"penalties\": {\"value\": [").replace("}],", "}]},");
    answers(&enveloped, "处罚.1.on=2019-01-01", "penalties.1.决定日期=2019-01-01");
    let in_group = record().replace("\"pledged\"", "\"诚信承诺\"");
    answers(&in_group, "shop.pledged=false", "诚信承诺=否");
}

/// On the shipped scheme: what does not apply is counted for by the rest of its head, and still the indicators add up.
#[test]
fn indicators_add_up_where_a_part_does_not_apply() {
    let rules = RuleSet::load("rules/beijing-2023").unwrap();
    let options = Options::on("2023-10-31".parse().unwrap());
    let ask = |name: &str, change: &str| {
        let json = std::fs::read_to_string(format!("rules/beijing-2023/cases/applicants/{name}.json")).unwrap();
        what_if(&rules, &json, &[change.parse().unwrap()], &options).unwrap()
    };
    for (name, change) in [
        ("construction", "参训人数=240"),
        ("construction", "hr.trained_count=24"),
        ("catering", "catering.customers_10k=1万人次"),
        ("district", "净增就业人数=1"),
        ("district", "消防评估等级=差"),
        ("district", "参训人数=20"),
    ] {
        let found = ask(name, change);
        assert!(found.change.is_change(), "{name} {change}");
        assert_eq!(found.change.rest, Shift::none(), "{name} {change}");
    }
}
