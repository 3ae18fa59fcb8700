//! What looks alike and is not the same: names one could read as another, and two indicators under one title.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::confusable_detection::skeleton;

use super::Prover;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{FactDeclaration, Kind, Method, Node};
use crate::source::Span;

/// Names by what they look like: each with what was written, and where.
type Seen<'p> = HashMap<String, (&'p str, Span)>;

impl<'p> Prover<'p> {
    /// Warns of names that look alike, among those that may stand in one expression.
    pub(super) fn alike_names(&mut self) {
        let plan = self.plan;
        let shared = self.top_names(&[], None);
        self.field_names(&[&shared], None);
        for track in 0..plan.tracks.len() {
            let own = self.top_names(&[&shared], Some(track));
            self.field_names(&[&shared, &own], Some(track));
        }
        for fact in &plan.facts {
            self.choice_names(&fact.kind, fact.span);
        }
    }

    /// Warns of codes of indicators that look alike.
    pub(super) fn alike_codes(&mut self) {
        let mut shared = Seen::new();
        for (root, track) in self.plan.roots() {
            let mut own = Seen::new();
            let nodes = root.tree().into_iter().skip(1);
            match track {
                None => nodes.for_each(|node| self.look(&mut shared, &[], &node.code, node.span)),
                Some(_) => nodes.for_each(|node| self.look(&mut own, &[&shared], &node.code, node.span)),
            }
        }
    }

    /// Warns of indicators of one sheet that have one title under two codes.
    pub(super) fn alike_titles(&mut self) {
        for (root, _) in self.plan.roots() {
            // A group may have the title of the one indicator in it.
            let mut seen: HashMap<(bool, String), &Node> = HashMap::new();
            for node in root.tree().into_iter().skip(1) {
                let leaf = !matches!(node.method, Method::Children(_));
                let title = node.title.nfkc().filter(|character| !character.is_whitespace()).collect();
                match seen.entry((leaf, title)) {
                    Entry::Vacant(free) => {
                        free.insert(node);
                    }
                    Entry::Occupied(first) => self.report(same_title(node, first.get())),
                }
            }
        }
    }

    fn top_names(&mut self, outer: &[&Seen<'p>], track: Option<usize>) -> Seen<'p> {
        let (plan, mut own) = (self.plan, Seen::new());
        let facts = plan.facts.iter().filter(|fact| fact.track == track).map(|fact| (&fact.name, fact.span));
        let defined = plan.definitions.iter().filter(|entry| entry.track == track);
        let defined = defined.map(|entry| (&entry.name, entry.span));
        let parameters = plan.parameters.iter().filter(|_| track.is_none()).map(|entry| (&entry.name, entry.span));
        for (name, span) in facts.chain(defined).chain(parameters) {
            self.look(&mut own, outer, name, span);
        }
        own
    }

    fn field_names(&mut self, outer: &[&Seen<'p>], track: Option<usize>) {
        let plan = self.plan;
        for (index, fact) in plan.facts.iter().enumerate().filter(|(_, fact)| fact.track == track) {
            let Kind::List(list) = &fact.kind else { continue };
            let own = self.names_of(&list.fields, (index, None), outer);
            for (field, declaration) in list.fields.iter().enumerate() {
                self.choice_names(&declaration.kind, declaration.span);
                if let Kind::List(inner) = &declaration.kind {
                    let around: Vec<&Seen<'p>> = outer.iter().copied().chain([&own]).collect();
                    self.names_of(&inner.fields, (index, Some(field)), &around);
                    inner.fields.iter().for_each(|field| self.choice_names(&field.kind, field.span));
                }
            }
        }
    }

    /// The names that the records of one list have.
    fn names_of(
        &mut self,
        fields: &'p [FactDeclaration],
        (fact, field): (usize, Option<usize>),
        outer: &[&Seen<'p>],
    ) -> Seen<'p> {
        let mut own = Seen::new();
        let declared = fields.iter().map(|field| (&field.name, field.span));
        let defined = self.plan.row_definitions(fact, field).iter().map(|(name, formula)| (name, formula.span));
        for (name, span) in declared.chain(defined) {
            self.look(&mut own, outer, name, span);
        }
        own
    }

    fn choice_names(&mut self, kind: &'p Kind, span: Span) {
        if let Kind::Choice(choices) | Kind::Choices(choices) = kind {
            let mut own = Seen::new();
            choices.iter().for_each(|choice| self.look(&mut own, &[], &choice.name, span));
        }
    }

    /// Notes a name, and warns where another looks like it.
    fn look(&mut self, own: &mut Seen<'p>, outer: &[&Seen<'p>], name: &'p str, span: Span) {
        let looks = looks(name);
        let first = outer.iter().find_map(|seen| seen.get(&looks)).or_else(|| own.get(&looks)).copied();
        match first {
            Some((other, place)) if other != name => self.report(alike(name, span, other, place)),
            Some(_) => {}
            None => {
                own.insert(looks, (name, span));
            }
        }
    }
}

/// What a name looks like: the same for all that could be read as it.
fn looks(name: &str) -> String {
    let compatible: String = name.nfkc().filter(|character| *character != '_').collect();
    skeleton(&compatible).flat_map(char::to_lowercase).map(printed).collect()
}

/// The first of the Chinese characters that are taken for one another in print stands for all.
fn printed(character: char) -> char {
    match character {
        '已' | '巳' => '己',
        '末' => '未',
        '士' => '土',
        '日' => '曰',
        '干' => '千',
        '入' => '人',
        '戌' | '戍' => '戊',
        '兔' => '免',
        '侯' => '候',
        '帐' => '账',
        '拨' => '拔',
        '冶' => '治',
        '徙' => '徒',
        other => other,
    }
}

/// The characters in which two names first differ, with their code points.
fn difference(name: &str, other: &str) -> Option<(String, String)> {
    let shown = |character: char| format!("{character} (U+{:04X})", u32::from(character));
    let pair = name.chars().zip(other.chars()).find(|(one, two)| one != two)?;
    Some((shown(pair.0), shown(pair.1)))
}

fn alike(name: &str, span: Span, other: &str, place: Span) -> Diagnostic {
    let message = say!(
        "“{name}”和“{other}”看上去几乎一样，容易认错",
        "“{name}” and “{other}” look nearly the same and are easily mistaken"
    );
    let found = Diagnostic::warning("W0201", span, message);
    let found = if place == span { found } else { found.and(place, say!("另一个在这里", "the other is here")) };
    let found = match difference(name, other) {
        Some((one, two)) => found.here(say!("不同处：{one}，另一个是 {two}", "{one}; the other has {two}")),
        None => found,
    };
    found.help(say!(
        "改掉其中一个名称；若本是同一个，就统一成一个",
        "rename one of them; if they are meant to be one, write it one way"
    ))
}

fn same_title(node: &Node, first: &Node) -> Diagnostic {
    let (title, code, other) = (&node.title, &node.code, &first.code);
    let message = say!("{other} 和 {code} 的标题都是“{title}”", "{other} and {code} have the same title, “{title}”");
    Diagnostic::warning("W1005", node.span, message)
        .and(first.span, say!("先用这个标题的在这里", "the title is used here first"))
        .help(say!(
            "标题相同的两项分不清；若是同一项写了两遍，删去一遍",
            "readers cannot tell them apart; if one indicator was written twice, delete one"
        ))
}
