//! The plan as neutral JSON: what the rules mean, for another program to read, with nothing of this one in it.

mod fact;
mod formula;
mod indicator;
mod json;
mod score;

use crate::breakdown::ConditionSort;
use crate::plan::{Cell, Condition, Grade, GradeLimitKind, Parameter, Plan, Sheet};
use crate::source::{Sources, Span};
use json::{Json, object, some};

/// The version of the format: higher where a reader of it would have to change.
const FORMAT: u32 = 1;

/// The whole plan as JSON, the same bytes for the same rules.
pub(crate) fn export(plan: &Plan, sources: &Sources) -> String {
    let exporter = Exporter { plan, sources };
    let mut text = serde_json::to_string_pretty(&exporter.whole()).unwrap_or_default();
    text.push('\n');
    text
}

/// What puts the parts of a plan into JSON.
struct Exporter<'p> {
    plan: &'p Plan,
    sources: &'p Sources,
}

impl Exporter<'_> {
    fn whole(&self) -> Json {
        let plan = self.plan;
        object([
            ("format", FORMAT.into()),
            ("engine", crate::eval::ENGINE.into()),
            ("scheme", self.scheme()),
            ("tracks", some(plan.tracks.iter().map(|track| named(&track.key, &track.name)))),
            ("facts", some(plan.facts.iter().map(|fact| self.fact(fact)))),
            ("parameters", some(plan.parameters.iter().map(|parameter| self.parameter(parameter)))),
            ("definitions", some(self.definitions())),
            ("record_definitions", some(self.record_definitions())),
            ("sheets", some(plan.sheets.iter().map(|sheet| self.sheet(sheet)))),
            (
                "track_sheets",
                some(plan.tracks.iter().map(|track| self.sheet(&track.sheet).with([("track", (&track.key).into())]))),
            ),
            ("adjustments", some(plan.adjustments.iter().map(|node| self.node(node)))),
            ("conditions", some(plan.conditions.iter().map(|condition| self.condition(condition)))),
            ("grades", some(plan.grades.iter().map(|grade| self.grade(grade)))),
        ])
    }

    fn scheme(&self) -> Json {
        let scheme = &self.plan.scheme;
        let slot = scheme.slot.as_ref().map(|slot| {
            object([
                ("title", (&slot.title).into()),
                ("share", (&slot.share).into()),
                ("points", (&slot.points).into()),
            ])
        });
        let rounding = match scheme.rounding {
            crate::value::Rounding::HalfUp => "half_up",
            crate::value::Rounding::Down => "down",
            crate::value::Rounding::Up => "up",
        };
        object([
            ("id", (&scheme.id).into()),
            ("title", (&scheme.title).into()),
            ("version", (&scheme.version).into()),
            ("effective_from", scheme.effective.0.into()),
            ("effective_to", scheme.effective.1.into()),
            ("pass_mark", (&scheme.pass_mark).into()),
            ("places", scheme.places.into()),
            ("rounding", rounding.into()),
            ("unsubmitted", if scheme.unsubmitted_counts_nothing { "zero" } else { "lowest" }.into()),
            ("slot", slot.into()),
            ("tie_breaks", some(&scheme.tie_breaks)),
        ])
    }

    fn sheet(&self, sheet: &Sheet) -> Json {
        object([("share", (&sheet.share).into()), ("root", self.node(&sheet.root))])
    }

    fn parameter(&self, parameter: &Parameter) -> Json {
        let values = parameter.values.iter();
        let values = values.map(|(year, value)| object([("year", (*year).into()), ("value", value.into())]));
        object([
            ("name", (&parameter.name).into()),
            ("unit", formula::unit(&parameter.dimension)),
            ("values", some(values)),
        ])
    }

    fn definitions(&self) -> impl Iterator<Item = Json> {
        self.plan.definitions.iter().map(|definition| {
            object([
                ("name", (&definition.name).into()),
                ("track", self.track(definition.track)),
                ("line", self.line(definition.span)),
                ("formula", self.formula(&definition.formula)),
            ])
        })
    }

    /// The definitions over the records of lists; a list in the records of another by the key of its field.
    fn record_definitions(&self) -> impl Iterator<Item = Json> {
        self.plan.row_definitions.iter().flat_map(move |rows| {
            let list = self.plan.facts.get(rows.fact);
            let inner = rows.field.and_then(|field| self.plan.extents().fields((rows.fact, None)).get(field));
            rows.definitions.iter().map(move |(name, formula)| {
                object([
                    ("list", list.map(|fact| &fact.key).into()),
                    ("field", inner.map(|field| &field.key).into()),
                    ("track", self.track(list.and_then(|fact| fact.track))),
                    ("name", name.into()),
                    ("line", self.line(formula.span)),
                    ("formula", self.formula(formula)),
                ])
            })
        })
    }

    fn condition(&self, condition: &Condition) -> Json {
        let sort = match condition.sort {
            ConditionSort::Requirement => "requirement",
            ConditionSort::Veto => "veto",
            ConditionSort::Preference => "preference",
            ConditionSort::Ceiling => "ceiling",
        };
        object([
            ("code", (&condition.code).into()),
            ("title", (&condition.title).into()),
            ("kind", sort.into()),
            ("track", self.track(condition.track)),
            ("line", self.line(condition.span)),
            ("concerns", some(condition.concerns.iter().map(|formula| self.formula(formula)))),
            ("requires", some(condition.requires.iter().map(|formula| self.formula(formula)))),
        ])
    }

    fn grade(&self, grade: &Grade) -> Json {
        let name = |at: usize| Json::from(grade.grades.get(at));
        let rows = grade.rows.iter().map(|row| {
            let cell = self.cell(&row.cell, Some(&grade.subject));
            object([("when", cell), ("grade", name(row.grade)), ("line", self.line(row.span))])
        });
        let limits = grade.limits.iter().map(|limit| {
            let (kind, to) = match limit.kind {
                GradeLimitKind::AtMost(at) => ("at_most", name(at)),
                GradeLimitKind::StepDown => ("step_down", Json::Nothing),
                GradeLimitKind::SetTo(at) => ("set_to", name(at)),
            };
            let members = [("kind", kind.into()), ("grade", to), ("when", self.formula(&limit.when))];
            object(members).with([("line", self.line(limit.span))])
        });
        let subject = !grade.rows.iter().all(|row| matches!(row.cell, Cell::Condition(_) | Cell::Other));
        object([
            ("name", (&grade.name).into()),
            ("track", self.track(grade.track)),
            ("line", self.line(grade.span)),
            ("grades", some(&grade.grades)),
            ("subject", subject.then(|| self.formula(&grade.subject)).into()),
            ("rows", some(rows)),
            ("limits", some(limits)),
        ])
    }

    fn track(&self, at: Option<usize>) -> Json {
        at.and_then(|at| self.plan.tracks.get(at)).map(|track| &track.key).into()
    }

    /// Where it is written: `basic.rules:12:3`.
    fn line(&self, span: Span) -> Json {
        Json::Text(self.sources.origin(span).to_string())
    }
}

fn named(key: &str, name: &str) -> Json {
    object([("key", key.into()), ("name", name.into())])
}
