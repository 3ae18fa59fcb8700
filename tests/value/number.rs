//! Exact numbers against `num_rational`, their text forms, and rounding half away from zero.

use chengxin::Number;
use chengxin::value::Rounding;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn big(text: &str) -> BigRational {
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    let (whole, part) = above.split_once('.').unwrap_or((above, ""));
    let scale = BigInt::from(10).pow(u32::try_from(part.len()).unwrap());
    let value: BigInt = format!("{whole}{part}").parse().unwrap();
    BigRational::new(value, scale * below.parse::<BigInt>().unwrap())
}

/// Numbers of every size: small ones, ones that fill 128 bits, and fractions.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?[0-9]{1,3}(\\.[0-9]{1,3})?",
        "-?[1-9][0-9]{0,39}",
        "-?[0-9]{1,10}\\.[0-9]{1,25}",
        "-?[0-9]{1,20}/[1-9][0-9]{0,20}",
        Just(i128::MAX.to_string()),
        Just(i128::MIN.to_string()),
        Just("0".to_owned()),
    ]
}

#[test]
fn s07_half_is_rounded_away_from_zero() {
    let cases = [
        ("79.985", "79.99"),
        ("79.995", "80.00"),
        ("79.9849999", "79.98"),
        ("-79.985", "-79.99"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("0.125", "0.13"),
        ("2.675", "2.68"),
    ];
    for (exact, rounded) in cases {
        assert_eq!(number(exact).fixed(2), rounded, "{exact}");
        assert_eq!(number(exact).rounded(2, Rounding::HalfUp), number(rounded), "{exact}");
    }
}

#[test]
fn s10_fractions_are_kept_until_they_are_rounded() {
    assert_eq!(number("2/3").times(&3.into()), 2.into());
    assert_eq!(number("5/6").times(&6.into()), 5.into());
    assert_eq!(Number::one().over(&3.into()).unwrap().times(&3.into()), Number::one());
}

#[test]
fn s02_the_weighted_sum_is_exactly_80() {
    let sum = number("0.7").times(&number("71.57")).plus(&number("0.3").times(&number("99.67")));
    assert_eq!(sum, 80.into());
}

#[test]
fn the_ways_of_rounding_differ_for_negative_numbers() {
    let rounded = |text: &str, way| number(text).rounded(0, way).to_string();
    assert_eq!(rounded("-2.5", Rounding::HalfUp), "-3");
    assert_eq!(rounded("-2.5", Rounding::Down), "-3");
    assert_eq!(rounded("-2.5", Rounding::Up), "-2");
    assert_eq!(rounded("2.1", Rounding::Down), "2");
    assert_eq!(rounded("2.1", Rounding::Up), "3");
}

#[test]
fn only_the_plain_form_is_read() {
    let forty_one = "1".repeat(41);
    for text in [
        "", "-", "+1", "1e3", "1_000", ".5", "5.", "1,000", " 1", "1 ", "0x1", "１", "1/0", "1/", "--1", "NaN",
        &forty_one,
    ] {
        assert!(text.parse::<Number>().is_err(), "{text:?}");
    }
    assert_eq!(number("-0"), Number::zero());
    assert_eq!(number("-0").to_string(), "0");
    assert_eq!(number("007.50"), number("7.5"));
}

#[test]
fn text_forms() {
    assert_eq!(number("10/4").to_string(), "2.5");
    assert_eq!(number("10/3").to_string(), "10/3");
    assert_eq!(number("-10/3").short(2), "-3.33");
    assert_eq!(number("1.50").short(4), "1.5");
    assert_eq!(number("100").short(2), "100");
    assert_eq!(number("0.0004").short(2), "0");
    assert_eq!(number("-0.0004").short(2), "0");
    assert_eq!(number("0.05").fixed(0), "0");
}

#[test]
fn numbers_beyond_128_bits_come_back() {
    let most = number(&i128::MAX.to_string());
    let more = most.plus(&Number::one());
    assert!(more > most);
    assert_eq!(more.minus(&Number::one()), most);
    let square = most.times(&most);
    assert_eq!(square.over(&most), Some(most.clone()));
    assert_eq!(most.negated().minus(&Number::one()).to_string(), i128::MIN.to_string());
    assert_eq!(most.negated().minus(&Number::one()).negated(), more);
    assert!(square.absolute().is_whole() && square.negated().is_negative() && !square.is_zero());
}

proptest! {
    #[test]
    fn arithmetic_is_that_of_rationals(left in any_text(), right in any_text()) {
        let (a, b) = (number(&left), number(&right));
        let (x, y) = (big(&left), big(&right));
        prop_assert_eq!(big(&a.plus(&b).to_string()), &x + &y);
        prop_assert_eq!(big(&a.minus(&b).to_string()), &x - &y);
        prop_assert_eq!(big(&a.times(&b).to_string()), &x * &y);
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        match a.over(&b) {
            Some(quotient) => prop_assert_eq!(big(&quotient.to_string()), &x / &y),
            None => prop_assert!(b.is_zero()),
        }
        prop_assert_eq!(big(&a.floor().to_string()), x.floor());
        prop_assert_eq!(big(&a.ceiling().to_string()), x.ceil());
        prop_assert_eq!(a.is_whole(), x.is_integer());
    }

    #[test]
    fn the_laws_of_a_field_hold(a in any_text(), b in any_text(), c in any_text()) {
        let (a, b, c) = (number(&a), number(&b), number(&c));
        prop_assert_eq!(a.plus(&b), b.plus(&a));
        prop_assert_eq!(a.times(&b), b.times(&a));
        prop_assert_eq!(a.plus(&b).plus(&c), a.plus(&b.plus(&c)));
        prop_assert_eq!(a.times(&b).times(&c), a.times(&b.times(&c)));
        prop_assert_eq!(a.times(&b.plus(&c)), a.times(&b).plus(&a.times(&c)));
        prop_assert_eq!(a.plus(&b).minus(&b), a.clone());
        prop_assert_eq!(a.negated().negated(), a.clone());
        if let Some(quotient) = a.over(&b) {
            prop_assert_eq!(quotient.times(&b), a);
        }
    }

    #[test]
    fn what_is_written_is_read_back(text in any_text()) {
        let number = number(&text);
        // A sum of many digits may be longer than what is accepted from a person.
        if let Ok(back) = number.to_string().parse::<Number>() {
            prop_assert_eq!(&back, &number);
        }
        let hash = |number: &Number| {
            use std::hash::{BuildHasher, RandomState};
            static STATE: std::sync::OnceLock<RandomState> = std::sync::OnceLock::new();
            STATE.get_or_init(RandomState::new).hash_one(number)
        };
        let same = number.plus(&Number::one()).minus(&Number::one());
        prop_assert_eq!(hash(&same), hash(&number));
    }

    #[test]
    fn rounding_is_within_half_a_unit_and_symmetrical(text in any_text(), places in 0_u32..6) {
        let number = number(&text);
        let rounded = number.rounded(places, Rounding::HalfUp);
        let unit = Number::one().over(&Number::power_of_ten(places)).unwrap();
        let half = unit.over(&2.into()).unwrap();
        prop_assert!(number.minus(&rounded).absolute() <= half);
        prop_assert!(rounded.over(&unit).unwrap().is_whole());
        prop_assert_eq!(number.negated().rounded(places, Rounding::HalfUp), rounded.negated());
        prop_assert!(number.rounded(places, Rounding::Down) <= number);
        prop_assert!(number.rounded(places, Rounding::Up) >= number);
        prop_assert_eq!(big(&number.fixed(places)), big(&rounded.to_string()));
        prop_assert_eq!(big(&number.short(places)), big(&rounded.to_string()));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-0-9./ e+]{0,50}") {
        let _ = text.parse::<Number>();
    }
}
