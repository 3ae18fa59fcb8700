//! Facts, fields and choices as text.

use super::{Printer, literal};
use crate::diagnostic::Language;
use crate::document::{ChoiceItem, FactItem, FactKind, FactOptionKind, FieldItem, Unit};
use crate::syntax::keywords::{self as word, Keyword};

impl Printer {
    /// A fact, or a field of a list.
    pub(super) fn fact(&mut self, fact: &FactItem, top: bool) {
        let keyword = if top { format!("{} ", self.word(&word::FACT)) } else { String::new() };
        let mut header = format!("{keyword}{} ({}) {}", fact.name.text, fact.key.text, self.kind(&fact.kind));
        for option in &fact.options {
            header.push_str(&format!(" {}", self.option(&option.kind)));
        }
        match &fact.kind {
            FactKind::Choice(items) | FactKind::Choices(items) => {
                let items: Vec<String> = items.iter().map(choice).collect();
                let line = format!("{header} {{ {} }}", items.join(self.separator()));
                self.line(&line);
            }
            FactKind::List(fields) => self.block(&header, "", |printer| {
                for field in fields {
                    match field {
                        FieldItem::Field(field) => printer.fact(field, false),
                        FieldItem::Definition(definition) => printer.definition(definition),
                    }
                }
            }),
            FactKind::Text
            | FactKind::YesNo
            | FactKind::Number(_)
            | FactKind::Integer(_)
            | FactKind::Money
            | FactKind::Ratio
            | FactKind::Percent
            | FactKind::Date
            | FactKind::Year
            | FactKind::CreditCode => self.line(&header),
        }
    }

    fn kind(&self, kind: &FactKind) -> String {
        let counted = |keyword: &Keyword, unit: &Unit| match unit {
            Unit::Counted(unit) => format!("{} {unit}", self.word(keyword)),
            Unit::Plain
            | Unit::Yuan
            | Unit::WanYuan
            | Unit::YiYuan
            | Unit::Points
            | Unit::Percent
            | Unit::Permille
            | Unit::Scaled(..) => self.word(keyword).to_owned(),
        };
        let keyword = match kind {
            FactKind::Number(unit) => return counted(&word::NUMBER, unit),
            FactKind::Integer(unit) => return counted(&word::INTEGER, unit),
            FactKind::Text => &word::TEXT,
            FactKind::YesNo => &word::YES_NO,
            FactKind::Money => &word::MONEY,
            FactKind::Ratio => &word::RATE,
            FactKind::Percent => &word::PERCENT,
            FactKind::Date => &word::DATE,
            FactKind::Year => &word::YEAR,
            FactKind::CreditCode => &word::CREDIT_CODE,
            FactKind::Choice(_) => &word::CHOICE,
            FactKind::Choices(_) => &word::CHOICES,
            FactKind::List(_) => &word::LIST,
        };
        self.word(keyword).to_owned()
    }

    fn option(&self, option: &FactOptionKind) -> String {
        let with = |keyword: &Keyword, text: String| format!("{} {text}", self.word(keyword));
        match option {
            FactOptionKind::Source(text) => with(&word::SOURCE, literal::quoted(text)),
            FactOptionKind::Range(range) => self.range(range),
            FactOptionKind::Step(step) => with(&word::STEP, self.operand(step)),
            FactOptionKind::MayBeNegative => self.word(&word::MAY_BE_NEGATIVE).to_owned(),
            FactOptionKind::MayBeNone => self.word(&word::MAY_BE_NONE).to_owned(),
            FactOptionKind::MayBeNotApplicable => self.word(&word::MAY_BE_NOT_APPLICABLE).to_owned(),
            FactOptionKind::MayBeLater => self.word(&word::MAY_BE_LATER).to_owned(),
            FactOptionKind::Default(value) => with(&word::DEFAULT, self.operand(value)),
            FactOptionKind::NoneMarks(texts) => with(&word::NONE_MARKS, self.texts(texts)),
            FactOptionKind::Confidential => self.word(&word::CONFIDENTIAL).to_owned(),
            FactOptionKind::Unique(names) => with(&word::UNIQUE, self.names(names)),
            FactOptionKind::AtMost(count) => {
                let gap = if self.language == Language::Chinese { "" } else { " " };
                with(&word::UP_TO, format!("{count}{gap}{}", self.word(&word::RECORDS)))
            }
        }
    }
}

fn choice(item: &ChoiceItem) -> String {
    match &item.key {
        Some(key) => format!("{} ({})", item.name.text, key.text),
        None => item.name.text.clone(),
    }
}
