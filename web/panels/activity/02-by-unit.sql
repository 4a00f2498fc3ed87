SELECT unit, COUNT(*) AS measures, SUM(counted) AS total, MAX(counted) AS largest
FROM (
  SELECT unit, CASE WHEN part_of IS NULL AND change IS NULL THEN value ELSE 0 END AS counted
  FROM measures
  WHERE activity_type = $notation AND unit IS NOT NULL
) AS m
GROUP BY unit
ORDER BY measures DESC, unit
LIMIT 50
