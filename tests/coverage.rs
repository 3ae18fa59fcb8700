//! What cases try out: small packs with tables worked out by hand, the shipped scheme, and cases that are made.
//!
//! `BLESS=1 cargo test --all-features --test coverage` writes the tables anew; work out by hand what has changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test may panic")]

use std::path::{Path, PathBuf};

use chengxin::testing::{Cases, Generated, TargetKind, Wanted, coverage, generate, hit_by};
use chengxin::{Language, Number, RuleSet};

const SMALL: [&str; 3] = ["bands", "records", "conditions"];

fn small(name: &str) -> PathBuf {
    Path::new("tests/coverage").join(name)
}

fn load(pack: &Path) -> (RuleSet, Cases) {
    (RuleSet::load(pack).unwrap(), Cases::load(pack.join("cases")).unwrap())
}

/// The cases that were made, read from files as anybody would read them.
fn read_back(made: &Generated, name: &str) -> Cases {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("generated-{name}"));
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(directory.join("applicants")).unwrap();
    for file in &made.files {
        std::fs::write(directory.join(&file.name), &file.text).unwrap();
    }
    Cases::load(directory).unwrap()
}

fn every_case_hits_what_it_says(rules: &RuleSet, cases: &Cases) {
    for case in cases.iter() {
        assert!(!case.is_confirmed(), "{} is confirmed", case.title());
        let (record, options) = case.input().unwrap_or_else(|| panic!("{} cannot be read", case.title()));
        let hit = hit_by(rules, record, options);
        assert!(!case.hits().is_empty(), "{} says nothing", case.title());
        for name in case.hits() {
            assert!(hit.contains(name), "{} does not hit {name}", case.title());
        }
    }
}

#[test]
fn tables_of_small_packs_are_as_worked_out_by_hand() {
    for name in SMALL {
        let (rules, cases) = load(&small(name));
        assert!(cases.run(&rules).all_passed(), "{name}");
        let table = coverage(&rules, &cases).to_text(Language::Chinese);
        let path = small(name).join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &table).unwrap();
        }
        assert_eq!(table, std::fs::read_to_string(&path).unwrap(), "{name}");
    }
}

#[test]
fn made_cases_fill_what_the_others_leave_out() {
    for name in SMALL {
        let (rules, cases) = load(&small(name));
        let before = coverage(&rules, &cases).share(None);
        let made = generate(&rules, &Wanted { but: Some(&cases), ..Wanted::default() });
        assert!(made.unreached.is_empty(), "{name}: {:?}", made.unreached);
        let more = read_back(&made, &format!("missing-{name}"));
        every_case_hits_what_it_says(&rules, &more);
        assert_eq!(more.iter().map(|case| case.hits().len()).sum::<usize>(), before.all - before.hit, "{name}");

        let all = generate(&rules, &Wanted::default());
        let all = read_back(&all, name);
        every_case_hits_what_it_says(&rules, &all);
        let share = coverage(&rules, &all).share(None);
        assert_eq!(share.hit, share.all, "{name}");
    }
}

#[test]
fn the_same_is_made_every_time() {
    let (rules, _) = load(&small("records"));
    let text = |made: Generated| made.files.into_iter().map(|file| file.name + &file.text).collect::<String>();
    assert_eq!(text(generate(&rules, &Wanted::default())), text(generate(&rules, &Wanted::default())));
}

#[test]
fn the_shipped_cases_try_out_every_branch_and_boundary_side() {
    let (rules, cases) = load(Path::new("rules/beijing-2023"));
    let coverage = coverage(&rules, &cases);
    let missing: Vec<&str> = coverage.missing().map(|(_, target)| target.name.as_str()).collect();
    assert!(missing.is_empty(), "not tried out: {missing:#?}");
    // So that nothing is complete because there is nothing to try out.
    for (kind, least) in
        [(TargetKind::Branch, 440), (TargetKind::Side, 470), (TargetKind::Condition, 48), (TargetKind::Record, 93)]
    {
        assert!(coverage.share(Some(kind)).all >= least, "{kind:?}: {:?}", coverage.share(Some(kind)));
    }
}

#[test]
fn without_its_cases_about_a_boundary_the_shipped_scheme_is_not_complete() {
    let (rules, cases) = load(Path::new("rules/beijing-2023"));
    let few = coverage(&rules, &cases.matching("C1-1"));
    let missing: Vec<&str> = few.missing().map(|(_, target)| target.name.as_str()).collect();
    assert!(missing.iter().any(|name| name.starts_with("A1-1 成立日期 至 基准日：恰为 10年")), "{missing:?}");
    assert!(!missing.iter().any(|name| name.starts_with("C1-1 罚没合计：恰为 5万元")), "{missing:?}");
}

/// Indicators, conditions and definitions of every form; all of them take minutes.
const SHIPPED: [&str; 12] =
    ["A1-1", "A2-2", "A3-2", "B1-3", "B2-3", "C1-1", "C1-2", "QY1-3", "QY2-1", "五-1", "V1", "定义 近三年捐赠额"];

#[test]
fn cases_made_for_the_shipped_scheme_hit_what_they_say() {
    let (rules, _) = load(Path::new("rules/beijing-2023"));
    let only = SHIPPED.map(str::to_owned);
    let as_of = Some("2023-10-31".parse().unwrap());
    let made = generate(&rules, &Wanted { as_of, only: &only, but: None });
    let left: Vec<&str> = made.unreached.iter().map(|one| one.name.as_str()).collect();
    assert!(left.is_empty(), "no record was found for {left:#?}");
    every_case_hits_what_it_says(&rules, &read_back(&made, "beijing"));
}

#[test]
fn totals_beside_the_pass_mark_are_made_to_the_hundredth() {
    let (rules, _) = load(Path::new("rules/beijing-2023"));
    let only = ["总分".to_owned()];
    let as_of = Some("2023-10-31".parse().unwrap());
    let made = generate(&rules, &Wanted { as_of, only: &only, but: None });
    let cases = read_back(&made, "totals");
    let totals = cases.iter().map(|case| {
        let (record, options) = case.input().unwrap();
        rules.evaluate_with(record, options).unwrap().total().to_string()
    });
    let mut totals: Vec<String> = totals.collect();
    totals.sort();
    assert_eq!(totals, ["79.99", "79.99", "79.99", "80.00", "80.00", "80.00", "80.01", "80.01", "80.01"]);
}

#[test]
fn a_share_is_never_rounded_up() {
    let (rules, cases) = load(&small("bands"));
    let share = coverage(&rules, &cases).share(None);
    assert_eq!((share.hit, share.all, share.percent().as_str()), (8, 12, "66.6"));
    let percent = |text: &str| text.parse::<Number>().unwrap();
    assert!(share.reaches(&percent("66.6")) && !share.reaches(&percent("66.7")));
}

#[test]
fn what_nobody_knows_is_not_made() {
    let (rules, _) = load(&small("bands"));
    let only = ["A9".to_owned()];
    let made = generate(&rules, &Wanted { only: &only, ..Wanted::default() });
    assert_eq!((made.unknown, made.cases), (vec!["A9".to_owned()], 0));
}
