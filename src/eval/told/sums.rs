//! Sheets told from prepared text: where every leaf is scored, an indicator above it is a sum, and only its numbers vary.

use std::borrow::Cow;

use super::{Leaf, Whole};
use crate::breakdown::{ConditionResult, NodeState, SheetResult, Standing, Step, Term};
use crate::eval::node::Walker;
use crate::eval::worth::range;
use crate::eval::{sheet_result, total, verdict};
use crate::plan::{Floor, Method, Node, Plan, Sheet};
use crate::value::Number;

/// A number that stands where the numbers of an applicant go: no rule comes to it.
const HOLE: &str = "-0.7301190287465019";

/// The sheets of a track's applicants.
pub(super) struct Sheets(Vec<SheetText>);

/// A sheet: its words between its numbers.
struct SheetText {
    share: Number,
    points: Number,
    root: Sum,
}

/// An indicator with others below it: its words between its numbers, which are its score, that of each below it, and the sum.
struct Sum {
    words: Vec<String>,
    below: Vec<Below>,
    /// Indicators in it, with itself.
    size: usize,
    low: Option<Number>,
    high: Option<Number>,
}

enum Below {
    Leaf,
    Sum(Sum),
}

impl Below {
    fn size(&self) -> usize {
        match self {
            Self::Leaf => 1,
            Self::Sum(sum) => sum.size,
        }
    }
}

/// A score as it stands in JSON.
pub(super) fn written(score: &Number) -> String {
    format!("{{\"low\":\"{score}\",\"high\":\"{score}\"}}")
}

fn hole() -> Option<(Standing, String)> {
    let number: Number = HOLE.parse().ok()?;
    let written = written(&number);
    Some((Standing::exactly(number), written))
}

fn split(text: &str, hole: &str, holes: usize) -> Option<Vec<String>> {
    let words: Vec<String> = text.split(hole).map(str::to_owned).collect();
    (words.len() == holes.saturating_add(1)).then_some(words)
}

impl Sheets {
    /// The sheets of a track; nothing where more than sums stands above the leaves.
    pub(super) fn of(plan: &Plan, track: Option<usize>, walker: &Walker<'_, '_>) -> Option<Self> {
        let own = track.and_then(|track| plan.tracks.get(track)).map(|track| &track.sheet);
        let sums_only = plan.adjustments.is_empty() && (own.is_some() || plan.scheme.slot.is_none());
        let sheets = plan.sheets.iter().chain(own).map(|sheet| SheetText::of(sheet, walker));
        sums_only.then(|| sheets.collect()).flatten().map(Self)
    }

    /// What comes of an applicant; nothing where an indicator is more than a sum of scores.
    pub(super) fn whole(&self, plan: &Plan, leaves: &[Leaf], conditions: Vec<ConditionResult>) -> Option<Whole> {
        let mut told = leaves.iter();
        let mut sheets = String::from("[");
        let mut results = Vec::new();
        for (at, sheet) in self.0.iter().enumerate() {
            let mut scores = Vec::with_capacity(sheet.root.size);
            let score = sheet.root.scores(&mut told.clone(), &mut scores)?;
            let contribution = score.times(&sheet.share);
            sheets.push_str(if at > 0 { "," } else { "" });
            sheet.root.write(&scores, 0, Some(&contribution), &mut told, &mut sheets)?;
            results.push(sheet.result(score, contribution));
        }
        sheets.push(']');
        let total = total(plan, &results, &[]);
        let (verdict, reasons) = verdict::verdict(&total, &conditions, &[], &[], false, &[]);
        let unsubmitted = conditions.into_iter().filter(|told| told.unsubmitted).map(|told| told.code).collect();
        Some(Whole { verdict, reasons, total, unsubmitted, sheets, adjustments: String::new() })
    }
}

impl SheetText {
    fn of(sheet: &Sheet, walker: &Walker<'_, '_>) -> Option<Self> {
        let (standing, hole) = hole()?;
        let (mut root, node) = Sum::of(&sheet.root, walker)?;
        let holes = root.words.len();
        let result = SheetResult { contribution: standing, ..sheet_result(sheet, node) };
        root.words = split(serde_json::to_string(&result).ok()?.strip_suffix("]}")?, &hole, holes)?;
        Some(Self { share: sheet.share.clone(), points: sheet.root.points.clone(), root })
    }

    /// What the total is made of.
    fn result(&self, score: Number, contribution: Number) -> SheetResult {
        SheetResult {
            key: String::new(),
            title: String::new(),
            points: self.points.clone(),
            share: self.share.clone(),
            score: Standing::exactly(score),
            contribution: Standing::exactly(contribution),
            steps: Vec::new(),
            indicators: Vec::new(),
        }
    }
}

impl Sum {
    /// The words of an indicator, and the indicator with a hole for each number.
    fn of(node: &Node, walker: &Walker<'_, '_>) -> Option<(Self, crate::breakdown::Node)> {
        let Method::Children(children) = &node.method else { return None };
        let clauses = &node.clauses;
        let weighed = children.iter().any(|child| child.weight.is_some());
        if !node.reads.is_empty()
            || weighed
            || clauses.rescale.is_some()
            || !clauses.overrides.is_empty()
            || clauses.round.is_some()
        {
            return None;
        }
        let (standing, hole) = hole()?;
        let term = |child: &Node| Term { code: child.code.clone(), weight: None, score: Some(standing.clone()) };
        let mut result = walker.blank(node, NodeState::Scored, standing.clone());
        result.steps.push(Step::Sum { terms: children.iter().map(term).collect(), score: standing.clone() });
        let text = serde_json::to_string(&result).ok()?;
        let words = split(text.strip_suffix('}')?, &hole, children.len().saturating_add(2))?;
        let below = children.iter().map(|child| match &child.method {
            Method::Children(_) => Some(Below::Sum(Self::of(child, walker)?.0)),
            Method::Score(_) | Method::Award(..) | Method::Accumulate { .. } | Method::Best { .. } | Method::Broken => {
                Some(Below::Leaf)
            }
        });
        let below: Vec<Below> = below.collect::<Option<_>>()?;
        let size = below.iter().map(Below::size).fold(1, usize::saturating_add);
        let low = match &clauses.floor {
            Floor::Zero => Some(Number::zero()),
            Floor::At(floor) => Some(floor.clone()),
            Floor::None => None,
        };
        let points = (!clauses.no_cap).then(|| node.points.clone());
        let high = clauses.cap.clone().into_iter().chain(points).min();
        (!children.is_empty()).then_some((Self { words, below, size, low, high }, result))
    }

    /// The scores of this indicator and of all below it, as they are written, in order; its own is given back.
    fn scores<'t>(&self, told: &mut std::slice::Iter<'t, Leaf>, scores: &mut Vec<Cow<'t, str>>) -> Option<Number> {
        let own = scores.len();
        scores.push(Cow::Borrowed(""));
        let mut sum = Number::zero();
        for below in &self.below {
            let score = match below {
                Below::Sum(below) => below.scores(told, scores)?,
                Below::Leaf => {
                    let (score, written) = told.next()?.told.plain.as_ref()?;
                    scores.push(Cow::Borrowed(written));
                    score.clone()
                }
            };
            sum = sum.plus(&score);
        }
        let within =
            self.low.as_ref().is_none_or(|low| sum >= *low) && self.high.as_ref().is_none_or(|high| sum <= *high);
        *scores.get_mut(own)? = Cow::Owned(written(&sum));
        within.then_some(sum)
    }

    /// Writes this indicator, whose score is the one so far on, with all below it.
    fn write(
        &self,
        scores: &[Cow<'_, str>],
        at: usize,
        contribution: Option<&Number>,
        told: &mut std::slice::Iter<'_, Leaf>,
        out: &mut String,
    ) -> Option<()> {
        let (own, contribution) = (scores.get(at)?, contribution.map(written));
        let mut place = at.saturating_add(1);
        let mut places = Vec::with_capacity(self.below.len());
        for below in &self.below {
            places.push(place);
            place = place.saturating_add(below.size());
        }
        let of_terms = places.iter().map(|place| scores.get(*place).map_or("", |score| score));
        let holes = [own.as_ref()].into_iter().chain(contribution.as_deref()).chain(of_terms).chain([own.as_ref()]);
        for (words, score) in self.words.iter().zip(holes) {
            out.push_str(words);
            out.push_str(score);
        }
        out.push_str(self.words.last()?);
        let of_sheet = contribution.is_some();
        out.push_str(if of_sheet { "" } else { ",\"children\":[" });
        for (index, (below, place)) in self.below.iter().zip(places).enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            match below {
                Below::Leaf => told.next()?.write(out),
                Below::Sum(below) => below.write(scores, place, None, told, out)?,
            }
        }
        out.push_str("]}");
        Some(())
    }
}

/// The score of a leaf that is simply scored, and as it is written.
pub(super) fn plain(scored: &crate::eval::node::Scored) -> Option<(Number, Box<str>)> {
    let node = &scored.node;
    let simple = matches!(node.state, NodeState::Scored | NodeState::Default) && node.missing.is_empty();
    let score = range(&node.score).exact().filter(|_| simple)?.clone();
    let written = written(&score).into();
    Some((score, written))
}
