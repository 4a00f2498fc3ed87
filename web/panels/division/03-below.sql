SELECT reports.division AS division, reports.division_name AS "divisionLabel", COUNT(*) AS reports
FROM reports JOIN inside ON reports.division = inside.division
WHERE inside.step > 0
GROUP BY reports.division, reports.division_name
ORDER BY reports DESC, "divisionLabel"
