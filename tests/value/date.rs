//! Days and periods: the corresponding day (Civil Code art. 201, 202), and the forms that are read.

use chengxin::value::{Period, PeriodUnit};
use chengxin::{Date, DateError};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn period(count: u32, unit: PeriodUnit) -> Period {
    Period { count, unit }
}

fn years(count: u32) -> Period {
    period(count, PeriodUnit::Years)
}

#[test]
fn s33_three_years_end_on_the_corresponding_day() {
    let registered = day("2020-10-18");
    assert!(!registered.has_elapsed(years(3), day("2023-10-17")));
    assert!(registered.has_elapsed(years(3), day("2023-10-18")));
}

#[test]
fn s34_where_the_month_has_no_such_day_its_last_day_counts() {
    let registered = day("2020-02-29");
    assert!(!registered.has_elapsed(years(3), day("2023-02-27")));
    assert!(registered.has_elapsed(years(3), day("2023-02-28")));
    assert_eq!(registered.after(years(4)), day("2024-02-29"));
}

#[test]
fn s36_a_window_looks_from_the_event() {
    let penalty = day("2021-02-28");
    assert_eq!(penalty.after(years(3)), day("2024-02-28"));
    assert!(penalty.has_elapsed(years(3), day("2024-02-29")));
}

#[test]
fn s38_months_are_added_once_from_the_start() {
    let start = day("2023-01-31");
    let months = |count| period(count, PeriodUnit::Months);
    assert_eq!(start.after(months(1)), day("2023-02-28"));
    assert_eq!(start.after(months(1)).after(months(1)), day("2023-03-28"));
    assert_eq!(start.after(months(2)), day("2023-03-31"));
}

#[test]
fn s40_a_day_has_no_time_and_no_zone() {
    for text in ["2023-10-17T16:00:00Z", "2023-10-18 09:30", "2023-10-18T00", "2023-10-18Z"] {
        assert!(matches!(text.parse::<Date>(), Err(DateError::Time(_))), "{text}");
    }
}

#[test]
fn the_forms_of_a_day() {
    for text in ["2023-10-08", "2023/10/8", "2023.10.08", "20231008", "2023年10月8日", "2023-10-8"] {
        assert_eq!(day(text).to_string(), "2023-10-08");
    }
    for text in ["2023-10", "2023年10月", "2023/10"] {
        assert!(matches!(text.parse::<Date>(), Err(DateError::NoDay(_))), "{text}");
    }
    for text in ["2023-02-29", "2023-00-10", "2023-10-32", "20231301", "0000-01-01"] {
        assert!(matches!(text.parse::<Date>(), Err(DateError::NoSuchDay(_))), "{text}");
    }
    for text in [
        "",
        "45217",
        "23-10-18",
        "2023-10-18-1",
        "2023-10/18",
        "２０２３-10-18",
        "2023年10月18",
        "2023-+1-1",
        "TBD",
        "2023",
    ] {
        assert!(matches!(text.parse::<Date>(), Err(DateError::Form(_))), "{text}");
    }
}

#[test]
fn periods_are_held_at_the_end_of_the_calendar() {
    let last = day("9999-12-31");
    for unit in [PeriodUnit::Years, PeriodUnit::Months, PeriodUnit::Days] {
        for count in [0, 1, 20_000, 4_000_000, u32::MAX] {
            let after = day("2023-10-18").after(period(count, unit));
            assert!(after >= day("2023-10-18") && after <= last);
        }
    }
    assert_eq!(day("2023-10-18").after(years(u32::MAX)), last);
    assert_eq!(day("2023-10-18").after(period(u32::MAX, PeriodUnit::Days)), last);
}

fn any_day() -> impl Strategy<Value = Date> {
    let around_february = (1900_i32..2100, 2_u32..=3, 1_u32..=31);
    let anywhere = (1_i32..=9990, 1_u32..=12, 1_u32..=31);
    prop_oneof![around_february, anywhere]
        .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day))
}

fn any_period() -> impl Strategy<Value = Period> {
    let unit = prop_oneof![Just(PeriodUnit::Years), Just(PeriodUnit::Months), Just(PeriodUnit::Days)];
    (0_u32..200, unit).prop_map(|(count, unit)| Period { count, unit })
}

proptest! {
    /// `满P` holds from one day on: it never goes back, and `在近P内` is what is left.
    #[test]
    fn elapsed_is_true_from_one_day_on(start in any_day(), period in any_period(), days in 0_u32..90_000) {
        let as_of = start.after(Period { count: days, unit: PeriodUnit::Days });
        let next = as_of.after(Period { count: 1, unit: PeriodUnit::Days });
        let within = start.after(period) > as_of;
        prop_assert_eq!(start.has_elapsed(period, as_of), !within);
        prop_assert!(!start.has_elapsed(period, as_of) || start.has_elapsed(period, next));
        prop_assert!(start.has_elapsed(period, start.after(period)));
    }

    /// The corresponding day, or the last day of the month.
    #[test]
    fn years_and_months_keep_the_day(start in any_day(), count in 0_u32..100) {
        let later = start.after(Period { count, unit: PeriodUnit::Months });
        if later < day("9999-12-31") {
            let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
            prop_assert_eq!(months(later) - months(start), i64::from(count));
            let next = later.after(Period { count: 1, unit: PeriodUnit::Days });
            prop_assert!(later.day() == start.day() || (later.day() < start.day() && next.day() == 1));
        }
        let twelve = Period { count: count * 12, unit: PeriodUnit::Months };
        prop_assert_eq!(start.after(years(count)), start.after(twelve));
    }

    #[test]
    fn a_later_start_never_ends_earlier(a in any_day(), b in any_day(), period in any_period()) {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        prop_assert!(first.after(period) <= second.after(period));
    }

    #[test]
    fn days_are_counted_and_text_is_read_back(start in any_day(), days in 0_i32..3000) {
        let later = start.after(Period { count: days.unsigned_abs(), unit: PeriodUnit::Days });
        if later < day("9999-12-31") {
            prop_assert_eq!((start.days_to(later), later.days_to(start)), (days, -days));
        }
        prop_assert_eq!(day(&start.to_string()), start);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-0-9./年月日TZ: ]{0,14}") {
        let _ = text.parse::<Date>();
    }
}
