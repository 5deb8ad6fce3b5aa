"""The filters and functions every template can call."""

from datetime import UTC

from flask import Flask, g

from shared.acteurs import ROLES, Permission
from shared.auteurs import name_auteur
from shared.database import Lecture
from shared.montants import format_montant
from shared.presentation import (
    accord,
    decline,
    format_date,
    format_date_longue,
    format_delai,
    format_instant,
    format_nombre,
    format_part,
    format_taux,
    today,
)


def register_filters(app: Flask) -> None:
    """Give the filters and the few global functions to the templates of an application."""
    app.add_template_filter(format_montant, "euros")
    app.add_template_filter(format_date, "jour")
    app.add_template_filter(format_date_longue, "jour_long")
    app.add_template_filter(format_instant, "instant")
    app.add_template_filter(format_nombre, "nombre")
    app.add_template_filter(format_taux, "taux")
    app.add_template_filter(say_auteur, "auteur")
    app.add_template_global(accord)
    app.add_template_global(decline)
    app.add_template_global(format_part, "part")
    app.add_template_global(format_delai, "delai")
    app.add_template_global(today, "aujourdhui")
    app.jinja_env.globals.update(ROLES=ROLES, Permission=Permission, UTC=UTC)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def say_auteur(courriel: str) -> str:
    """The name of whoever has this address, asked once a page."""
    known: dict[str, str] = g.setdefault("auteurs", {})
    if courriel not in known:
        with Lecture() as session:
            known[courriel] = name_auteur(session, courriel)
    return known[courriel]
