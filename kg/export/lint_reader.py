"""Reads a GEXF file element by element and looks for the traps of :mod:`kg.export.lint_rules`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from kg.export.lint_rules import RULES, SHOWN, Finding
from kg.export.text import CONTROL
from kg.networks.schema import NAME, RESERVED, TYPES

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'
LONGEST_LABEL = 14
_GEXF, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_GRAPH: dict[str, set[str | None]] = {
    "mode": {"static", "dynamic"},
    "defaultedgetype": {"directed", "undirected"},
    "idtype": {"string"},
    "timeformat": {None, "double", "date", "datetime"},
    "timerepresentation": {None, "timestamp", "interval"},
}


class Reader:
    """Reads elements one after the other and keeps only what later rules need: ids, columns, counts."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = lambda *_: self.find("doctype", RULES["doctype"])
        self.parser.StartNamespaceDeclHandler = self._namespace
        self.parser.EntityDeclHandler = self._entity
        self._found: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._columns: dict[tuple[str, str], tuple[str, bool]] = {}
        self._static_seen: set[str] = set()
        self._block: tuple[str, bool] = ("", False)
        self._node_ids: set[str] = set()
        self._edge_ids: set[str] = set()
        self._pairs: set[tuple[str, ...]] = set()
        self._placed: Counter[bool] = Counter()
        self._times: set[str] = set()
        self._dynamic = self._directed = False
        self._stage = 0
        self._item: dict[str, Any] = {}
        self._missing_evidence = {"node": 0, "edge": 0}

    def read(self, file: Any) -> None:
        """Read a whole file, open for bytes."""
        try:
            self.parser.ParseFile(file)
        except (expat.ExpatError, ValueError) as error:
            self.find("xml", str(error))
            return
        if len(self._placed) > 1:
            self.find("node-position", f"{self._placed[False]} of {self._placed.total()} nodes have no position")
        for where, count in self._missing_evidence.items():
            if count:
                self.find("evidence", f"{count} {where}s have no value in a column evidence")

    def findings(self) -> Iterator[Finding]:
        """What was found, in order, and how often where it was more than can be told."""
        yield from self._found
        for rule, count in self._counts.items():
            if count > SHOWN:
                yield Finding(rule, self.parser.CurrentLineNumber, f"{count} times in all")

    def find(self, rule: str, message: str) -> None:
        """Note a finding at the line that is being read."""
        self._counts[rule] += 1
        if self._counts[rule] <= SHOWN:
            self._found.append(Finding(rule, self.parser.CurrentLineNumber, message))

    def _entity(self, *_: object) -> None:
        raise ValueError("entities are declared; they are not expanded")

    def _namespace(self, prefix: str | None, uri: str) -> None:
        if (prefix == "viz" and uri != _VIZ) or (prefix is None and uri != _GEXF):
            self.find("namespace", f"{prefix or 'default'} namespace is {uri}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        for key, value in attributes.items():
            if CONTROL.search(value):
                self.find("control-character", f"{tag} {key}={value!r}")
        handler = getattr(self, f"_on_{tag}", None)
        if handler:
            handler(attributes)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "node":
            self._node_done(self._item)
        elif tag == "edge":
            self._edge_done(self._item)

    # --- the frame -------------------------------------------------------------------------------------------------

    def _on_gexf(self, attributes: dict[str, str]) -> None:
        if attributes.get("version") != "1.3":
            self.find("namespace", f"version is {attributes.get('version')}, not 1.3")
        if any(key.endswith("schemaLocation") for key in attributes):
            self.find("schema-location", RULES["schema-location"])

    def _on_graph(self, attributes: dict[str, str]) -> None:
        if "name" in attributes:
            self.find("graph-name", attributes["name"])
        for key, allowed in _GRAPH.items():
            if attributes.get(key) not in allowed:
                self.find("graph-attributes", f"{key}={attributes.get(key)!r}")
        self._dynamic = attributes.get("mode") == "dynamic"
        self._directed = attributes.get("defaultedgetype") == "directed"
        if self._dynamic and attributes.get("timerepresentation") is None:
            self.find("graph-attributes", "a dynamic graph says no timerepresentation")
        if attributes.get("timerepresentation"):
            self._times.add(attributes["timerepresentation"])

    def _step(self, stage: int, tag: str) -> None:
        if stage < self._stage:
            self.find("order", f"<{tag}> comes too late")
        self._stage = max(stage, self._stage)

    def _on_attributes(self, attributes: dict[str, str]) -> None:
        self._step(0, "attributes")
        where, dynamic = attributes.get("class", ""), attributes.get("mode") == "dynamic"
        if dynamic and where in self._static_seen:
            self.find("dynamic-last", f"columns of {where}s")
        if not dynamic:
            self._static_seen.add(where)
        self._block = (where, dynamic)

    def _on_attribute(self, attributes: dict[str, str]) -> None:
        where, dynamic = self._block
        column, title, kind = attributes.get("id", ""), attributes.get("title"), attributes.get("type", "")
        if column != title or not NAME.fullmatch(column):
            self.find("column-name", f"id {column!r}, title {title!r}")
        if kind not in TYPES:
            self.find("column-type", f"{column}: {kind!r}")
        if column.lower() in RESERVED or (title or "").lower() in RESERVED:
            self.find("column-reserved", column)
        if (where, column) in self._columns:
            self.find("column-duplicate", f"{column} of {where}s")
        self._columns[where, column] = (kind, dynamic)

    def _on_nodes(self, _: dict[str, str]) -> None:
        self._step(1, "nodes")

    def _on_edges(self, _: dict[str, str]) -> None:
        self._step(2, "edges")

    # --- nodes and edges -------------------------------------------------------------------------------------------

    def _on_node(self, attributes: dict[str, str]) -> None:
        self._item = {"where": "node", "xml": attributes, "for": set()}

    def _on_edge(self, attributes: dict[str, str]) -> None:
        self._item = {"where": "edge", "xml": attributes, "for": set()}

    def _on_attvalue(self, attributes: dict[str, str]) -> None:
        where, column, value = self._item.get("where", ""), attributes.get("for", ""), attributes.get("value", "")
        kind, dynamic = self._columns.get((where, column), ("", False))
        if not kind:
            self.find("value-undeclared", f"{column} of a {where}")
        elif not value:
            self.find("value-empty", f"{column} of {where} {self._item['xml'].get('id')}")
        elif not _fits(value, kind) and column != "name":
            self.find("value-type", f"{column}={value!r} is no {kind}")
        self._time(attributes, required=dynamic)
        self._item.setdefault("for", set()).add(column)
        if column == "weight" and where == "edge":
            self._item["weight"] = min(self._item.get("weight", 1e308), _number(value))

    def _on_spell(self, attributes: dict[str, str]) -> None:
        self._item["spells"] = True
        self._time(attributes, required=True)

    def _time(self, attributes: dict[str, str], *, required: bool) -> None:
        used = {"timestamp"} & set(attributes) or {"interval"} & {
            "interval" for k in ("start", "end") if k in attributes
        }
        if not used:
            if required:
                self.find("time-missing", "a spell or dynamic value without time")
            return
        if not self._dynamic:
            self.find("time-static", RULES["time-static"])
        if used - self._times and self._times:
            self.find("time-mixed", f"{', '.join(used)} beside {', '.join(self._times)}")
        self._times |= used
        for key in ("timestamp", "start", "end"):
            if key in attributes and _number(attributes[key]) != _number(attributes[key]):
                self.find("time-format", f"{key}={attributes[key]!r}")

    def _on_size(self, attributes: dict[str, str]) -> None:
        self._item["size"] = _number(attributes.get("value", ""))

    def _on_color(self, attributes: dict[str, str]) -> None:
        values = [_number(attributes.get(key, "")) for key in "rgb"]
        self._item["color"] = "hex" in attributes or all(0 <= value <= 255 for value in values)

    def _on_position(self, attributes: dict[str, str]) -> None:
        self._item["position"] = True
        for key in set("xyz") & set(attributes):
            if _number(attributes[key]) != _number(attributes[key]):
                self.find("node-position", f"{key}={attributes[key]!r}")

    def _node_done(self, item: dict[str, Any]) -> None:
        xml = item["xml"]
        name, label = xml.get("id", ""), xml.get("label", "")
        if not name or name in self._node_ids:
            self.find("node-id", f"{name!r}")
        self._node_ids.add(name)
        if not label:
            self.find("node-label", name)
        elif len(label) > LONGEST_LABEL:
            self.find("label-long", f"{label} ({len(label)} characters)")
        if not item.get("size", 0) > 0:
            self.find("node-size", name)
        if not item.get("color"):
            self.find("node-color", name)
        self._placed[bool(item.get("position"))] += 1
        self._common(item)

    def _edge_done(self, item: dict[str, Any]) -> None:
        xml = item["xml"]
        name, source, target, kind = (xml.get(key, "") for key in ("id", "source", "target", "kind"))
        if not name or name in self._edge_ids or name in self._node_ids:
            self.find("edge-id", f"{name!r}")
        self._edge_ids.add(name)
        for end in (source, target):
            if end not in self._node_ids:
                self.find("edge-end", f"{name}: no node {end!r}")
        if not kind:
            self.find("edge-kind", name)
        if xml.get("type") not in (None, "directed", "undirected"):
            self.find("edge-type", f"{name}: {xml.get('type')}")
        directed = xml["type"] == "directed" if "type" in xml else self._directed
        pair = (source, target, kind) if directed else (*sorted((source, target)), kind)
        if pair in self._pairs:
            self.find("edge-duplicate", f"{source} – {target} ({kind})")
        self._pairs.add(pair)
        weights = [_number(xml["weight"])] if "weight" in xml else []
        weights += [item["weight"]] if "weight" in item else []
        if len(weights) != 1 or not weights[0] > 0:
            self.find("edge-weight", f"{name}: {weights or 'none'}")
        self._common(item)

    def _common(self, item: dict[str, Any]) -> None:
        if self._dynamic and not item.get("spells"):
            self.find("time-missing", f"{item['where']} {item['xml'].get('id')}")
        if "evidence" not in item["for"]:
            self._missing_evidence[item["where"]] += 1


def _number(text: str) -> float:
    """The number, or NaN where it is none; ``nan`` and ``inf`` are none."""
    try:
        value = float(text)
    except ValueError:
        return float("nan")
    return value if abs(value) < 1e300 else float("nan")


def _fits(value: str, kind: str) -> bool:
    if kind == "boolean":
        return value in ("true", "false")
    if kind in ("integer", "long"):
        return value.lstrip("+-").isdecimal() and value.isascii()
    if kind in ("double", "float"):
        return _number(value) == _number(value)
    return value not in ("None", "nan", "NaN", "null") and not (value.startswith("[") and value.endswith("]"))
