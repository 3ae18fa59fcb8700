//! Canonical text of a document, with Chinese or English keywords. Comments are not part of a document.

mod clause;
mod each;
mod expression;
mod fact;
mod literal;
mod words;

use super::keywords::{self as word, Keyword};
use crate::diagnostic::Language;
use crate::document::{
    Adjustment, Clause, ConditionClauseKind, ConditionItem, ConditionKind, Definition, Document, GradeItem,
    GradeLimitKind, Indicator, Item, Name, Sheet, Text,
};

/// Writes a document as text that reads back as the same document.
pub(super) fn print(document: &Document, language: Language) -> String {
    let mut printer = Printer { language, out: String::new(), depth: 0 };
    let mut before: Option<&Item> = None;
    for item in &document.items {
        let line = |item: &Item| matches!(item, Item::Fact(_) | Item::Definition(_));
        if before.is_some_and(|before| !(line(before) && line(item))) {
            printer.out.push('\n');
        }
        printer.item(item);
        before = Some(item);
    }
    printer.out
}

/// What writes lines, each at its depth.
struct Printer {
    language: Language,
    out: String,
    depth: usize,
}

impl Printer {
    /// The spelling of a keyword.
    fn word(&self, keyword: &Keyword) -> &'static str {
        keyword.word(self.language)
    }

    /// The second Chinese spelling of a keyword, where it reads better.
    fn variant(&self, keyword: &Keyword) -> &'static str {
        match self.language {
            Language::Chinese => keyword.zh.get(1).copied().unwrap_or_else(|| self.word(keyword)),
            Language::English => self.word(keyword),
        }
    }

    /// What stands between the members of a list.
    fn separator(&self) -> &'static str {
        match self.language {
            Language::Chinese => "、",
            Language::English => " | ",
        }
    }

    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A header, its block, and what follows the block.
    fn block(&mut self, header: &str, after: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("{header} {{"));
        self.depth = self.depth.saturating_add(1);
        inside(self);
        self.depth = self.depth.saturating_sub(1);
        self.line(&format!("}}{after}"));
    }

    fn texts(&self, texts: &[Text]) -> String {
        texts.iter().map(literal::quoted).collect::<Vec<_>>().join(self.separator())
    }

    fn names(&self, names: &[Name]) -> String {
        names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(self.separator())
    }

    fn meta(&mut self, keyword: &Keyword, texts: &[Text]) {
        let line = format!("{} {}", self.word(keyword), self.texts(texts));
        self.line(&line);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Fact(fact) => self.fact(fact, true),
            Item::Definition(definition) => self.definition(definition),
            Item::Condition(condition) => self.condition(condition),
            Item::Sheet(sheet) => self.sheet(sheet),
            Item::Grade(grade) => self.grade(grade),
            Item::Adjustment(adjustment) => self.adjustment(adjustment),
        }
    }

    fn definition(&mut self, definition: &Definition) {
        let expression = self.expression(&definition.expression);
        let line = format!("{} {} = {expression}", self.word(&word::DEFINE), definition.name.text);
        self.line(&line);
    }

    fn condition(&mut self, condition: &ConditionItem) {
        let (keyword, require) = match condition.kind {
            ConditionKind::Requirement | ConditionKind::Veto => (&word::CONDITION, &word::REQUIRE),
            ConditionKind::Preference => (&word::PREFERENCE, &word::WHEN),
            ConditionKind::Ceiling => (&word::CEILING, &word::WHEN),
        };
        let mut header =
            format!("{} {} {}", self.word(keyword), condition.code.text, literal::quoted(&condition.title));
        if condition.kind == ConditionKind::Veto {
            header.push_str(&format!(" {}", self.word(&word::VETO)));
        }
        self.block(&header, "", |printer| {
            for clause in &condition.clauses {
                match &clause.kind {
                    ConditionClauseKind::Basis(texts) => printer.meta(&word::BASIS, texts),
                    ConditionClauseKind::Evidence(texts) => printer.meta(&word::EVIDENCE, texts),
                    ConditionClauseKind::Verification(texts) => printer.meta(&word::VERIFICATION, texts),
                    ConditionClauseKind::Note(texts) => printer.meta(&word::NOTE, texts),
                    ConditionClauseKind::Require(expression) => {
                        let line = format!("{} {}", printer.word(require), printer.expression(expression));
                        printer.line(&line);
                    }
                    ConditionClauseKind::Concerns(expression) => {
                        let line = format!("{}{}", printer.word(&word::CONCERNS), printer.when(Some(expression)));
                        printer.line(&line);
                    }
                }
            }
        });
    }

    fn sheet(&mut self, sheet: &Sheet) {
        let title = sheet.title.as_ref().map_or_else(String::new, |title| format!(" {}", literal::quoted(title)));
        let (keyword, points) = (self.word(&word::SHEET), self.word(&word::POINTS));
        let full = self.value(&sheet.points);
        let header = format!("{keyword} {} ({}){title} {points} {full}", sheet.name.text, sheet.key.text);
        self.block(&header, "", |printer| printer.body(&sheet.clauses, &sheet.children));
    }

    fn body(&mut self, clauses: &[Clause], children: &[Indicator]) {
        for clause in clauses {
            self.clause(clause);
        }
        for child in children {
            self.indicator(child);
        }
    }

    fn indicator(&mut self, indicator: &Indicator) {
        let (keyword, points) = (self.word(&word::INDICATOR), self.word(&word::POINTS));
        let (code, title) = (&indicator.code.text, literal::quoted(&indicator.title));
        let mut header = format!("{keyword} {code} {title} {points} {}", self.value(&indicator.points));
        if indicator.bonus {
            header.push_str(&format!(" {}", self.word(&word::BONUS)));
        }
        if let Some(weight) = &indicator.weight {
            header.push_str(&format!(" {} {}", self.word(&word::INDICATOR_WEIGHT), self.value(weight)));
        }
        self.block(&header, "", |printer| printer.body(&indicator.clauses, &indicator.children));
    }

    fn grade(&mut self, grade: &GradeItem) {
        let mut header = format!("{} {}", self.word(&word::GRADES), grade.name.text);
        if let Some(subject) = &grade.subject {
            header.push_str(&format!(" {} {}", self.word(&word::BY), self.measure(subject)));
        }
        self.block(&header, "", |printer| {
            for row in &grade.rows {
                let cell = printer.cell(&row.cell);
                printer.line(&format!("{cell} : {}", row.grade.text));
            }
            for limit in &grade.limits {
                let head = match &limit.kind {
                    GradeLimitKind::AtMost(name) => format!("{} {}", printer.variant(&word::AT_MOST), name.text),
                    GradeLimitKind::StepDown => printer.word(&word::STEP_DOWN).to_owned(),
                    GradeLimitKind::SetTo(name) => format!("{} {}", printer.word(&word::SET_GRADE), name.text),
                };
                let line = format!("{head}{}", printer.when(Some(&limit.when)));
                printer.line(&line);
            }
        });
    }

    fn adjustment(&mut self, adjustment: &Adjustment) {
        let (code, title) = (&adjustment.code.text, literal::quoted(&adjustment.title));
        let header = format!("{} {code} {title}", self.word(&word::ADJUSTMENT));
        self.block(&header, "", |printer| printer.body(&adjustment.clauses, &[]));
    }
}
