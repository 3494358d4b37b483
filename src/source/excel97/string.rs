//! The shared strings of an .xls file.

use super::super::mark::Look;

/// A shared string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SharedString {
    /// Its letters, in UTF-16; empty if all of them have the look of the cell.
    letters: Vec<u16>,
    /// The index of the first letter of each run that has a look of its own, and that look.
    runs: Vec<(usize, Look)>,
}

impl SharedString {
    /// Whether all letters have the look of the cell.
    pub(super) fn is_plain(&self) -> bool {
        self.runs.is_empty()
    }

    /// The full text, and the text without note marks and struck-out letters; `None` if the two are
    /// the same. `cell` is the look of the cell.
    pub(super) fn visible_text(&self, cell: Look) -> Option<[String; 2]> {
        let looks = std::iter::once(&(0, cell)).chain(&self.runs).copied().collect::<Vec<_>>();
        let ends = self.runs.iter().map(|(first, _)| *first).chain([self.letters.len()]);
        let runs = looks.iter().zip(ends).filter_map(|((first, look), end)| {
            let run = String::from_utf16_lossy(self.letters.get(*first..end)?);
            look.says(&run).then_some(run)
        });

        let (all, text) = (String::from_utf16_lossy(&self.letters), runs.collect());
        Some([all, text]).filter(|[all, shown]| shown != all)
    }
}

/// Reads the strings of a table that is split over several records. A table that breaks off ends
/// with its last complete string.
pub(super) fn shared_strings(pieces: &[&[u8]], fonts: &[Look]) -> Vec<SharedString> {
    let mut reader = StringReader { pieces, at: 0 };
    std::iter::from_fn(|| reader.string(fonts)).collect()
}

/// The look of a font, by its number. The file format skips the number 4.
pub(super) fn font_of(fonts: &[Look], number: usize) -> Look {
    fonts.get(if number > 4 { number - 1 } else { number }).copied().unwrap_or_default()
}

struct StringReader<'a> {
    /// The remaining pieces.
    pieces: &'a [&'a [u8]],
    /// The position in the first of them.
    at: usize,
}

impl StringReader<'_> {
    /// The next byte, which may be in the next piece.
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.first()?.len() {
            self.pieces = &self.pieces[1..];
            self.at = 0;
        }
        self.at += 1;
        Some(self.pieces[0][self.at - 1])
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |sum, index| Some(sum | usize::from(self.byte()?) << (8 * index)))
    }

    fn string(&mut self, fonts: &[Look]) -> Option<SharedString> {
        let length = self.number(2)?;
        let mut flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let more = if flags & 4 == 0 { 0 } else { self.number(4)? };

        let mut letters: Vec<u16> = Vec::with_capacity(length);
        while letters.len() < length {
            // A string that continues in the next piece states the width of its letters again.
            if self.at >= self.pieces.first()?.len() {
                flags = self.byte()?;
            }
            letters.push(u16::try_from(self.number(if flags & 1 == 0 { 1 } else { 2 })?).ok()?);
        }

        // Each run has the index of its first letter and the number of its font.
        let mut looks: Vec<(usize, Look)> = Vec::new();
        for _ in 0..runs {
            let (first, font) = (self.number(2)?, self.number(2)?);
            let after = looks.last().map_or(0, |(before, _)| *before);
            looks.push((first.clamp(after, length.max(after)), font_of(fonts, font)));
        }
        for _ in 0..more {
            self.byte()?;
        }
        let letters = if looks.is_empty() { Vec::new() } else { letters };
        Some(SharedString { letters, runs: looks })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_in_pieces_and_runs_are_read() {
        let fonts = [
            Look::default(),
            Look { raised: true, struck: false },
            Look { raised: false, struck: true },
        ];
        // `13,5` with a raised 1; `Sở Y` with two bytes per letter, split after the first letter;
        // `9 8` with the 9 struck out.
        let first = [&[5, 0, 8, 1, 0][..], b"13,51", &[4, 0, 1, 0], &[4, 0, 1, 0x53, 0]].concat();
        let second = [
            &[1, 0xdf, 0x1e, 0x20, 0, 0x59, 0][..],
            &[3, 0, 8, 2, 0],
            b"9 8",
            &[0, 0, 2, 0, 1, 0, 0, 0],
        ]
        .concat();
        let strings = shared_strings(&[&first, &second], &fonts);
        let shown =
            |string: &SharedString| string.visible_text(Look::default()).map(|[_, shown]| shown);
        let found: Vec<_> = strings.iter().map(shown).collect();
        assert_eq!(found, [Some("13,5".to_owned()), None, Some(" 8".to_owned())]);
        assert_eq!(shared_strings(&[&first[..7]], &fonts), []);
    }
}
