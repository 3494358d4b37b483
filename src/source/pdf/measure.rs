//! How many bytes the compressed streams of a PDF give: the library that expands them sets no limit.
//!
//! What a stream says of its own compression is neither believed nor looked up. Every way to read it is tried, and those
//! that are not its own break off at once.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::super::Unreadable;

/// Streams are compressed at most so many times over.
const DEEPEST: usize = 4;

/// Refuses a file whose streams give more bytes than the limit, and one that hides its streams behind a key.
pub(super) fn measure(bytes: &[u8], most: u64) -> Result<(), Unreadable> {
    if memmem::find(&unescaped(bytes), b"/Encrypt").is_some() {
        return Err(Unreadable::Locked);
    }
    let mut left = usize::try_from(most).unwrap_or(usize::MAX);
    for at in memmem::find_iter(bytes, b"stream").filter(|at| !bytes[..*at].ends_with(b"end")) {
        let rest = &bytes[at + b"stream".len()..];
        let body = rest.strip_prefix(b"\r").unwrap_or(rest);
        let body = body.strip_prefix(b"\n").unwrap_or(body);
        let zlib = body.trim_ascii_start();
        if is_zlib(zlib) {
            let (expanded, is_whole) = read(ZlibDecoder::new(zlib), left);
            // What begins as a compressed stream and breaks off is part of a page.
            if !is_whole {
                return Err(Unreadable::Damaged(format!("PDF, byte {at}")));
            }
            take(&mut left, expanded.len())?;
            try_all(&expanded, 1, &mut left)?;
        } else {
            try_all(body, 0, &mut left)?;
        }
    }
    Ok(())
}

/// Names of a PDF may write letters as numbers: `/#45ncrypt` is `/Encrypt`.
fn unescaped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'#') {
        return Cow::Borrowed(bytes);
    }
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'#');
        let value = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    Cow::Owned(plain)
}

/// The two bytes of a compressed stream's head have a check in them.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31))
}

fn try_all(body: &[u8], depth: usize, left: &mut usize) -> Result<(), Unreadable> {
    type Way = fn(&[u8], usize) -> Vec<u8>;
    const WAYS: [Way; 7] = [
        |body, most| read(ZlibDecoder::new(body), most).0,
        |body, most| read(DeflateDecoder::new(body), most).0,
        |body, most| lzw(Decoder::with_tiff_size_switch(BitOrder::Msb, 8), body, most),
        |body, most| lzw(Decoder::new(BitOrder::Msb, 8), body, most),
        run_length,
        hexadecimal,
        base_85,
    ];
    for way in WAYS {
        let expanded = way(body, *left);
        take(left, expanded.len())?;
        if depth + 1 < DEEPEST && expanded.len() > 1 {
            try_all(&expanded, depth + 1, left)?;
        }
    }
    Ok(())
}

fn take(left: &mut usize, bytes: usize) -> Result<(), Unreadable> {
    *left = left.saturating_sub(bytes);
    if *left == 0 { Err(Unreadable::TooExpanded) } else { Ok(()) }
}

/// What a stream gives before it ends, breaks off or reaches a limit; and whether it did not break off.
fn read(stream: impl Read, most: usize) -> (Vec<u8>, bool) {
    let mut expanded = Vec::new();
    let is_whole = stream.take(most as u64).read_to_end(&mut expanded).is_ok();
    (expanded, is_whole)
}

fn lzw(mut decoder: Decoder, mut body: &[u8], most: usize) -> Vec<u8> {
    let (mut expanded, mut buffer) = (Vec::new(), [0; 8192]);
    while expanded.len() < most {
        let result = decoder.decode_bytes(body, &mut buffer);
        body = &body[result.consumed_in..];
        expanded.extend_from_slice(&buffer[..result.consumed_out]);
        if !matches!(result.status, Ok(LzwStatus::Ok)) {
            break;
        }
    }
    expanded
}

/// A byte up to 127 says how many bytes follow, less one; one from 129 how often the next byte is repeated, from 257
/// down; 128 ends the stream, which gives nothing without its end.
fn run_length(body: &[u8], most: usize) -> Vec<u8> {
    let (mut expanded, mut rest) = (Vec::new(), body);
    while let [length, tail @ ..] = rest {
        let length = usize::from(*length);
        rest = match (length, tail) {
            (0..=127, _) if tail.len() > length => {
                expanded.extend_from_slice(&tail[..=length]);
                &tail[length + 1..]
            }
            (129.., [byte, tail @ ..]) => {
                expanded.extend(std::iter::repeat_n(*byte, 257 - length));
                tail
            }
            _ => return expanded,
        };
        if expanded.len() >= most {
            return expanded;
        }
    }
    Vec::new()
}

/// Two digits a byte, up to `>`.
fn hexadecimal(body: &[u8], most: usize) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = letters(body).map_while(digit).take(most.saturating_mul(2)).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

/// Five letters from `!` to `u` are four bytes, `z` four zeros.
fn base_85(body: &[u8], most: usize) -> Vec<u8> {
    let (mut expanded, mut group) = (Vec::new(), Vec::new());
    for letter in letters(body) {
        match letter {
            b'z' if group.is_empty() => expanded.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(letter - b'!')),
            _ => break,
        }
        if group.len() == 5 {
            let value = group.drain(..).fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(digit));
            expanded.extend(value.to_be_bytes());
        }
        if expanded.len() >= most {
            break;
        }
    }
    expanded
}

/// The letters of a stream that is written as text.
fn letters(body: &[u8]) -> impl Iterator<Item = &u8> {
    body.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("a buffer");
        encoder.finish().expect("a buffer")
    }

    fn pdf(body: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n1 0 obj << >> stream\n", body, b"\nendstream endobj"].concat()
    }

    fn is_refused(body: &[u8]) -> bool {
        matches!(measure(&pdf(body), 1 << 20), Err(Unreadable::TooExpanded))
    }

    #[test]
    fn bombs_of_every_filter_are_refused() {
        let zeros = vec![0; 2 << 20];
        let lzw = |encoder: weezl::encode::Encoder| {
            let mut encoder = encoder;
            encoder.encode(&zeros).expect("an encoder")
        };
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X} ")).collect::<String>().into_bytes();
        assert!(is_refused(&zlib(&zeros)));
        assert!(is_refused(&zlib(&zlib(&zeros))));
        assert!(is_refused(&lzw(weezl::encode::Encoder::new(BitOrder::Msb, 8))));
        assert!(is_refused(&lzw(weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8))));
        assert!(is_refused(&[129, 7].repeat(20_000).into_iter().chain([128]).collect::<Vec<_>>()));
        assert!(is_refused(&hex(&zlib(&zeros))));
        assert!(is_refused(&b"z".repeat(300_000)));
        assert!(is_refused(&zlib(&zeros)[2..]), "deflate without a head");
        assert!(!is_refused(&zlib(b"q 1 0 0 1 0 0 cm Q")));
    }

    #[test]
    fn what_is_behind_a_key_is_refused() {
        for name in ["/Encrypt", "/#45ncrypt", "/Encryp#74"] {
            let bytes = [pdf(b""), format!("trailer << {name} 5 0 R >>").into_bytes()].concat();
            assert!(matches!(measure(&bytes, 1 << 20), Err(Unreadable::Locked)), "{name}");
        }
        let broken = zlib(b"q 1 0 0 1 0 0 cm Q some more of a page");
        assert!(matches!(measure(&pdf(&broken[..broken.len() / 2]), 1 << 20), Err(Unreadable::Damaged(_))));
    }
}
