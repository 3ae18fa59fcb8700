//! Facts read back from their columns, and what tells the facts of two applicants apart.

use super::program::mark;
use super::run::View;
use super::store::{NOT_SUBMITTED, Records, text_of};
use super::{Columns, Form};
use crate::facts::{Entry, Row, State, Value};
use crate::plan::{FactDeclaration, Kind};
use crate::value::{Date, Number};

/// One line of the applicants, or of the records of a list.
#[derive(Clone, Copy)]
struct Line {
    /// The list, nothing for the applicants.
    list: Option<usize>,
    at: usize,
}

impl Columns {
    /// Adds to a key what tells this fact of an applicant apart from any other; nothing where a column does not hold it.
    pub(crate) fn tell_apart(&self, fact: usize, line: usize, key: &mut Vec<u8>) -> Option<()> {
        self.key_of(Line { list: None, at: line }, fact, key)
    }

    /// A fact of an applicant as the columns hold it; nothing where they do not.
    pub(crate) fn entry(&self, declaration: &FactDeclaration, fact: usize, line: usize) -> Option<Entry> {
        let state = self.state_of(Line { list: None, at: line }, fact, &declaration.kind)?;
        Some(Entry { state, provenance: None })
    }

    /// The column of a slot, and how it is held.
    fn view(&self, line: Line, slot: usize) -> Option<(View<'_>, Form)> {
        let (column, form) = match line.list {
            None => (self.store.facts.get(slot)?, self.store.layout.facts.get(slot)?),
            Some(list) => {
                let (_, forms) = self.store.layout.lists.get(list)?;
                (self.store.lists.get(list)?.columns.get(slot)?, forms.get(slot)?)
            }
        };
        Some((View::of(column), *form))
    }

    /// The list in a slot: its place, the records, and which of them belong to the line.
    fn records_of(&self, line: Line, slot: usize) -> Option<(usize, &Records, std::ops::Range<usize>)> {
        let at = self.store.layout.list(line.list, slot)?;
        let records = self.store.lists.get(at)?;
        let start = line.at.checked_sub(1).map_or(Some(0), |before| records.ends.get(before).copied())?;
        Some((at, records, start..*records.ends.get(line.at)?))
    }

    fn key_of(&self, line: Line, slot: usize, key: &mut Vec<u8>) -> Option<()> {
        let (view, form) = self.view(line, slot)?;
        let mark = view.mark(line.at);
        key.push(mark);
        match (mark, form) {
            (mark::VALUE, Form::List) => {
                let (list, records, span) = self.records_of(line, slot)?;
                let (_, forms) = self.store.layout.lists.get(list)?;
                let evidence = records.columns.get(forms.len()).map(View::of)?;
                key.extend_from_slice(&span.len().to_le_bytes());
                for at in span {
                    // Evidence has names, which no column holds.
                    (evidence.cell(at) == 0).then_some(())?;
                    (0..forms.len()).try_for_each(|field| self.key_of(Line { list: Some(list), at }, field, key))?;
                }
            }
            (mark::VALUE, Form::Text) => {
                let text = text_of(&self.store.texts, view.cell(line.at));
                key.extend_from_slice(&text.len().to_le_bytes());
                key.extend_from_slice(text.as_bytes());
            }
            (mark::VALUE, _) => key.extend_from_slice(&view.cell(line.at).to_le_bytes()),
            (mark::NONE | mark::NOT_APPLICABLE, _) => {}
            (mark, _) => ((view.cell(line.at), mark) == NOT_SUBMITTED).then_some(())?,
        }
        Some(())
    }

    fn state_of(&self, line: Line, slot: usize, kind: &Kind) -> Option<State> {
        let (view, form) = self.view(line, slot)?;
        match view.mark(line.at) {
            mark::NONE => return Some(State::NoRecord),
            mark::NOT_APPLICABLE => return Some(State::NotApplicable),
            mark::VALUE => {}
            mark => return ((view.cell(line.at), mark) == NOT_SUBMITTED).then_some(State::NotSubmitted),
        }
        let cell = view.cell(line.at);
        let value = match form {
            Form::Quantity { unit, .. } => Value::Number(Number::from(cell).over(&Number::from(unit))?),
            Form::YesNo => Value::YesNo(cell != 0),
            Form::Day => Value::Date(Date::numbered(cell)),
            Form::Year => Value::Year(i32::try_from(cell).ok()?),
            Form::Choice => Value::Choice(usize::try_from(cell).ok()?),
            Form::Choices => Value::Choices((0..63).filter(|choice| cell & super::held::bit(*choice) != 0).collect()),
            Form::Text => Value::Text(text_of(&self.store.texts, cell).to_owned()),
            Form::List => Value::List(self.rows_of(line, slot, kind)?),
            Form::NotHeld => return None,
        };
        Some(State::Given(value))
    }

    fn rows_of(&self, line: Line, slot: usize, kind: &Kind) -> Option<Vec<Row>> {
        let Kind::List(declared) = kind else { return None };
        let (list, _, span) = self.records_of(line, slot)?;
        let row = |at: usize| {
            let fields = declared.fields.iter().enumerate().map(|(field, declaration)| {
                let state = self.state_of(Line { list: Some(list), at }, field, &declaration.kind)?;
                Some(Entry { state, provenance: None })
            });
            Some(Row { fields: fields.collect::<Option<_>>()?, provenance: None })
        };
        span.map(row).collect()
    }
}
