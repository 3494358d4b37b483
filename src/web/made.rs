//! Pages that were made, kept as long as the database stays the same: the answer to an address follows
//! from the address and the database alone.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Mutex;
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::cmd::lock;

/// An answer whose bytes are known.
#[derive(Clone)]
pub struct Made {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub bytes: Bytes,
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        let mut response = (self.status, Body::from(self.bytes)).into_response();
        for (name, value) in self.headers {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// What shows that a database is the same: its length, its time and the number of its changes, which is
/// at this place in the head of every SQLite file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Version {
    length: u64,
    modified: SystemTime,
    changes: [u8; 4],
}

impl Version {
    /// None if there is no database.
    pub fn of(db: &Path) -> Option<Self> {
        let mut file = File::open(db).ok()?;
        let about = file.metadata().ok()?;
        let mut head = [0; 28];
        // A new database may be empty still.
        let changes = match file.read_exact(&mut head) {
            Ok(()) => [head[24], head[25], head[26], head[27]],
            Err(_) => [0; 4],
        };
        Some(Self { length: about.len(), modified: about.modified().ok()?, changes })
    }
}

/// The most bytes of all kept answers together.
const MOST_BYTES: usize = 32 << 20;
/// The most bytes of one of them.
const MOST_BYTES_EACH: usize = 2 << 20;

/// Kept answers.
#[derive(Default)]
pub struct Kept {
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    of: Option<Version>,
    answers: HashMap<String, Made>,
    /// The addresses, those longest in it first.
    order: VecDeque<String>,
    bytes: usize,
}

impl Kept {
    /// The answer to an address, if it was made of this version of the database.
    pub fn find(&self, address: &str, version: Version) -> Option<Made> {
        let held = lock(&self.held);
        held.answers.get(address).filter(|_| held.of == Some(version)).cloned()
    }

    /// Keeps an answer. Those of another version are dropped, and the oldest ones if they are too many.
    pub fn keep(&self, address: String, version: Version, made: &Made) {
        if made.bytes.len() > MOST_BYTES_EACH {
            return;
        }
        let mut held = lock(&self.held);
        if held.of != Some(version) {
            *held = Held { of: Some(version), ..Held::default() };
        }
        if held.answers.contains_key(&address) {
            return;
        }
        held.bytes += address.len() + made.bytes.len();
        held.order.push_back(address.clone());
        held.answers.insert(address, made.clone());
        while held.bytes > MOST_BYTES {
            let Some(oldest) = held.order.pop_front() else { break };
            let dropped = held.answers.remove(&oldest).map_or(0, |made| made.bytes.len());
            held.bytes -= oldest.len() + dropped;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(length: usize) -> Made {
        Made { status: StatusCode::OK, headers: Vec::new(), bytes: vec![0; length].into() }
    }

    #[test]
    fn answers_are_kept_for_one_version_and_within_a_limit() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = folder.path().join("a.db");
        assert!(Version::of(&db).is_none());
        std::fs::write(&db, [0; 100]).expect("a file");
        let first = Version::of(&db).expect("a version");
        let kept = Kept::default();
        kept.keep("/a".into(), first, &made(3));
        assert_eq!(kept.find("/a", first).expect("an answer").bytes.len(), 3);
        assert!(kept.find("/b", first).is_none());

        // The number of changes alone tells versions apart.
        let mut content = [0; 100];
        content[27] = 1;
        std::fs::write(&db, content).expect("a file");
        let second = Version { changes: [0, 0, 0, 1], ..first };
        assert!(kept.find("/a", second).is_none());
        assert_eq!(Version::of(&db).expect("a version").changes, second.changes);

        for number in 0..40 {
            kept.keep(format!("/{number}"), second, &made(1 << 20));
        }
        assert!(kept.find("/a", first).is_none() && kept.find("/0", second).is_none());
        assert!(kept.find("/39", second).is_some());
        kept.keep("/large".into(), second, &made(MOST_BYTES_EACH + 1));
        assert!(kept.find("/large", second).is_none());
    }
}
