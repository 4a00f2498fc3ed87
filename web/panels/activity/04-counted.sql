SELECT counted, COUNT(*) AS measures
FROM measures
WHERE activity_type = $notation AND counted IS NOT NULL
GROUP BY counted
ORDER BY measures DESC, counted
LIMIT 40
