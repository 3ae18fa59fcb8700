//! What must hold of every rule set and every record: sums, bounds, order, ranges, repeatability.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may stop where it stands"
)]

#[path = "properties/bounds.rs"]
mod bounds;
#[path = "properties/cases.rs"]
mod cases;
#[path = "properties/compare.rs"]
mod compare;
#[path = "properties/entropy.rs"]
mod entropy;
#[path = "properties/expressions.rs"]
mod expressions;
#[path = "format/meaning.rs"]
mod meaning;
#[path = "properties/methods.rs"]
mod methods;
#[path = "properties/records.rs"]
mod records;
#[path = "properties/rules.rs"]
mod rules;

use cases::{cases, load, numbers};
use chengxin::breakdown::{Breakdown, Mode};
use chengxin::source::Source;
use chengxin::{Language, Options, Record, RuleSet, Verification};
use entropy::Entropy;
use proptest::prelude::*;
use records::Members;

const AS_OF: &str = "2023-10-31";

fn evaluate(rules: &RuleSet, json: &str, mode: Mode) -> Breakdown {
    let record = Record::from_json(json).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
    let options = Options { mode, ..Options::on(AS_OF.parse().unwrap()) };
    rules.evaluate_with(&record, &options).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

fn open(rules: &RuleSet, members: &Members) -> Breakdown {
    evaluate(rules, &records::json(members), Mode::Open)
}

proptest! {
    #![proptest_config(cases(30, 4_000))]

    /// Rules score the same however they are laid out, and in either language.
    #[test]
    fn formatted_rules_score_the_same(of_rules in numbers(500), of_record in numbers(200)) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let record = records::complete(&mut Entropy::new(of_record), &written.assessed);
        let first = meaning::meaning(&open(&load(&written), &record));
        for language in [None, Some(Language::English)] {
            let source = Source::new("rules.rules", written.rules.as_str());
            let formatted = rules::Rules { rules: chengxin::format(&source, language).unwrap(), ..written.clone() };
            let other = meaning::meaning(&open(&load(&formatted), &record));
            let difference = meaning::difference(&first, &other, "");
            prop_assert!(difference.is_none(), "{}\n{}", difference.unwrap_or_default(), formatted.shown());
        }
    }
}

proptest! {
    #![proptest_config(cases(200, 4_000))]

    /// A range holds the score of every completion; less known never narrows it.
    #[test]
    fn ranges_hold_every_completion(of_rules in numbers(500), of_record in numbers(200), of_removal in numbers(300), percent in 3_usize..60) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let whole = records::complete(&mut Entropy::new(of_record), &written.assessed);
        let mut entropy = Entropy::new(of_removal);
        let some = records::without(&mut entropy, &whole, percent);
        let little = records::without(&mut entropy, &some, percent);
        let context = || format!("{}\n{}\n{}", written.shown(), records::json(&whole), records::json(&some));
        let [whole_is, some_is, little_is] = [&whole, &some, &little].map(|members| open(&rules, members));
        let faults = compare::held(&whole_is, &some_is);
        prop_assert!(faults.is_empty(), "{}\n{}", faults.join("\n"), context());
        let faults = compare::held(&some_is, &little_is);
        prop_assert!(faults.is_empty(), "{}\nthen without more: {}\n{}", faults.join("\n"), records::json(&little), context());
    }

    /// A record in which everything is given leaves nothing open but what people have to decide.
    #[test]
    fn nothing_is_open_where_all_is_given(of_rules in numbers(500), of_record in numbers(200)) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let whole = records::complete(&mut Entropy::new(of_record), &written.assessed);
        let faults = compare::settled(&open(&rules, &whole));
        prop_assert!(faults.is_empty(), "{}\n{}\n{}", faults.join("\n"), written.shown(), records::json(&whole));
    }

    /// 0 ≤ score ≤ points where nothing says otherwise; children add up; the same again; JSON there and back; order.
    #[test]
    fn scores_are_bounded_repeatable_and_without_order(of_rules in numbers(500), of_record in numbers(200), of_removal in numbers(300), percent in 0_usize..40) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let whole = records::complete(&mut Entropy::new(of_record), &written.assessed);
        let mut entropy = Entropy::new(of_removal);
        let some = records::without(&mut entropy, &whole, percent);
        let turned = records::shuffled(&mut entropy, &some);
        let context = || format!("{}\n{}\n{}", written.shown(), records::json(&some), records::json(&turned));
        let result = open(&rules, &some);
        let faults = compare::sound(&result, written.plain, &written.rules);
        prop_assert!(faults.is_empty(), "{}\n{}", faults.join("\n"), context());
        let again = open(&rules, &some);
        prop_assert_eq!(result.to_json(), again.to_json());
        let read = Breakdown::from_json(&result.to_json()).unwrap();
        prop_assert_eq!(&read, &result);
        let record = Record::from_json(&records::json(&some)).unwrap();
        prop_assert!(matches!(read.verify(&rules, &record), Verification::Same));
        let faults = compare::same_scores(&result, &open(&rules, &turned));
        prop_assert!(faults.is_empty(), "{}\n{}", faults.join("\n"), context());
        let closed = evaluate(&rules, &records::json(&some), Mode::Closed);
        let words = [Language::Chinese, Language::English].map(|language| closed.to_text(language));
        prop_assert!(words.iter().all(|text| !text.is_empty()));
    }
}

proptest! {
    #![proptest_config(cases(120, 4_000))]

    /// Whatever a record says, no indicator leaves the bounds that were proved for it, neither before nor after it is held.
    #[test]
    fn scores_lie_within_the_proved_bounds(of_rules in numbers(500), of_record in numbers(200)) {
        let written = rules::random(&mut Entropy::new(of_rules));
        let rules = load(&written);
        let texts = [("scheme.toml", written.scheme.as_str()), ("rules.rules", written.rules.as_str())];
        let proof = RuleSet::check_sources(texts).unwrap().proof.unwrap();
        let whole = records::complete(&mut Entropy::new(of_record), &written.assessed);
        let faults = bounds::outside(&open(&rules, &whole), &proof);
        prop_assert!(faults.is_empty(), "{}\n{}\n{}", faults.join("\n"), written.shown(), records::json(&whole));
    }
}
