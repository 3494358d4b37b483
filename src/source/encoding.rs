//! Bytes → text, in an encoding that is detected or given by the user.

use std::borrow::Cow;
use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use serde::{Deserialize, Serialize};

use super::{OtherKind, ReadError, Remark};

/// An encoding of Vietnamese text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows code page 1258.
    Windows1258,
}

impl Charset {
    /// Every encoding.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1258];

    /// Its common name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.encoding().name()
    }

    fn encoding(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1258 => WINDOWS_1258,
        }
    }
}

impl FromStr for Charset {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = if text.eq_ignore_ascii_case("utf-16") { "utf-16le" } else { text };
        Self::ALL.into_iter().find(|charset| charset.name().eq_ignore_ascii_case(name)).ok_or_else(
            || {
                let names: Vec<_> = Self::ALL.iter().map(|charset| charset.name()).collect();
                format!("{text:?} is not a known encoding; use one of {}", names.join(", "))
            },
        )
    }
}

/// The text of a file without a byte order mark, and a remark if it is not in UTF-8.
pub(super) fn decode(
    bytes: &[u8],
    given: Option<Charset>,
) -> Result<(Cow<'_, str>, Option<Remark>), ReadError> {
    let charset = match given {
        Some(charset) => charset,
        None => detect(bytes)?,
    };

    let (text, is_wrong) = charset.encoding().decode_with_bom_removal(bytes);
    if is_wrong {
        let before = text.split('\u{fffd}').next().unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        return Err(ReadError::NotInEncoding { name: charset.name().into(), line });
    }

    let remark = (charset != Charset::Utf8).then_some(Remark::Encoding(charset));
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok((text, remark)) }
}

fn detect(bytes: &[u8]) -> Result<Charset, ReadError> {
    if bytes.starts_with(b"\xff\xfe") {
        return Ok(Charset::Utf16Le);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Ok(Charset::Utf16Be);
    }
    if bytes.contains(&0) {
        // In UTF-16 about half of the bytes are the zeros of Latin letters, all on the same side.
        let sample = &bytes[..bytes.len().min(4096)];
        let zeros =
            |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
        let (first, second) = (zeros(0), zeros(1));
        return if second * 4 > sample.len() && first * 20 < sample.len() {
            Ok(Charset::Utf16Le)
        } else if first * 4 > sample.len() && second * 20 < sample.len() {
            Ok(Charset::Utf16Be)
        } else {
            Err(ReadError::OtherKind(OtherKind::Binary))
        };
    }

    if std::str::from_utf8(bytes).is_ok() {
        return Ok(Charset::Utf8);
    }

    let (text, _, _) = WINDOWS_1252.decode(bytes);
    check_old(&text)?;
    Ok(Charset::Windows1258)
}

/// Words of decisions in old encodings, as they look in the Western European code page.
const OLD: [(&str, [&str; 10]); 2] = [
    (
        "TCVN3 (ABC)",
        ["®¬n vþ", "së", "tønh", "®ióm", "huyön", "x·", "tæng", "c¶i c¸ch", "quyõt ®þnh", "ñy ban"],
    ),
    (
        "VNI",
        [
            "ñôn vò",
            "sôû",
            "tænh",
            "ñieåm",
            "huyeän",
            "xaõ",
            "toång",
            "caûi caùch",
            "quyeát ñònh",
            "uûy ban",
        ],
    ),
];

/// Returns an error for text in a Vietnamese encoding older than Unicode. The text may have been
/// decoded from bytes, or copied letter by letter from a document that relies on a font.
pub(super) fn check_old(text: &str) -> Result<(), ReadError> {
    let label = text.to_lowercase();
    let hits = |words: &[&str]| words.iter().filter(|word| label.contains(**word)).count();
    let found = OLD.iter().map(|(name, words)| (hits(words), *name)).max_by_key(|(hits, _)| *hits);
    let Some((_, name)) = found.filter(|(hits, _)| *hits > 2) else { return Ok(()) };

    let foreign = |word: &&str| word.chars().any(|c| ('\u{a1}'..'\u{100}').contains(&c));
    let sample: Vec<_> = text.split_whitespace().filter(foreign).take(4).collect();
    Err(ReadError::OldEncoding { name: name.into(), sample: sample.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Option<Remark>) {
        let (text, remark) = decode(bytes, None).expect("a text");
        (text.into_owned(), remark)
    }

    #[test]
    fn the_encoding_is_detected() {
        let text = "Sở Tư pháp; điểm";
        assert_eq!(decoded(text.as_bytes()), (text.to_owned(), None));
        let utf16 =
            |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        assert_eq!(
            decoded(&utf16(u16::to_le_bytes)),
            (text.to_owned(), Some(Remark::Encoding(Charset::Utf16Le)))
        );
        assert_eq!(
            decoded(&utf16(u16::to_be_bytes)),
            (text.to_owned(), Some(Remark::Encoding(Charset::Utf16Be)))
        );
        // Code page 1258 writes the tone mark after its vowel.
        let (text, remark) = decoded(b"S\xf5\xd2 Y t\xea\xec");
        assert_eq!(
            (crate::model::clean(&text).as_str(), remark),
            ("Sở Y tế", Some(Remark::Encoding(Charset::Windows1258)))
        );
    }

    #[test]
    fn old_encodings_are_named() {
        let tcvn3 = b"Q\xb8y\xd5t \xae\xdenh: \xae\xacn v\xde, \xae\xd3m, S\xeb Y t\xd5, t\xd8nh, \
            huy\xd6n, x\xb7, T\xe6ng";
        assert!(
            matches!(decode(tcvn3, None), Err(ReadError::OldEncoding { name, .. }) if name == "TCVN3 (ABC)")
        );
        let vni = "Sôû Y teá, ñôn vò, ñieåm, Toång, huyeän";
        assert!(
            matches!(check_old(vni), Err(ReadError::OldEncoding { name, .. }) if name == "VNI")
        );
        assert!(check_old("Sở Tư pháp, đơn vị, điểm, tổng, huyện, xã, tỉnh").is_ok());
    }

    #[test]
    fn text_must_be_in_the_encoding_that_is_given() {
        let wrong = decode(b"a\nb\xff", Some(Charset::Utf8));
        assert!(matches!(wrong, Err(ReadError::NotInEncoding { line: 2, .. })));
        assert_eq!("UTF-16".parse::<Charset>(), Ok(Charset::Utf16Le));
        assert!("latin1".parse::<Charset>().is_err());
    }
}
