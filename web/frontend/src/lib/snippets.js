// The query as code, to go on with elsewhere.

/** A text as Python writes it over several lines; around a query, line breaks mean nothing. */
const lines = (text) => `"""\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '""\\"')}\n"""`;
const quoted = (text) => `'${text.replaceAll("'", `'"'"'`)}'`;

export const snippets = {
  Python: (endpoint, query) => `import pandas as pd
from SPARQLWrapper import SPARQLWrapper, JSON

sparql = SPARQLWrapper(${JSON.stringify(endpoint)}, returnFormat=JSON)
sparql.setQuery(${lines(query)})
answer = sparql.query().convert()
table = pd.DataFrame([{k: v["value"] for k, v in row.items()} for row in answer["results"]["bindings"]])
`,
  R: (endpoint, query) => `library(httr2)
query <- r"-----(${query})-----"
table <- request(${JSON.stringify(endpoint)}) |>
  req_headers(Accept = "text/csv") |>
  req_body_form(query = query) |>
  req_perform() |>
  resp_body_string() |>
  read.csv(text = _, encoding = "UTF-8")
`,
  curl: (endpoint, query) => `curl ${endpoint} \\
  -H 'Accept: text/csv' \\
  --data-urlencode query=${quoted(query)}
`,
};
