WITH those AS (SELECT DISTINCT report FROM citations WHERE act = $it)
SELECT c.act AS "with", COALESCE(acts.label, c.title) AS "withLabel", c.reports AS reports
FROM (
  SELECT citations.act AS act, MIN(citations.title) AS title, COUNT(DISTINCT citations.report) AS reports
  FROM citations SEMI JOIN those ON citations.report = those.report
  WHERE citations.act IS NOT NULL AND citations.act <> $it
  GROUP BY citations.act
) AS c LEFT JOIN acts ON c.act = acts.id
ORDER BY reports DESC, "withLabel"
LIMIT 50
