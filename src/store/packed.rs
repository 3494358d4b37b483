//! The bytes of documents: kept as zlib where that is shorter, as SQLite's own archives keep files.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Bytes as they are kept.
pub(super) fn packed(bytes: &[u8]) -> Cow<'_, [u8]> {
    // Not the shortest: a large table takes a tenth of a second, and four times that to be a tenth
    // shorter.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(1));
    let zlib = encoder.write_all(bytes).and_then(|()| encoder.finish());
    zlib.ok().filter(|zlib| zlib.len() < bytes.len()).map_or(Cow::Borrowed(bytes), Cow::Owned)
}

/// The bytes of which [`packed`] made these; none where they are not so many.
pub(super) fn unpacked(stored: Vec<u8>, bytes: usize) -> Option<Vec<u8>> {
    if stored.len() == bytes {
        return Some(stored);
    }
    let mut unpacked = Vec::with_capacity(bytes.min(1 << 26));
    let most = u64::try_from(bytes).ok()?.saturating_add(1);
    ZlibDecoder::new(&stored[..]).take(most).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() == bytes).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for bytes in [&b""[..], b"x", &[b'a'; 10_000], b"\x78\x01 no zlib"] {
            let stored = packed(bytes).into_owned();
            assert!(stored.len() <= bytes.len());
            assert_eq!(unpacked(stored, bytes.len()).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn damaged_or_lying_bytes_are_none() {
        let stored = packed(&[b'a'; 10_000]).into_owned();
        assert_eq!(unpacked(stored.clone(), 9_999), None);
        assert_eq!(unpacked(stored.clone(), 10_001), None);
        assert_eq!(unpacked(stored[..stored.len() / 2].to_vec(), 10_000), None);
        assert_eq!(unpacked(vec![1, 2, 3], 10_000), None);
    }
}
