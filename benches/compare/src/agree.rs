//! The answers that everybody must give: those of the tree walk, leaf by leaf.

use std::error::Error;

use chengxin::breakdown::{Breakdown, Node, Step, Verdict as Theirs};
use chengxin::value::Truth;
use chengxin::{Date, Number, Record, RuleSet};
use chengxin_workload::{AS_OF, CODES, Cuts, LEAVES, PACK, Scored, Verdict};

/// The rules, and the as-of date.
pub struct Reference {
    pub rules: RuleSet,
    pub as_of: Date,
    text: String,
}

/// The periods of the as-of date, for the function written by hand.
pub fn cuts() -> Cuts {
    Cuts::at_end_of_month(2023, 10, 31)
}

impl Reference {
    pub fn load() -> Result<Self, Box<dyn Error>> {
        let text = std::fs::read_to_string(format!("{PACK}/indicators.rules"))?;
        Ok(Self { rules: RuleSet::load(PACK)?, as_of: AS_OF.parse()?, text })
    }

    /// The same date with other rules, which are not compared leaf by leaf.
    pub fn with(&self, rules: RuleSet) -> Self {
        Self { rules, as_of: self.as_of, text: String::new() }
    }

    /// Scores one record by the tree walk, in the form of the function written by hand.
    fn walk(&self, line: &str) -> Result<Scored, Box<dyn Error>> {
        let breakdown = self.rules.evaluate(&Record::from_json(line)?, self.as_of)?;
        compact(&breakdown, &self.text.lines().collect::<Vec<_>>())
    }

    /// Scores all of them.
    pub fn walked(&self, lines: &[String]) -> Result<Vec<Scored>, Box<dyn Error>> {
        lines.iter().map(|line| self.walk(line)).collect()
    }
}

/// Fails where two results differ, and says where.
pub fn same(expected: &Scored, found: &Scored) -> Result<(), Box<dyn Error>> {
    for (leaf, code) in CODES.iter().enumerate() {
        let pair = |scored: &Scored| (scored.scores[leaf], scored.branches[leaf]);
        if pair(expected) != pair(found) {
            return Err(format!("{code}: expected {:?}, found {:?}", pair(expected), pair(found)).into());
        }
    }
    if expected != found {
        return Err(format!("expected {expected:?}, found {found:?}").into());
    }
    Ok(())
}

/// A breakdown as scores, branch numbers, conditions, total and verdict.
fn compact(breakdown: &Breakdown, text: &[&str]) -> Result<Scored, Box<dyn Error>> {
    let mut leaves = Vec::with_capacity(LEAVES);
    for sheet in &breakdown.sheets {
        sheet.indicators.iter().for_each(|node| collect(node, &mut leaves));
    }
    let mut scored = Scored::default();
    for (at, leaf) in leaves.iter().enumerate() {
        if leaf.code != CODES[at] {
            return Err(format!("{} stands where {} is expected", leaf.code, CODES[at]).into());
        }
        scored.scores[at] = thousandths(leaf.score.exact().ok_or("a score is not known")?)?;
        scored.branches[at] = branch(leaf, text);
    }
    for (at, condition) in breakdown.conditions.iter().enumerate() {
        scored.conditions |= u16::from(condition.met == Truth::True) << at;
    }
    scored.total = thousandths(breakdown.total.exact.exact().ok_or("the total is not known")?)?;
    scored.verdict = verdict(breakdown.verdict)?;
    Ok(scored)
}

pub fn verdict(theirs: Theirs) -> Result<Verdict, Box<dyn Error>> {
    match theirs {
        Theirs::NotEligible => Ok(Verdict::NotEligible),
        Theirs::BelowMark => Ok(Verdict::BelowMark),
        Theirs::ToExperts => Ok(Verdict::ToExperts),
        Theirs::Undetermined => Err("the verdict is not known".into()),
    }
}

fn collect<'a>(node: &'a Node, leaves: &mut Vec<&'a Node>) {
    if node.children.is_empty() {
        leaves.push(node);
    }
    node.children.iter().for_each(|child| collect(child, leaves));
}

/// A number as thousandths, which must be whole.
pub fn thousandths(number: &Number) -> Result<i32, Box<dyn Error>> {
    Ok(number.times(&Number::from(1000)).to_string().parse()?)
}

/// The row of the table that was taken, or whether the award was given.
fn branch(leaf: &Node, text: &[&str]) -> u8 {
    leaf.steps.iter().find_map(|step| taken(step, text)).unwrap_or(0)
}

fn taken(step: &Step, text: &[&str]) -> Option<u8> {
    if let Step::Condition { decides, operand } = step
        && decides == "award"
    {
        return Some(u8::from(operand.truth == Truth::True));
    }
    let Step::Row { taken: Truth::True, origin, .. } = step else { return None };
    let line: usize = origin.split(':').nth(1)?.parse().ok()?;
    // The rows stand on the lines after the one that opens the table.
    let before = text.get(..line - 1)?;
    let row = before.iter().rev().position(|line| line.ends_with('{'))?;
    u8::try_from(row).ok()
}
