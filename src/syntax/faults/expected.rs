//! What the grammar expected, as at most four words of the domain.

use crate::diagnostic::Language;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::{self as word, Keyword};

/// Something that may be expected, in both languages.
type Words = (&'static str, &'static str);

/// What begins something: said first.
const OPERANDS: &[(&[Rule], Words)] = &[
    (&[Rule::code], ("编号（如 C1-1）", "a code (such as C1-1)")),
    (&[Rule::key], ("英文代号（如 name）", "an ASCII key (such as name)")),
    (
        &[Rule::kind, Rule::money_kind, Rule::text_kind],
        ("类型（金额、日期、数值、选项、列表等）", "a type (money, date, number, choice, list …)"),
    ),
    (&[Rule::text], ("引号里的文字", "a text in quotes")),
    (&[Rule::colon], ("「：」", "`:`")),
    (&[Rule::open], ("「（」", "`(`")),
    (&[Rule::name], ("名称", "a name")),
    (
        &[
            Rule::quantity,
            Rule::number,
            Rule::sum,
            Rule::measure,
            Rule::expression,
            Rule::unary,
            Rule::negation,
            Rule::conjunction,
            Rule::comparison,
            Rule::product,
        ],
        ("数（带单位）", "a number with its unit"),
    ),
    (&[Rule::period, Rule::calendar_year], ("期间（如 3年）", "a period (such as 3 years)")),
    (&[Rule::digits], ("整数", "a whole number")),
    (&[Rule::score], ("得分（如 3 分）", "a score (such as 3 pts)")),
    (&[Rule::cell, Rule::range, Rule::choices], ("范围或选项", "a range or choices")),
];

/// What goes on with something: said last.
const OPERATORS: &[(&[Rule], Words)] = &[
    (
        &[Rule::unit, Rule::measured_unit, Rule::counted_unit],
        ("单位（人、件、次、家、平方米 等）", "a unit (人, 件, 次, 家, 平方米 …)"),
    ),
    (
        &[Rule::at_least, Rule::compare, Rule::over],
        ("比较（达到、超过、不足、为 等）", "a comparison (at_least, over, below, is …)"),
    ),
    (&[Rule::and, Rule::or], ("「且」「或」", "`and`, `or`")),
    (&[Rule::equals_sign], ("「=」", "`=`")),
    (&[Rule::inside], ("「内」", "the end of the window")),
    (
        &[Rule::fact_option, Rule::source_word, Rule::source_option],
        ("选项（来源、步长、可无记录 等）", "an option (source, step, may_be_none …)"),
    ),
    (&[Rule::to], ("「至」", "`to`")),
    (&[Rule::comma], ("「，」", "`,`")),
    (&[Rule::separator], ("「、」", "`|`")),
    (&[Rule::close], ("「）」", "`)`")),
    (&[Rule::plus, Rule::minus, Rule::times_sign, Rule::over_sign], ("运算符", "an operator")),
];

/// Keywords that are expected as such.
const WORDS: &[(Rule, &Keyword)] = &[
    (Rule::points_word, &word::POINTS),
    (Rule::points_part, &word::POINTS),
    (Rule::when, &word::WHEN),
    (Rule::filter, &word::WHEN),
    (Rule::then_word, &word::THEN),
    (Rule::else_word, &word::ELSE),
    (Rule::meets, &word::MEETS),
    (Rule::of, &word::OF),
    (Rule::value_part, &word::OF),
    (Rule::change, &word::ADD),
    (Rule::add, &word::ADD),
    (Rule::deduct, &word::DEDUCT),
    (Rule::per, &word::PER_FULL),
    (Rule::per_full, &word::PER_FULL),
    (Rule::award_word, &word::AWARD),
    (Rule::places, &word::PLACES),
    (Rule::records, &word::RECORDS),
    (Rule::base_word, &word::BASE),
    (Rule::keep_greatest, &word::KEEP_GREATEST),
    (Rule::keep_once, &word::KEEP_ONCE),
    (Rule::same_word, &word::SAME),
    (Rule::dated, &word::DATED),
    (Rule::within_previous, &word::WITHIN_PREVIOUS),
    (Rule::times, &word::TIMES),
    (Rule::rest, &word::REST),
    (Rule::cap, &word::CAP),
    (Rule::else_manual, &word::ELSE_MANUAL),
    (Rule::count_full, &word::COUNT_FULL),
    (Rule::veto, &word::VETO),
    (Rule::bonus, &word::BONUS),
    (Rule::indicator_weight, &word::INDICATOR_WEIGHT),
    (Rule::default_word, &word::DEFAULT),
    (Rule::started, &word::STARTED),
];

/// At most four expectations, joined for a sentence in each language.
pub(crate) fn words(expected: &[Rule]) -> (String, String) {
    let groups = |groups: &'static [(&'static [Rule], Words)]| {
        let named = groups.iter().filter(|(rules, _)| rules.iter().any(|rule| expected.contains(rule)));
        named.map(|(_, (zh, en))| ((*zh).to_owned(), (*en).to_owned()))
    };
    let keywords = WORDS.iter().filter(|(rule, _)| expected.contains(rule)).map(|(_, keyword)| {
        (format!("「{}」", keyword.word(Language::Chinese)), format!("`{}`", keyword.word(Language::English)))
    });
    let mut all: Vec<(String, String)> = groups(OPERANDS).chain(keywords).chain(groups(OPERATORS)).collect();
    if all.is_empty() && expected.contains(&Rule::EOI) {
        all.push(("换行".to_owned(), "a line break".to_owned()));
    }
    all.dedup();
    all.truncate(4);
    let (zh, en): (Vec<String>, Vec<String>) = all.into_iter().unzip();
    (joined(&zh, "、", "或"), joined(&en, ", ", " or "))
}

fn joined(words: &[String], comma: &str, last: &str) -> String {
    match words.split_last() {
        Some((end, [])) => end.clone(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(comma)),
        None => String::new(),
    }
}
