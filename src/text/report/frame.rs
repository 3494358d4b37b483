//! The frame of a report: letterhead, title, opening and closing, following Decree 30/2020/NĐ-CP,
//! appendix I. Number, date, signer and legal basis are blanks, since the program knows none of
//! them.

use crate::analysis::Subject;
use crate::model::{Block, Index, Year};
use crate::text::{Lang, RichText, index_label, index_title};

use super::phrase::span;
use super::sender::Sender;
use super::summary::blocks;

/// The letterhead: the office on the left, the national name on the right, above the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The body above the office; none for simulated figures.
    pub parent: Option<RichText>,
    /// The office.
    pub office: RichText,
    /// Number and symbol; none for simulated figures.
    pub number: Option<RichText>,
    /// The national name and motto on the right.
    pub motto: [&'static str; 2],
    /// Place and date; none for simulated figures.
    pub place: Option<RichText>,
}

/// The kind of a paper, with which its number ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A report.
    Report,
    /// A decision.
    Decision,
    /// An enclosure of a letter, without a number or a date of its own.
    Sheet,
}

/// The letterhead. Simulated figures have no sender.
#[must_use]
pub fn letterhead(lang: Lang, paper: Paper, sender: Option<&Sender>) -> Letterhead {
    let motto = match lang {
        Lang::Vi => ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
        Lang::En => ["SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"],
    };
    let Some(sender) = sender else {
        let office = lang.pick("[SỐ LIỆU MÔ PHỎNG]", "[SIMULATED DATA]");
        return Letterhead {
            parent: None,
            office: office.into(),
            number: None,
            motto,
            place: None,
        };
    };
    let (parent, office) = match paper {
        Paper::Report | Paper::Sheet => (Some(sender.parent(lang)), sender.office_line(lang)),
        Paper::Decision => sender.body(lang),
    };
    let symbol = match paper {
        Paper::Report => Some("/BC-……"),
        Paper::Decision => Some(sender.decision_symbol()),
        Paper::Sheet => None,
    };
    let number = |symbol: &str| {
        RichText::new().words(lang.pick("Số: ", "No. ")).blank("number", format!("……{symbol}"))
    };
    let place = RichText::new()
        .blank("place-date", lang.pick("……, ngày …… tháng …… năm 20……", "……, …… 20……"));
    Letterhead {
        parent: parent.map(|parent| RichText::new().blank("parent", parent)),
        office: RichText::new().blank("office", office),
        number: symbol.map(number),
        motto,
        place: symbol.map(|_| place),
    }
}

/// The line under the title of an annex that names the report.
#[must_use]
pub fn attached_to_report(lang: Lang) -> RichText {
    match lang {
        Lang::Vi => RichText::new()
            .words("(Kèm theo Báo cáo số ")
            .blank("report-number", "……/BC-…… ngày …… tháng …… năm 20……")
            .words(")"),
        Lang::En => RichText::new()
            .words("(With report no. ")
            .blank("report-number", "…… of …… 20……")
            .words(")"),
    }
}

/// The warning that figures are simulated.
#[must_use]
pub fn not_for_reporting(lang: Lang) -> &'static str {
    lang.pick("SỐ LIỆU MÔ PHỎNG – KHÔNG DÙNG ĐỂ BÁO CÁO", "SIMULATED DATA – NOT FOR REPORTING")
}

/// The mark in a caption of simulated figures.
#[must_use]
pub fn simulated_mark(lang: Lang) -> &'static str {
    lang.pick(" (mô phỏng)", " (simulated)")
}

/// The mark of a draft.
#[must_use]
pub fn draft(lang: Lang) -> RichText {
    RichText::new().blank("draft", lang.pick("DỰ THẢO", "DRAFT"))
}

/// The subject of a report on an index: what it is about, and whose results it holds.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// Whose results they are.
    pub sender: Sender,
    /// The units of its blocks.
    pub blocks: String,
    /// The index.
    pub index: Index,
    /// The title of the publication, for an index that was imported through a mapping without a
    /// name of its own.
    pub publication: Option<&'a str>,
}

impl<'a> About<'a> {
    /// What a report on these blocks is about. A report has at least one.
    #[must_use]
    pub fn of(lang: Lang, subjects: &[Subject<'a>]) -> Self {
        let last = subjects.last().map(|subject| &subject.report.assessment);
        let index = last.map_or(Index::CCHC, |assessment| assessment.index);
        // Provinces are ranked by indices of others, which a mapping need not name.
        let is_unnamed = index.is_cchc()
            && subjects.iter().all(|subject| subject.report.block() == Block::PROVINCE);
        let publication = last.filter(|_| is_unnamed).map(|assessment| assessment.title.as_str());
        let sender = Sender::of(last);
        Self { sender, blocks: blocks(lang, subjects), index, publication }
    }

    /// The index in a title, and whose it is.
    fn title(&self, lang: Lang) -> String {
        let Self { blocks, index, publication, .. } = self;
        match (publication, lang) {
            (Some(title), _) => (*title).to_owned(),
            (None, Lang::Vi) => format!("{} của {blocks}", index_title(lang, *index)),
            (None, Lang::En) => format!("{} of {blocks}", index_title(lang, *index)),
        }
    }
}

/// The title of a report on several years: the kind of the paper, and its subject.
#[must_use]
pub fn title_of_years(lang: Lang, about: &About<'_>, first: Year, last: Year) -> [String; 2] {
    let (span, about) = (span(lang, first, last), about.title(lang));
    [
        lang.pick("BÁO CÁO", "REPORT").to_owned(),
        lang.pick(
            format!("Kết quả và diễn biến {about} giai đoạn {span}"),
            format!("Results and trends of {about}, {span}"),
        ),
    ]
}

/// The title of a report on one year.
#[must_use]
pub fn title_of_year(lang: Lang, about: &About<'_>, year: Year) -> [String; 2] {
    let subject = match (about.publication, lang) {
        (None, Lang::Vi) => {
            let index = index_title(lang, about.index);
            format!("Kết quả {index} năm {year} của {}", about.blocks)
        }
        (Some(title), Lang::Vi) => format!("Kết quả {title} năm {year}"),
        (_, Lang::En) => format!("Results of {}, {year}", about.title(lang)),
    };
    [lang.pick("BÁO CÁO", "REPORT").to_owned(), subject]
}

/// The addressee of the report.
#[must_use]
pub fn addressee(lang: Lang, sender: &Sender, to: Option<&str>) -> RichText {
    let text = RichText::new().words(lang.pick("Kính gửi: ", "To: "));
    text.addressed(to, sender.committee(lang)).words(".")
}

impl RichText {
    /// Appends the addressee, or a blank for it.
    fn addressed(self, to: Option<&str>, usual: &str) -> Self {
        match to {
            Some(to) => self.words(to),
            None => self.blank("addressee", usual),
        }
    }
}

/// The opening sentence.
#[must_use]
pub fn opening(lang: Lang, about: &About<'_>, period: &Period) -> RichText {
    let About { index, sender, .. } = about;
    let (what, period) = period.wording(lang);
    let subject = match (index.is_cchc(), lang) {
        (true, Lang::Vi) => {
            "Chỉ số cải cách hành chính (sau đây viết tắt là Chỉ số CCHC)".to_owned()
        }
        (true, Lang::En) => "the Public Administration Reform (PAR) Index".to_owned(),
        (false, _) => index_title(lang, *index).to_owned(),
    };
    match lang {
        Lang::Vi => RichText::new()
            .words("Thực hiện ")
            .blank("mandate", "[căn cứ giao nhiệm vụ: ……]")
            .words(", ")
            .blank("opening-office", sender.office(lang))
            .words(format!(" báo cáo {what} {subject} {period} như sau:")),
        Lang::En => RichText::new()
            .words("Pursuant to ")
            .blank("mandate", "[mandate: ……]")
            .words(", ")
            .blank("opening-office", sender.office(lang))
            .words(format!(" reports the {what} of {subject} for {period} as follows:")),
    }
}

/// The period that a report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// One year.
    Year(Year),
    /// Several, from the first to the last.
    Years(Year, Year),
}

impl Period {
    /// What is reported and for which period, as words within a sentence.
    fn wording(self, lang: Lang) -> (&'static str, String) {
        match self {
            Self::Year(year) => (
                lang.pick("kết quả", "results"),
                lang.pick(format!("năm {year}"), year.to_string()),
            ),
            Self::Years(first, last) => {
                let years = span(lang, first, last);
                (
                    lang.pick("kết quả và diễn biến", "results and trends"),
                    lang.pick(format!("giai đoạn {years}"), years),
                )
            }
        }
    }
}

/// The closing sentence.
#[must_use]
pub fn closing(lang: Lang, about: &About<'_>, period: &Period, to: Option<&str>) -> RichText {
    let About { index, sender, .. } = about;
    let (what, period) = period.wording(lang);
    let index = index_label(lang, *index);
    match lang {
        Lang::Vi => RichText::new()
            .words(format!("Trên đây là báo cáo {what} {index} {period}; "))
            .blank("closing-office", sender.office(lang))
            .words(" kính báo cáo ")
            .addressed(to, sender.committee(lang))
            .words(" xem xét, chỉ đạo./."),
        Lang::En => RichText::new()
            .words(format!("This is the report on the {what} of {index} for {period}; "))
            .blank("closing-office", sender.office(lang))
            .words(" submits it to ")
            .addressed(to, sender.committee(lang))
            .words(" for consideration and direction."),
    }
}

/// The end of a paper: the recipients on the left, the signer on the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The heading of the list.
    pub to: &'static str,
    /// The recipients.
    pub list: Vec<RichText>,
    /// The office of the signer.
    pub signer: RichText,
    /// The name of the signer.
    pub name: RichText,
}

/// The end of a report.
#[must_use]
pub fn signature(lang: Lang, paper: Paper) -> Signature {
    let (first, signer) = match (paper, lang) {
        (Paper::Report | Paper::Sheet, Lang::Vi) => ("- Như trên;", "[CHỨC VỤ CỦA NGƯỜI KÝ]"),
        (Paper::Report | Paper::Sheet, Lang::En) => ("- As above;", "[OFFICE OF THE SIGNER]"),
        (Paper::Decision, Lang::Vi) => ("- Như Điều 3;", "[QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ]"),
        (Paper::Decision, Lang::En) => ("- As in article 3;", "[FOR THE PEOPLE’S COMMITTEE ……]"),
    };
    Signature {
        to: lang.pick("Nơi nhận:", "Copies to:"),
        list: vec![
            first.into(),
            RichText::new().words("- ").blank("copies", lang.pick("[……]", "[……]")).words(";"),
            RichText::new()
                .words(lang.pick("- Lưu: VT, ", "- File: "))
                .blank("file", "[……]")
                .words("."),
        ],
        signer: RichText::new().blank("signer", signer),
        name: RichText::new().blank("signer-name", lang.pick("[Họ và tên]", "[Name]")),
    }
}
