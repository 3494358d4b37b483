//! How many bytes the compressed streams of a PDF give: the library that expands them sets no limit.
//!
//! To open a file the library expands the streams that tell where its objects are, before anybody can ask what they are:
//! these are looked for in the bytes of the file, and have to be plain. All others are measured once it is open, by the
//! filters that the library will use.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use memchr::memmem;
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::super::Unreadable;

/// Streams of documents are compressed twice at most.
const MOST_FILTERS: usize = 4;
/// The longest dictionary before a stream that is looked at, in bytes.
const LONGEST_DICTIONARY: usize = 20_000;
/// The most values in a row of a stream whose rows are predicted from each other.
const MOST_COLUMNS: i32 = 100_000;

/// What may still be expanded of a file.
pub(super) struct Measure {
    left: usize,
}

impl Measure {
    /// Measures what the library expands to open a file; refuses a file that hides its streams behind a key.
    pub(super) fn of_file(bytes: &[u8], most: u64) -> Result<Self, Unreadable> {
        if memmem::find(&unescaped(bytes), b"/Encrypt").is_some() {
            return Err(Unreadable::Locked);
        }
        let mut own = Self { left: usize::try_from(most).unwrap_or(usize::MAX) };
        let mut begins = 0;
        for at in memmem::find_iter(bytes, b"stream").filter(|at| !bytes[..*at].ends_with(b"end")) {
            let dictionary = &bytes[begins.max(at.saturating_sub(LONGEST_DICTIONARY))..at];
            let dictionary = unescaped(&dictionary[memmem::rfind(dictionary, b"obj").unwrap_or(0)..]);
            begins = at;
            let damaged = || Unreadable::Damaged(format!("PDF, byte {at}"));
            let body = bytes[at + b"stream".len()..].trim_ascii_start();
            let tells_objects =
                [&b"/XRef"[..], b"/ObjStm"].iter().any(|kind| memmem::find(&dictionary, kind).is_some());
            if tells_objects && !is_plain(&dictionary) {
                return Err(damaged());
            }
            let is_filtered = memmem::find(&dictionary, b"/Filter").is_some();
            if is_zlib(body) && (is_filtered || !tells_objects) {
                let (expanded, is_whole) = read(ZlibDecoder::new(body), own.left);
                own.take(expanded.len())?;
                // What begins as a compressed stream and breaks off is part of a page.
                if !is_whole && is_plain(&dictionary) {
                    return Err(damaged());
                }
            } else if tells_objects && is_filtered {
                return Err(damaged());
            }
        }
        own.left = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(own)
    }

    /// Measures the streams of an open file.
    pub(super) fn of_streams(&mut self, pdf: &Pdf) -> Result<(), Unreadable> {
        for object in pdf.objects() {
            if let Object::Stream(stream) = object {
                self.stream(&stream)?;
            }
        }
        Ok(())
    }

    /// Measures what a page draws, which several pages may share and the library copies for each.
    pub(super) fn of_page(&mut self, page: &Page<'_>) -> Result<(), Unreadable> {
        const CONTENTS: &[u8] = b"Contents";
        if let Some(stream) = page.raw().get::<Stream<'_>>(CONTENTS) {
            return self.stream(&stream);
        }
        let streams = page.raw().get::<Array<'_>>(CONTENTS);
        let mut streams = streams.iter().flat_map(Array::iter::<Stream<'_>>);
        streams.try_for_each(|stream| self.stream(&stream))
    }

    fn stream(&mut self, stream: &Stream<'_>) -> Result<(), Unreadable> {
        let filters = stream.filters();
        if filters.len() > MOST_FILTERS || !has_short_rows(stream.dict()) {
            return Err(Unreadable::Damaged("PDF".to_owned()));
        }
        let mut content = stream.raw_data();
        self.take(content.len())?;
        for filter in filters {
            let (expanded, is_whole) = match filter {
                Filter::FlateDecode => inflate(&content, self.left),
                Filter::LzwDecode => (lzw(&content, self.left), true),
                Filter::RunLengthDecode => (run_length(&content, self.left), true),
                Filter::AsciiHexDecode => (hexadecimal(&content, self.left), true),
                Filter::Ascii85Decode => (base_85(&content, self.left), true),
                // Pictures are not drawn, and nothing is behind a key.
                _ => return Ok(()),
            };
            self.take(expanded.len())?;
            // The library reads on where a compressed stream is broken.
            if !is_whole {
                return Err(Unreadable::Damaged("PDF".to_owned()));
            }
            content = Cow::Owned(expanded);
        }
        Ok(())
    }

    fn take(&mut self, bytes: usize) -> Result<(), Unreadable> {
        self.left = self.left.saturating_sub(bytes);
        if self.left == 0 { Err(Unreadable::TooExpanded) } else { Ok(()) }
    }
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

/// Whether a dictionary names no filter, or `/FlateDecode` alone, and rows of no more than a few columns.
fn is_plain(dictionary: &[u8]) -> bool {
    let mut filters = memmem::find_iter(dictionary, b"/Filter").map(|at| dictionary[at + 7..].trim_ascii_start());
    let is_flate = |value: &[u8]| {
        let list = value.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
        let rest = list.unwrap_or(value).strip_prefix(b"/FlateDecode").map(<[u8]>::trim_ascii_start);
        rest.is_some_and(|rest| list.is_none() || rest.starts_with(b"]"))
    };
    let mut columns = memmem::find_iter(dictionary, b"/Columns").map(|at| dictionary[at + 8..].trim_ascii_start());
    let is_few = |value: &[u8]| value.iter().take_while(|byte| byte.is_ascii_digit()).count() < 6;
    filters.all(is_flate) && columns.all(is_few)
}

/// Whether the rows of a stream are no longer than those of a picture: the library holds one, however long it is said
/// to be.
fn has_short_rows(dict: &Dict<'_>) -> bool {
    let is_short = |own: Dict<'_>| {
        [&b"Columns"[..], b"Colors"].iter().all(|key| {
            own.get::<Object<'_>>(key)
                .is_none_or(|value| value.into_i32().is_some_and(|value| (0..=MOST_COLUMNS).contains(&value)))
        })
    };
    [&b"DecodeParms"[..], b"DP"].iter().all(|key| {
        dict.get::<Dict<'_>>(key).is_none_or(is_short)
            && dict
                .get::<Array<'_>>(key)
                .is_none_or(|array| array.iter::<Object<'_>>().filter_map(Object::into_dict).all(is_short))
    })
}

/// The two bytes of a compressed stream's head have a check in them.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..]
        if first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)).is_multiple_of(31))
}

/// The head of a compressed stream may be missing.
fn inflate(body: &[u8], most: usize) -> (Vec<u8>, bool) {
    let (expanded, is_whole) = read(ZlibDecoder::new(body), most);
    if is_whole { (expanded, true) } else { read(DeflateDecoder::new(body), most) }
}

/// What a stream gives before it ends, breaks off or reaches a limit; and whether it did not break off.
fn read(stream: impl Read, most: usize) -> (Vec<u8>, bool) {
    let mut expanded = Vec::new();
    let is_whole = stream.take(most as u64).read_to_end(&mut expanded).is_ok();
    (expanded, is_whole)
}

/// Codes grow longer one code sooner or later; of the two readings the longer one counts.
fn lzw(body: &[u8], most: usize) -> Vec<u8> {
    let [sooner, later] =
        [Decoder::with_tiff_size_switch(BitOrder::Msb, 8), Decoder::new(BitOrder::Msb, 8)].map(|mut decoder| {
            let (mut rest, mut expanded, mut buffer) = (body, Vec::new(), [0; 8192]);
            while expanded.len() < most {
                let result = decoder.decode_bytes(rest, &mut buffer);
                rest = &rest[result.consumed_in..];
                expanded.extend_from_slice(&buffer[..result.consumed_out]);
                if !matches!(result.status, Ok(LzwStatus::Ok)) {
                    break;
                }
            }
            expanded
        });
    if later.len() > sooner.len() { later } else { sooner }
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

/// Five letters from `!` to `u` are four bytes, fewer at the end one less than letters, `z` four zeros.
fn base_85(body: &[u8], most: usize) -> Vec<u8> {
    let (mut expanded, mut group) = (Vec::new(), Vec::new());
    let flush = |group: &mut Vec<u32>, expanded: &mut Vec<u8>| {
        let given = group.len().saturating_sub(1);
        group.resize(5, 84);
        let value = group.drain(..).fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(digit));
        expanded.extend_from_slice(&value.to_be_bytes()[..given]);
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
        if expanded.len() >= most {
            break;
        }
    }
    flush(&mut group, &mut expanded);
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
    use std::sync::Arc;
    use weezl::encode::Encoder;

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("a buffer");
        encoder.finish().expect("a buffer")
    }

    /// A file of one page that draws a stream with such a dictionary, as often as said.
    fn pdf(dictionary: &str, body: &[u8], times: usize) -> Vec<u8> {
        let contents = "4 0 R ".repeat(times);
        let head = format!(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
             3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[{contents}]/Resources<<>>>>endobj\n\
             4 0 obj<<{dictionary}/Length {}>>stream\n",
            body.len()
        );
        [head.as_bytes(), body, b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"].concat()
    }

    fn measured(bytes: &[u8]) -> Result<(), Unreadable> {
        let mut measure = Measure::of_file(bytes, 1 << 20)?;
        let pdf = Pdf::new(Arc::new(bytes.to_vec())).expect("a PDF");
        measure.of_streams(&pdf)?;
        pdf.pages().iter().try_for_each(|page| measure.of_page(page))
    }

    #[test]
    fn bombs_of_every_filter_are_refused() {
        let zeros = vec![0; 2 << 20];
        let lzw = |mut encoder: Encoder| encoder.encode(&zeros).expect("an encoder");
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02X} ")).collect::<String>().into_bytes();
        let runs: Vec<u8> = [129, 7].repeat(20_000).into_iter().chain([128]).collect();
        for (filters, body) in [
            ("/FlateDecode", zlib(&zeros)),
            ("/FlateDecode", zlib(&zeros)[2..].to_vec()),
            ("[/FlateDecode/FlateDecode]", zlib(&zlib(&zeros))),
            ("/LZWDecode", lzw(Encoder::with_tiff_size_switch(BitOrder::Msb, 8))),
            ("/LZWDecode/DecodeParms<</EarlyChange 0>>", lzw(Encoder::new(BitOrder::Msb, 8))),
            ("/RunLengthDecode", runs.clone()),
            ("[/A#48x/Fl]", hex(&zlib(&zeros))),
            ("[/ASCII85Decode]", [&b"!!"[..], &b"z".repeat(300_000), b"!"].concat()),
        ] {
            let found = measured(&pdf(&format!("/Filter{filters}"), &body, 1));
            assert!(matches!(found, Err(Unreadable::TooExpanded)), "{filters}: {found:?}");
        }
        // What looks like another kind of stream is read as what it is said to be.
        let disguised = [&[0x78, 0x9c, 3, 0, 0, 0, 0, 1][..], &[0; 114], &runs].concat();
        assert!(matches!(measured(&pdf("/Filter/RunLengthDecode", &disguised, 1)), Err(Unreadable::TooExpanded)));
        assert!(measured(&pdf("/Filter/FlateDecode", &zlib(b"q 1 0 0 1 0 0 cm Q"), 1)).is_ok());
        let shared = pdf("/Filter/FlateDecode", &zlib(&vec![b' '; 100_000]), 50);
        assert!(matches!(measured(&shared), Err(Unreadable::TooExpanded)), "one stream many times");
    }

    #[test]
    fn streams_that_are_not_what_they_should_be_are_refused() {
        let refused = |dictionary: &str, body: &[u8]| {
            let found = measured(&pdf(dictionary, body, 1));
            assert!(matches!(found, Err(Unreadable::Damaged(_))), "{dictionary}: {found:?}");
        };
        let plain = zlib(b"q 1 0 0 1 0 0 cm Q some more of a page");
        refused("/Filter/FlateDecode", &plain[..plain.len() / 2]);
        // A block that is stored, with a length that contradicts itself: the library would read on.
        refused("/Filter/FlateDecode", &[&[0, 1, 0, 0, 0, 0x41][..], &plain[2..]].concat());
        refused("/Filter[/FlateDecode/FlateDecode/FlateDecode/FlateDecode/FlateDecode]", &plain);
        refused("/Filter/FlateDecode/DecodeParms<</Predictor 12/Colors 5/Columns 40000000>>", &plain);
        refused("/Type/#58Ref/Filter/LZWDecode", b"x");
        refused("/Type/ObjStm/Filter[/FlateDecode/FlateDecode]", &plain);
        refused("/Type/ObjStm/Filter/FlateDecode/DecodeParms<</Columns 40000000>>", &plain);
    }

    #[test]
    fn what_is_behind_a_key_is_refused() {
        for name in ["/Encrypt", "/#45ncrypt", "/Encryp#74"] {
            let bytes = [pdf("", b"", 1), format!("trailer << {name} 5 0 R >>").into_bytes()].concat();
            assert!(matches!(Measure::of_file(&bytes, 1 << 20), Err(Unreadable::Locked)), "{name}");
        }
    }
}
