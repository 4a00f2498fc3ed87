"""A knowledge graph of the rule-of-law reports of Chinese government agencies."""
