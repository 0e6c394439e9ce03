"""Cards that five people share, codes that join nothing, records of what was agreed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skillsbank.disclosure import CROWD, Card, candidate_code, card
from skillsbank.disclosure.traits import DAYS, YEARS, band, traits
from skillsbank.models import (
    AvailabilityWindow,
    Education,
    Profile,
    ProfileLanguage,
    ProfileOccupation,
    ProfileSkill,
    Vacancy,
    VacancyLanguage,
    VacancySkill,
)

SKILLS, LANGUAGES = ("triage", "midwifery", "welding"), ("en", "fr", "so")


def need() -> Vacancy:
    """Return a need that requires two skills and wishes a third."""
    return Vacancy(
        skills=[VacancySkill(label=label, required=label != "welding") for label in SKILLS],
        languages=[VacancyLanguage(code="fr", level="B1")],
    )


@st.composite
def people(draw: st.DrawFn) -> Profile:
    """Draw a person out of few values, so that some share and some do not."""
    some = draw(st.lists(st.sampled_from(SKILLS), unique=True))
    spoken = draw(st.lists(st.sampled_from(LANGUAGES), unique=True, min_size=1))
    return Profile(
        residence_country=draw(st.sampled_from(("SE", "NO", "FR", "CA", ""))),
        modalities=draw(st.lists(st.sampled_from(("temporary", "virtual")), unique=True)),
        public_summary="",
        text_language="en",
        occupations=[
            ProfileOccupation(isco=draw(st.sampled_from(("2221", "2222", "2310"))), years=draw(st.integers(0, 40)))
        ],
        skills=[ProfileSkill(label=label, level=3) for label in some],
        languages=[ProfileLanguage(code=code, level=draw(st.sampled_from(("B1", "C1")))) for code in spoken],
        education=[
            Education(level=draw(st.integers(5, 8)), field=draw(st.sampled_from(("0913", "0912", "")))) for _ in some
        ],
        windows=[AvailabilityWindow(max_days=draw(st.sampled_from((10, 60, 200))))],
    )  # fmt: skip


def shares(person: Profile, shown: Card) -> bool:
    """Say whether everything on the card also holds for `person`, by kind and value."""
    held = {(kind, value) for kind, values in traits(need(), list(LANGUAGES)) for value in values(person)}
    return all((trait.kind, trait.value) in held for trait in shown.traits)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(people(), min_size=1, max_size=30))
def test_never_fewer_than_five_share_a_card(population: list[Profile]) -> None:
    for person in population:
        shown = card("CODE", person, need(), population)
        if shown is not None:
            assert shares(person, shown)
            assert sum(shares(other, shown) for other in population) >= CROWD


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(people(), min_size=5, max_size=20), st.randoms())
def test_the_order_of_the_population_changes_no_card(population: list[Profile], chance: object) -> None:
    person = population[0]
    before = card("CODE", person, need(), population)
    chance.shuffle(population)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert card("CODE", person, need(), population) == before


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(people(), min_size=0, max_size=4))
def test_fewer_than_five_people_are_told_nothing_of(population: list[Profile]) -> None:
    assert all(card("CODE", person, need(), population) is None for person in population)


@settings(deadline=None)
@given(people())
def test_a_card_is_as_fine_as_its_crowd_allows(person: Profile) -> None:
    shown = card("CODE", person, need(), [person] * CROWD)
    assert shown is not None
    finest = [
        (kind, values(person)[0])
        for kind, values in traits(need(), [row.code for row in person.languages])
        if values(person)
    ]
    assert [(trait.kind, trait.value) for trait in shown.traits] == finest


def test_a_coarser_value_is_told_where_the_finer_is_rare() -> None:
    def person(isco: str, country: str) -> Profile:
        return Profile(
            residence_country=country, modalities=[], public_summary="", text_language="en",
            occupations=[ProfileOccupation(isco=isco, years=7)],
        )  # fmt: skip

    nurses = [person("2221", "FR") for _ in range(4)]
    midwife = person("2222", "SE")
    shown = card("CODE", midwife, need(), [*nurses, midwife])
    assert shown is not None
    assert [(trait.kind, trait.value) for trait in shown.traits] == [
        ("occupation", "222"), ("region", "150"), ("years", "5-9")
    ]  # fmt: skip


@settings(deadline=None)
@given(st.integers(0, 60))
def test_bands_hold_their_number(number: int) -> None:
    for starts in (YEARS, DAYS):
        name = band(number, starts)
        first, _, last = name.rstrip("+").partition("-")
        assert name.endswith("+") or int(last) >= number
        assert int(first) <= max(number, starts[0])


def test_a_person_has_another_code_in_every_need() -> None:
    codes = {candidate_code("a secret", vacancy, profile) for vacancy in range(40) for profile in range(40)}
    assert len(codes) == 1600
    assert all(len(code) == 8 and code.isalnum() for code in codes)
    assert candidate_code("a secret", 1, 2) == candidate_code("a secret", 1, 2)
    assert candidate_code("a secret", 1, 2) != candidate_code("another", 1, 2)
    assert candidate_code("a secret", 1, 12) != candidate_code("a secret", 11, 2)
