//! Cases of a small pack: what passes, how failures are shown, and what rewriting them writes.
//!
//! `BLESS=1 cargo test --all-features --test testing` writes the expected files anew; read the difference before
//! committing it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

use std::path::{Path, PathBuf};

use chengxin::testing::{Blessing, Cases, PackReport};
use chengxin::{Language, RuleSet};
use proptest::prelude::*;

const HERE: &str = "tests/testing";

fn rules() -> RuleSet {
    RuleSet::load(format!("{HERE}/pack")).unwrap()
}

fn run(folder: &str) -> PackReport {
    Cases::load(format!("{HERE}/{folder}")).unwrap().run(&rules())
}

fn bless(folder: &Path) -> Blessing {
    Cases::load(folder).unwrap().bless(&rules())
}

fn expect(name: &str, actual: &str) {
    let path = Path::new(HERE).join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs from what comes out now:\n{actual}");
}

#[test]
fn what_is_expected_and_comes_out_passes() {
    let report = run("passing");
    assert!(report.all_passed(), "{}", report.to_text(Language::English));
    assert_eq!((report.passed(), report.unconfirmed().count(), report.cases.len()), (12, 2, 14));
}

#[test]
fn failures_are_shown_side_by_side() {
    let report = run("failing");
    assert_eq!((report.passed(), report.failed()), (0, report.cases.len() - 1));
    for (language, suffix) in [(Language::Chinese, "zh"), (Language::English, "en")] {
        let unconfirmed = report.unconfirmed_text(language);
        expect(&format!("failing.{suffix}.txt"), &format!("{}{unconfirmed}", report.to_text(language)));
    }
}

#[test]
fn programs_read_json_and_junit() {
    let report = run("failing");
    expect("failing.json", &report.to_json());
    expect("failing.xml", &report.to_junit("tests/testing", Language::English));
}

#[test]
fn blessing_writes_what_came_out_and_nothing_else() {
    let blessing = bless(&Path::new(HERE).join("bless/before"));
    expect("bless/difference.zh.txt", &blessing.to_text(Language::Chinese));
    expect("bless/difference.en.txt", &blessing.to_text(Language::English));
    for rewrite in &blessing.rewrites {
        let name = rewrite.path.file_name().unwrap().to_str().unwrap();
        expect(&format!("bless/after/{name}"), &rewrite.after);
    }
    let after = std::fs::read_dir(Path::new(HERE).join("bless/after")).unwrap().count();
    assert_eq!(after, blessing.rewrites.len());
}

#[test]
fn cases_are_found_by_title_or_file() {
    let cases = || Cases::load(format!("{HERE}/passing")).unwrap();
    assert_eq!(cases().matching("04-").iter().count(), 3);
    let titles: Vec<String> = cases().matching("十六进制").iter().map(|case| case.title().to_owned()).collect();
    assert_eq!(titles, ["小数精确到最后一位：整数，十六进制"]);
    assert_eq!(cases().matching("nothing").iter().count(), 0);
    let unconfirmed = cases().matching("没有期望");
    let case = unconfirmed.iter().next().unwrap();
    assert_eq!((case.is_confirmed(), case.hits()), (false, ["A1 不足1000万元".to_owned()].as_slice()));
    assert!(case.input().is_some());
}

/// Each case of the page passes under the shipped scheme or the small pack.
#[test]
fn the_cases_of_the_page_pass() {
    let page = std::fs::read_to_string("docs/testing.md").unwrap();
    let blocks = page.split("\n```toml\n").skip(1).map(|rest| rest.split("\n```\n").next().unwrap());
    let shipped = RuleSet::load("rules/beijing-2023").unwrap();
    let applicant = std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json").unwrap();
    let mut seen = 0;
    for (at, case) in blocks.enumerate() {
        let folder = scratch(&format!("page-{at}"), case);
        std::fs::write(folder.join("applicants/construction.json"), &applicant).unwrap();
        let cases = Cases::load(&folder).unwrap();
        let reports = [cases.run(&shipped), cases.run(&rules())];
        assert!(reports.iter().any(PackReport::all_passed), "{}", reports[0].to_text(Language::English));
        seen += cases.iter().count();
    }
    assert_eq!(seen, 4);
}

/// The command, in a pack of its own.
#[cfg(feature = "cli")]
mod command {
    use std::path::Path;
    use std::process::{Command, Output};

    use super::{HERE, scratch};

    fn pack(name: &str, case: &str) -> std::path::PathBuf {
        let pack = scratch(&format!("{name}/pack/cases"), case).parent().unwrap().to_owned();
        for file in ["scheme.toml", "basic.rules"] {
            std::fs::copy(format!("{HERE}/pack/{file}"), pack.join(file)).unwrap();
        }
        pack
    }

    fn test(pack: &Path, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chengxin"));
        let Output { status, stdout, stderr } =
            command.args(["--lang", "en", "test"]).arg(pack).args(arguments).output().unwrap();
        let said = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (status.code().unwrap(), said.concat())
    }

    const CASE: &str = "title = \"甲\"\nrecord = \"applicants/a.json\"\nas_of = \"2023-10-31\"\nexpect.total = \"1\"\n";

    #[test]
    fn what_is_rewritten_is_printed_first() {
        let pack = pack("rewritten", CASE);
        assert_eq!(test(&pack, &[]).0, 1);
        let (code, said) = test(&pack, &["--bless"]);
        assert_eq!(code, 0);
        assert!(said.contains("case.toml:4\n-expect.total = \"1\"\n+expect.total = \"86.52\"\n"), "{said}");
        assert!(said.ends_with("files rewritten: 1; left as they are: 0\n"), "{said}");
        let after = std::fs::read_to_string(pack.join("cases/case.toml")).unwrap();
        assert_eq!(after, CASE.replace("\"1\"", "\"86.52\""));
        assert_eq!(test(&pack, &[]).0, 0);
        assert!(std::fs::read_dir(pack.join("cases")).unwrap().count() == 2, "nothing else is left there");
    }

    #[test]
    fn a_refused_record_is_left_and_said() {
        let case = CASE.replace("expect", "change.revenue = \"many\"\nexpect");
        let pack = pack("refused", &case);
        let (code, said) = test(&pack, &["--bless"]);
        assert_eq!(code, 1);
        assert!(said.contains("left as it is: case.toml  甲: its record is refused"), "{said}");
        assert_eq!(std::fs::read_to_string(pack.join("cases/case.toml")).unwrap(), case);
    }

    #[test]
    fn some_cases_in_some_form_into_a_file() {
        let pack = pack("formats", CASE);
        let file = pack.join("cases.xml");
        let (code, said) = test(&pack, &["--filter", "甲", "--format", "junit", "-o", file.to_str().unwrap()]);
        assert_eq!((code, said.as_str()), (1, ""));
        assert!(std::fs::read_to_string(&file).unwrap().contains("<failure message=\"total: expected 1, got 86.52\">"));
        let (code, json) = test(&pack, &["--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((code, &json["failed"], &json["cases"][0]["outcome"]), (1, &1.into(), &"failed".into()));
        let (code, said) = test(&pack, &["--filter", "乙"]);
        assert_eq!(code, 2);
        assert!(said.contains("no case in"), "{said}");
        assert_eq!(test(&pack, &["--bless", "--format", "json"]).0, 2);
    }

    #[test]
    fn the_unconfirmed_are_counted_and_listed() {
        let case = CASE.replace("expect.total = \"1\"", "confirmed = false\nhits = [\"B1 两条\"]");
        let pack = pack("unconfirmed", &case);
        let (code, said) = test(&pack, &[]);
        assert_eq!(code, 0);
        assert!(said.ends_with("1 case is not yet confirmed by a person\n--unconfirmed lists them\n"), "{said}");
        let (_, said) = test(&pack, &["--unconfirmed"]);
        assert!(said.ends_with("person\n  case.toml  甲\n    hits B1 两条\n"), "{said}");
    }
}

/// A folder of its own, with the record that cases name.
fn scratch(name: &str, case: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("testing").join(name);
    std::fs::create_dir_all(folder.join("applicants")).unwrap();
    std::fs::copy(format!("{HERE}/passing/applicants/a.json"), folder.join("applicants/a.json")).unwrap();
    std::fs::write(folder.join("case.toml"), case).unwrap();
    folder
}

/// A score as a case may write it.
fn score() -> impl Strategy<Value = String> {
    let number = || (0_u32..100, 0_u32..100).prop_map(|(whole, rest)| format!("\"{whole}.{rest:02}\""));
    prop_oneof![
        number(),
        (number(), number()).prop_map(|(low, high)| format!("{{ high = {high}, low = {low} }}")),
        (number(), number()).prop_map(|(is, within)| format!("{{is={is},within={within}}}")),
        Just("'不适用'".to_owned()),
        Just("\"未提交\" # 没有交".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a case expects wrongly, it passes once blessed, and then there is nothing to bless; the lines that
    /// expect nothing of a score are as they were.
    #[test]
    fn what_is_blessed_passes(total in score(), head in score(), leaf in score(), closed: bool, removed: bool) {
        let remove = if removed { "remove = [\"survey\"]" } else { "" };
        let case = format!(
            "# 甲\ntitle = \"甲\"\nrecord = \"applicants/a.json\"\nas_of = \"2023-10-31\"\nclosed = {closed}\n{remove}\n\n\
             [expect] # 乙\ntotal = {total}\n\n[[variants]]\ntitle = \"丙\"\nexpect.indicators.A2 = {leaf}\n\
             expect.indicators . \"A\" = {head}\n"
        );
        let folder = scratch("property", &case);
        for rewrite in bless(&folder).rewrites {
            prop_assert_eq!(&rewrite.before, &case);
            let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
            let (before, after) = (lines(&case), lines(&rewrite.after));
            prop_assert_eq!(before.len(), after.len());
            for (before, after) in before.iter().zip(&after).filter(|(before, after)| before != after) {
                let (key, _) = before.split_once(" = ").unwrap();
                let same = after.starts_with(key) && before.contains('#') == after.contains('#');
                prop_assert!(same, "{}\n{}", before, after);
            }
            std::fs::write(&rewrite.path, &rewrite.after).unwrap();
        }
        let report = Cases::load(&folder).unwrap().run(&rules());
        prop_assert!(report.all_passed(), "{}", report.to_text(Language::English));
        let again = bless(&folder);
        prop_assert!(again.rewrites.is_empty() && again.left.is_empty());
    }
}
