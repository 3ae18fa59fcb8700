//! Ranges against enumeration: facts are taken out of records, and every way in which they can turn out is scored by the
//! script. The engine's range must hold each of them; where the ways are all there are, its ends should be reached.

use std::collections::BTreeMap;

use chengxin::breakdown::{Breakdown, Mode, Node, Standing};
use chengxin::value::Number;
use chengxin::{Options, Record};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::scored::{input, plan};
use super::{packs, python};

/// What enumeration found for one record that lacks facts.
#[derive(Deserialize)]
struct Found {
    input: Input,
    full: bool,
    ranges: BTreeMap<String, [Number; 2]>,
}

#[derive(Deserialize)]
struct Input {
    plan: String,
    record: Box<RawValue>,
    as_of: String,
    track: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Ranges, each of a score with facts missing, that hold what enumeration found.
    pub(crate) held: usize,
    /// Of those for which every way was tried: whose ends are reached, and which are wider.
    tight: usize,
    wider: usize,
    pub(crate) wrong: Vec<String>,
}

impl Compared {
    /// Has the script take up to `most` facts out of the records of the packs.
    pub(crate) fn packs(&mut self, packs: &[packs::Pack], most: &str) {
        let mut lines = String::new();
        for pack in packs {
            let plan = plan(pack);
            let open = pack.inputs.iter().filter(|(_, options)| options.mode == Mode::Open);
            lines.extend(open.map(|(record, options)| input(&plan, record, options)));
        }
        let ran = python::run("enumerate.py", &["", most], &lines);
        assert!(ran.code == Some(0), "{}", ran.err);
        for line in ran.out.lines() {
            let found: Found = serde_json::from_str(line).unwrap();
            let pack =
                packs.iter().find(|pack| found.input.plan.ends_with(&format!("/{}.plan.json", pack.name))).unwrap();
            let record = Record::from_json(found.input.record.get()).unwrap();
            let options =
                Options { track: found.input.track.clone(), ..Options::on(found.input.as_of.parse().unwrap()) };
            let breakdown = pack.rules.evaluate_with(&record, &options);
            let breakdown = breakdown.unwrap_or_else(|fault| panic!("{}: {fault}\n{}", pack.name, found.input.record));
            self.breakdown(&pack.name, &breakdown, &found);
        }
    }

    fn breakdown(&mut self, name: &str, breakdown: &Breakdown, found: &Found) {
        for sheet in &breakdown.sheets {
            self.range(name, &sheet.key, &sheet.score, found);
            sheet.indicators.iter().for_each(|node| self.node(name, node, found));
        }
        breakdown.adjustments.iter().for_each(|node| self.node(name, node, found));
        self.range(name, "total", &breakdown.total.published, found);
    }

    fn node(&mut self, name: &str, node: &Node, found: &Found) {
        self.range(name, &node.code, &node.score, found);
        node.children.iter().for_each(|child| self.node(name, child, found));
    }

    fn range(&mut self, name: &str, code: &str, said: &Standing, found: &Found) {
        let Some([least, most]) = found.ranges.get(code) else { return };
        if said.low > *least || *most > said.high {
            let (low, high, record) = (&said.low, &said.high, &found.input.record);
            self.wrong.push(format!("{name} {code}: {low} to {high} does not hold {least} to {most}: {record}"));
            return;
        }
        self.held += 1;
        if found.full && said.low == *least && said.high == *most {
            self.tight += 1;
        } else if found.full {
            self.wider += 1;
        }
    }
}

/// One fact missing from the shipped applicants, of each that has few values.
#[test]
fn shipped_ranges_hold_every_completion() {
    let pack = packs::shipped();
    let mut compared = Compared::default();
    let inputs = pack.inputs.iter().step_by(150).cloned().collect();
    compared.packs(&[packs::Pack { name: "beijing-2023-ranges".to_owned(), rules: pack.rules, inputs }], "1");
    println!("{} held, {} tight, {} wider", compared.held, compared.tight, compared.wider);
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.held > 10_000 && compared.wider * 100 < compared.tight, "{} wider", compared.wider);
}

/// One or two facts missing from the records of every construct.
#[test]
fn ranges_of_every_construct_hold_every_completion() {
    let mut compared = Compared::default();
    compared.packs(&packs::small(), "2");
    println!("{} held, {} tight, {} wider", compared.held, compared.tight, compared.wider);
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.held > 400, "{}", compared.held);
}

/// Up to three facts missing, of which every way to turn out is tried: nearly every range ends where a completion does.
#[test]
fn ranges_over_small_domains_end_where_a_completion_does() {
    let mut compared = Compared::default();
    compared.packs(&[packs::read(&packs::here("tests/oracle/domains.toml")).unwrap()], "3");
    println!("{} held, {} tight, {} wider", compared.held, compared.tight, compared.wider);
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.tight > 500 && compared.wider == 0, "{} tight, {} wider", compared.tight, compared.wider);
}
