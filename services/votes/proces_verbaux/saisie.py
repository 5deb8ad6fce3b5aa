"""Reading the review of minutes: one field per figure, every fault at its place, what was read kept beside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from services.votes.formulaires import read_date
from services.votes.models import Resolution, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.contenu import COLONNES, Colonne, ContenuPv, EffetPv, LignePv, ScrutinLu
from services.votes.proces_verbaux.effets_proposes import BUDGET, MANDAT, TRAVAUX
from shared.errors import InvalidError
from shared.montants import MontantInvalide, parse_montant

S = TypeVar("S", ResultatAnnonce, VoteConstate)
LONGUEUR = 2000


class SaisiePv:
    """The form of a review. Readers return None for an empty or faulty field; ``check`` refuses them together."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self.fautes: list[dict[str, str]] = []
        self.ou = ""

    def texte(self, nom: str) -> str:
        """A text without its outer spaces."""
        return self.form.get(nom, "").strip()[:LONGUEUR]

    def nombre(self, nom: str) -> int | None:
        """A whole number, spaces between thousands are fine; None when empty."""
        brut = "".join(self.texte(nom).split())
        if not brut:
            return None
        if not brut.isascii() or not brut.isdecimal() or len(brut) > 9:
            self.refuse(f"« {self.texte(nom)} » n’est pas un nombre de voix")
            return None
        return int(brut)

    def jour(self, nom: str) -> date | None:
        """A day; None when empty."""
        try:
            return read_date(self.texte(nom))
        except ValueError as error:
            self.refuse(str(error))
            return None

    def jours(self, nom: str) -> tuple[date, ...]:
        """Several days, separated by spaces, commas or line breaks."""
        jours = []
        for brut in self.texte(nom).replace(",", " ").replace(";", " ").split():
            try:
                jour = read_date(brut)
            except ValueError as error:
                self.refuse(str(error))
                continue
            if jour:
                jours.append(jour)
        return tuple(jours)

    def montant(self, nom: str) -> int | None:
        """An amount in euros, as centimes; None when empty."""
        brut = self.texte(nom)
        if not brut:
            return None
        try:
            return parse_montant(brut)
        except MontantInvalide as error:
            self.refuse(str(error))
            return None

    def statut(self, nom: str, statuts: type[S]) -> S | None:
        """One of our statuses; None when empty or unknown."""
        brut = self.texte(nom)
        return statuts(brut) if brut in statuts.__members__ else None

    def coche(self, nom: str) -> bool:
        """Whether a box is ticked."""
        return self.form.get(nom) == "oui"

    def refuse(self, message: str) -> None:
        """Note a fault at the current place."""
        self.fautes.append({"ou": self.ou, "message": message})

    def check(self) -> None:
        """Refuse the form when a field is faulty.

        :raises InvalidError: with every fault at its place.
        """
        if self.fautes:
            raise InvalidError(
                "Rien n’est enregistré : corrigez ce qui suit.", code="PV_IMPOSSIBLE", fautes=self.fautes
            )


def read_review(
    form: Mapping[str, str], contenu: ContenuPv, resolutions: Sequence[Resolution], cles: Sequence[str]
) -> tuple[ContenuPv, date | None]:
    """The minutes and their day of notification as typed, over what was read.

    :raises InvalidError: with every faulty field.
    """
    saisie = SaisiePv(form)
    saisie.ou = "Date de notification"
    notifie_le = saisie.jour("notifie_le")
    saisie.ou = "Nombre de copropriétaires"
    total_tetes = saisie.nombre("total_tetes")
    known = {ligne.resolution_id: ligne for ligne in contenu.lignes}
    lignes = []
    for resolution in resolutions:
        saisie.ou = f"Résolution {resolution.numero}"
        ligne = known.get(resolution.id, LignePv(resolution_id=resolution.id))
        lignes.append(read_ligne(saisie, f"r{resolution.id}-", ligne, cles))
    saisie.check()
    return replace(contenu, lignes=tuple(lignes), total_tetes=total_tetes), notifie_le


def read_ligne(saisie: SaisiePv, prefix: str, ligne: LignePv, cles: Sequence[str]) -> LignePv:
    """One line as typed; the names read in the file are kept."""
    return replace(
        ligne,
        total_voix=saisie.nombre(f"{prefix}total_voix"),
        premier=read_scrutin(saisie, prefix),
        second=read_scrutin(saisie, f"{prefix}second_"),
        annonce=saisie.statut(f"{prefix}annonce", ResultatAnnonce),
        notre_vote=saisie.statut(f"{prefix}notre_vote", VoteConstate),
        amendee=saisie.coche(f"{prefix}amendee"),
        observation=saisie.texte(f"{prefix}observation") or None,
        effet=read_effet(saisie, prefix, ligne.effet, cles),
    )


def read_scrutin(saisie: SaisiePv, prefix: str) -> ScrutinLu:
    """The six figures of a ballot."""
    return ScrutinLu(**{
        nom: Colonne(saisie.nombre(f"{prefix}{nom}_voix"), saisie.nombre(f"{prefix}{nom}_tetes")) for nom in COLONNES
    })  # fmt: skip


def read_effet(saisie: SaisiePv, prefix: str, effet: EffetPv | None, cles: Sequence[str]) -> EffetPv | None:
    """What the manager confirms of an effect that was proposed; untouched when its fields are not on the page."""
    if effet is None or f"{prefix}effet" not in saisie.form:
        return effet
    effet = replace(effet, plus_tard=saisie.coche(f"{prefix}plus_tard"))
    if effet.genre in (BUDGET, TRAVAUX):
        lus = {cle: saisie.montant(f"{prefix}montant-{cle}") for cle in cles}
        effet = replace(effet, montants={cle: montant for cle, montant in lus.items() if montant is not None})
    if effet.genre == BUDGET:
        return replace(
            effet, exercice=saisie.texte(f"{prefix}exercice") or None, debut=saisie.jour(f"{prefix}debut"),
            fin=saisie.jour(f"{prefix}fin"),
        )  # fmt: skip
    if effet.genre == TRAVAUX:
        return replace(
            effet, libelle=saisie.texte(f"{prefix}libelle") or None, echeances=saisie.jours(f"{prefix}echeances"),
            urgents=saisie.coche(f"{prefix}urgents"),
        )  # fmt: skip
    if effet.genre == MANDAT:
        return replace(effet, syndic=saisie.texte(f"{prefix}syndic") or None, debut=saisie.jour(f"{prefix}debut"))
    return effet
