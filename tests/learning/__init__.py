"""Making the tables that are learned from the annotated reports."""
