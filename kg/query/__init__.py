"""Asking a store: saved questions, guard, workers with a time limit, formats of answers."""
