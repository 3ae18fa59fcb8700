//! The page as Markdown; what is quoted is escaped.

use super::{Fault, Group, Item, Page};
use crate::diagnostic::{Language, say, shown};

pub(super) fn write(page: &Page<'_>) -> String {
    let mut out = format!("# {}\n", escape(&page.title));
    if !page.disclaimer.is_empty() {
        out.push_str(&format!("\n> {}\n", escape(&page.disclaimer)));
    }
    let names = [page.say(&say!("项目", "Item")), page.say(&say!("内容", "Content"))];
    table(&mut out, &names, page.head.iter().map(|(name, value)| vec![name.clone(), value.clone()]));
    heading(&mut out, 2, &page.say(&say!("规则文件", "Rule files")));
    let names = [page.say(&say!("文件", "File")), "SHA-256".to_owned()];
    table(&mut out, &names, page.files.iter().map(|(file, digest)| vec![file.clone(), digest.clone()]));
    if !page.faults.is_empty() {
        heading(&mut out, 2, &page.say(&say!("错误和警告", "Errors and warnings")));
        out.push('\n');
        page.faults.iter().for_each(|fault| self::fault(&mut out, fault));
    }
    if let Some(unproved) = &page.unproved {
        out.push_str(&format!("\n{}\n", escape(unproved)));
        return out;
    }
    heading(&mut out, 2, &page.say(&say!("汇总", "Summary")));
    let rows = page
        .summary
        .iter()
        .map(|(name, counts)| std::iter::once(page.say(name)).chain(counts.iter().map(ToString::to_string)).collect());
    table(&mut out, &page.summary_heads(), rows);
    heading(&mut out, 2, &page.say(&say!("逐项", "One by one")));
    page.groups.iter().for_each(|group| self::group(&mut out, group, page));
    out
}

fn heading(out: &mut String, level: usize, words: &str) {
    out.push_str(&format!("\n{} {}\n", "#".repeat(level), escape(words)));
}

fn table(out: &mut String, heads: &[String], rows: impl Iterator<Item = Vec<String>>) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push('\n');
    out.push_str(&line(heads.iter().map(|head| escape(head)).collect()));
    out.push_str(&line(heads.iter().map(|_| "---".to_owned()).collect()));
    rows.for_each(|row| out.push_str(&line(row.iter().map(|cell| escape(cell)).collect())));
}

fn fault(out: &mut String, fault: &Fault) {
    out.push_str(&format!("- {}\n", escape(&fault.heading)));
    lines(out, &fault.lines);
}

fn group(out: &mut String, group: &Group<'_>, page: &Page<'_>) {
    heading(out, 3, &group.title);
    out.push('\n');
    for item in &group.items {
        self::item(out, item, page);
    }
}

fn item(out: &mut String, item: &Item<'_>, page: &Page<'_>) {
    let standing = page.say(&item.standing.words(item.record.is_some()));
    let (kind, colon) = (page.say(&item.kind), page.colon());
    out.push_str(&format!("- {}{colon}{}\n", escape(&kind), escape(&item.claim)));
    out.push_str(&format!("  **{}**{colon}{}\n", escape(&standing), escape(&item.words)));
    if let Some(record) = item.record {
        for (name, value) in &record.facts {
            out.push_str(&format!("  - {} = {}\n", escape(name), escape(value)));
        }
    }
    lines(out, &item.lines);
}

fn lines(out: &mut String, lines: &[(String, String)]) {
    for (place, text) in lines {
        out.push_str(&format!("  - {} {}\n", escape(place), quoted(text)));
    }
}

/// A rule line as code, in as many backticks as it takes.
fn quoted(text: &str) -> String {
    let text = shown(text);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest.saturating_add(1));
    if text.is_empty() { String::new() } else { format!("{ticks} {text} {ticks}") }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in shown(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

impl Page<'_> {
    /// What stands between a name and what is said of it.
    pub(super) fn colon(&self) -> &'static str {
        match self.language {
            Language::Chinese => "：",
            Language::English => ": ",
        }
    }

    /// The heads of the table of counts.
    pub(super) fn summary_heads(&self) -> Vec<String> {
        let heads = [
            say!("应证的", "To be proved"),
            say!("已证明", "Proved"),
            say!("未能证明", "Not proved"),
            say!("被推翻", "Refuted"),
        ];
        heads.iter().map(|head| self.say(head)).collect()
    }
}
