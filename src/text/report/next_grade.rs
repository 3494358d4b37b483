//! Sentences on the way to the next grade. They show what other units have already reached, not
//! where points are easy.

use crate::model::Points;
use crate::relation::NextGradeRow;
use crate::text::{Lang, form, grade_label, points, unit_in_sentence};

/// Where the points that a unit lacks for the next grade could come from. `rows` are those of one
/// unit in one year, all realistic or none; `None` where there are no rows.
#[must_use]
pub fn next_grade(lang: Lang, rows: &[NextGradeRow]) -> Option<String> {
    let first = rows.first()?;
    let (unit, grade) = (unit_in_sentence(lang, &first.unit), grade_label(lang, first.next_grade));
    let [least, most] =
        [first.needed_more_than, first.needed_at_most].map(|needed| points(lang, needed));
    let needed = if first.needed_more_than == first.needed_at_most {
        lang.pick(format!("thêm {most} điểm"), format!("{most} more points"))
    } else if first.needed_more_than == Points::ZERO {
        lang.pick(format!("thêm không quá {most} điểm"), format!("at most {most} more points"))
    } else {
        lang.pick(
            format!("thêm trên {least} điểm, chắc chắn đạt khi thêm {most} điểm"),
            format!("more than {least} and at most {most} more points"),
        )
    };
    let criteria = rows.iter().map(|row| {
        let (gain, peers) = (points(lang, row.points), row.peers);
        lang.pick(
            format!("“{}” {gain} điểm ({peers} đơn vị khác đã đạt mức này)", row.criterion),
            format!(
                "“{}” {gain} (already reached by {peers} {})",
                row.criterion,
                form(peers, "other unit", "other units")
            ),
        )
    });
    let criteria = criteria.collect::<Vec<_>>().join("; ");
    let sum: Points = rows.iter().map(|row| row.points).sum();
    let mut text = lang.pick(
        format!(
            "Để được phân loại {grade}, {unit} cần {needed}. Theo mức mà các đơn vị khác trong \
             khối đã đạt, có thể tăng: {criteria}."
        ),
        format!(
            "To be graded {grade}, {unit} needs {needed}. Judging by what other units of the block \
             have already reached, it could gain: {criteria}."
        ),
    );
    if sum < first.needed_at_most {
        let sum = points(lang, sum);
        text += &lang.pick(
            format!(
                " Nếu đạt các mức đó, đơn vị chỉ tăng được {sum} điểm, chưa chắc chắn đủ để đạt \
                 mức phân loại này."
            ),
            format!(" That makes {sum} points in all, which is not certain to be enough."),
        );
    }
    if first.survey_room > Points::ZERO {
        let room = points(lang, first.survey_room);
        text += &lang.pick(
            format!(
                " Riêng điểm điều tra xã hội học còn thấp hơn mức mà đơn vị khác đã đạt {room} \
                 điểm, không tính vào các mức trên."
            ),
            format!(
                " Its survey scores are {room} points below what other units have reached; this is \
                 not included above."
            ),
        );
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grade;
    use crate::relation::blank;

    fn row(criterion: &str, gain: i64, [least, most]: [i64; 2], peers: usize) -> NextGradeRow {
        let points = Points::from_ten_thousandths;
        NextGradeRow {
            unit: "Sở Y tế".to_owned(),
            next_grade: Grade::GOOD,
            needed_more_than: points(least),
            needed_at_most: points(most),
            criterion: criterion.to_owned(),
            points: points(gain),
            peers,
            ..blank()
        }
    }

    #[test]
    fn the_way_leads_to_what_others_have_reached() {
        assert_eq!(next_grade(Lang::Vi, &[]), None);
        let rows = [row("a", 10_000, [5_000, 13_000], 12), row("b", 3_000, [5_000, 13_000], 1)];
        let text = next_grade(Lang::Vi, &rows).expect("a way");
        assert_eq!(
            text,
            "Để được phân loại Tốt, Sở Y tế cần thêm trên 0,50 điểm, chắc chắn đạt khi thêm 1,30 \
             điểm. Theo mức mà các đơn vị khác trong khối đã đạt, có thể tăng: “a” 1,00 điểm (12 \
             đơn vị khác đã đạt mức này); “b” 0,30 điểm (1 đơn vị khác đã đạt mức này)."
        );
        let text = next_grade(Lang::En, &[row("a", 10_000, [20_000, 20_000], 1)]).expect("a way");
        let unsure = next_grade(Lang::Vi, &[row("a", 10_000, [0, 10_000], 1)]).expect("a way");
        assert!(unsure.contains("cần thêm không quá 1,00 điểm."), "{unsure}");
        assert!(
            text.contains("needs 2.00 more points")
                && text.contains("already reached by 1 other unit"),
            "{text}"
        );
        assert!(
            text.ends_with("That makes 1.00 points in all, which is not certain to be enough."),
            "{text}"
        );
        let surveyed = NextGradeRow {
            survey_room: Points::from_ten_thousandths(7_500),
            ..row("a", 10_000, [0, 10_000], 1)
        };
        let text = next_grade(Lang::Vi, &[surveyed]).expect("a way");
        assert!(
            text.ends_with(
                "thấp hơn mức mà đơn vị khác đã đạt 0,75 điểm, không tính vào các mức trên."
            ),
            "{text}"
        );
    }
}
