"""Records to RDF: namespaces, IRIs, N-Quads text and table rows.

:func:`report_quads` gives the quads of one report as text, ready for a bulk loader; no RDF object is made on the way.
"""

from kg.graph.report import report_quads, shard
from kg.graph.writer import Shard

__all__ = ["Shard", "report_quads", "shard"]
