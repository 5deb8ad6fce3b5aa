"""The HTML door of the accounting frame: posting scheme, chart, periods, year-end, choices on works, settings."""

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as AnyResponse

from services.appels_fonds import reglages
from services.appels_fonds.comptabilite import choix_travaux, cloture, exercices, plan_comptable, schemas_comptables
from services.appels_fonds.comptabilite.ecritures import redraft_appel
from services.appels_fonds.comptabilite.estimations_charges import ask_estimations, place_estimations
from services.appels_fonds.comptabilite.schema_comptable import REGLES, VARIANTES_TRAVAUX, RegleImputation
from services.appels_fonds.comptabilite.schemas_comptables import RegleSaisie
from services.appels_fonds.comptabilite.simulation import adopt_and_redraft, simulate_project
from services.appels_fonds.comptabilite.taux_recuperables import ask_pour, record_reponses
from services.appels_fonds.lectures import get_appel
from services.appels_fonds.models import StatutCloture, StatutSchema
from services.appels_fonds.pages import pages
from shared.acteurs import Permission
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.excel.export_liste import MIME_XLSX
from shared.models import Copropriete
from shared.presentation import accord, today
from shared.web.documents import send_bytes
from shared.web.gardes import current_acteur, requires

PROPRES = 4
"""Blank rows offered for the accounts of one copropriété."""


def asked_annee() -> int:
    """The exercise an address or a form asks for; the current one by default."""
    brut = request.values.get("exercice", "")
    return int(brut) if brut.isdecimal() and 1990 <= int(brut) <= 2100 else today().year


@pages.get("/schema")
@requires(Permission.CONSULTER)
def schema() -> str:
    """The posting scheme of an exercise as a table; the project beside it when there is one."""
    return _render_schema(asked_annee())


def _render_schema(annee: int, error: InvalidError | None = None) -> str:
    with Lecture() as session:
        project = schemas_comptables.find_schema(session, annee, StatutSchema.PROJET)
        adopted = schemas_comptables.find_schema(session, annee, StatutSchema.ADOPTE)
        codes = {row.id: row.code for row in session.execute(select(Copropriete.id, Copropriete.code))}
        shown = project or adopted
        regles: dict[str, RegleImputation] = dict(schemas_comptables.load_schema(session, annee).regles)
        if project:
            regles = dict(schemas_comptables.load_project(session, annee)(None).regles)
        propres = [
            {"cas": row.cas, "copropriete": codes.get(row.copropriete_id or 0, ""), "compte": row.compte,
             "compte_recuperable": row.compte_recuperable, "compte_tiers": row.compte_tiers, "raison": row.raison}
            for row in (shown.regles if shown else ()) if row.copropriete_id
        ]  # fmt: skip
        return render_template(
            "appels_fonds/schema.html", annee=annee, regles=regles, propres=propres, defauts=REGLES, projet=project,
            adopte=adopted, simulation=simulate_project(session, annee) if project else None,
            versions=schemas_comptables.list_versions(session, annee), vierges=range(PROPRES),
            plan=plan_comptable.show_plan(session, annee)[0], error=error, saisie=request.form if error else {},
        )  # fmt: skip


@pages.post("/schema")
@requires(Permission.GERER_COMPTABILITE)
def enregistrer_schema() -> AnyResponse | tuple[str, int]:
    """Keep the table as the project of the exercise."""
    annee = asked_annee()
    try:
        with Session.begin() as session:
            schemas_comptables.save_project(session, current_acteur(), annee, _read_regles())
    except InvalidError as error:
        return _render_schema(annee, error), error.status
    flash(f"Projet de schéma {annee} enregistré : regardez ce qu’il changerait, puis adoptez-le.")
    return redirect(url_for("appels_fonds.schema", exercice=annee))


def _read_regles() -> list[RegleSaisie]:
    """The rows of the form: one a case for all, then those of one copropriété that are filled."""
    form = request.form
    found = [
        RegleSaisie(
            cas, None, form.get(f"compte_{cas}", "").strip(), form.get(f"recuperable_{cas}", "").strip() or None,
            form.get(f"tiers_{cas}", "").strip(), form.get(f"raison_{cas}", "").strip(),
        )
        for cas in REGLES
    ]  # fmt: skip
    columns = [form.getlist(f"propre_{name}") for name in ("cas", "copropriete", "compte", "recuperable", "tiers")]
    for cas, code, compte, recuperable, tiers in zip(*columns, strict=False):
        if code.strip():
            found.append(
                RegleSaisie(cas, code.strip().upper(), compte.strip(), recuperable.strip() or None,
                            tiers.strip() or "4011", f"propre à {code.strip().upper()}")
            )  # fmt: skip
    return found


@pages.post("/schema/adopter")
@requires(Permission.GERER_COMPTABILITE)
def adopter_schema() -> AnyResponse:
    """Put the project in force and post the drafts by it."""
    annee = asked_annee()
    with Session.begin() as session:
        count = adopt_and_redraft(
            session, current_acteur(), annee, motif=request.form.get("motif", ""), aujourdhui=today()
        )
    flash(f"Schéma {annee} adopté ; {accord(count, 'brouillon réimputé')}.")
    return redirect(url_for("appels_fonds.schema", exercice=annee))


@pages.post("/schema/abandonner")
@requires(Permission.GERER_COMPTABILITE)
def abandonner_schema() -> AnyResponse:
    """Give the project up."""
    annee = asked_annee()
    with Session.begin() as session:
        schemas_comptables.drop_project(session, current_acteur(), annee)
    flash("Projet abandonné.")
    return redirect(url_for("appels_fonds.schema", exercice=annee))


@pages.get("/plan-comptable")
@requires(Permission.CONSULTER)
def plan() -> str | Response:
    """The chart of an exercise."""
    annee = asked_annee()
    with Lecture() as session:
        if request.args.get("format") == "xlsx":
            contenu = plan_comptable.export_plan(session, annee)
            return send_bytes(contenu, f"plan-comptable-{annee}.xlsx", MIME_XLSX)
        comptes, is_client = plan_comptable.show_plan(session, annee)
    return render_template("appels_fonds/plan.html", annee=annee, comptes=comptes, is_client=is_client)


@pages.post("/plan-comptable")
@requires(Permission.GERER_COMPTABILITE)
def importer_plan() -> AnyResponse:
    """Import the chart of an exercise from a workbook or a CSV."""
    annee, file = asked_annee(), request.files.get("fichier")
    if file is None or not file.filename:
        raise InvalidError("Choisissez le fichier du plan : deux colonnes, compte et libellé.", code="FICHIER_ABSENT")
    comptes = plan_comptable.read_plan(file.read(), file.filename)
    with Session.begin() as session:
        bilan = plan_comptable.import_plan(session, current_acteur(), annee, comptes)
    flash(
        f"Plan {annee} : {bilan.total} comptes, {bilan.ajoutes} ajoutés, {bilan.renommes} renommés, "
        f"{bilan.retires} retirés."
    )
    return redirect(url_for("appels_fonds.plan", exercice=annee))


@pages.get("/exercices")
@requires(Permission.CONSULTER)
def exercices_page() -> str:
    """The periods of an exercise, open or closed, and the settings."""
    annee = asked_annee()
    with Lecture() as session:
        return render_template(
            "appels_fonds/exercices.html", annee=annee, periodes=exercices.list_periodes(session, annee),
            reglages=reglages.REGLAGES, valeurs=reglages.load_reglages(session),
        )  # fmt: skip


@pages.post("/exercices/<int:annee>/<int:mois>")
@requires(Permission.GERER_COMPTABILITE)
def changer_periode(annee: int, mois: int) -> AnyResponse:
    """Close a period, or open it again with a reason."""
    with Session.begin() as session:
        if request.form.get("acte") == "rouvrir":
            motif = request.form.get("motif", "")
            exercices.reopen_periode(session, current_acteur(), annee, mois, motif=motif)
        else:
            exercices.close_periode(session, current_acteur(), annee, mois)
    flash("Période rouverte." if request.form.get("acte") == "rouvrir" else "Période close.")
    return redirect(url_for("appels_fonds.exercices_page", exercice=annee))


@pages.post("/reglages")
@requires(Permission.GERER_COMPTABILITE)
def regler() -> AnyResponse:
    """Change the settings."""
    with Session.begin() as session:
        for nom in reglages.REGLAGES:
            if nom in request.form:
                reglages.change_reglage(session, current_acteur(), nom, request.form[nom])
    flash("Réglages enregistrés.")
    return redirect(url_for("appels_fonds.exercices_page"))


@pages.get("/cloture")
@requires(Permission.CONSULTER)
def cloture_page() -> str:
    """The year-end proposals, each with how it was computed."""
    annee = asked_annee()
    with Lecture() as session:
        lignes = cloture.list_propositions(session, current_acteur(), annee)
    restantes = [row for row, _ in lignes if row.statut == StatutCloture.PROPOSEE]
    return render_template(
        "appels_fonds/cloture.html", annee=annee, lignes=lignes, restantes=restantes, libelles=cloture.LIBELLES
    )


@pages.post("/cloture")
@requires(Permission.GERER_COMPTABILITE)
def proposer_cloture() -> AnyResponse:
    """Compute the proposals of a year."""
    annee = asked_annee()
    answered = ask_estimations(current_app.extensions["client"], current_acteur(), annee)
    with Session.begin() as session:
        estimations = place_estimations(session, annee, answered)
        count = cloture.propose_cloture(session, current_acteur(), annee, estimations=estimations)
    propose = f"{accord(count, 'proposition')} de clôture : confirmez ou écartez chacune."
    flash(propose if count else "Rien de nouveau à proposer pour cet exercice.")
    return redirect(url_for("appels_fonds.cloture_page", exercice=annee))


@pages.post("/cloture/restantes")
@requires(Permission.GERER_COMPTABILITE)
def confirmer_restantes() -> AnyResponse:
    """Confirm at once what nobody decided, as it was shown."""
    annee, nombre = asked_annee(), request.form.get("nombre", 0, type=int)
    total = request.form.get("total_centimes", 0, type=int)
    with Session.begin() as session:
        cloture.confirm_restantes(session, current_acteur(), annee, nombre=nombre, total_centimes=total)
    flash(f"{accord(nombre, 'proposition confirmée')} : les écritures et leurs extournes sont au brouillard.")
    return redirect(url_for("appels_fonds.cloture_page", exercice=annee))


@pages.post("/cloture/<int:proposition_id>")
@requires(Permission.GERER_COMPTABILITE)
def decider_cloture(proposition_id: int) -> AnyResponse:
    """Confirm a proposal, or put it away."""
    annee = asked_annee()
    with Session.begin() as session:
        if request.form.get("acte") == "ecarter":
            cloture.discard_proposition(session, current_acteur(), proposition_id, aujourdhui=today())
        else:
            cloture.confirm_proposition(session, current_acteur(), proposition_id)
    return redirect(url_for("appels_fonds.cloture_page", exercice=annee))


@pages.get("/travaux-a-decider")
@requires(Permission.CONSULTER)
def travaux_a_decider() -> str:
    """The works that wait for a person's choice: fixed asset or upkeep."""
    with Lecture() as session:
        attendus = choix_travaux.awaiting_choix(session)
        codes = {row.id: (row.code, row.nom) for row in session.execute(
            select(Copropriete.id, Copropriete.code, Copropriete.nom)
        )}  # fmt: skip
        seuil = reglages.read_seuil_travaux(session)
    return render_template(
        "appels_fonds/travaux.html", attendus=attendus, coproprietes=codes, variantes=VARIANTES_TRAVAUX, seuil=seuil
    )


@pages.post("/appels/<numero>/travaux")
@requires(Permission.GERER_COMPTABILITE)
def decider_travaux(numero: str) -> AnyResponse:
    """Record a choice on works and post the call again."""
    with Session.begin() as session:
        appel = get_appel(session, current_acteur(), numero)
        choix = choix_travaux.record_choix(
            session, current_acteur(), appel, request.form.get("cle", ""),
            variante=request.form.get("variante", ""), motif=request.form.get("motif", ""),
        )  # fmt: skip
        redraft_appel(session, current_acteur(), appel, aujourdhui=today(), motif=choix.motif)
    flash(f"Appel {numero} réimputé.")
    return redirect(url_for("appels_fonds.appel", numero=numero))


@pages.post("/appels/<numero>/taux")
@requires(Permission.GERER_COMPTABILITE)
def reprendre_taux(numero: str) -> AnyResponse:
    """Ask charges for the rates again, and post the call again by them."""
    acteur = current_acteur()
    with Lecture() as session:
        code = get_appel(session, acteur, numero).copropriete.code
    reponses = ask_pour(current_app.extensions["client"], acteur, [code])
    with Session.begin() as session:
        changed = record_reponses(session, acteur, reponses)
        appel = get_appel(session, acteur, numero)
        redraft_appel(session, acteur, appel, aujourdhui=today(), motif="taux récupérables repris de charges")
    flash(
        f"{changed} taux récupérable{'s' if changed > 1 else ''} repris de charges."
        if reponses
        else "Charges ne répond pas : les derniers taux connus sont gardés."
    )
    return redirect(url_for("appels_fonds.appel", numero=numero))
