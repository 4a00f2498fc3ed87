WITH pairs AS (
  SELECT DISTINCT issuers.agency AS agency, issuers.name AS name, citations.act AS act
  FROM citations JOIN issuers ON citations.report = issuers.report
  WHERE citations.act IS NOT NULL
), mine AS (SELECT act FROM pairs WHERE agency = $it)
SELECT pairs.agency AS agency, pairs.name AS "agencyLabel", COUNT(*) AS shared
FROM pairs SEMI JOIN mine ON pairs.act = mine.act
WHERE pairs.agency <> $it
GROUP BY pairs.agency, pairs.name
ORDER BY shared DESC, "agencyLabel"
LIMIT 25
