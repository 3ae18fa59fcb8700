//! Full marks: in each indicator, and in one record everywhere at once.

use super::Prover;
use super::obligation::{Outcome, Subject};
use super::search::{Aim, Best, Search, full, leaves_of, shown, witness};
use crate::diagnostic::{Diagnostic, say};
use crate::eval::{Needs, Probe};
use crate::plan::{Method, Node, Plan};
use crate::source::Span;
use crate::value::{Number, Range};

/// How often the record that has everything is begun anew, with what it lacked first.
const MOST_ATTEMPTS: usize = 4;

impl<'p> Prover<'p> {
    /// Whether full marks can be reached, and the pass mark.
    pub(super) fn attainable(&mut self) {
        let mut search = Search::new(self.plan, self.as_of);
        let plan = self.plan;
        let mut done = 0;
        for track in tracks(plan) {
            let best = best(plan, &mut search, track);
            let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet.root);
            // The sheets of the scheme are the same for all: once is enough.
            let roots: Vec<&'p Node> =
                if done == 0 { plan.sheets.iter().map(|sheet| &sheet.root).collect() } else { Vec::new() };
            for root in roots.into_iter().chain(own) {
                self.full_below(root, track, &best, &mut search);
            }
            self.whole(&best);
            self.passing(&best);
            done = usize::from(true);
        }
    }

    fn full_below(&mut self, node: &'p Node, track: Option<usize>, best: &Best<'p>, search: &mut Search<'p>) {
        self.full_marks(node, track, best, search);
        if let Method::Children(children) = &node.method {
            children.iter().for_each(|child| self.full_below(child, track, best, search));
        }
    }

    /// Whether an indicator can score its full points.
    fn full_marks(&mut self, node: &'p Node, track: Option<usize>, best: &Best<'p>, search: &mut Search<'p>) {
        let (code, points) = (&node.code, &node.points);
        let reached = best.scores.iter().any(|(known, score)| std::ptr::eq(*known, node) && has(score, points));
        let parent = matches!(node.method, Method::Children(_));
        let facts = if reached { Some(best.facts.clone()) } else { None };
        let facts = facts.or_else(|| if parent { None } else { search.record(track, &[full(node).goal]) });
        let outcome = match facts {
            Some(_) if parent => {
                Outcome::Proved(say!("各下级同时得满分时得满分", "full when all below it score in full"))
            }
            Some(facts) => {
                let record = shown(&witness(self.plan, &facts, &node.reads));
                Outcome::Proved(say!("这样填得满分：{record}", "scores in full with: {record}"))
            }
            None => self.short_of_full(node, track),
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
                "make it {most} points, or let the method reach {points}"
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
            Outcome::Proved(say!(
                "找到了这样一份申报，引擎算得 {whole} 分",
                "such a record was found; the engine gives it {whole}"
            ))
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

/// Every track; nothing where the scheme has none.
pub(super) fn tracks(plan: &Plan) -> Vec<Option<usize>> {
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

/// The conditions that bind the applicants of a track, and the leaves of their sheets, as aims.
fn aims<'p>(plan: &'p Plan, track: Option<usize>) -> Vec<Aim<'p>> {
    let conditions = super::passing::binding(plan, track);
    let mut aims: Vec<Aim<'p>> = conditions.map(super::passing::met).collect();
    let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
    let mut leaves = Vec::new();
    plan.sheets.iter().chain(own).for_each(|sheet| leaves_of(&sheet.root, &mut leaves));
    aims.extend(leaves.into_iter().map(full));
    aims
}

/// Grows the record in which as much as possible is reached; begun anew with what was not reached first.
fn best<'p>(plan: &'p Plan, search: &mut Search<'p>, track: Option<usize>) -> Best<'p> {
    let mut order = aims(plan, track);
    let mut known: Option<Best<'p>> = None;
    for _ in 0..MOST_ATTEMPTS {
        search.back_to(0);
        let reached = search.grow(track, &[], &order);
        let found = look(plan, search, track);
        let all = reached.iter().all(|reached| *reached);
        let better = known
            .as_ref()
            .is_none_or(|known| (found.eligible, low(&found.total)) > (known.eligible, low(&known.total)));
        if better {
            known = Some(found);
        }
        if all {
            break;
        }
        let (done, missed): (Vec<_>, Vec<_>) = order.into_iter().zip(reached).partition(|(_, reached)| *reached);
        order = missed.into_iter().chain(done).map(|(aim, _)| aim).collect();
    }
    search.back_to(0);
    known.unwrap_or_else(|| look(plan, search, track))
}

fn low(range: &Range) -> Number {
    range.low.as_ref().map_or_else(Number::zero, |low| low.number.clone())
}

/// What the evaluator says of the record as it has grown, once it is filled in.
fn look<'p>(plan: &'p Plan, search: &mut Search<'p>, track: Option<usize>) -> Best<'p> {
    let conditions: Vec<_> = super::passing::binding(plan, track).collect();
    search.look(track, &conditions)
}
