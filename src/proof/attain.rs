//! Full marks: in each indicator, and in one record everywhere at once.

use std::collections::BTreeSet;

use super::obligation::{Outcome, Subject};
use super::passing::{binding, met};
use super::search::{Aim, Best, Search, full, leaves_of, shown, witness};
use super::{Prover, ShownRecord};
use crate::diagnostic::{Diagnostic, say};
use crate::eval::{Needs, Probe};
use crate::facts::record_of;
use crate::plan::{Method, Node, Plan};
use crate::source::Span;
use crate::value::{Date, Number, Range};

/// How often the record that has everything is begun anew, with what it lacked first.
const MOST_ATTEMPTS: usize = 3;

/// The best record of a track, and the indicators that score in full in it.
type Reached<'a, 'p> = (&'a Best<'p>, &'a BTreeSet<*const Node>);

impl<'p> Prover<'p> {
    /// Whether full marks can be reached, and the pass mark.
    pub(super) fn attainable(&mut self) {
        let plan = self.plan;
        let mut search = Search::new(plan, self.as_of);
        // Indicators that are not full in the record that has everything are looked at one by one.
        let mut single = Search::new(plan, self.as_of);
        // The sheets of the scheme are the same for all: each track's record grows from theirs.
        let shared = aims_of(plan, None);
        let mut base = grown(&mut search, &shared);
        let mut roots: Vec<&'p Node> = plan.sheets.iter().map(|sheet| &sheet.root).collect();
        for track in tracks(plan) {
            let mark = search.mark();
            let own = if track.is_some() { aims_of(plan, track) } else { Vec::new() };
            let own_reached = search.grow(track, &shared, &own);
            let mut best = look(plan, &mut search, track);
            search.back_to(mark);
            let everywhere = best.scores.iter().all(|(node, score)| has(score, &node.points));
            let reached = || base.iter().chain(&own_reached).copied();
            if !everywhere || !reached().all(|reached| reached) {
                let aims = shared.iter().cloned().chain(own);
                best = repaired(plan, &mut search, best, aims.zip(reached()).collect());
                base = grown(&mut search, &shared);
            }
            roots.extend(track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet.root));
            let reached = best.scores.iter().filter(|(node, score)| has(score, &node.points));
            let reached = reached.map(|(node, _)| std::ptr::from_ref(*node)).collect();
            for root in std::mem::take(&mut roots) {
                self.full_below(root, (&best, &reached), &mut single);
            }
            self.whole(&best);
            self.passing(&best);
        }
    }

    fn full_below(&mut self, root: &'p Node, best: Reached<'_, 'p>, search: &mut Search<'p>) {
        root.tree().into_iter().for_each(|node| self.full_marks(node, best, search));
    }

    /// Whether an indicator can score its full points.
    fn full_marks(&mut self, node: &'p Node, (best, reached): Reached<'_, 'p>, search: &mut Search<'p>) {
        let (code, points) = (&node.code, &node.points);
        let parent = matches!(node.method, Method::Children(_));
        let here =
            reached.contains(&std::ptr::from_ref(node)).then(|| witness(self.plan, &best.facts.entries, &node.reads));
        let there = |search: &mut Search<'p>| search.example(best.track, &[full(node).goal], &node.reads);
        let outcome = match here.or_else(|| if parent { None } else { there(search) }) {
            Some(_) if parent => {
                Outcome::Proved(say!("各下级同时得满分时得满分", "full when all below it score in full"))
            }
            Some(found) => {
                let record = shown(&found);
                Outcome::Proved(say!("这样填得满分：{record}", "scores in full with: {record}"))
            }
            None => self.short_of_full(node, best.track),
        };
        let claim = say!("{code} 能得满分 {points} 分", "{code} can score its full {points} points");
        self.oblige(Subject::FullMarks, code, claim, vec![node.span], outcome);
    }

    /// Refuted where the evaluator finds less than the points over every record; else not known.
    fn short_of_full(&mut self, node: &'p Node, track: Option<usize>) -> Outcome {
        let plan = self.plan;
        let mut anyone = Probe::of_anyone(plan, self.as_of, track);
        let mut needs = Needs::default();
        needs.add_all(plan, node);
        anyone.prepare(&needs);
        let scores = anyone.all_scores(node);
        let most = scores.first().and_then(|(_, score)| score.high.as_ref()).map(|high| high.number.clone());
        let Some(most) = most.filter(|most| *most < node.points) else {
            return Outcome::NotProved(say!(
                "没有找到得满分的申报，也没有证明得不到",
                "no record with full marks was found, nor was it shown that there is none"
            ));
        };
        let (code, points) = (&node.code, &node.points);
        let below = scores
            .iter()
            .skip(1)
            .any(|(child, score)| score.high.as_ref().is_some_and(|high| high.number < child.points));
        if !below {
            let help = say!(
                "满分改为 {most} 分，或者让计分办法能给到 {points} 分",
                "lower the points to {most}, or let the method reach {points}"
            );
            let error = Diagnostic::error(
                "E0620",
                node.span,
                say!(
                    "{code} 得不到满分：满分 {points} 分，怎么填最多只有 {most} 分",
                    "{code} never scores in full: it has {points} points, and {most} is the most any record gets"
                ),
            );
            self.report(error.help(help));
        }
        Outcome::Refuted(say!("最多只能得 {most} 分", "{most} points are the most there can be"), None)
    }

    /// Whether it was shown that an indicator never scores in full.
    fn is_refuted(&self, code: &str) -> bool {
        let mut known =
            self.obligations.iter().filter(|known| known.subject == Subject::FullMarks && known.about == code);
        known.any(|known| matches!(known.outcome, Outcome::Refuted(..)))
    }

    /// Whether one record scores in full everywhere at once.
    fn whole(&mut self, best: &Best<'p>) {
        let plan = self.plan;
        let whole = most_total(plan, best.track);
        let (about, place) = about(plan, best.track);
        let claim = say!(
            "一份申报能在所有指标上同时得满分，总分 {whole} 分",
            "one record can score in full everywhere at once, {whole} in total"
        );
        let lacking: Vec<&str> = best
            .scores
            .iter()
            .filter(|(node, score)| !has(score, &node.points))
            .map(|(node, _)| node.code.as_str())
            .collect();
        let outcome = if has(&best.total, &whole) && lacking.is_empty() {
            let json = record_of(&best.facts, &plan.facts);
            self.records.push(ShownRecord { track: best.facts.track.clone(), json });
            Outcome::Proved(say!(
                "找到了这样一份申报，引擎算得 {whole} 分",
                "such a record was found; the engine gives it {whole}"
            ))
        } else if let Some(code) = lacking.iter().find(|code| self.is_refuted(code)) {
            Outcome::Refuted(say!("{code} 得不到满分", "{code} never scores in full"), None)
        } else {
            let codes = lacking.join("、");
            let total = best.total.low.as_ref().map_or_else(String::new, |low| low.number.to_string());
            Outcome::NotProved(say!(
                "找到的最好的申报得 {total} 分，{codes} 没有同时得满分",
                "the best record found has {total}; {codes} not in full at the same time"
            ))
        };
        self.oblige(Subject::FullMarks, &about, claim, place, outcome);
    }
}

/// The best record that is found for the applicants of one track.
pub(crate) fn best(plan: &Plan, as_of: Date, track: Option<usize>) -> Best<'_> {
    let mut search = Search::new(plan, as_of);
    let aims: Vec<Aim<'_>> =
        aims_of(plan, None).into_iter().chain(track.into_iter().flat_map(|track| aims_of(plan, Some(track)))).collect();
    let reached = search.grow(track, &[], &aims);
    let best = look(plan, &mut search, track);
    repaired(plan, &mut search, best, aims.into_iter().zip(reached).collect())
}

/// Every track; nothing where the scheme has none.
pub(crate) fn tracks(plan: &Plan) -> Vec<Option<usize>> {
    if plan.tracks.is_empty() { vec![None] } else { (0..plan.tracks.len()).map(Some).collect() }
}

/// What an obligation over a whole sheet is about, and where that stands.
pub(super) fn about(plan: &Plan, track: Option<usize>) -> (String, Vec<Span>) {
    let track = track.and_then(|track| plan.tracks.get(track));
    let sheets = track.map(|track| &track.sheet).into_iter().chain(&plan.sheets);
    let places = sheets.map(|sheet| sheet.root.span).collect();
    (track.map_or_else(|| plan.scheme.id.clone(), |track| track.key.clone()), places)
}

/// The highest total: every sheet's points with its share.
fn most_total(plan: &Plan, track: Option<usize>) -> Number {
    let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
    let sheets = plan.sheets.iter().chain(own);
    sheets.fold(Number::zero(), |sum, sheet| sum.plus(&sheet.root.points.times(&sheet.share)))
}

/// Whether a score surely is at least so much.
pub(super) fn has(score: &Range, points: &Number) -> bool {
    score.low.as_ref().is_some_and(|low| low.number >= *points)
}

/// The leaves of the scheme's own sheets, or of a track's, and the conditions that go with them, as aims. What is full
/// mostly meets the conditions too; what barely meets them is seldom full.
fn aims_of(plan: &Plan, track: Option<usize>) -> Vec<Aim<'_>> {
    let sheets: Vec<&Node> = match track {
        None => plan.sheets.iter().map(|sheet| &sheet.root).collect(),
        Some(track) => plan.tracks.get(track).map(|track| &track.sheet.root).into_iter().collect(),
    };
    let mut leaves = Vec::new();
    sheets.into_iter().for_each(|root| leaves_of(root, &mut leaves));
    let conditions = binding(plan, track).filter(|condition| condition.track == track);
    leaves.into_iter().map(full).chain(conditions.map(met)).collect()
}

/// Grows the record from nothing; says which of the aims were reached.
fn grown<'p>(search: &mut Search<'p>, aims: &[Aim<'p>]) -> Vec<bool> {
    search.back_to(0);
    search.grow(None, &[], aims)
}

/// Begins the record anew, with what was not reached first; gives the best that is found.
fn repaired<'p>(plan: &'p Plan, search: &mut Search<'p>, first: Best<'p>, mut aims: Vec<(Aim<'p>, bool)>) -> Best<'p> {
    let mut best = first;
    for _ in 0..MOST_ATTEMPTS {
        if aims.iter().all(|(_, reached)| *reached) {
            break;
        }
        // Stable: what was missed longest comes first.
        aims.sort_by_key(|(_, reached)| *reached);
        let order: Vec<Aim<'p>> = aims.into_iter().map(|(aim, _)| aim).collect();
        search.back_to(0);
        let reached = search.grow(best.track, &[], &order);
        let found = look(plan, search, best.track);
        if (found.eligible, low(&found.total)) > (best.eligible, low(&best.total)) {
            best = found;
        }
        aims = order.into_iter().zip(reached).collect();
    }
    search.back_to(0);
    best
}

fn low(range: &Range) -> Number {
    range.low.as_ref().map_or_else(Number::zero, |low| low.number.clone())
}

/// What the evaluator says of the record as it has grown, once it is filled in.
fn look<'p>(plan: &'p Plan, search: &mut Search<'p>, track: Option<usize>) -> Best<'p> {
    let conditions: Vec<_> = binding(plan, track).collect();
    search.look(track, &conditions)
}
