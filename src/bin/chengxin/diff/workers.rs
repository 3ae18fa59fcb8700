//! Work on records by several threads, in bounded memory; the results come in the order of the records.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::failure::Failure;
use crate::stream::{self, Item};

/// So many records wait for each thread, and so many results of each.
const AHEAD: usize = 8;
/// No more threads than this.
const MOST: usize = 16;

/// Hands what `work` makes of each record to `take`, in the order of the records.
pub(crate) fn each<T: Send>(
    paths: &[PathBuf],
    work: impl Fn(Item) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let threads = thread::available_parallelism().map_or(1, |count| count.get().min(MOST));
    thread::scope(|scope| {
        let work = &work;
        let channels = (0..threads).map(|_| {
            let (to_worker, items) = sync_channel::<Item>(AHEAD);
            let (done, results) = sync_channel(AHEAD);
            // Where the results are wanted no longer, the thread ends, and so does the reading.
            scope.spawn(move || items.into_iter().try_for_each(|item| done.send(work(item))));
            (to_worker, results)
        });
        let (to_workers, results): (Vec<_>, Vec<_>) = channels.unzip();
        let reader = scope.spawn(move || deal(paths, &to_workers));
        let taken = collect(&results, &mut take);
        drop(results);
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read)
    })
}

/// Deals the records to the threads in turn.
fn deal(paths: &[PathBuf], to_workers: &[SyncSender<Item>]) -> Result<(), Failure> {
    let mut turn = to_workers.iter().cycle();
    paths.iter().try_for_each(|path| {
        stream::each(path, |item| {
            let next = turn.next().ok_or(Failure::Closed)?;
            next.send(item).map_err(|_| Failure::Closed)
        })
    })
}

/// Takes the results of the threads in turn, until the next of them has no more.
fn collect<T>(results: &[Receiver<T>], take: &mut impl FnMut(T) -> Result<(), Failure>) -> Result<(), Failure> {
    results.iter().cycle().map_while(|results| results.recv().ok()).try_for_each(take)
}
