//! The reference workload by several evaluators, in one table: each checked for equal answers before it is timed.

mod agree;
mod allocation;
#[cfg(feature = "cel")]
mod cel;
#[cfg(feature = "polars")]
mod columns;
mod floats;
mod growth;
mod machine;
mod measure;
mod ours;
mod prepared;
mod process;
mod scale;
mod spec;
mod workload;
#[cfg(feature = "zen")]
mod zen;

use std::error::Error;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub records: usize,
    /// For evaluators that take so long that fewer are enough.
    pub fewer: usize,
    pub checked: usize,
    pub rounds: usize,
    pub through_the_command_line: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut size =
        Size { records: 50_000, fewer: 2_000, checked: 5_000, rounds: 9, through_the_command_line: 1_000_000 };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--command-line" => {
                size.through_the_command_line = arguments.next().ok_or("how many records?")?.parse()?;
            }
            "--only" => {
                let only = arguments.next().ok_or("which participants?")?;
                measure::ONLY.set(only).map_err(|_| "--only stands once")?;
                size.rounds = 50;
            }
            "--quick" => {
                size =
                    Size { records: 50_000, fewer: 500, checked: 5_000, rounds: 3, through_the_command_line: 20_000 };
            }
            _ => {
                return Err(format!(
                    "no such option: {argument} (there are --quick, --only TEXT, --command-line RECORDS)"
                )
                .into());
            }
        }
    }
    machine::print();
    workload::run(size)?;
    if measure::ONLY.get().is_some() { Ok(()) } else { growth::run(size) }
}
