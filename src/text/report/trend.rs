//! Sentences of the report on several years.

use crate::analysis::{
    BlockCourse, EXCESS, FAR_BEHIND, LOST_OF, LastingWeaknesses, LongCourse, MANY_WEAKNESSES, MIN_YEARS, Movers, OFTEN,
    STREAK, TrendReport, WINDOW, change_extremes, is_crossing, lasting_summary, regraded,
};
use crate::model::{Block, Points, Year};
use crate::relation::{CriterionChange, DeltaRow};
use crate::text::change::{self, points_of_percent, upper_first};
use crate::text::list::{listed, together};
use crate::text::{
    Lang, block_units, form, grade_label, percent, plural, points, signed_count, signed_points, statistic,
    unit_in_sentence,
};

// The words below say these thresholds in letters.
const _: () = assert!(OFTEN == 3 && WINDOW == 4 && MIN_YEARS == 4 && STREAK == 3 && MANY_WEAKNESSES == 3);
const _: () = assert!(FAR_BEHIND == 0.05 && LOST_OF == 100 && EXCESS == 0.02);

/// The headings and fixed words of the report on several years.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names say what they head")]
pub enum TrendWord {
    Summary,
    Ranking,
    Movers,
    Overscoring,
    Weaknesses,
    MultiYear,
    Leniency,
    Units,
    Caveats,
    Sources,
    GradeMoves,
    NoCaveats,
    Method,
    RankingNote,
    ConstantNote,
    MoversNote,
    BlockCourse,
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
        TrendWord::Leniency => lang.pick(
            "Đơn vị tự chấm cao hơn mức chung của khối một cách ổn định (xu hướng vượt hai lần sai số; tiêu chuẩn khác với bảng trên)",
            "Units that are steadily above their block: a leniency of at least twice its spread, which is another standard than that of the table above",
        ),
        TrendWord::MultiYear => lang.pick("Nhận xét qua nhiều năm", "What the years show"),
        TrendWord::Units => lang.pick("Kết quả của từng đơn vị", "Unit by unit"),
        TrendWord::Caveats => lang.pick("Lưu ý khi sử dụng số liệu", "What to bear in mind"),
        TrendWord::Sources => lang.pick("Nguồn số liệu", "Sources"),
        TrendWord::GradeMoves => lang.pick("Thay đổi phân loại", "How grades moved"),
        TrendWord::Method => lang.pick("Phương pháp và định nghĩa", "Method and definitions"),
        TrendWord::NoCaveats => lang.pick("Không có lưu ý riêng cho khối này.", "There is nothing particular to this block."),
        TrendWord::RankingNote => lang.pick(
            "“Tăng/giảm tỷ lệ đạt” so sánh số công bố của hai năm. Số dương ở “Tăng/giảm hạng” là lên hạng.",
            "“Attainment change” compares what both years publish. A positive rank change is a rise.",
        ),
        TrendWord::BlockCourse => lang.pick(
            "Kết quả chung của khối qua các năm",
            "The block over the years",
        ),
        TrendWord::MoversNote => lang.pick(
            "Nêu hai đơn vị tăng nhiều nhất và hai đơn vị giảm nhiều nhất về tỷ lệ đạt, từ 1,0 điểm phần trăm trở lên, kể cả các đơn vị bằng nhau; bảng có đủ các đơn vị.",
            "Named are the two units whose attainment rose most and the two whose fell most, by 1.0 percentage points or more, with all that are equal; the table has all units.",
        ),
        TrendWord::ConstantNote => lang.pick(
            "“Quy về cùng bộ tiêu chí” tính lại cả hai năm theo điểm tối đa của năm sau, chỉ trên các lĩnh vực có ở cả hai năm; để trống nếu điểm tối đa áp dụng cho đơn vị không thay đổi.",
            "“At constant framework” weighs both years by the maximum points of the later one, over the criteria of both; it is empty where the same maximum points applied to the unit.",
        ),
        TrendWord::OverscoringNote => lang.pick(
            "Điểm tự chấm cao hơn điểm thẩm định có thể do tài liệu kiểm chứng chưa đầy đủ, cách hiểu tiêu chí khác nhau hoặc chấm chưa sát; số liệu không cho biết lý do của từng trường hợp. Bảng nêu các đơn vị có tỷ lệ chênh lệch (tự chấm trừ thẩm định, chia cho điểm tối đa phần thẩm định) cao hơn mức của cả khối trong ít nhất ba lần đánh giá liên tiếp, và lần gần nhất vượt từ 2,0 điểm phần trăm trở lên.",
            "A self-score above the appraisal may come from incomplete evidence, a different reading of the criterion or loose scoring; the figures do not tell which. The table lists units whose gap (self minus appraised, as a share of the appraised maximum) has been above that of the whole block for at least three assessments running, and in the last one by 2.0 percentage points or more.",
        ),
        TrendWord::WeaknessNote => lang.pick(
            "Một lĩnh vực được coi là hạn chế kéo dài của đơn vị khi đủ ba điều kiện: tỷ lệ đạt thấp hơn trung vị của khối trong ít nhất ba trong bốn năm được đánh giá gần nhất, kể cả năm cuối (hoặc cả ba năm nếu mới có ba năm); mức thấp hơn, cả bình quân và của năm cuối, từ 5,0 điểm phần trăm trở lên; năm cuối mất từ 1% tổng điểm tối đa trở lên (1,00 điểm trên thang 100). Bảng xếp theo mức thấp hơn bình quân, từ cao xuống thấp.",
            "A criterion is a lasting weakness of a unit where three things hold: it is behind the median of its block in at least three of its last four assessed years, the last among them; it is so by 5.0 percentage points or more, both on average and in the last year; and in the last year it lost 1% of all points or more (1.00 of 100). The furthest behind on average come first.",
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
        let (moved_vi, moved_en) = match (better, worse) {
            (0, 0) => ("không có đơn vị nào thay đổi mức phân loại".to_owned(), "no unit changed its grade".to_owned()),
            (_, 0) => (format!("{better} đơn vị được phân loại cao hơn"), format!("{better} got a better grade")),
            (0, _) => (format!("{worse} đơn vị được phân loại thấp hơn"), format!("{worse} got a worse grade")),
            (..) => (
                format!("{better} đơn vị được phân loại cao hơn, {worse} đơn vị thấp hơn"),
                format!("{better} got a better grade and {worse} a worse one"),
            ),
        };
        lang.pick(
            format!("; trong {compared} đơn vị so sánh được với năm {from}, {moved_vi}"),
            format!("; of the {} that can be compared with {from}, {moved_en}", plural(compared, "unit", "units")),
        )
    } else {
        String::new()
    };
    Some(lang.pick(format!("Phân loại năm {to}: {counts}{moved}."), format!("Grades of {to}: {counts}{moved}.")))
}

/// The block's course over the years of which all units are known, and its like-for-like twin.
fn long_course(lang: Lang, course: &BlockCourse) -> Option<String> {
    let LongCourse { first, last, steps, rises, new_frameworks, new_sets } = course.long()?;
    let (begin, end) = (first.year, last.year);
    let went = change::went(lang, first.attainment, last.attainment);
    let change = last.attainment - first.attainment;
    let trend = last.slope.zip(last.tau).map_or_else(String::new, |(slope, tau)| {
        let (unclear, slope, tau) =
            (is_unclear(change, slope), points_of_percent(lang, slope), statistic(lang, tau, 2));
        let [vi, en] = if unclear {
            ["Cả giai đoạn không có xu hướng rõ rệt", "There is no clear trend over the years"]
        } else {
            ["Xu hướng của khối", "The trend of the block"]
        };
        lang.pick(
            format!(" {vi}: {slope} mỗi năm (Theil–Sen; Kendall τ-b {tau})."),
            format!(" {en}: {slope} a year (Theil–Sen; Kendall’s τ-b {tau})."),
        )
    });
    let mut text = lang.pick(
        format!("Từ năm {begin} đến năm {end}, tỷ lệ đạt bình quân của khối {went}, tăng ở {rises}/{steps} lần so với lần đánh giá liền trước.{trend}"),
        format!("From {begin} to {end} the mean attainment of the block {went}, rising {} out of {steps}.{trend}", times(rises)),
    );
    let changes = [
        (new_frameworks, "bộ tiêu chí", "the framework"),
        (new_sets, "danh sách đơn vị có tổng điểm", "the list of units with a total"),
    ];
    let changes = changes.into_iter().filter(|(count, ..)| *count > 0).map(|(count, vi, en)| {
        lang.pick(format!("{vi} thay đổi {count} lần"), format!("{en} changed {}", times(count)))
    });
    let changes = together(lang, changes);
    if changes.is_empty() {
        return Some(text);
    }
    text += &lang.pick(format!(" Trong giai đoạn này {changes}."), format!(" In these years {changes}."));
    let twin = first.constant_attainment.zip(last.constant_attainment).zip(last.constant_units);
    text += &match twin {
        None => lang.pick(
            " Các năm không có đủ lĩnh vực, đơn vị chung nên không so sánh được trên cùng cơ sở.".to_owned(),
            " The years share too little to be compared like for like.".to_owned(),
        ),
        Some(((from, to), units)) => {
            let went = change::went(lang, from, to);
            let slope = last.constant_slope.map_or_else(String::new, |slope| tending(lang, to - from, slope));
            let units = block_units(lang, course.block, units);
            lang.pick(
                format!(" So sánh trên cùng cơ sở ({units} có mặt ở mọi năm, trên các lĩnh vực có ở mọi năm): tỷ lệ đạt bình quân {went}{slope}."),
                format!(" Like for like ({units} of all of the years, on the criteria of all of them) the mean attainment {went}{slope}."),
            )
        }
    };
    Some(text)
}

/// Whether the years between say something else than the first and the last, or nothing that is printed.
fn is_unclear(change: f64, slope: f64) -> bool {
    change * slope < 0.0 || slope.abs() < 0.000_5
}

/// A slope behind what became of a share.
fn tending(lang: Lang, change: f64, slope: f64) -> String {
    let shown = points_of_percent(lang, slope);
    if is_unclear(change, slope) {
        return lang.pick(
            format!(", nhưng cả giai đoạn không có xu hướng rõ rệt ({shown} mỗi năm)"),
            format!(", but with no clear trend over the years ({shown} a year)"),
        );
    }
    lang.pick(format!(", xu hướng {shown} mỗi năm"), format!(", a trend of {shown} a year"))
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
    let parts = [
        (row.performance, "kết quả thực hiện", "performance"),
        (row.weight, "thay đổi điểm tối đa áp dụng", "the change of maximum points"),
        (row.rounding, "làm tròn", "rounding"),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|(part, ..)| part.is_some_and(|part| part != Points::ZERO)).collect();
    // One part alone is the whole change, which stands there already.
    if let [(_, vi, en)] = parts[..] {
        text += &lang.pick(format!(" Toàn bộ do {vi}."), format!(" All of this is {en}."));
    } else if !parts.is_empty() {
        let all = parts.into_iter().map(|(part, vi, en)| {
            lang.pick(format!("do {vi} {} điểm", signed(part)), format!("{} is {en}", signed(part)))
        });
        let all = all.collect::<Vec<_>>().join(", ");
        text += &lang.pick(format!(" Trong đó: {all}."), format!(" Of this, {all}."));
    }
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
    // The most units that a sentence names.
    const MOST: usize = 6;
    let years = course.block_gap_years();
    let Some(last) = years.last().filter(|_| years.len() >= STREAK) else {
        return vec![lang.pick(
            format!(
                "Mới có {} năm có điểm tự chấm của cả khối; cần ít nhất ba năm để đánh giá nội dung này.",
                years.len()
            ),
            format!(
                "There {} with the self-scores of the whole block; it takes at least three to say anything.",
                match years.len() {
                    0 => "is no year".to_owned(),
                    1 => "is 1 year".to_owned(),
                    many => format!("are {many} years"),
                }
            ),
        )];
    };
    let count = course.overscoring.len();
    let names = course.overscoring.iter().map(|row| unit_in_sentence(lang, &row.unit));
    let names = listed(lang, names, MOST);
    let mut sentences = vec![if count == 0 {
        lang.pick(
            "Không có đơn vị nào có chênh lệch cao hơn mức của khối trong ít nhất ba lần đánh giá liên tiếp và lần gần nhất vượt từ 2,0 điểm phần trăm trở lên.".to_owned(),
            "No unit’s gap has been above that of its block for three assessments running and, in the last one, by 2.0 percentage points or more.".to_owned(),
        )
    } else {
        let units = block_units(lang, course.block, count);
        lang.pick(
            format!("{units} có chênh lệch cao hơn mức của khối trong ít nhất ba lần đánh giá liên tiếp, năm {last} vượt từ 2,0 điểm phần trăm trở lên: {names}."),
            format!(
                "{units} {} had a gap above that of the block for at least three assessments running and, in {last}, by 2.0 percentage points or more: {names}.",
                form(count, "has", "have")
            ),
        )
    }];
    if !course.improved.is_empty() {
        let part = |row: &crate::relation::ImprovedSelfScoring| {
            let from = percent(lang, row.gap_share_from);
            let unit = unit_in_sentence(lang, &row.unit);
            if row.gap_share_to < 0.0 {
                let below = percent(lang, -row.gap_share_to);
                return lang.pick(
                    format!("{unit} (trước cao hơn thẩm định {from}, nay thấp hơn {below})"),
                    format!("{unit} (from {from} above the appraisal to {below} below it)"),
                );
            }
            let to = percent(lang, row.gap_share_to);
            lang.pick(format!("{unit} (từ {from} còn {to})"), format!("{unit} (from {from} to {to})"))
        };
        let names = listed(lang, course.improved.iter().map(part), MOST);
        sentences.push(lang.pick(
            format!("Đơn vị đã tự chấm sát với thẩm định hơn trong lần đánh giá gần nhất (trước đó cao hơn mức của khối, nay không còn; so với mức của khối đã giảm từ 2,0 điểm phần trăm trở lên): {names}."),
            format!("Units whose self-scores came closer to the appraisal in the last assessment (above their block before, no longer so, and down by 2.0 percentage points or more against it): {names}."),
        ));
    }
    sentences
}

/// How many units have weaknesses that last, where most of them do, and who has many.
#[must_use]
pub fn weaknesses_that_last(lang: Lang, course: &BlockCourse) -> String {
    // The most units that a sentence names.
    const MOST: usize = 3;
    let years = course.scored_years();
    if years < OFTEN {
        return lang.pick(
            format!(
                "Mới có {years} năm có điểm theo lĩnh vực của cả khối; cần ít nhất ba năm để đánh giá nội dung này."
            ),
            format!(
                "Scores by criterion of the whole block are known for {}; it takes at least three to say anything.",
                plural(years, "year", "years")
            ),
        );
    }
    let Some(LastingWeaknesses { units, criteria, most, with_many }) = lasting_summary(&course.persistent) else {
        return lang.pick("Không có đơn vị nào có hạn chế kéo dài.", "No unit has a lasting weakness.").to_owned();
    };
    // The last year may be one of which not all units, or only totals are known.
    let last = course.persistent.iter().map(|row| row.last_year).max().filter(|last| *last != course.span[1]);
    let until =
        last.map_or_else(String::new, |last| lang.pick(format!("Tính đến năm {last}, "), format!("Up to {last}, ")));
    let known = course.course.last().map_or(course.rankings.len(), |row| row.units);
    let (all, count) = (known.max(units), criteria.len());
    let criteria = together(lang, criteria.into_iter().map(|name| format!("“{name}”")));
    let each = if count > 1 { lang.pick("mỗi lĩnh vực ", "each ") } else { "" };
    let mut text = lang.pick(
        format!("{until}{units}/{all} đơn vị có ít nhất một lĩnh vực hạn chế kéo dài; nhiều đơn vị nhất ở lĩnh vực {criteria} ({each}{most} đơn vị)."),
        format!(
            "{until}{units} of {} {} a lasting weakness at least; the most units in {criteria} ({each}{most}).",
            plural(all, "unit", "units"),
            form(units, "has", "have")
        ),
    );
    if !with_many.is_empty() {
        let count = with_many.len();
        let names = listed(lang, with_many.into_iter().map(|unit| unit_in_sentence(lang, unit)), MOST);
        text += &lang.pick(
            format!(" Đơn vị có từ ba lĩnh vực trở lên: {names}."),
            format!(" {} in three criteria or more: {names}.", form(count, "One is behind", "Some are behind")),
        );
    }
    text
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
    let extremes = if years > 2 && best != worst {
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
    if let (Some(from), Some(to), Some(criteria)) = (trend.constant_first, trend.constant_last, trend.constant_criteria)
        && is_crossing(trend)
    {
        let went = change::went(lang, from, to);
        let slope = trend.constant_slope.map_or_else(String::new, |slope| tending(lang, to - from, slope));
        sentences.push(lang.pick(
            format!("So sánh trên cùng cơ sở ({criteria} lĩnh vực có ở mọi năm): tỷ lệ đạt {went}{slope}."),
            format!(
                "Like for like, on the {} of all of the years, attainment {went}{slope}.",
                plural(criteria, "criterion", "criteria")
            ),
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
        sentences.push(
            lang.pick(format!("Hạn chế kéo dài ở lĩnh vực: {names}."), format!("Lasting weaknesses in: {names}.")),
        );
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::{
        BlockTrendRow, ImprovedSelfScoring, PersistentOverscoring, PersistentWeakness, RankingRow, UnitGapRow,
        WeaknessRow, blank,
    };

    fn year(number: i32) -> Year {
        Year::new(number).expect("a year")
    }

    /// A block of four units with scores of so many years.
    fn course(years: i32) -> BlockCourse {
        let years: Vec<Year> = (0..years).map(|back| year(2024 - back)).rev().collect();
        let gap = |year: &Year| UnitGapRow { year: *year, block_gap_share: Some(0.02), ..blank() };
        let score = |year: &Year| WeaknessRow { year: *year, block_median: Some(0.8), ..blank() };
        BlockCourse {
            gaps: years.iter().map(gap).collect(),
            weaknesses: years.iter().map(score).collect(),
            rankings: vec![blank::<RankingRow>(); 4],
            years,
            ..BlockCourse::blank(Block::Department, [year(2023), year(2024)])
        }
    }

    fn over(unit: &str) -> PersistentOverscoring {
        PersistentOverscoring { unit: unit.to_owned(), ..blank() }
    }

    fn weak(unit_id: i64, unit: &str, criterion: &str) -> PersistentWeakness {
        PersistentWeakness {
            unit_id,
            unit: unit.to_owned(),
            criterion: criterion.to_owned(),
            last_year: year(2024),
            ..blank()
        }
    }

    #[test]
    fn over_scoring_needs_three_years_and_names_six_units() {
        for (years, vi, en) in [(0, "0 năm", "is no year"), (1, "1 năm", "is 1 year"), (2, "2 năm", "are 2 years")] {
            assert!(overscoring(Lang::Vi, &course(years))[0].contains(vi));
            assert!(overscoring(Lang::En, &course(years))[0].contains(en));
        }
        let said = |units: &[&str]| {
            let own = BlockCourse { overscoring: units.iter().map(|unit| over(unit)).collect(), ..course(3) };
            [Lang::Vi, Lang::En].map(|lang| overscoring(lang, &own).remove(0))
        };
        assert!(said(&[])[0].starts_with("Không có đơn vị nào") && said(&[])[1].starts_with("No unit"));
        let [vi, en] = said(&["Sở Y tế"]);
        assert!(
            vi.starts_with("1 sở, ban, ngành có chênh lệch")
                && vi.ends_with("năm 2024 vượt từ 2,0 điểm phần trăm trở lên: Sở Y tế."),
            "{vi}"
        );
        assert!(en.starts_with("1 department has had a gap"), "{en}");
        let [vi, en] = said(&["Sở Y tế", "Sở Nội vụ"]);
        assert!(vi.ends_with("Sở Y tế; Sở Nội vụ.") && en.starts_with("2 departments have had"), "{vi} {en}");
        assert!(said(&["a"; 8])[0].ends_with("và 2 trường hợp khác."));
        let improved =
            ImprovedSelfScoring { unit: "Sở Y tế".to_owned(), gap_share_from: 0.08, gap_share_to: 0.01, ..blank() };
        let own = BlockCourse { improved: vec![improved], ..course(3) };
        assert!(overscoring(Lang::Vi, &own)[1].ends_with("Sở Y tế (từ 8,0% còn 1,0%)."));
    }

    #[test]
    fn lasting_weaknesses_are_counted_by_unit_and_criterion() {
        let text = weaknesses_that_last(Lang::Vi, &course(2));
        assert!(text.starts_with("Mới có 2 năm có điểm theo lĩnh vực"), "{text}");
        let said = |rows: &[PersistentWeakness]| {
            let own = BlockCourse { persistent: rows.to_vec(), ..course(3) };
            [Lang::Vi, Lang::En].map(|lang| weaknesses_that_last(lang, &own))
        };
        assert_eq!(said(&[]), ["Không có đơn vị nào có hạn chế kéo dài.", "No unit has a lasting weakness."]);
        let [vi, en] = said(&[weak(1, "Sở Y tế", "Thể chế")]);
        assert_eq!(
            vi,
            "1/4 đơn vị có ít nhất một lĩnh vực hạn chế kéo dài; nhiều đơn vị nhất ở lĩnh vực “Thể chế” (1 đơn vị)."
        );
        assert_eq!(en, "1 of 4 units has a lasting weakness at least; the most units in “Thể chế” (1).");
        // Of the last year only totals are known.
        let earlier = PersistentWeakness { last_year: year(2023), ..weak(1, "Sở Y tế", "Thể chế") };
        let [vi, en] = said(&[earlier]);
        assert!(vi.starts_with("Tính đến năm 2023, 1/4 đơn vị") && en.starts_with("Up to 2023, 1 of 4"), "{vi} {en}");
        let tie = [
            weak(1, "Sở Y tế", "a"),
            weak(1, "Sở Y tế", "b"),
            weak(1, "Sở Y tế", "c"),
            weak(2, "Sở Nội vụ", "a"),
            weak(2, "Sở Nội vụ", "b"),
        ];
        let [vi, en] = said(&tie);
        assert!(
            vi.contains("2/4 đơn vị")
                && vi.contains("“a” và “b” (mỗi lĩnh vực 2 đơn vị). Đơn vị có từ ba lĩnh vực trở lên: Sở Y tế."),
            "{vi}"
        );
        assert!(en.contains("“a” and “b” (each 2). One is behind in three criteria or more: Sở Y tế."), "{en}");
    }

    #[test]
    fn a_course_says_what_it_crosses_and_what_it_is_like_for_like() {
        let row = |number: i32, attainment: f64, delta: Option<f64>| BlockTrendRow {
            year: year(number),
            attainment,
            attainment_delta: delta,
            ..blank()
        };
        let plain = vec![row(2022, 0.8, None), row(2023, 0.81, Some(0.01)), row(2024, 0.82, Some(0.01))];
        let text = long_course(Lang::Vi, &BlockCourse { course: plain.clone(), ..course(3) }).expect("three years");
        assert_eq!(
            text,
            "Từ năm 2022 đến năm 2024, tỷ lệ đạt bình quân của khối tăng từ 80,0% lên 82,0%, tăng ở 2/2 lần so với lần đánh giá liền trước."
        );
        let mut changed = plain;
        changed[1].framework_changed = Some(true);
        changed[2].set_changed = Some(true);
        let text = long_course(Lang::Vi, &BlockCourse { course: changed.clone(), ..course(3) }).expect("three years");
        assert!(text.ends_with("bộ tiêu chí thay đổi 1 lần và danh sách đơn vị có tổng điểm thay đổi 1 lần. Các năm không có đủ lĩnh vực, đơn vị chung nên không so sánh được trên cùng cơ sở."), "{text}");
        for row in &mut changed {
            row.constant_units = Some(3);
            row.constant_attainment = Some(row.attainment - if row.year == year(2024) { 0.03 } else { 0.0 });
        }
        let text = long_course(Lang::En, &BlockCourse { course: changed, ..course(3) }).expect("three years");
        assert!(text.ends_with("Like for like (3 departments of all of the years, on the criteria of all of them) the mean attainment fell from 80.0% to 79.0%."), "{text}");
        assert_eq!(long_course(Lang::Vi, &course(2)), None);
    }
}
