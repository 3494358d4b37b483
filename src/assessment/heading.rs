//! What the words above a column mean. A new way to write a heading is added here and nowhere else.

use crate::model::{Part, Points, clean, match_key};

/// What the lowest heading of a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Sequence,
    Unit,
    Part(Part),
    Total,
    Rank,
    Grade,
}

const HEADINGS: &[(Heading, &[&str])] = &[
    (Heading::Sequence, &["stt", "tt", "số tt", "số thứ tự"]),
    (
        Heading::Unit,
        &[
            "tên đơn vị",
            "đơn vị",
            "tên cơ quan",
            "cơ quan",
            "cơ quan, đơn vị",
            "tên cơ quan, đơn vị",
            "sở, ban, ngành",
            "sở, ngành",
            "tên sở, ban, ngành",
            "huyện, thành phố",
            "huyện, thị xã, thành phố",
            "tên huyện, thành phố",
            "ubnd huyện, thành phố",
            "xã, phường, thị trấn",
            "tên xã, phường, thị trấn",
        ],
    ),
    (
        Heading::Part(Part::SelfScore),
        &[
            "tự chấm",
            "điểm tự chấm",
            "tự chấm điểm",
            "tự đánh giá",
            "điểm tự đánh giá",
            "đơn vị tự chấm",
            "tự đánh giá, chấm điểm",
        ],
    ),
    (
        Heading::Part(Part::Appraised),
        &["thẩm định", "điểm thẩm định", "kết quả thẩm định", "tổ thẩm định", "hội đồng thẩm định", "thẩm tra"],
    ),
    (
        Heading::Part(Part::Survey),
        &[
            "đt xhh",
            "đtxhh",
            "điểm đt xhh",
            "điểm đtxhh",
            "xhh",
            "điều tra xhh",
            "điều tra xã hội học",
            "điểm điều tra xã hội học",
            "điểm điều tra xhh",
            "khảo sát",
            "điểm khảo sát",
        ],
    ),
    (
        Heading::Total,
        &["tổng cộng", "tổng điểm", "tổng", "điểm tổng", "tổng số điểm", "cộng", "điểm đánh giá", "tổng điểm đạt được"],
    ),
    (Heading::Rank, &["xếp hạng", "hạng", "thứ hạng", "vị thứ", "xếp thứ", "xếp thứ hạng"]),
    (Heading::Grade, &["phân loại", "xếp loại", "loại"]),
];

/// A heading without its maximum, and the maximum: `Tự chấm (13,50)` is `Tự chấm` with 13.50 points.
pub(super) struct Title {
    pub(super) name: String,
    pub(super) maximum: Option<Points>,
}

impl Title {
    /// Reads a heading such as `Cải cách thể chế (Tối đa 11,00 điểm)`.
    pub(super) fn read(text: &str) -> Self {
        let text = clean(text);
        let parsed = text.strip_suffix(')').and_then(|open| open.rsplit_once('(')).and_then(|(name, inside)| {
            let inside = inside.to_lowercase();
            let inside = inside.trim().trim_start_matches("tối đa").trim_start_matches([' ', ':']);
            let number = inside.trim_end_matches('đ').trim_end_matches("điểm").trim();
            Points::parse(number).ok().map(|printed| (name.trim().to_owned(), printed.points))
        });
        match parsed {
            Some((name, maximum)) => Self { name, maximum: Some(maximum) },
            None => Self { name: text, maximum: None },
        }
    }

    /// What the heading says of its column, where it is a known one.
    pub(super) fn heading(&self) -> Option<Heading> {
        let key = match_key(&self.name);
        HEADINGS.iter().find(|(_, phrases)| phrases.contains(&key.as_str())).map(|(heading, _)| *heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_maximum_and_leaves_the_name() {
        let read = |text| {
            let title = Title::read(text);
            (title.name, title.maximum.map(|points| points.to_string()))
        };
        let some = |name: &str, maximum: &str| (name.to_owned(), Some(maximum.to_owned()));
        assert_eq!(
            read("Cải cách thủ tục hành chính (TTHC) (Tối đa 20,50 điểm)"),
            some("Cải cách thủ tục hành chính (TTHC)", "20.50")
        );
        assert_eq!(read("Tự chấm (13,50)"), some("Tự chấm", "13.50"));
        assert_eq!(read("Tổng cộng (100)"), some("Tổng cộng", "100.00"));
        assert_eq!(read("Thể chế\n(tối đa: 11.0 đ)"), some("Thể chế", "11.00"));
        assert_eq!(read("Cải cách TTHC (TTHC)"), ("Cải cách TTHC (TTHC)".to_owned(), None));
    }

    #[test]
    fn knows_the_common_forms() {
        let heading = |text| Title::read(text).heading();
        assert_eq!(heading("TÊN ĐƠN VỊ"), Some(Heading::Unit));
        assert_eq!(heading("ĐT\u{a0}XHH (2,00)"), Some(Heading::Part(Part::Survey)));
        assert_eq!(heading("Điều tra xã hội học"), Some(Heading::Part(Part::Survey)));
        assert_eq!(heading("Vị thứ"), Some(Heading::Rank));
        assert_eq!(heading("Ghi chú"), None);
    }
}
