WITH those AS (
  SELECT reports.report AS report, reports.label AS label, reports.report_year AS year
  FROM reports SEMI JOIN inside ON reports.division = inside.division
), cited AS (
  SELECT citations.report AS report, COUNT(*) AS citations
  FROM citations SEMI JOIN those ON citations.report = those.report
  GROUP BY citations.report
)
SELECT those.report AS report, those.label AS "reportLabel", those.year AS year, COALESCE(cited.citations, 0) AS citations
FROM those LEFT JOIN cited ON those.report = cited.report
ORDER BY year DESC NULLS LAST, "reportLabel"
LIMIT 200
