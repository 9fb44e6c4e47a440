"""How many cases a decision between two versions needs."""

# region cases
from math import ceil, sqrt
from statistics import NormalDist


def cases_needed(discordant: float, difference: float,
                 alpha: float = 0.05, power: float = 0.8) -> int:
    """Cases answered by both versions, so that a true difference in pass
    rate is found with the given power (McNemar's test, two-sided)."""
    if not 0 < difference <= discordant <= 1:
        raise ValueError("need 0 < difference <= discordant <= 1")
    z_alpha = NormalDist().inv_cdf(1 - alpha / 2)
    z_power = NormalDist().inv_cdf(power)
    root = (z_alpha * sqrt(discordant)
            + z_power * sqrt(discordant - difference ** 2))
    return ceil((root / difference) ** 2)
# endregion
