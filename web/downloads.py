"""Files to take away: answers of a query as a spreadsheet or for a program."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("downloads", __name__)
