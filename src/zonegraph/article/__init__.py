"""The text of a source: cleaned, split into numbered passages, and compared with the graph."""

from zonegraph.article.cleaning import Residue, clean, find_residues
from zonegraph.article.segmenting import Article, Passage, segment
from zonegraph.article.verification import Finding, Quotation, Report, SpanRecord, verify

__all__ = [
    "Article",
    "Finding",
    "Passage",
    "Quotation",
    "Report",
    "Residue",
    "SpanRecord",
    "clean",
    "find_residues",
    "segment",
    "verify",
]
