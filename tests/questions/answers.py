"""Answers every saved question a second time, without its SQL, and compares the answers.

    python3 answers.py QUESTIONS SHIPPED_DB SIMULATED_DB CCHC

QUESTIONS is the folder of the questions, NN-name.sql. A portable question runs in Python's sqlite3
module, any other in the program CCHC. Each runs on both databases without parameters, some once
more with them, and each must have rows in one database at least.

The second answer comes from whole tables, which Python filters, joins, adds up and sorts. Points
stay integers of ten-thousandths until they are shown. Only what no simple rule gives (rank
intervals, steps to the next grade, like-for-like figures and the like) is taken from the computed
tables.

Most percentages have two decimals. With one decimal, many would be ties, which SQLite before 3.43
and later releases round differently: 93.35 became 93.4, and becomes 93.3.
"""

import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import correlation, mean, median, stdev

GRADES = ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
PARAMETERS = "year|from|to|block|unit|words|criterion|level|count|share"

# ---- Figures


def points(ten_thousandths):
    return None if ten_thousandths is None else ten_thousandths / 1e4


def rounded(value, digits):
    """Half away from zero, as SQLite rounds."""
    if value is None:
        return None
    return float(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def percent(share, digits=2):
    return None if share is None else rounded(100 * share, digits)


def difference(minuend, subtrahend):
    return None if minuend is None or subtrahend is None else minuend - subtrahend


def down(value):
    """A key for descending order, NULL last."""
    return (value is None, 0 if value is None else -value)


def null_last(value):
    return (value is None, 0 if value is None else value)


def grouped(items, key):
    groups = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def place(value, values):
    """The competition rank of a value: 1 is the highest."""
    return 1 + sum(other > value for other in values)


def by_criterion(scores):
    return grouped(scores, lambda score: (score.block, score.name))


def quantile(values, share):
    values = sorted(values)
    position = (len(values) - 1) * share
    lower = int(position)
    above = values[min(lower + 1, len(values) - 1)]
    return values[lower] + (position - lower) * (above - values[lower])


# ---- The tables


@dataclass
class Score:
    result: "Result"
    criterion: dict
    self_score: int | None
    appraised: int | None
    survey: int | None
    max_appraised: int
    max_survey: int

    @property
    def block(self):
        return self.result.block

    @property
    def unit(self):
        return self.result.unit

    @property
    def unit_id(self):
        return self.result.unit_id

    @property
    def name(self):
        return self.criterion["name"]

    @property
    def series(self):
        return self.criterion["series"]

    @property
    def level(self):
        return self.criterion["level"]

    @property
    def max_total(self):
        return self.max_appraised + self.max_survey

    @property
    def total(self):
        if self.appraised is None and self.max_appraised or self.survey is None and self.max_survey:
            return None
        if self.appraised is None and self.survey is None:
            return None
        return (self.appraised or 0) + (self.survey or 0)

    @property
    def attainment(self):
        return None if self.total is None or not self.max_total else self.total / self.max_total

    @property
    def lost(self):
        return None if self.attainment is None else self.max_total - self.total

    @property
    def gap(self):
        return difference(self.self_score, self.appraised)

    @property
    def gap_share(self):
        return None if self.gap is None or not self.max_appraised else self.gap / self.max_appraised


@dataclass
class Result:
    id: int
    assessment: dict
    unit: str
    unit_id: int
    position: int
    printed: dict
    statistic: dict
    scores: list = field(default_factory=list)

    @property
    def year(self):
        return self.assessment["year"]

    @property
    def block(self):
        return self.assessment["block"]

    @property
    def complete(self):
        return self.assessment["coverage"] != "partial"

    @property
    def rank(self):
        return self.printed["rank"] or self.statistic["counted_rank"]

    @property
    def grade(self):
        return self.printed["grade"]

    def level(self, level):
        return [score for score in self.scores if score.level == level]

    def sum_of(self, printed, figure, maximum):
        """The printed sum, or else that of the scores of level 1 that apply."""
        if self.printed[printed] is not None:
            return self.printed[printed]
        parts = [(figure(score), maximum(score)) for score in self.level(1)]
        if not parts or any(part is None and most for part, most in parts):
            return None
        return sum(part or 0 for part, _ in parts)

    @property
    def self_total(self):
        return self.sum_of("self_total", lambda score: score.self_score,
                           lambda score: score.max_appraised)

    @property
    def appraised_total(self):
        return self.sum_of("appraised_total", lambda score: score.appraised,
                           lambda score: score.max_appraised)

    @property
    def survey_total(self):
        return self.sum_of("survey_total", lambda score: score.survey,
                           lambda score: score.max_survey)

    @property
    def total(self):
        return self.sum_of("total", lambda score: score.total, lambda score: score.max_total)

    @property
    def max_appraised(self):
        return sum(score.max_appraised for score in self.level(1))

    @property
    def max_survey(self):
        return sum(score.max_survey for score in self.level(1))

    @property
    def max_total(self):
        if self.scores:
            return self.max_appraised + self.max_survey
        return self.printed["max_total"] or self.assessment["scale"]

    @property
    def attainment(self):
        return None if self.total is None else self.total / self.max_total

    @property
    def gap(self):
        return difference(self.self_total, self.appraised_total)

    @property
    def gap_share(self):
        return None if self.gap is None or not self.max_appraised else self.gap / self.max_appraised


class Province:
    """The published results in force, with their scores, from the tables of a database."""
    def __init__(self, path):
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.connection.row_factory = sqlite3.Row
        frameworks = self.by_id("framework")
        self.assessments = {
            row["id"]: row | {"scale": frameworks[row["framework_id"]]["scale"]}
            for row in self.table("assessment")
            if row["replaced_by"] is None and row["stage"] == "published"
            and row["index_code"] == "cchc"
        }
        self.units = self.by_id("unit")
        self.criteria = self.by_id("criterion")
        self.results = self.read_results()
        self.by_result = {result.id: result for result in self.results}
        self.read_scores()
        self.scores = [score for result in self.results for score in result.scores]

    def table(self, name):
        return [dict(row) for row in self.connection.execute(f"SELECT * FROM {name}")]

    def by_id(self, name, key="id"):
        return {row[key]: row for row in self.table(name)}

    def read_results(self):
        statistics = self.by_id("result_statistic", "result_id")
        results = []
        for row in self.table("result"):
            if row["assessment_id"] in self.assessments:
                unit = self.units[row["unit_id"]]
                assessment = self.assessments[row["assessment_id"]]
                results.append(
                    Result(row["id"], assessment, unit["name"], unit["identity"], row["position"],
                           row, statistics[row["id"]]))
        return results

    def read_scores(self):
        for row in self.table("score"):
            result = self.by_result.get(row["result_id"])
            if result is None:
                continue
            criterion = self.criteria[row["criterion_id"]]
            most = [
                criterion[name] if row[name] is None else row[name]
                for name in ("max_appraised", "max_survey")
            ]
            result.scores.append(
                Score(result, criterion, row["self"], row["appraised"], row["survey"], *most))

    # Selections

    def latest(self, results=None):
        return max((result.year for result in (self.results if results is None else results)),
                   default=None)

    def in_year(self, year, block=None, results=None):
        """Results of a year, or else of the latest, in one block or in all."""
        results = self.results if results is None else results
        year = year or self.latest(results)
        return [
            result for result in results if result.year == year and block in (None, result.block)
        ]

    @property
    def complete(self):
        return [result for result in self.results if result.complete]

    @property
    def scored(self):
        return [result for result in self.results if result.scores]

    @property
    def self_scored(self):
        return [result for result in self.results if result.gap is not None]

    def in_block(self, block):
        return [result for result in self.results if block in (None, result.block)]

    def last_ranked(self, year=None):
        results = self.in_year(year)
        results.sort(key=lambda result: (down(result.rank), result.block, result.unit_id))
        return results[0].unit

    def courses(self, block=None):
        """The results of each unit with a known total, in the order of the years."""
        known = [result for result in self.in_block(block) if result.total is not None]
        known.sort(key=lambda result: result.year)
        return grouped(known, lambda result: (result.block, result.unit_id))

    def block_gap_share(self, result):
        """The gap share of the block in that year; None when not all of its units are known."""
        if not result.complete:
            return None
        block = [other for other in self.self_scored if other.assessment is result.assessment]
        return sum(other.gap for other in block) / sum(other.max_appraised for other in block)

    def block_median(self, score):
        """The median attainment of the block; None when not all of its units are known."""
        if not score.result.complete:
            return None
        peers = [other.attainment for other in self.scores if other.criterion is score.criterion]
        return median(attainment for attainment in peers if attainment is not None)

    def weaknesses(self, year, block, level):
        results = self.in_year(year, block, self.scored)
        return [
            score for result in results for score in result.level(level)
            if score.attainment is not None
        ]

    def gaps(self, year, block, level):
        results = self.in_year(year, block, self.scored)
        return [
            score for result in results for score in result.level(level) if score.gap is not None
        ]

    def pairs(self):
        """All pairs of years of all units, with the row of year_pair."""
        allowed = {
            (row["from_assessment"], row["to_assessment"]): row
            for row in self.table("year_pair")
        }
        pairs = []
        for course in self.courses().values():
            for before in course:
                for after in course:
                    row = allowed.get((before.assessment["id"], after.assessment["id"]))
                    if before.year < after.year and row:
                        pairs.append((before, after, row))
        return pairs

    def pairs_between(self, first, last, block):
        """The pairs of two years: the latest year and the one before, unless they are given."""
        pairs = self.pairs()
        last = last or max((after.year for _, after, _ in pairs), default=None)
        first = first or max(
            (before.year for before, after, _ in pairs if after.year == last), default=None)
        return [(before, after, row)
                for before, after, row in pairs
                if before.year == first and after.year == last and block in (None, after.block)]

    def by_block_and_year(self, results):
        return sorted(grouped(results, lambda result: (result.year, result.block)).items())


def lost_share(score):
    """The part that a score has of all points that the unit lost on criteria of its level."""
    lost = sum(other.lost for other in score.result.level(score.level) if other.lost is not None)
    return score.lost / lost if lost else None


# ---- Standing


def ranking(province, year=None, block=None):
    results = province.in_year(year, block)
    results.sort(key=lambda result: (result.block, null_last(result.rank), result.unit_id))
    return [(result.block, result.rank, result.unit, points(result.total),
             percent(result.attainment), result.grade) for result in results]


def first_and_last(province, year=None, block=None, count=3):
    rows = []
    for result in province.in_year(year, block):
        units = result.assessment["units"]
        if result.rank is None or count < result.rank <= units - count:
            continue
        end = "first" if result.rank <= count else "last"
        row = (result.block, end, result.rank, units, result.unit, points(result.total),
               result.grade)
        rows.append((result.block, result.rank, result.unit_id, row))
    return [row for *_, row in sorted(rows)]


def points_behind(province, year=None, block=None):
    rows = []
    blocks = grouped(province.in_year(year, block, province.complete), lambda result: result.block)
    for name, results in sorted(blocks.items()):
        results.sort(key=lambda result: (null_last(result.rank), result.unit_id))
        highest = max(result.attainment for result in results if result.attainment is not None)
        for above, result in zip([None] + results, results):
            behind_above = difference(above.attainment, result.attainment) if above else None
            rows.append((name, result.rank, result.unit, percent(result.attainment),
                         percent(behind_above), percent(difference(highest, result.attainment))))
    return rows


def spread_of_results(province, block=None):
    rows = []
    for (year, name), results in province.by_block_and_year(province.complete):
        if block not in (None, name):
            continue
        shares = [result.attainment for result in results if result.attainment is not None]
        figures = [quantile(shares, share) for share in (0, 0.25, 0.5, 0.75, 1)] + [stdev(shares)]
        rows.append((year, name, len(shares), *(percent(figure) for figure in figures)))
    return rows


# ---- Scores


def score_sheet(province, year=None, unit=None):
    year = year or province.latest(province.scored)
    unit = unit or province.last_ranked(year)
    sheets = [result for result in province.in_year(year) if result.unit == unit]
    sheets.sort(key=lambda result: (result.block, result.unit_id))
    rows = []
    for result in sheets:
        for score in sorted(result.level(1), key=lambda score: (-score.max_total, score.name)):
            figures = (score.self_score, score.appraised, score.max_appraised, score.survey,
                       score.max_survey, score.total)
            rows.append((year, result.block, unit, score.name, *map(points, figures),
                         percent(score.attainment)))
    return rows


def costliest_series(province, year):
    lost = Counter()
    for score in province.weaknesses(year, None, 1):
        lost[score.series] += score.lost
    return min(lost, key=lambda series: (-lost[series], series))


def one_criterion(province, year=None, block=None, criterion=None):
    chosen = costliest_series(province, year)
    scores = [
        score for score in province.weaknesses(year, block, 1)
        if (score.series == chosen if criterion is None else criterion in score.name)
    ]
    rows = []
    for (name, _), group in by_criterion(scores).items():
        for score in group:
            rank = place(score.attainment, [other.attainment for other in group])
            figures = map(points, (score.appraised, score.survey, score.total, score.max_total))
            row = (name, score.name, rank, score.unit, *figures, percent(score.attainment))
            rows.append(((name, score.name, rank, score.unit_id), row))
    return [row for _, row in sorted(rows)]


def appraised_share(result):
    return result.appraised_total / result.max_appraised


def survey_share(result):
    return result.survey_total / result.max_survey


def ranks_without_survey(province, year=None, block=None, count=1):
    rows = []
    results = [
        result for result in province.in_year(year, block, province.scored) if result.complete
    ]
    for result in results:
        peers = [other for other in results if other.block == result.block]
        appraisal = place(appraised_share(result), map(appraised_share, peers))
        survey = place(survey_share(result), map(survey_share, peers))
        gained = result.rank - appraisal
        if abs(gained) >= count:
            row = (result.block, result.unit, result.rank, appraisal, survey, gained)
            rows.append(((result.block, -gained, result.rank, result.unit_id), row))
    return [row for _, row in sorted(rows)]


def survey_and_appraisal(province, year=None, block=None):
    scores = [
        score for result in province.in_year(year, block, province.scored)
        for score in result.level(1) if score.appraised is not None and score.survey is not None
    ]
    rows = []
    for (name, criterion), group in by_criterion(scores).items():
        appraised = sum(score.appraised for score in group)
        appraised /= sum(score.max_appraised for score in group)
        survey = sum(score.survey for score in group) / sum(score.max_survey for score in group)
        if survey < appraised:
            rows.append((name, criterion, len(group), percent(appraised), percent(survey),
                         percent(survey - appraised)))
    return sorted(rows, key=lambda row: (row[0], row[5], row[1]))


# ---- Over-scoring


def over_scoring_by_unit(province, year=None, block=None):
    results = [
        result for result in province.in_year(year, block, province.self_scored) if result.gap > 0
    ]
    results.sort(key=lambda result: (result.block, -result.gap_share, result.unit_id))
    return [(result.block, result.unit, points(result.self_total), points(result.appraised_total),
             points(result.gap), percent(result.gap_share),
             percent(difference(result.gap_share, province.block_gap_share(result))))
            for result in results]


def over_scoring_by_criterion(province, year=None, block=None):
    rows = []
    for (name, criterion), group in by_criterion(province.gaps(year, block, 1)).items():
        above = sum(score.gap > 0 for score in group)
        gap = points(sum(score.gap for score in group))
        share = mean(score.gap_share for score in group)
        rows.append((name, criterion, above, len(group), rounded(gap, 2), percent(share, 1)))
    return sorted(rows, key=lambda row: (row[0], -row[4], row[1]))


def robust_z(score, statistics):
    """The modified z-score of a gap share, from the centre and the scale of its criterion."""
    statistic = statistics.get((score.result.assessment["id"], score.criterion["id"]))
    if statistic is None or statistic["gap_centre"] is None:
        return None
    if statistic["gap_scale"] == 0:
        return 0.0
    return (score.gap_share - statistic["gap_centre"]) / statistic["gap_scale"]


def largest_gaps(province, year=None, block=None, level=1, count=10):
    table = province.table("criterion_statistic")
    statistics = {(row["assessment_id"], row["criterion_id"]): row for row in table}
    gaps = [score for score in province.gaps(year, block, level) if score.gap > 0]
    gaps.sort(
        key=lambda score: (-score.gap, -score.gap_share, score.block, score.unit_id, score.name))
    return [(score.block, score.unit, score.name, points(score.self_score), points(score.appraised),
             points(score.gap), percent(score.gap_share), rounded(robust_z(score, statistics), 1))
            for score in gaps[:count]]


def under_scoring(province, year=None, block=None, level=1):
    gaps = [score for score in province.gaps(year, block, level) if score.gap < 0]
    gaps.sort(key=lambda score: (score.gap, score.block, score.unit_id, score.name))
    return [(score.block, score.unit, score.name, points(score.self_score), points(score.appraised),
             points(score.gap), percent(score.gap_share)) for score in gaps]


def lasting_over_scoring(province, block=None, count=3):
    rows = []
    for (name, unit_id), course in province.courses(block).items():
        deviations = [
            result.gap_share - province.block_gap_share(result)
            for result in course
            if result.gap_share is not None and province.block_gap_share(result) is not None
        ]
        above = sum(deviation > 0 for deviation in deviations)
        if above >= count:
            deviation = percent(mean(deviations), 1)
            row = (name, course[-1].unit, len(deviations), above, deviation)
            rows.append(((name, -above, -deviation, unit_id), row))
    return [row for _, row in sorted(rows)]


def closer_to_the_appraisal(province, first=None, last=None, block=None):
    last = last or province.latest(province.self_scored)
    first = first or max(
        (result.year for result in province.self_scored if result.year < last), default=None)
    earlier = {result.unit_id: result for result in province.self_scored if result.year == first}
    rows = []
    for after in province.in_year(last, block, province.self_scored):
        before = earlier.get(after.unit_id)
        if before and abs(after.gap_share) < abs(before.gap_share):
            closer = percent(abs(before.gap_share) - abs(after.gap_share))
            row = (after.block, after.unit, first, last, percent(before.gap_share),
                   percent(after.gap_share), closer)
            rows.append(((after.block, -closer, after.unit_id), row))
    return [row for _, row in sorted(rows)]


def self_scores_and_appraisal(province, block=None):
    rows = []
    for (year, name), results in province.by_block_and_year(province.self_scored):
        if block in (None, name):
            gaps = [points(result.gap) for result in results]
            together = correlation([result.self_total for result in results],
                                   [result.appraised_total for result in results])
            figures = [rounded(figure, 2) for figure in (together, median(gaps), stdev(gaps))]
            rows.append((year, name, len(results), *figures))
    return rows


# ---- Weaknesses


def lost_points_by_criterion(province, year=None, block=None, level=1):
    scores = [score for score in province.weaknesses(year, block, level) if score.result.complete]
    block_lost = Counter()
    for score in scores:
        block_lost[score.block] += score.lost
    rows = []
    for (name, criterion), group in by_criterion(scores).items():
        lost = sum(score.lost for score in group)
        attainment = sum(score.total for score in group) / sum(score.max_total for score in group)
        lowest = min(group, key=lambda score: (score.attainment, score.result.position))
        middle = median(score.attainment for score in group)
        rows.append((name, criterion, rounded(points(lost), 2), percent(lost / block_lost[name], 1),
                     percent(attainment), percent(middle), lowest.unit))
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def costliest_criteria(province, year=None, block=None, unit=None, count=3):
    scores = [score for score in province.weaknesses(year, block, 1) if unit in (None, score.unit)]
    units = grouped(scores, lambda score: (score.block, score.unit_id))
    rows = []
    for (name, _), group in sorted(units.items()):
        group.sort(key=lambda score: (-score.lost, score.name))
        for number, score in enumerate(group[:count], 1):
            behind = difference(province.block_median(score), score.attainment)
            rows.append((name, score.unit, number, score.name, rounded(points(score.lost), 2),
                         percent(lost_share(score), 1), percent(behind)))
    return rows


def largest_losses(province, year=None, block=None, level=1, count=10):
    scores = province.weaknesses(year, block, level)
    scores.sort(key=lambda score: (-score.lost, score.block, score.unit_id, score.name))
    return [(score.block, score.unit, score.name, rounded(points(score.lost), 2),
             percent(score.attainment), percent(province.block_median(score)))
            for score in scores[:count]]


def behind_on_several_criteria(province, year=None, block=None, share=0.1, count=2):
    behind = defaultdict(list)
    for score in province.weaknesses(year, block, 1):
        distance = difference(province.block_median(score), score.attainment)
        if distance is not None and distance >= share - 5e-7:
            behind[score.block, score.unit_id].append((distance, score))
    rows = []
    for (name, unit_id), distances in behind.items():
        if len(distances) >= count:
            lost = rounded(points(sum(score.lost for _, score in distances)), 2)
            furthest = percent(max(distance for distance, _ in distances))
            row = (name, distances[0][1].unit, len(distances), furthest, lost)
            rows.append(((name, -len(distances), -lost, unit_id), row))
    return [row for _, row in sorted(rows)]


def best_on_each_criterion(province, year=None, block=None, criterion=""):
    scores = [score for score in province.weaknesses(year, block, 1) if criterion in score.name]
    rows = []
    for (name, _), group in by_criterion(scores).items():
        highest = max(score.attainment for score in group)
        best = [score for score in group if score.attainment == highest]
        for score in best:
            row = (name, score.name, score.unit, percent(highest),
                   percent(province.block_median(score)), len(best))
            rows.append(((name, score.name, score.unit_id), row))
    return [row for _, row in sorted(rows)]


def lasting_weaknesses(province, block=None, count=20):
    """Which weaknesses last is from the computed table; their last year is computed again."""
    rows = []
    for row in province.table("persistent_weakness"):
        result = province.by_result[row["last_result"]]
        score = next(score for score in result.scores
                     if score.criterion["id"] == row["criterion_id"])
        if score.level == 1 and block in (None, result.block):
            behind = province.block_median(score) - score.attainment
            rows.append(
                ((-score.lost, result.block, result.unit_id, score.series),
                 (result.block, result.unit, score.series, row["years_behind"], row["years"],
                  percent(row["mean_behind"], 1), percent(behind), points(score.lost))))
    return [row for _, row in sorted(rows)][:count]


# ---- Change


def change_between_years(province, first=None, last=None, block=None):
    rows = []
    for before, after, pair in province.pairs_between(first, last, block):
        rank_change = difference(before.rank, after.rank)
        delta = after.total - before.total
        row = (before.year, after.year, after.block, after.unit, before.rank,
               after.rank, rank_change, rounded(points(delta), 2),
               percent(after.attainment - before.attainment), pair["framework_changed"])
        rows.append(((after.block, down(rank_change), -delta, after.unit_id), row))
    return [row for _, row in sorted(rows)]


def last_framework_change(province, after_year):
    """The last year after a year in which the framework of a completely known block changed."""
    years = {result.assessment["id"]: result.year for result in province.complete}
    changed = [
        years[step["assessment_id"]]
        for step in province.table("block_step")
        if step["framework_changed"]
    ]
    return max((year for year in changed if year > after_year), default=None)


def causes_of_change(province, first=None, last=None, block=None):
    last = last or last_framework_change(province, first or 0)
    causes = {(row["from_result"], row["to_result"]): row for row in province.table("delta")}
    rows = []
    for before, after, _ in province.pairs_between(first, last, block):
        cause = causes[before.id, after.id]
        if cause["performance"] is None:
            continue
        delta = after.total - before.total
        rounding = delta - cause["performance"] - cause["weight"]
        row = (before.year, after.year, after.block, after.unit, points(before.total),
               points(after.total), rounded(points(delta), 2), points(cause["performance"]),
               points(cause["weight"]), points(rounding),
               percent(difference(cause["constant_to"], cause["constant_from"])))
        rows.append(((after.block, -cause["performance"], after.unit_id), row))
    return [row for _, row in sorted(rows)]


def grade_changes(province, first=None, last=None, block=None):
    rows = []
    for before, after, _ in province.pairs_between(first, last, block):
        if before.grade and after.grade and before.grade != after.grade:
            better = GRADES.index(after.grade) < GRADES.index(before.grade)
            direction = "better" if better else "worse"
            row = (before.year, after.year, after.block, after.unit, before.grade, after.grade,
                   direction, points(before.total), points(after.total))
            rows.append(((after.block, direction, -after.total, after.unit_id), row))
    return [row for _, row in sorted(rows)]


def criteria_rising_and_falling(province, year=None, block=None):
    """The changes since the year before in which the unit has scores."""
    splits = {
        (row["result_id"], row["criterion_id"]): row["performance"]
        for row in province.table("criterion_split")
    }
    changes = defaultdict(list)
    for course in province.courses().values():
        course = [result for result in course if result.scores]
        for before, after in zip(course, course[1:]):
            earlier = {(score.series, score.level): score for score in before.scores}
            for score in after.level(1):
                old = earlier.get((score.series, score.level))
                change = difference(score.attainment, old.attainment if old else None)
                if change is not None:
                    result = splits.get((after.id, score.criterion["id"]), score.total - old.total)
                    changes[after.year, after.block, score.series].append((change, result))
    year = year or max((year for year, _, _ in changes), default=None)
    rows = []
    for (changed_in, name, series), group in changes.items():
        if changed_in == year and block in (None, name):
            shares = [change for change, _ in group]
            rows.append((name, series, sum(share > 0 for share in shares),
                         sum(share < 0 for share in shares), percent(mean(shares), 1),
                         rounded(points(sum(result for _, result in group)), 2)))
    return sorted(rows, key=lambda row: (row[0], -row[4], row[1]))


# ---- Course


def ranks_over_the_years(province, year=None, block=None):
    year = year or province.latest()
    rows = []
    for (name, unit_id), course in province.courses(block).items():
        ranks = {result.year: result.rank for result in course}
        window = [ranks.get(year - back) for back in (5, 4, 3, 2, 1, 0)]
        if any(year - 5 <= known <= year for known in ranks):
            rows.append(((name, null_last(window[-1]), unit_id), (name, course[-1].unit, *window)))
    return [row for _, row in sorted(rows)]


def block_mean(province, year, block):
    results = [
        result for result in province.in_year(year, block, province.complete)
        if result.total is not None
    ]
    return mean(result.attainment for result in results) if results else None


def course_of_one_unit(province, unit=None):
    unit = unit or province.last_ranked()
    offices = {result.unit_id for result in province.results if result.unit == unit}
    rows = []
    for (name, unit_id), course in sorted(province.courses().items(), key=lambda item: item[0][1]):
        for before, result in zip([None] + course, course):
            if unit_id in offices:
                change = difference(result.attainment, before.attainment) if before else None
                rows.append((unit_id, result.year, name, result.unit, result.rank,
                             points(result.total), result.grade, percent(result.attainment),
                             percent(change), percent(block_mean(province, result.year, name))))
    return rows


def in_a_row(course, better):
    """How often the attainment went one way, without a break, up to the last year."""
    steps = [
        better(after.attainment, before.attainment) for before, after in zip(course, course[1:])
    ]
    return next((number for number, step in enumerate(reversed(steps)) if not step), len(steps))


def rising_or_falling_in_a_row(province, block=None, count=2):
    rows = []
    for (name, unit_id), course in province.courses(block).items():
        rises = in_a_row(course, lambda after, before: after > before)
        falls = in_a_row(course, lambda after, before: after < before)
        if course[-1].year == province.latest() and rises + falls >= count:
            best = max(course, key=lambda result: result.attainment)
            worst = min(course, key=lambda result: result.attainment)
            row = (name, course[-1].unit, "rising" if rises else "falling", rises + falls,
                   percent(course[-1].attainment), best.year, worst.year)
            rows.append(((name, not rises, -rises - falls, unit_id), row))
    return [row for _, row in sorted(rows)]


def block_means(province, block=None):
    """The like-for-like figures are from the computed table."""
    steps = province.by_id("block_step", "assessment_id")
    rows, earlier = [], {}
    for (year, name), results in province.by_block_and_year(province.complete):
        if block not in (None, name):
            continue
        step = steps[results[0].assessment["id"]]
        attainment = block_mean(province, year, name)
        change = difference(attainment, earlier.get(name))
        shares = (attainment, change, step["constant_attainment"])
        average, change, constant = (percent(share and share + 1e-11, 1) for share in shares)
        known = sum(result.total is not None for result in results)
        rows.append((name, year, known, average, change, step["constant_units"], constant,
                     step["framework_changed"]))
        earlier[name] = attainment
    return sorted(rows, key=lambda row: row[:2])


def most_often_at_the_top(province, block=None, count=3):
    rows = []
    for (name, unit_id), course in province.courses(block).items():
        top = [result for result in course if result.rank is not None and result.rank <= count]
        if top:
            first = sum(result.rank == 1 for result in top)
            row = (name, course[-1].unit, len(top), first, len(course),
                   min(result.rank for result in top), top[-1].year)
            rows.append(((name, -len(top), -first, -top[-1].year, unit_id), row))
    return [row for _, row in sorted(rows)]


# ---- Units

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]


def without_marks(text):
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def alphabetical(text):
    """The letters first, marks of vowels among them, and then the tones."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts if part in TONES), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, ""))
        letters.append((1, ALPHABET.index(base)) if base in ALPHABET else (0, " -,".index(base)))
        tones.append(TONES.index(tone))
    return letters, tones


def find_a_unit(province, words="noi vu"):
    words = without_marks(words).split()
    found = [
        result for result in province.results
        if all(word in without_marks(result.unit) for word in words)
    ]
    names = grouped(found, lambda result: (result.block, result.unit_id, result.unit))
    rows = []
    for (name, unit_id, unit_name), results in names.items():
        years = [result.year for result in results]
        ranks = [result.rank for result in results if result.rank is not None]
        row = (name, unit_id, unit_name, min(years), max(years), min(ranks), max(ranks))
        rows.append(((name, min(years), alphabetical(unit_name), unit_id), row))
    return [row for _, row in sorted(rows)]


def alphabetical_list(province, year=None, block=None):
    results = province.in_year(year, block)
    results.sort(key=lambda result: (result.block, alphabetical(result.unit), result.unit_id))
    return [(result.block, result.unit, result.rank, points(result.total), result.grade)
            for result in results]


def renamed_and_merged_units(province, block=None):
    rows = []
    for row in province.table("unit_lineage"):
        before, after = province.units[row["from_unit"]], province.units.get(row["to_unit"])
        if block not in (None, before["block"]):
            continue
        changed_in = int(row["operates_on"][:4])
        known = [result for result in province.results if result.unit_id == before["identity"]]
        last_year = max((result.year for result in known if result.year < changed_in), default=None)
        key = (row["operates_on"], before["block"], row["kind"], before["identity"],
               after["identity"] if after else 0)
        rows.append((key, (row["operates_on"], row["kind"], before["block"], before["name"],
                           after["name"] if after else None, row["source"], last_year)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def effect_of_mergers(province, block=None):
    """The comparison is from the computed table."""
    rows = []
    for row in province.table("merger"):
        result = province.by_result[row["to_result"]]
        if block in (None, result.block):
            change = row["attainment_after"] - row["attainment_before"]
            shares = (row["attainment_before"], row["attainment_after"], change,
                      row["others_change"], difference(change, row["others_change"]))
            rows.append(((result.year, result.block, result.unit_id),
                         (result.block, result.unit, row["predecessors"], row["from_year"],
                          result.year, *(percent(share, 1) for share in shares))))
    return [row for _, row in sorted(rows)]


# ---- Certainty: the intervals are from the computed table

INTERVAL = ("best_rounding", "worst_rounding", "best_10", "worst_10", "best_25", "worst_25")


def intervals(province):
    rows = province.by_id("rank_interval", "result_id")
    return {result.id: rows[result.id] for result in province.results if result.id in rows}


def certainty_of_ranks(province, year=None, block=None):
    known = intervals(province)
    rows = []
    for result in province.in_year(year, block, [province.by_result[id] for id in known]):
        interval = known[result.id]
        best, worst = interval["best_25"], interval["worst_25"]
        if best is not None and best < worst:
            row = (result.block, result.rank, result.unit, *(interval[name] for name in INTERVAL),
                   worst - best + 1)
            rows.append(((result.block, result.rank, result.unit_id), row))
    return [row for _, row in sorted(rows)]


def sure_ranks_per_block(province, block=None):
    known = intervals(province)
    rows = []
    results = [province.by_result[id] for id in known]
    for (year, name), results in province.by_block_and_year(results):
        if block not in (None, name):
            continue
        group = [known[result.id] for result in results]
        sure = [
            sum(interval[f"best_{limit}"] == interval[f"worst_{limit}"] for interval in group)
            for limit in ("rounding", "10", "25")
        ]
        width = mean(interval["worst_25"] - interval["best_25"] + 1 for interval in group)
        rows.append((year, name, len(group), *sure, rounded(width, 1)))
    return rows


# ---- Grades


def units_per_grade(province, year=None, block=None):
    graded = [result for result in province.complete if result.grade]
    rows = []
    for (assessed, name), results in province.by_block_and_year(graded):
        if year in (None, assessed) and block in (None, name):
            counts = Counter(result.grade for result in results)
            for grade in sorted(counts, key=GRADES.index):
                share = 100 * counts[grade] / len(results)
                rows.append((assessed, name, grade, counts[grade], rounded(share, 1)))
    return rows


def nearness(result):
    return (result.statistic["next_grade_at_most"], result.block, result.unit_id)


def nearest_to_the_next_grade(province, year=None, block=None, count=10):
    results = [result for result in province.in_year(year, block) if result.statistic["next_grade"]]
    results.sort(key=nearness)
    return [(result.block, result.unit, points(result.total), result.grade,
             result.statistic["next_grade"], points(result.statistic["next_grade_more_than"]),
             points(result.statistic["next_grade_at_most"])) for result in results[:count]]


def steps_to_the_next_grade(province, year=None, unit=None):
    """The steps are from the computed table."""
    steps = [step for step in province.table("next_grade_step") if step["realistic"]]
    results = province.in_year(year, None,
                               [province.by_result[step["result_id"]] for step in steps])
    if unit is None:
        unit = min(results, key=nearness).unit
    chosen = {result.id for result in results if result.unit == unit}
    rows = []
    for step in steps:
        if step["result_id"] in chosen:
            result = province.by_result[step["result_id"]]
            criterion = province.criteria[step["criterion_id"]]["name"]
            rows.append(((result.block, result.unit_id, -step["points"], criterion),
                         (result.year, result.block, unit, result.statistic["next_grade"],
                          points(result.statistic["next_grade_at_most"]), criterion,
                          points(step["points"]), points(step["room"]), step["peers"])))
    return [row for _, row in sorted(rows)]


# ---- Criteria


def criteria_of(province, level):
    """The criteria of each assessment, as (year, block, criterion)."""
    return [
        (assessment["year"], assessment["block"], criterion)
        for assessment in province.assessments.values()
        for criterion in province.criteria.values()
        if criterion["framework_id"] == assessment["framework_id"] and criterion["level"] == level
    ]


def maximum_points(province, year=None, block=None, level=1):
    criteria = criteria_of(province, level)
    year = year or max(year for year, _, _ in criteria)
    rows = []
    blocks = grouped([row for row in criteria if row[0] == year], lambda row: row[1])
    for name, group in blocks.items():
        scale = sum(criterion["max_total"] for _, _, criterion in group)
        for _, _, criterion in group:
            if block in (None, name):
                most = (criterion["max_appraised"], criterion["max_survey"], criterion["max_total"])
                rows.append((name, criterion["name"], *map(points, most),
                             percent(criterion["max_total"] / scale)))
    return sorted(rows, key=lambda row: (row[0], -row[4], row[1]))


def changed_maximum_points(province, first=None, last=None, block=None):
    criteria = criteria_of(province, 1)
    years = [year for year, _, _ in criteria]
    first, last = first or min(years), last or max(years)
    most = defaultdict(dict)
    for year, name, criterion in criteria:
        most[year, name][criterion["series"]] = criterion["max_total"]
    rows = []
    for name in sorted({name for _, name in most}):
        before, after = most.get((first, name)), most.get((last, name))
        if block not in (None, name) or not before or not after:
            continue
        for series in before.keys() | after.keys():
            pair = before.get(series), after.get(series)
            change = points((pair[1] or 0) - (pair[0] or 0))
            if change:
                rows.append((first, last, name, series, *map(points, pair), rounded(change, 2)))
    return sorted(rows, key=lambda row: (row[2], -row[6], row[3]))


def criteria_that_separate_units(province, year=None, block=None):
    scores = province.weaknesses(year, block, 1)
    rows = []
    for (name, criterion), group in by_criterion(scores).items():
        shares = [score.attainment for score in group]
        apart = quantile(shares, 0.75) - quantile(shares, 0.25)
        together = correlation(shares, [score.result.attainment for score in group])
        rows.append((name, criterion, len(group), percent(stdev(shares)), percent(apart),
                     rounded(together, 2)))
    return sorted(rows, key=lambda row: (row[0], -row[3], row[1]))


# ---- Documents


def findings_by_rule(province, year=None, block=None):
    groups = defaultdict(list)
    for finding in province.table("finding"):
        assessment = province.assessments.get(finding["assessment_id"])
        if assessment is None or year not in (None, assessment["year"]):
            continue
        if block in (None, assessment["block"]):
            key = (assessment["year"], assessment["block"], finding["rule"], finding["severity"])
            groups[key].append(finding)
    rows = []
    for key, findings in groups.items():
        units = {finding["unit_id"] for finding in findings} - {None}
        differences = [
            abs(finding["difference"]) for finding in findings if finding["difference"] is not None
        ]
        rows.append(
            (*key, len(findings), len(units), sum(finding["accepted"] for finding in findings),
             points(max(differences, default=None))))
    return sorted(rows, key=lambda row: (*row[:2], -row[4], *row[2:4]))


def documents_behind_a_year(province, year=None):
    rows = []
    assessments = province.table("assessment")
    for document in province.table("document"):
        own = [
            assessment for assessment in assessments if assessment["document_id"] == document["id"]
        ]
        latest = max((assessment["year"] for assessment in own), default=None)
        in_force = any(assessment["replaced_by"] is None for assessment in own)
        rows.append(
            (latest, document["number"],
             document["issued_on"], document["issuer"], document["file_name"], document["format"],
             int(in_force), document["simulated"], document["sha256"]))
    year = year or max(row[0] for row in rows if row[0] is not None)
    return sorted((row for row in rows if row[0] == year), key=lambda row: (row[2], row[1], row[8]))


ANSWERS = {
    "01": ranking,
    "02": first_and_last,
    "03": points_behind,
    "04": spread_of_results,
    "05": score_sheet,
    "06": one_criterion,
    "07": ranks_without_survey,
    "08": survey_and_appraisal,
    "09": over_scoring_by_unit,
    "10": over_scoring_by_criterion,
    "11": largest_gaps,
    "12": under_scoring,
    "13": lasting_over_scoring,
    "14": closer_to_the_appraisal,
    "15": self_scores_and_appraisal,
    "16": lost_points_by_criterion,
    "17": costliest_criteria,
    "18": largest_losses,
    "19": behind_on_several_criteria,
    "20": best_on_each_criterion,
    "21": lasting_weaknesses,
    "22": change_between_years,
    "23": causes_of_change,
    "24": grade_changes,
    "25": criteria_rising_and_falling,
    "26": ranks_over_the_years,
    "27": course_of_one_unit,
    "28": rising_or_falling_in_a_row,
    "29": block_means,
    "30": most_often_at_the_top,
    "31": find_a_unit,
    "32": alphabetical_list,
    "33": renamed_and_merged_units,
    "34": effect_of_mergers,
    "35": certainty_of_ranks,
    "36": sure_ranks_per_block,
    "37": units_per_grade,
    "38": nearest_to_the_next_grade,
    "39": steps_to_the_next_grade,
    "40": maximum_points,
    "41": changed_maximum_points,
    "42": criteria_that_separate_units,
    "43": findings_by_rule,
    "44": documents_behind_a_year,
}

# Questions that are also asked with parameters, on the databases where they then have rows.
WITH_PARAMETERS = """
01 year=2018
01 year=2022; block=district
02 year=2018; count=1
02 block=district
03 year=2022; block=district
04 block=department
05 year=2022; unit=Huyện Ba Bể
05 unit=Sở Y tế
06 year=2022; block=district; criterion=thể chế
07 year=2022; count=3
07 block=district
08 block=district
09 year=2021; block=department
10 block=district
11 year=2022; block=district; level=1; count=4
12 block=district
12 year=2022; block=department
13 block=district; count=5
14 from=2019; to=2022; block=district
15 block=district
16 block=district
17 year=2022; unit=Sở Tư pháp; count=5
17 year=2022; block=department; count=1
18 block=district
18 count=3
19 year=2022; share=0.2; count=1
19 block=district
20 criterion=tài chính
20 block=district
21 block=district
21 count=5
22 from=2019; to=2023
22 to=2022; block=district
23 from=2019; to=2024
24 from=2019
24 block=department
25 year=2022; block=district
26 year=2022; block=department
27 unit=Sở Nội vụ
27 unit=Ban Dân tộc
28 block=district; count=1
29 block=district
30 block=district; count=1
31 words=CHO huyen
31 words=dân tộc
32 year=2018; block=department
33 block=district
34 block=department
35 block=district
35 year=2022
36 block=district
36 block=department
37 year=2022; block=department
38 year=2022; block=department; count=3
39 year=2022; unit=Ban Dân tộc
40 year=2021
40 block=district
41 from=2021; to=2022; block=district
42 year=2022; block=district
43 year=2022; block=district
44 year=2018
44 year=2021
"""

# ---- Asking


def header_of(text):
    return [line[3:] for line in text.splitlines() if line.startswith("-- ")]


def questions_with_parameters():
    """The lines of WITH_PARAMETERS, as numbers of questions and parameters."""
    for line in WITH_PARAMETERS.split("\n")[1:-1]:
        number, _, given = line.partition(" ")
        parameters = dict(pair.split("=") for pair in given.split("; "))
        yield number, {name: value_of(text) for name, text in parameters.items()}


def value_of(text):
    if text.isdecimal():
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


def ask(text, database, program, parameters):
    """The rows of a question as the database gives them."""
    sql = "\n".join(line for line in text.splitlines() if not line.startswith("-- "))
    if "portable" in header_of(text):
        values = {name: parameters.get(name) for name in PARAMETERS.split("|")}
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        return [tuple(row) for row in connection.execute(sql, values)]

    def literal(match):
        value = parameters.get(match[1])
        if isinstance(value, str):
            return "'" + value.replace("'", "''") + "'"
        return "NULL" if value is None else str(value)

    sql = re.sub(rf":({PARAMETERS})\b", literal, sql)
    command = [str(Path(program).resolve()), "--db", database, "sql", sql, "--format", "json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=False)
    if printed.returncode:
        raise RuntimeError(printed.stderr)
    return [tuple(row.values()) for row in json.loads(printed.stdout)]


def answer(number, province, parameters):
    """The rows of the second answer."""
    names = {"from": "first", "to": "last"}  # "from" is a word of Python
    renamed = {names.get(name, name): value for name, value in parameters.items()}
    return ANSWERS[number](province, **renamed)


def same(left, right):
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        return abs(left - right) <= 1e-9
    return left == right


def first_difference(rows, expected):
    """The first row that differs, in words; None when the answers are the same."""
    for number, (row, other) in enumerate(zip(rows, expected), 1):
        if len(row) != len(other) or not all(map(same, row, other)):
            return f"row {number}: {row} is expected to be {other}"
    if len(rows) != len(expected):
        return f"{len(rows)} rows are expected to be {len(expected)}"
    return None


def check(number, text, databases, program, parameters):
    """Whether both answers agree on every database and one of them has rows; prints a line."""
    counts, problems = [], []
    for name, (path, province) in databases.items():
        rows = ask(text, path, program, parameters)
        problem = first_difference(rows, answer(number, province, parameters))
        if problem:
            problems.append(f"{name}, {problem}")
        counts.append(f"{name} {len(rows)} rows")
    if all(count.endswith(" 0 rows") for count in counts):
        problems.append("no rows in any database")
    given = " ".join(f"{name}={value}" for name, value in parameters.items())
    print(number, "differs" if problems else "ok", "; ".join(problems or counts), given)
    return not problems


def main(questions, shipped, simulated, program):
    databases = {
        "shipped": (shipped, Province(shipped)),
        "simulated": (simulated, Province(simulated))
    }
    texts = {
        path.name[:2]: path.read_text(encoding="utf-8")
        for path in sorted(Path(questions).glob("*.sql"))
    }
    good = True
    for number, parameters in [(number, {}) for number in texts] + [*questions_with_parameters()]:
        if number not in ANSWERS:
            print(number, "has no function")
            good = False
        elif not check(number, texts[number], databases, program, parameters):
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
