//! How large a plan is, and what evaluating a record costs at most.

use super::cost::{Cost, Counter, scores_of_each};
use crate::plan::{Entry, Kind, Method, Plan, Score, ScoreKind};

/// How large a plan is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Facts declared, the fields of lists not counted.
    pub facts: usize,
    /// Lists among them, and lists inside lists.
    pub lists: usize,
    /// Fields of lists.
    pub fields: usize,
    /// Definitions, those over records included.
    pub definitions: usize,
    /// Conditions, vetoes, preferences and ceilings.
    pub conditions: usize,
    /// Indicators, sheets not counted.
    pub indicators: usize,
    /// What is scored by itself, not from children.
    pub leaves: usize,
    /// Tables.
    pub tables: usize,
    /// Rows of tables.
    pub rows: usize,
    /// Nodes of formulas.
    pub formula_nodes: usize,
}

/// What evaluation costs, and how large the plan is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Sizes of the plan.
    pub sizes: Sizes,
    /// The scheme itself.
    pub scheme: Cost,
    /// Each track: its key, and what it adds.
    pub tracks: Vec<(String, Cost)>,
}

/// The cost and the sizes of a plan.
pub(super) fn stats(plan: &Plan) -> Stats {
    let (scheme, tracks) = Counter { extents: plan.extents() }.by_owner(plan);
    let tracks = plan.tracks.iter().map(|track| track.key.clone()).zip(tracks).collect();
    Stats { sizes: sizes(plan), scheme, tracks }
}

fn sizes(plan: &Plan) -> Sizes {
    let roots = plan.roots();
    let sheets_and_adjustments = roots.len();
    let nodes = plan.nodes();
    let mut sizes = Sizes {
        facts: plan.facts.len(),
        definitions: plan.defining().len(),
        conditions: plan.conditions.len(),
        indicators: nodes.len().saturating_sub(sheets_and_adjustments),
        formula_nodes: plan.ruling().into_iter().chain(plan.defining()).map(|formula| formula.all().len()).sum(),
        ..Sizes::default()
    };
    let mut open: Vec<_> = plan.facts.iter().collect();
    while let Some(fact) = open.pop() {
        if let Kind::List(list) = &fact.kind {
            sizes.lists = sizes.lists.saturating_add(1);
            sizes.fields = sizes.fields.saturating_add(list.fields.len());
            open.extend(&list.fields);
        }
    }
    for node in nodes {
        let leaf = !matches!(node.method, Method::Children(_));
        sizes.leaves = sizes.leaves.saturating_add(usize::from(leaf));
        tables(&node.method, &mut sizes);
    }
    sizes
}

fn tables(method: &Method, sizes: &mut Sizes) {
    let mut scores: Vec<&Score> = Vec::new();
    let mut open = vec![method];
    while let Some(method) = open.pop() {
        match method {
            Method::Children(_) | Method::Broken => {}
            Method::Score(score) | Method::Award(score, _) => scores.push(score),
            Method::Best { methods, .. } => open.extend(methods),
            Method::Accumulate { entries, .. } => scores.extend(entries.iter().flat_map(scores_of)),
        }
    }
    while let Some(score) = scores.pop() {
        if let ScoreKind::Bands(bands) = &score.kind {
            sizes.tables = sizes.tables.saturating_add(1);
            sizes.rows = sizes.rows.saturating_add(bands.rows.len());
            scores.extend(bands.rows.iter().map(|row| &row.score));
        }
    }
}

fn scores_of(entry: &Entry) -> Vec<&Score> {
    match entry {
        Entry::Start(_) | Entry::Cap(_) | Entry::Checklist { .. } | Entry::Count(_) => Vec::new(),
        Entry::Add(score, _) | Entry::Deduct(score, _) => vec![score],
        Entry::Each(each) => scores_of_each(each),
    }
}
