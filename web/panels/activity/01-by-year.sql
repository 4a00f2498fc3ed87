SELECT year, COUNT(*) AS measures
FROM measures
WHERE activity_type = $notation AND year IS NOT NULL
GROUP BY year
ORDER BY year
