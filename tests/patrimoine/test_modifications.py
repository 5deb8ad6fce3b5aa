"""Buying, selling, correcting, changing syndic: each dated, audited, and refused when it contradicts what is known."""

from datetime import date

import pytest
from sqlalchemy import select

from shared.acteurs import SYSTEME, Acteur
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError, StaleError
from shared.models import Agence, AuditLigne, Copropriete, Syndic
from shared.patrimoine.exports import export_patrimoine
from shared.patrimoine.identite import update_copropriete
from shared.patrimoine.lectures import lots_du_bailleur, search_coproprietes, syndic_en_poste, voix_du_bailleur
from shared.patrimoine.lots import buy_lot, sell_lot
from shared.patrimoine.mandats import change_syndic
from shared.patrimoine.tantiemes import correct_tantieme
from tests.patrimoine.documents import Objet

SYNDIC_INCONNU = 999_999


def le_bizillon() -> Objet:
    with Lecture() as session:
        found: Objet = export_patrimoine(session)["coproprietes"][0]
    return found


def lot(numero: str) -> Objet:
    return next(each for each in le_bizillon()["lots"] if each["numero"] == numero)


def dernier_acte() -> AuditLigne:
    with Lecture() as session:
        return session.scalars(select(AuditLigne).order_by(AuditLigne.id.desc()).limit(1)).one()


def acheter(copropriete_id: int, version: int, numero: str, du: date, tantiemes: dict[str, int]) -> None:
    with Session.begin() as session:
        buy_lot(session, SYSTEME, copropriete_id, version, numero, "cave", 6, du, tantiemes)


def vendre(copropriete_id: int, version: int, numero: str, au: date) -> None:
    with Session.begin() as session:
        sell_lot(session, SYSTEME, copropriete_id, version, numero, au)


def corriger(copropriete_id: int, version: int, tantiemes: int, du: date | None, motif: str = "modificatif") -> None:
    with Session.begin() as session:
        correct_tantieme(session, SYSTEME, copropriete_id, version, "3", "GEN", tantiemes, du, motif)


def changer(copropriete_id: int, version: int, code: str, du: date) -> None:
    with Session.begin() as session:
        syndic_id = session.scalar(select(Syndic.id).where(Syndic.code == code)) or SYNDIC_INCONNU
        change_syndic(session, SYSTEME, copropriete_id, version, syndic_id, du)


def test_a_lot_bought_is_ours_from_its_day(bizillon_id: int) -> None:
    acheter(bizillon_id, 1, "12A", date(2026, 3, 1), {"GEN": 9})
    assert lot("12A") == {
        "numero": "12A", "nature": "cave", "surface_m2": 6, "du": "2026-03-01", "au": None, "tantiemes": {"GEN": 9},
    }  # fmt: skip
    with Lecture() as session:
        assert voix_du_bailleur(session, bizillon_id, "GEN", date(2026, 2, 28)) == (97, 1000)
        assert voix_du_bailleur(session, bizillon_id, "GEN", date(2026, 3, 1)) == (106, 1000)
    acte = dernier_acte()
    assert (acte.acte, acte.copropriete_id) == ("achète un lot", bizillon_id)
    assert acte.detail == {"lot": "12A", "du": "2026-03-01", "tantiemes": {"GEN": 9}}


def test_a_lot_that_is_already_ours_is_not_bought_again(bizillon_id: int) -> None:
    with pytest.raises(RefusedError, match="déjà à nous depuis le 01/04/2012"):
        acheter(bizillon_id, 1, "3", date(2026, 3, 1), {})


def test_a_lot_bought_back_keeps_its_history(bizillon_id: int) -> None:
    vendre(bizillon_id, 1, "3", date(2020, 6, 30))
    acheter(bizillon_id, 2, "3", date(2024, 1, 1), {"GEN": 45, "ASC": 38})
    assert lot("3")["detentions"] == [{"du": "2012-04-01", "au": "2020-06-30"}, {"du": "2024-01-01", "au": None}]
    assert lot("3")["tantiemes"] == [
        {"du": None, "au": None, "cles": {"ASC": 38}},
        {"du": None, "au": "2023-12-31", "cles": {"GEN": 41}},
        {"du": "2024-01-01", "au": None, "cles": {"GEN": 45}},
    ]


def test_a_purchase_that_would_exceed_the_total_of_a_cle_is_refused_whole(bizillon_id: int) -> None:
    avant = le_bizillon()
    with pytest.raises(RefusedError, match="Nos lots comptent 1001 tantièmes sur la clé GEN au 01/03/2026"):
        acheter(bizillon_id, 1, "99", date(2026, 3, 1), {"GEN": 904})
    with pytest.raises(InvalidError, match="n’a pas de clé « BATA »"):
        acheter(bizillon_id, 1, "99", date(2026, 3, 1), {"BATA": 1})
    assert le_bizillon() == avant


def test_a_lot_sold_stops_weighing_the_next_day(bizillon_id: int) -> None:
    vendre(bizillon_id, 1, "7", date(2026, 6, 30))
    with Lecture() as session:
        assert voix_du_bailleur(session, bizillon_id, "ASC", date(2026, 6, 30)) == (90, 800)
        assert voix_du_bailleur(session, bizillon_id, "ASC", date(2026, 7, 1)) == (38, 800)
        restants = lots_du_bailleur(session, bizillon_id, date(2026, 7, 1))
    assert [each.numero for each in restants] == ["3", "31"]
    assert dernier_acte().detail == {"lot": "7", "au": "2026-06-30"}


def test_a_sale_is_refused_before_the_purchase_twice_or_for_a_lot_never_owned(bizillon_id: int) -> None:
    with pytest.raises(RefusedError, match="il ne peut être vendu avant"):
        vendre(bizillon_id, 1, "7", date(2012, 3, 31))
    vendre(bizillon_id, 1, "7", date(2026, 6, 30))
    with pytest.raises(RefusedError, match="n’est plus à nous depuis le 30/06/2026"):
        vendre(bizillon_id, 2, "7", date(2026, 9, 30))
    with pytest.raises(NotFoundError, match="n’est pas dans notre patrimoine"):
        vendre(bizillon_id, 2, "700", date(2026, 9, 30))


def test_a_correction_leaves_the_old_years_as_they_were(bizillon_id: int) -> None:
    corriger(bizillon_id, 1, 44, date(2026, 1, 1))
    with Lecture() as session:
        assert voix_du_bailleur(session, bizillon_id, "GEN", date(2025, 12, 31)) == (97, 1000)
        assert voix_du_bailleur(session, bizillon_id, "GEN", date(2026, 1, 1)) == (100, 1000)
    acte = dernier_acte()
    assert acte.detail["motif"] == "modificatif"
    assert acte.detail["avant"] == ["41 depuis l’origine"]


def test_a_correction_from_the_origin_changes_every_year(bizillon_id: int) -> None:
    corriger(bizillon_id, 1, 44, None, motif="erreur de saisie")
    assert lot("3")["tantiemes"] == {"ASC": 38, "GEN": 44}


def test_a_correction_needs_a_reason_a_change_and_room_under_the_total(bizillon_id: int) -> None:
    with pytest.raises(InvalidError, match="motif"):
        corriger(bizillon_id, 1, 44, date(2026, 1, 1), motif="  ")
    with pytest.raises(RefusedError, match="compte déjà 41 tantièmes"):
        corriger(bizillon_id, 1, 41, date(2026, 1, 1))
    with pytest.raises(InvalidError, match="-1 tantièmes"):
        corriger(bizillon_id, 1, -1, date(2026, 1, 1))
    with pytest.raises(RefusedError, match="plus que son total de 1000"):
        corriger(bizillon_id, 1, 945, date(2026, 1, 1))


def test_a_new_syndic_closes_the_former_mandate_the_day_before(bizillon_id: int) -> None:
    changer(bizillon_id, 1, "S02", date(2026, 7, 1))
    assert le_bizillon()["mandats"] == [
        {"syndic": "S01", "du": None, "au": "2026-06-30"},
        {"syndic": "S02", "du": "2026-07-01", "au": None},
    ]
    with Lecture() as session:
        avant = syndic_en_poste(session, bizillon_id, date(2026, 6, 30))
        apres = syndic_en_poste(session, bizillon_id, date(2026, 7, 1))
    assert avant is not None
    assert apres is not None
    assert (avant.code, apres.code) == ("S01", "S02")


def test_a_mandate_never_begins_before_the_one_in_force(bizillon_id: int) -> None:
    with pytest.raises(RefusedError, match="est déjà le syndic"):
        changer(bizillon_id, 1, "S01", date(2026, 7, 1))
    with pytest.raises(NotFoundError, match="syndic"):
        changer(bizillon_id, 1, "S99", date(2026, 7, 1))
    changer(bizillon_id, 1, "S02", date(2026, 7, 1))
    with pytest.raises(RefusedError, match="Cabinet Forez court depuis le 01/07/2026"):
        changer(bizillon_id, 2, "S01", date(2026, 7, 1))


def test_the_identity_is_read_as_the_import_reads_it(bizillon_id: int) -> None:
    with Session.begin() as session, pytest.raises(InvalidError) as refus:
        update_copropriete(session, SYSTEME, bizillon_id, 1, {"iban": "FR76", "nom": None, "lots": [], "agence": "PAR"})
    assert [faute["chemin"] for faute in refus.value.fautes] == ["agence", "iban", "lots", "nom"]
    with Session.begin() as session:
        update_copropriete(session, SYSTEME, bizillon_id, 1, {"nom": "Les Œillets", "iban": None, "agence": "LYO"})
        assert [each.code for each in search_coproprietes(session, SYSTEME, "oeillets")] == ["X001"]
    assert dernier_acte().detail["agence"] == {"avant": "STE", "apres": "LYO"}


def test_an_identity_that_does_not_change_leaves_the_version_alone(bizillon_id: int) -> None:
    with Session.begin() as session:
        assert update_copropriete(session, SYSTEME, bizillon_id, 1, {"nom": "SDC Le Bizillon"}).version == 1


def test_a_stale_write_is_refused_and_the_version_grows_at_each_change(bizillon_id: int) -> None:
    vendre(bizillon_id, 1, "7", date(2026, 6, 30))
    for write in (
        lambda: vendre(bizillon_id, 1, "3", date(2026, 6, 30)),
        lambda: acheter(bizillon_id, 1, "99", date(2026, 6, 30), {}),
        lambda: corriger(bizillon_id, 1, 44, None),
        lambda: changer(bizillon_id, 1, "S02", date(2026, 7, 1)),
    ):
        with pytest.raises(StaleError):
            write()
    with Lecture() as session:
        assert session.scalars(select(Copropriete.version)).one() == 2


def test_nobody_changes_what_he_does_not_see_nor_gives_it_away(bizillon_id: int) -> None:
    with Lecture() as session:
        agences = {each.code: each.id for each in session.scalars(select(Agence))}

    def manager_of(code: str) -> Acteur:
        return Acteur(1, "rc@deuxrives.example", "RC", frozenset(["RC"]), frozenset([agences[code]]))

    with Session.begin() as session, pytest.raises(NotFoundError):
        sell_lot(session, manager_of("LYO"), bizillon_id, 1, "7", date(2026, 6, 30))
    with Session.begin() as session, pytest.raises(ForbiddenError, match="Lyon"):
        update_copropriete(session, manager_of("STE"), bizillon_id, 1, {"agence": "LYO"})
