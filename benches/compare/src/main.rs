//! The reference workload by several evaluators, in one table: each checked for equal answers before it is timed.

mod agree;

use std::error::Error;

use agree::Reference;
use chengxin_workload::Applicants;

fn main() -> Result<(), Box<dyn Error>> {
    let reference = Reference::load()?;
    let checked = 5000;
    for line in Applicants::new(7).take(checked) {
        reference.agrees_by_hand(&line)?;
    }
    println!("by hand and tree walk agree over {checked} records");
    Ok(())
}
