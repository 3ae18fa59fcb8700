//! Applicants per second on the shipped scheme: score with full breakdown, reading the record, and the whole way.
#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

use std::hint::black_box;

use chengxin::{Record, RuleSet};
use chengxin_benches::shipped;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn evaluate(criterion: &mut Criterion) {
    let Ok((rules, records)) = shipped() else { return };
    let Ok(as_of) = "2023-10-31".parse() else { return };
    let mut group = criterion.benchmark_group("evaluate");
    group.throughput(Throughput::Elements(1));
    for (name, json, record) in &records {
        group.bench_function(format!("{name}: read the record"), |bencher| {
            bencher.iter(|| Record::from_json(black_box(json)));
        });
        group.bench_function(format!("{name}: score with full breakdown"), |bencher| {
            bencher.iter(|| rules.evaluate(black_box(record), as_of));
        });
        group.bench_function(format!("{name}: JSON in, JSON out"), |bencher| {
            bencher.iter(|| {
                let record = Record::from_json(black_box(json)).ok()?;
                Some(rules.evaluate(&record, as_of).ok()?.to_json_line())
            });
        });
    }
    group.finish();
    criterion.bench_function("load and check the shipped scheme", |bencher| {
        bencher.iter(|| RuleSet::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/beijing-2023")));
    });
}

criterion_group!(benches, evaluate);
criterion_main!(benches);
