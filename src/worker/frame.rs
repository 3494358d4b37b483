//! The frames that go over a pipe: a length in four bytes, low byte first, then that many bytes.

use std::io::{self, Read, Write};

/// The most memory that is reserved on the strength of a frame's stated length, in bytes.
const MOST_RESERVED: u64 = 64 << 20;

/// Writes a frame.
///
/// # Errors
/// Returns an error if the pipe cannot be written to, or if the frame has 4 GiB or more.
pub fn write_frame(mut pipe: impl Write, bytes: &[u8]) -> io::Result<()> {
    let length =
        u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    pipe.write_all(&length.to_le_bytes())?;
    pipe.write_all(bytes)
}

/// Reads a frame into a buffer, replacing its contents. Returns false if the pipe ends where a
/// frame would begin.
///
/// Up to 64 MiB are reserved on the strength of the stated length; beyond that, memory grows with
/// the bytes that arrive.
///
/// # Errors
/// Returns an error if the pipe cannot be read, if it ends within the frame, or if the frame states
/// a length above `most`.
pub fn read_frame(mut pipe: impl Read, most: u64, frame: &mut Vec<u8>) -> io::Result<bool> {
    frame.clear();
    if pipe.by_ref().take(4).read_to_end(frame)? == 0 {
        return Ok(false);
    }

    let length = <[u8; 4]>::try_from(&frame[..])
        .map_err(|_| io::Error::from(io::ErrorKind::UnexpectedEof))?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > most {
        return Err(io::ErrorKind::InvalidData.into());
    }

    frame.clear();
    frame.reserve_exact(usize::try_from(length.min(MOST_RESERVED)).unwrap_or(0));
    if pipe.take(length).read_to_end(frame)? as u64 == length {
        Ok(true)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_arrive_as_they_were_sent() {
        let mut pipe = Vec::new();
        for frame in [&b"one"[..], b"", b"three"] {
            write_frame(&mut pipe, frame).expect("memory");
        }

        let (mut rest, mut frame) = (&pipe[..], Vec::new());
        for expected in [&b"one"[..], b"", b"three"] {
            assert!(read_frame(&mut rest, 5, &mut frame).expect("a frame"));
            assert_eq!(frame, expected);
        }
        assert!(!read_frame(&mut rest, 5, &mut frame).expect("the end"));
    }

    #[test]
    fn frames_that_misstate_their_length_are_errors() {
        let mut frame = Vec::new();
        for (pipe, kind) in [
            (&b"\xff\xff\xff\xffx"[..], io::ErrorKind::InvalidData),
            (b"\x05\0\0\0x", io::ErrorKind::UnexpectedEof),
            (b"\x05\0", io::ErrorKind::UnexpectedEof),
        ] {
            let error = read_frame(pipe, 5, &mut frame).expect_err("a lie");
            assert_eq!(error.kind(), kind, "{pipe:?}");
        }
    }
}
