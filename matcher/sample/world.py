"""Makes the world of the sample: parties on lists, their look-alikes, and ordinary firms."""

from matcher.sample.companies import (
    LISTED_COUNTRIES,
    ORDINARY_COUNTRIES,
    Registrar,
    draw_company,
    draw_resembling,
)
from matcher.sample.dice import dice
from matcher.sample.individuals import draw_natural_person, draw_vessel
from matcher.sample.listings import Gazette
from matcher.sample.parties import Party, World


def make_world(seed: int, size: int) -> World:
    """Draws a world of parties, the same for the same arguments on every machine.

    Args:
        seed: Of the generator.
        size: Listed parties, at least 1. About as many ordinary ones come with them.

    Returns:
        The world: of the listed about 78% companies, 10% vessels, 12% persons, a quarter of
        the companies with a look-alike, which is on the same list or on none.
    """
    rng = dice("world", seed)
    registrar, gazette = Registrar(rng), Gazette(rng)
    listed: list[Party] = []
    unlisted: list[Party] = []
    companies: list[Party] = []
    while len(listed) < size:
        percent = rng.randrange(100)
        patron = rng.choice(companies) if companies and rng.randrange(2) else None
        if percent < 10:
            listed.append(gazette.publish(draw_vessel(registrar, patron)))
            continue
        country = rng.choice(LISTED_COUNTRIES)
        if percent < 22:
            listed.append(gazette.publish(draw_natural_person(registrar, country, patron)))
            continue
        company = gazette.publish(draw_company(registrar, country, sensitive=True))
        listed.append(company)
        companies.append(company)
        other = draw_resembling(registrar, company) if rng.randrange(3) == 0 else None
        if other and len(listed) < size and rng.randrange(2):
            listed.append(gazette.publish(other, like=company))
        elif other:
            unlisted.append(other)
    while len(unlisted) < size:
        country = rng.choice(ORDINARY_COUNTRIES)
        if rng.randrange(12) == 0:
            unlisted.append(draw_vessel(registrar, None))
        else:
            unlisted.append(draw_company(registrar, country, sensitive=rng.randrange(2) == 0))
    return World(seed=seed, parties=(*listed, *unlisted))
