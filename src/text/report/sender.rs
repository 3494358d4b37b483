//! Who writes a paper, and to whom, as far as the name of the authority shows it. All of it can be
//! replaced in the document.

use crate::model::issuer_key;
use crate::store::AssessmentRow;
use crate::text::Lang;

/// The authority for which a paper is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The place of a People's Committee, such as `tỉnh bắc kạn`, or else the name of the body, in
    /// lower case.
    name: String,
    level: Level,
}

/// The level of an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// A province, or a city.
    Province,
    /// A district.
    District,
    /// A commune.
    Commune,
    /// A body other than a People's Committee, such as a ministry.
    Other,
}

/// The first words of the places of People's Committees: in Vietnamese, behind the name in English,
/// and their level.
const PLACES: [(&str, &str, Level); 8] = [
    ("tỉnh", "PROVINCE", Level::Province),
    ("thành phố", "CITY", Level::Province),
    ("huyện", "DISTRICT", Level::District),
    ("quận", "DISTRICT", Level::District),
    ("thị xã", "TOWN", Level::District),
    ("xã", "COMMUNE", Level::Commune),
    ("phường", "WARD", Level::Commune),
    ("thị trấn", "TOWNSHIP", Level::Commune),
];

/// A name that is not known.
const UNKNOWN: &str = "……";

impl Sender {
    /// The sender of papers on an assessment. Simulated figures have a province without a name.
    #[must_use]
    pub fn of(assessment: Option<&AssessmentRow>) -> Self {
        let named = assessment.filter(|assessment| !assessment.simulated);
        Self::named(named.map_or("tỉnh", |assessment| &assessment.authority))
    }

    /// The sender of papers of an authority.
    fn named(authority: &str) -> Self {
        let key = issuer_key(authority);
        // An issuer may leave out the name of its place: `UBND tỉnh`.
        let name = key.strip_prefix("ủy ban nhân dân ").unwrap_or(&key);
        let name = name.split(", ").next().unwrap_or(name).to_owned();
        let level = place(&name).map_or(Level::Other, |(_, _, level)| level);
        Self { name, level }
    }

    /// The body above the office that writes a report.
    #[must_use]
    pub fn parent(&self, lang: Lang) -> String {
        match self.committee_of(lang) {
            Some(place) => {
                lang.pick(format!("UBND {place}"), format!("PEOPLE’S COMMITTEE OF {place}"))
            }
            None => self.name.to_uppercase(),
        }
    }

    /// The two lines of the body that issues a decision. A body other than a People's Committee has
    /// one.
    #[must_use]
    pub fn body(&self, lang: Lang) -> (Option<String>, String) {
        match self.committee_of(lang) {
            Some(place) => {
                let committee = lang.pick("ỦY BAN NHÂN DÂN", "PEOPLE’S COMMITTEE").to_owned();
                (Some(committee), lang.pick(place.clone(), format!("OF {place}")))
            }
            None => (None, self.name.to_uppercase()),
        }
    }

    /// The office that writes reports, in the middle of a sentence.
    #[must_use]
    pub const fn office(&self, lang: Lang) -> &'static str {
        match (self.level, lang) {
            (Level::Province, Lang::Vi) => "Sở Nội vụ",
            (Level::Province, Lang::En) => "the Department of Home Affairs",
            (Level::District, Lang::Vi) => "Phòng Nội vụ",
            (Level::District, Lang::En) => "the Division of Home Affairs",
            (Level::Commune | Level::Other, _) => "[……]",
        }
    }

    /// Who proposes a decision.
    #[must_use]
    pub const fn proposer(&self) -> &'static str {
        match self.level {
            Level::Province => "Giám đốc Sở Nội vụ",
            Level::District => "Trưởng phòng Nội vụ",
            Level::Commune | Level::Other => "[……]",
        }
    }

    /// The office that writes reports, in a letterhead.
    #[must_use]
    pub fn office_line(&self, lang: Lang) -> String {
        self.office(lang).trim_start_matches("the ").to_uppercase()
    }

    /// The addressee of reports, in a sentence.
    #[must_use]
    pub const fn committee(&self, lang: Lang) -> &'static str {
        match (self.level, lang) {
            (Level::Province, Lang::Vi) => "Ban Chỉ đạo cải cách hành chính tỉnh",
            (Level::Province, Lang::En) => "the provincial Steering Committee",
            (Level::District | Level::Commune | Level::Other, Lang::Vi) => {
                "[Ban Chỉ đạo cải cách hành chính ……]"
            }
            (Level::District | Level::Commune | Level::Other, Lang::En) => {
                "[the Steering Committee ……]"
            }
        }
    }

    /// The symbol of decisions.
    #[must_use]
    pub const fn decision_symbol(&self) -> &'static str {
        match self.level {
            Level::Province | Level::District | Level::Commune => "/QĐ-UBND",
            Level::Other => "/QĐ-……",
        }
    }

    /// The body that decides, as the line above its legal grounds.
    #[must_use]
    pub fn deciding(&self) -> String {
        match self.committee_of(Lang::Vi) {
            Some(place) => format!("[ỦY BAN NHÂN DÂN / CHỦ TỊCH ỦY BAN NHÂN DÂN] {place}"),
            None => format!("[THỦ TRƯỞNG] {}", self.name.to_uppercase()),
        }
    }

    /// The place of a People's Committee, in capitals.
    fn committee_of(&self, lang: Lang) -> Option<String> {
        let (word, english, _) = place(&self.name)?;
        let name = self.name[word.len()..].trim().to_uppercase();
        let name = if name.is_empty() { UNKNOWN } else { &name };
        Some(lang.pick(format!("{} {name}", word.to_uppercase()), format!("{name} {english}")))
    }
}

/// The entry for the first words of a place.
fn place(name: &str) -> Option<(&'static str, &'static str, Level)> {
    let begins = |word: &str| {
        name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    PLACES.into_iter().find(|(word, ..)| begins(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_authority_shows_who_writes() {
        let province = Sender::named("Ủy ban nhân dân tỉnh Bắc Kạn");
        assert_eq!(province.parent(Lang::Vi), "UBND TỈNH BẮC KẠN");
        assert_eq!(province.parent(Lang::En), "PEOPLE’S COMMITTEE OF BẮC KẠN PROVINCE");
        assert_eq!(province.office_line(Lang::Vi), "SỞ NỘI VỤ");
        assert_eq!(province.office_line(Lang::En), "DEPARTMENT OF HOME AFFAIRS");
        assert_eq!(Sender::named("UBND tỉnh").parent(Lang::Vi), "UBND TỈNH ……");
        assert_eq!(
            Sender::named("Sở Nội vụ thành phố Hải Phòng").parent(Lang::Vi),
            "UBND THÀNH PHỐ HẢI PHÒNG"
        );

        let district = Sender::named("UBND huyện Ba Bể");
        assert_eq!(district.body(Lang::Vi).1, "HUYỆN BA BỂ");
        assert_eq!(district.office_line(Lang::Vi), "PHÒNG NỘI VỤ");

        let ministry = Sender::named("Bộ Nội vụ");
        assert_eq!(ministry.parent(Lang::Vi), "BỘ NỘI VỤ");
        assert_eq!(ministry.body(Lang::Vi), (None, "BỘ NỘI VỤ".to_owned()));
        assert_eq!(ministry.deciding(), "[THỦ TRƯỞNG] BỘ NỘI VỤ");
        assert_eq!(ministry.decision_symbol(), "/QĐ-……");
    }
}
