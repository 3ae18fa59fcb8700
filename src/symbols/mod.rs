//! The names of a pack: where each is declared, where it is used, and what is visible where.
//!
//! Made from what was written, not from the plan, so that an editor has it also while the rules are faulty. A test holds
//! it to the checker: in a sound pack every name means here what it means there.

mod declare;
mod expression;
mod place;
mod score;
mod statement;

use std::collections::HashMap;

use crate::check::RuleFile;
use crate::scheme::Scheme;
use crate::source::{Sources, Span};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A fact.
    Fact,
    /// A field of a list.
    Field,
    /// One of the choices of a fact or field.
    Choice,
    /// A definition at the top level.
    Definition,
    /// A definition over the records of a list.
    RowDefinition,
    /// A parameter of the scheme.
    Parameter,
    /// A sheet, by its key.
    Sheet,
    /// An indicator, by its code.
    Indicator,
    /// A condition, preference or ceiling, by its code.
    Condition,
    /// An adjustment, by its code.
    Adjustment,
    /// A scale of grades.
    Scale,
    /// One grade of a scale.
    Grade,
}

/// A name that is declared.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The name, code or key.
    pub name: String,
    /// What it stands for.
    pub kind: SymbolKind,
    /// What it belongs to: the list of a field, the fact of a choice, the parent of an indicator, the scale of a grade.
    pub parent: Option<usize>,
    /// The track whose file declares it.
    pub track: Option<usize>,
    /// The name where it is declared.
    pub span: Span,
    /// The facts and fields of whose choices its value is one: itself, or those a definition leads to.
    pub chosen_from: Vec<usize>,
    /// Whether it is a list.
    pub is_list: bool,
}

/// One use of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// Where.
    pub span: Span,
    /// Of which symbol.
    pub symbol: usize,
    /// The indicator, condition, definition or adjustment it stands in.
    pub within: Option<usize>,
}

/// Where an expression stands: the track it belongs to, and the lists of whose records it speaks, outermost first.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The track of the file.
    pub track: Option<usize>,
    /// The lists, as symbols.
    pub lists: Vec<usize>,
}

impl Scope {
    /// The scope of a file.
    #[must_use]
    pub fn of_track(track: Option<usize>) -> Self {
        Self { track, lists: Vec::new() }
    }

    /// The same, speaking of the records of a list.
    #[must_use]
    pub fn within(&self, list: Option<usize>) -> Self {
        let mut inner = self.clone();
        inner.lists.extend(list);
        inner
    }
}

/// The names of a pack.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    symbols: Vec<Symbol>,
    uses: Vec<Use>,
    by_name: HashMap<String, Vec<usize>>,
    by_span: HashMap<Span, usize>,
}

impl Symbols {
    /// Finds the names of a pack; whatever of it could be read.
    #[must_use]
    pub fn of(sources: &Sources, scheme: Option<&Scheme>, files: &[RuleFile]) -> Self {
        let mut walker = Walker { sources, symbols: Self::default(), within: None };
        walker.pack(scheme, files);
        let mut symbols = walker.symbols;
        symbols.uses.sort_by_key(|each| (each.span, each.symbol));
        symbols.uses.dedup();
        symbols
    }

    /// All symbols, in the order of their declaration.
    #[must_use]
    pub fn all(&self) -> &[Symbol] {
        &self.symbols
    }

    /// All uses, in the order of the files.
    #[must_use]
    pub fn uses(&self) -> &[Use] {
        &self.uses
    }

    /// The symbol with this index.
    #[must_use]
    pub fn get(&self, symbol: usize) -> Option<&Symbol> {
        self.symbols.get(symbol)
    }

    /// The symbols that are declared or used at a byte of a file. Several only where a choice is one of several facts.
    #[must_use]
    pub fn at(&self, file: u32, offset: u32) -> Vec<(usize, Span)> {
        let holds = |span: Span| span.file == file && span.start <= offset && offset <= span.end;
        let declared = self.symbols.iter().enumerate().filter(|(_, symbol)| holds(symbol.span));
        let declared = declared.map(|(at, symbol)| (at, symbol.span));
        let used = self.uses.iter().filter(|each| holds(each.span)).map(|each| (each.symbol, each.span));
        declared.chain(used).collect()
    }

    /// The symbol that is declared at a place.
    #[must_use]
    pub fn declared_at(&self, span: Span) -> Option<usize> {
        self.by_span.get(&span).copied()
    }

    /// The uses of a symbol.
    pub fn uses_of(&self, symbol: usize) -> impl Iterator<Item = &Use> {
        self.uses.iter().filter(move |each| each.symbol == symbol)
    }

    /// The fields, choices, grades or children that belong to a symbol.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &Symbol)> {
        self.symbols.iter().enumerate().filter(move |(_, symbol)| symbol.parent == Some(parent))
    }

    fn named<'s>(&'s self, name: &str) -> impl Iterator<Item = (usize, &'s Symbol)> {
        let found = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|at| Some((*at, self.symbols.get(*at)?)))
    }

    /// What a name in an expression means: fields before facts, facts before definitions, as the checker has it.
    #[must_use]
    pub fn lookup(&self, name: &str, scope: &Scope) -> Option<usize> {
        use SymbolKind::{Definition, Fact, Field, Parameter, RowDefinition};
        for list in scope.lists.iter().rev() {
            let of_list = |kind| self.named(name).find(|(_, it)| it.kind == kind && it.parent == Some(*list));
            if let Some((at, _)) = of_list(Field).or_else(|| of_list(RowDefinition)) {
                return Some(at);
            }
        }
        let visible = |symbol: &Symbol| symbol.track.is_none() || symbol.track == scope.track;
        let of_pack = |kind| self.named(name).find(|(_, symbol)| symbol.kind == kind && visible(symbol));
        of_pack(Fact).or_else(|| of_pack(Definition)).or_else(|| of_pack(Parameter)).map(|(at, _)| at)
    }

    /// The list that a name stands for.
    #[must_use]
    pub fn list(&self, name: &str, scope: &Scope) -> Option<usize> {
        self.lookup(name, scope).filter(|at| self.get(*at).is_some_and(|symbol| symbol.is_list))
    }

    /// The indicator or sheet with a code.
    #[must_use]
    pub fn score(&self, code: &str, track: Option<usize>) -> Option<usize> {
        let scored = |kind| matches!(kind, SymbolKind::Indicator | SymbolKind::Sheet);
        let visible = |symbol: &Symbol| symbol.track.is_none() || symbol.track == track;
        self.named(code).find(|(_, symbol)| scored(symbol.kind) && visible(symbol)).map(|(at, _)| at)
    }

    /// The choice of a fact or field by name.
    #[must_use]
    pub fn choice(&self, name: &str, fact: usize) -> Option<usize> {
        let of_fact = |symbol: &Symbol| symbol.kind == SymbolKind::Choice && symbol.parent == Some(fact);
        self.named(name).find(|(_, symbol)| of_fact(symbol)).map(|(at, _)| at)
    }

    /// Everything that a name can mean here, the innermost first; what is hidden by an inner name is left out.
    #[must_use]
    pub fn visible(&self, scope: &Scope) -> Vec<usize> {
        use SymbolKind::{Definition, Fact, Field, Parameter, RowDefinition};
        let mut found: Vec<usize> = Vec::new();
        let inner = scope.lists.iter().rev().flat_map(|list| self.children(*list));
        found.extend(inner.filter(|(_, it)| matches!(it.kind, Field | RowDefinition)).map(|(at, _)| at));
        let outer = |symbol: &Symbol| {
            let visible = symbol.track.is_none() || symbol.track == scope.track;
            visible && matches!(symbol.kind, Fact | Definition | Parameter)
        };
        found.extend(self.symbols.iter().enumerate().filter(|(_, symbol)| outer(symbol)).map(|(at, _)| at));
        found.retain(|at| self.get(*at).and_then(|symbol| self.lookup(&symbol.name, scope)) == Some(*at));
        found
    }

    fn add(&mut self, symbol: Symbol) -> usize {
        let at = self.symbols.len();
        self.by_name.entry(symbol.name.clone()).or_default().push(at);
        self.by_span.entry(symbol.span).or_insert(at);
        self.symbols.push(symbol);
        at
    }
}

/// Goes through a pack and notes what it finds.
struct Walker<'a> {
    sources: &'a Sources,
    symbols: Symbols,
    within: Option<usize>,
}

impl Walker<'_> {
    fn used(&mut self, symbol: usize, span: Span) {
        self.symbols.uses.push(Use { span, symbol, within: self.within });
    }

    /// Notes a use of what a name means here, where it means something.
    fn name(&mut self, name: &str, span: Span, scope: &Scope) -> Option<usize> {
        let found = self.symbols.lookup(name, scope)?;
        let span = self.word(span, name);
        self.used(found, span);
        Some(found)
    }

    /// Notes a use of a choice of each of these facts that has it.
    fn choice(&mut self, name: &str, span: Span, facts: &[usize]) {
        for fact in facts {
            if let Some(choice) = self.symbols.choice(name, *fact) {
                let span = self.word(span, name);
                self.used(choice, span);
            }
        }
    }
}
