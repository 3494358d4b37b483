//! Letters → lines of text and their words.

use super::super::mark::is_note_mark;
use super::page::Letter;

/// Letters on one baseline, from left to right.
pub(super) struct Line {
    pub(super) baseline: f64,
    /// The size of its largest visible letter.
    pub(super) size: f64,
    letters: Vec<Letter>,
}

/// Consecutive letters without a gap between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Word {
    pub(super) fn center(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// Letters smaller than this share of their line's size may be a raised note mark.
const SMALLER: f64 = 0.72;

/// Letters → lines from top to bottom, without note marks and blank lines.
pub(super) fn lines(mut letters: Vec<Letter>) -> Vec<Line> {
    letters.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        let is_same_line = |line: &&mut Line| {
            let last = line.letters.last();
            last.is_some_and(|last| {
                (letter.baseline - last.baseline).abs() < last.size.min(letter.size) * 0.4
            })
        };
        match lines.last_mut().filter(is_same_line) {
            Some(line) => line.letters.push(letter),
            None => {
                lines.push(Line { baseline: letter.baseline, size: 0.0, letters: vec![letter] });
            }
        }
    }

    for line in &mut lines {
        line.letters.sort_by(|a, b| a.left.total_cmp(&b.left));
        let visible = line.letters.iter().filter(|letter| !letter.text.trim().is_empty());
        line.size = visible.map(|letter| letter.size).fold(0.0, f64::max);
    }

    // A note mark is raised after a larger letter, within its line or, if raised further, on a line
    // of its own.
    for at in 0..lines.len() {
        for below in [at, at + 1] {
            let Some(size) = lines.get(below).map(|line| line.size) else { continue };
            if !lines[at].letters.iter().any(|letter| letter.size < size * SMALLER) {
                continue;
            }
            let is_large =
                |letter: &&Letter| letter.size >= size * SMALLER && !letter.text.trim().is_empty();
            let large: Vec<_> = lines[below].letters.iter().filter(is_large).cloned().collect();
            lines[at].letters.retain(|letter| !is_mark_after(letter, &large));
        }
    }
    lines.retain(|line| line.letters.iter().any(|letter| !letter.text.trim().is_empty()));
    lines
}

/// Whether a letter is a note mark after one of the larger letters, which are ordered from left to
/// right.
fn is_mark_after(letter: &Letter, large: &[Letter]) -> bool {
    // The larger letter may overlap the mark by a fifth of its size.
    let end = large.partition_point(|other| other.right < letter.left + other.size * 0.2);
    let before = end.checked_sub(1).and_then(|last| large.get(last));
    is_note_mark(&letter.text)
        && before.is_some_and(|before| {
            let raised = (before.baseline - letter.baseline) / before.size;
            letter.size < before.size * SMALLER
                && (0.2..0.7).contains(&raised)
                && letter.left - before.right < before.size
        })
}

impl Line {
    /// Whether some letters of a word are printed twice and others once. A letter that was taken
    /// for a second print may then be a separate letter.
    pub(super) fn is_half_doubled(&self) -> bool {
        self.letters.windows(2).any(|pair| {
            let is_visible = pair.iter().all(|letter| !letter.text.trim().is_empty());
            is_visible
                && pair[0].doubled != pair[1].doubled
                && pair[1].left - pair[0].right < pair[1].size * 0.1
        })
    }

    /// The words of the line. They may be separated by a gap instead of a space, as some programs
    /// write them.
    pub(super) fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut is_open = false;
        for letter in &self.letters {
            if letter.text.trim().is_empty() {
                is_open = false;
                continue;
            }

            // A number at the right edge of its cell may be close to the name in the next cell.
            let is_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
            let is_near = |word: &Word| {
                let changes = is_digit(&word.text) != is_digit(&letter.text)
                    && letter.text.ends_with(char::is_alphabetic);
                letter.left - word.right <= letter.size * if changes { 0.1 } else { 0.18 }
            };
            match words.last_mut().filter(|word| is_open && is_near(word)) {
                Some(word) => {
                    word.text.push_str(&letter.text);
                    word.right = word.right.max(letter.right);
                }
                None => words.push(Word {
                    text: letter.text.clone(),
                    left: letter.left,
                    right: letter.right,
                }),
            }
            is_open = true;
        }
        words
    }

    pub(super) fn text(&self) -> String {
        self.words().into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }
}
