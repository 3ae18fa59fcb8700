//! Which statement may stand where, by its first word.

use super::Builder;
use crate::diagnostic::Message;
use crate::diagnostic::say;
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::keywords::{self as word, Keyword};
use crate::syntax::{faults, soundness};

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// At the top level of a file.
    File,
    /// In a condition, a preference or a ceiling.
    Condition,
    /// In a sheet or an indicator.
    Indicator,
    /// In an adjustment.
    Adjustment,
    /// In `取最高` or `取最低`.
    Best,
    /// In `每条`.
    Each,
}

/// A first word and the rule of its statement.
pub(crate) type Form = (&'static Keyword, Rule);

const FILE: &[Form] = &[
    (&word::FACT, Rule::fact),
    (&word::DEFINE, Rule::definition),
    (&word::CONDITION, Rule::condition),
    (&word::PREFERENCE, Rule::condition),
    (&word::CEILING, Rule::condition),
    (&word::SHEET, Rule::sheet),
    (&word::GRADES, Rule::grades),
    (&word::ADJUSTMENT, Rule::adjustment),
];
const META: &[Form] = &[
    (&word::BASIS, Rule::meta),
    (&word::EVIDENCE, Rule::meta),
    (&word::VERIFICATION, Rule::meta),
    (&word::NOTE, Rule::meta),
];
const CONDITION: &[Form] =
    &[(&word::REQUIRE, Rule::require), (&word::WHEN, Rule::require), (&word::CONCERNS, Rule::concerns)];
const INDICATOR: &[Form] = &[(&word::INDICATOR, Rule::indicator)];
const METHODS: &[Form] = &[
    (&word::AWARD, Rule::award),
    (&word::BANDS, Rule::bands_clause),
    (&word::RATIO, Rule::ratio_clause),
    (&word::ASSESSED, Rule::assessed_clause),
];
const SUMS: &[Form] = &[
    (&word::START, Rule::start),
    (&word::ADD, Rule::add_clause),
    (&word::DEDUCT, Rule::deduct_clause),
    (&word::EACH_MET, Rule::checklist),
    (&word::EACH_MISSING, Rule::checklist),
    (&word::BY, Rule::count_clause),
    (&word::EACH, Rule::each),
    (&word::HIGHEST_OF, Rule::best),
    (&word::LOWEST_OF, Rule::best),
];
const MODIFIERS: &[Form] = &[
    (&word::RESCALE, Rule::rescale),
    (&word::NOT_APPLICABLE, Rule::not_applicable_when),
    (&word::UNSUBMITTED, Rule::unsubmitted_when),
    (&word::NO_VALUE, Rule::no_value),
    (&word::ZERO_DIVISION, Rule::zero_division),
    (&word::CLEAR, Rule::clear),
    (&word::SET_TO, Rule::set_to),
    (&word::ROUND, Rule::round),
    (&word::CAP, Rule::cap_clause),
    (&word::FLOOR, Rule::floor_clause),
    (&word::NO_CAP, Rule::no_cap),
    (&word::JUMP_MEANT, Rule::jump_meant),
    (&word::NO_FLOOR, Rule::no_floor),
    (&word::IN_ORDER, Rule::in_order),
    (&word::MAY_REPEAT, Rule::may_repeat),
];
const EACH: &[Form] = &[
    (&word::EXCLUDE, Rule::exclude),
    (&word::WHEN, Rule::each_when),
    (&word::VALIDITY, Rule::validity),
    (&word::SAME, Rule::same),
    (&word::ADD, Rule::each_points),
    (&word::DEDUCT, Rule::each_points),
    (&word::REPEAT, Rule::repeat),
    (&word::TIMES, Rule::factor),
    (&word::EACH_YEAR, Rule::group_cap),
    (&word::EACH_MONTH, Rule::group_cap),
    (&word::EACH_GROUP, Rule::group_cap),
    (&word::ONLY_HIGHEST, Rule::only_one),
    (&word::ONLY_LOWEST, Rule::only_one),
    (&word::CAP, Rule::cap_clause),
];

/// All places, to find where a misplaced statement belongs.
const PLACES: &[Place] =
    &[Place::File, Place::Condition, Place::Indicator, Place::Adjustment, Place::Best, Place::Each];

impl Place {
    fn tables(self) -> &'static [&'static [Form]] {
        match self {
            Self::File => &[FILE],
            Self::Condition => &[META, CONDITION],
            Self::Indicator => &[META, METHODS, SUMS, MODIFIERS, INDICATOR],
            Self::Adjustment => &[META, METHODS, SUMS, MODIFIERS],
            Self::Best => &[METHODS],
            Self::Each => &[EACH],
        }
    }

    /// The statements that may stand here.
    pub(crate) fn forms(self) -> impl Iterator<Item = &'static Form> {
        self.tables().iter().copied().flatten()
    }

    /// What the place is called.
    pub(crate) fn called(self) -> Message {
        match self {
            Self::File => say!("文件最外层", "at the top level of a file"),
            Self::Condition => say!("条件里", "in a condition"),
            Self::Indicator => say!("指标里", "in an indicator"),
            Self::Adjustment => say!("调整里", "in an adjustment"),
            Self::Best => say!("「取最高」「取最低」里", "in `best` and `worst`"),
            Self::Each => say!("「每条」里", "in `each`"),
        }
    }

    /// The first place where a statement with this word may stand.
    pub(crate) fn of(first: &str) -> Option<Self> {
        PLACES.iter().copied().find(|place| place.find(first).is_some())
    }

    fn find(self, first: &str) -> Option<Rule> {
        self.forms().find(|(keyword, _)| keyword.spellings().any(|spelling| spelling == first)).map(|(_, rule)| *rule)
    }
}

impl Builder<'_> {
    /// The rule that reads a header here; reports a word that does not belong.
    pub(crate) fn form(&mut self, header: &Header, place: Place) -> Option<Rule> {
        let first = first_word(&header.text);
        let rule = place.find(first).or_else(|| place.find(before_digits(first)));
        if rule.is_none() && self.sound_depth(&header.tokens).is_some() {
            self.faults.push(faults::misplaced(header, first, place));
        }
        rule
    }

    /// How deep a header goes that can be parsed: nothing in it is broken in a way that is reported already, or here.
    pub(crate) fn sound_depth(&mut self, range: &std::ops::Range<usize>) -> Option<usize> {
        let tokens = self.tokens.get(range.clone()).unwrap_or(&[]);
        let paired = self.paired.get(range.clone()).unwrap_or(&[]);
        soundness::check(self.text, self.file, tokens, paired, self.depth, &mut self.faults)
    }
}

/// The word a header begins with.
pub(crate) fn first_word(text: &str) -> &str {
    let end = text.find(|character: char| !unicode_ident::is_xid_continue(character)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// `得10分`: the keyword before the digits.
fn before_digits(word: &str) -> &str {
    let end = word.find(|character: char| character.is_ascii_digit()).unwrap_or(word.len());
    let before = word.get(..end).unwrap_or("");
    if before.is_ascii() { word } else { before }
}
