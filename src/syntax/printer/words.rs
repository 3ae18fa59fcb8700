//! The keyword of each operator, test and function.

use crate::document::{AggregateFunction, Comparison, FactState, Function, Membership};
use crate::syntax::keywords::{self as word, Keyword};

/// The word of a comparison.
pub(super) fn comparison(operator: Comparison) -> &'static Keyword {
    match operator {
        Comparison::AtLeast => &word::AT_LEAST,
        Comparison::Over => &word::OVER,
        Comparison::Below => &word::BELOW,
        Comparison::AtMost => &word::AT_MOST,
        Comparison::Equal => &word::EQUAL,
        Comparison::NotEqual => &word::NOT_EQUAL,
        Comparison::Before => &word::BEFORE,
        Comparison::After => &word::AFTER,
        Comparison::NotBefore => &word::NOT_BEFORE,
        Comparison::NotAfter => &word::NOT_AFTER,
    }
}

/// The word of a membership.
pub(super) fn membership(membership: Membership) -> &'static Keyword {
    match membership {
        Membership::OneOf => &word::ONE_OF,
        Membership::NotOneOf => &word::NOT_ONE_OF,
        Membership::HasAny => &word::HAS_ANY,
        Membership::HasNone => &word::HAS_NONE,
        Membership::HasAll => &word::HAS_ALL,
        Membership::Only => &word::ONLY,
    }
}

/// The word of a state.
pub(super) fn state(state: FactState) -> &'static Keyword {
    match state {
        FactState::Given => &word::GIVEN,
        FactState::Empty => &word::EMPTY,
        FactState::NoRecord => &word::NO_RECORD,
        FactState::NotApplicable => &word::NOT_APPLICABLE,
    }
}

/// The word of a function.
pub(super) fn function(function: Function) -> &'static Keyword {
    match function {
        Function::Floor => &word::FLOOR_OF,
        Function::Ceiling => &word::CEILING_OF,
        Function::Round => &word::ROUND,
        Function::Larger => &word::LARGER,
        Function::Smaller => &word::SMALLER,
        Function::Absolute => &word::ABSOLUTE,
        Function::Indicator => &word::ONE_IF,
        Function::YearOf => &word::YEAR_OF,
        Function::MonthOf => &word::MONTH_OF,
        Function::DaysOf => &word::DAYS_OF,
        Function::FullMonths => &word::FULL_MONTHS,
        Function::FullYears => &word::FULL_YEARS,
    }
}

/// The word of an aggregate.
pub(super) fn aggregate(function: AggregateFunction) -> &'static Keyword {
    match function {
        AggregateFunction::Count => &word::COUNT,
        AggregateFunction::Sum => &word::SUM,
        AggregateFunction::Highest => &word::HIGHEST,
        AggregateFunction::Lowest => &word::LOWEST,
        AggregateFunction::Mean => &word::MEAN,
        AggregateFunction::Distinct => &word::DISTINCT,
        AggregateFunction::WeightedMean => &word::WEIGHTED_MEAN,
        AggregateFunction::TrimmedMean => &word::TRIMMED_MEAN,
        AggregateFunction::TheOne => &word::THE_ONE,
        AggregateFunction::Newest => &word::NEWEST,
        AggregateFunction::Yearly => &word::YEARLY,
    }
}
