WITH cited AS (
  SELECT division, COUNT(*) AS citations FROM citations WHERE report_year = CAST($it AS BIGINT) GROUP BY division
), counted AS (
  SELECT division, division_name, COUNT(*) AS reports
  FROM reports
  WHERE report_year = CAST($it AS BIGINT) AND division IS NOT NULL
  GROUP BY division, division_name
)
SELECT counted.division AS division, counted.division_name AS "divisionLabel", counted.reports AS reports,
  COALESCE(cited.citations, 0) AS citations
FROM counted LEFT JOIN cited ON counted.division = cited.division
ORDER BY reports DESC, "divisionLabel"
LIMIT 100
