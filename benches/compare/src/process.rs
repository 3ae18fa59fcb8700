//! Whole processes of the command line: how long, and how much memory at most.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chengxin_workload::{AS_OF, PACK};

/// The command line, built by `run.sh`, and the generator beside this program.
pub struct Programs {
    chengxin: PathBuf,
    applicants: PathBuf,
}

/// What a process took.
pub struct Took {
    pub command: String,
    pub elapsed: Duration,
    pub peak_kib: i64,
}

impl Programs {
    pub fn find() -> Option<Self> {
        let chengxin = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/release/chengxin");
        let applicants = std::env::current_exe().ok()?.with_file_name("applicants");
        (chengxin.exists() && applicants.exists()).then_some(Self { chengxin, applicants })
    }

    /// `applicants N | chengxin score …`
    pub fn score(&self, records: usize, format: &str) -> Result<Took, Box<dyn Error>> {
        let mut source = Command::new(&self.applicants).arg(records.to_string()).stdout(Stdio::piped()).spawn()?;
        let lines = source.stdout.take().ok_or("no output")?;
        let mut score = Command::new(&self.chengxin);
        score.args([
            "score",
            "--lang",
            "en",
            "--rules",
            PACK,
            "--as-of",
            AS_OF,
            "--format",
            format,
            "-o",
            "/dev/null",
            "-",
        ]);
        score.stdin(lines).stderr(Stdio::null());
        let (elapsed, peak_kib) = run(&mut score)?;
        source.wait()?;
        let command = format!(
            "applicants {records} | chengxin score --rules reference --as-of {AS_OF} --format {format} -o /dev/null -"
        );
        Ok(Took { command, elapsed, peak_kib })
    }

    /// The least of so many runs with these arguments.
    pub fn least(&self, arguments: &[&str], runs: usize) -> Result<Took, Box<dyn Error>> {
        let mut least: Option<(Duration, i64)> = None;
        for _ in 0..runs {
            let mut command = Command::new(&self.chengxin);
            command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let took = run(&mut command)?;
            least = Some(least.map_or(took, |before| if took.0 < before.0 { took } else { before }));
        }
        let (elapsed, peak_kib) = least.ok_or("no run")?;
        Ok(Took { command: format!("chengxin {}", arguments.join(" ")), elapsed, peak_kib })
    }
}

/// Runs a command to its end; the peak is that of this child alone.
fn run(command: &mut Command) -> Result<(Duration, i64), Box<dyn Error>> {
    let start = Instant::now();
    let child = command.spawn()?;
    let pid = libc::pid_t::try_from(child.id())?;
    let mut status = 0;
    // SAFETY: both places are valid for what the call writes, and a usage of zeros is a valid one.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        if libc::wait4(pid, &raw mut status, 0, &raw mut usage) != pid {
            return Err(std::io::Error::last_os_error().into());
        }
        usage
    };
    Ok((start.elapsed(), usage.ru_maxrss))
}
