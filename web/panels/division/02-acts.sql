SELECT c.act AS act, COALESCE(acts.label, c.title) AS "actLabel", c.reports AS reports, c.citations AS citations
FROM (
  SELECT citations.act AS act, MIN(citations.title) AS title, COUNT(DISTINCT citations.report) AS reports, COUNT(*) AS citations
  FROM citations SEMI JOIN inside ON citations.division = inside.division
  WHERE citations.act IS NOT NULL
  GROUP BY citations.act
) AS c LEFT JOIN acts ON c.act = acts.id
ORDER BY reports DESC, citations DESC, "actLabel"
LIMIT 100
