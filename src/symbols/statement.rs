//! Codes and names in statements: conditions, sheets, indicators, grades, adjustments.

use super::{Scope, SymbolKind, Walker};
use crate::document::{
    Clause, ClauseKind, ConditionClauseKind, ConditionItem, Document, Each, EachClauseKind, GradeItem, GradeLimitKind,
    GroupBy, Indicator, Item, Name,
};
use crate::source::Span;

impl Walker<'_> {
    /// Declares codes, sheets and grades.
    pub(super) fn codes(&mut self, document: &Document, track: Option<usize>) {
        for item in &document.items {
            match item {
                Item::Condition(item) => {
                    self.declare_name(&item.code, SymbolKind::Condition, None, track);
                }
                Item::Adjustment(item) => {
                    self.declare_name(&item.code, SymbolKind::Adjustment, None, track);
                }
                Item::Sheet(sheet) => {
                    let at = self.declare_name(&sheet.key, SymbolKind::Sheet, None, track);
                    self.indicator_codes(&sheet.children, at, track);
                }
                Item::Grade(item) => {
                    let scale = self.declare_name(&item.name, SymbolKind::Scale, None, track);
                    self.grade_names(item, scale, track);
                }
                Item::Fact(_) | Item::Definition(_) => {}
            }
        }
    }

    fn indicator_codes(&mut self, indicators: &[Indicator], parent: usize, track: Option<usize>) {
        for indicator in indicators {
            let at = self.declare_name(&indicator.code, SymbolKind::Indicator, Some(parent), track);
            self.indicator_codes(&indicator.children, at, track);
        }
    }

    /// The first row of a grade declares it.
    fn grade_names(&mut self, item: &GradeItem, scale: usize, track: Option<usize>) {
        for row in &item.rows {
            match self.grade(&row.grade, scale) {
                Some(grade) => self.used(grade, row.grade.span),
                None => {
                    self.declare_name(&row.grade, SymbolKind::Grade, Some(scale), track);
                }
            }
        }
    }

    fn grade(&self, name: &Name, scale: usize) -> Option<usize> {
        let mut named = self.symbols.named(&name.text);
        named.find(|(_, symbol)| symbol.kind == SymbolKind::Grade && symbol.parent == Some(scale)).map(|(at, _)| at)
    }

    /// Notes the names in everything that is judged or scored.
    pub(super) fn statements(&mut self, document: &Document, track: Option<usize>) {
        let scope = Scope::of_track(track);
        for item in &document.items {
            match item {
                Item::Condition(item) => self.in_statement(item.code.span, |walker| walker.condition(item, &scope)),
                Item::Sheet(sheet) => {
                    self.in_statement(sheet.key.span, |walker| walker.clauses(&sheet.clauses, &scope));
                    self.indicators(&sheet.children, &scope);
                }
                Item::Grade(item) => self.in_statement(item.name.span, |walker| walker.grades(item, &scope)),
                Item::Adjustment(item) => {
                    self.in_statement(item.code.span, |walker| walker.clauses(&item.clauses, &scope));
                }
                Item::Fact(_) | Item::Definition(_) => {}
            }
        }
    }

    fn in_statement(&mut self, code: Span, work: impl FnOnce(&mut Self)) {
        self.within = self.symbols.declared_at(code);
        work(self);
        self.within = None;
    }

    fn condition(&mut self, item: &ConditionItem, scope: &Scope) {
        for clause in &item.clauses {
            match &clause.kind {
                ConditionClauseKind::Require(expression) | ConditionClauseKind::Concerns(expression) => {
                    self.walk(expression, scope);
                }
                ConditionClauseKind::Basis(_)
                | ConditionClauseKind::Evidence(_)
                | ConditionClauseKind::Verification(_)
                | ConditionClauseKind::Note(_) => {}
            }
        }
    }

    fn indicators(&mut self, indicators: &[Indicator], scope: &Scope) {
        for indicator in indicators {
            self.in_statement(indicator.code.span, |walker| walker.clauses(&indicator.clauses, scope));
            self.indicators(&indicator.children, scope);
        }
    }

    fn clauses(&mut self, clauses: &[Clause], scope: &Scope) {
        clauses.iter().for_each(|clause| self.clause(clause, scope));
    }

    fn clause(&mut self, clause: &Clause, scope: &Scope) {
        match &clause.kind {
            ClauseKind::Basis(_)
            | ClauseKind::Evidence(_)
            | ClauseKind::Verification(_)
            | ClauseKind::Note(_)
            | ClauseKind::Round(_)
            | ClauseKind::JumpMeant(_)
            | ClauseKind::NoCap
            | ClauseKind::NoFloor
            | ClauseKind::InOrder => {}
            ClauseKind::MayRepeat { codes, .. } => {
                for code in codes {
                    if let Some(found) = self.symbols.score(&code.text, scope.track) {
                        self.used(found, code.span);
                    }
                }
            }
            ClauseKind::Rescale { minimum } => self.each_of(minimum, scope),
            ClauseKind::NotApplicable { when, .. } | ClauseKind::Unsubmitted(when) | ClauseKind::Clear(when) => {
                self.each_of([when], scope);
            }
            ClauseKind::Cap(points) | ClauseKind::Floor(points) | ClauseKind::Start(points) => {
                self.each_of([points], scope);
            }
            ClauseKind::SetTo { points, when } => self.each_of([points, when], scope),
            ClauseKind::NoValue(score) | ClauseKind::ZeroDivision(score) | ClauseKind::Method(score) => {
                self.score(score, scope);
            }
            ClauseKind::Award { score, when }
            | ClauseKind::Add { score, when }
            | ClauseKind::Deduct { score, when } => {
                self.score(score, scope);
                self.each_of(when, scope);
            }
            ClauseKind::Checklist { points, items, .. } => self.each_of([points].into_iter().chain(items), scope),
            ClauseKind::Count(steps) => self.steps(steps, scope),
            ClauseKind::Each(each) => self.each(each, scope),
            ClauseKind::Best { methods, .. } => self.clauses(methods, scope),
        }
    }

    fn each(&mut self, each: &Each, scope: &Scope) {
        let inner = self.records_of(&each.list, scope);
        for clause in &each.clauses {
            match &clause.kind {
                EachClauseKind::Exclude(expression)
                | EachClauseKind::When(expression)
                | EachClauseKind::Cap(expression) => self.each_of([expression], &inner),
                EachClauseKind::Validity { from, period } => {
                    self.each_of([from], &inner);
                    self.score(period, &inner);
                }
                EachClauseKind::Same { keys, .. } => self.each_of(keys, &inner),
                EachClauseKind::Add(score) | EachClauseKind::Deduct(score) => self.score(score, &inner),
                EachClauseKind::FirstAndRest { first, rest, .. } => self.each_of([first, rest], &inner),
                EachClauseKind::Repeat { same, date, factor, .. } => self.each_of([same, date, factor], &inner),
                EachClauseKind::Factor { factor, when } => {
                    self.score(factor, &inner);
                    self.each_of(when, &inner);
                }
                EachClauseKind::GroupCap { by, points } => {
                    let (GroupBy::Year(by) | GroupBy::Month(by) | GroupBy::Key(by)) = by;
                    self.each_of([by, points], &inner);
                }
                EachClauseKind::Only { .. } => {}
            }
        }
    }

    fn grades(&mut self, item: &GradeItem, scope: &Scope) {
        let chosen = item.subject.as_ref().map_or(Vec::new(), |subject| self.walk(subject, scope));
        for row in &item.rows {
            self.cell(&row.cell, &chosen, scope);
        }
        for limit in &item.limits {
            self.each_of([&limit.when], scope);
            if let GradeLimitKind::AtMost(name) | GradeLimitKind::SetTo(name) = &limit.kind
                && let Some(grade) = self.within.and_then(|scale| self.grade(name, scale))
            {
                self.used(grade, name.span);
            }
        }
    }
}
