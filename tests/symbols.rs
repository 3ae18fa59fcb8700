//! The names that an editor finds mean what the checker says they mean.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm,
    reason = "a failed test may panic"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chengxin::check::{RuleFile, check};
use chengxin::plan::{Formula, FormulaKind, Node, Plan, Type};
use chengxin::source::{Source, Sources, Span};
use chengxin::symbols::{SymbolKind, Symbols};
use chengxin::{scheme, syntax};

type Texts = Vec<(String, String)>;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

fn rule_files(directory: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(at(directory)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "rules"));
    files.sort();
    files
}

/// A pack on disk, its tracks last.
fn pack(directory: &str) -> Texts {
    let mut texts = vec![("scheme.toml".to_owned(), read(&at(directory).join("scheme.toml")))];
    let (found, _) = scheme::read(&Source::new("scheme.toml", texts[0].1.clone()), 0);
    for file in &found.unwrap().files {
        texts.push((file.value.clone(), read(&at(directory).join(&file.value))));
    }
    for path in rule_files(&format!("{directory}/tracks")) {
        texts.push((format!("tracks/{}", path.file_name().unwrap().to_string_lossy()), read(&path)));
    }
    texts
}

struct Looked {
    sources: Sources,
    plan: Option<Plan>,
    symbols: Symbols,
}

fn look(texts: &Texts) -> Looked {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(Source::new(name.clone(), text.clone()));
    }
    let (scheme, _) = scheme::read(sources.get(0).unwrap(), 0);
    let files = (1_u32..).zip(texts.iter().skip(1));
    let rules: Vec<RuleFile> = files
        .map(|(file, (name, _))| RuleFile {
            document: syntax::parse(sources.get(file).unwrap(), file).0,
            track: name.starts_with("tracks/"),
        })
        .collect();
    let plan = scheme.as_ref().and_then(|scheme| check(&sources, scheme, &rules).ok()).map(|(plan, _)| plan);
    let symbols = Symbols::of(&sources, scheme.as_ref(), &rules);
    Looked { sources, plan, symbols }
}

/// Every formula of a plan, the parts of formulas too.
fn formulas(plan: &Plan) -> Vec<&Formula> {
    let mut open: Vec<&Formula> = plan.definitions.iter().map(|entry| &entry.formula).collect();
    open.extend(plan.row_definitions.iter().flat_map(|rows| rows.definitions.iter().map(|(_, formula)| formula)));
    open.extend(plan.conditions.iter().flat_map(|condition| condition.requires.iter().chain(&condition.concerns)));
    open.extend(plan.grades.iter().flat_map(|grade| grade.limits.iter().map(|limit| &limit.when)));
    let mut nodes: Vec<&Node> = plan.sheets.iter().map(|sheet| &sheet.root).collect();
    nodes.extend(plan.tracks.iter().map(|track| &track.sheet.root));
    nodes.extend(&plan.adjustments);
    while let Some(node) = nodes.pop() {
        open.extend(node.formulas());
        if let chengxin::plan::Method::Children(children) = &node.method {
            nodes.extend(children);
        }
    }
    let mut all = Vec::new();
    while let Some(formula) = open.pop() {
        open.extend(formula.parts());
        all.push(formula);
    }
    all
}

/// The name that a formula stands for, and where the checker says it is declared.
fn meant(plan: &Plan, formula: &Formula) -> Option<(String, SymbolKind, Option<Span>)> {
    match &formula.kind {
        FormulaKind::Fact(fact) => {
            let fact = &plan.facts[*fact];
            Some((fact.name.clone(), SymbolKind::Fact, Some(fact.span)))
        }
        FormulaKind::Field { index, list, .. } => {
            let chengxin::plan::Kind::List(outer) = &plan.facts[list.0].kind else { panic!("a field of no list") };
            let fields = match list.1 {
                None => &outer.fields,
                Some(inner) => match &outer.fields[inner].kind {
                    chengxin::plan::Kind::List(inner) => &inner.fields,
                    _ => panic!("a field of no list"),
                },
            };
            match fields.get(*index) {
                Some(field) => Some((field.name.clone(), SymbolKind::Field, Some(field.span))),
                None => {
                    let defined = &plan.row_definitions(list.0, list.1)[*index - fields.len()];
                    Some((defined.0.clone(), SymbolKind::RowDefinition, None))
                }
            }
        }
        FormulaKind::Definition(index) => Some((plan.definitions[*index].name.clone(), SymbolKind::Definition, None)),
        FormulaKind::Parameter(index) => Some((plan.parameters[*index].name.clone(), SymbolKind::Parameter, None)),
        FormulaKind::ScoreOf(code) => {
            let sheets = plan.sheets.iter().map(|sheet| &sheet.root.code);
            let sheet = sheets.chain(plan.tracks.iter().map(|track| &track.key)).any(|key| key == code);
            Some((code.clone(), if sheet { SymbolKind::Sheet } else { SymbolKind::Indicator }, None))
        }
        _ => None,
    }
}

/// Holds every name of a sound pack to the checker; how many there were.
fn agree(looked: &Looked, what: &str) -> usize {
    let plan = looked.plan.as_ref().unwrap();
    let mut names = 0;
    for formula in formulas(plan) {
        let inside = |span: Span| {
            span.file == formula.span.file && formula.span.start <= span.start && span.end <= formula.span.end
        };
        let uses: Vec<_> = looked.symbols.uses().iter().filter(|each| inside(each.span)).collect();
        let text = looked.sources.text(formula.span);
        if let Some((name, kind, declared)) = meant(plan, formula) {
            let found =
                uses.iter().filter_map(|each| looked.symbols.get(each.symbol)).find(|symbol| symbol.kind == kind);
            let found = found.unwrap_or_else(|| panic!("{what}: no use of {name} at {text}: {uses:?}"));
            assert_eq!(found.name, name, "{what}: {text}");
            if let Some(declared) = declared {
                assert_eq!(found.span, declared, "{what}: {text}");
            }
            names += 1;
        }
        if let FormulaKind::Member(subject, _, indexes) = &formula.kind {
            let (Type::Choice(choices) | Type::Choices(choices)) = &subject.of else { panic!("{what}: {text}") };
            for index in indexes {
                let name = &choices[*index].name;
                let symbols = uses.iter().filter_map(|each| looked.symbols.get(each.symbol));
                let mut chosen = symbols.filter(|symbol| symbol.kind == SymbolKind::Choice && symbol.name == *name);
                assert!(chosen.next().is_some(), "{what}: no use of the choice {name} at {text}");
                names += 1;
            }
        }
    }
    for each in looked.symbols.uses() {
        let symbol = looked.symbols.get(each.symbol).unwrap();
        let written = looked.sources.text(each.span);
        let by_key = each.span.file == 0;
        assert!(written == symbol.name || by_key, "{what}: {written} is not {}", symbol.name);
    }
    names
}

#[test]
fn names_of_the_shipped_pack_mean_what_the_checker_says() {
    let names = agree(&look(&pack("rules/beijing-2023")), "beijing-2023");
    assert!(names > 300, "{names}");
}

#[test]
fn names_of_the_small_packs_mean_what_the_checker_says() {
    assert!(agree(&look(&pack("tests/lsp/pack")), "tests/lsp") > 20);
    assert!(agree(&look(&pack("tests/cli/pack")), "tests/cli") > 3);
}

/// Nested lists, shadowed names, tracks: whatever the checker's own cases hold and lets pass.
#[test]
fn names_of_the_cases_of_the_checker_mean_what_it_says() {
    let shared = |name: &str| read(&at("tests/check/shared").join(name));
    let (mut packs, mut names) = (0, 0);
    for path in rule_files("tests/check") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let track = name.starts_with("track-");
        let case = if track { shared("right.rules") } else { read(&path) };
        let mut texts = vec![
            ("scheme.toml".to_owned(), shared("scheme.toml")),
            ("facts.rules".to_owned(), shared("facts.rules")),
            ("case.rules".to_owned(), case),
            ("tracks/right.rules".to_owned(), shared("track.rules")),
        ];
        if track {
            texts.push((format!("tracks/{name}"), read(&path)));
        }
        let looked = look(&texts);
        if looked.plan.is_some() {
            packs += 1;
            names += agree(&looked, &name);
        }
    }
    assert!(packs >= 3 && names >= 7, "{packs} packs, {names} names");
}

/// The constructs of real standards: lists in lists, years, people, tables.
#[test]
fn names_of_the_constructs_mean_what_the_checker_says() {
    let (mut packs, mut names) = (0, 0);
    for entry in std::fs::read_dir(at("tests/constructs")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(table) = read_if_toml(&path) else { continue };
        let Some(rules) = table.get("rules").and_then(toml::Value::as_str) else { continue };
        let points = table.get("points").and_then(toml::Value::as_str).unwrap_or("10");
        let more = table.get("scheme").and_then(toml::Value::as_str).unwrap_or("");
        let head =
            "id = \"x\"\ntitle = \"x\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"x.rules\"]\npass_mark = \"6\"\n";
        let scheme = format!("{head}{more}\n[[sheets]]\nkey = \"s\"\nweight = \"1\"\npoints = \"{points}\"\n");
        let looked = look(&vec![("scheme.toml".to_owned(), scheme), ("x.rules".to_owned(), rules.to_owned())]);
        if looked.plan.is_some() {
            packs += 1;
            names += agree(&looked, &path.display().to_string());
        }
    }
    assert!(packs > 50 && names > 200, "{packs} packs, {names} names");
}

fn read_if_toml(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    text.parse().map_err(|error: toml::de::Error| error.to_string())
}

/// An inner name goes before an outer one, a track sees its own, a definition sees those before it.
#[test]
fn scopes_are_those_of_the_checker() {
    let mut texts = pack("tests/lsp/pack");
    let facts = texts.iter_mut().find(|(name, _)| name == "facts.rules").unwrap();
    facts.1.push_str(
        "事实 名单 (names) 列表 {\n  满意度 (own) 数值\n  内层 (inner) 列表 {\n    满意度 (inmost) 数值\n  }\n}\n\
         定义 甲 = 有 名单 当 满意度 > 3 且 (有 内层 当 满意度 > 4)\n定义 乙 = (甲) 或 满意度 > 5\n\
         定义 丙 = (若 独立法人 则 企业规模 否则 规模) 为 大型\n",
    );
    let looked = look(&texts);
    assert!(looked.plan.is_some());
    assert!(agree(&looked, "scopes") > 30);
    let line = |text: &str| {
        let uses = looked.symbols.uses().iter().filter(|each| looked.sources.text(each.span) == text);
        uses.map(|each| looked.symbols.get(each.symbol).unwrap().span.start).collect::<BTreeSet<_>>()
    };
    // The fact, the field, and the field of the inner list.
    assert_eq!(line("满意度").len(), 3);
}
