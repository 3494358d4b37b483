//! Checks that the compressed streams of a PDF are complete, and rejects encrypted files. Where a
//! stream breaks off the library reads on, and the rest of the stream would be missing silently.
//!
//! The expanded size of a stream is not checked here: the memory of the whole reader is limited.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use memchr::memmem;

use super::super::ReadError;
use super::lost;

/// The most bytes before a stream in which its dictionary is looked for.
const LONGEST_DICTIONARY: usize = 20_000;
/// The most values in a row of a stream with a predictor. The library allocates a whole row,
/// however long the dictionary declares it to be.
const MOST_COLUMNS: i32 = 100_000;

/// Checks the bytes of a file before the library opens it, since on opening it expands the streams
/// that state where the objects are.
///
/// # Errors
/// Returns an error if the file is encrypted or one of its streams is damaged.
pub(super) fn check_file(bytes: &[u8]) -> Result<(), ReadError> {
    if memmem::find(&unescaped(bytes), b"/Encrypt").is_some() {
        return Err(ReadError::Locked);
    }

    let mut begins = 0;
    for at in memmem::find_iter(bytes, b"stream").filter(|at| !bytes[..*at].ends_with(b"end")) {
        let dictionary = &bytes[begins.max(at.saturating_sub(LONGEST_DICTIONARY))..at];
        let dictionary = unescaped(&dictionary[memmem::rfind(dictionary, b"obj").unwrap_or(0)..]);
        begins = at;

        let damaged = || ReadError::Damaged(format!("PDF, byte {at}"));
        let body = bytes[at + b"stream".len()..].trim_ascii_start();
        let tells_objects = [&b"/XRef"[..], b"/ObjStm"]
            .iter()
            .any(|kind| memmem::find(&dictionary, kind).is_some());
        if tells_objects && !is_plain(&dictionary) {
            return Err(damaged());
        }

        let is_filtered = memmem::find(&dictionary, b"/Filter").is_some();
        if is_zlib(body) && (is_filtered || !tells_objects) {
            // Data that begin as a compressed stream and break off may be part of a page.
            if is_plain(&dictionary) && !is_whole(ZlibDecoder::new(body)) {
                return Err(damaged());
            }
        } else if tells_objects && is_filtered {
            return Err(damaged());
        }
    }
    Ok(())
}

/// Checks the streams of an open file, with the filters that the library will use.
///
/// # Errors
/// Returns an error if a stream is damaged, or if the instructions of a form object break off.
pub(super) fn check_streams(pdf: &Pdf) -> Result<(), ReadError> {
    for object in pdf.objects() {
        if let Object::Stream(stream) = object {
            check_stream(&stream)?;
            let is_drawn =
                stream.dict().get::<Name<'_>>(b"Subtype").is_some_and(|kind| &*kind == b"Form");
            if is_drawn && !stream.decoded_data().is_ok_and(|content| lost::is_whole(&content)) {
                return Err(ReadError::Damaged("PDF, /Form".to_owned()));
            }
        }
    }
    Ok(())
}

fn check_stream(stream: &Stream<'_>) -> Result<(), ReadError> {
    let damaged = || Err(ReadError::Damaged("PDF".to_owned()));

    if !has_short_rows(stream.dict()) {
        return damaged();
    }

    let mut content = stream.raw_data();
    for filter in stream.filters() {
        content = Cow::Owned(match filter {
            // The checksum of the outer stream covers any stream compressed within it.
            Filter::FlateDecode
                if is_whole(ZlibDecoder::new(&*content))
                    || is_whole(DeflateDecoder::new(&*content)) =>
            {
                return Ok(());
            }
            Filter::FlateDecode => return damaged(),
            Filter::AsciiHexDecode => hexadecimal(&content),
            Filter::Ascii85Decode => base_85(&content),
            // The other filters have no checksum. Pictures are not read, and encrypted files were
            // rejected before.
            _ => return Ok(()),
        });
    }
    Ok(())
}

/// Whether a compressed stream ends where it should.
fn is_whole(mut stream: impl Read) -> bool {
    io::copy(&mut stream, &mut io::sink()).is_ok()
}

/// Decodes the names of a PDF, which may write letters as numbers: `/#45ncrypt` is `/Encrypt`.
fn unescaped(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'#') {
        return Cow::Borrowed(bytes);
    }
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).filter(|_| *byte == b'#');
        let value = digits
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        plain.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    Cow::Owned(plain)
}

/// Whether a dictionary has no filter or `/FlateDecode` alone, and rows of fewer than 100,000
/// columns.
fn is_plain(dictionary: &[u8]) -> bool {
    let mut filters =
        memmem::find_iter(dictionary, b"/Filter").map(|at| dictionary[at + 7..].trim_ascii_start());
    let is_flate = |value: &[u8]| {
        let list = value.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
        let rest =
            list.unwrap_or(value).strip_prefix(b"/FlateDecode").map(<[u8]>::trim_ascii_start);
        rest.is_some_and(|rest| list.is_none() || rest.starts_with(b"]"))
    };

    let mut columns = memmem::find_iter(dictionary, b"/Columns")
        .map(|at| dictionary[at + 8..].trim_ascii_start());
    let is_few = |value: &[u8]| value.iter().take_while(|byte| byte.is_ascii_digit()).count() < 6;
    filters.all(is_flate) && columns.all(is_few)
}

/// Whether the rows of a stream have at most [`MOST_COLUMNS`] columns and as many colours.
fn has_short_rows(dict: &Dict<'_>) -> bool {
    let is_short = |parameters: Dict<'_>| {
        [&b"Columns"[..], b"Colors"].iter().all(|key| {
            parameters.get::<Object<'_>>(key).is_none_or(|value| {
                value.into_i32().is_some_and(|value| (0..=MOST_COLUMNS).contains(&value))
            })
        })
    };
    [&b"DecodeParms"[..], b"DP"].iter().all(|key| {
        dict.get::<Dict<'_>>(key).is_none_or(is_short)
            && dict.get::<Array<'_>>(key).is_none_or(|array| {
                array.iter::<Object<'_>>().filter_map(Object::into_dict).all(is_short)
            })
    })
}

/// Whether data begin with the two-byte header of a zlib stream, which contains a checksum.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31))
}

/// Decodes hexadecimal data: two digits per byte, up to `>`.
fn hexadecimal(body: &[u8]) -> Vec<u8> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = letters(body).map_while(digit).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

/// Decodes base-85 data: five letters from `!` to `u` for four bytes, and `z` for four zero bytes.
/// A shorter group at the end has one byte less than letters.
fn base_85(body: &[u8]) -> Vec<u8> {
    let (mut expanded, mut group) = (Vec::new(), Vec::new());
    let flush = |group: &mut Vec<u32>, expanded: &mut Vec<u8>| {
        let count = group.len().saturating_sub(1);
        group.resize(5, 84);
        let value =
            group.drain(..).fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(digit));
        expanded.extend_from_slice(&value.to_be_bytes()[..count]);
    };

    for letter in letters(body) {
        match letter {
            b'z' => {
                flush(&mut group, &mut expanded);
                expanded.extend([0; 4]);
            }
            b'!'..=b'u' => group.push(u32::from(letter - b'!')),
            _ => break,
        }
        if group.len() == 5 {
            flush(&mut group, &mut expanded);
        }
    }

    flush(&mut group, &mut expanded);
    expanded
}

/// The bytes of a stream that is encoded as text, without white space.
fn letters(body: &[u8]) -> impl Iterator<Item = &u8> {
    body.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;
    use std::sync::Arc;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("a buffer");
        encoder.finish().expect("a buffer")
    }

    /// A file with one page, whose content stream has this dictionary.
    fn pdf(dictionary: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count \
            1/Kids[3 0 R]>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 \
            R/Resources<<>>>>endobj\n\
             4 0 obj<<{dictionary}/Length {}>>stream\n",
            body.len()
        );
        [head.as_bytes(), body, b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"].concat()
    }

    fn checked(bytes: &[u8]) -> Result<(), ReadError> {
        check_file(bytes)?;
        check_streams(&Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF"))
    }

    #[test]
    fn complete_streams_are_read() {
        let content = zlib(b"q 1 0 0 1 0 0 cm Q");
        let hex = |bytes: &[u8]| {
            bytes.iter().map(|byte| format!("{byte:02X} ")).collect::<String>().into_bytes()
        };
        for (filters, body) in [
            ("/FlateDecode", content.clone()),
            ("/FlateDecode", content[2..].to_vec()),
            ("[/FlateDecode/FlateDecode]", zlib(&content)),
            ("[/A#48x/Fl]", hex(&content)),
            ("/RunLengthDecode", vec![129, 7, 128]),
        ] {
            let found = checked(&pdf(&format!("/Filter{filters}"), &body));
            assert!(found.is_ok(), "{filters}: {found:?}");
        }
    }

    #[test]
    fn damaged_and_oversized_streams_are_rejected() {
        let refused = |dictionary: &str, body: &[u8]| {
            let found = checked(&pdf(dictionary, body));
            assert!(matches!(found, Err(ReadError::Damaged(_))), "{dictionary}: {found:?}");
        };
        let plain = zlib(b"q 1 0 0 1 0 0 cm Q some more of a page");
        refused("/Filter/FlateDecode", &plain[..plain.len() / 2]);
        // A stored block whose two lengths contradict each other: the library would read on.
        refused("/Filter/FlateDecode", &[&[0, 1, 0, 0, 0, 0x41][..], &plain[2..]].concat());
        let hex: String =
            plain[..plain.len() / 2].iter().map(|byte| format!("{byte:02x}")).collect();
        refused("/Filter[/ASCIIHexDecode/FlateDecode]", hex.as_bytes());
        refused(
            "/Filter/FlateDecode/DecodeParms<</Predictor 12/Colors 5/Columns 40000000>>",
            &plain,
        );
        refused("/Type/#58Ref/Filter/LZWDecode", b"x");
        refused("/Type/ObjStm/Filter[/FlateDecode/FlateDecode]", &plain);
        refused("/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Columns 40000000>>", &plain);
    }

    #[test]
    fn encrypted_files_are_rejected() {
        for name in ["/Encrypt", "/#45ncrypt", "/Encryp#74"] {
            let bytes = [pdf("", b""), format!("trailer << {name} 5 0 R >>").into_bytes()].concat();
            assert!(matches!(check_file(&bytes), Err(ReadError::Locked)), "{name}");
        }
    }
}
