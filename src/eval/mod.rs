//! Evaluates a plan over the facts of one record. It cannot fail: what is not known makes a truth unknown, a score a range.

mod accumulate;
mod aggregate;
mod arithmetic;
mod cases;
mod condition;
mod estimate;
mod formula;
mod happening;
mod judge;
mod node;
mod part;
mod probe;
mod records;
mod repeats;
mod rescale;
mod score;
mod show;
mod told;
mod verdict;
mod world;
mod worth;

use std::collections::BTreeSet;

use crate::breakdown::{
    Applicant, Breakdown, Digests, FactLine, FactStanding, Mode, NodeState, SchemeStamp, SheetResult, Total, TrackStamp,
};
use crate::diagnostic::Language;
use crate::facts::{Entry, Facts, State, Value, display};
use crate::plan::{Floor, Plan, Sheet};
use crate::source::Sources;
use crate::value::{Date, Number, Range};
pub(crate) use estimate::{Domain, Estimate};
pub(crate) use happening::Event;
use node::Walker;
pub(crate) use probe::{At, Hold, ListAt, Mark, Needs, Place, Probe, Reached};
pub(crate) use show::Shower;
pub(crate) use told::{Leaf, Parts, Reads, Teller, ToldCondition, ToldLeaf, Whole, roots};
use world::World;
use worth::{range, standing};

/// The engine's name and version, as written into every breakdown.
pub const ENGINE: &str = concat!("chengxin ", env!("CARGO_PKG_VERSION"));

/// What an evaluation needs besides the plan and the facts.
#[derive(Clone, Debug)]
pub struct Circumstances {
    /// The as-of date.
    pub as_of: Date,
    /// Open or closed.
    pub mode: Mode,
    /// The track: its index.
    pub track: Option<usize>,
    /// Digests of what went in.
    pub digests: Digests,
}

/// Evaluates everything and writes down how it came about.
#[must_use]
pub fn evaluate(plan: &Plan, sources: &Sources, facts: &Facts, circumstances: &Circumstances) -> Breakdown {
    let told = evaluate_with(plan, &Shower { sources: Some(sources) }, facts, circumstances);
    Breakdown { facts: fact_lines(plan, facts, circumstances.track), ..told }
}

/// Evaluates everything without a word: rules, places and values are left out, and the facts that were read. The scores,
/// states, verdict and the arithmetic between indicators are those of [`evaluate`].
#[must_use]
pub(crate) fn outline(plan: &Plan, facts: &Facts, circumstances: &Circumstances) -> Breakdown {
    evaluate_with(plan, &show::SILENT, facts, circumstances)
}

/// The result of a leaf that is known already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownLeaf {
    /// Its score.
    pub(crate) score: Number,
    /// Scored, not applicable or not submitted.
    pub(crate) state: NodeState,
}

/// As [`outline`], but that leaves whose results are known, in the order in which they are scored, are not scored again.
#[must_use]
pub(crate) fn completed(
    plan: &Plan,
    facts: &Facts,
    circumstances: &Circumstances,
    known: &[Option<KnownLeaf>],
) -> Breakdown {
    evaluate_knowing(plan, &show::SILENT, facts, circumstances, known)
}

fn evaluate_with(plan: &Plan, shower: &Shower<'_>, facts: &Facts, circumstances: &Circumstances) -> Breakdown {
    evaluate_knowing(plan, shower, facts, circumstances, &[])
}

fn evaluate_knowing(
    plan: &Plan,
    shower: &Shower<'_>,
    facts: &Facts,
    circumstances: &Circumstances,
    known: &[Option<KnownLeaf>],
) -> Breakdown {
    let mut walker = Walker {
        known: known.iter(),
        world: World::new(plan, facts, circumstances.track, circumstances.as_of),
        shower,
        facts,
        mode: circumstances.mode,
        unsubmitted: Vec::new(),
        left_to_person: Vec::new(),
    };
    let track = circumstances.track.and_then(|track| plan.tracks.get(track));
    let (results, adjustments, total) = whole(plan, &mut walker);
    walker.world.total = Some(total.published.clone());
    let concerned = plan.conditions.iter().filter(|condition| concerns(condition.track, circumstances.track));
    let conditions: Vec<_> = concerned.map(|condition| walker.condition(condition)).collect();
    let grades = plan.grades.iter().map(|grade| walker.grade(grade)).collect();
    let no_track = plan.scheme.slot.is_some() && track.is_none();
    let (verdict, reasons) =
        verdict::verdict(&total, &conditions, &results, &adjustments, no_track, &walker.left_to_person);
    let unsubmitted = std::mem::take(&mut walker.unsubmitted);
    Breakdown {
        engine: ENGINE.to_owned(),
        scheme: stamp(plan),
        digests: circumstances.digests.clone(),
        as_of: circumstances.as_of,
        mode: circumstances.mode,
        track: track.map(|track| TrackStamp { key: track.key.clone(), name: track.name.clone() }),
        applicant: Applicant {
            name: text_of(plan.scheme.applicant_name, facts),
            code: text_of(plan.scheme.applicant_code, facts),
        },
        verdict,
        reasons,
        total,
        sheets: results,
        adjustments,
        conditions,
        grades,
        facts: Vec::new(),
        unsubmitted,
        notices: facts.notices.clone(),
    }
}

/// Scores the sheets, what is added or deducted directly, and the total.
fn whole(plan: &Plan, walker: &mut Walker<'_, '_>) -> (Vec<SheetResult>, Vec<crate::breakdown::Node>, Total) {
    let track = walker.world.track.and_then(|track| plan.tracks.get(track));
    let sheets = plan.sheets.iter().chain(track.map(|track| &track.sheet));
    let mut results: Vec<SheetResult> =
        sheets.map(|sheet| sheet_result(sheet, walker.node(&sheet.root).node)).collect();
    results.extend(slot_without_track(plan, track.is_some()));
    let adjustments = plan.adjustments.iter().map(|node| walker.node(node).node).collect::<Vec<_>>();
    let total = total(plan, &results, &adjustments);
    (results, adjustments, total)
}

/// What the slot of a track counts where the applicant has none: anything.
fn slot_without_track(plan: &Plan, has_track: bool) -> Option<SheetResult> {
    let slot = plan.scheme.slot.as_ref().filter(|_| !has_track)?;
    let any = Range::closed(Number::zero(), slot.points.clone());
    Some(SheetResult {
        key: "industry".to_owned(),
        title: slot.title.clone(),
        points: slot.points.clone(),
        share: slot.share.clone(),
        score: standing(&any),
        contribution: standing(&any.times(&Range::exactly(slot.share.clone()))),
        steps: Vec::new(),
        indicators: Vec::new(),
    })
}

/// A sheet from what its tree came to.
fn sheet_result(sheet: &Sheet, root: crate::breakdown::Node) -> SheetResult {
    let share = Range::exactly(sheet.share.clone());
    SheetResult {
        key: root.code,
        title: root.title,
        points: root.points,
        share: sheet.share.clone(),
        contribution: standing(&range(&root.score).times(&share)),
        score: root.score,
        steps: root.steps,
        indicators: root.children,
    }
}

/// Rules of the scheme concern everyone, those of a track its applicants.
pub(crate) fn concerns(owner: Option<usize>, track: Option<usize>) -> bool {
    owner.is_none() || owner == track
}

fn total(plan: &Plan, sheets: &[SheetResult], adjustments: &[crate::breakdown::Node]) -> Total {
    let zero = Range::exactly(Number::zero());
    let sum = sheets.iter().fold(zero, |sum, sheet| sum.plus(&range(&sheet.contribution)));
    let adjusted = adjustments.iter().fold(sum, |sum, node| sum.plus(&range(&node.score)));
    let whole = sheets.iter().fold(Number::zero(), |sum, sheet| sum.plus(&sheet.points.times(&sheet.share)));
    // What a sheet of the scheme itself says of its own ends holds for the total too.
    let own = || plan.sheets.iter().map(|sheet| &sheet.root.clauses);
    let nought = Number::zero();
    let low = (!own().any(|clauses| clauses.floor == Floor::None)).then_some(&nought);
    let high = (!own().any(|clauses| clauses.no_cap)).then_some(&whole);
    let exact = adjusted.clamped(low, high);
    let scheme = &plan.scheme;
    let published = exact.map_rising(|number| number.rounded(scheme.places, scheme.rounding));
    Total {
        exact: standing(&exact),
        published: standing(&published),
        places: scheme.places,
        rounding: scheme.rounding,
        pass_mark: scheme.pass_mark.clone(),
    }
}

pub(crate) fn stamp(plan: &Plan) -> SchemeStamp {
    let scheme = &plan.scheme;
    SchemeStamp {
        id: scheme.id.clone(),
        title: scheme.title.clone(),
        version: scheme.version.clone(),
        official: scheme.official,
        disclaimer: scheme.disclaimer.clone(),
        disclaimer_en: scheme.disclaimer_en.clone(),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
fn text_of(fact: Option<usize>, facts: &Facts) -> Option<String> {
    match &facts.entries.get(fact?)?.state {
        State::Given(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Every fact that a rule of this applicant reads, once, in the order declared.
fn fact_lines(plan: &Plan, facts: &Facts, track: Option<usize>) -> Vec<FactLine> {
    let read = read_facts(plan, track).into_iter();
    let lines = read.filter_map(|fact| Some(fact_line(plan.facts.get(fact)?, facts.entries.get(fact)?)));
    lines.collect()
}

/// Every fact that a rule for this track reads, once, in the order declared.
fn read_facts(plan: &Plan, track: Option<usize>) -> Vec<usize> {
    let mut read: BTreeSet<usize> = BTreeSet::new();
    let track_sheet = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet.root);
    let roots = plan.sheets.iter().map(|sheet| &sheet.root).chain(track_sheet).chain(&plan.adjustments);
    let mut open: Vec<_> = roots.collect();
    while let Some(node) = open.pop() {
        read.extend(&node.reads);
        if let crate::plan::Method::Children(children) = &node.method {
            open.extend(children);
        }
    }
    let concerned = plan.conditions.iter().filter(|condition| concerns(condition.track, track));
    read.extend(concerned.flat_map(|condition| &condition.reads));
    read.extend([plan.scheme.applicant_name, plan.scheme.applicant_code].into_iter().flatten());
    read.into_iter().collect()
}

/// A fact as it is told.
pub(crate) fn fact_line(declaration: &crate::plan::FactDeclaration, entry: &Entry) -> FactLine {
    let (state, value) = match &entry.state {
        State::Given(value) => (FactStanding::Given, Some(value)),
        State::Defaulted(value) => (FactStanding::Default, Some(value)),
        State::NoRecord => (FactStanding::NoneOnRecord, None),
        State::NotApplicable => (FactStanding::NotApplicable, None),
        State::NotSubmitted => (FactStanding::NotSubmitted, None),
        State::Disputed => (FactStanding::Disputed, None),
    };
    let shown = value.map(|value| match declaration.confidential {
        true => "（保密）".to_owned(),
        false => display(value, &declaration.kind, Language::Chinese),
    });
    FactLine {
        name: declaration.name.clone(),
        key: declaration.key.clone(),
        state,
        value: shown,
        provenance: entry.provenance.clone(),
    }
}
