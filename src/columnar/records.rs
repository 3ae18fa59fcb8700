//! The records of lists put into columns.

use std::collections::BTreeSet;

use super::bind::Given;
use super::fill::{Filling, Rows, is_null};
use super::lists::Lists;
use super::value;
use crate::compiled::{Column, LONGEST_LIST, OPEN, VALUE, held, text_of};
use crate::facts::absent;
use crate::plan::{Kind, ListDeclaration};

/// The longest list where the declaration does not say: as for records.
const LONGEST: usize = 100_000;

/// The records of the lists of some rows.
#[derive(Default)]
struct Taken {
    /// The mark of each list.
    marks: Vec<(i64, u8)>,
    /// Where the records of each list end.
    ends: Vec<usize>,
    /// The rows of the records, and to which applicant each belongs.
    rows: Vec<usize>,
    lines: Vec<usize>,
}

impl Filling<'_> {
    /// A list of records, of the applicants or of the records of another list.
    pub(super) fn list(
        &mut self,
        parent: Option<usize>,
        slot: usize,
        given: &Given<'_>,
        declared: &ListDeclaration,
        rows: Rows<'_>,
    ) {
        let Some((at, forms)) = self.columns.list(parent, slot) else { return };
        let lists = Lists::of(&given.array);
        let taken = self.take(given, declared, lists.as_ref(), rows);
        let records = Rows { rows: &taken.rows, lines: Some(&taken.lines) };
        for (field, (declaration, form)) in declared.fields.iter().zip(&forms).enumerate() {
            match given.fields.iter().find(|given| given.at == field) {
                Some(given) => self.fact(Some(at), field, given, *form, records),
                None => self.nothing(Some(at), field, declaration, *form, (records, true)),
            }
        }
        let evidence = self.evidence(given, records);
        self.columns.put(Some(at), forms.len(), evidence);
        self.unique(at, declared, &taken, rows);
        self.columns.end_records(at, taken.ends);
        let mut out = Column::default();
        taken.marks.into_iter().for_each(|cell| out.add(cell));
        self.columns.put(parent, slot, out);
    }

    /// Which records are taken.
    fn take(
        &mut self,
        given: &Given<'_>,
        declared: &ListDeclaration,
        lists: Option<&Lists<'_>>,
        rows: Rows<'_>,
    ) -> Taken {
        let at_most = declared.at_most.map_or(LONGEST, |most| usize::try_from(most).unwrap_or(LONGEST));
        let nothing = held(&absent(given.declaration), crate::compiled::Form::List, &mut self.texts);
        let mut taken = Taken::default();
        for (at, row) in rows.rows.iter().copied().enumerate() {
            let line = rows.line(at);
            let state = given.states.as_ref().is_some_and(|states| !is_null(states, row));
            let span = lists.and_then(|lists| lists.span(row));
            let mark = match (state, span) {
                (true, _) => self.said(given, row, line, nothing),
                (false, None) => nothing,
                (false, Some(span)) => {
                    if span.len() > at_most {
                        self.doubt(line);
                    }
                    let held = span.len() <= LONGEST_LIST;
                    if held {
                        taken.lines.extend(std::iter::repeat_n(line, span.len()));
                        taken.rows.extend(span);
                    } else {
                        // Nobody has looked at its records yet.
                        self.doubt(line);
                    }
                    (0, if held { VALUE } else { OPEN })
                }
            };
            taken.ends.push(taken.rows.len());
            taken.marks.push(mark);
        }
        self.whole_records(lists, &taken);
        taken
    }

    /// A list of which a state is said; one that is given all the same is left to the tree walk.
    fn said(&mut self, given: &Given<'_>, row: usize, line: usize, nothing: (i64, u8)) -> (i64, u8) {
        let Some(node) = value::node(given, row) else { return nothing };
        match self.alone.state(given.declaration, &node) {
            Some((state, false)) => {
                let (cell, mark) = held(&state, crate::compiled::Form::List, &mut self.texts);
                (cell, mark)
            }
            Some((_, true)) | None => {
                self.doubt(line);
                (0, OPEN)
            }
        }
    }

    /// A record that is not there is a fault.
    fn whole_records(&mut self, lists: Option<&Lists<'_>>, taken: &Taken) {
        let Some(values) = lists.map(|lists| lists.values).filter(|values| values.null_count() > 0) else { return };
        for (row, line) in taken.rows.iter().zip(&taken.lines) {
            if values.is_null(*row) {
                self.doubt(*line);
            }
        }
    }

    /// Whether each record names evidence.
    fn evidence(&mut self, given: &Given<'_>, records: Rows<'_>) -> Column {
        let mut out = Column::default();
        for (at, row) in records.rows.iter().copied().enumerate() {
            let member = value::provenance(given, row);
            let named = member.map_or(Some(false), |member| self.alone.evidence(&member));
            if named.is_none() {
                self.doubt(records.line(at));
            }
            out.add((i64::from(named == Some(true)), VALUE));
        }
        out
    }

    /// Two records that may agree in the fields that tell them apart put their applicant in doubt.
    fn unique(&mut self, list: usize, declared: &ListDeclaration, taken: &Taken, rows: Rows<'_>) {
        if declared.unique.is_empty() {
            return;
        }
        let mut doubtful = Vec::new();
        let mut start = 0;
        for (at, end) in taken.ends.iter().copied().enumerate() {
            let mut known = BTreeSet::new();
            for record in start..end {
                // What has no cell, only the record can compare.
                let sure = self.identity(list, declared, record).is_some_and(|identity| known.insert(identity));
                if !sure && end.saturating_sub(start) > 1 {
                    doubtful.push(rows.line(at));
                    break;
                }
            }
            start = end;
        }
        doubtful.into_iter().for_each(|line| self.doubt(line));
    }

    fn identity(&self, list: usize, declared: &ListDeclaration, record: usize) -> Option<Vec<(i64, &str)>> {
        let value = |field: &usize| {
            let cell = self.columns.of_list(list, *field)?.value(record)?;
            let texts = matches!(declared.fields.get(*field)?.kind, Kind::Text | Kind::CreditCode);
            Some(if texts { (0, text_of(&self.texts, cell)) } else { (cell, "") })
        };
        declared.unique.iter().map(value).collect()
    }
}
