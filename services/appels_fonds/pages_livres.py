"""The HTML door of the books: journal, general ledger, balances, lettering. Every list is an address and a workbook."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.comptabilite import lettrage, livres
from services.appels_fonds.comptabilite.livres import FiltreLivre, LigneBalance, LigneLivre
from services.appels_fonds.comptabilite.schema_comptable import JOURNAUX
from services.appels_fonds.pages import pages
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.excel.export_liste import MIME_XLSX, write_liste
from shared.montants import euros
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.listes import asked_page

ENTETES = (
    "Date", "Journal", "Numéro", "Pièce", "Compte", "Libellé du compte", "Auxiliaire", "Libellé", "Débit", "Crédit",
    "Lettrage", "Statut",
)  # fmt: skip


def asked_filtre(**forced: str) -> FiltreLivre:
    """The filter an address asks for; the current year when it names no day."""
    args = {**request.args, **forced}
    annee = today().year
    return FiltreLivre(
        debut=_day(args.get("debut", ""), date(annee, 1, 1)), fin=_day(args.get("fin", ""), date(annee, 12, 31)),
        journal=args.get("journal", "") if args.get("journal", "") in JOURNAUX else "",
        compte=args.get("compte", "").strip()[:12], copropriete=args.get("copropriete", "").strip().upper(),
        statut=args.get("statut", ""), lettrage=args.get("lettrage", ""), texte=args.get("q", "").strip()[:100],
        page=asked_page(args),
    )  # fmt: skip


def _day(texte: str, default: date) -> date:
    if not texte.strip():
        return default
    try:
        return date.fromisoformat(texte.strip())
    except ValueError as error:
        raise InvalidError(f"« {texte} » n’est pas une date.", code="DATE_INVALIDE") from error


def wants_xlsx() -> bool:
    """Whether the address asks for the workbook of the list."""
    return request.args.get("format") == "xlsx"


@pages.get("/ecritures")
@requires(Permission.CONSULTER)
def journal() -> str | Response:
    """The journal."""
    filtre = asked_filtre()
    with Lecture() as session:
        liste = livres.list_journal(session, current_acteur(), filtre, whole=wants_xlsx())
    if wants_xlsx():
        return _send("journal", ENTETES, map(_row, liste.lignes))
    return render_template("appels_fonds/journal.html", liste=liste, filtre=filtre, journaux=JOURNAUX, cumul=False)


@pages.get("/grand-livre")
@requires(Permission.CONSULTER)
def grand_livre() -> str | Response:
    """The general ledger, with the running balance of each account and syndicat."""
    filtre = asked_filtre()
    with Lecture() as session:
        liste = livres.list_grand_livre(session, current_acteur(), filtre, whole=wants_xlsx())
    if wants_xlsx():
        rows = ([*_row(ligne), euros(ligne.cumul or 0)] for ligne in liste.lignes)
        return _send("grand livre", (*ENTETES, "Solde"), rows)
    return render_template("appels_fonds/journal.html", liste=liste, filtre=filtre, journaux=JOURNAUX, cumul=True)


@pages.get("/balance")
@requires(Permission.CONSULTER)
def balance() -> str | Response:
    """The trial balance."""
    filtre = asked_filtre()
    with Lecture() as session:
        return _show_balance("balance", livres.list_balance(session, current_acteur(), filtre), filtre)


@pages.get("/balance-auxiliaire")
@requires(Permission.CONSULTER)
def balance_auxiliaire() -> str | Response:
    """The balance by syndicat."""
    filtre = asked_filtre()
    with Lecture() as session:
        return _show_balance("auxiliaire", livres.list_balance_auxiliaire(session, current_acteur(), filtre), filtre)


def _show_balance(genre: str, lignes: Sequence[LigneBalance], filtre: FiltreLivre) -> str | Response:
    if wants_xlsx():
        rows = (
            [ligne.numero, ligne.libelle, *(euros(montant) for montant in (*ligne[2:], ligne.solde_centimes))]
            for ligne in lignes
        )
        return _send(f"{genre}", ("Compte", "Libellé", "Ouverture", "Débit", "Crédit", "Solde"), rows)
    totaux = {
        name: sum(getattr(ligne, f"{name}_centimes") for ligne in lignes)
        for name in ("ouverture", "debit", "credit", "solde")
    }
    return render_template(
        "appels_fonds/balance.html", genre=genre, lignes=lignes, filtre=filtre, totaux=totaux, journaux=JOURNAUX
    )


def _row(ligne: LigneLivre) -> list[Any]:
    return [
        ligne.date_ecriture, ligne.journal, ligne.numero, ligne.piece_ref, ligne.compte, ligne.compte_libelle,
        ligne.auxiliaire, ligne.libelle, _amount(ligne.debit_centimes), _amount(ligne.credit_centimes), ligne.lettre,
        "validée" if ligne.numero else "brouillon",
    ]  # fmt: skip


def _amount(centimes: int) -> Decimal | None:
    return euros(centimes) if centimes else None


def _send(titre: str, entetes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    nom = f"{titre.replace(' ', '-')}-{today():%Y%m%d}.xlsx"
    return send_bytes(write_liste(titre.capitalize(), entetes, rows), nom, MIME_XLSX)


@pages.get("/lettrage")
@requires(Permission.CONSULTER)
def lettrage_page() -> str:
    """The legs of a syndicat that nothing settles yet, to tick by hand."""
    filtre = asked_filtre(
        lettrage="non", statut="VALIDEE", compte=request.args.get("compte", "4"),
        debut=request.args.get("debut", "2000-01-01"),
    )  # fmt: skip
    with Lecture() as session:
        liste = livres.list_grand_livre(session, current_acteur(), filtre)
    lignes = [ligne for ligne in liste.lignes if ligne.auxiliaire]
    return render_template("appels_fonds/lettrage.html", liste=liste, lignes=lignes, filtre=filtre)


@pages.post("/lettrage")
@requires(Permission.GERER_COMPTABILITE)
def lettrer() -> AnyResponse:
    """Letter the ticked legs."""
    ids = [int(value) for value in request.form.getlist("ligne") if value.isdecimal()]
    with Session.begin() as session:
        made = lettrage.letter_by_hand(session, current_acteur(), ids, aujourdhui=today())
        message = f"Lettrage {made.code} posé sur {made.auxiliaire}."
    flash(message)
    return redirect(url_for("appels_fonds.lettrage_page", copropriete=request.form.get("copropriete") or None))


@pages.post("/lettrage/<int:lettrage_id>/annuler")
@requires(Permission.GERER_COMPTABILITE)
def delettrer(lettrage_id: int) -> AnyResponse:
    """Take a lettering back."""
    with Session.begin() as session:
        lettrage.unletter(session, current_acteur(), lettrage_id)
    flash("Lettrage annulé ; son code ne servira plus.")
    return redirect(url_for("appels_fonds.journal"))
