//! The page as HTML: one file, printable, everything that is quoted escaped.

use super::{Fault, Group, Item, Page};
use crate::diagnostic::{Language, say};

const STYLE: &str = "body{font-family:\"Noto Serif CJK SC\",\"Songti SC\",SimSun,serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.5;color:#111}\
h1{font-size:1.5em}h2{font-size:1.2em;border-bottom:1px solid #999;margin-top:2em}h3{font-size:1.05em;margin-bottom:.3em}\
table{border-collapse:collapse;margin:.5em 0}td,th{border:1px solid #999;padding:.2em .6em;text-align:left;vertical-align:top}\
td.count{text-align:right}code,pre{font-family:\"Noto Sans Mono CJK SC\",monospace;font-size:.9em}pre{margin:.2em 0;white-space:pre-wrap;word-break:break-all}\
.item{margin:.6em 0 .6em 1em;break-inside:avoid}.kind{color:#555}.proved{color:#060}.open{color:#850}.refuted,.fault{color:#a00}\
.notice{border:1px solid #a00;padding:.5em 1em}.lines{color:#333}@media print{body{margin:0;max-width:none}a{color:inherit}}";

pub(super) fn write(page: &Page<'_>) -> String {
    let tag = match page.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let title = escape(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    );
    if !page.disclaimer.is_empty() {
        out.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(&page.disclaimer)));
    }
    table(&mut out, &[], &page.head.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect::<Vec<_>>());
    heading(&mut out, &page.say(&say!("规则文件", "Rule files")));
    let names = [page.say(&say!("文件", "File")), "SHA-256".to_owned()];
    let files: Vec<Vec<String>> = page.files.iter().map(|(file, digest)| vec![file.clone(), digest.clone()]).collect();
    table(&mut out, &names, &files);
    if !page.faults.is_empty() {
        heading(&mut out, &page.say(&say!("错误和警告", "Errors and warnings")));
        page.faults.iter().for_each(|fault| self::fault(&mut out, fault));
    }
    if let Some(unproved) = &page.unproved {
        out.push_str(&format!("<p class=\"notice\">{}</p>\n", escape(unproved)));
    } else {
        summary(&mut out, page);
        heading(&mut out, &page.say(&say!("逐项", "One by one")));
        page.groups.iter().for_each(|group| self::group(&mut out, group, page));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn heading(out: &mut String, words: &str) {
    out.push_str(&format!("<h2>{}</h2>\n", escape(words)));
}

fn table(out: &mut String, heads: &[String], rows: &[Vec<String>]) {
    out.push_str("<table>\n");
    if !heads.is_empty() {
        let cells: String = heads.iter().map(|head| format!("<th>{}</th>", escape(head))).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
        out.push_str(&format!("<tr>{cells}</tr>\n"));
    }
    out.push_str("</table>\n");
}

fn summary(out: &mut String, page: &Page<'_>) {
    heading(out, &page.say(&say!("汇总", "Summary")));
    let heads = page.summary_heads();
    let rows = page.summary.iter().map(|(name, counts)| {
        std::iter::once(page.say(name)).chain(counts.iter().map(ToString::to_string)).collect::<Vec<_>>()
    });
    table(out, &heads, &rows.collect::<Vec<_>>());
}

fn fault(out: &mut String, fault: &Fault) {
    out.push_str(&format!("<div class=\"item\"><p class=\"fault\">{}</p>\n", escape(&fault.heading)));
    lines(out, &fault.lines);
    out.push_str("</div>\n");
}

fn group(out: &mut String, group: &Group<'_>, page: &Page<'_>) {
    out.push_str(&format!("<h3>{}</h3>\n", escape(&group.title)));
    group.items.iter().for_each(|item| self::item(out, item, page));
}

fn item(out: &mut String, item: &Item<'_>, page: &Page<'_>) {
    let standing = item.standing.words(item.record.is_some());
    out.push_str(&format!(
        "<div class=\"item\"><p><span class=\"kind\">{}</span> {}<br><strong class=\"{}\">{}</strong>{}{}</p>\n",
        escape(&page.say(&item.kind)),
        escape(&item.claim),
        item.standing.class(),
        escape(&page.say(&standing)),
        page.colon(),
        escape(&item.words),
    ));
    if let Some(record) = item.record {
        table(
            out,
            &[],
            &record.facts.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect::<Vec<_>>(),
        );
    }
    lines(out, &item.lines);
    out.push_str("</div>\n");
}

fn lines(out: &mut String, lines: &[(String, String)]) {
    if lines.is_empty() {
        return;
    }
    let each = lines.iter().map(|(place, text)| format!("{}  {}", escape(place), escape(text)));
    out.push_str(&format!("<pre class=\"lines\">{}</pre>\n", each.collect::<Vec<_>>().join("\n")));
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in crate::diagnostic::shown(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            plain => out.push(plain),
        }
    }
    out
}
