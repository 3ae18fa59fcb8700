//! The command line as a user runs it: exit codes, both languages, streams, files whole or absent.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a failed test may panic")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A directory of this test's own, removed when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    /// With a copy of the small pack in `pack`.
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chengxin-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        copy(&here("pack"), &path.join("pack"));
        std::fs::copy(here("record.json"), path.join("record.json")).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap());
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { assert!(std::fs::copy(from, to).is_ok()) }
    }
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(name)
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chengxin"));
    command.args(arguments).env("LC_ALL", "C").stdin(Stdio::null());
    command
}

fn ran(output: Output) -> Ran {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

fn run(arguments: &[&str]) -> Ran {
    ran(command(arguments).output().unwrap())
}

fn score(arguments: &[&str]) -> Ran {
    let pack = here("pack");
    let mut all = vec!["score", "--rules", pack.to_str().unwrap(), "--as-of", "2023-10-31"];
    all.extend(arguments);
    run(&all)
}

#[test]
fn check_says_how_many_faults_and_exits_accordingly() {
    let scratch = Scratch::new("check");
    let pack = scratch.path("pack");
    let sound = run(&["--lang", "zh", "check", pack.to_str().unwrap()]);
    assert_eq!((sound.code, sound.err.as_str()), (0, ""), "{}", sound.out);
    assert!(sound.out.contains("0 个错误"), "{}", sound.out);

    let rules = std::fs::read_to_string(pack.join("basic.rules")).unwrap();
    let faulty = rules.replace("要求 独立法人", "要求 独立法").replace("60 分\n        不足", "600 分\n        不足");
    std::fs::write(pack.join("basic.rules"), faulty.replace("在近3年内", "在近3元内")).unwrap();
    let chinese = run(&["--lang", "zh", "check", pack.to_str().unwrap()]);
    assert_eq!(chinese.code, 1);
    assert!(chinese.out.contains("错误[") && chinese.out.contains("要求 独立法\n"), "{}", chinese.out);
    let english = run(&["check", pack.to_str().unwrap()]);
    assert!(english.out.contains("error[") && english.out.contains("errors"), "{}", english.out);

    let json = run(&["check", "--format", "json", pack.to_str().unwrap()]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(json["errors"].as_u64().unwrap() >= 2, "{json:#}");
    let first = &json["diagnostics"][0];
    assert!(first["labels"][0]["place"]["start"]["line"].as_u64().unwrap() > 1);
    assert!(first["message"]["zh"].is_string() && first["message"]["en"].is_string());

    assert_eq!(run(&["check", scratch.path("absent").to_str().unwrap()]).code, 2);
}

#[test]
fn wrong_use_is_told_in_the_language_asked_for() {
    let english = run(&["scroe"]);
    assert_eq!(english.code, 2);
    assert!(english.err.contains("score"), "{}", english.err);
    let chinese = run(&["scroe", "--lang", "zh"]);
    assert_eq!(chinese.code, 2);
    assert!(chinese.err.contains("没有“scroe”这个命令") && chinese.err.contains("score"), "{}", chinese.err);
    let from_locale = ran(command(&["--help"]).env("LC_ALL", "zh_CN.UTF-8").output().unwrap());
    assert!(from_locale.out.contains("用法：") && !from_locale.out.contains("Usage"), "{}", from_locale.out);
    for name in ["check", "score", "explain", "verify", "test", "diff", "whatif", "gen-cases", "advise", "export", "schema", "new"] {
        let help = run(&["--lang", "zh", name, "--help"]);
        assert_eq!(help.code, 0);
        let english = ["Usage", "Options", "Arguments", "Print"].into_iter().find(|word| help.out.contains(word));
        assert_eq!(english, None, "{}", help.out);
    }
}

#[test]
fn one_record_is_scored_as_a_summary_or_in_full() {
    let record = here("record.json");
    let summary = score(&["--lang", "zh", record.to_str().unwrap()]);
    assert_eq!((summary.code, summary.err.as_str()), (0, ""));
    assert!(summary.out.contains("结论：进入专家评审"), "{}", summary.out);
    assert!(summary.out.contains("93.00") && summary.out.contains("B1 处罚记录"), "{}", summary.out);
    let full = score(&["--lang", "zh", "--full", record.to_str().unwrap()]);
    assert!(full.out.contains("甲字1号") && full.out.contains("basic.rules:"), "{}", full.out);
    let english = score(&["--format", "markdown", record.to_str().unwrap()]);
    assert!(english.out.contains("## Verdict: to expert review"), "{}", english.out);
}

#[test]
fn a_stream_goes_on_after_a_line_that_does_not_fit() {
    let records = here("records.jsonl");
    let ran = score(&["--format", "jsonl", records.to_str().unwrap()]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let names: Vec<String> = ran
        .out
        .lines()
        .map(|line| {
            let breakdown: serde_json::Value = serde_json::from_str(line).unwrap();
            breakdown["applicant"]["name"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(names, ["示例甲", "示例丙", "示例丁", "示例戊"]);
    assert!(ran.err.contains("records.jsonl:3:") && ran.err.contains("revenue"), "{}", ran.err);
    assert!(ran.err.contains("refused 1") && ran.err.contains("to expert review 1"), "{}", ran.err);
    let lines = score(&["--lang", "zh", records.to_str().unwrap()]);
    assert_eq!(lines.out.lines().count(), 4, "{}", lines.out);
}

#[test]
fn a_stream_may_come_from_standard_input() {
    let pack = here("pack");
    let mut command =
        command(&["score", "--rules", pack.to_str().unwrap(), "--as-of", "2023-10-31", "--format", "json", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all("\u{FEFF}".as_bytes()).unwrap();
    input.write_all(&std::fs::read(here("records.jsonl")).unwrap()).unwrap();
    input.write_all(b"{\"name\": \"\xFF\"}\r\n{").unwrap();
    drop(input);
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 3);
    let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 4);
    assert!(ran.err.contains("<stdin>:7") && ran.err.contains("UTF-8"), "{}", ran.err);
    assert!(ran.err.contains("<stdin>:8:"), "{}", ran.err);
}

#[test]
fn an_output_file_is_whole_or_absent() {
    let scratch = Scratch::new("output");
    let output = scratch.path("results.jsonl");
    let records = here("records.jsonl");
    let arguments = ["--format", "jsonl", "-o", output.to_str().unwrap(), records.to_str().unwrap()];
    let ran = score(&arguments);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    let written = std::fs::read_to_string(&output).unwrap();
    assert_eq!(written.lines().count(), 4);

    // A directory among the inputs stops the command: what was there before stays, and nothing is left beside it.
    let directory = scratch.path("pack");
    let failed = score(&["-o", output.to_str().unwrap(), records.to_str().unwrap(), directory.to_str().unwrap()]);
    assert_eq!(failed.code, 2);
    assert_eq!(std::fs::read_to_string(&output).unwrap(), written);
    let nowhere = scratch.path("nowhere/results.jsonl");
    assert_eq!(score(&["-o", nowhere.to_str().unwrap(), records.to_str().unwrap()]).code, 2);
    assert_eq!(scratch.files(), ["pack", "record.json", "results.jsonl"]);

    let same = scratch.write("same.jsonl", "{}\n");
    assert_eq!(score(&["-o", same.to_str().unwrap(), same.to_str().unwrap()]).code, 2);
    assert_eq!(std::fs::read_to_string(&same).unwrap(), "{}\n");
}

#[test]
fn faulty_rules_and_unknown_tracks_stop_before_any_record() {
    let scratch = Scratch::new("faulty");
    let record = here("record.json");
    let pack = scratch.path("pack");
    let unknown = score(&["--track", "零售业", record.to_str().unwrap()]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("零售 (shop)"), "{}", unknown.err);
    assert_eq!(score(&["--track", "零售", record.to_str().unwrap()]).code, 0);
    std::fs::write(pack.join("basic.rules"), "指标表").unwrap();
    let arguments = ["score", "--rules", pack.to_str().unwrap(), "--as-of", "2023-10-31", record.to_str().unwrap()];
    let faulty = run(&arguments);
    assert_eq!((faulty.code, faulty.out.as_str()), (1, ""));
    assert!(faulty.err.contains("basic.rules"), "{}", faulty.err);
}

#[test]
fn explain_names_the_nearest_code() {
    let (pack, record) = (here("pack"), here("record.json"));
    let explain = |code: &str| {
        let (pack, record) = (pack.to_str().unwrap(), record.to_str().unwrap());
        run(&["--lang", "zh", "explain", "--rules", pack, "--as-of", "2023-10-31", record, code])
    };
    let known = explain("B1");
    assert_eq!(known.code, 0);
    assert!(known.out.contains("甲字1号") && known.out.contains("甲字2号"), "{}", known.out);
    let unknown = explain("B11");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("是不是“B1”"), "{}", unknown.err);
}

#[test]
fn verify_sees_a_changed_score() {
    let scratch = Scratch::new("verify");
    let (pack, record) = (scratch.path("pack"), scratch.path("record.json"));
    let scored = score(&["--format", "json", record.to_str().unwrap()]);
    let verify = |text: &str| {
        let breakdown = scratch.write("breakdown.json", text);
        let (pack, record) = (pack.to_str().unwrap(), record.to_str().unwrap());
        run(&["verify", breakdown.to_str().unwrap(), "--rules", pack, "--record", record])
    };
    let same = verify(&scored.out);
    assert_eq!((same.code, same.out.as_str()), (0, "it agrees in every byte\n"));
    let compact: serde_json::Value = serde_json::from_str(&scored.out).unwrap();
    assert_eq!(verify(&compact.to_string()).code, 0);
    let changed = verify(&scored.out.replace("\"93\"", "\"94\""));
    assert_eq!(changed.code, 4);
    assert!(changed.out.contains("total"), "{}", changed.out);
    assert_eq!(verify(&scored.out.replacen('{', "{\"extra\": 1,", 1)).code, 4);
    assert_eq!(verify("{}").code, 2);
}

#[test]
fn cases_pass_or_show_what_differs() {
    let scratch = Scratch::new("cases");
    let pack = scratch.path("pack");
    let test = |arguments: &[&str]| {
        let mut all = vec!["--lang", "zh", "test", pack.to_str().unwrap()];
        all.extend(arguments);
        run(&all)
    };
    let passed = test(&[]);
    assert_eq!(passed.code, 0, "{}", passed.out);
    let case = pack.join("cases/first.toml");
    let text = std::fs::read_to_string(&case).unwrap();
    std::fs::write(&case, text.replace("B1 = \"30\"", "B1 = \"20\"")).unwrap();
    let failed = test(&[]);
    assert_eq!(failed.code, 1);
    assert!(failed.out.contains("B1 处罚记录：期望 20，实际 30"), "{}", failed.out);
    assert!(failed.out.contains("甲字1号") && failed.out.contains("--> basic.rules:"), "{}", failed.out);
    let json: serde_json::Value = serde_json::from_str(&test(&["--format", "json"]).out).unwrap();
    assert_eq!(json["cases"][0]["outcome"], "failed");
    std::fs::write(&case, text.replace("verdict =", "vedict =")).unwrap();
    let misspelt = test(&[]);
    assert_eq!(misspelt.code, 1);
    assert!(misspelt.out.contains("是不是“verdict”"), "{}", misspelt.out);
    std::fs::write(&case, text.replace("[expect]", "[change]\n\"revenue\" = nan\n\n[expect]")).unwrap();
    assert!(test(&[]).out.contains("C0108"));
    let change = "[change]\n\"penalties.1.on\" = \"2018-01-01\"\n\n[expect]";
    let changed = text.replace("[expect]", change).replace("\"93\"", "\"100\"").replace("\"90\"", "\"100\"");
    std::fs::write(&case, changed.replace("\"30\"", "\"40\"")).unwrap();
    let passed = test(&[]);
    assert_eq!(passed.code, 0, "{}", passed.out);
    let mut variants = text;
    for (title, expected) in [("两条", "20"), ("两条，期望写错", "30")] {
        variants.push_str(&format!(
            "\n[[variants]]\ntitle = \"{title}\"\nchange.\"penalties.+\" = {{ no = \"乙字2号\", on = \"2023-01-01\" }}\n\
             expect.indicators.B1 = \"{expected}\"\n"
        ));
    }
    std::fs::write(&case, variants).unwrap();
    let tried = test(&[]);
    assert!(tried.out.contains("✓ first.toml  一条处罚在三年内：两条\n"), "{}", tried.out);
    assert!(tried.out.contains("✗ first.toml  一条处罚在三年内：两条，期望写错\n"), "{}", tried.out);
    assert!(tried.out.contains("B1 处罚记录：期望 30，实际 20"), "{}", tried.out);
}

#[test]
fn a_new_association_checks_and_scores_at_once() {
    let scratch = Scratch::new("association");
    let pack = scratch.path("pack");
    let new = |arguments: &[&str]| {
        let mut all = vec!["--lang", "zh", "new", "association", "--rules", pack.to_str().unwrap()];
        all.extend(arguments);
        run(&all)
    };
    assert_eq!(new(&["物业管理", "--key", "property"]).code, 0);
    assert_eq!(new(&["园林绿化"]).code, 0);
    let again = new(&["物业管理", "--key", "property"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("已经存在"), "{}", again.err);
    assert_eq!(new(&["物业 管理"]).code, 2);
    let checked = run(&["--lang", "zh", "check", pack.to_str().unwrap()]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let laid_out = run(&["fmt", "--check", pack.to_str().unwrap()]);
    assert_eq!(laid_out.code, 0, "{}", laid_out.out);
    let tested = run(&["--lang", "zh", "test", pack.to_str().unwrap()]);
    assert_eq!(tested.code, 0, "{}", tested.out);
    assert!(tested.out.contains("3 个通过"), "{}", tested.out);
}

/// The small pack with one file laid out by hand and one that cannot be read.
#[test]
fn files_are_formatted_whole_or_left_alone() {
    let scratch = Scratch::new("fmt");
    let pack = scratch.path("pack");
    let rough = "定义  甲=１  # 甲\n定义 乙 =甲+2\n";
    let (first, second) = (scratch.write("pack/a.rules", rough), scratch.write("pack/tracks/b.rules", "定义 = \n"));
    let [pack, first, second] = [&pack, &first, &second].map(|path| path.to_str().unwrap());
    assert_eq!(run(&["fmt", here("pack").to_str().unwrap(), "--check"]).code, 0);

    let checked = run(&["--lang", "zh", "fmt", "--check", pack]);
    assert_eq!(checked.code, 1);
    assert!(
        checked.out.contains("a.rules:1 不是规范的写法\n-定义  甲=１  # 甲\n+定义 甲 = 1  # 甲\n"),
        "{}",
        checked.out
    );
    assert!(checked.err.contains("没有改动：1 个错误"), "{}", checked.err);
    assert_eq!(std::fs::read_to_string(first).unwrap(), rough);

    let done = run(&["fmt", pack]);
    assert_eq!((done.code, done.out.trim()), (1, format!("formatted {first}").as_str()));
    assert_eq!(std::fs::read_to_string(first).unwrap(), "定义 甲 = 1  # 甲\n定义 乙 = 甲 + 2\n");
    assert_eq!(std::fs::read_to_string(second).unwrap(), "定义 = \n");
    let again = run(&["fmt", first]);
    assert_eq!((again.code, again.out.as_str()), (0, ""));
    assert_eq!(run(&["fmt", scratch.path("none").to_str().unwrap()]).code, 2);
}

/// `--lang` before `fmt` is the language of the messages, after it that of the rules.
#[test]
fn the_keywords_of_standard_input_are_rewritten() {
    let formatted = |arguments: &[&str]| {
        let mut child = command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all("定义 甲 = 乙 不低于 5万元\n".as_bytes()).unwrap();
        ran(child.wait_with_output().unwrap()).out
    };
    let (chinese, english) = ("定义 甲 = 乙 不低于 5万元\n", "define 甲 = 乙 not_below 5 wan_yuan\n");
    assert_eq!(formatted(&["fmt", "-"]), chinese);
    assert_eq!(formatted(&["--lang", "en", "fmt", "-"]), chinese);
    assert_eq!(formatted(&["fmt", "--lang", "en", "-"]), english);
    assert_eq!(formatted(&["--lang=zh", "fmt", "-", "--lang=en"]), english);
    let refused = run(&["--lang", "zh", "fmt", "--lang", "fr", "-"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("没有“fr”这个取值"), "{}", refused.err);
}

#[test]
fn schemas_are_json() {
    let pack = here("pack");
    for arguments in [
        vec!["schema", "scheme"],
        vec!["schema", "breakdown"],
        vec!["schema", "advice"],
        vec!["schema", "record", "--rules", pack.to_str().unwrap(), "--track", "shop"],
    ] {
        let ran = run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        assert!(schema["$schema"].is_string(), "{schema:#}");
    }
    assert_eq!(run(&["schema", "record"]).code, 2);
}

#[test]
fn rules_are_exported_as_json() {
    let pack = here("pack");
    let printed = run(&["export", pack.to_str().unwrap()]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    let plan: serde_json::Value = serde_json::from_str(&printed.out).unwrap();
    assert_eq!(plan["format"], 1);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("plan.json");
    assert_eq!(run(&["export", pack.to_str().unwrap(), "-o", file.to_str().unwrap()]).code, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), printed.out);
    let missing = run(&["export", "nowhere", "-o", file.to_str().unwrap()]);
    assert_eq!(missing.code, 2, "{}", missing.err);
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let pack = here("pack");
    let records = here("records.jsonl");
    let arguments = ["score", "--rules", pack.to_str().unwrap(), "--as-of", "2023-10-31", records.to_str().unwrap()];
    let mut child = command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8(output.stderr).unwrap().contains("panicked"));
}

#[test]
fn check_counts_what_is_proved_and_writes_it_as_a_page() {
    let scratch = Scratch::new("report");
    let pack = scratch.path("pack");
    let pack = pack.to_str().unwrap();
    let chinese = run(&["--lang", "zh", "check", pack, "--stats"]);
    assert_eq!(chinese.code, 0, "{}{}", chinese.out, chinese.err);
    let counted = chinese.out.lines().find(|line| line.starts_with("应证 ")).unwrap();
    assert!(counted.contains(" 项：已证 ") && counted.ends_with("被推翻 0"), "{counted}");
    assert!(chinese.out.contains("规模：事实 ") && chinese.out.contains("至多的步数"), "{}", chinese.out);
    let english = run(&["check", pack, "--stats"]);
    assert!(
        english.out.contains(" obligations: ") && english.out.contains("operations for one record"),
        "{}",
        english.out
    );

    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "--stats", "--format", "json", pack]).out).unwrap();
    assert_eq!(json["obligations"]["refuted"], 0, "{json:#}");
    assert!(json["stats"][0]["sizes"]["indicators"].as_u64().unwrap() > 1, "{json:#}");
    assert!(json["stats"][0]["cost"]["scheme"][0]["operations"].as_u64().unwrap() > 1, "{json:#}");
    let without: serde_json::Value = serde_json::from_str(&run(&["check", "--format", "json", pack]).out).unwrap();
    assert!(without["stats"].is_null());

    for (name, start) in [("page.html", "<!DOCTYPE html>"), ("page.md", "# 规则核验书：")] {
        let page = scratch.path(name);
        let ran = run(&["--lang", "zh", "check", pack, "--report", page.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let text = std::fs::read_to_string(&page).unwrap();
        assert!(text.starts_with(start) && text.contains("已证明"), "{text}");
    }
    let nowhere = scratch.path("absent").join("page.html");
    assert_eq!(run(&["check", pack, "--report", nowhere.to_str().unwrap()]).code, 2);
    let two = run(&["check", pack, pack, "--report", scratch.path("two.md").to_str().unwrap()]);
    assert_eq!(two.code, 2);
    assert!(!scratch.path("two.md").exists());
}

#[test]
fn a_code_is_explained_in_both_languages() {
    let chinese = run(&["--lang", "zh", "check", "--explain", "E0402"]);
    assert_eq!(chinese.code, 0, "{}", chinese.err);
    for part in ["E0402: 有的值不属于任何一行", "错误的写法：", "正确的写法：", "60以上不足80"]
    {
        assert!(chinese.out.contains(part), "{part}\n{}", chinese.out);
    }
    let english = run(&["check", "--explain", "e0402"]);
    assert!(english.out.contains("falls into no row") && english.out.contains("wrong:"), "{}", english.out);
    let unknown = run(&["check", "--explain", "E0499"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("no code E0499"), "{}", unknown.err);
    let all = run(&["check", "--explain", "all"]).out;
    assert!(all.lines().count() > 150 && all.contains("E0101  "), "{all}");
    assert_eq!(run(&["check", "--explain", "E0402", "rules"]).code, 2);
}

/// A pack of one rule file with this text.
fn faulty(name: &str, text: &str) -> (Scratch, String) {
    let scratch = Scratch::new(name);
    let folder = scratch.path("one");
    std::fs::create_dir_all(&folder).unwrap();
    let scheme = "id = \"one\"\ntitle = \"一\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"a.rules\"]\npass_mark = \"6\"\n\n\
        [[sheets]]\nkey = \"a\"\nweight = \"1\"\npoints = \"10\"\n";
    std::fs::write(folder.join("scheme.toml"), scheme).unwrap();
    std::fs::write(folder.join("a.rules"), text).unwrap();
    let path = folder.to_str().unwrap().to_owned();
    (scratch, path)
}

#[test]
fn twenty_errors_of_a_file_are_shown_and_the_rest_is_counted() {
    let rows: String = (1..=35).map(|at| format!("定义 甲{at} = 乙{at}\n")).collect();
    let (_scratch, path) = faulty("limit", &format!("{rows}指标表 一 (a) 满分 10 {{ 得 满分 }}\n"));
    let shown = |arguments: &[&str]| run(&[&["check", path.as_str()], arguments].concat());
    let errors = |ran: &Ran| ran.out.matches("error[E0201]").count();
    let few = shown(&[]);
    assert_eq!(errors(&few), 20, "{}", few.out);
    assert!(few.out.contains("15 more not shown; --all shows them"), "{}", few.out);
    assert!(few.out.contains("35 errors"), "{}", few.out);
    assert_eq!(errors(&shown(&["--limit", "3"])), 3);
    let all = shown(&["--all"]);
    assert_eq!(errors(&all), 35);
    assert!(!all.out.contains("more not shown"), "{}", all.out);
    let json: serde_json::Value = serde_json::from_str(&shown(&["--format", "json"]).out).unwrap();
    assert_eq!(json["errors"], 35);
    assert_eq!(json["not_shown"], 15);
    assert_eq!(json["diagnostics"].as_array().unwrap().len(), 20);
    let first = &json["diagnostics"][0];
    assert_eq!(first["docs"], "docs/diagnostics.md#e0201");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["labels"][0]["place"]["start"], serde_json::json!({ "line": 1, "column": 9 }));
    assert_eq!(first["labels"][0]["place"]["bytes"], serde_json::json!([14, 18]));
}

/// Characters that would move the cursor, or turn or hide what follows.
fn hidden(text: &str) -> Vec<char> {
    text.chars().filter(|one| *one != '\n' && chengxin::diagnostic::is_hidden(*one)).collect()
}

#[test]
fn what_a_file_holds_cannot_change_what_a_terminal_shows() {
    let rules = "指标表 一 (a) 满分 10 {\n  依据 \"甲\u{202E}乙\u{7}丙\u{1B}[31m\u{9B}\u{200B}\"\n  得 满分 当 没有的\u{202E}名称\n}\n";
    let (_scratch, path) = faulty("hidden", rules);
    for arguments in [&["check", path.as_str()][..], &["check", "--format", "json", path.as_str()]] {
        let ran = run(arguments);
        assert_eq!(ran.code, 1);
        assert_eq!(hidden(&ran.out), [], "{}", ran.out.escape_debug());
        assert!(ran.out.to_lowercase().contains("202e"), "{}", ran.out);
    }
}

#[test]
fn a_very_long_line_is_cut_around_the_caret() {
    let long = "且 是 ".repeat(13_000);
    let (_scratch, path) =
        faulty("long", &format!("指标表 一 (a) 满分 10 {{\n  得 满分 当 是 {long}且 没有的 {long}\n}}\n"));
    let start = std::time::Instant::now();
    let ran = run(&["check", path.as_str()]);
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
    assert!(ran.out.contains('^'), "{}", ran.out.len());
    let widest = ran.out.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest < 700, "{widest}");
}
