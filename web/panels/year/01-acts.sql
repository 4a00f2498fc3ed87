SELECT c.act AS act, COALESCE(acts.label, c.title) AS "actLabel", c.reports AS reports, c.citations AS citations
FROM (
  SELECT act, MIN(title) AS title, COUNT(DISTINCT report) AS reports, COUNT(*) AS citations
  FROM citations
  WHERE report_year = CAST($it AS BIGINT) AND act IS NOT NULL
  GROUP BY act
) AS c LEFT JOIN acts ON c.act = acts.id
ORDER BY reports DESC, citations DESC, "actLabel"
LIMIT 100
