SELECT issuers.agency AS agency, issuers.name AS "agencyLabel", COUNT(DISTINCT citations.report) AS reports, COUNT(*) AS citations
FROM citations JOIN issuers ON citations.report = issuers.report
WHERE citations.act = $it
GROUP BY issuers.agency, issuers.name
ORDER BY citations DESC, "agencyLabel"
LIMIT 100
