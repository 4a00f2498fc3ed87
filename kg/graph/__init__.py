"""Records to RDF: namespaces, IRIs, N-Quads text, ready for a bulk loader (no RDF object is made on the way), and table rows."""
