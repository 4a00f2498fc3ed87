WITH cited AS (SELECT report, COUNT(*) AS citations FROM citations WHERE report_year = CAST($it AS BIGINT) GROUP BY report)
SELECT reports.report AS report, reports.label AS "reportLabel", COALESCE(cited.citations, 0) AS citations
FROM reports LEFT JOIN cited ON reports.report = cited.report
WHERE reports.report_year = CAST($it AS BIGINT)
ORDER BY "reportLabel"
LIMIT 500
