//! A cell in words: what an applicant in it is like.

use super::axis::{About, Axis, Measure, NONE, NOT_APPLICABLE, VALUE};
use super::{Grid, Reach};
use crate::diagnostic::{Message, say};
use crate::plan::Dimension;
use crate::source::Sources;
use crate::value::{Date, Number, Period, PeriodUnit};

/// More text of a condition than this is cut.
const MOST_CHARACTERS: usize = 40;

impl Grid<'_> {
    /// What an applicant in a cell is like, as one would write it: `企业规模 = 小微，满意度 = 79.5`.
    pub(crate) fn words(&self, place: &[usize], sources: &Sources) -> Message {
        let said: Vec<Message> = self.said(place).map(|(axis, spot)| axis.words(spot, sources)).collect();
        let all = |of: fn(&Message) -> &str, between: &str| said.iter().map(of).collect::<Vec<_>>().join(between);
        Message { zh: all(|said| &said.zh, "，"), en: all(|said| &said.en, ", ") }
    }

    /// What matters of a cell: the value of a subject that has one, or which kind of none it has.
    fn said<'a>(&'a self, place: &'a [usize]) -> impl Iterator<Item = (&'a Axis, &'a Reach)> {
        let none = |subject: &str| {
            self.spots(place).any(|(axis, spot)| {
                axis.subject == subject && matches!(axis.about, About::State(_)) && *spot != Reach::Option(VALUE)
            })
        };
        let alone = |subject: &str| {
            !self.axes.iter().any(|axis| axis.subject == subject && !matches!(axis.about, About::State(_)))
        };
        self.spots(place).filter(move |(axis, _)| match axis.about {
            About::State(_) => none(&axis.subject) || alone(&axis.subject),
            About::Number { .. } | About::Options(_) | About::Texts(_) | About::Given(_) | About::Holds => {
                !none(&axis.subject) && axis.spots.len() > 1
            }
        })
    }
}

impl Axis {
    fn words(&self, spot: &Reach, sources: &Sources) -> Message {
        let subject = written(sources, self.span);
        match (&self.about, spot) {
            (About::Number { measure: Measure::MoreThan(other), .. }, Reach::Number(number)) => {
                let other = written(sources, *other);
                let zero = Number::zero();
                match number.cmp(&zero) {
                    std::cmp::Ordering::Less => say!("{subject} 小于 {other}", "{subject} less than {other}"),
                    std::cmp::Ordering::Equal => say!("{subject} 等于 {other}", "{subject} equal to {other}"),
                    std::cmp::Ordering::Greater => say!("{subject} 大于 {other}", "{subject} more than {other}"),
                }
            }
            (About::Holds, spot) if *spot == Reach::Option(1) => {
                say!("“{subject}”成立", "“{subject}” holds")
            }
            (About::Holds, _) => say!("“{subject}”不成立", "“{subject}” does not hold"),
            (About::Given(name), spot) if *spot == Reach::Option(1) => {
                say!("{subject} 含 {name}", "{subject} has {name}")
            }
            (About::Given(name), _) => say!("{subject} 不含 {name}", "{subject} does not have {name}"),
            (About::Number { .. } | About::Options(_) | About::Texts(_) | About::State(_), spot) => {
                let value = self.value(spot);
                say!("{subject} = {value}", "{subject} = {value}")
            }
        }
    }

    fn value(&self, spot: &Reach) -> String {
        match (&self.about, spot) {
            (About::Number { measure, .. }, Reach::Number(number)) => measured(measure, number),
            (About::Options(names), Reach::Option(at)) => names.get(*at).cloned().unwrap_or_default(),
            (About::Texts(texts), Reach::Option(at)) => {
                texts.get(*at).map_or_else(|| "另外的文本".to_owned(), |text| format!("“{text}”"))
            }
            (About::State(_), Reach::Option(state)) => match *state {
                VALUE => "有值".to_owned(),
                NONE => "无记录".to_owned(),
                NOT_APPLICABLE => "不适用".to_owned(),
                _ => "分母为零".to_owned(),
            },
            (About::Holds | About::Given(_), _)
            | (About::Number { .. }, Reach::Option(_))
            | (About::Options(_) | About::Texts(_) | About::State(_), Reach::Number(_)) => String::new(),
        }
    }
}

fn written(sources: &Sources, span: crate::source::Span) -> String {
    let text = sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(MOST_CHARACTERS).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

fn measured(measure: &Measure, number: &Number) -> String {
    match measure {
        Measure::Quantity(dimension) => number_shown(number, dimension),
        Measure::Months => time_shown(number, true),
        Measure::Days => time_shown(number, false),
        Measure::Year => format!("{number}年度"),
        Measure::AfterLastYear if number.is_zero() => "上年度".to_owned(),
        Measure::AfterLastYear if number.is_negative() => format!("上年度 - {}", number.absolute()),
        Measure::AfterLastYear => format!("上年度 + {number}"),
        Measure::Day => day_shown(number),
        Measure::MoreThan(_) => number.short(6),
    }
}

fn day_shown(number: &Number) -> String {
    let count = number.to_string().parse::<u32>().ok();
    let day = Date::new(1, 1, 1).zip(count).map(|(first, count)| first.after(Period { count, unit: PeriodUnit::Days }));
    day.map_or_else(|| number.to_string(), |day| day.to_string())
}

/// A time as it would be written in a rule: whole years as years.
pub(crate) fn time_shown(number: &Number, months: bool) -> String {
    let years = number.over(&Number::from(12)).filter(|years| months && *years == years.floor() && !years.is_zero());
    match years {
        Some(years) => format!("{}年", years.short(4)),
        None if months && !number.is_whole() => format!("{}个月多", number.floor()),
        None if months => format!("{}个月", number.short(4)),
        None if !number.is_whole() => format!("{}日多", number.floor()),
        None => format!("{}日", number.short(4)),
    }
}

/// A number as it would be written in a rule.
pub(crate) fn number_shown(number: &Number, dimension: &Dimension) -> String {
    let (wan, yi) = (Number::power_of_ten(4), Number::power_of_ten(8));
    let in_units = |unit: &Number| number.over(unit).unwrap_or_else(Number::zero).short(6);
    match dimension {
        Dimension::Money if *number >= yi => format!("{}亿元", in_units(&yi)),
        Dimension::Money if *number >= wan => format!("{}万元", in_units(&wan)),
        Dimension::Money => format!("{}元", number.short(6)),
        Dimension::Ratio => format!("{}%", number.times(&Number::power_of_ten(2)).short(6)),
        Dimension::Plain => number.short(6),
        Dimension::Points => format!("{}分", number.short(6)),
        Dimension::Counted(unit) => format!("{}{unit}", number.short(6)),
    }
}
