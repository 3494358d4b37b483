//! Blanks that only an officer can fill in.

use crate::text::{Lang, RichText, lower_first};

fn blank(tag: &str, words: &str) -> RichText {
    RichText::new().blank(tag, words)
}

/// How the assessment of a year was organised.
#[must_use]
pub fn organisation(lang: Lang) -> Vec<RichText> {
    vec![
        blank(
            "organisation",
            lang.pick(
                "[Kế hoạch, Hội đồng, Tổ thẩm định, thời gian tự chấm: ……]",
                "[Plan, council, appraisal team, time of self-scoring: ……]",
            ),
        ),
        survey_forms(lang, "organisation-survey"),
    ]
}

/// How many survey forms went out and came back.
#[must_use]
pub fn survey_forms(lang: Lang, tag: &str) -> RichText {
    blank(
        tag,
        lang.pick(
            "[Số phiếu phát ra, thu về, nhóm đối tượng khảo sát: ……]",
            "[Survey forms sent and returned, groups of respondents: ……]",
        ),
    )
}

/// Why results changed.
#[must_use]
pub fn reasons(lang: Lang, tag: &str) -> RichText {
    blank(
        tag,
        lang.pick(
            "[Nguyên nhân khách quan, chủ quan theo báo cáo của đơn vị và Tổ thẩm định: ……]",
            "[Objective and subjective reasons as reported by the units and the appraisal team: ……]",
        ),
    )
}

/// The remarks of the office.
#[must_use]
pub fn remarks(lang: Lang) -> Vec<RichText> {
    vec![
        blank("strengths", lang.pick("[Ưu điểm: ……]", "[Strengths: ……]")),
        blank("shortcomings", lang.pick("[Tồn tại, hạn chế: ……]", "[Shortcomings: ……]")),
    ]
}

/// A cell that the officer fills in.
#[must_use]
pub fn cell(tag: &str) -> RichText {
    blank(tag, "……")
}

/// The sentence that names the criteria set, with a blank where it is not declared.
#[must_use]
pub fn framework(lang: Lang, name: Option<&str>) -> RichText {
    let head = lang.pick("Bộ tiêu chí: ", "Criteria set: ");
    match name {
        Some(name) => lang
            .pick(format!("Áp dụng {}.", lower_first(name)), format!("In force: {name}."))
            .into(),
        None => RichText::new().words(head).blank("framework", "……").words("."),
    }
}
