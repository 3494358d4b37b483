//! Sentences of the report on several years.

use crate::analysis::{
    BlockCourse, LongCourse, MIN_YEARS, Movers, OFTEN, TrendReport, WINDOW, change_extremes, lasting_criterion,
    regraded,
};
use crate::model::{Block, Points, Year};
use crate::relation::{CriterionChange, DeltaRow, PersistentOverscoring};
use crate::text::change::{self, points_of_percent, upper_first};
use crate::text::{
    Lang, block_units, grade_label, percent, plural, points, signed_count, signed_points, statistic, unit_in_sentence,
};

// The words below say these thresholds in letters.
const _: () = assert!(OFTEN == 3 && WINDOW == 4 && MIN_YEARS == 4);

/// The headings and fixed words of the report on several years.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names say what they head")]
pub enum TrendWord {
    Summary,
    Ranking,
    Movers,
    Overscoring,
    Weaknesses,
    Units,
    Caveats,
    Sources,
    GradeMoves,
    NoCaveats,
    Method,
    RankingNote,
    OverscoringNote,
    WeaknessNote,
}

/// One of the headings and fixed words.
#[must_use]
pub fn trend_word(lang: Lang, word: TrendWord) -> &'static str {
    match word {
        TrendWord::Summary => lang.pick("Tóm tắt", "In short"),
        TrendWord::Ranking => lang.pick("Xếp hạng và thay đổi", "Ranking and changes"),
        TrendWord::Movers => lang.pick("Nguyên nhân thay đổi", "What explains the changes"),
        TrendWord::Overscoring => lang.pick("Chênh lệch tự chấm – thẩm định cao nhiều năm liên tiếp", "Over-scoring that lasts"),
        TrendWord::Weaknesses => lang.pick("Hạn chế kéo dài", "Weaknesses that last"),
        TrendWord::Units => lang.pick("Kết quả của từng đơn vị", "Unit by unit"),
        TrendWord::Caveats => lang.pick("Lưu ý khi sử dụng số liệu", "What to bear in mind"),
        TrendWord::Sources => lang.pick("Nguồn số liệu", "Sources"),
        TrendWord::GradeMoves => lang.pick("Thay đổi phân loại", "How grades moved"),
        TrendWord::Method => lang.pick("Phương pháp và định nghĩa", "Method and definitions"),
        TrendWord::NoCaveats => lang.pick("Không có lưu ý riêng cho khối này.", "There is nothing particular to this block."),
        TrendWord::RankingNote => lang.pick(
            "“Tăng/giảm tỷ lệ đạt” so sánh số công bố của hai năm; “Quy về cùng bộ tiêu chí” tính lại cả hai năm theo điểm tối đa của năm sau, chỉ trên các lĩnh vực có ở cả hai năm. Số dương ở “Tăng/giảm hạng” là lên hạng.",
            "“Attainment change” compares what both years publish; “At constant framework” weighs both years by the maximum points of the later one, over the criteria of both. A positive rank change is a rise.",
        ),
        TrendWord::OverscoringNote => lang.pick(
            "Bảng nêu các đơn vị có tỷ lệ chênh lệch (tự chấm trừ thẩm định, chia cho điểm tối đa phần thẩm định) cao hơn mức của cả khối liên tục từ hai năm trở lên, tính đến năm gần nhất.",
            "The table lists units whose gap (self minus appraised, as a share of the appraised maximum) is above that of the whole block in every year back from the last one, two years at least.",
        ),
        TrendWord::WeaknessNote => lang.pick(
            "Bảng nêu các lĩnh vực mà đơn vị có tỷ lệ đạt thấp hơn trung vị của khối trong ít nhất ba trong bốn năm được đánh giá gần nhất, xếp theo mức thấp hơn trung vị (bình quân các năm), từ cao xuống thấp.",
            "The table lists criteria in which a unit is behind the median of its block in at least three of its last four assessed years, the furthest behind first.",
        ),
    }
}

/// The report's title.
#[must_use]
pub fn trend_title(lang: Lang, report: &TrendReport, first: Year, last: Year) -> String {
    // An index that came in through a mapping is called what its publications are called.
    if report.blocks.iter().all(|course| course.block == Block::Province) {
        let title = report.history.assessments.last().map_or("", |own| &own.title);
        return lang.pick(
            format!("Diễn biến giai đoạn {first}–{last}: {title}"),
            format!("The years {first}–{last}: {title}"),
        );
    }
    lang.pick(
        format!("Báo cáo diễn biến Chỉ số cải cách hành chính giai đoạn {first}–{last}"),
        format!("The Public Administration Reform (PAR) index, {first}–{last}"),
    )
}

/// The block's last year in five sentences: mean, ups and downs, extremes, grades, course.
#[must_use]
pub fn in_short(lang: Lang, course: &BlockCourse) -> Vec<String> {
    let mut sentences: Vec<String> = change::mean(lang, &course.movement).into_iter().collect();
    sentences.extend(change::movement(lang, &course.movement, &course.deltas.iter().collect::<Vec<_>>()));
    sentences.extend(grades(lang, course));
    sentences.extend(long_course(lang, course));
    sentences.extend(change::known_units(lang, &course.movement));
    sentences
}

/// How many units have which grade, and how many moved.
fn grades(lang: Lang, course: &BlockCourse) -> Option<String> {
    let [from, to] = course.span;
    let counts = course.grades().into_iter().map(|(grade, units)| {
        let grade = grade_label(lang, grade);
        lang.pick(format!("{units} đơn vị {grade}"), format!("{units} {grade}"))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    if counts.is_empty() {
        return None;
    }
    let compared = course.movement.compared;
    let moved = if let Some([better, worse]) = regraded(&course.grade_moves) {
        lang.pick(
            format!("; trong {compared} đơn vị so sánh được với năm {from}, {better} đơn vị được phân loại cao hơn, {worse} đơn vị thấp hơn"),
            format!(
                "; of the {} that can be compared with {from}, {better} got a better grade and {worse} a worse one",
                plural(compared, "unit", "units")
            ),
        )
    } else {
        String::new()
    };
    Some(lang.pick(format!("Phân loại năm {to}: {counts}{moved}."), format!("Grades of {to}: {counts}{moved}.")))
}

/// How often the block's mean rose over the years of which all units are known.
fn long_course(lang: Lang, course: &BlockCourse) -> Option<String> {
    let LongCourse { first, last, steps, rises, new_frameworks: changes } = course.long()?;
    let change = points_of_percent(lang, last.attainment - first.attainment);
    let (begin, end) = (first.year, last.year);
    let (low, high) = (percent(lang, first.attainment), percent(lang, last.attainment));
    let caution = if changes > 0 {
        lang.pick(
            format!(
                " Trong giai đoạn này bộ tiêu chí thay đổi {changes} lần, nên chỉ so sánh được một cách thận trọng."
            ),
            format!(" The framework changed {} in these years, so the comparison needs care.", times(changes)),
        )
    } else {
        String::new()
    };
    let trend = last.slope.zip(last.tau).map_or_else(String::new, |(slope, tau)| {
        let (slope, tau) = (points_of_percent(lang, slope), statistic(lang, tau, 2));
        lang.pick(
            format!(" Xu hướng của khối: {slope} mỗi năm (Theil–Sen; Kendall τ-b {tau})."),
            format!(" The trend of the block is {slope} a year (Theil–Sen; Kendall’s τ-b {tau})."),
        )
    });
    let times = times(rises);
    Some(lang.pick(
        format!("Từ năm {begin} đến năm {end}, tỷ lệ đạt bình quân của khối thay đổi từ {low} thành {high} ({change}), tăng ở {rises}/{steps} lần so với lần đánh giá liền trước.{trend}{caution}"),
        format!("From {begin} to {end} the mean attainment of the block went from {low} to {high} ({change}), rising {times} out of {steps}.{trend}{caution}"),
    ))
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { plural(count, "time", "times") }
}

/// What explains the largest rises and falls: one sentence a unit.
#[must_use]
pub fn movers(lang: Lang, course: &BlockCourse) -> Vec<String> {
    let Movers { risen, fallen } = course.movers();
    risen.into_iter().chain(fallen).map(|row| explained(lang, row, &of_unit(course, row))).collect()
}

fn of_unit<'a>(course: &'a BlockCourse, row: &DeltaRow) -> Vec<&'a CriterionChange> {
    course.changes.iter().filter(|change| change.unit_id == row.unit_id).collect()
}

/// Why one unit's total and rank changed, as far as the figures tell.
#[must_use]
pub fn explained(lang: Lang, row: &DeltaRow, changes: &[&CriterionChange]) -> String {
    let show = |amount: Option<Points>| amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount));
    let signed = |amount: Option<Points>| amount.map_or_else(|| "–".to_owned(), |amount| signed_points(lang, amount));
    let (unit, from, to) = (unit_in_sentence(lang, &row.unit), row.from_year, row.to_year);
    let (before, after, delta) = (show(row.total_from), show(row.total_to), signed(row.delta));
    let mut text = upper_first(&lang.pick(
        format!("{unit}: năm {from} đạt {before} điểm, năm {to} đạt {after} điểm ({delta})"),
        format!("{unit}: {before} points in {from}, {after} in {to} ({delta})"),
    ));
    if let Some(rank) = row.rank_to.filter(|rank| row.rank_from == Some(*rank)) {
        text += &lang.pick(format!(", giữ hạng {rank}"), format!(", rank {rank} as before"));
    } else if let (Some(before), Some(after)) = (row.rank_from, row.rank_to) {
        let direction = if after < before { "lên" } else { "xuống" };
        text += &lang.pick(
            format!(", từ hạng {before} {direction} hạng {after}"),
            format!(", from rank {before} to rank {after}"),
        );
    }
    text += ".";
    if row.performance.is_none() {
        return text
            + lang.pick(
                " Không có đủ điểm theo lĩnh vực của cả hai năm nên chưa phân tích được nguyên nhân.",
                " Scores by criterion are not available for both years, so the causes cannot be told apart.",
            );
    }
    let (performance, weight, rounding) = (signed(row.performance), signed(row.weight), signed(row.rounding));
    text += &lang.pick(
        format!(" Trong đó: do kết quả thực hiện {performance} điểm, do thay đổi điểm tối đa áp dụng {weight} điểm, do làm tròn {rounding} điểm."),
        format!(" Of this, {performance} is performance, {weight} the change of maximum points, {rounding} rounding."),
    );
    let [best, worst] = change_extremes(changes).map(|extreme| {
        extreme.map(|(change, amount)| format!("“{}” ({})", change.criterion, signed_points(lang, amount)))
    });
    let best = best.map(|part| lang.pick(format!("tiến bộ nhiều nhất ở {part}"), format!("most gained in {part}")));
    let worst = worst.map(|part| lang.pick(format!("giảm nhiều nhất ở {part}"), format!("most lost in {part}")));
    let both: Vec<_> = best.into_iter().chain(worst).collect();
    if !both.is_empty() {
        text += &format!(" {}.", upper_first(&both.join("; ")));
    }
    if let (Some(own), Some(framework), Some(set)) = (row.own_change, row.framework_change, row.set_change)
        && (framework != 0 || set != 0)
    {
        let [own, framework, set] = [own, framework, set].map(signed_count);
        text += &lang.pick(
            format!(
                " Thay đổi thứ hạng: do kết quả của các đơn vị {own}, do bộ tiêu chí {framework}, do thêm, bớt đơn vị {set} (số dương là lên hạng)."
            ),
            format!(
                " The rank changed by {own} from results, {framework} from the framework, {set} from the set of units."
            ),
        );
    }
    text
}

/// Who over-scores itself year after year, and who no longer does.
#[must_use]
pub fn overscoring(lang: Lang, course: &BlockCourse) -> Vec<String> {
    let units = block_units(lang, course.block, course.overscoring.len());
    if course.block_gap_years().len() < 2 {
        return vec![lang.pick(
            "Chưa đủ hai năm có điểm tự chấm của cả khối nên chưa xác định được.".to_owned(),
            "There are not yet two years with the self scores of the whole block, so nothing can be said.".to_owned(),
        )];
    }
    let mut sentences = vec![match course.overscoring.first() {
        None => lang.pick(
            "Không có đơn vị nào có chênh lệch cao hơn mức của khối từ hai năm liên tiếp trở lên.".to_owned(),
            "No unit’s gap is above that of its block two years in a row.".to_owned(),
        ),
        Some(PersistentOverscoring { unit, years, last_gap_share, block_gap_share, .. }) => {
            let unit = unit_in_sentence(lang, unit);
            let (own, block) = (percent(lang, *last_gap_share), percent(lang, *block_gap_share));
            lang.pick(
                format!("{units} có chênh lệch tự chấm – thẩm định cao hơn mức chung của khối từ hai năm liên tiếp trở lên; đáng chú ý nhất là {unit}: {years} năm liên tiếp, năm gần nhất {own} so với {block} của cả khối."),
                format!("{units} had a gap above that of the block for two years or more in a row; first among them {unit}: {years} years, {own} in the last one against {block} of the block."),
            )
        }
    }];
    if !course.improved.is_empty() {
        let part = |row: &crate::relation::ImprovedSelfScoring| {
            let (from, to) = (percent(lang, row.gap_share_from), percent(lang, row.gap_share_to));
            let unit = unit_in_sentence(lang, &row.unit);
            lang.pick(format!("{unit} (từ {from} còn {to})"), format!("{unit} (from {from} to {to})"))
        };
        let names = course.improved.iter().map(part).collect::<Vec<_>>().join(", ");
        sentences.push(lang.pick(
            format!("Đơn vị tự chấm sát với thẩm định hơn trong lần đánh giá gần nhất: {names}."),
            format!("Units whose self-scores came closer to the appraisal in the last assessment: {names}."),
        ));
    }
    sentences
}

/// The criteria in which most units lag lastingly.
#[must_use]
pub fn weaknesses_that_last(lang: Lang, course: &BlockCourse) -> String {
    let Some((criterion, units)) = lasting_criterion(&course.persistent) else {
        return lang
            .pick(
                "Chưa phát hiện hạn chế kéo dài (chỉ xác định được khi có ít nhất ba năm có điểm theo lĩnh vực).",
                "No lasting weakness is found (at least three years with scores by criterion are needed).",
            )
            .to_owned();
    };
    let all = course.persistent.len();
    lang.pick(
        format!("Có {all} trường hợp đơn vị có tỷ lệ đạt thấp hơn trung vị của khối trong nhiều năm ở cùng một lĩnh vực; lĩnh vực có nhiều đơn vị nhất là “{criterion}” ({units} đơn vị)."),
        format!(
            "In {} a unit has been behind the median of its block for years in the same criterion; the most units in “{criterion}” ({units}).",
            plural(all, "case", "cases")
        ),
    )
}

/// One unit over the years in sentences.
#[must_use]
pub fn unit_course(lang: Lang, unit: crate::analysis::UnitCourse<'_>) -> Vec<String> {
    let trend = unit.trend;
    let mut sentences = Vec::new();
    let (years, first, last) = (trend.years, trend.first_year, trend.last_year);
    let (low, high) = (percent(lang, trend.attainment_first), percent(lang, trend.attainment_last));
    if first == last {
        sentences.push(lang.pick(
            format!("Chỉ có số liệu năm {first}: tỷ lệ đạt {high}."),
            format!("There are figures of {first} only: attainment {high}."),
        ));
        return sentences;
    }
    let (best, worst) = (trend.best_year, trend.worst_year);
    let extremes = if years > 2 {
        lang.pick(
            format!("; cao nhất năm {best}, thấp nhất năm {worst}"),
            format!("; highest in {best}, lowest in {worst}"),
        )
    } else {
        String::new()
    };
    sentences.push(lang.pick(
        format!("Có số liệu {years} năm: tỷ lệ đạt năm {first} là {low}, năm {last} là {high}{extremes}."),
        format!("There are {years} years of figures: attainment from {low} ({first}) to {high} ({last}){extremes}."),
    ));
    if trend.derived_years > 0 {
        let derived = trend.derived_years;
        sentences.push(lang.pick(
            format!("Trong đó {derived} năm lấy bình quân của các đơn vị hợp thành, không phải số công bố."),
            format!(
                "Of these, {} the mean of its predecessors and not published.",
                plural(derived, "year is", "years are")
            ),
        ));
    }
    if let (Some(slope), Some(tau)) = (trend.slope, trend.tau) {
        let (slope, tau) = (points_of_percent(lang, slope), statistic(lang, tau, 2));
        sentences.push(lang.pick(
            format!("Xu hướng: {slope} mỗi năm (Theil–Sen; Kendall τ-b {tau})."),
            format!("The trend is {slope} a year (Theil–Sen; Kendall’s τ-b {tau})."),
        ));
    }
    if years < MIN_YEARS {
        sentences.push(lang.pick(
            "Chưa đủ bốn năm số liệu để tính xu hướng.".to_owned(),
            "There are fewer than the four years that a trend needs.".to_owned(),
        ));
    }
    for (count, vi, en) in [(trend.top_quarter, "đầu", "first"), (trend.bottom_quarter, "cuối", "last")] {
        if count > 1 {
            sentences.push(lang.pick(
                format!("{count} năm ở nhóm 1/4 {vi} bảng xếp hạng."),
                format!("In the {en} quarter of the ranks in {count} years."),
            ));
        }
    }
    for (count, vi, en) in [(trend.rising, "tăng", "risen"), (trend.falling, "giảm", "fallen")] {
        if count > 1 {
            sentences.push(lang.pick(
                format!("Tỷ lệ đạt {vi} liên tiếp trong {count} lần đánh giá gần nhất."),
                format!("Attainment has {en} {count} times in a row."),
            ));
        }
    }
    if let Some(row) = unit.overscoring() {
        let (years, own, block) = (row.years, percent(lang, row.last_gap_share), percent(lang, row.block_gap_share));
        sentences.push(lang.pick(
            format!("Chênh lệch tự chấm – thẩm định cao hơn mức chung của khối {years} năm liên tiếp (năm gần nhất {own}, cả khối {block})."),
            format!("Its gap was above that of the block {years} years in a row ({own} in the last, the block {block})."),
        ));
    }
    let lasting: Vec<_> = unit.persistent().iter().map(|row| format!("“{}”", row.criterion)).collect();
    if !lasting.is_empty() {
        let names = lasting.join(", ");
        sentences.push(lang.pick(
            format!("Tỷ lệ đạt thấp hơn trung vị của khối trong nhiều năm ở lĩnh vực: {names}."),
            format!("Behind the median of the block for years in: {names}."),
        ));
    }
    sentences
}
