//! From what was written to what it means: names, types, totals, tables. Every fault at once, or a plan.

mod aggregate;
mod arithmetic;
mod bound;
mod change;
mod compare;
mod condition;
mod coverage;
mod definition;
mod each;
mod fact;
mod formula;
mod grade;
mod guard;
mod hazard;
mod inapplicable;
mod indicator;
mod line;
mod literal;
mod member;
mod misplaced;
mod names;
mod quantifier;
mod reads;
mod repeats;
mod scope;
mod score;
mod table;
mod totals;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Message, Severity, say};
use crate::document::{Document, Expression, Item, Name, Sheet};
use crate::plan::{
    self, Definition, Extents, FactDeclaration, Parameter, Plan, RowDefinitions, SchemePlan, Slot, Track,
};
use crate::scheme::Scheme;
use crate::source::{Sources, Span};
use crate::value::Number;
use scope::Scope;

/// A rule file, and whether it is a track's.
#[derive(Debug)]
pub struct RuleFile {
    /// What it says.
    pub document: Document,
    /// Whether it fills the slot as a track.
    pub track: bool,
}

/// Checks a whole pack. Where there is an error there is no plan; warnings come with it.
///
/// # Errors
/// Every fault found, errors and warnings, in the order of the files.
pub fn check(
    sources: &Sources,
    scheme: &Scheme,
    files: &[RuleFile],
) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut checker = Checker::new(sources, scheme);
    let plan = checker.plan(files);
    let mut found = checker.diagnostics;
    found.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code));
    found.dedup();
    if found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(found);
    }
    Ok((plan, found))
}

/// What is known while a pack is checked.
struct Checker<'a> {
    sources: &'a Sources,
    scheme: &'a Scheme,
    diagnostics: Vec<Diagnostic>,
    facts: Vec<FactDeclaration>,
    definitions: Vec<Definition>,
    row_definitions: Vec<RowDefinitions>,
    parameters: Vec<Parameter>,
    /// Where names and keys stand.
    names: names::Names,
    /// Codes of indicators, conditions and adjustments: where each was declared, and by which track.
    codes: BTreeMap<String, (Span, Option<usize>)>,
    /// Codes of indicators that are scored by now.
    scored: BTreeSet<(String, Option<usize>)>,
}

impl<'a> Checker<'a> {
    fn new(sources: &'a Sources, scheme: &'a Scheme) -> Self {
        let parameters = scheme.parameters.iter().map(|entry| Parameter {
            name: entry.name.value.clone(),
            dimension: entry.dimension.clone(),
            values: entry.values.clone(),
            span: entry.name.span,
        });
        Self {
            sources,
            scheme,
            diagnostics: Vec::new(),
            facts: Vec::new(),
            definitions: Vec::new(),
            row_definitions: Vec::new(),
            parameters: parameters.collect(),
            names: names::Names::default(),
            codes: BTreeMap::new(),
            scored: BTreeSet::new(),
        }
    }

    /// What the declarations so far say of the values of formulas.
    fn extents(&self) -> Extents<'_> {
        Extents {
            facts: &self.facts,
            definitions: &self.definitions,
            row_definitions: &self.row_definitions,
            scores: None,
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn error(&mut self, code: &'static str, span: Span, message: Message) {
        self.report(Diagnostic::error(code, span, message));
    }

    fn written(&self, span: Span) -> String {
        self.sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn plan(&mut self, files: &[RuleFile]) -> Plan {
        let tracks: Vec<Option<usize>> = number_tracks(files);
        for (file, track) in files.iter().zip(&tracks) {
            self.declare_facts(&file.document, *track);
        }
        for (file, track) in files.iter().zip(&tracks) {
            self.declare_definitions(&file.document, *track);
        }
        let mut sheets = Vec::new();
        let mut track_plans = Vec::new();
        for (file, track) in files.iter().zip(&tracks) {
            let written: Vec<&Sheet> = sheets_of(&file.document).collect();
            match track {
                Some(track) => track_plans.extend(self.track_sheet(&file.document, &written, *track)),
                None => sheets.extend(written.into_iter().filter_map(|sheet| self.scheme_sheet(sheet))),
            }
        }
        self.names_differ(files);
        self.missing_sheets(&sheets);
        self.repeats_exist(&sheets, &track_plans);
        let adjustments = self.adjustments(files, &tracks);
        let conditions = self.conditions(files, &tracks);
        let grades = self.grades(files, &tracks);
        let slot_share = self.share_of_slot();
        Plan {
            scheme: self.scheme_plan(slot_share),
            facts: std::mem::take(&mut self.facts),
            definitions: std::mem::take(&mut self.definitions),
            row_definitions: std::mem::take(&mut self.row_definitions),
            tracks: track_plans,
            sheets,
            conditions,
            adjustments,
            grades,
            parameters: std::mem::take(&mut self.parameters),
        }
    }

    fn scheme_plan(&mut self, slot_share: Option<Number>) -> SchemePlan {
        let scheme = self.scheme;
        let name = scheme.applicant.0.clone().and_then(|name| self.applicant_fact(&name.value, name.span));
        let code = scheme.applicant.1.clone().and_then(|code| self.applicant_fact(&code.value, code.span));
        for entry in &scheme.tie_breaks {
            self.known_score(&entry.value, entry.span);
        }
        let documents = scheme.documents.iter().map(|entry| plan::Document {
            name: entry.name.clone(),
            key: entry.key.value.clone(),
            span: entry.key.span,
        });
        SchemePlan {
            id: scheme.id.clone(),
            title: scheme.title.clone(),
            version: scheme.version.clone(),
            official: scheme.official,
            disclaimer: scheme.disclaimer.clone(),
            disclaimer_en: scheme.disclaimer_en.clone(),
            pass_mark: scheme.pass_mark.clone(),
            places: scheme.rounding.0,
            rounding: scheme.rounding.1,
            slot: scheme.slot.as_ref().zip(slot_share).map(|(slot, share)| Slot {
                title: slot.title.clone(),
                share,
                points: slot.points.value.clone(),
            }),
            unsubmitted_counts_nothing: scheme.unsubmitted_counts_nothing,
            applicant_name: name,
            applicant_code: code,
            effective: scheme.effective,
            tie_breaks: scheme.tie_breaks.iter().map(|entry| entry.value.clone()).collect(),
            documents: documents.collect(),
        }
    }

    fn applicant_fact(&mut self, name: &str, span: Span) -> Option<usize> {
        let found = self.facts.iter().position(|fact| fact.track.is_none() && (fact.name == name || fact.key == name));
        if found.is_none() {
            self.error("E0201", span, say!("没有名为 {name} 的事实", "there is no fact named {name}"));
        }
        found
    }

    fn known_score(&mut self, code: &str, span: Span) {
        let indicator = self.scored.contains(&(code.to_owned(), None));
        let sheet = self.scheme.sheets.iter().any(|sheet| sheet.key.value == code);
        if !indicator && !sheet {
            self.error(
                "E0203",
                span,
                say!("没有编号为 {code} 的指标或指标表", "there is no indicator or sheet with the code {code}"),
            );
        }
    }

    /// Registers a code, and reports one that is taken.
    fn take_code(&mut self, code: &Name, track: Option<usize>) {
        if let Some((first, owner)) = self.codes.get(&code.text).copied() {
            let separate = owner.is_some() && track.is_some() && owner != track;
            if !separate {
                let name = &code.text;
                self.report(
                    Diagnostic::error(
                        "E0204",
                        code.span,
                        say!("编号 {name} 用了两次", "the code {name} is used twice"),
                    )
                    .here(say!("第二次", "second use"))
                    .and(first, say!("第一次在这里", "first used here")),
                );
            }
            return;
        }
        self.codes.insert(code.text.clone(), (code.span, track));
    }

    /// The value of a literal in points (`5 分`, or `5` where only points can be meant).
    fn points(&mut self, expression: &Expression, track: Option<usize>) -> Number {
        let scope = Scope::of_track(track);
        let formula = self.formula(expression, &scope);
        match self.constant(&formula) {
            Some((number, crate::plan::Dimension::Points | crate::plan::Dimension::Plain)) => number,
            Some(_) | None => {
                if formula.of != crate::plan::Type::Broken {
                    self.error(
                        "E0302",
                        expression.span,
                        say!("这里要写分值，例如 5 分", "this must be a number of points, such as 5 分"),
                    );
                }
                Number::zero()
            }
        }
    }
}

/// Gives each track's file its number, in order.
fn number_tracks(files: &[RuleFile]) -> Vec<Option<usize>> {
    let mut next = 0_usize;
    let mut number = |track: bool| {
        let this = track.then_some(next);
        next = next.saturating_add(usize::from(track));
        this
    };
    files.iter().map(|file| number(file.track)).collect()
}

fn sheets_of(document: &Document) -> impl Iterator<Item = &Sheet> {
    document.items.iter().filter_map(|item| match item {
        Item::Sheet(sheet) => Some(sheet),
        Item::Fact(_) | Item::Definition(_) | Item::Condition(_) | Item::Grade(_) | Item::Adjustment(_) => None,
    })
}

impl Checker<'_> {
    fn track_sheet(&mut self, document: &Document, sheets: &[&Sheet], track: usize) -> Option<Track> {
        self.slot_only(document);
        let (first, rest) = sheets.split_first()?;
        for extra in rest {
            self.error(
                "E0703",
                extra.span,
                say!("协会（区）的文件只能有一张指标表", "a track's file holds one sheet only"),
            );
        }
        let slot = self.scheme.slot.clone();
        let expected = slot.as_ref().map(|slot| slot.points.clone());
        let sheet = self.sheet(first, Some(track), expected)?;
        self.within_slot(&sheet);
        let share = self.share_of_slot().unwrap_or_else(Number::zero);
        Some(Track {
            key: first.key.text.clone(),
            name: first.name.text.clone(),
            sheet: crate::plan::Sheet { root: sheet, share, levels: None },
        })
    }
}
