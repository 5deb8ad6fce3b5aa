"""The table of types says, for every kind of decision, which majority and who."""

import pytest

from services.votes.qualification.types_resolution import ARTICLES, ROLES, TypeInconnu, find_type, load_types


def test_the_table_has_its_87_types_and_only_known_articles_and_roles():
    types = load_types()
    assert len(types) == 87
    assert {row.article for row in types.values()} == ARTICLES
    assert {row.role for row in types.values()} == ROLES
    assert {row.second_role for row in types.values()} <= ROLES | {None}


def test_every_decision_but_the_unclear_one_names_its_source():
    assert [row.code for row in load_types().values() if row.source is None] == ["A_QUALIFIER"]


def test_a_majority_of_article_25_or_26_always_has_its_bridge():
    for row in load_types().values():
        attendue = {"25": "25-1", "26": "26-1"}.get(row.article)
        assert (row.passerelle or "").split(" ")[0] == (attendue or ""), row.code


@pytest.mark.parametrize(
    ("code", "article", "role"),
    [
        ("COMPTES_APPROBATION", "24", "CO"),
        ("SYNDIC_DESIGNATION", "25", "RC"),
        ("PPT_ADOPTION", "25", "TE"),
        ("SOLAIRE", "24", "TE"),
        ("RC_MEUBLES_TOURISME", "26", "JU"),
        ("CHARGES_REPARTITION", "unanimite", "JU"),
        ("FONDS_TRAVAUX_AFFECTATION", "meme_majorite_que_la_depense", "CO"),
    ],
)
def test_the_rows_that_public_template_libraries_get_wrong_follow_the_law(code, article, role):
    assert (find_type(code).article, find_type(code).role) == (article, role)


def test_an_unknown_type_is_refused_by_name():
    with pytest.raises(TypeInconnu, match="TRAVAUX_DIVERS"):
        find_type("TRAVAUX_DIVERS")
