//! Indicators: clauses, methods, and what is done with the records of a list.

use super::Exporter;
use super::json::{Json, flag, object, some};
use crate::document::Keep;
use crate::plan::{Clauses, Each, EachValue, Entry, Floor, Formula, GroupKey, Method, Node};

impl Exporter<'_> {
    pub(super) fn node(&self, node: &Node) -> Json {
        object([
            ("code", (&node.code).into()),
            ("title", (&node.title).into()),
            ("points", (&node.points).into()),
            ("bonus", flag(node.bonus)),
            ("weight", node.weight.as_ref().into()),
            ("line", self.line(node.span)),
        ])
        .with(self.clauses(&node.clauses))
        .with([("method", self.method(&node.method))])
    }

    fn clauses(&self, clauses: &Clauses) -> Vec<(&'static str, Json)> {
        let absent = clauses
            .not_applicable
            .iter()
            .map(|(when, full)| object([("when", self.formula(when)), ("full", flag(*full))]));
        let overrides = clauses.overrides.iter().map(|entry| {
            object([
                ("points", (&entry.points).into()),
                ("when", self.formula(&entry.when)),
                ("line", self.line(entry.span)),
            ])
        });
        let rescale = clauses.rescale.as_ref().map(|rescale| object([("minimum", rescale.minimum.as_ref().into())]));
        let floor = match &clauses.floor {
            Floor::Zero => Json::from("0"),
            Floor::At(floor) => floor.into(),
            Floor::None => Json::Nothing,
        };
        vec![
            ("not_applicable", some(absent)),
            ("unsubmitted", some(clauses.unsubmitted.iter().map(|when| self.formula(when)))),
            ("no_value", clauses.no_value.as_ref().map(|score| self.score(score)).into()),
            ("zero_division", clauses.zero_division.as_ref().map(|score| self.score(score)).into()),
            ("cap", clauses.cap.as_ref().into()),
            ("floor", floor),
            ("no_cap", flag(clauses.no_cap)),
            ("overrides", some(overrides)),
            ("round", clauses.round.into()),
            ("rescale", rescale.into()),
        ]
    }

    fn method(&self, method: &Method) -> Json {
        let of = |name: &str, members: Vec<(&'static str, Json)>| object([("method", name.into())]).with(members);
        match method {
            Method::Children(children) => {
                of("children", vec![("children", some(children.iter().map(|child| self.node(child))))])
            }
            Method::Score(score) => of("score", vec![("score", self.score(score))]),
            Method::Award(score, when) => {
                of("award", vec![("score", self.score(score)), ("when", self.when(when.as_ref()))])
            }
            Method::Accumulate { entries, in_order } => of(
                "accumulate",
                vec![("in_order", flag(*in_order)), ("entries", some(entries.iter().map(|entry| self.entry(entry))))],
            ),
            Method::Best { lowest, methods } => {
                let name = if *lowest { "worst" } else { "best" };
                of(name, vec![("of", some(methods.iter().map(|method| self.method(method))))])
            }
            Method::Broken => Json::Nothing,
        }
    }

    fn when(&self, when: Option<&Formula>) -> Json {
        when.map(|when| self.formula(when)).into()
    }

    fn entry(&self, entry: &Entry) -> Json {
        match entry {
            Entry::Start(points) => object([("entry", "start".into()), ("points", points.into())]),
            Entry::Add(score, when) => {
                object([("entry", "add".into()), ("score", self.score(score)), ("when", self.when(when.as_ref()))])
            }
            Entry::Deduct(score, when) => {
                object([("entry", "deduct".into()), ("score", self.score(score)), ("when", self.when(when.as_ref()))])
            }
            Entry::Checklist { missing, points, items } => object([
                ("entry", if *missing { "for_each_missing" } else { "for_each_met" }.into()),
                ("points", points.into()),
                ("items", some(items.iter().map(|item| self.formula(item)))),
            ]),
            Entry::Count(steps) => {
                object([("entry", "count".into())]).with(self.steps(steps)).with([("line", self.line(steps.span))])
            }
            Entry::Each(each) => self.each(each),
            Entry::Cap(cap) => object([("entry", "cap".into()), ("points", cap.into())]),
        }
    }

    fn each(&self, each: &Each) -> Json {
        let value = match &each.value {
            EachValue::Score(score) => ("score", self.score(score)),
            EachValue::FirstAndRest(first, rest) => {
                ("first_and_rest", object([("first", first.into()), ("rest", rest.into())]))
            }
        };
        let all = |formulas: &[Formula]| some(formulas.iter().map(|formula| self.formula(formula)));
        let factors = each
            .factors
            .iter()
            .map(|(factor, when)| object([("factor", self.score(factor)), ("when", self.when(when.as_ref()))]));
        object([
            ("entry", "each".into()),
            ("list", self.list(each.list)),
            ("line", self.line(each.span)),
            ("deduct", flag(each.deduct)),
            ("exclude", all(&each.exclude)),
            ("when", all(&each.when)),
            value,
            ("validity", self.validity(each)),
            ("repeat", self.repeat(each)),
            ("factors", some(factors)),
            ("same", self.same(each)),
            ("group_caps", self.group_caps(each)),
            ("only", each.only.map(|lowest| if lowest { "lowest" } else { "highest" }).into()),
            ("cap", each.cap.as_ref().into()),
        ])
    }

    fn validity(&self, each: &Each) -> Json {
        let said = each.validity.as_ref();
        said.map(|(from, period)| object([("from", self.formula(from)), ("period", self.score(period))])).into()
    }

    fn repeat(&self, each: &Each) -> Json {
        let repeat = each.repeat.as_ref().map(|repeat| {
            object([
                ("same", self.formula(&repeat.same)),
                ("date", self.formula(&repeat.date)),
                ("within", repeat.within.into()),
                ("factor", (&repeat.factor).into()),
            ])
        });
        repeat.into()
    }

    fn same(&self, each: &Each) -> Json {
        some(each.same.iter().map(|same| {
            let keep = match same.keep {
                Keep::Greatest => "greatest",
                Keep::Once => "once",
            };
            object([("keys", some(same.keys.iter().map(|key| self.formula(key)))), ("keep", keep.into())])
        }))
    }

    fn group_caps(&self, each: &Each) -> Json {
        some(each.group_caps.iter().map(|cap| {
            let (by, key) = match &cap.by {
                GroupKey::Year(key) => ("year", key),
                GroupKey::Month(key) => ("month", key),
                GroupKey::Key(key) => ("key", key),
            };
            object([("by", by.into()), ("of", self.formula(key)), ("points", (&cap.points).into())])
        }))
    }
}
