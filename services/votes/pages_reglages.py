"""The HTML door of the settings of votes: rules of routing, of visas and of doctrine, tried before they are adopted."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response as AnyResponse

from services.votes.attribution.absences import list_remplacants
from services.votes.models import GenreRegle, Position
from services.votes.politique.conditions import ARTICLES, ORIGINES, OUI_NON, describe_conditions, load_conditions
from services.votes.politique.essais import apply_regles, try_doctrine, try_routage
from services.votes.politique.formulaires_regles import (
    CODES,
    MONTANTS,
    PARTS,
    Champs,
    fill_form,
    first,
    read_du,
    read_regle_form,
)
from services.votes.politique.reglages import (
    SaisieRegle,
    add_regle,
    change_regle,
    get_regle,
    list_regles,
    list_versions,
    refuse_faulty,
    withdraw_regle,
)
from services.votes.politique.regles import name_regle
from services.votes.politique.regles_defaut import load_doctrine
from services.votes.vues import list_types
from shared.acteurs import ROLES, Permission
from shared.database import Lecture, Session
from shared.errors import AppError, NotFoundError
from shared.models import Agence
from shared.presentation import today
from shared.web.gardes import current_acteur, requires

reglages = Blueprint("reglages", __name__, url_prefix="/reglages")

GENRES = {"affectation": GenreRegle.AFFECTATION, "visas": GenreRegle.VISA, "doctrine": GenreRegle.DOCTRINE}
TITRES = {
    GenreRegle.AFFECTATION: ("Qui répond", "La première règle qui tient désigne l’agent ; à défaut, le rôle du type."),
    GenreRegle.VISA: ("Seconds visas", "La première règle qui tient demande un second accord avant l’envoi."),
    GenreRegle.DOCTRINE: ("Doctrine de vote", "La première règle qui tient propose une position : elle pré-remplit, "
                          "elle n’envoie jamais."),
}  # fmt: skip


@reglages.get("/")
@requires(Permission.CONSULTER)
def accueil() -> AnyResponse:
    """The first section."""
    return redirect(url_for("votes.reglages.liste", section="affectation"))


@reglages.get("/<section>")
@requires(Permission.CONSULTER)
def liste(section: str) -> str:
    """The rules of a section, in the order they are looked at."""
    genre = _read_genre(section)
    with Lecture() as session:
        regles, agences = list_regles(session, genre), load_agences(session)
        return render_template(
            "votes/reglages.html", section=section, genre=genre, titre=TITRES[genre], regles=regles,
            noms={regle.id: name_regle(genre, regle.numero, regle.version) for regle in regles},
            phrases={
                regle.id: describe_conditions(load_conditions(regle.conditions), agences) for regle in regles
            },
        )  # fmt: skip


@reglages.post("/doctrine/depart")
@requires(Permission.REGLER_VOTES)
def charger_doctrine() -> AnyResponse:
    """Load the starting doctrine where there is none."""
    with Session.begin() as session:
        nombre = load_doctrine(session, current_acteur(), today())
    flash(f"{nombre} règles de départ ajoutées : relisez-les et adaptez-les.")
    return redirect(url_for("votes.reglages.liste", section="doctrine"))


@reglages.post("/appliquer")
@requires(Permission.REGLER_VOTES)
def appliquer() -> AnyResponse:
    """Give the resolutions to come to whom the rules in force name."""
    with Session.begin() as session:
        nombre = apply_regles(session, current_acteur(), today())
    pluriel = "s" if nombre > 1 else ""
    flash(
        f"{nombre} résolution{pluriel} réaffectée{pluriel} par les règles ; celles données à la main n’ont pas bougé."
    )
    return redirect(url_for("votes.reglages.liste", section="affectation"))


@reglages.get("/<section>/nouvelle")
@requires(Permission.REGLER_VOTES)
def nouvelle(section: str) -> str:
    """The form of a new rule."""
    return _render_form(section, None, {})


@reglages.get("/<section>/<int:numero>")
@requires(Permission.CONSULTER)
def regle(section: str, numero: int) -> str:
    """A rule, its versions, and for an administrator the form of the next one."""
    with Lecture() as session:
        champs = fill_form(get_regle(session, _read_genre(section), numero))
    return _render_form(section, numero, champs)


@reglages.post("/<section>/nouvelle")
@requires(Permission.REGLER_VOTES)
def creer(section: str) -> AnyResponse:
    """Try a new rule, or adopt it."""
    return _handle(section, None)


@reglages.post("/<section>/<int:numero>")
@requires(Permission.REGLER_VOTES)
def changer(section: str, numero: int) -> AnyResponse:
    """Try a change or a withdrawal, or adopt it."""
    return _handle(section, numero)


def _handle(section: str, numero: int | None) -> AnyResponse:
    """What the button pressed asks: try, save, try the withdrawal, withdraw."""
    champs: Champs = request.form.to_dict(flat=False)
    acte, genre = first(champs, "acte"), _read_genre(section)
    try:
        if acte in ("essayer", "essayer_retrait"):
            saisie = read_regle_form(champs, genre) if acte == "essayer" else None
            return make_response(_render_form(section, numero, champs, essai=_try(genre, saisie, numero)))
        with Session.begin() as session:
            nom = _adopt(session, champs, genre, numero, acte)
            moved = 0
            if genre is not GenreRegle.DOCTRINE and first(champs, "appliquer") == "oui":
                session.flush()
                moved = apply_regles(session, current_acteur(), today())
    except AppError as refus:
        if isinstance(refus, NotFoundError):
            raise
        return make_response(_render_form(section, numero, champs, refus=refus), refus.status)
    flash(f"Règle {nom}" + (f" ; {moved} résolutions à venir réaffectées." if moved else "."))
    return redirect(url_for("votes.reglages.liste", section=section))


def _adopt(session: Any, champs: Champs, genre: GenreRegle, numero: int | None, acte: str) -> str:
    """Save or withdraw; returns what is said of it."""
    acteur, version = current_acteur(), first(champs, "version")
    read = int(version) if version.isdecimal() else 0
    if acte == "retirer" and numero is not None:
        motif = first(champs, "motif_retrait")
        withdraw_regle(session, acteur, genre, numero, version=read, motif=motif, au=today())
        return f"{name_regle(genre, numero, read)} retirée à la fin du jour"
    saisie, du = read_regle_form(champs, genre), read_du(champs, today())
    if numero is None:
        added = add_regle(session, acteur, saisie, du)
    else:
        added = change_regle(session, acteur, genre, numero, saisie, version=read, du=du)
    return f"{name_regle(genre, added.numero, added.version)} en vigueur le {du:%d/%m/%Y}"


def _try(genre: GenreRegle, saisie: SaisieRegle | None, numero: int | None) -> Any:
    with Lecture() as session:
        if saisie is not None:
            refuse_faulty(session, saisie)
        if genre is GenreRegle.DOCTRINE:
            essai: Any = try_doctrine(session, current_acteur(), saisie, numero, today())
        else:
            essai = try_routage(session, current_acteur(), genre, saisie, numero, today())
        return render_template("votes/_essai_regle.html", essai=essai, doctrine=genre is GenreRegle.DOCTRINE)


def _render_form(
    section: str, numero: int | None, champs: Champs, refus: AppError | None = None, essai: str | None = None
) -> str:
    genre = _read_genre(section)
    with Lecture() as session:
        derniere = get_regle(session, genre, numero) if numero is not None else None
        versions, agences = list_versions(session, genre, numero) if numero is not None else [], load_agences(session)
        return render_template(
            "votes/regle.html", section=section, genre=genre, titre=TITRES[genre], numero=numero, derniere=derniere,
            nom=name_regle(genre, numero, derniere.version) if numero is not None and derniere else None,
            versions=[
                (
                    name_regle(genre, one.numero, one.version), one,
                    describe_conditions(load_conditions(one.conditions), agences),
                )
                for one in versions
            ],
            v={nom: first(champs, nom) for nom in champs}, listes=champs, refus=refus, essai=essai,
            fautes=refus.par_champ if refus else {},
            types=_sort_types(champs), articles=list(ARTICLES.items()), origines=list(ORIGINES.items()),
            oui_non=OUI_NON,
            montants=MONTANTS, parts=PARTS, codes=CODES,
            agences=list(agences.items()),
            agents=[(agent.id, agent.nom) for agent in list_remplacants(session)],
            roles=[(code, nom) for code, nom in ROLES.items() if code != "ADMIN"],
            positions=[(one.value, one.value.capitalize()) for one in Position],
        )  # fmt: skip


def load_agences(session: OrmSession) -> dict[str, str]:
    """The agencies by code, in the order of their names."""
    return {agence.code: agence.nom for agence in session.scalars(select(Agence).order_by(Agence.nom))}


def _read_genre(section: str) -> GenreRegle:
    if section not in GENRES:
        raise NotFoundError("Cette page de réglages n’existe pas.", code="REGLAGE_INCONNU")
    return GENRES[section]


def _sort_types(champs: Champs) -> list[tuple[str, str]]:
    """The types by their names, those already chosen first, so that they are seen."""
    chosen = set(champs.get("types", ()))
    return sorted(list_types(), key=lambda pair: pair[0] not in chosen)
