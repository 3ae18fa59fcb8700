//! Checking and proving a scheme 1, 10 and 100 times the size of the shipped one: the bytes a second stay the same.
#![allow(missing_docs, reason = "criterion's macros make public items without documentation")]

use std::time::Duration;

use chengxin::RuleSet;
use chengxin_benches::generated;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check and prove");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for times in [1, 10, 100] {
        let Ok(texts) = generated(times) else { return };
        let bytes = texts.iter().map(|(_, text)| u64::try_from(text.len()).unwrap_or(u64::MAX)).sum();
        group.throughput(Throughput::Bytes(bytes));
        group.bench_with_input(BenchmarkId::from_parameter(format!("{times}×")), &texts, |bencher, texts| {
            bencher.iter(|| RuleSet::check_sources(texts.iter().cloned()));
        });
    }
    group.finish();
    criterion.bench_function("check and prove the shipped scheme", |bencher| {
        bencher.iter(|| RuleSet::check(concat!(env!("CARGO_MANIFEST_DIR"), "/../rules/beijing-2023")));
    });
}

criterion_group!(benches, check);
criterion_main!(benches);
