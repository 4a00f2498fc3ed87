SELECT $concept || 'activity/' || activity_type AS activity, COUNT(*) AS measures, COUNT(DISTINCT report) AS reports
FROM measures
WHERE report_year = CAST($it AS BIGINT) AND activity_type IS NOT NULL
GROUP BY activity_type
ORDER BY measures DESC, activity
