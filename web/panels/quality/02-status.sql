SELECT $concept || 'status/' || status AS status, COUNT(*) AS citations
FROM citations
WHERE status IS NOT NULL
GROUP BY status
ORDER BY citations DESC
