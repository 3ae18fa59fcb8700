//! Work on records by several threads, in bounded memory; the results come in the order of the records.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::failure::Failure;
use crate::stream::{self, Item};

/// So many batches of records wait for each thread, and so many results of each.
const AHEAD: usize = 4;
/// So many records that are scored one by one make a batch.
pub(crate) const FEW: usize = 4;
/// No more threads than this.
const MOST: usize = 16;

/// Hands what `work` makes of each batch of records to `take`, in the order of the records. Each thread has a state of its
/// own, which `start` makes.
pub(crate) fn each<S, T: Send>(
    paths: &[PathBuf],
    size: usize,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, Vec<Item>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let threads = thread::available_parallelism().map_or(1, |count| count.get().min(MOST));
    thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let channels = (0..threads).map(|_| {
            let (to_worker, items) = sync_channel::<Vec<Item>>(AHEAD);
            let (done, results) = sync_channel(AHEAD);
            // Where the results are wanted no longer, the thread ends, and so does the reading.
            scope.spawn(move || {
                let mut state = start();
                items.into_iter().try_for_each(|items| done.send(work(&mut state, items)))
            });
            (to_worker, results)
        });
        let (to_workers, results): (Vec<_>, Vec<_>) = channels.unzip();
        let reader = scope.spawn(move || deal(paths, size, &to_workers));
        let taken = collect(&results, &mut take);
        drop(results);
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read)
    })
}

/// Deals the records to the threads in turn, so many at a time.
fn deal(paths: &[PathBuf], size: usize, to_workers: &[SyncSender<Vec<Item>>]) -> Result<(), Failure> {
    let mut turn = to_workers.iter().cycle();
    let mut send = |items: Vec<Item>| {
        let next = turn.next().ok_or(Failure::Closed)?;
        next.send(items).map_err(|_| Failure::Closed)
    };
    let mut waiting = Vec::new();
    for path in paths {
        stream::each(path, |item| {
            waiting.push(item);
            if waiting.len() < size { Ok(()) } else { send(std::mem::take(&mut waiting)) }
        })?;
    }
    if waiting.is_empty() { Ok(()) } else { send(waiting) }
}

/// Takes the results of the threads in turn, until the next of them has no more.
fn collect<T>(results: &[Receiver<T>], take: &mut impl FnMut(T) -> Result<(), Failure>) -> Result<(), Failure> {
    results.iter().cycle().map_while(|results| results.recv().ok()).try_for_each(take)
}
