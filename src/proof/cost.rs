//! What evaluating a record costs at most, as a function of the lengths of its lists.
//!
//! One operation is one node of a formula, or one cell of a table, looked at once. What stands in the records of a list
//! counts once for each of them; what stands in the records of a list inside those, for each of these.

use std::collections::BTreeMap;
use std::fmt;

use crate::plan::{
    AggregateKind, Bands, Cell, Each, EachValue, Entry, Extents, Formula, FormulaKind, GroupKey, ListReference, Method,
    Node, Plan, Score, ScoreKind,
};

/// A count of operations: so many in any case, and so many for each record of a list, or for each pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// In any case.
    plain: u64,
    /// For the records of lists.
    terms: BTreeMap<Vec<String>, u64>,
}

impl Cost {
    fn of(count: usize) -> Self {
        Self { plain: u64::try_from(count).unwrap_or(u64::MAX), terms: BTreeMap::new() }
    }

    fn add(&mut self, other: Self) {
        self.plain = self.plain.saturating_add(other.plain);
        for (lists, count) in other.terms {
            let known = self.terms.entry(lists).or_default();
            *known = known.saturating_add(count);
        }
    }

    /// The same for each record of a list.
    fn for_each(self, list: &str) -> Self {
        let plain = Some((Vec::new(), self.plain)).filter(|(_, count)| *count > 0);
        let terms = plain.into_iter().chain(self.terms).map(|(mut lists, count)| {
            lists.push(list.to_owned());
            lists.sort();
            (lists, count)
        });
        Self { plain: 0, terms: terms.collect() }
    }

    /// How many operations for each of these lists together; those in any case where there is none.
    pub fn terms(&self) -> impl Iterator<Item = (&[String], u64)> {
        let plain = Some((&[][..], self.plain)).filter(|(_, count)| *count > 0);
        plain.into_iter().chain(self.terms.iter().map(|(lists, count)| (lists.as_slice(), *count)))
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut terms: Vec<_> = self.terms().collect();
        terms.sort_by_key(|(lists, _)| lists.len());
        let shown = terms.into_iter().filter(|(_, count)| *count > 0).map(|(lists, count)| match lists {
            [] => count.to_string(),
            lists => format!("{count}·{}", lists.join("×")),
        });
        formatter.write_str(&shown.collect::<Vec<_>>().join(" + "))
    }
}

/// What counts operations.
pub(super) struct Counter<'p> {
    pub(super) extents: Extents<'p>,
}

impl Counter<'_> {
    /// What the rules of the scheme itself cost, and those of each track.
    pub(super) fn by_owner(&self, plan: &Plan) -> (Cost, Vec<Cost>) {
        let mut scheme = Cost::default();
        let mut tracks = vec![Cost::default(); plan.tracks.len()];
        let mut add = |owner: Option<usize>, cost: Cost| match owner {
            None => scheme.add(cost),
            Some(at) => tracks.get_mut(at).into_iter().for_each(|track| track.add(cost.clone())),
        };
        for definition in &plan.definitions {
            add(definition.track, self.formula(&definition.formula));
        }
        for rows in &plan.row_definitions {
            let owner = plan.facts.get(rows.fact).and_then(|fact| fact.track);
            add(owner, self.row_definitions(rows.fact, rows.field, &rows.definitions));
        }
        for condition in &plan.conditions {
            condition.formulas().into_iter().for_each(|formula| add(condition.track, self.formula(formula)));
        }
        for (root, owner) in plan.roots() {
            root.tree().into_iter().for_each(|node| add(owner, self.node(node)));
        }
        for grade in &plan.grades {
            add(grade.track, self.formula(&grade.subject));
            grade.rows.iter().for_each(|row| add(grade.track, self.cell(&row.cell)));
            grade.limits.iter().for_each(|limit| add(grade.track, self.formula(&limit.when)));
        }
        (scheme, tracks)
    }

    fn row_definitions(&self, fact: usize, field: Option<usize>, definitions: &[(String, Formula)]) -> Cost {
        let mut one = Cost::default();
        definitions.iter().for_each(|(_, formula)| one.add(self.formula(formula)));
        let outer = self.name(ListReference::Fact(fact));
        match field {
            None => one.for_each(&outer),
            Some(index) => {
                one.for_each(&self.name(ListReference::Field { depth: 0, index, of: fact })).for_each(&outer)
            }
        }
    }

    fn node(&self, node: &Node) -> Cost {
        let mut cost = Cost::of(1);
        let clauses = &node.clauses;
        let conditions = clauses.not_applicable.iter().map(|(formula, _)| formula);
        let conditions =
            conditions.chain(&clauses.unsubmitted).chain(clauses.overrides.iter().map(|entry| &entry.when));
        conditions.for_each(|formula| cost.add(self.formula(formula)));
        clauses.no_value.iter().chain(&clauses.zero_division).for_each(|score| cost.add(self.score(score)));
        cost.add(self.method(&node.method));
        cost
    }

    fn method(&self, method: &Method) -> Cost {
        let mut cost = Cost::of(1);
        match method {
            Method::Children(children) => cost.add(Cost::of(children.len())),
            Method::Score(score) => cost.add(self.score(score)),
            Method::Award(score, when) => {
                cost.add(self.score(score));
                when.iter().for_each(|when| cost.add(self.formula(when)));
            }
            Method::Accumulate { entries, .. } => entries.iter().for_each(|entry| cost.add(self.entry(entry))),
            Method::Best { methods, .. } => methods.iter().for_each(|method| cost.add(self.method(method))),
            Method::Broken => {}
        }
        cost
    }

    fn entry(&self, entry: &Entry) -> Cost {
        let mut cost = Cost::of(1);
        match entry {
            Entry::Start(_) | Entry::Cap(_) => {}
            Entry::Add(score, when) | Entry::Deduct(score, when) => {
                cost.add(self.score(score));
                when.iter().for_each(|when| cost.add(self.formula(when)));
            }
            Entry::Checklist { items, .. } => items.iter().for_each(|item| cost.add(self.formula(item))),
            Entry::Count(steps) => cost.add(self.formula(&steps.subject)),
            Entry::Each(each) => cost.add(self.each(each)),
        }
        cost
    }

    fn each(&self, each: &Each) -> Cost {
        let mut one = Cost::of(1);
        scores_of_each(each).into_iter().for_each(|score| one.add(self.score(score)));
        let factors = each.factors.iter().filter_map(|(_, when)| when.as_ref());
        let conditions = each.exclude.iter().chain(&each.when).chain(factors);
        let keys = each.same.iter().flat_map(|same| &same.keys);
        let dates = each.validity.iter().map(|(from, _)| from);
        let repeat = each.repeat.iter().flat_map(|repeat| [&repeat.same, &repeat.date]);
        let groups = each.group_caps.iter().map(|cap| match &cap.by {
            GroupKey::Year(formula) | GroupKey::Month(formula) | GroupKey::Key(formula) => formula,
        });
        let formulas = conditions.chain(keys).chain(dates).chain(repeat).chain(groups);
        formulas.for_each(|formula| one.add(self.formula(formula)));
        one.for_each(&self.name(each.list))
    }

    fn score(&self, score: &Score) -> Cost {
        let mut cost = Cost::of(1);
        match &score.kind {
            ScoreKind::Amount(formula) => cost.add(self.formula(formula)),
            ScoreKind::Steps(steps) => cost.add(self.formula(&steps.subject)),
            ScoreKind::Linear { subject, .. } | ScoreKind::Ratio { subject, .. } => cost.add(self.formula(subject)),
            ScoreKind::Bands(bands) => cost.add(self.bands(bands)),
            ScoreKind::Assessed { .. } | ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted => {}
        }
        cost
    }

    fn bands(&self, bands: &Bands) -> Cost {
        let mut cost = Cost::default();
        bands.subjects.iter().for_each(|subject| cost.add(self.formula(subject)));
        for row in &bands.rows {
            row.cells.iter().for_each(|cell| cost.add(self.cell(cell)));
            cost.add(self.score(&row.score));
        }
        cost
    }

    fn cell(&self, cell: &Cell) -> Cost {
        if let Cell::Condition(condition) = cell { self.formula(condition) } else { Cost::of(1) }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn formula(&self, formula: &Formula) -> Cost {
        let mut cost = Cost::of(1);
        match &formula.kind {
            FormulaKind::Exists(list, _) | FormulaKind::Every(list, _) => {
                let mut one = Cost::of(1);
                formula.parts().into_iter().for_each(|part| one.add(self.formula(part)));
                cost.add(one.for_each(&self.name(*list)));
            }
            FormulaKind::Aggregate(aggregate) => {
                let mut one = Cost::of(1);
                formula.parts().into_iter().for_each(|part| one.add(self.formula(part)));
                let times = if let AggregateKind::Yearly(_, _, weights) = &aggregate.kind { weights.len() } else { 1 };
                (0..times.max(1)).for_each(|_| cost.add(one.clone().for_each(&self.name(aggregate.list))));
            }
            _ => formula.parts().into_iter().for_each(|part| cost.add(self.formula(part))),
        }
        cost
    }

    fn name(&self, list: ListReference) -> String {
        let fact = |index: usize| self.extents.facts.get(index).map_or("", |fact| fact.name.as_str());
        match list {
            ListReference::Fact(index) => fact(index).to_owned(),
            ListReference::Field { index, of, .. } => {
                let field = self.extents.fields((of, None)).get(index).map_or("", |field| field.name.as_str());
                format!("{}的{field}", fact(of))
            }
        }
    }
}

/// The points of a record, its factors, and how long it is valid.
pub(super) fn scores_of_each(each: &Each) -> Vec<&Score> {
    let value = if let EachValue::Score(score) = &each.value { Some(score) } else { None };
    let factors = each.factors.iter().map(|(factor, _)| factor);
    value.into_iter().chain(factors).chain(each.validity.as_ref().map(|(_, period)| period)).collect()
}
