"""Control 17: the account a call asks to pay is only compared with the one we know, and judged; it is never copied."""

from collections.abc import Iterator

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.paiements.regles_iban import find_faute, mask_iban


def find_iban_invalide(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """17: both keys of a printed IBAN hold, ISO and RIB."""
    for iban in etude.appel.ibans:
        faute = find_faute(iban)
        if faute:
            yield Constat(f"L’IBAN {mask_iban(iban)} imprimé dans le fichier est faux : {faute}.")


def find_iban_different(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """17: a printed IBAN is one of the accounts we know of the copropriétés of the file."""
    for iban in etude.appel.ibans:
        if iban not in etude.connu.comptes and find_faute(iban) is None:
            known = ", ".join(mask_iban(one) for one in sorted(etude.dossier.comptes)) or "aucun"
            yield Constat(
                f"Le fichier demande de payer {mask_iban(iban)} ; compte connu de {etude.appel.copropriete} : {known}. "
                "Rien n’est copié : appelez le syndic à un numéro déjà connu, puis proposez le changement de compte."
            )


def find_iban_partage(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """17: a printed IBAN is not the account of another syndicat (loi 65-557 art. 18 II: a separate account each)."""
    for iban in etude.appel.ibans:
        others = sorted(set(etude.connu.porteurs.get(iban, ())) - {etude.appel.copropriete})
        if others and iban not in etude.dossier.comptes:
            yield Constat(
                f"{mask_iban(iban)} est le compte de {', '.join(others)} : chaque syndicat doit avoir le sien "
                "(loi 65-557 art. 18 II)."
            )
