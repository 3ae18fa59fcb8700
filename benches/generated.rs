//! Schemes of any size: the shipped one so many times over, every copy with names and codes of its own.

use std::collections::BTreeSet;
use std::fmt::Write;

const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/beijing-2023");

/// The texts of a scheme that holds the facts, conditions and basic indicators of the shipped one `times` over.
///
/// # Errors
/// Where the shipped files cannot be read.
pub fn generated(times: usize) -> std::io::Result<Vec<(String, String)>> {
    let mut scheme = "id = \"generated\"\ntitle = \"生成\"\nversion = \"1\"\nlanguage = 1\n\
                      files = [\"facts.rules\", \"conditions.rules\", \"basic.rules\"]\npass_mark = \"80\"\n\
                      [rounding]\ntotal = { places = 2, mode = \"half_up\" }\n\
                      [effective]\nfrom = \"2023-10-18\"\nto = \"2024-03-31\"\n"
        .to_owned();
    for copy in 0..times {
        let _ = write!(scheme, "[[sheets]]\nkey = \"basic_{copy}\"\nweight = \"1\"\npoints = \"100\"\n");
    }
    let mut texts = vec![("scheme.toml".to_owned(), scheme)];
    let names = ["facts.rules", "conditions.rules", "basic.rules"];
    let read = |name: &str| std::fs::read_to_string(format!("{PACK}/{name}"));
    let originals = names.iter().map(|name| read(name)).collect::<std::io::Result<Vec<_>>>()?;
    let own: BTreeSet<String> = originals.iter().flat_map(|text| declared(text)).collect();
    for (name, original) in names.iter().zip(&originals) {
        let whole: String = (0..times).map(|copy| renamed(original, &own, copy)).collect();
        texts.push(((*name).to_owned(), whole));
    }
    Ok(texts)
}

/// Names and codes that stand once in a pack: facts, fields, definitions, indicators, conditions, keys.
fn declared(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        let mut words = line.split_whitespace();
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        match first {
            "事实" | "定义" | "指标" | "条件" | "优先" | "上限" | "否决" => {
                found.insert(second.to_owned())
            }
            _ if second.starts_with('(') && second.ends_with(')') => found.insert(first.to_owned()),
            _ => false,
        };
        let keys = line.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(key, _)| key);
        if first == "事实" || first == "指标表" {
            found.extend(keys.take(1).map(str::to_owned));
        }
    }
    found
}

/// The text with every own name and code marked with the number of the copy.
fn renamed(text: &str, own: &BTreeSet<String>, copy: usize) -> String {
    let mut out = String::with_capacity(text.len().saturating_mul(2));
    for line in text.lines() {
        let (code, comment) = line.split_once('#').map_or((line, None), |(code, comment)| (code, Some(comment)));
        for (at, part) in code.split('"').enumerate() {
            if at > 0 {
                out.push('"');
            }
            if at % 2 == 1 { out.push_str(part) } else { rename(part, own, copy, &mut out) }
        }
        if let Some(comment) = comment {
            let _ = write!(out, "#{comment}");
        }
        out.push('\n');
    }
    out
}

fn rename(code: &str, own: &BTreeSet<String>, copy: usize, out: &mut String) {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
    let mut rest = code;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character| !is_part(character)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(word);
        if own.contains(word) {
            let _ = write!(out, "_{copy}");
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use chengxin::{RuleSet, Severity};

    /// Facts of the tracks are unused here, of which there are warnings.
    #[test]
    fn a_scheme_three_times_over_has_no_error() {
        let texts = super::generated(3).unwrap_or_default();
        let errors = RuleSet::check_sources(texts).map(|checked| {
            let found = checked.diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
            found.map(|found| found.message.en).collect::<Vec<_>>()
        });
        assert_eq!(errors.ok(), Some(Vec::new()));
    }
}
