SELECT division, division_name AS "divisionLabel", COUNT(DISTINCT report) AS reports, COUNT(*) AS citations
FROM citations
WHERE act = $it AND division IS NOT NULL
GROUP BY division, division_name
ORDER BY reports DESC, "divisionLabel"
LIMIT 100
