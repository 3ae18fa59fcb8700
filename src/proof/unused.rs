//! What is declared and never used: facts, fields, definitions, parameters, and documents that no rule looks at.

use std::collections::BTreeSet;

use super::Prover;
use crate::diagnostic::{Diagnostic, say};
use crate::plan::{Document, FactDeclaration, FormulaKind, Kind, ListDeclaration, ListReference, Plan};

/// A list: the fact, and the field of its records where the list stands in another.
type List = (usize, Option<usize>);

/// What the rules use.
#[derive(Default)]
struct Used {
    facts: BTreeSet<usize>,
    /// Declared fields, and after them the definitions over the records.
    fields: BTreeSet<(List, usize)>,
    definitions: BTreeSet<usize>,
    parameters: BTreeSet<usize>,
    /// Choices that are asked for, each of a fact.
    choices: BTreeSet<(usize, usize)>,
}

impl Used {
    /// What an unused definition uses counts as used: one cause, one warning.
    fn of(plan: &Plan) -> Self {
        let mut used = Self::default();
        used.facts.extend(plan.scheme.applicant_name.iter().chain(&plan.scheme.applicant_code));
        for each in plan.nodes().into_iter().flat_map(|node| node.method.lists()) {
            used.list(each.list);
        }
        for formula in plan.ruling().into_iter().chain(plan.defining()).flat_map(|formula| formula.all()) {
            used.kind(&formula.kind);
            formula.list().into_iter().for_each(|list| used.list(list));
        }
        used
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "looks for a few of many forms")]
    fn kind(&mut self, kind: &FormulaKind) {
        match kind {
            FormulaKind::Fact(index) => {
                self.facts.insert(*index);
            }
            FormulaKind::Field { index, list, .. } => {
                self.fields.insert((*list, *index));
            }
            FormulaKind::Definition(index) => {
                self.definitions.insert(*index);
            }
            FormulaKind::Parameter(index) => {
                self.parameters.insert(*index);
            }
            FormulaKind::Member(subject, _, tested) => {
                if let FormulaKind::Fact(fact) = subject.kind {
                    self.choices.extend(tested.iter().map(|choice| (fact, *choice)));
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, list: ListReference) {
        match list {
            ListReference::Fact(fact) => {
                self.facts.insert(fact);
            }
            ListReference::Field { index, of, .. } => {
                self.fields.insert(((of, None), index));
            }
        }
    }
}

impl Prover<'_> {
    /// Warns of what is declared and never used.
    pub(super) fn unused(&mut self) {
        let plan = self.plan;
        let used = Used::of(plan);
        for (index, fact) in plan.facts.iter().enumerate() {
            if !used.facts.contains(&index) {
                if !fact.for_reference {
                    self.report(unused_fact(fact));
                }
            } else if let Kind::List(declaration) = &fact.kind {
                self.unused_fields(fact, declaration, (index, None), &used);
            }
        }
        let unused = plan.definitions.iter().enumerate().filter(|(index, _)| !used.definitions.contains(index));
        for (_, definition) in unused {
            self.unused_definition(&definition.name, definition.span);
        }
        self.unused_row_definitions(&used);
        for (index, parameter) in plan.parameters.iter().enumerate() {
            if !used.parameters.contains(&index) {
                let name = &parameter.name;
                let message = say!("没有规则用到参数“{name}”", "no rule uses the parameter “{name}”");
                self.report(
                    Diagnostic::warning("W1008", parameter.span, message)
                        .help(say!("在规则里用它，或删去它", "use it in a rule, or delete it")),
                );
            }
        }
        plan.scheme.documents.iter().for_each(|document| self.unread_document(document, &used));
    }

    /// Texts, and what tells records apart, are there for readers.
    fn unused_fields(&mut self, fact: &FactDeclaration, list: &ListDeclaration, of: List, used: &Used) {
        for (index, field) in list.fields.iter().enumerate() {
            let told = field.for_reference
                || matches!(field.kind, Kind::Text | Kind::CreditCode)
                || list.unique.contains(&index);
            if used.fields.contains(&(of, index)) {
                if let Kind::List(inner) = &field.kind {
                    self.unused_fields(field, inner, (of.0, Some(index)), used);
                }
            } else if !told {
                let (name, owner) = (&field.name, &fact.name);
                let message = say!(
                    "没有规则用到列表“{owner}”的字段“{name}”",
                    "no rule uses the field “{name}” of the list “{owner}”"
                );
                self.report(Diagnostic::warning("W1002", field.span, message).help(say!(
                    "在规则里用它，或删去它；只供人查看的，在末尾写“备查”",
                    "use it in a rule, or delete it; say 备查 at its end if it is there for readers only"
                )));
            }
        }
    }

    fn unused_row_definitions(&mut self, used: &Used) {
        let plan = self.plan;
        for rows in &plan.row_definitions {
            let list = (rows.fact, rows.field);
            let declared = plan.extents().fields(list).len();
            for (at, (name, formula)) in rows.definitions.iter().enumerate() {
                if !used.fields.contains(&(list, declared.saturating_add(at))) {
                    self.unused_definition(name, formula.span);
                }
            }
        }
    }

    fn unused_definition(&mut self, name: &str, span: crate::source::Span) {
        let message = say!("没有规则用到定义“{name}”", "no rule uses the definition “{name}”");
        self.report(
            Diagnostic::warning("W1003", span, message)
                .help(say!("在规则里用它，或删去它", "use it in a rule, or delete it")),
        );
    }

    /// A document is asked for; some rule looks whether it was handed in.
    fn unread_document(&mut self, document: &Document, used: &Used) {
        let (name, key) = (&document.name, &document.key);
        let lists: Vec<(usize, usize)> =
            self.plan.facts.iter().enumerate().filter_map(|entry| holds(entry, key)).collect();
        let (message, help) = match lists.first().and_then(|(fact, _)| self.plan.facts.get(*fact)) {
            None => (
                say!(
                    "方案要求交“{name}”，而没有一个多选事实有 {key} 这个选项，记录里无处说明它交了没有",
                    "the scheme asks for “{name}”, and no fact has the choice {key} to say that it was handed in"
                ),
                say!(
                    "在列出申报材料的多选事实里加一个选项，例如：某材料 ({key})",
                    "add a choice to the fact that lists what was handed in, such as 某材料 ({key})"
                ),
            ),
            Some(_) if lists.iter().any(|choice| used.choices.contains(choice)) => return,
            Some(fact) => {
                let listed = &fact.name;
                (
                    say!(
                        "方案要求交“{name}”，而没有规则看它交了没有",
                        "the scheme asks for “{name}”, and no rule looks whether it was handed in"
                    ),
                    say!(
                        "在条件里要求它，例如：要求 {listed} 齐备 …",
                        "require it in a condition, such as 要求 {listed} 齐备 …"
                    ),
                )
            }
        };
        self.report(Diagnostic::warning("W1007", document.span, message).help(help));
    }
}

/// The place of a choice among those of a fact, where the fact has it.
fn holds((fact, declaration): (usize, &FactDeclaration), key: &str) -> Option<(usize, usize)> {
    let Kind::Choices(choices) = &declaration.kind else { return None };
    choices.iter().position(|choice| choice.key == key).map(|choice| (fact, choice))
}

fn unused_fact(fact: &FactDeclaration) -> Diagnostic {
    let name = &fact.name;
    Diagnostic::warning("W1001", fact.span, say!("没有规则用到事实“{name}”", "no rule uses the fact “{name}”")).help(
        say!(
            "在规则里用它，或删去它；只供人查看的，在末尾写“备查”；结果抬头的名称和代码，写在 scheme.toml 的 [applicant] 里",
            "use it in a rule, or delete it; say 备查 at its end if it is there for readers only; the name and code at the head of a result are said in [applicant] of scheme.toml"
        ),
    )
}
