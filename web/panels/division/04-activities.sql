SELECT $concept || 'activity/' || measures.activity_type AS activity, COUNT(*) AS measures, COUNT(DISTINCT measures.report) AS reports
FROM measures SEMI JOIN inside ON measures.division = inside.division
WHERE measures.activity_type IS NOT NULL
GROUP BY measures.activity_type
ORDER BY measures DESC, activity
