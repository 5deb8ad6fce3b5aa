"""The HTML door of payments: bank accounts, stops, batches of transfers."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds.lectures import get_appel
from services.appels_fonds.models import GenreCompte, StatutCompte
from services.appels_fonds.pages import pages, render_appel
from services.appels_fonds.paiements import comptes_bancaires, suspensions, virements
from services.appels_fonds.paiements import rejets as rejets_virements
from services.appels_fonds.paiements.regles_iban import mask_iban, print_iban, read_iban
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import AppError, InvalidError, RefusedError
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete
from shared.presentation import today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires
from shared.web.saisie import Saisie

GENRES = {GenreCompte.COURANT: "Compte courant", GenreCompte.FONDS_TRAVAUX: "Compte du fonds de travaux"}
pages.add_app_template_filter(mask_iban, "iban_masque")
pages.add_app_template_filter(print_iban, "iban")


@pages.get("/virements")
@requires(Permission.CONSULTER)
def remises() -> str:
    """The batches, and what one prepared now would pay."""
    saisie = Saisie({"echeance": request.args.get("echeance", "")})
    echeance = saisie.jour("echeance", "Échéance", requis=False) or today()
    saisie.check()
    acteur = current_acteur()
    with Lecture() as session:
        prevus, ecartes = virements.to_pay(session, acteur, echeance=echeance, aujourdhui=today())
        return render_template(
            "appels_fonds/virements.html", remises=virements.list_remises(session, acteur), echeance=echeance,
            prevus=prevus, ecartes=ecartes, total=sum(prevu.virement.montant_centimes for prevu in prevus),
        )  # fmt: skip


@pages.post("/virements")
@requires(Permission.PREPARER_VIREMENT)
def preparer_remise() -> AnyResponse:
    """Prepare a batch."""
    saisie = Saisie(request.form)
    echeance = saisie.jour("echeance", "Échéance")
    saisie.check()
    with Session.begin() as session:
        remise = virements.prepare_remise(session, current_acteur(), echeance=echeance or today(), aujourdhui=today())
        numero = remise.numero
    flash(f"Remise n° {numero} préparée : un autre agent l’approuve.")
    return redirect(url_for("appels_fonds.remise", numero=numero))


@pages.get("/virements/<int:numero>")
@requires(Permission.CONSULTER)
def remise(numero: int) -> str:
    """One batch: its transfers, what was left out, who decides."""
    with Lecture() as session:
        found = virements.get_remise(session, current_acteur(), numero)
        return render_template(
            "appels_fonds/remise.html",
            remise=found,
            genres=GENRES,
            decrit=virements.describe(session, found),
            rejets=rejets_virements.REJETS,
        )


@pages.post("/virements/<int:numero>/approuver")
@requires(Permission.APPROUVER_VIREMENT)
def approuver_remise(numero: int) -> AnyResponse:
    """Approve a batch: its file is made."""
    version = request.form.get("version", type=int)
    with Session.begin() as session:
        virements.approve_remise(session, current_acteur(), numero, aujourdhui=today(), version=version)
    flash(f"Remise n° {numero} approuvée : le fichier de la banque est prêt, les règlements sont en brouillon.")
    return redirect(url_for("appels_fonds.remise", numero=numero))


@pages.post("/virements/<int:numero>/annuler")
@requires(Permission.PREPARER_VIREMENT)
def annuler_remise(numero: int) -> AnyResponse:
    """Cancel a batch."""
    with Session.begin() as session:
        virements.cancel_remise(
            session, current_acteur(), numero, motif=request.form.get("motif", ""), aujourdhui=today()
        )
    flash(f"Remise n° {numero} annulée : ses appels sont de nouveau à payer.")
    return redirect(url_for("appels_fonds.remise", numero=numero))


@pages.post("/virements/<int:numero>/rejets")
@requires(Permission.PREPARER_VIREMENT)
def rejeter_virement(numero: int) -> AnyResponse:
    """Record that the bank gave one transfer back."""
    saisie = Saisie(request.form)
    reference, le = saisie.texte("reference", "Virement rejeté"), saisie.jour("le", "Rejeté le")
    saisie.check()
    with Session.begin() as session:
        virement = rejets_virements.reject_virement(
            session, current_acteur(), numero, reference or "", code=request.form.get("code", ""),
            note=request.form.get("note", ""), le=le or today(), aujourdhui=today(),
        )  # fmt: skip
        montant = virement.montant_centimes
    flash(f"Rejet enregistré : {format_montant(montant)} redeviennent à payer ; le reste de la remise demeure.")
    return redirect(url_for("appels_fonds.remise", numero=numero))


@pages.get("/virements/<int:numero>/fichier")
@requires(Permission.APPROUVER_VIREMENT)
def fichier_remise(numero: int) -> Response:
    """The bank's file of an approved batch."""
    with Session.begin() as session:
        _, contenu = virements.read_bordereau(session, current_acteur(), numero)
    return send_bytes(contenu, f"remise-{numero:06d}.xml", "application/xml")


@pages.get("/comptes-bancaires")
@requires(Permission.CONSULTER)
def comptes() -> str:
    """What waits for a second person, and what stops payments."""
    acteur = current_acteur()
    with Lecture() as session:
        return render_template(
            "appels_fonds/comptes.html", proposes=comptes_bancaires.list_proposed(session, acteur), genres=GENRES,
            suspensions=suspensions.list_suspensions(session, acteur), motifs=suspensions.LIBELLES,
        )  # fmt: skip


@pages.get("/comptes-bancaires/<code>")
@requires(Permission.CONSULTER)
def compte(code: str) -> str:
    """The accounts of a syndicat, every version, and the form of a change."""
    return _render_compte(code)


def _render_compte(code: str, refus: AppError | None = None) -> str:
    acteur = current_acteur()
    with Lecture() as session:
        copropriete = get_copropriete(session, acteur, code)
        versions = comptes_bancaires.list_versions(session, copropriete.id)
        alertes = {row.id: comptes_bancaires.judge_compte(session, copropriete.id, row.iban) for row in versions}
        stops = [row for row in suspensions.list_suspensions(session, acteur) if row.copropriete_id == copropriete.id]
        return render_template(
            "appels_fonds/compte.html", copropriete=copropriete, versions=versions, alertes=alertes, genres=GENRES,
            proposes=[row for row in versions if row.statut == StatutCompte.PROPOSE], suspensions=stops,
            motifs=suspensions.LIBELLES, refus=refus, saisie=request.form, fautes=refus.par_champ if refus else {},
        )  # fmt: skip


@pages.post("/comptes-bancaires/<code>")
@requires(Permission.PREPARER_VIREMENT)
def proposer_compte(code: str) -> AnyResponse:
    """First person: propose another account."""
    iban, motif = request.form.get("iban", ""), request.form.get("motif", "")
    try:
        with Session.begin() as session:
            copropriete = get_copropriete(session, current_acteur(), code)
            comptes_bancaires.propose_compte(session, current_acteur(), copropriete, _genre(), iban=iban, motif=motif)
    except (InvalidError, RefusedError) as refus:
        return make_response(_render_compte(code, refus), refus.status)
    flash("Compte proposé. Les paiements à ce syndicat sont suspendus jusqu’à la confirmation par un collègue.")
    return redirect(url_for("appels_fonds.compte", code=code))


def _genre() -> GenreCompte:
    genre = request.form.get("genre")
    return GenreCompte(genre) if genre in GENRES else GenreCompte.COURANT


@pages.post("/comptes-bancaires/changements/<int:compte_id>")
@requires(Permission.APPROUVER_VIREMENT)
def decider_compte(compte_id: int) -> AnyResponse:
    """Second person: confirm after a call-back, or refuse."""
    note = request.form.get("note", "")
    with Session.begin() as session:
        if request.form.get("acte") == "refuser":
            comptes_bancaires.refuse_compte(session, current_acteur(), compte_id, motif=note)
            message = "Changement refusé : le compte connu reste payé."
        else:
            found = comptes_bancaires.confirm_compte(
                session, current_acteur(), compte_id, note_rappel=note, aujourdhui=today()
            )
            message = f"Compte confirmé, payable à partir du {found.payable_le:%d/%m/%Y}."
    flash(message)
    return redirect(url_for("appels_fonds.comptes"))


@pages.post("/suspensions/<int:suspension_id>")
@requires(Permission.APPROUVER_VIREMENT)
def lever_suspension(suspension_id: int) -> AnyResponse:
    """Lift a stop, with the note of what was verified."""
    with Session.begin() as session:
        suspensions.lift_suspension(session, current_acteur(), suspension_id, note=request.form.get("note", ""))
    flash("Suspension levée : ce syndicat peut être payé.")
    return redirect(url_for("appels_fonds.comptes"))


@pages.post("/appels/<numero>/iban")
@requires(Permission.IMPORTER_APPEL)
def comparer_iban(numero: str) -> AnyResponse:
    """Compare the IBAN printed on a call with the account we know."""
    try:
        iban = read_iban(request.form.get("iban", ""))
    except InvalidError as refus:
        return make_response(render_appel(numero, refus), refus.status)
    with Session.begin() as session:
        appel = get_appel(session, current_acteur(), numero)
        is_same = comptes_bancaires.compare_iban(
            session, current_acteur(), appel.copropriete, _genre(), iban_lu=iban, appel=numero, aujourdhui=today()
        )
    flash(
        "C’est bien le compte connu."
        if is_same
        else "Ce n’est pas le compte connu : les paiements à ce syndicat sont suspendus."
    )
    return redirect(url_for("appels_fonds.appel", numero=numero))
