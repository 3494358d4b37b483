//! Names of indices, grades, scores and events in both languages.

use crate::model::{EventKind, Grade, Index, ScoreKind, Severity, TracedFigure, UnitChange};

use super::Lang;

/// An index within a sentence: `Chỉ số CCHC`, `Chỉ số SIPAS`; a declared one has its name.
#[must_use]
pub fn index_label(lang: Lang, index: Index) -> &'static str {
    let [vi, en] = index.phrase();
    lang.pick(vi, en)
}

/// An index in a title, where the administration reform index has its full name.
#[must_use]
pub fn index_title(lang: Lang, index: Index) -> &'static str {
    if index.is_cchc() {
        lang.pick("Chỉ số cải cách hành chính", "the Public Administration Reform Index")
    } else {
        index_label(lang, index)
    }
}

/// A grade: in Vietnamese as decisions print it.
#[must_use]
pub fn grade_label(lang: Lang, grade: Grade) -> &'static str {
    let en = match grade.name() {
        "Xuất sắc" => "Excellent",
        "Rất tốt" => "Very good",
        "Tốt" | "Giỏi" => "Good",
        "Khá" => "Fair",
        "Trung bình" => "Average",
        "Yếu" => "Weak",
        "Kém" => "Poor",
        name => name,
    };
    lang.pick(grade.name(), en)
}

/// A list within a sentence, joined by “or”: `lỗi hoặc cảnh báo`.
#[must_use]
pub fn joined_with_or(lang: Lang, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("hoặc", "or")),
    }
}

/// One of the three kinds of score.
#[must_use]
pub fn score_kind_label(lang: Lang, kind: ScoreKind) -> &'static str {
    match kind {
        ScoreKind::SelfScore => lang.pick("tự chấm", "self"),
        ScoreKind::Appraised => lang.pick("thẩm định", "appraised"),
        ScoreKind::Survey => lang.pick("ĐT XHH", "survey"),
    }
}

/// The kind of a traced figure.
#[must_use]
pub fn figure_label(lang: Lang, figure: TracedFigure) -> &'static str {
    match figure {
        TracedFigure::SelfScore => score_kind_label(lang, ScoreKind::SelfScore),
        TracedFigure::Appraised => score_kind_label(lang, ScoreKind::Appraised),
        TracedFigure::Survey => score_kind_label(lang, ScoreKind::Survey),
        TracedFigure::Earlier => lang.pick("thẩm định lần trước", "earlier appraisal"),
        TracedFigure::Satisfaction => lang.pick("mức độ hài lòng", "satisfaction"),
        TracedFigure::Bonus => lang.pick("điểm thưởng", "bonus"),
        TracedFigure::Penalty => lang.pick("điểm trừ", "penalty"),
        TracedFigure::Respondents => lang.pick("số phiếu", "respondents"),
        TracedFigure::Total => lang.pick("tổng cộng", "total"),
        TracedFigure::Rank => lang.pick("xếp hạng", "rank"),
        TracedFigure::Grade => lang.pick("phân loại", "grade"),
    }
}

/// Whether a unit joined or left the ranking.
#[must_use]
pub fn unit_change_label(lang: Lang, change: UnitChange) -> &'static str {
    match change {
        UnitChange::Entrant => lang.pick("mới trong bảng xếp hạng", "new in the ranking"),
        UnitChange::Leaver => {
            lang.pick("không còn trong bảng xếp hạng", "no longer in the ranking")
        }
    }
}

/// What happened to units.
#[must_use]
pub fn event_label(lang: Lang, event: EventKind) -> &'static str {
    match event {
        EventKind::Rename => lang.pick("đổi tên", "renamed"),
        EventKind::Merge => lang.pick("hợp nhất, sáp nhập", "merged"),
        EventKind::Split => lang.pick("chia, tách", "split"),
        EventKind::Abolish => lang.pick("giải thể", "abolished"),
    }
}

/// How serious a finding is.
#[must_use]
pub fn severity_label(lang: Lang, severity: Severity) -> &'static str {
    match severity {
        Severity::Note => lang.pick("Ghi chú", "Note"),
        Severity::Warning => lang.pick("Cảnh báo", "Warning"),
        Severity::Error => lang.pick("Lỗi", "Error"),
    }
}
