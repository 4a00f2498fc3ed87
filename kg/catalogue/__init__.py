"""What is known before any report is read: acts and their versions, divisions, organs, units, activity words, programmes.

Each table is a TSV file under ``data/``; the module that reads it says what its columns mean.
"""
