//! Writes applicants as JSON lines: `applicants RECORDS [--seed N] [--unknown THOUSANDTHS] [--list LENGTH]`.

use std::io::{BufWriter, Write};

use chengxin_workload::{Applicants, Lists};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let records: usize = arguments.next().ok_or("how many records?")?.parse()?;
    let (mut seed, mut lists, mut unknown) = (1, Lists::Short, 0);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or("an option needs a value")?;
        match option.as_str() {
            "--seed" => seed = value.parse()?,
            "--unknown" => unknown = value.parse()?,
            "--list" => lists = Lists::Of(value.parse()?),
            _ => return Err(format!("no such option: {option}").into()),
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut applicants = Applicants::new(seed);
    (applicants.lists, applicants.unknown) = (lists, unknown);
    for line in applicants.take(records) {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}
