//! Writes a scheme TIMES the size of the shipped one into a directory: `… --example generate -- TIMES DIRECTORY`.

use std::error::Error;
use std::path::PathBuf;

use chengxin_benches::generated;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(times), Some(directory)) = (arguments.next(), arguments.next().map(PathBuf::from)) else {
        return Err("usage: generate TIMES DIRECTORY".into());
    };
    std::fs::create_dir_all(&directory)?;
    for (name, text) in generated(times.parse()?)? {
        std::fs::write(directory.join(name), text)?;
    }
    Ok(())
}
