//! Finds whose form a form is: by the folder in which it lies, the lines above its table, the name
//! of its sheet or that of its file.

use std::collections::HashSet;

use crate::model::{
    BlockKind, Stage, capitalised, clean, match_key, place_with_usual_capitals, plain_key, unit_key,
};
use crate::registry::Registry;
use crate::source::{Location, RawDocument, RawTable};

use super::criteria_heading::heads_criteria;
use super::row::fact_tables;
use super::title::{title_in, without_number};
use super::unit_words::{begins, begins_as, names_a_unit};

/// What is known of a document beside its tables, for the forms in it.
#[derive(Default)]
pub(super) struct FormFacts {
    /// The unit that the options name.
    unit: Option<String>,
    /// The stage that the options name.
    stage: Option<Stage>,
    /// The name of the file, without its ending.
    file: String,
    /// The names of the known units, without diacritics and as they are.
    known: Vec<(String, String)>,
    /// The keys of all their spellings.
    keys: HashSet<String>,
    /// The lines of small tables without figures, such as letterheads, by the files of an archive.
    letterheads: Vec<(Option<String>, Vec<String>)>,
    /// The unit that the text of each file names, if all its forms name the same one or none.
    of_files: Vec<(Option<String>, Option<String>)>,
}

impl FormFacts {
    pub(super) fn new(
        (unit, stage): (Option<&String>, Option<Stage>),
        known: &Registry,
        raw: &RawDocument,
    ) -> Self {
        let stem = raw.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // A table with one row per unit needs none of this.
        let may_be_form = raw
            .tables
            .iter()
            .any(|table| table.rows.iter().take(3).flat_map(|row| &row.cells).any(heads_criteria));
        let units = || known.units().iter().filter(|_| may_be_form);
        let keys = units().flat_map(|unit| unit.keys().map(str::to_owned)).collect();
        let names = units().map(|unit| (plain_key(&unit.name), unit.name.clone())).collect();
        let letterheads = if may_be_form { letterhead_lines(raw) } else { Vec::new() };
        let of_files = if may_be_form { units_of_files(raw) } else { Vec::new() };
        Self { unit: unit.cloned(), stage, file: stem, known: names, keys, letterheads, of_files }
    }

    /// The stage that the options or the folder of a form name.
    pub(super) fn stage(&self, location: &Location) -> Option<Stage> {
        let of_folders = || folders(location).find_map(stage_named);
        self.stage.or_else(of_folders)
    }

    /// Whether a text is a spelling of a known unit.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.keys.contains(&unit_key(text))
    }

    /// The unit that the folder, the sheet or the file of a form names, if that is another one than
    /// `unit`, and the name of that place.
    pub(super) fn contradiction(
        &self,
        table: &RawTable,
        location: &Location,
        unit: &str,
    ) -> Option<(String, String)> {
        let lines = self.lines(table, location);
        let label = lines.iter().find_map(|line| labelled(line)).map(|text| (text.clone(), text));
        let is_unsure = self.sure_unit(table, location, &lines).is_none();
        // A letterhead and the paper with which the form came may be of two offices.
        let of_text = label.or_else(|| {
            let other = |name: Option<String>| Some((name.clone()?, name?));
            let letterhead = letterhead_unit(&lines);
            other(letterhead).filter(|_| is_unsure)
        });
        let is_above = |folder: &str| is_district(folder) && begins_as(BlockKind::Commune, unit);
        let of_folder =
            folders(location).filter(|folder| names_a_unit(folder) && !is_above(folder));
        let of_folder = of_folder.map(|folder| (clean(folder), folder.to_owned()));
        let of_names = self.places(location).into_iter().filter_map(|place| {
            let found = self.known_in(&place).or_else(|| written_in(&place))?;
            Some((found, place))
        });
        let of_plain = is_unsure.then(|| self.plain_place(location, unit)).flatten();
        let of_title = is_unsure.then(|| of_province(table, unit)).flatten();
        let all = of_folder.chain(of_names).chain(of_text).chain(of_plain).chain(of_title);
        let differs = |(other, _): &(String, String)| {
            unit_key(other) != unit_key(unit) && !abbreviates(other, unit)
        };
        let mut others = all.filter(differs).filter(|_| self.unit.is_none());
        others.find(|(other, _)| plain_key(other) != plain_key(unit))
    }

    /// The name of the sheet or file of a form, if it is that of a unit without diacritics: `so-tu-phap`.
    /// Only if that does not hold `unit`. It counts where `unit` is named by nothing but a letterhead or a
    /// covering letter, which may be of another office.
    fn plain_place(&self, location: &Location, unit: &str) -> Option<(String, String)> {
        let unit = plain_key(unit);
        self.places(location).into_iter().find_map(|place| {
            let name = plain_key(&place);
            let name = name.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
            (begins_plainly(&name) && !name.contains(&unit)).then_some((name, place))
        })
    }

    /// The names of the sheet and of the file of a form.
    fn places(&self, location: &Location) -> Vec<String> {
        let sheet = match location.inside() {
            Location::Sheet(name) => Some(clean(name)),
            Location::Line(_) | Location::Page(_) | Location::Table | Location::File(..) => None,
        };
        let file = location.file().map_or(self.file.as_str(), stem_of);
        sheet.into_iter().chain([clean(file)]).collect()
    }

    /// The lines of the letterhead and those above the table of a form.
    fn lines(&self, table: &RawTable, location: &Location) -> Vec<String> {
        let file = location.file();
        let heads = self.letterheads.iter().filter(|(of, _)| of.as_deref() == file);
        let heads = heads.flat_map(|(_, lines)| lines.iter().cloned());
        heads.chain(table.caption.iter().map(|line| clean(line))).collect()
    }

    /// Whether a line above a table names a unit.
    pub(super) fn is_named_in(line: &str) -> bool {
        labelled(line).or_else(|| owner_in(line)).is_some() || is_letterhead(line)
    }

    /// The unit of a form. None if nothing names it.
    pub(super) fn unit(&self, table: &RawTable, location: &Location) -> Option<String> {
        if let Some(unit) = &self.unit {
            return Some(clean(unit));
        }
        let lines = self.lines(table, location);
        let of_file = || {
            let file = location.file();
            self.of_files.iter().find(|(of, _)| of.as_deref() == file)?.1.clone()
        };
        let found = self.own_unit(table, location, &lines).or_else(of_file)?;
        Some(self.usual_spelling(&found, &lines))
    }

    /// Whether only another table of the file names the unit of a form.
    pub(super) fn is_named_elsewhere(&self, table: &RawTable, location: &Location) -> bool {
        let lines = self.lines(table, location);
        self.unit.is_none() && self.own_unit(table, location, &lines).is_none()
    }

    /// The unit that a form itself names.
    fn own_unit(&self, table: &RawTable, location: &Location, lines: &[String]) -> Option<String> {
        self.sure_unit(table, location, lines)
            .or_else(|| lines.iter().rev().find_map(|line| owner_in(line)))
            .or_else(|| letterhead_unit(lines))
    }

    /// The unit that the folder, the text or the name of a form says, and not only its letterhead or the
    /// paper with which it came.
    fn sure_unit(&self, table: &RawTable, location: &Location, lines: &[String]) -> Option<String> {
        let commune = || self.commune_below(location, lines);
        let of_folder = folders(location).find(|folder| names_a_unit(folder)).map(clean);
        let of_folder = of_folder.filter(|folder| !is_district(folder) || commune().is_none());
        let of_names = |only_known: bool| {
            self.places(location).into_iter().find_map(|name| {
                self.known_in(&name).or_else(|| written_in(&name).filter(|_| !only_known))
            })
        };
        let titles = || table.caption.iter().map(|line| clean(line));
        // `BẢNG TỰ CHẤM ĐIỂM …`, and below it `SỞ TƯ PHÁP`
        let below_title = || {
            let title = titles().position(|line| is_title(&line))?;
            let below = titles().skip(title + 1);
            let mut below = below.map(|line| line.trim_matches(['(', ')']).trim().to_owned());
            below.find(|line| is_letterhead(line))
        };
        of_folder
            .or_else(|| lines.iter().find_map(|line| labelled(line)))
            .or_else(|| of_names(true))
            .or_else(|| {
                lines.iter().rev().filter(|line| !is_attached(line)).find_map(|line| owner_in(line))
            })
            .or_else(below_title)
            .or_else(|| {
                let name = of_names(false)?;
                // A sheet or a file may only have the name in short.
                let whole = letterhead_unit(lines).filter(|whole| abbreviates(&name, whole));
                Some(whole.unwrap_or(name))
            })
    }

    /// The commune that the lines, the sheet or the file of a form name, which lies in the folder of its district.
    fn commune_below(&self, location: &Location, lines: &[String]) -> Option<String> {
        let of_lines = lines.iter().find_map(|line| labelled(line));
        let of_places = || self.places(location).into_iter().find_map(|place| written_in(&place));
        let found = of_lines.or_else(of_places).or_else(|| letterhead_unit(lines));
        found.filter(|name| begins_as(BlockKind::Commune, name))
    }

    /// The district in whose folder the form of a commune lies.
    pub(super) fn district_above(location: &Location, unit: &str) -> Option<String> {
        let is_commune = begins_as(BlockKind::Commune, unit);
        folders(location).find(|folder| is_commune && is_district(folder)).map(clean)
    }

    /// The known unit whose name a file name holds, with or without diacritics: `01-so-tu-phap`. The
    /// longest one of those that hold each other. None if it names two units.
    fn known_in(&self, name: &str) -> Option<String> {
        let words = format!(" {} ", plain_key(name));
        let held = self.known.iter().filter(|(plain, _)| words.contains(&format!(" {plain} ")));
        let (longest, found) = held.clone().max_by_key(|(plain, _)| plain.len())?;
        let mut others = held.filter(|(plain, _)| !longest.contains(plain.as_str()));
        others.next().is_none().then(|| found.clone())
    }

    /// A name in capitals as the registry, the database or another line spells it, or else with the
    /// usual capitals.
    fn usual_spelling(&self, name: &str, lines: &[String]) -> String {
        if name.chars().any(char::is_lowercase) {
            return name.to_owned();
        }
        let key = unit_key(name);
        let known = self.known.iter().map(|(_, known)| known).find(|known| unit_key(known) == key);
        let mentioned = || {
            lines.iter().filter(|line| line.chars().any(char::is_lowercase)).find_map(|line| {
                let lower = line.to_lowercase();
                let at = lower.find(&name.to_lowercase())?;
                let found = line.get(at..at + name.len())?;
                found.chars().any(char::is_lowercase).then(|| found.to_owned())
            })
        };
        known.cloned().or_else(mentioned).unwrap_or_else(|| with_usual_capitals(name))
    }
}

fn is_district(name: &str) -> bool {
    begins_as(BlockKind::District, name)
}

/// Whether a name is a unit's in short: cut off where the name of a sheet ends, or with initials, as in `Sở TP`.
fn abbreviates(short: &str, whole: &str) -> bool {
    /// The most letters of the name of a sheet.
    const LONGEST_SHEET: usize = 31;
    let (cut, key) = (plain_key(short), plain_key(whole));
    if short.chars().count() >= LONGEST_SHEET - 1 && key.starts_with(&cut) {
        return true;
    }
    let (short, whole): (Vec<&str>, Vec<&str>) =
        (cut.split(' ').collect(), key.split(' ').collect());
    let same = short.iter().zip(&whole).take_while(|(one, other)| one == other).count();
    let initials: String = whole[same..]
        .iter()
        .filter(|word| **word != "va")
        .filter_map(|word| word.chars().next())
        .collect();
    same > 0 && initials.chars().count() > 1 && short[same..].concat() == initials
}

/// The lines of the letterheads, each with the file in which it stands.
fn letterhead_lines(raw: &RawDocument) -> Vec<(Option<String>, Vec<String>)> {
    // `Đơn vị | Sở Tư pháp` in a table of such facts.
    let facts = |table: &RawTable| -> Vec<String> {
        let pairs = table.rows.iter().filter(|row| row.cells.len() == 2);
        pairs
            .map(|row| format!("{}: {}", clean(&row.cells[0].text), clean(&row.cells[1].text)))
            .collect()
    };
    let lines = |table: &RawTable| {
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let file = cells.clone().next().and_then(|cell| cell.location.file()).map(str::to_owned);
        let texts = cells.filter(|cell| !cell.copied);
        let lines = texts.flat_map(|cell| cell.text.lines().map(clean).collect::<Vec<_>>());
        let lines = lines.filter(|line| !line.is_empty());
        (file, facts(table).into_iter().chain(lines).collect())
    };
    fact_tables(raw).map(lines).collect()
}

/// The unit that the lines above the forms of each file name. None if they name several.
fn units_of_files(raw: &RawDocument) -> Vec<(Option<String>, Option<String>)> {
    let mut units: Vec<(Option<String>, Option<String>)> = Vec::new();
    for table in &raw.tables {
        let Some(cell) = table.rows.first().and_then(|row| row.cells.first()) else { continue };
        let lines = || table.caption.iter().map(|line| clean(line));
        let of_title =
            || lines().filter(|line| !is_attached(line)).find_map(|line| owner_in(&line));
        let named = lines().find_map(|line| labelled(&line)).or_else(of_title);
        let named = named.or_else(|| lines().find_map(|line| owner_in(&line)));
        let Some(named) = named else { continue };
        let file = cell.location.file().map(str::to_owned);
        match units.iter_mut().find(|(of, _)| *of == file) {
            Some((_, unit)) => {
                *unit = unit.take().filter(|unit| unit_key(unit) == unit_key(&named));
            }
            None => units.push((file, Some(named))),
        }
    }
    units
}

/// The folders of an archive in which a form lies, outermost first.
fn folders(location: &Location) -> impl Iterator<Item = &str> {
    let path = location.file().unwrap_or_default();
    let inner = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    inner.split('/').filter(|folder| !folder.is_empty())
}

/// Whether the name of a folder says whose forms it holds, or of which stage.
#[must_use]
pub fn names_forms(folder: &str) -> bool {
    stage_named(folder).is_some() || names_a_unit(folder)
}

/// The name of a file of an archive, without folders and ending.
fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The stage that the name of a folder is.
fn stage_named(folder: &str) -> Option<Stage> {
    let name = plain_key(folder);
    if Stage::ALL.iter().any(|stage| stage.code() == name) {
        return name.parse().ok();
    }
    match name.as_str() {
        "tu cham" | "tu cham diem" | "tu danh gia" => Some(Stage::SelfScored),
        "tham dinh" | "da tham dinh" => Some(Stage::Appraised),
        _ => None,
    }
}

/// The unit behind a label: `Đơn vị: Sở Tư pháp`.
fn labelled(line: &str) -> Option<String> {
    const LABELS: [&str; 12] = [
        "đơn vị",
        "tên đơn vị",
        "cơ quan",
        "tên cơ quan",
        "cơ quan, đơn vị",
        "đơn vị tự đánh giá",
        "đơn vị tự chấm",
        "đơn vị tự chấm điểm",
        "đơn vị được đánh giá",
        "đơn vị được thẩm định",
        "tên cơ quan, đơn vị",
        "tên đơn vị, cơ quan",
    ];
    let line = without_number(line.trim_start_matches(['(', '-', '+', ' ']));
    let (label, name) = line.split_once(':')?;
    let name = name.split(['(', ';']).next()?;
    // `Đơn vị: Sở Tư pháp    Số điện thoại: 0123`
    let lower = name.to_lowercase();
    let next = [
        "số điện thoại",
        "điện thoại",
        "đt:",
        "email",
        "địa chỉ",
        "người ",
        "ngày ",
        "mã đơn vị",
        "năm ",
    ];
    let end = next.iter().filter_map(|label| lower.find(label)).min().unwrap_or(name.len());
    let name = name.get(..end)?.trim_matches(|c: char| !c.is_alphanumeric());
    // `(Đơn vị: điểm)` names the unit of the figures.
    let is_filled = name.contains(' ') && name.chars().any(char::is_alphabetic);
    let label = match_key(label);
    // `Tên đơn vị được thẩm định`, and not `Đơn vị thẩm định`.
    let is_of_unit = ["tên đơn vị", "đơn vị", "cơ quan", "tên cơ quan"];
    let is_looked_at =
        label.contains("được") && is_of_unit.iter().any(|words| label.starts_with(words));
    let is_label = LABELS.contains(&label.as_str()) || label == "đối với" || is_looked_at;
    (is_label && is_filled).then(|| clean(name))
}

/// The unit that a title or a reference names as the owner: `… CỦA SỞ TƯ PHÁP NĂM 2023`.
fn owner_in(line: &str) -> Option<String> {
    const MOST_WORDS: usize = 12;
    /// What another body sends to the units.
    const SENT: [&str; 7] =
        ["công văn", "quyết định", "kế hoạch", "thông báo", "hướng dẫn", "nghị quyết", "tờ trình"];
    let lower = line.to_lowercase();
    if SENT.iter().any(|word| lower.contains(word)) {
        return None;
    }
    // `BIỂU THẨM ĐỊNH CỦA SỞ NỘI VỤ ĐỐI VỚI SỞ TƯ PHÁP` is the form of the latter.
    let other = lower.find(" đối với ").map(|at| at + " đối với ".len());
    let other = other.filter(|at| line.get(*at..).is_some_and(names_a_unit));
    // `CỦA SỞ TƯ PHÁP` may stand in a line of its own.
    let begins = lower.starts_with("của ").then_some("của ".len());
    let other = other.or_else(|| lower.rfind(" của ").map(|at| at + " của ".len())).or(begins);
    let at = other.filter(|at| line.get(*at..).is_some_and(names_a_unit));
    let behind = match at {
        Some(at) => line.get(at..)?,
        None => behind_title(line)?,
    };
    let lower = behind.to_lowercase();
    let end =
        [" năm ", ")", ";", " đối với", " (", " ngày ", " về ", " gửi ", " trình ", " báo cáo "];
    let end = end.iter().filter_map(|end| lower.find(end)).min().unwrap_or(behind.len());
    let name = behind.get(..end)?.trim_matches(|c: char| !c.is_alphanumeric());
    (names_a_unit(name) && name.split(' ').count() <= MOST_WORDS && !is_authority(name))
        .then(|| clean(name))
}

/// The province whose index a title gives, and the title: `CHỈ SỐ CCHC CỦA TỈNH BẮC KẠN NĂM 2023`. Only
/// for the office that publishes it, which may also have a form of its own.
fn of_province(table: &RawTable, unit: &str) -> Option<(String, String)> {
    const OWN: [&str; 3] = ["tự chấm", "tự đánh giá", " cấp "];
    if !unit_key(unit).starts_with("sở nội vụ") {
        return None;
    }
    let lines = table.caption.iter().map(|line| clean(line));
    let mut titles = lines.filter(|line| !is_attached(line) && title_in(line).is_some());
    titles.find_map(|title| {
        let lower = title.to_lowercase();
        let is_of_index =
            lower.contains("chỉ số") && !OWN.iter().any(|words| lower.contains(words));
        let at = lower.rfind(" tỉnh ").filter(|_| is_of_index)? + 1;
        let name = title.get(at..)?.split('(').next()?;
        let end = name.to_lowercase().find(" năm ").unwrap_or(name.len());
        let name = clean(name.get(..end)?);
        let name =
            if name.chars().any(char::is_lowercase) { name } else { with_usual_capitals(&name) };
        Some((name, title))
    })
}

/// Whether a line begins as the titles of forms do.
fn is_title(line: &str) -> bool {
    const TITLES: [&str; 6] = ["bảng", "biểu", "phiếu", "kết quả", "tổng hợp", "báo cáo"];
    let key = match_key(line);
    TITLES.iter().any(|title| key.starts_with(title))
}

/// The unit at the end of a title that does not say whose it is: `BẢNG THẨM ĐỊNH … SỞ TƯ PHÁP NĂM 2025`.
fn behind_title(line: &str) -> Option<&str> {
    // `các sở`, `cấp huyện` are no unit.
    const BEFORE: [&str; 9] = ["các", "cấp", "khối", "những", "một", "từng", "gửi", "tới", "về"];
    const BLOCKS: [BlockKind; 3] = [BlockKind::Department, BlockKind::District, BlockKind::Commune];
    // `điều tra xã hội học`
    const OTHERS: [&str; 4] = ["ban hành", "ban đầu", "xã hội", "thành phố trực thuộc"];
    if !is_title(line) {
        return None;
    }
    let is_unit = |at: &usize| {
        let behind = &line[at + 1..];
        let before = line[..*at].rsplit(' ').find(|word| word.contains(char::is_alphanumeric));
        let key = match_key(behind);
        BLOCKS.iter().any(|block| begins_as(*block, behind))
            && !OTHERS.iter().any(|words| key.starts_with(words))
            && !before.is_some_and(|word| BEFORE.contains(&match_key(word).as_str()))
    };
    let at = line.match_indices(' ').map(|(at, _)| at).find(is_unit)?;
    line.get(at + 1..)
}

/// Whether a line says with which paper the form came: whose paper that is does not outweigh the title.
fn is_attached(line: &str) -> bool {
    match_key(line).contains("kèm theo")
}

/// The unit of a letterhead: the lowest body above the title, as `UBND XÃ` below `UBND HUYỆN`.
fn letterhead_unit(lines: &[String]) -> Option<String> {
    let above = lines.iter().take_while(|line| !is_title(line));
    let lowest = above.filter(|line| is_letterhead(line)).last();
    lowest.or_else(|| lines.iter().find(|line| is_letterhead(line))).cloned()
}

/// Whether a line is just the name of a unit, as at the head of a document.
fn is_letterhead(line: &str) -> bool {
    const MOST_WORDS: usize = 10;
    let is_short = line.split(' ').count() <= MOST_WORDS && !line.contains([':', '/', '(']);
    is_short && names_a_unit(line) && !is_authority(line)
}

/// Whether a name is that of the body whose index it is, above the units.
fn is_authority(name: &str) -> bool {
    let key = match_key(name);
    let of_province = ["tỉnh ", "ubnd tỉnh", "ủy ban nhân dân tỉnh", "bộ "];
    of_province.iter().any(|words| key.starts_with(words))
}

/// Whether a name without diacritics begins as those of units do: `so tu phap`, and not `so lieu`.
fn begins_plainly(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["so", "huyen", "thi xa", "thanh pho", "phuong", "xa", "thi tran", "ubnd", "thanh tra"];
    const OTHERS: [&str; 8] =
        ["so lieu", "so diem", "so tay", "so bo", "so ket", "so sanh", "xa hoi", "phuong an"];
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    begins(&WORDS) && !begins(&OTHERS) && name.contains(' ')
}

/// A unit's name in the name of a file or sheet: `01. Sở Tư pháp 2023`.
fn written_in(name: &str) -> Option<String> {
    let name = name.replace('_', " ");
    let name = name.trim_start_matches(|c: char| !c.is_alphabetic());
    let name = without_version(name).trim_matches(|c: char| !c.is_alphabetic()).trim();
    names_a_unit(name).then(|| clean(name))
}

/// The name of a file without what it says of the form behind the unit: `Sở Nội vụ - tự chấm`, `Sở Y tế (bản cuối`.
fn without_version(name: &str) -> &str {
    const VERSIONS: [&str; 16] = [
        "tự chấm",
        "tự đánh giá",
        "thẩm định",
        "bản ",
        "đã ký",
        "ký số",
        "chính thức",
        "final",
        "sửa",
        "lần ",
        "năm ",
        "báo cáo",
        "gửi",
        "cchc",
        "chấm điểm",
        "biểu",
    ];
    let is_version = |text: &str| {
        let key = match_key(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let numbered = key.strip_prefix('v').unwrap_or(&key);
        VERSIONS.iter().any(|word| key.starts_with(word))
            || numbered.starts_with(|c: char| c.is_ascii_digit())
    };
    let bracket = name.find('(').filter(|at| !names_a_unit(&name[at + 1..]));
    let name = &name[..bracket.unwrap_or(name.len())];
    let mut gaps = name.match_indices(' ').map(|(at, _)| at);
    let end = gaps.find(|at| is_version(&name[*at..])).unwrap_or(name.len());
    &name[..end]
}

/// A name in capitals with the usual ones: `Sở Văn hóa, Thể thao và Du lịch`, `Huyện Chợ Mới`.
fn with_usual_capitals(name: &str) -> String {
    const ABBREVIATIONS: [&str; 4] = ["UBND", "HĐND", "BQL", "KKT"];
    if let Some(place) = place_with_usual_capitals(name) {
        return place;
    }
    // The kind of office has one word or two; behind it begins its field.
    let is_long = ["thanh tra", "văn phòng"].iter().any(|kind| begins(name, &[kind]));
    let field = if is_long { 2 } else { 1 };
    let mut capital = true;
    let mut in_province = false;
    let mut words = Vec::new();
    for (position, word) in name.split(' ').enumerate() {
        let lower = word.to_lowercase();
        let is_joint = ["và", "-", "–"].contains(&lower.as_str());
        let is_level = position > 0 && ["tỉnh", "huyện", "xã"].contains(&lower.as_str());
        words.push(if ABBREVIATIONS.contains(&word) {
            word.to_owned()
        } else if (capital || in_province) && !is_joint && !is_level {
            capitalised(&lower)
        } else {
            lower
        });
        in_province |= is_level;
        capital = position + 1 == field || is_joint || word.ends_with(',');
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_form_is_found_in_its_lines() {
        let unit = Some("Sở Tư pháp".to_owned());
        assert_eq!(labelled("Đơn vị: Sở Tư pháp"), unit);
        assert_eq!(labelled("Tên đơn vị : Sở Tư pháp."), unit);
        assert_eq!(labelled("Đơn vị: ………"), None);
        assert_eq!(labelled("Đơn vị tính: điểm"), None);
        assert_eq!(labelled("(Đơn vị: điểm)"), None);
        let sent = "(Kèm theo Công văn số 77/SNV-CCHC ngày 20/10/2025 của Sở Nội vụ)";
        assert_eq!(owner_in(sent), None);
        let about = "BIỂU THẨM ĐỊNH CỦA SỞ NỘI VỤ ĐỐI VỚI SỞ TƯ PHÁP NĂM 2025";
        assert_eq!(owner_in(about), Some("SỞ TƯ PHÁP".into()));
        assert_eq!(
            owner_in("KẾT QUẢ TỰ CHẤM ĐIỂM CỦA SỞ TƯ PHÁP NĂM 2023"),
            Some("SỞ TƯ PHÁP".into())
        );
        assert_eq!(
            owner_in("(Kèm theo Báo cáo số 15/BC-STP ngày 10/11/2023 của Sở Tư pháp)"),
            unit
        );
        assert_eq!(owner_in("Quyết định số 5/QĐ-UBND của UBND tỉnh Bắc Kạn"), None);
        assert!(is_attached(sent) && !is_attached(about));
        assert!(is_letterhead("UBND HUYỆN CHỢ MỚI"));
        assert!(!is_letterhead("UBND TỈNH BẮC KẠN"));
        assert_eq!(written_in("01. Sở Tư pháp_2023"), unit);
    }

    #[test]
    fn names_in_capitals_get_the_usual_ones() {
        let usual = |name: &str| with_usual_capitals(name);
        assert_eq!(usual("SỞ TƯ PHÁP"), "Sở Tư pháp");
        assert_eq!(usual("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"), "Sở Văn hóa, Thể thao và Du lịch");
        assert_eq!(usual("UBND HUYỆN CHỢ MỚI"), "UBND huyện Chợ Mới");
        assert_eq!(usual("UBND THÀNH PHỐ BẮC KẠN"), "UBND thành phố Bắc Kạn");
        assert_eq!(usual("TỈNH BẮC KẠN"), "Tỉnh Bắc Kạn");
        assert_eq!(usual("THANH TRA TỈNH"), "Thanh tra tỉnh");
        assert_eq!(usual("VĂN PHÒNG UBND TỈNH"), "Văn phòng UBND tỉnh");
    }
}
