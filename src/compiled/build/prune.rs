//! Drops every operation whose result nobody reads.

use std::collections::BTreeSet;

use crate::compiled::program::{Cells, Condition, Program, Rows, To, Truths};

/// The program without what nobody reads.
pub(super) fn prune(mut program: Program) -> Program {
    let mut cells: BTreeSet<Cells> = BTreeSet::new();
    let mut truths: BTreeSet<Truths> = BTreeSet::new();
    let mut rows: BTreeSet<Rows> = BTreeSet::new();
    for leaf in &program.leaves {
        let Some(score) = leaf.score else { continue };
        cells.extend([Some(score.cells), score.under].into_iter().flatten());
        truths.extend(&leaf.counted);
        rows.extend(leaf.rows);
    }
    cells.extend(program.total.map(|total| total.cells));
    truths.extend(program.conditions.iter().filter_map(|condition| match condition {
        Some(Condition::Of(met)) => Some(*met),
        Some(Condition::Known(_)) | None => None,
    }));
    let mut kept = Vec::new();
    for mut step in program.steps.into_iter().rev() {
        let read = match step.to {
            To::Cells(to) => cells.contains(&to),
            To::Truths(to) => truths.contains(&to),
            To::Rows(to) => rows.contains(&to),
        };
        if read {
            let found = (&mut cells, &mut truths, &mut rows);
            step.op.read(
                &mut |read| {
                    found.0.insert(*read);
                },
                &mut |read| {
                    found.1.insert(*read);
                },
                &mut |read| {
                    found.2.insert(*read);
                },
            );
            kept.push(step);
        }
    }
    kept.reverse();
    program.steps = kept;
    program
}
