//! The whole breakdown as Markdown: tables for what is compared, lists for what is told.

use super::amounts::{share, standing, subtotal, two_places};
use super::phrase::{listed, phrase, pick};
use super::{conclusion, detail, header, labels, operand, text, words};
use crate::breakdown::{Breakdown, ConditionResult, Node, SheetResult};
use crate::diagnostic::{Language, shown};

/// The whole breakdown.
pub(crate) fn full(breakdown: &Breakdown, language: Language) -> String {
    let mut out = Page::default();
    let applicant = header::applicant(breakdown, language);
    out.heading(1, &phrase!(language, "得分明细：{applicant}", "Score breakdown: {applicant}"));
    let pairs = header::pairs(breakdown, language).into_iter().skip(1);
    out.table(
        &[pick(language, "项目", "Item"), pick(language, "内容", "Content")],
        pairs.map(|(label, value)| vec![label.to_owned(), value]),
    );
    verdict(&mut out, breakdown, language);
    conditions(&mut out, breakdown, language);
    for sheet in &breakdown.sheets {
        self::sheet(&mut out, sheet, language);
    }
    if !breakdown.adjustments.is_empty() {
        out.heading(2, pick(language, "总分调整", "Adjustments of the total"));
        breakdown.adjustments.iter().for_each(|node| told(&mut out, node, language));
    }
    remarks(&mut out, breakdown, language);
    out.finish()
}

/// Markdown that grows block by block. What is written may quote a record: it is escaped here, once.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    /// A heading, with empty lines around it.
    pub(crate) fn heading(&mut self, level: usize, words: &str) {
        self.gap();
        self.0.push_str(&format!("{} {}\n", "#".repeat(level), escape(words)));
        self.gap();
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, words: &str) {
        self.gap();
        self.0.push_str(&format!("{}\n", escape(words)));
    }

    /// One item of a list.
    pub(crate) fn bullet(&mut self, depth: usize, words: &str) {
        self.0.push_str(&format!("{}- {}\n", "  ".repeat(depth), escape(words)));
    }

    /// A table with its head.
    pub(crate) fn table(&mut self, heads: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.gap();
        let mut line = |cells: &[String]| self.0.push_str(&format!("| {} |\n", cells.join(" | ")));
        line(&heads.iter().map(|head| escape(head)).collect::<Vec<_>>());
        line(&heads.iter().map(|_| "---".to_owned()).collect::<Vec<_>>());
        rows.for_each(|row| line(&row.iter().map(|cell| escape(cell)).collect::<Vec<_>>()));
        self.gap();
    }

    /// The text.
    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// One empty line, not at the start and not twice.
    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }
}

/// Makes a text mean itself in Markdown, HTML within it and table cells around it included.
pub(crate) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in shown(words).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '$' | '!') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn verdict(out: &mut Page, breakdown: &Breakdown, language: Language) {
    let name = breakdown.verdict.name(language);
    out.heading(2, &phrase!(language, "结论：{name}", "Verdict: {name}"));
    for reason in conclusion::reasons(breakdown, language) {
        out.bullet(0, &reason);
    }
    out.paragraph(&conclusion::total(breakdown, language));
    out.paragraph(&conclusion::arithmetic(breakdown, language));
    for grade in &breakdown.grades {
        out.paragraph(&text::grade_line(grade, language));
    }
}

fn conditions(out: &mut Page, breakdown: &Breakdown, language: Language) {
    if breakdown.conditions.is_empty() {
        return;
    }
    out.heading(2, pick(language, "条件", "Conditions"));
    let heads = match language {
        Language::Chinese => ["编号", "条件", "类别", "结果", "规则"],
        Language::English => ["Code", "Condition", "Kind", "Outcome", "Rule"],
    };
    out.table(&heads, breakdown.conditions.iter().map(|condition| condition_row(condition, language)));
    for condition in &breakdown.conditions {
        out.bullet(0, &text::condition_line(condition, language));
        for (depth, line) in operand::lines(&condition.operands, 1, language) {
            out.bullet(depth, &line);
        }
        details(out, 1, detail::condition(condition, language), language);
    }
}

fn condition_row(condition: &ConditionResult, language: Language) -> Vec<String> {
    vec![
        condition.code.clone(),
        condition.title.clone(),
        labels::condition_sort(condition.kind, language).to_owned(),
        condition.outcome(language).to_owned(),
        condition.origin.clone(),
    ]
}

fn sheet(out: &mut Page, sheet: &SheetResult, language: Language) {
    let (title, share) = (&sheet.title, share(&sheet.share));
    let (score, counts) = (subtotal(&sheet.score, &sheet.points, language), two_places(&sheet.contribution, language));
    out.heading(
        2,
        &phrase!(language, "{title}：{score}，× {share} 计 {counts}", "{title}: {score}, × {share} counts {counts}"),
    );
    let said = words::steps(&sheet.steps, language);
    if !said.is_empty() {
        out.paragraph(&said);
    }
    for head in &sheet.indicators {
        let (code, title) = (&head.code, &head.title);
        out.heading(3, &format!("{code} {title} {}", subtotal(&head.score, &head.points, language)));
        let heads = match language {
            Language::Chinese => ["编号", "指标", "得分", "分值", "说明", "规则"],
            Language::English => ["Code", "Indicator", "Score", "Points", "State", "Rule"],
        };
        let mut rows = Vec::new();
        leaves(head, &mut rows, language);
        out.table(&heads, rows.into_iter());
        told(out, head, language);
    }
}

/// The indicators below a head that have no children of their own.
fn leaves(node: &Node, rows: &mut Vec<Vec<String>>, language: Language) {
    if node.children.is_empty() {
        rows.push(vec![
            node.code.clone(),
            node.title.clone(),
            standing(&node.score, language),
            node.points.to_string(),
            node.state.name(language).to_owned(),
            node.origin.clone(),
        ]);
    }
    node.children.iter().for_each(|child| leaves(child, rows, language));
}

/// An indicator and all below it as a list.
fn told(out: &mut Page, node: &Node, language: Language) {
    let (code, title, score) = (&node.code, &node.title, detail::score(node, language));
    out.bullet(0, &format!("{code} {title} {score}"));
    details(out, 1, detail::node(node, language), language);
    node.children.iter().for_each(|child| told(out, child, language));
}

fn details(out: &mut Page, depth: usize, details: Vec<detail::Detail>, language: Language) {
    for (label, said) in details {
        out.bullet(depth, &phrase!(language, "{label}：{said}", "{label}: {said}"));
    }
}

fn remarks(out: &mut Page, breakdown: &Breakdown, language: Language) {
    if !breakdown.facts.is_empty() {
        out.heading(2, pick(language, "所用事实", "Facts read"));
        let heads = match language {
            Language::Chinese => ["事实", "状态", "值", "来源"],
            Language::English => ["Fact", "State", "Value", "From"],
        };
        out.table(&heads, breakdown.facts.iter().map(|fact| detail::fact(fact, language)));
    }
    if !breakdown.unsubmitted.is_empty() {
        out.heading(2, pick(language, "未提交，须补正", "Not submitted, to be mended"));
        out.paragraph(&listed(&breakdown.unsubmitted, language));
    }
    if !breakdown.notices.is_empty() {
        out.heading(2, pick(language, "读取申报记录时的说明", "How the record was read"));
    }
    for notice in &breakdown.notices {
        out.bullet(0, &text::notice(notice, language));
    }
}
