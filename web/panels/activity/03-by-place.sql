SELECT division, division_name AS "divisionLabel", COUNT(*) AS measures, COUNT(DISTINCT report) AS reports
FROM measures
WHERE activity_type = $notation AND division IS NOT NULL
GROUP BY division, division_name
ORDER BY measures DESC, "divisionLabel"
LIMIT 100
