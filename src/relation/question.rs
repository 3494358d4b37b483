//! The saved questions.

use super::label::label;
use super::{Column, relation};

relation! {
    /// The saved questions: those that are shipped with the program, and those of an office.
    pub struct QuestionRow: "saved_questions";
    key number;
    shown number, title_vi;

    /// The number by which `cchc ask` finds it, from 1.
    number: usize = Count, label("Số", "No.");
    /// The name by which `cchc ask` finds it.
    name: String = Text, label("Tên", "Name");
    /// What it is about, such as `standing`.
    theme: String = Text, label("Chủ đề", "Theme");
    /// What it asks, in Vietnamese.
    title_vi as "title": String = Text, label("Câu hỏi", "Question");
    /// What it asks, in English.
    title_en: String = Text, label("Câu hỏi", "Question");
    /// The names of its parameters, each an option of `cchc ask`.
    parameters: Vec<String> = Texts, label("Tùy chọn", "Options");
    /// Whether it runs in any client of SQLite.
    portable: bool = Flag, label("Chạy ở mọi chương trình", "Portable");
    /// The query.
    sql: String = Text, label("Câu truy vấn", "Query");
}

impl QuestionRow {
    /// The columns that English-speaking readers see.
    pub const SHOWN_EN: &'static [Column<Self>] = &[Self::number, Self::title_en];
}
