//! What records can be added to a list; those that are there stay as they are.

use super::{Explorer, best_first};
use crate::advice::values::{Around, values};
use crate::facts::{Entry, Provenance, Row, State, Value};
use crate::plan::{FactDeclaration, Kind, ListDeclaration};

/// The most records that are added to one list.
const MOST_ADDED: usize = 12;

/// Records on their way into a list.
struct Adding<'p> {
    fact: usize,
    /// The fact that is decided after it.
    next: usize,
    list: &'p ListDeclaration,
    /// The fields that are read: one field of every record is decided before the next.
    fields: Vec<usize>,
    /// How many records there were.
    before: usize,
    rows: Vec<Row>,
}

impl<'p> Explorer<'_, 'p> {
    /// Decides a list: it stays, or records are added, one more each time, until further ones are no use.
    pub(super) fn list(&mut self, at: usize, fact: usize) {
        let next = at.saturating_add(1);
        self.keep(fact);
        self.explore(next);
        let Some(declaration) = self.applicant.declaration(fact) else { return };
        let Kind::List(list) = &declaration.kind else { return };
        let rows = self.applicant.rows(fact);
        let given = matches!(self.applicant.entry(fact).state, State::Given(_) | State::Defaulted(_) | State::NoRecord);
        let most = list.at_most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX));
        let fields = self.fields_of(fact, list);
        let first = usize::from(given);
        for count in first.. {
            self.counts.insert(fact, count.max(1));
            self.open(fact);
            // Whatever is added from here on: where that is no better, nothing more is tried.
            let full = rows.len().saturating_add(count) > most;
            if full || self.look().is_none() || (count > first && self.is_enough(next)) {
                break;
            }
            if count > MOST_ADDED {
                self.proved = false;
                break;
            }
            let mut adding =
                Adding { fact, next, list, fields: fields.clone(), before: rows.len(), rows: rows.clone() };
            adding.rows.extend((0..count).map(|_| self.new_row(list)));
            self.add(&mut adding, 0);
        }
        self.deeds.remove(&fact);
        self.counts.remove(&fact);
    }

    /// Whether further records are no use, whatever becomes of the facts that are decided later.
    fn is_enough(&mut self, next: usize) -> bool {
        let before = std::mem::replace(&mut self.proved, true);
        self.any = self.any.saturating_add(1);
        self.explore(next);
        self.any = self.any.saturating_sub(1);
        std::mem::replace(&mut self.proved, before)
    }

    /// The fields of a list's records that are read; those with few values, which tell kinds of records apart, first.
    fn fields_of(&self, fact: usize, list: &ListDeclaration) -> Vec<usize> {
        let read = self.unit.reading.fields.iter();
        let mut fields: Vec<usize> = read.filter(|(of, _)| *of == (fact, None)).map(|(_, field)| *field).collect();
        let few = |field: &usize| {
            let kind = list.fields.get(*field).map(|declaration| &declaration.kind);
            kind.is_some_and(|kind| matches!(kind, Kind::Choice(_) | Kind::YesNo))
        };
        fields.sort_by_key(|field| !few(field));
        fields
    }

    /// A record of which nothing is said yet, with evidence where rules ask for it.
    fn new_row(&self, list: &ListDeclaration) -> Row {
        let blank = Entry { state: State::NotSubmitted, provenance: None };
        let evidence = || Provenance { evidence: vec!["待附证明".to_owned()], ..Provenance::default() };
        Row { fields: vec![blank; list.fields.len()], provenance: self.unit.reading.evidence.then(evidence) }
    }

    /// Decides the fields of the new records from this one on.
    fn add(&mut self, adding: &mut Adding<'p>, position: usize) {
        let state = State::Given(Value::List(adding.rows.clone()));
        self.put(adding.fact, &state);
        let Some(look) = self.look() else { return };
        self.deeds.insert(adding.fact, state);
        if self.is_settled(&look) {
            return self.arrive(&look);
        }
        let count = adding.rows.len().saturating_sub(adding.before);
        let field = position.checked_div(count).and_then(|field| adding.fields.get(field)).copied();
        let row = adding.before.saturating_add(position.checked_rem(count).unwrap_or(0));
        match field {
            Some(field) => self.field(adding, position, row, field),
            None if adding.is_unique() => self.explore(adding.next),
            None => {}
        }
    }

    fn field(&mut self, adding: &mut Adding<'p>, position: usize, row: usize, field: usize) {
        let Some(declaration) = adding.list.fields.get(field) else { return };
        let possible = self.field_values(adding, row, field, declaration);
        let from = adding.first_untried(row, field, &possible.states);
        let mut tried = Vec::new();
        for state in possible.states.into_iter().skip(from) {
            adding.set(row, field, state.clone());
            self.put(adding.fact, &State::Given(Value::List(adding.rows.clone())));
            if let Some(look) = self.look() {
                tried.push((state, look));
            }
        }
        best_first(&mut tried);
        let next = position.saturating_add(1);
        for (state, _) in tried {
            adding.set(row, field, state);
            self.add(adding, next);
        }
        adding.set(row, field, State::NotSubmitted);
        if !possible.complete {
            self.any = self.any.saturating_add(1);
            self.add(adding, next);
            self.any = self.any.saturating_sub(1);
        }
    }

    fn field_values(
        &self,
        adding: &Adding<'p>,
        row: usize,
        field: usize,
        declaration: &FactDeclaration,
    ) -> crate::advice::values::Values {
        let others = adding.rows.iter().enumerate().filter(|(other, _)| *other != row);
        let known = others.filter_map(|(_, row)| row.fields.get(field)).filter_map(|entry| {
            if let State::Given(Value::Text(text)) = &entry.state { Some(text.clone()) } else { None }
        });
        let texts: Vec<String> = known.collect();
        let constants = &self.unit.reading.constants;
        let around = Around { constants, numbers: &[], as_of: self.applicant.as_of, texts: &texts };
        values(declaration, &State::NotSubmitted, &around)
    }
}

impl Adding<'_> {
    /// Whether no two records agree in all fields that tell records apart.
    fn is_unique(&self) -> bool {
        let key = |row: &Row| -> Option<Vec<State>> {
            let states = self.list.unique.iter().map(|field| row.fields.get(*field).map(|entry| entry.state.clone()));
            states.map(|state| state.filter(|state| *state != State::NotSubmitted)).collect()
        };
        let keys: Vec<Vec<State>> = self.rows.iter().filter_map(key).filter(|key| !key.is_empty()).collect();
        keys.iter().enumerate().all(|(at, key)| !keys.iter().skip(at.saturating_add(1)).any(|other| other == key))
    }

    /// New records are alike: of the first field, what a record has comes no earlier than what the one before it has.
    fn first_untried(&self, row: usize, field: usize, states: &[State]) -> usize {
        let alike = self.fields.first() == Some(&field) && row > self.before;
        let few = self.list.fields.get(field).is_some_and(|field| matches!(field.kind, Kind::Choice(_) | Kind::YesNo));
        if !alike || !few {
            return 0;
        }
        let before = row.checked_sub(1).and_then(|row| self.rows.get(row)).and_then(|row| row.fields.get(field));
        before.and_then(|entry| states.iter().position(|state| *state == entry.state)).unwrap_or(0)
    }

    fn set(&mut self, row: usize, field: usize, state: State) {
        if let Some(entry) = self.rows.get_mut(row).and_then(|row| row.fields.get_mut(field)) {
            entry.state = state;
        }
    }
}
