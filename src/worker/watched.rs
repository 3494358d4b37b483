//! A pipe that is watched while the process works: when it closes, the process ends.

use std::io::{self, Read};
use std::process;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The most bytes that are passed on at once.
const PIECE: usize = 256 << 10;
/// The most pieces that wait to be read.
const WAITING: usize = 2;

/// The stack of the watching thread, in bytes.
const STACK: usize = 256 << 10;

/// Reads a pipe in a thread of its own. When the pipe closes, the whole process ends, whatever it
/// is doing: the process that asked has gone or wants no more answers.
///
/// # Errors
/// Returns an error if the system cannot start a thread.
pub fn exit_with_pipe(mut pipe: impl Read + Send + 'static) -> io::Result<impl Read> {
    let (sender, pieces) = sync_channel(WAITING);
    let watch = move || {
        let mut buffer = vec![0; PIECE];
        loop {
            let is_over = match pipe.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Ok(0) | Err(_) => true,
                Ok(read) => sender.send(buffer[..read].to_vec()).is_err(),
            };
            if is_over {
                process::exit(0);
            }
        }
    };

    thread::Builder::new().name("watch".to_owned()).stack_size(STACK).spawn(watch)?;
    Ok(Watched { pieces, piece: io::Cursor::default() })
}

struct Watched {
    pieces: Receiver<Vec<u8>>,
    piece: io::Cursor<Vec<u8>>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut read = self.piece.read(buffer)?;
        if read == 0
            && let Ok(piece) = self.pieces.recv()
        {
            self.piece = io::Cursor::new(piece);
            read = self.piece.read(buffer)?;
        }
        Ok(read)
    }
}
