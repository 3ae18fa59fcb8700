//! Every example of the documents, read: rules are parsed and checked, schemes and records are read.
//!
//! The info string of a block says more: `rules as=firm` names facts for later blocks, which use them with
//! `facts=firm`; `error=E0301` must be refused with this code, and `warning=W0901` warned of; `expressions` holds one
//! expression a line; `json facts=firm` is a record of these facts, and `error=R0302` of one that is refused. A block of
//! indicators stands in a sheet, and a block of clauses in an indicator of ten points (`points=5` for five).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use chengxin::source::Source;
use chengxin::{Error, Language, Record, RuleSet, Severity, syntax};

/// A block of code between fences.
struct Block {
    line: usize,
    language: String,
    words: Vec<String>,
    text: String,
}

impl Block {
    /// The value of `key=value` in the info string.
    fn says(&self, key: &str) -> Option<&str> {
        self.words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|known| known == word)
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (line, written) in text.lines().enumerate() {
        match (written.trim_start().strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                let language = words.next().unwrap_or_default();
                open = Some(Block { line: line + 1, language, words: words.collect(), text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => writeln!(block.text, "{written}").unwrap(),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// Words that begin a statement of a file.
const TOP: &[&str] = &[
    "事实",
    "定义",
    "条件",
    "优先",
    "上限",
    "指标表",
    "等级",
    "调整",
    "fact",
    "define",
    "condition",
    "preference",
    "ceiling",
    "sheet",
    "grades",
    "adjustment",
];

/// The rules of a block as a whole file: with its facts, in a sheet where it is none, in an indicator where it is none.
fn file(block: &Block, facts: &BTreeMap<String, String>) -> String {
    let used = block.says("facts").into_iter().flat_map(|names| names.split(','));
    let mut out: String =
        used.map(|name| facts.get(name).unwrap_or_else(|| panic!("no facts {name}")).as_str()).collect();
    let first = block.text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    let first = first.unwrap_or("").split_whitespace().next().unwrap_or("");
    if block.has("expressions") {
        for (at, line) in block.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            writeln!(out, "定义 式{at} = {line}").unwrap();
        }
    } else if first == "指标" || first == "indicator" {
        let points: u32 = block.text.lines().filter(|line| !line.starts_with(' ')).filter_map(points_of).sum();
        write!(out, "指标表 示例表 (basic) 满分 {points} {{\n{}}}\n", block.text).unwrap();
    } else if TOP.contains(&first) {
        out.push_str(&block.text);
    } else {
        let points = block.says("points").unwrap_or("10");
        write!(
            out,
            "指标表 示例表 (basic) 满分 {points} {{\n指标 X1 \"示例\" 满分 {points} {{\n{}}}\n}}\n",
            block.text
        )
        .unwrap();
    }
    if !out.contains("指标表") && !out.contains("sheet") {
        out.push_str("指标表 示例表 (basic) 满分 10 {\n指标 X1 \"示例\" 满分 10 {\n得 满分\n}\n}\n");
    }
    out
}

fn points_of(header: &str) -> Option<u32> {
    let (_, rest) = header.split_once("满分 ")?;
    if rest.contains("附加") { None } else { rest.split_whitespace().next()?.parse().ok() }
}

/// The scheme around a file of rules, and the file.
fn pack(rules: &str) -> [(&str, String); 2] {
    let header = |line: &&str| line.starts_with("指标表") || line.starts_with("sheet");
    let sheets = rules.lines().filter(header).map(|line| {
        let key = line.split_once('(').unwrap().1.split_once(')').unwrap().0;
        let points =
            line.split_once("满分 ").or_else(|| line.split_once("points ")).unwrap().1.split_whitespace().next();
        format!("[[sheets]]\nkey = \"{key}\"\nweight = \"1\"\npoints = \"{}\"\n", points.unwrap())
    });
    let sheets: String = sheets.collect();
    let scheme = format!(
        "id = \"docs\"\ntitle = \"示例\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"x.rules\"]\npass_mark = \"80\"\n{sheets}\
         [parameters.\"全市增速\"]\ntype = \"比率\"\nvalues = {{ 2022 = \"4.5%\" }}\n"
    );
    [("scheme.toml", scheme), ("x.rules", rules.to_owned())]
}

fn load(rules: &str) -> Result<RuleSet, Error> {
    RuleSet::from_sources(pack(rules))
}

/// The faults and warnings of a file of rules, by code.
fn said(rules: &str, severity: Severity) -> Vec<&'static str> {
    let found = RuleSet::check_sources(pack(rules)).unwrap().diagnostics;
    // An example is a piece of a scheme: what a whole indicator can come to is not asked of it.
    let piece = |code: &str| ["E0614", "E0620", "E0621"].contains(&code);
    let told = found.iter().filter(|fault| fault.severity == severity && !piece(fault.code));
    let mut codes: Vec<&str> = told.map(|fault| fault.code).collect();
    codes.dedup();
    codes
}

/// What is wrong with a block of rules.
fn rules(block: &Block, facts: &mut BTreeMap<String, String>) -> Result<(), String> {
    let text = file(block, facts);
    if let Some(name) = block.says("as") {
        let all = block.says("facts").and_then(|name| facts.get(name)).cloned().unwrap_or_default();
        facts.insert(name.to_owned(), all + &block.text);
    }
    if let (Err(error), None) = (load(&text), block.says("error")) {
        return Err(error.to_string());
    }
    let expected = |word: &str| block.says(word).into_iter().collect::<Vec<_>>();
    let errors = (said(&text, Severity::Error), expected("error"));
    // Of the examples only those that are made for it are held to their warnings.
    let warnings = expected("warning");
    let warned = said(&text, Severity::Warning);
    match (errors.0 == errors.1, warnings.iter().all(|code| warned.contains(code))) {
        (true, true) => Ok(()),
        (false, _) => Err(format!("errors {:?}, not {:?}", errors.0, errors.1)),
        (true, false) => Err(format!("warnings {warned:?}, not {warnings:?}")),
    }
}

fn record(block: &Block, facts: &BTreeMap<String, String>) -> Result<(), String> {
    let pack = load(&file(
        &Block {
            line: 0,
            language: String::new(),
            words: block.words.clone(),
            text: "事实 占位 (placeholder) 是否\n".to_owned(),
        },
        facts,
    ));
    let pack = pack.map_err(|error| error.to_string())?;
    let read = Record::from_json(&block.text).and_then(|record| pack.evaluate(&record, "2023-10-31".parse().unwrap()));
    let codes = |faults: &chengxin::RecordErrors| faults.iter().map(|fault| fault.code).collect::<Vec<_>>();
    match (read, block.says("error")) {
        (Ok(_), None) => Ok(()),
        (Ok(_), Some(code)) => Err(format!("{code} was expected, and nothing is wrong")),
        (Err(faults), Some(code)) if codes(&faults) == [code] => Ok(()),
        (Err(faults), _) => Err(faults.render(Language::English, "record")),
    }
}

fn scheme(block: &Block) -> Result<(), String> {
    let (_, faults) = chengxin::scheme::read(&Source::new("scheme.toml", block.text.clone()), 0);
    let shown: Vec<String> = faults.iter().map(|fault| fault.message.get(Language::English).to_owned()).collect();
    if shown.is_empty() { Ok(()) } else { Err(shown.join("\n")) }
}

fn document(path: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()
}

#[test]
fn every_example_of_the_reference_is_what_it_says() {
    let mut facts = BTreeMap::new();
    let mut wrong = String::new();
    let blocks = blocks(&document("docs/language.md").unwrap());
    for block in &blocks {
        let found = match block.language.as_str() {
            "rules" => rules(block, &mut facts),
            "json" => record(block, &facts),
            "toml" => scheme(block),
            _ => Err("a block says whether it is rules, toml or json".to_owned()),
        };
        if let Err(fault) = found {
            write!(wrong, "docs/language.md:{}:\n{fault}\n", block.line).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(blocks.len() > 40, "only {} blocks", blocks.len());
}

/// The guide and the introduction: their rules parse. (The guide's own test also scores them.)
#[test]
fn every_example_of_the_other_documents_parses() {
    let mut wrong = String::new();
    for path in ["docs/编写指南.md", "README.md"] {
        for block in blocks(&document(path).unwrap_or_default()).iter().filter(|block| block.language == "rules") {
            let (_, faults) = syntax::parse(&Source::new("x.rules", file(block, &BTreeMap::new())), 0);
            for fault in faults {
                writeln!(wrong, "{path}:{}: {}", block.line, fault.message.get(Language::English)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
