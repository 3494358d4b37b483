//! What goes over a pipe: four bytes that say how long it is, low byte first, and so many bytes.

use std::io::{self, Read, Write};

/// The length that is believed before it came, in bytes.
const BELIEVED: u64 = 64 << 20;

/// Writes a frame; one of 4 GB or more is an error.
pub fn write_frame(mut pipe: impl Write, bytes: &[u8]) -> io::Result<()> {
    let length =
        u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    pipe.write_all(&length.to_le_bytes())?;
    pipe.write_all(bytes)
}

/// Reads a frame into a buffer, of which nothing is left; false where the pipe ends instead.
///
/// A frame that says it is longer than `most` is an error. Beyond 64 MB, memory is taken for what
/// comes, not for what is said.
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
    frame.reserve_exact(usize::try_from(length.min(BELIEVED)).unwrap_or(0));
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
    fn frames_come_as_they_went() {
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
    fn frames_that_lie_of_their_length_are_errors() {
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
