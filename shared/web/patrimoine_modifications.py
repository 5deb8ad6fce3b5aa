"""Changing a copropriété by hand: identity, syndic, lots, tantièmes. A stale write is shown, never lost."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, make_response, redirect, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession
from werkzeug.wrappers import Response

from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError, NotFoundError, RefusedError, StaleError
from shared.journal import select_journal, tell_lignes
from shared.models import Agence, Copropriete, Origine, Syndic
from shared.patrimoine.format import IDENTITE
from shared.patrimoine.identite import update_copropriete
from shared.patrimoine.lectures import get_copropriete, lots_du_bailleur
from shared.patrimoine.lots import buy_lot, sell_lot
from shared.patrimoine.mandats import change_syndic
from shared.patrimoine.tantiemes import correct_tantieme
from shared.presentation import today
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

modifications = Blueprint("modifications", __name__, url_prefix="/patrimoine/coproprietes")

LIBELLES = {
    "nom": "Nom", "adresse": "Adresse", "immatriculation": "Immatriculation", "agence": "Agence",
    "origine": "Origine de nos lots", "surface_m2": "Surface (m²)", "lots_principaux": "Lots principaux",
    "reference_bailleur": "Notre référence", "iban": "IBAN du syndicat",
    "iban_fonds_travaux": "IBAN du fonds de travaux",
    "syndic": "Syndic", "du": "À partir du", "au": "Dernier jour", "numero": "Lot", "nature": "Nature", "cle": "Clé",
    "tantiemes": "Tantièmes", "motif": "Motif",
}  # fmt: skip
ORIGINES = [(Origine.AUTRE.lower(), "Autre"), (Origine.VENTE_HLM_VENDEUR.lower(), "Vente HLM : nous sommes vendeur")]
ENTIERS = ("surface_m2", "lots_principaux")
VU = "vu-"
"""Before the name of a field: the hidden field that holds what the agent had under his eyes."""
Act = Callable[[OrmSession, int, int], object]
"""What one form does, given the copropriété's id and the version its agent had under his eyes."""


@modifications.get("/<code>")
@requires(Permission.MODIFIER_PATRIMOINE)
def edit_page(code: str) -> str:
    """Every form of a copropriété."""
    with Lecture() as session:
        return _page(session, get_copropriete(session, current_acteur(), code))


@modifications.post("/<code>/identite")
@requires(Permission.MODIFIER_PATRIMOINE)
def change_identity(code: str) -> Response:
    """Change only the fields that were typed over: what somebody else wrote in the others stays."""

    def act(session: OrmSession, ident: int, version: int) -> None:
        saisie = Saisie(request.form)
        changements = {
            nom: saisie.entier(nom, LIBELLES[nom], requis=False) if nom in ENTIERS else _text(nom)
            for nom in IDENTITE
            if request.form.get(nom, "").strip() != request.form.get(VU + nom, "")
        }
        saisie.check()
        update_copropriete(session, current_acteur(), ident, version, changements)

    return _apply(code, act, "L’identité est enregistrée.")


@modifications.post("/<code>/syndic")
@requires(Permission.MODIFIER_PATRIMOINE)
def new_mandate(code: str) -> Response:
    """Put another syndic in charge from a day."""

    def act(session: OrmSession, ident: int, version: int) -> None:
        saisie = Saisie(request.form)
        syndic, du = saisie.entier("syndic", "Syndic"), saisie.jour("du", "À partir du")
        saisie.check()
        change_syndic(session, current_acteur(), ident, version, syndic or 0, _given(du))

    return _apply(code, act, "Le nouveau mandat est enregistré.")


@modifications.post("/<code>/achat")
@requires(Permission.MODIFIER_PATRIMOINE)
def buy(code: str) -> Response:
    """Make a lot ours from a day, with its tantièmes."""

    def act(session: OrmSession, ident: int, version: int) -> None:
        saisie = Saisie(request.form)
        numero, du = saisie.texte("numero", "Lot"), saisie.jour("du", "À nous à partir du")
        nature = saisie.texte("nature", "Nature", requis=False)
        surface = saisie.entier("surface_m2", "Surface (m²)", requis=False)
        typed = [nom for nom in request.form if nom.startswith("cle-")]
        tantiemes = {nom[4:]: saisie.entier(nom, f"Tantièmes {nom[4:]}", requis=False) for nom in typed}
        saisie.check()
        known = {cle: valeur for cle, valeur in tantiemes.items() if valeur is not None}
        buy_lot(session, current_acteur(), ident, version, numero or "", nature, surface, _given(du), known)

    return _apply(code, act, f"Le lot {request.form.get('numero', '')} est à nous.")


@modifications.post("/<code>/vente")
@requires(Permission.MODIFIER_PATRIMOINE)
def sell(code: str) -> Response:
    """End our ownership of a lot."""

    def act(session: OrmSession, ident: int, version: int) -> None:
        saisie = Saisie(request.form)
        numero, au = saisie.texte("numero", "Lot"), saisie.jour("au", "Dernier jour")
        saisie.check()
        sell_lot(session, current_acteur(), ident, version, numero or "", _given(au))

    return _apply(code, act, f"La vente du lot {request.form.get('numero', '')} est enregistrée.")


@modifications.post("/<code>/tantieme")
@requires(Permission.MODIFIER_PATRIMOINE)
def correct(code: str) -> Response:
    """Correct the tantièmes of a lot on a clé, from a day or from the origin."""

    def act(session: OrmSession, ident: int, version: int) -> None:
        saisie = Saisie(request.form)
        numero, cle = saisie.texte("numero", "Lot"), saisie.texte("cle", "Clé")
        tantiemes, motif = saisie.entier("tantiemes", "Tantièmes"), saisie.texte("motif", "Motif")
        du = saisie.jour("du", "À partir du", requis=False)
        saisie.check()
        correct_tantieme(
            session, current_acteur(), ident, version, numero or "", cle or "", tantiemes or 0, du, motif or ""
        )

    return _apply(code, act, "Les tantièmes sont corrigés.")


def _apply(code: str, act: Act, done: str) -> Response:
    """Do the act in one transaction; a refusal shows the page again with what was typed."""
    brut = request.form.get("version", "")
    try:
        with Session.begin() as session:
            copropriete = get_copropriete(session, current_acteur(), code)
            act(session, copropriete.id, int(brut) if brut.isdecimal() else 0)
    except StaleError as error:
        return _both_versions(code, error)
    except (InvalidError, RefusedError, NotFoundError) as error:
        with Lecture() as session:
            copropriete = get_copropriete(session, current_acteur(), code)
            return make_response(_page(session, copropriete, error), error.status)
    flash(done)
    return redirect(f"/patrimoine/coproprietes/{code}")


def _both_versions(code: str, error: StaleError) -> Response:
    """What was typed beside what is there now, who changed it, and a button to save all the same."""
    with Lecture() as session:
        copropriete = get_copropriete(session, current_acteur(), code)
        saved = _identity(copropriete)
        typed = {nom: valeur for nom, valeur in request.form.items() if nom not in ("csrf_token", "version")}
        changed = [nom for nom in typed if not nom.startswith(VU) and typed[nom] != typed.get(VU + nom)]
        lignes = session.scalars(select_journal(copropriete_id=copropriete.id).limit(3)).all()
        page = render_template(
            "coquille/conflit.html",
            copropriete=copropriete, faute=error.detail, actes=tell_lignes(session, lignes), saisie=typed,
            champs=[(LIBELLES.get(nom, nom), typed.get(VU + nom), typed[nom], saved.get(nom)) for nom in changed],
        )  # fmt: skip
    return make_response(page, error.status)


def _page(session: OrmSession, copropriete: Copropriete, error: AppError | None = None) -> str:
    posted = request.form if error else {}
    saved = _identity(copropriete)
    return render_template(
        "coquille/patrimoine_copropriete.html",
        copropriete=copropriete,
        vu={VU + nom: posted.get(VU + nom, valeur) for nom, valeur in saved.items()},
        identite={nom: posted.get(nom, valeur) for nom, valeur in saved.items()},
        lots=lots_du_bailleur(session, copropriete.id, today()),
        syndics=[(syndic.id, syndic.nom) for syndic in session.scalars(select(Syndic).order_by(Syndic.nom))],
        agences=[(agence.code, agence.nom) for agence in session.scalars(select(Agence).order_by(Agence.nom))],
        origines=ORIGINES,
        libelles=LIBELLES, saisie=posted, faute=error,
    )  # fmt: skip


def _identity(copropriete: Copropriete) -> dict[str, str]:
    """The fields of the identity form, as they are typed."""
    values = {nom: getattr(copropriete, nom) for nom in IDENTITE if nom not in ("agence", "origine")}
    texts = {nom: "" if value is None else str(value) for nom, value in values.items()}
    return {**texts, "agence": copropriete.agence.code, "origine": copropriete.origine.lower()}


def _text(nom: str) -> str | None:
    return request.form.get(nom, "").strip() or None


def _given(jour: date | None) -> date:
    """A day that ``Saisie.check`` has already required."""
    if jour is None:
        raise InvalidError("Donnez une date.")
    return jour
