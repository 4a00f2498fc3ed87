SELECT report_year AS year, COUNT(DISTINCT report) AS reports, COUNT(*) AS citations
FROM citations
WHERE act = $it AND report_year IS NOT NULL
GROUP BY report_year
ORDER BY year
