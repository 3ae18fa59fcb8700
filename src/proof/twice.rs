//! One event is not counted twice: what is rewarded or punished in one indicator is not so in another as well.

use std::collections::{BTreeMap, BTreeSet};

use super::apart::{apart, example, understood};
use super::event::{Counting, Events, Literal};
use super::{Outcome, Prover, Subject, Witness};
use crate::diagnostic::{Diagnostic, Message, say};
use crate::plan::{Kind, MayRepeat, Node};
use crate::source::Span;

/// So many pairs are compared for one list; more are left unproved.
const PAIRS: usize = 20_000;

/// One indicator's counting of one list or fact.
struct Use<'p> {
    node: &'p Node,
    track: Option<usize>,
    counting: Counting<'p>,
}

/// Two indicators that count the same event: the later one and the earlier one.
struct Pair<'u, 'p> {
    later: &'u Use<'p>,
    earlier: &'u Use<'p>,
}

/// What was found of one list.
#[derive(Default)]
struct Tally {
    /// Indicators that count it.
    codes: Vec<String>,
    places: Vec<Span>,
    /// Double counting that is said to be meant.
    meant: Vec<String>,
    refuted: Option<(Message, Vec<(String, String)>)>,
}

impl<'p> Prover<'p> {
    /// Proves that no event is counted twice, and warns where one is.
    pub(super) fn once(&mut self) {
        let mut uses: BTreeMap<usize, Vec<Use<'p>>> = BTreeMap::new();
        for (root, track) in self.plan.roots() {
            for node in root.tree() {
                for counting in Events::of(self.plan, node) {
                    uses.entry(counting.fact).or_default().push(Use { node, track, counting });
                }
            }
        }
        let mut named = BTreeSet::new();
        for (fact, uses) in &uses {
            self.of_fact(*fact, uses, &mut named);
        }
        self.named_for_nothing(&named);
    }

    fn of_fact(&mut self, fact: usize, uses: &[Use<'p>], named: &mut BTreeSet<Span>) {
        let mut tally = Tally::default();
        for each in uses {
            if !tally.codes.contains(&each.node.code) {
                tally.codes.push(each.node.code.clone());
            }
            tally.places.push(each.counting.span);
        }
        let mut seen = BTreeSet::new();
        let mut compared = 0_usize;
        for (at, later) in uses.iter().enumerate() {
            for earlier in uses.iter().take(at).filter(|earlier| meets(earlier, later)) {
                compared = compared.saturating_add(1);
                if compared > PAIRS {
                    break;
                }
                let pair = Pair { later, earlier };
                if apart(self.plan, &later.counting.filter, &earlier.counting.filter) {
                    continue;
                }
                let clauses: Vec<&MayRepeat> = says(later, earlier).chain(says(earlier, later)).collect();
                named.extend(clauses.iter().map(|clause| clause.span));
                if let Some(clause) = clauses.first() {
                    tally.meant.push(format!("{}、{}：{}", earlier.node.code, later.node.code, clause.reason));
                } else if seen.insert((earlier.node.span, later.node.span)) {
                    let found = self.counted_twice(fact, &pair);
                    tally.refuted.get_or_insert(found);
                }
            }
        }
        tally.meant.sort();
        tally.meant.dedup();
        if tally.codes.len() > 1 {
            self.oblige_once(fact, tally, compared > PAIRS);
        }
    }

    /// Warns of a pair, and says what a record shows.
    fn counted_twice(&mut self, fact: usize, pair: &Pair<'_, 'p>) -> (Message, Vec<(String, String)>) {
        let (later, earlier) = (pair.later, pair.earlier);
        let message = self.what_is_counted(fact, pair);
        let filter: Vec<Literal<'p>> = later.counting.filter.iter().chain(&earlier.counting.filter).copied().collect();
        let shown = if understood(self.plan, &filter) { example(self.plan, &filter, self.as_of) } else { Vec::new() };
        let code = if later.counting.adds == earlier.counting.adds { "W1010" } else { "W1011" };
        let (own, other) = (&later.node.code, &earlier.node.code);
        let mut found = Diagnostic::warning(code, later.counting.span, message.clone())
            .and(earlier.counting.span, say!("{other} 在这里计", "{other} counts it here"));
        if !shown.is_empty() {
            let record = shown.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join("、");
            found = found.here(say!("例如：{record}", "such as: {record}"));
        }
        found = found.help(say!(
            "不该计两次的，在其中一处用“当”“不计”把它排除",
            "where it should count once, leave it out in one of the two with 当 or 不计"
        ));
        let clause = format!("可与 {other} 重复 \"写明理由\"");
        let way = say!(
            "确要两处都计的，在 {own} 里写明理由：{clause}",
            "where both are meant, say so in {own}, with the reason: {clause}"
        );
        let start = later.counting.span;
        self.report(if later.counting.statement {
            found.replace(way, Span { end: start.start, ..start }, format!("{clause}\n"))
        } else {
            found.help(way)
        });
        (message, shown)
    }

    fn what_is_counted(&self, fact: usize, pair: &Pair<'_, 'p>) -> Message {
        let name = self.name_of(fact);
        let (own, other) = (&pair.later.node.code, &pair.earlier.node.code);
        let list = self.plan.facts.get(fact).is_some_and(|fact| matches!(fact.kind, Kind::List(_)));
        let (zh, en) = if list { ("同一条", "one record of ") } else { ("同一个事实", "the fact ") };
        match (pair.earlier.counting.adds, pair.later.counting.adds) {
            (true, true) => say!(
                "{zh}“{name}”在 {other} 得分，在 {own} 又得分",
                "{en}“{name}” is rewarded in {other} and again in {own}"
            ),
            (false, false) => say!(
                "{zh}“{name}”在 {other} 扣分，在 {own} 又扣分",
                "{en}“{name}” is punished in {other} and again in {own}"
            ),
            (true, false) => say!(
                "{zh}“{name}”在 {other} 得分，在 {own} 却扣分",
                "{en}“{name}” is rewarded in {other} and punished in {own}"
            ),
            (false, true) => say!(
                "{zh}“{name}”在 {other} 扣分，在 {own} 却得分",
                "{en}“{name}” is punished in {other} and rewarded in {own}"
            ),
        }
    }

    fn name_of(&self, fact: usize) -> &'p str {
        self.plan.facts.get(fact).map_or("", |fact| fact.name.as_str())
    }

    fn oblige_once(&mut self, fact: usize, tally: Tally, too_many: bool) {
        let name = self.name_of(fact);
        let codes = tally.codes.join("、");
        let claim = say!(
            "“{name}”在 {codes} 里都计分，同一件不重复计",
            "“{name}” counts in {codes}, and no event counts twice"
        );
        let outcome = match tally.refuted {
            Some((what, facts)) => Outcome::Refuted(what, (!facts.is_empty()).then_some(Witness { facts })),
            None if too_many => Outcome::NotProved(say!(
                "计它的指标太多，没有两两比完",
                "too many indicators count it to compare them all"
            )),
            None if tally.meant.is_empty() => Outcome::Proved(say!(
                "各处的条件没有一条能同时符合，或属不同的行业（区域）",
                "no record meets the conditions of two of them, or they belong to different tracks"
            )),
            None => {
                let meant = tally.meant.join("；");
                Outcome::Proved(say!(
                    "其余各处的条件没有一条能同时符合；写明可以重复的：{meant}",
                    "no record meets the conditions of two of them but where that is said to be meant: {meant}"
                ))
            }
        };
        self.oblige(Subject::Once, name, claim, tally.places, outcome);
    }

    /// A clause that allows what does not happen is wrong, or out of date.
    fn named_for_nothing(&mut self, named: &BTreeSet<Span>) {
        for node in self.plan.nodes() {
            for MayRepeat { code, span, .. } in &node.clauses.may_repeat {
                if !named.contains(span) {
                    let own = &node.code;
                    let message = say!(
                        "{own} 和 {code} 没有同一件事计两次，这一句没有对象",
                        "no event counts both in {own} and in {code}: there is nothing to allow"
                    );
                    self.report(
                        Diagnostic::error("E0904", *span, message)
                            .help(say!("编号写错了就改正，否则删去这一句", "correct the code, or delete the clause")),
                    );
                }
            }
        }
    }
}

/// Whether one applicant can have both: two indicators, not of two tracks.
fn meets(one: &Use<'_>, other: &Use<'_>) -> bool {
    let together = one.track.is_none() || other.track.is_none() || one.track == other.track;
    together && one.node.span != other.node.span
}

/// The clauses of one that name the other.
fn says<'p>(one: &Use<'p>, other: &Use<'p>) -> impl Iterator<Item = &'p MayRepeat> {
    let code = other.node.code.as_str();
    one.node.clauses.may_repeat.iter().filter(move |named| named.code == code)
}
