-- How far the units of a block score themselves above the appraisal on each criterion, beyond their gap on all criteria.
CREATE TEMP VIEW criterion_strictness AS
SELECT year, block, criterion, series, units, avg(share) AS gap_share, lenient_block.gap_share AS block_gap_share,
       avg(share) - lenient_block.gap_share AS strictness
  FROM lenient_cell JOIN lenient_block USING (year, block, units)
 GROUP BY year, block, criterion ORDER BY year, block, criterion_position;
