SELECT $concept || 'resolution/' || resolution AS resolution, COUNT(*) AS citations
FROM citations
WHERE resolution IS NOT NULL
GROUP BY resolution
ORDER BY citations DESC
