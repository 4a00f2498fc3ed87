WITH cited AS (SELECT act AS cited_act, CASE WHEN act IS NOT NULL THEN level END AS own FROM citations WHERE status IS NULL),
known AS (SELECT id, level AS known_level FROM acts)
SELECT $concept || 'level/' || COALESCE(known.known_level, cited.own) AS level, COUNT(*) AS citations
FROM cited LEFT JOIN known ON cited.cited_act = known.id
GROUP BY COALESCE(known.known_level, cited.own)
ORDER BY citations DESC
