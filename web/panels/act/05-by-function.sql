SELECT $concept || 'function/' || issuers.function AS function, COUNT(DISTINCT citations.report) AS reports, COUNT(*) AS citations
FROM citations
JOIN issuers ON citations.report = issuers.report
WHERE citations.act = $it AND issuers.function IS NOT NULL
GROUP BY issuers.function
ORDER BY reports DESC, function
LIMIT 50
