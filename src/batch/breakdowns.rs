//! Full breakdowns of many applicants: what was told of certain facts is told again of every applicant with the same.

use std::collections::HashMap;
use std::sync::Arc;

use super::Batch;
use super::applicants::{Applicants, Group};
use crate::breakdown::{Applicant, Digests, TrackStamp, Verdict};
use crate::eval::{self, Leaf, Parts, Reads, Shower, Teller, ToldCondition, ToldLeaf};
use crate::facts::{Entry, Facts, tell_apart};
use crate::plan::{Condition, Method, Node, Plan};
use crate::ruleset::Options;

/// So many different tellings of one indicator, condition or fact are kept.
const KEPT: usize = 256;

/// Full breakdowns of applicants as JSON, each on one line: the bytes of
/// [`Breakdown::to_json_line`](crate::Breakdown::to_json_line), in a fraction of the time.
///
/// What an indicator comes to depends on the facts that it reads, and so does every word that is said of it. What was told of
/// certain facts is kept, up to a bound, and told again of the next applicant with the same facts.
///
/// ```
/// use chengxin::batch::Batch;
/// use chengxin::{Options, Record, RuleSet};
///
/// let rules = RuleSet::load("rules/beijing-2023")?;
/// let text = std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?;
/// let options = Options::on("2023-10-31".parse()?);
/// let batch = Batch::new(&rules, &options)?;
///
/// let (mut applicants, mut breakdowns) = (batch.applicants(), batch.breakdowns());
/// applicants.push_json(&text)?;
/// let (verdict, line) = breakdowns.json_line(&applicants, 0).ok_or("one applicant")?;
///
/// let one_by_one = rules.evaluate_with(&Record::from_json(&text)?, &options)?;
/// assert_eq!((verdict, line), (one_by_one.verdict(), one_by_one.to_json_line()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Breakdowns {
    batch: Batch,
    tracks: HashMap<Option<usize>, Option<Told>>,
    /// The room of keys.
    key: Vec<u8>,
    in_parts: usize,
}

/// What was told of one track's applicants.
struct Told {
    parts: Parts,
    leaves: Vec<Kept<ToldLeaf>>,
    /// Of leaves that are tables, by the row.
    rows: Vec<Kept<ToldLeaf>>,
    conditions: Vec<Kept<ToldCondition>>,
    facts: Vec<Kept<str>>,
    /// Some fact that is read has a default.
    defaults: bool,
    /// What stands before the digest of the record, and between that and the applicant.
    front: [String; 2],
}

/// Tellings by the facts they are of.
struct Kept<T: ?Sized>(HashMap<Box<[u8]>, Arc<T>>);

impl<T: ?Sized> Kept<T> {
    fn all(count: usize) -> Vec<Self> {
        (0..count).map(|_| Self(HashMap::new())).collect()
    }

    /// What was told before, or is told now.
    fn or(&mut self, key: &[u8], tell: impl FnOnce() -> Option<Arc<T>>) -> Option<Arc<T>> {
        if let Some(told) = self.0.get(key) {
            return Some(Arc::clone(told));
        }
        let told = tell()?;
        if self.0.len() < KEPT {
            self.0.insert(key.into(), Arc::clone(&told));
        }
        Some(told)
    }
}

impl Breakdowns {
    pub(super) fn new(batch: Batch) -> Self {
        Self { batch, tracks: HashMap::new(), key: Vec::new(), in_parts: 0 }
    }

    /// How many were put together from parts; the others the tree walk told as a whole.
    #[must_use]
    pub fn in_parts(&self) -> usize {
        self.in_parts
    }

    /// The verdict and the full breakdown of the applicant who was pushed after so many others; nothing where there is none.
    pub fn json_line(&mut self, applicants: &Applicants, at: usize) -> Option<(Verdict, String)> {
        let (group, line) = applicants.place(at)?;
        let told = self.told(applicants, group, line);
        self.in_parts = self.in_parts.saturating_add(usize::from(told.is_some()));
        told.or_else(|| {
            let breakdown = self.batch.breakdown(&applicants.record(group, line)?).ok()?;
            Some((breakdown.verdict(), breakdown.to_json_line()))
        })
    }

    /// The same from what was told before, where the columns hold every fact that is read.
    fn told(&mut self, applicants: &Applicants, group: &Group, line: usize) -> Option<(Verdict, String)> {
        let Self { batch, tracks, key, .. } = self;
        let track = group.track();
        let plan = batch.rules.plan();
        let told = tracks.entry(track).or_insert_with(|| Told::new(batch, track)).as_mut()?;
        let shower = Shower { sources: Some(batch.rules.sources()) };
        let said = group.facts(line);
        // Scores that people gave are told with the indicator, and a default looks like the fact in a column.
        if said.map_or(told.defaults, |said| !said.assessments.is_empty()) {
            return None;
        }
        let mut one = One { plan, group, line, key, teller: None, shower: &shower, options: &batch.options, said };
        let facts = one.facts(told)?;
        let leaves = one.leaves(told)?;
        let conditions = one.conditions(told)?;
        let whole = one.whole(&told.parts, &leaves, &conditions)?;
        let (name, code) = applicants.named_in(group, line);
        let applicant = Applicant { name: name.map(str::to_owned), code: code.map(str::to_owned) };
        let record = applicants.digest(group, line)?;
        let [before, after] = &told.front;
        let mut text = String::with_capacity(whole.sheets.len().saturating_mul(2));
        for part in [before, record.as_str(), after, ",\"applicant\":", &json(&applicant)?] {
            text.push_str(part);
        }
        text.push_str(&format!(",\"verdict\":{},\"reasons\":{}", json(&whole.verdict)?, json(&whole.reasons)?));
        text.push_str(&format!(",\"total\":{},\"sheets\":", json(&whole.total)?));
        text.push_str(&whole.sheets);
        if !plan.adjustments.is_empty() {
            text.push_str(",\"adjustments\":");
            text.push_str(&whole.adjustments);
        }
        list(&mut text, ",\"conditions\":", conditions.iter().map(|condition| &*condition.text));
        list(&mut text, ",\"facts\":", facts.iter().map(|fact| &**fact));
        text.push_str(&format!(",\"unsubmitted\":{}", json(&whole.unsubmitted)?));
        if let Some(notices) = said.map(|said| &said.notices).filter(|notices| !notices.is_empty()) {
            text.push_str(&format!(",\"notices\":{}", json(notices)?));
        }
        text.push('}');
        Some((whole.verdict, text))
    }
}

/// Writes a list of what is written already.
fn list<'t>(text: &mut String, key: &str, items: impl Iterator<Item = &'t str>) {
    text.push_str(key);
    text.push('[');
    for (at, item) in items.enumerate() {
        text.push_str(if at > 0 { "," } else { "" });
        text.push_str(item);
    }
    text.push(']');
}

fn json(value: &impl serde::Serialize) -> Option<String> {
    serde_json::to_string(value).ok()
}

impl Told {
    fn new(batch: &Batch, track: Option<usize>) -> Option<Self> {
        let plan = batch.rules.plan();
        let shower = Shower { sources: Some(batch.rules.sources()) };
        let parts = Parts::of(plan, &shower, track)?;
        let mut read = parts.facts.iter().filter_map(|fact| plan.facts.get(*fact));
        let defaults = read.any(|declaration| declaration.default.is_some());
        let [leaves, conditions, facts] = [parts.leaves.len(), parts.conditions.len(), parts.facts.len()];
        let front = front(batch, track)?;
        Some(Self {
            parts,
            leaves: Kept::all(leaves),
            rows: Kept::all(leaves),
            defaults,
            conditions: Kept::all(conditions),
            facts: Kept::all(facts),
            front,
        })
    }
}

/// What stands before the applicant in every breakdown of a track, but for the digest of the record.
fn front(batch: &Batch, track: Option<usize>) -> Option<[String; 2]> {
    let plan = batch.rules.plan();
    let options = &batch.options;
    let rules = batch.rules.digests().to_vec();
    let digests = Digests { algorithm: "SHA-256".to_owned(), rules, record: String::new() };
    let digests = json(&digests)?;
    let digests = digests.strip_suffix("\"}")?;
    let engine = json(&eval::ENGINE)?;
    let before = format!("{{\"engine\":{engine},\"scheme\":{},\"digests\":{digests}", json(&eval::stamp(plan))?);
    let mut after = format!("\"}},\"as_of\":{},\"mode\":{}", json(&options.as_of)?, json(&options.mode)?);
    if let Some(track) = track.and_then(|track| plan.tracks.get(track)) {
        let stamp = TrackStamp { key: track.key.clone(), name: track.name.clone() };
        after.push_str(&format!(",\"track\":{}", json(&stamp)?));
    }
    Some([before, after])
}

/// One applicant, of whom the parts are told.
struct One<'a> {
    plan: &'a Plan,
    group: &'a Group,
    line: usize,
    key: &'a mut Vec<u8>,
    shower: &'a Shower<'a>,
    options: &'a Options,
    /// What the record says, where it is not held by the columns alone.
    said: Option<&'a Facts>,
    /// Made where something has to be told that was not told before.
    teller: Option<Teller<'a>>,
}

impl<'a> One<'a> {
    fn key(&mut self, facts: &[usize]) -> Option<()> {
        self.key.clear();
        let (said, group, line) = (self.said, self.group, self.line);
        // Facts of a record are told apart in another way than cells.
        self.key.push(u8::from(said.is_some()));
        facts.iter().try_for_each(|fact| match said {
            Some(said) => said.entries.get(*fact).map(|entry| tell_apart(entry, self.key)),
            None => group.columns.tell_apart(*fact, line, self.key),
        })
    }

    fn entry(&self) -> impl FnMut(usize) -> Option<Entry> + use<'a> {
        let (group, line, plan, said) = (self.group, self.line, self.plan, self.said);
        move |fact| match said {
            Some(said) => said.entries.get(fact).cloned(),
            None => group.columns.entry(plan.facts.get(fact)?, fact, line),
        }
    }

    fn teller(&mut self) -> &mut Teller<'a> {
        let (plan, shower, track, options, said) =
            (self.plan, self.shower, self.group.track(), self.options, self.said);
        self.teller.get_or_insert_with(|| Teller::new(plan, shower, track, (options.as_of, options.mode), said))
    }

    fn facts(&mut self, told: &mut Told) -> Option<Vec<Arc<str>>> {
        let parts = told.parts.facts.iter().zip(&mut told.facts);
        let lines = parts.map(|(fact, kept)| {
            self.key(&[*fact])?;
            kept.or(self.key, || {
                let declaration = self.plan.facts.get(*fact)?;
                Some(json(&eval::fact_line(declaration, &self.entry()(*fact)?))?.into())
            })
        });
        lines.collect()
    }

    fn leaves(&mut self, told: &mut Told) -> Option<Vec<Leaf>> {
        let mut nodes: Vec<&Node> = eval::roots(self.plan, self.group.track());
        nodes.reverse();
        let mut found = Vec::with_capacity(told.leaves.len());
        let mut parts = told.parts.leaves.iter().zip(&mut told.leaves).zip(&mut told.rows);
        while let Some(node) = nodes.pop() {
            if let Method::Children(children) = &node.method {
                nodes.extend(children.iter().rev());
                continue;
            }
            let ((reads, kept), rows) = parts.next()?;
            // With a source the facts are told by themselves.
            let leaf = if reads.table && self.said.is_none() { self.row(node, reads, rows) } else { None };
            found.push(match leaf {
                Some(leaf) => leaf,
                None => self.leaf(node, reads, kept)?,
            });
        }
        Some(found)
    }

    /// A leaf by the facts it reads.
    fn leaf(&mut self, node: &Node, reads: &Reads, kept: &mut Kept<ToldLeaf>) -> Option<Leaf> {
        self.key(&reads.facts)?;
        let key = std::mem::take(self.key);
        let told = kept.or(&key, || {
            let mut entry = self.entry();
            self.teller().leaf(node, reads, &mut entry, None).map(Arc::new)
        });
        *self.key = key;
        Some(Leaf { told: told?, value: None })
    }

    /// A leaf that is a table, by the row that the value takes.
    fn row(&mut self, node: &Node, reads: &Reads, kept: &mut Kept<ToldLeaf>) -> Option<Leaf> {
        let mut key = std::mem::take(self.key);
        let mut entry = self.entry();
        let value = self.teller().row(node, reads, &mut entry, &mut key);
        let told = value
            .as_ref()
            .and_then(|value| kept.or(&key, || self.teller().leaf(node, reads, &mut entry, Some(value)).map(Arc::new)));
        *self.key = key;
        let value = json(&value?)?;
        Some(Leaf { told: told?, value: Some(value.get(1..value.len().checked_sub(1)?)?.to_owned()) })
    }

    fn conditions(&mut self, told: &mut Told) -> Option<Vec<Arc<ToldCondition>>> {
        let track = self.group.track();
        let plan = self.plan;
        let concerned = plan.conditions.iter().filter(|condition| eval::concerns(condition.track, track));
        let parts = told.parts.conditions.iter().zip(&mut told.conditions);
        let conditions = concerned.zip(parts).map(|(condition, (reads, kept)): (&Condition, _)| {
            self.key(&reads.facts)?;
            let key = std::mem::take(self.key);
            let told = kept.or(&key, || {
                let mut entry = self.entry();
                self.teller().condition(condition, reads, &mut entry).map(Arc::new)
            });
            *self.key = key;
            told
        });
        conditions.collect()
    }

    fn whole(&mut self, parts: &Parts, leaves: &[Leaf], conditions: &[Arc<ToldCondition>]) -> Option<eval::Whole> {
        parts.whole(self.plan, leaves, conditions).or_else(|| {
            let mut entry = self.entry();
            self.teller().whole(parts, leaves, conditions, &mut entry)
        })
    }
}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Told").field("leaves", &self.leaves.len()).finish_non_exhaustive()
    }
}
