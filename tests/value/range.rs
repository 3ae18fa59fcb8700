//! Ranges hold the result of every choice of numbers from them, and comparisons never claim too much.

use chengxin::Number;
use chengxin::value::{Bound, Range, Truth};
use proptest::prelude::*;

fn any_number() -> impl Strategy<Value = Number> {
    (-12_i64..=12, 1_i64..=4).prop_map(|(above, below)| Number::from(above).over(&below.into()).unwrap())
}

fn any_bound() -> impl Strategy<Value = Option<Bound>> {
    prop::option::weighted(0.8, (any_number(), any::<bool>()).prop_map(|(number, included)| Bound { number, included }))
}

fn any_range() -> impl Strategy<Value = Range> {
    (any_bound(), any_bound())
        .prop_map(|(low, high)| Range { low, high })
        .prop_filter("empty", |range| !range.is_empty())
}

/// A range and a number in it.
fn inside() -> impl Strategy<Value = (Range, Number)> {
    (any_range(), any_number(), 0_u8..4).prop_filter_map("outside", |(range, number, pick)| {
        let low = range.low.as_ref().map(|bound| bound.number.clone());
        let high = range.high.as_ref().map(|bound| bound.number.clone());
        let middle = low.as_ref().zip(high.as_ref()).and_then(|(low, high)| low.plus(high).over(&2.into()));
        let number = match pick {
            0 => low.unwrap_or(number),
            1 => high.unwrap_or(number),
            2 => middle.unwrap_or(number),
            _ => number,
        };
        range.contains(&number).then_some((range, number))
    })
}

#[test]
fn a_product_with_an_open_side() {
    let from = |low: i64| Range { low: Some(Bound::closed(low.into())), high: None };
    assert_eq!(from(2).times(&from(3)), from(6));
    assert_eq!(from(0).times(&Range::exactly(0.into())), Range::exactly(0.into()));
    assert_eq!(Range::all().times(&Range::closed(1.into(), 2.into())), Range::all());
}

#[test]
fn one_over_a_range() {
    let half = Number::from(1).over(&2.into()).unwrap();
    let closed = |low: &Number, high: &Number| Range::closed(low.clone(), high.clone());
    assert_eq!(closed(&1.into(), &2.into()).reciprocal(), Some(closed(&half, &1.into())));
    assert_eq!(closed(&(-2).into(), &(-1).into()).reciprocal(), Some(closed(&(-1).into(), &half.negated())));
    assert_eq!(closed(&(-1).into(), &1.into()).reciprocal(), None);
    assert_eq!(Range::all().reciprocal(), None);
    assert_eq!(closed(&0.into(), &0.into()).reciprocal(), None);
}

proptest! {
    #[test]
    fn sums_and_products_are_held((left, a) in inside(), (right, b) in inside()) {
        prop_assert!(left.plus(&right).contains(&a.plus(&b)));
        prop_assert!(left.minus(&right).contains(&a.minus(&b)));
        prop_assert!(left.times(&right).contains(&a.times(&b)), "{left:?} × {right:?}: {a} × {b}");
        prop_assert!(left.negated().contains(&a.negated()));
        prop_assert!(left.join(&right).contains(&a) && left.join(&right).contains(&b));
        prop_assert_eq!(left.intersect(&right).contains(&a), right.contains(&a));
    }

    #[test]
    fn quotients_are_held((range, a) in inside()) {
        if let Some(turned) = range.reciprocal()
            && let Some(quotient) = Number::one().over(&a)
        {
            prop_assert!(turned.contains(&quotient), "1 ÷ {range:?} = {turned:?}: 1 ÷ {a}");
        }
    }

    #[test]
    fn clamping_and_rising_functions_are_held((range, a) in inside(), low in any_number(), height in 0_i64..10) {
        let high = low.plus(&height.into());
        let held = a.clone().max(low.clone()).min(high.clone());
        prop_assert!(range.clamped(Some(&low), Some(&high)).contains(&held));
        prop_assert!(range.clamped(Some(&low), None).contains(&a.clone().max(low.clone())));
        prop_assert!(range.clamped(None, Some(&high)).contains(&a.clone().min(high)));
        prop_assert!(range.map_rising(Number::floor).contains(&a.floor()));
    }

    #[test]
    fn comparisons_allow_what_occurs((left, a) in inside(), (right, b) in inside()) {
        let possible = left.compare(&right);
        prop_assert!(possible.below || a >= b);
        prop_assert!(possible.equal || a != b);
        prop_assert!(possible.above || a <= b);
        match left.within(&right) {
            Truth::True => prop_assert!(right.contains(&a)),
            Truth::False => prop_assert!(!right.contains(&a)),
            Truth::Unknown => {}
        }
    }

    #[test]
    fn exact_ranges_compare_exactly(a in any_number(), b in any_number()) {
        let possible = Range::exactly(a.clone()).compare(&Range::exactly(b.clone()));
        prop_assert_eq!((possible.below, possible.equal, possible.above), (a < b, a == b, a > b));
        let within = Range::exactly(a.clone()).within(&Range { low: Some(Bound::closed(b.clone())), high: None });
        prop_assert_eq!(within, Truth::from(a >= b));
    }
}
