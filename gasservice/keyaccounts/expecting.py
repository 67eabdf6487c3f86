"""What should have been: gas by the weather or by the season, and complaints by chance.

statsmodels takes seconds and a hundred megabytes to import: only workers and commands come here, no page does.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import pdtrc
from statsmodels.regression.linear_model import OLS
from statsmodels.tsa.seasonal import STL

WARM = range(11, 21)  # degrees Celsius: one of them is where an account stops heating
YEAR = 12


def by_weather(volumes: np.ndarray, temperatures: np.ndarray, weekdays: np.ndarray, learn: np.ndarray) -> np.ndarray:
    """Give what each day should have used: a + b * degree days + its weekday, learned from the days of `learn`.

    Degree days are counted below the temperature that explains the account best: houses and works differ in it.
    """
    days = [(weekdays == number).astype(float) for number in range(1, 7)]
    known = learn & np.isfinite(temperatures)
    fits = []
    for warm in WARM:
        facts = np.column_stack([np.ones(len(volumes)), np.clip(warm - temperatures, 0, None), *days])
        fit = OLS(volumes[known], facts[known]).fit()
        fits.append((fit.ssr, warm, facts @ fit.params))
    return np.clip(min(fits, key=lambda one: one[:2])[2], 0, None)


def by_season(values: Sequence[float], period: int = YEAR) -> tuple[float, np.ndarray]:
    """Give the value after those of two or more seasons, and how far the known ones lay off, both on the log scale.

    Seasonal and trend decomposition by LOESS; the trend is taken to stay as it was.
    """
    logs = np.log(np.asarray(values, dtype=float))
    parts = STL(logs, period=period, robust=True).fit()
    return float(parts.trend[-1] + parts.seasonal[-period]), np.asarray(parts.resid)


def chance_of_so_many(count: int, mean: float) -> float:
    """Give the chance of `count` or more where `mean` are usual (Poisson)."""
    return float(pdtrc(count - 1, mean)) if count else 1.0
