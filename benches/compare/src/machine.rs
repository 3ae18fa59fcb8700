//! What was measured on, and with which versions.

/// Prints machine, compiler and versions.
pub fn print() {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1)).unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("unknown");
    println!("machine: {}, {cores} cores, load before the run: {load}", model.trim());
    println!("compiler: {}", std::env::var("COMPARE_RUSTC").unwrap_or_else(|_| "unknown (run run.sh)".to_owned()));
    let versions = ["serde_json", "zen-engine", "zen-expression", "cel", "polars"]
        .map(|name| format!("{name} {}", version(name).unwrap_or("?")));
    println!("versions: {}", versions.join(", "));
}

fn version(package: &str) -> Option<&'static str> {
    let mut lines = include_str!("../Cargo.lock").lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}
