//! d
#![allow(warnings, clippy::all)]
use chengxin::batch::*; use chengxin::*;
fn main() {
    let rules = RuleSet::load("/tmp/dbg").unwrap_or_else(|e| panic!("{e}"));
    let o = Options::on("2023-10-31".parse().unwrap());
    let b = Batch::new(&rules, &o).unwrap();
    let mut a = b.applicants();
    for j in [r#"{"a":true,"b":true}"#, r#"{"a":true,"b":false}"#, r#"{"a":true}"#] { a.push(&Record::from_json(j).unwrap()).unwrap(); }
    let mut r = Results::default(); b.evaluate(&a, &mut r);
    for i in 0..3 { println!("{:?}", r.outcome(i).unwrap().leaves()); }
    println!("{}", r.completed());
}
