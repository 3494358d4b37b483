//! Letters → lines of text and their words.

use super::page::Letter;

/// Letters on one baseline, from left to right.
pub(super) struct Line {
    pub(super) baseline: f64,
    /// The size of its largest letter.
    pub(super) size: f64,
    letters: Vec<Letter>,
}

/// Letters without a gap between them.
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

/// Letters this much smaller than their line may be the raised mark of a note.
const SMALLER: f64 = 0.72;

/// Letters → lines from top to bottom, without the marks of notes and without lines that show nothing.
pub(super) fn lines(mut letters: Vec<Letter>) -> Vec<Line> {
    letters.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        let near = |line: &&mut Line| {
            let last = line.letters.last();
            last.is_some_and(|last| (letter.baseline - last.baseline).abs() < last.size.min(letter.size) * 0.4)
        };
        match lines.last_mut().filter(near) {
            Some(line) => line.letters.push(letter),
            None => lines.push(Line { baseline: letter.baseline, size: 0.0, letters: vec![letter] }),
        }
    }
    for line in &mut lines {
        line.size = line.letters.iter().map(|letter| letter.size).fold(0.0, f64::max);
        let is_mark = |letter: &Letter| letter.size < line.size * SMALLER && is_mark(letter);
        let has_others = line.letters.iter().any(|letter| !is_mark(letter) && !letter.text.trim().is_empty());
        line.letters.retain(|letter| !(has_others && is_mark(letter)));
        line.letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    // A mark that is raised further makes a line of its own, a little above the one that it belongs to.
    let raised: Vec<bool> = lines
        .windows(2)
        .map(|pair| {
            let (line, below) = (&pair[0], &pair[1]);
            line.size < below.size * SMALLER
                && below.baseline - line.baseline < below.size * 0.7
                && line.letters.iter().all(is_mark)
        })
        .chain([false])
        .collect();
    let own = lines.into_iter().zip(raised).filter(|(_, is_raised)| !is_raised).map(|(line, _)| line);
    own.filter(|line| line.letters.iter().any(|letter| !letter.text.trim().is_empty())).collect()
}

fn is_mark(letter: &Letter) -> bool {
    letter.text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "()*".contains(c))
}

impl Line {
    /// The words: some producers leave a gap instead of a space.
    pub(super) fn words(&self) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut is_open = false;
        for letter in &self.letters {
            if letter.text.trim().is_empty() {
                is_open = false;
                continue;
            }
            // A number that ends at the edge of its cell may stand close to the name in the next one.
            let is_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
            let is_near = |word: &Word| {
                let changes =
                    is_digit(&word.text) != is_digit(&letter.text) && letter.text.ends_with(char::is_alphabetic);
                letter.left - word.right <= letter.size * if changes { 0.1 } else { 0.18 }
            };
            match words.last_mut().filter(|word| is_open && is_near(word)) {
                Some(word) => {
                    word.text.push_str(&letter.text);
                    word.right = word.right.max(letter.right);
                }
                None => words.push(Word { text: letter.text.clone(), left: letter.left, right: letter.right }),
            }
            is_open = true;
        }
        words
    }

    pub(super) fn text(&self) -> String {
        self.words().into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }
}
