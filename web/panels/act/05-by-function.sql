WITH functions AS (SELECT DISTINCT report, function FROM issuers WHERE function IS NOT NULL)
SELECT $concept || 'function/' || functions.function AS function, COUNT(DISTINCT citations.report) AS reports, COUNT(*) AS citations
FROM citations
JOIN functions ON citations.report = functions.report
WHERE citations.act = $it
GROUP BY functions.function
ORDER BY reports DESC, function
LIMIT 50
