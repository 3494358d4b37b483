//! Compression of documents: their bytes are stored as zlib when that is shorter, as in SQLite's
//! own archive format.

use std::borrow::Cow;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// The bytes in stored form.
pub(super) fn packed(bytes: &[u8]) -> Cow<'_, [u8]> {
    // The fastest level: a large table takes a tenth of a second. Four times as long would save
    // only a tenth of the size.
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(1));
    let zlib = encoder.write_all(bytes).and_then(|()| encoder.finish());
    zlib.ok().filter(|zlib| zlib.len() < bytes.len()).map_or(Cow::Borrowed(bytes), Cow::Owned)
}

/// Reverses [`packed`]; none when the result does not have this many bytes.
pub(super) fn unpacked(stored: Vec<u8>, bytes: usize) -> Option<Vec<u8>> {
    if stored.len() == bytes {
        return Some(stored);
    }
    let mut unpacked = Vec::with_capacity(bytes.min(1 << 26));
    let limit = u64::try_from(bytes).ok()?.saturating_add(1);
    ZlibDecoder::new(&stored[..]).take(limit).read_to_end(&mut unpacked).ok()?;
    (unpacked.len() == bytes).then_some(unpacked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_bytes_unpack_to_the_same_bytes() {
        for bytes in [&b""[..], b"x", &[b'a'; 10_000], b"\x78\x01 no zlib"] {
            let stored = packed(bytes).into_owned();
            assert!(stored.len() <= bytes.len());
            assert_eq!(unpacked(stored, bytes.len()).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn damaged_bytes_and_wrong_lengths_are_rejected() {
        let stored = packed(&[b'a'; 10_000]).into_owned();
        assert_eq!(unpacked(stored.clone(), 9_999), None);
        assert_eq!(unpacked(stored.clone(), 10_001), None);
        assert_eq!(unpacked(stored[..stored.len() / 2].to_vec(), 10_000), None);
        assert_eq!(unpacked(vec![1, 2, 3], 10_000), None);
    }
}
