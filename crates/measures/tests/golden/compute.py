"""Computes the golden values beside this file. Needs mpmath. Run: python compute.py

Nothing here follows the Rust code: tails come from mpmath's incomplete gamma with up to 400 digits
or, for large shapes, from quadrature of the density; the gradients from weighted normal equations
in matrices; Fieller's limits from the roots of their quadratic.
"""
import os

from mpmath import (erfc, exp, expm1, gammainc, hyp2f1, inf, log, log1p, loggamma, matrix, mp, mpf,
                    nstr, pi, polyroots, quad, sqrt)
from mpmath.calculus.quadrature import GaussLegendre

HERE = os.path.dirname(os.path.abspath(__file__))
mp.dps = 50


def number(x):
    return nstr(x, 20, min_fixed=0, max_fixed=0, strip_zeros=True)


def write(name, header, rows):
    with open(os.path.join(HERE, name), "w", newline="\n") as file:
        file.write(header + "\n")
        for row in rows:
            file.write(",".join(c if isinstance(c, str) else repr(c) if isinstance(c, (int, float))
                                else number(c) for c in row) + "\n")


def normal_upper(tail):
    """The normal value above which a share lies, by Newton on the logarithm of the tail."""
    tail = mpf(tail)
    x = sqrt(-2 * log(tail)) if tail < mpf("0.1") else mpf(0)
    for _ in range(200):
        q = erfc(x / sqrt(2)) / 2
        step = (log(q) - log(tail)) / (-exp(-x * x / 2) / sqrt(2 * pi) / q)
        x -= step
        if abs(step) < mpf(10) ** -42 * (1 + abs(x)):
            return x
    raise ArithmeticError(tail)


def density(a, t):
    return exp((a - 1) * log(t) - t - loggamma(a))


def tails(a, x):
    """Both tails of the gamma distribution of shape a at x."""
    a, x = mpf(a), mpf(x)
    if a < 2000:
        def both():
            return (gammainc(a, 0, x, regularized=True), gammainc(a, x, inf, regularized=True))
        lower, upper = both()
        if min(lower, upper) < mpf("1e-10"):
            with mp.workdps(400):
                lower, upper = both()
        return +lower, +upper
    s = sqrt(a)
    z = (x - a) / s
    step = 1 / (1 + abs(z)) if abs(z) > 1 else mpf(1)
    away = [3 * step * k for k in range(16)] + [45 * step + 6 * k for k in range(1, 6)]
    # Relative to its largest value: the quadrature stops at an absolute error.
    largest = density(a, x) * s

    def mass(points):
        return largest * quad(lambda u: density(a, a + u * s) * s / largest, points)

    if z >= 0:
        upper = mass([z + d for d in away])
        return 1 - upper, upper
    lower = mass(sorted(z - d for d in away if z - d > -s))
    return lower, 1 - lower


def chi_square(tail, side, degrees):
    a, tail = mpf(degrees) / 2, mpf(tail)
    z = normal_upper(tail) * (-1 if side == "lower" else 1)
    root = 1 - 1 / (9 * a) + z / (3 * sqrt(a))
    bound = -log(tail) - loggamma(a)
    if root > 0.3 and a > 0.5:
        x = a * root ** 3
    elif side == "lower" or bound < 1:
        x = exp(((log(tail) if side == "lower" else log1p(-tail)) + loggamma(a + 1)) / a)
    else:
        x = bound
    if x < mpf("1e-400"):
        return mpf(0)
    for _ in range(100):
        found = tails(a, x)[0 if side == "lower" else 1]
        step = (log(tail) - log(found)) / (x * density(a, x) / found)
        step = max(min(step if side == "lower" else -step, mpf(5)), mpf(-5))
        x *= exp(step)
        if abs(step) < mpf(10) ** -30:
            return 2 * x
    raise ArithmeticError((tail, side, degrees))


NODES = [(mpf(node), mpf(weight)) for node, weight in GaussLegendre(mp).calc_nodes(5, mp.prec + 20)]


def beta_tails(a, b, u):
    """Both tails and the density of the log odds at u = ln(x / (1 - x)) of a beta variable."""
    a, b, u = mpf(a), mpf(b), mpf(u)
    # With so many digits that no place is taken for an end and no small tail for none.
    with mp.workdps(mp.dps + 140 + int(abs(u) / 2)):
        x, y = 1 / (1 + exp(-u)), 1 / (1 + exp(u))
        here = exp(a * log(x) + b * log(y) - loggamma(a) - loggamma(b) + loggamma(a + b))
        if (a + b) * min(x, y) < 3000:
            # The series of the end that is nearer, and the other tail from it where digits last.
            if x <= y:
                lower = here / a * hyp2f1(1, a + b, a + 1, x)
                upper = 1 - lower
            else:
                upper = here / b * hyp2f1(1, a + b, b + 1, y)
                lower = 1 - upper
            if min(lower, upper) > mpf(10) ** -110 or max(a, b) < 100:
                return +lower, +upper, +here

    def side(sign):
        slope = sign * (a * y - b * x)
        step = mpf("1.5") / (abs(slope) + sqrt((a + b) * x * y))

        def relative(s):
            v = u + sign * s
            return exp(a * (log1p(exp(-u)) - log1p(exp(-v))) + b * (log1p(exp(u)) - log1p(exp(v))))

        total, start, largest = mpf(0), mpf(0), mpf(0)
        while True:
            piece = sum(w * relative(start + step * (1 + t) / 2) for t, w in NODES) * step / 2
            total += piece
            start += step
            largest = max(largest, piece / step)
            if relative(start) < mpf(10) ** -30 * largest:
                return total * here

    mean_below = a * y - b * x <= 0
    smaller = side(1 if mean_below else -1)
    return (1 - smaller, smaller, here) if mean_below else (smaller, 1 - smaller, here)


def beta_log_odds(tail, side, a, b, start=None):
    """The log odds of a beta quantile, by Newton on the logarithm of the tail."""
    a, b, tail = mpf(a), mpf(b), mpf(tail)
    u = log(a) - log(b) + normal_upper(tail) * sqrt(1 / a + 1 / b) * (-1 if side == "lower" else 1)
    rate = a if side == "lower" else b
    edge = (log(tail) + log(rate) + loggamma(a) + loggamma(b) - loggamma(a + b)) / rate
    u = start or (min(u, edge) if side == "lower" else max(u, -edge))
    for _ in range(200):
        lower, upper, density = beta_tails(a, b, u)
        found = lower if side == "lower" else upper
        step = (log(tail) - log(found)) / (density / found) * (1 if side == "lower" else -1)
        u += max(min(step, mpf(10)), mpf(-10))
        if abs(step) < mpf(10) ** -22 * (1 + abs(u)):
            return u
    raise ArithmeticError((tail, side, a, b))


SHAPES = [(0.01, 0.01), (0.01, 3.0), (0.01, 1e4), (0.3, 0.5), (0.3, 80.0), (0.5, 0.5), (0.5, 1e6), (0.5, 5e12),
          (1.0, 1.0), (1.0, 1e9), (1.0, 9e15), (2.5, 0.01), (2.5, 7.0), (2.5, 250.0), (10.0, 10.0), (10.0, 1e5),
          (13.0, 2.0), (65.0, 36.0), (137.0, 0.5), (200.0, 300.0), (1e4, 0.3), (1e4, 9.0), (1e4, 3e4), (1e6, 1e6),
          (3e7, 40.0), (1e9, 2e8), (1e12, 1e12), (1e13, 0.5), (5e15, 4e15), (9e15, 1.0)]


def beta_rows():
    for a, b in SHAPES:
        middle, spread = log(mpf(a) / b), sqrt(1 / mpf(a) + 1 / mpf(b))
        for z in (-20, -6, -2, -0.3, 0, 0.3, 2, 6, 20):
            # The double nearest to the wanted place, below one half so that its digits are its own.
            u = middle + z * min(spread, mpf(4))
            x = float(1 / (1 + exp(-u)))
            if not 1e-280 < x < 0.75:
                continue
            lower, upper, _ = beta_tails(a, b, log(mpf(x)) - log1p(-mpf(x)))
            if min(lower, upper) > mpf("1e-300"):
                yield a, b, x, lower, upper


def beta_quantile_rows():
    for a, b in SHAPES:
        for tail in [1e-30, 1e-6, 0.001, 0.025, 0.5]:
            for side in ("lower", "upper"):
                rate = mpf(a if side == "lower" else b)
                edge = log(mpf(tail)) + log(rate) + loggamma(a) + loggamma(b) - loggamma(mpf(a) + b)
                if edge / rate < -650:
                    # Nearer to an end than any double.
                    continue
                u = beta_log_odds(tail, side, a, b)
                if u > -650:
                    yield side, tail, a, b, 1 / (1 + exp(-u))


def student_t_rows():
    for degrees in [0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 7.5, 19.0, 30.0, 99.0, 100.0, 1e3, 12345.0, 1e5, 1e7, 1e10, 1e13, 1e16]:
        for tail in [1e-100, 1e-30, 1e-12, 1e-9, 1e-6, 5e-4, 0.001, 0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.49,
                     0.4999999]:
            # The normal value is near from some degrees on.
            start = log(mpf(degrees) / normal_upper(tail) ** 2) if degrees > 1e4 else None
            if mpf(tail) <= 0.25:
                u = beta_log_odds(2 * mpf(tail), "lower", mpf(degrees) / 2, 0.5, start)
            else:
                u = beta_log_odds(1 - 2 * mpf(tail), "upper", mpf(degrees) / 2, 0.5, start)
            yield tail, degrees, sqrt(mpf(degrees)) * exp(-u / 2)


def gamma_rows():
    for a in [1e-6, 1e-3, 0.05, 0.3, 0.5, 0.9, 1.0, 1.5, 3.0, 9.5, 10.0, 10.5, 30.0, 60.0, 99.5,
              100.0, 130.0, 400.0, 1500.0, 1e4, 1e5, 1e7, 1e10, 1e13]:
        if a < 5:
            xs = [a * r for r in (1e-6, 0.01, 0.3, 1.0, 1.5)]
            xs += [1e-8, 0.5, 1.05, 1.15, 2.0, 5.0, 20.0, 100.0]
        else:
            xs = [a + z * a ** 0.5 for z in (-30, -12, -5, -2, -0.5, 0.0, 0.01, 0.5, 2, 5, 12, 30)]
            xs += [a * 0.61, a * 0.59, a * 1.39, a * 1.41]
        for x in sorted({x for x in xs if x > 0}):
            if a >= 2000 and abs(x - a) > 36 * a ** 0.5:
                continue
            lower, upper = tails(a, x)
            if min(lower, upper) > mpf("1e-300"):
                yield a, x, lower, upper


def chi_square_rows():
    for degrees in [1e-3, 0.01, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 18.0, 20.0, 31.7, 50.0,
                    100.0, 198.0, 199.9, 200.0, 202.0, 300.0, 500.0, 1e3, 3999.0, 1e4, 1e5, 2e6, 1e8,
                    1e11, 1.8e16]:
        for tail in [1e-100, 1e-30, 1e-12, 1e-9, 1e-6, 5e-4, 0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5]:
            if degrees > 3000 and tail < 1e-40:
                continue
            for side in ("lower", "upper"):
                quantile = chi_square(tail, side, degrees)
                if quantile > mpf("1e-290"):
                    yield side, tail, degrees, quantile


def interval_rows():
    for confidence in (0.9, 0.95, 0.998):
        tail = (1 - mpf(confidence)) / 2
        z = normal_upper(tail)
        for count, denominator in [(0, 7), (1, 7), (7, 7), (3, 20), (65, 100), (4231, 28010),
                                   (1, 1000000), (999999, 1000000), (12.5, 80.25),
                                   (51897, 54786327)]:
            x, n = mpf(count), mpf(denominator)
            root = z * sqrt(z * z + 4 * x * (1 - x / n))
            yield ("wilson", count, denominator, confidence, (2 * x + z * z - root) / (2 * (n + z * z)),
                   (2 * x + z * z + root) / (2 * (n + z * z)))
        for count in [0, 0.5, 1, 2, 5, 9, 9.5, 10, 11, 64, 150, 1000, 51897, 1000000]:
            x, y = mpf(count), mpf(count) + 1
            low = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3 if count else mpf(0)
            yield ("byar", count, "", confidence, max(low, mpf(0)),
                   y * (1 - 1 / (9 * y) + z / (3 * sqrt(y))) ** 3)
            low = chi_square(tail, "lower", 2 * x) / 2 if count else mpf(0)
            yield "exact_poisson", count, "", confidence, low, chi_square(tail, "upper", 2 * y) / 2
        for count, denominator in [(0, 7), (1, 7), (7, 7), (3, 20), (65, 100), (4231, 28010), (1, 1000000),
                                   (12.5, 80.25)]:
            x, n = mpf(count), mpf(denominator)
            share = lambda u: 1 / (1 + exp(-u))
            yield ("exact_binomial", count, denominator, confidence,
                   share(beta_log_odds(tail, "lower", x, n - x + 1)) if count else mpf(0),
                   share(beta_log_odds(tail, "upper", x + 1, n - x)) if count < denominator else mpf(1))


GRADIENTS = {
    "tenths_rising": [(1521, 74.1, 0.41), (1730, 75.9, 0.38), (1604, 77.0, 0.36), (1555, 78.2, 0.39),
                      (1498, 78.9, 0.35), (1612, 79.8, 0.33), (1433, 80.3, 0.37), (1380, 81.0, 0.34),
                      (1290, 81.6, 0.39), (1204, 82.9, 0.42)],
    "tenths_falling": [(31000, 24.1, 0.9), (30250, 22.0, 0.8), (29800, 19.8, 0.8), (29950, 18.1, 0.7),
                       (30100, 16.0, 0.7), (28740, 15.2, 0.7), (29030, 13.9, 0.6), (27600, 12.4, 0.6),
                       (26250, 11.0, 0.5), (25900, 9.8, 0.5)],
    "fifths_unequal": [(120, 310.5, 22.0), (4800, 280.1, 6.5), (950, 240.0, 11.0), (33, 199.9, 31.0),
                       (7100, 180.7, 4.0)],
}


def gradient_rows():
    for case, groups in GRADIENTS.items():
        a = [mpf(n) for n, _, _ in groups]
        total = sum(a)
        middles = [(sum(a[:i]) + a[i] / 2) / total for i in range(len(a))]
        design = matrix([[1, b] for b in middles])
        weight = mp.diag(a)
        values = matrix([mpf(repr(v)) for _, v, _ in groups])
        variance = mp.diag([mpf(repr(e)) ** 2 for _, _, e in groups])
        solve = (design.T * weight * design) ** -1 * design.T * weight
        intercept, slope = solve * values
        cov = solve * variance * solve.T
        ends = matrix([[1, 0], [1, 1]])
        most, least = intercept, intercept + slope
        v = ends * cov * ends.T
        for multiplier in (1, -1):
            above, below = (least, most) if multiplier > 0 else (most, least)
            v_above, v_below = (v[1, 1], v[0, 0]) if multiplier > 0 else (v[0, 0], v[1, 1])
            for confidence in (0.95, 0.998):
                z = normal_upper((1 - mpf(confidence)) / 2)
                reach = z * sqrt(cov[1, 1])
                roots = sorted(polyroots([below ** 2 - z ** 2 * v_below,
                                          -2 * (above * below - z ** 2 * v[0, 1]),
                                          above ** 2 - z ** 2 * v_above]))
                yield (case, multiplier, confidence, slope * multiplier, slope * multiplier - reach,
                       slope * multiplier + reach, above / below, roots[0], roots[1])


# Rates per 1,000 and shares with 95% limits, from most to least deprived.
UNEVEN = {
    "infant_deaths": ("rates", [(5200, 5.9, 5.1, 6.8), (4800, 5.0, 4.3, 5.8), (4400, 4.4, 3.7, 5.2),
                                (3900, 3.7, 3.1, 4.4), (3100, 3.1, 2.6, 3.7)]),
    "few_deaths": ("rates", [(510, 3.9, 1.9, 7.2), (480, 4.6, 2.4, 7.9), (520, 2.2, 0.8, 4.8),
                             (470, 2.8, 1.1, 5.8), (530, 1.6, 0.5, 3.8)]),
    "obesity": ("shares", [(2510, 0.255, 0.238, 0.272), (2495, 0.224, 0.209, 0.241), (2480, 0.19, 0.175, 0.205),
                           (2520, 0.155, 0.141, 0.17), (2505, 0.12, 0.108, 0.133)]),
    "small_school": ("shares", [(31, 0.42, 0.26, 0.59), (40, 0.35, 0.22, 0.51), (28, 0.29, 0.15, 0.47),
                                (35, 0.2, 0.1, 0.36), (33, 0.15, 0.07, 0.31)]),
}


def cumulants(kind, middle, error):
    """The first four cumulants, by raw moments, which 50 digits allow."""
    if kind == "rates":
        m = [exp(k * middle + k * k * error ** 2 / 2) for k in range(1, 5)]
    else:
        def moment(k):
            return quad(lambda z: exp(-z * z / 2) / sqrt(2 * pi) / (1 + exp(-middle - error * z)) ** k,
                        [-16, -8, -4, -2, 0, 2, 4, 8, 16])
        m = [moment(k) for k in range(1, 5)]
    m1, m2, m3, m4 = m
    return (m1, m2 - m1 ** 2, m3 - 3 * m2 * m1 + 2 * m1 ** 3,
            m4 - 4 * m3 * m1 - 3 * m2 ** 2 + 12 * m2 * m1 ** 2 - 6 * m1 ** 4)


def cornish_fisher(weights, parts, z):
    k1, k2, k3, k4 = [sum(w ** j * part[j - 1] for w, part in zip(weights, parts)) for j in range(1, 5)]
    g1, g2 = k3 / k2 ** mpf("1.5"), k4 / k2 ** 2
    return k1 + sqrt(k2) * (z + (z ** 2 - 1) * g1 / 6 + (z ** 3 - 3 * z) * g2 / 24
                            - (2 * z ** 3 - 5 * z) * g1 ** 2 / 36)


def uneven_rows():
    z95 = normal_upper((1 - mpf(0.95)) / 2)
    for case, (kind, groups) in UNEVEN.items():
        number_of = lambda x: mpf(repr(x))
        there = log if kind == "rates" else lambda p: log(p / (1 - p))
        back = exp if kind == "rates" else lambda x: 1 / (1 + exp(-x))
        a = [mpf(n) for n, *_ in groups]
        total = sum(a)
        middles = [(sum(a[:i]) + a[i] / 2) / total for i in range(len(a))]
        design = matrix([[1, b] for b in middles])
        weight = mp.diag(a)
        solve = (design.T * weight * design) ** -1 * design.T * weight
        values = [number_of(v) for _, v, _, _ in groups]
        errors = [(there(number_of(u)) - there(number_of(l))) / (2 * z95) for _, _, l, u in groups]
        parts = [cumulants(kind, there(v), e) for v, e in zip(values, errors)]
        at_most = [solve[0, i] for i in range(len(a))]
        slope = [solve[1, i] for i in range(len(a))]
        at_least = [m + s for m, s in zip(at_most, slope)]
        dot = lambda w, y: sum(p * q for p, q in zip(w, y))
        for confidence in (0.95, 0.998):
            z = normal_upper((1 - mpf(confidence)) / 2)
            lower, upper = [cornish_fisher(slope, parts, s * z) for s in (-1, 1)]
            ratio = dot(at_least, values) / dot(at_most, values)
            limits = []
            for s in (-1, 1):
                at = lambda t: cornish_fisher([l - t * m for l, m in zip(at_least, at_most)], parts, s * z)
                near, far = ratio, ratio
                while at(far) * s > 0:
                    near, far = far, far + s * ratio / 2
                for _ in range(160):
                    half = (near + far) / 2
                    near, far = (half, far) if at(half) * s > 0 else (near, half)
                limits.append(near)
            yield (case, kind, confidence, dot(slope, values), lower, upper, ratio, *limits)
            # The line that is straight on the other scale.
            y = [there(v) for v in values]
            beta, mean = dot(slope, y), dot(at_most, y) + dot(slope, y) / 2
            reach = z * sqrt(sum((w * e) ** 2 for w, e in zip(slope, errors)))
            ends = [(back(mean - b / 2), back(mean + b / 2)) for b in (beta, beta - reach, beta + reach)]
            yield (case, "log_rates" if kind == "rates" else "log_odds", confidence,
                   *[least - most for most, least in ends], *[least / most for most, least in ends])


SPREAD = {
    "coverage": [(61000, 88.1, 0.4), (14000, 79.5, 0.9), (9500, 72.0, 1.2), (3500, 81.7, 1.8)],
    "admissions": [(5200, 310.5, 22.0), (4800, 280.1, 16.5), (950, 540.0, 41.0), (330, 199.9, 61.0), (7100, 180.7, 14.0)],
}


def spread_rows():
    for case, groups in SPREAD.items():
        total = sum(mpf(n) for n, _, _ in groups)
        p = [mpf(n) / total for n, _, _ in groups]
        y = [mpf(repr(v)) for _, v, _ in groups]
        s = [mpf(repr(e)) for _, _, e in groups]
        places = range(len(groups))
        mean = lambda v: sum(p[i] * v[i] for i in places)
        variance = lambda v: sum(p[i] * (v[i] - mean(v)) ** 2 for i in places)
        weighted = lambda v: sum(p[i] * abs(v[i] - mean(v)) for i in places)
        theil = lambda v: 1000 * sum(p[i] * v[i] / mean(v) * log(v[i] / mean(v)) for i in places)
        deviation = lambda v: -1000 * sum(p[i] * log(v[i] / mean(v)) for i in places)

        def error(of):
            """The delta method with slopes by differences, not by formula."""
            slopes = []
            for i in places:
                h = mpf(10) ** -15
                up, down = list(y), list(y)
                up[i] += h
                down[i] -= h
                slopes.append((of(up) - of(down)) / (2 * h))
            return sqrt(sum((slopes[i] * s[i]) ** 2 for i in places))

        # The variance of a quadratic form in normal values, by its matrix: 2 tr(AVAV) + 4 m'AVAm.
        a = mp.diag(p) - matrix(p) * matrix(p).T
        v = mp.diag([e ** 2 for e in s])
        m = matrix(y)
        trace = sum((a * v * a * v)[i, i] for i in places)
        ahn = sqrt(2 * trace + 4 * (m.T * a * v * a * m)[0])
        yield case, "between_group_variance", variance(y), ahn
        yield case, "between_group_deviation", sqrt(variance(y)), ""
        yield case, "coefficient_of_variation", 100 * sqrt(variance(y)) / mean(y), ""
        yield case, "mean_difference", weighted(y), ""
        yield case, "mean_difference_equal", sum(abs(x - mean(y)) for x in y) / len(y), ""
        yield case, "mean_difference_best", sum(p[i] * (max(y) - y[i]) for i in places), ""
        yield case, "index_of_disparity", 100 * weighted(y) / mean(y), ""
        yield case, "index_of_disparity_equal", 100 * sum(abs(x - mean(y)) for x in y) / len(y) / mean(y), ""
        yield case, "disproportion_index", 50 * weighted(y) / mean(y), ""
        yield case, "theil_index", theil(y), error(theil)
        yield case, "mean_log_deviation", deviation(y), error(deviation)


def logistic_rows():
    for case in ("obesity", "small_school"):
        groups = UNEVEN[case][1]
        total = sum(mpf(n) for n, *_ in groups)
        a = [mpf(n) / total for n, *_ in groups]
        x = [sum(a[:i]) + a[i] / 2 for i in range(len(a))]
        z95 = normal_upper((1 - mpf(0.95)) / 2)
        errors = [(mpf(repr(u)) - mpf(repr(l))) / (2 * z95) for _, _, l, u in groups]

        def curve(shares):
            """The roots of the score equations, by a solver that knows nothing of likelihoods."""
            at = lambda p, q, v: 1 / (1 + exp(-(p + q * v)))
            root = mp.findroot(lambda p, q: [sum(a[i] * (shares[i] - at(p, q, x[i])) for i in range(len(a))),
                                             sum(a[i] * x[i] * (shares[i] - at(p, q, x[i])) for i in range(len(a)))],
                               (mpf(-1), mpf(-1)))
            return at(root[0], root[1], 0), at(root[0], root[1], 1)

        y = [mpf(repr(v)) for _, v, _, _ in groups]
        figures = {"slope": lambda s: curve(s)[1] - curve(s)[0], "log_ratio": lambda s: log(curve(s)[1] / curve(s)[0])}
        for name, figure in figures.items():
            squares = mpf(0)
            for i in range(len(a)):
                h = mpf(10) ** -14
                up, down = list(y), list(y)
                up[i] += h
                down[i] -= h
                squares += ((figure(up) - figure(down)) / (2 * h) * errors[i]) ** 2
            yield case, name, figure(y), sqrt(squares)


def funnel_rows():
    """The counts whose exact Poisson limit touches the expected count, by bisection on its tail."""
    for expected in (0.5, 3.0, 3.7, 8.0, 20.0, 110.5, 1500.0):
        for confidence in (0.95, 0.998):
            tail = (1 - mpf(confidence)) / 2
            e = mpf(expected)
            low = mpf(0)
            if gammainc(1, e, inf, regularized=True) < tail:
                a, b = mpf(0), e
                for _ in range(120):
                    x = (a + b) / 2
                    a, b = (x, b) if gammainc(x + 1, e, inf, regularized=True) < tail else (a, x)
                low = a
            a, b = e, 3 * e + 20
            for _ in range(120):
                x = (a + b) / 2
                a, b = (x, b) if gammainc(x, 0, e, regularized=True) > tail else (a, x)
            yield expected, confidence, low / e, a / e


PLACES = [(61, 80), (85, 90), (112, 100), (98, 112), (131, 120), (124, 130), (163, 140), (118, 150), (190, 160),
          (139, 170), (201, 180), (140, 190), (260, 215)]


def dispersion_rows():
    x = [mpf(p[0]) for p in PLACES]
    n = [mpf(p[1]) for p in PLACES]
    half = mpf(1) / 2
    for scale in ("log_ratio", "root_ratio", "arc_sine", "log_counts"):
        # Shares need a size above the count.
        size = [4 * v for v in n] if scale == "arc_sine" else n
        target = {"log_ratio": mpf(1), "root_ratio": mpf(1)}.get(scale, sum(x) / sum(size))
        there = {"root_ratio": sqrt, "arc_sine": lambda p: mp.asin(sqrt(p))}.get(scale, log)
        back = {"root_ratio": lambda y: y ** 2, "arc_sine": lambda y: mp.sin(y) ** 2}.get(scale, exp)

        def error(count, of):
            if scale == "log_ratio":
                return 1 / sqrt(of)
            if scale == "log_counts":
                return sqrt(count / (count + half) ** 2 + of / (of + half) ** 2)
            return 1 / (2 * sqrt(of))

        errors = [error(c, s) for c, s in zip(x, size)]
        values = [log((c + half) / (s + half)) if scale == "log_counts" else there(c / s) for c, s in zip(x, size)]
        z = [(v - there(target)) / e for v, e in zip(values, errors)]
        ordered = sorted(z)

        def percentile(p):
            place = (len(z) - 1) * p
            below = int(mp.floor(place))
            return ordered[below] + (ordered[min(below + 1, len(z) - 1)] - ordered[below]) * (place - below)

        low, high = percentile(mpf(1) / 10), percentile(mpf(9) / 10)
        treated = {"kept": z, "drawn_in": [min(max(v, low), high) for v in z],
                   # Thirteen places: ranks 1 and 13 fall in the first and last tenth of fourteen.
                   "left_out": [v if 10 <= 10 * (ordered.index(v) + 1) < 9 * (len(z) + 1)
                                and 10 * (ordered.index(v) + 1) // (len(z) + 1) > 0 else None for v in z]}
        for extremes, scores in treated.items():
            kept = [(v, e) for v, e in zip(scores, errors) if v is not None]
            number = len(kept)
            phi = sum(v ** 2 for v, _ in kept) / number
            w = [1 / e ** 2 for _, e in kept]
            tau = (number * phi - (number - 1)) / (sum(w) - sum(v ** 2 for v in w) / sum(w))
            tau = max(tau, mpf(0)) if phi > 1 else mpf(0)
            z95 = normal_upper((1 - mpf(0.95)) / 2)
            at = mpf(400)
            reach = z95 * sqrt(error(target * at, at) ** 2 + tau)
            yield scale, extremes, phi, tau, back(there(target) - reach), back(there(target) + reach)
AGES = ["0", "1-4"] + [f"{start}-{start + 4}" for start in range(5, 90, 5)] + ["90+"]
PEOPLE = {
    "most_deprived": [6100, 24000, 29500, 28800, 27200, 31000, 36400, 35900, 33700, 31200, 30100, 29400, 27000,
                      23500, 19800, 17300, 13600, 9100, 4700, 2300],
    "least_deprived": [4800, 20100, 27300, 29000, 27900, 25200, 26100, 28700, 30900, 33100, 35200, 34800, 31900,
                       28400, 26500, 26200, 21400, 14800, 8700, 4900],
}
# Deaths of cancer, of the heart and of all other causes; nobody of some at young ages.
DEATHS = {
    "most_deprived": [(0, 0, 24), (1, 0, 3), (1, 0, 1), (1, 0, 2), (1, 0, 8), (2, 1, 11), (2, 1, 14), (4, 3, 17),
                      (7, 6, 20), (12, 11, 24), (22, 20, 30), (38, 31, 41), (66, 48, 54), (95, 68, 77),
                      (128, 92, 110), (165, 135, 170), (190, 190, 260), (180, 230, 350), (120, 210, 360), (60, 150, 330)],
    "least_deprived": [(0, 0, 11), (0, 0, 2), (1, 0, 1), (1, 0, 1), (1, 0, 4), (1, 0, 5), (2, 0, 5), (3, 1, 6),
                       (6, 2, 8), (10, 4, 10), (18, 8, 14), (29, 13, 18), (49, 20, 25), (76, 31, 36),
                       (118, 52, 62), (172, 95, 125), (214, 160, 240), (232, 248, 400), (198, 290, 560), (112, 262, 690)],
}


def life_table(place):
    """Survivors, years lived and left, and the standard error of the latter, as columns."""
    starts = [0, 1] + list(range(5, 91, 5))
    n = [mpf(end - start) for start, end in zip(starts, starts[1:])]
    a = [mpf("0.1")] + [mpf("0.5")] * 18
    d = [mpf(sum(causes)) for causes in DEATHS[place]]
    m = [deaths / people for deaths, people in zip(d, PEOPLE[place])]
    q = [n[i] * m[i] / (1 + n[i] * m[i] * (1 - a[i])) for i in range(19)]
    l = [mpf(1)]
    for chance in q:
        l.append(l[-1] * (1 - chance))
    lived = [n[i] * (l[i + 1] + a[i] * (l[i] - l[i + 1])) for i in range(19)] + [l[19] / m[19]]
    left = [sum(lived[i:]) for i in range(20)]
    e = [left[i] / l[i] for i in range(20)]
    s = [q[i] ** 2 * (1 - q[i]) / d[i] for i in range(19)]
    w = [s[i] * l[i] ** 2 * ((1 - a[i]) * n[i] + e[i + 1]) ** 2 for i in range(19)]
    w.append((l[19] / 2) ** 2 * 4 / (d[19] * m[19] ** 2))
    return l, lived, left, e, [sqrt(sum(w[i:]) / l[i] ** 2) for i in range(20)]


def life_table_rows():
    for place in PEOPLE:
        for age, (cancer, heart, other), people in zip(AGES, DEATHS[place], PEOPLE[place]):
            yield place, age, people, cancer, heart, other


def life_expectancy_rows():
    for place in PEOPLE:
        _, _, _, e, errors = life_table(place)
        for age, expectation, error in zip(AGES, e, errors):
            yield place, age, expectation, error


def gap_rows():
    """Arriaga's formula as usually written, from each place to the other, and the mean of the two."""
    def one_way(first, second):
        l1, lived1, _, e1, _ = life_table(first)
        l2, lived2, left2, e2, _ = life_table(second)
        for x in range(19):
            yield (l1[x] * (lived2[x] / l2[x] - lived1[x] / l1[x])
                   + left2[x + 1] * (l1[x] / l2[x] - l1[x + 1] / l2[x + 1]))
        yield l1[19] * (e2[19] - e1[19])

    first, second = PEOPLE
    for x, (there, back) in enumerate(zip(one_way(first, second), one_way(second, first))):
        rate = lambda place, deaths: mpf(deaths) / PEOPLE[place][x]
        for cause, name in enumerate(["cancer", "heart", "other"]):
            part = rate(second, DEATHS[second][x][cause]) - rate(first, DEATHS[first][x][cause])
            whole = rate(second, sum(DEATHS[second][x])) - rate(first, sum(DEATHS[first][x]))
            yield AGES[x], name, (there - back) / 2 * part / whole


def standardised_rows():
    standard = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500,
                1500, 1000]
    younger = lambda column: [column[0] + column[1]] + list(column[2:])
    for place in PEOPLE:
        deaths = younger([sum(causes) for causes in DEATHS[place]])
        rates = [mpf(w) / n / 100000 for w, n in zip(standard, younger(PEOPLE[place]))]
        value = sum(r * d for r, d in zip(rates, deaths))
        error = sqrt(sum(r ** 2 * d for r, d in zip(rates, deaths)))
        total = mpf(sum(deaths))
        for confidence in (0.95, 0.998):
            z = normal_upper((1 - mpf(confidence)) / 2)
            low = total * (1 - 1 / (9 * total) - z / (3 * sqrt(total))) ** 3
            high = (total + 1) * (1 - 1 / (9 * (total + 1)) + z / (3 * sqrt(total + 1))) ** 3
            yield (place, confidence, value * 100000, (value + error / sqrt(total) * (low - total)) * 100000,
                   (value + error / sqrt(total) * (high - total)) * 100000)


TRENDS = {
    "falling": [(18.2, 17.1, 19.4), (17.1, 16.1, 18.2), (15.8, 14.9, 16.8), (14.9, 14.0, 15.9), (13.6, 12.8, 14.5)],
    "level": [(18.2, 16.1, 20.5), (17.1, 15.0, 19.4), (18.8, 16.7, 21.1), (17.9, 15.8, 20.2), (18.0, 15.9, 20.3)],
    "one_outlier": [(5.0, 4.9, 5.1), (4.9, 4.8, 5.0), (4.8, 4.7, 4.9), (4.7, 4.6, 4.8), (9.0, 8.9, 9.1)],
    "rising": [(6.88, 6.87, 6.89), (7.05, 7.04, 7.06), (7.11, 7.10, 7.12), (7.28, 7.27, 7.29), (7.52, 7.51, 7.53)],
}


def trend_rows():
    for case, points in TRENDS.items():
        v = [mpf(repr(p[0])) for p in points]
        w = [1 / ((mpf(repr(p[2])) - mpf(repr(p[1]))) / mpf("3.92")) ** 2 for p in points]

        def slope(keep):
            s = lambda f: sum(f(i) for i in keep)
            sw, swt = s(lambda i: w[i]), s(lambda i: w[i] * (i + 1))
            spread = sw * s(lambda i: w[i] * (i + 1) ** 2) - swt ** 2
            b = (sw * s(lambda i: w[i] * v[i] * (i + 1)) - swt * s(lambda i: w[i] * v[i])) / spread
            return b, sw / spread

        b, variance = slope(range(5))
        fewer = [slope([i for i in range(5) if i != left])[0] for left in range(5)]
        steady = all((f < 0) == (b < 0) for f in fewer)
        chi = b * b / variance
        significant = steady and chi > mpf("9.54953570608324")
        yield case, b, chi, str(steady).lower(), ("increasing" if b > 0 else "decreasing") if significant else "none"


write("normal.csv", "tail,upper_quantile",
      ((t, normal_upper(t)) for t in
       [1e-300, 1e-200, 1e-100, 1e-50, 1e-30, 1e-20, 1e-15, 1e-12, 1e-9, 1e-6, 1e-5, 1e-4, 5e-4, 0.001,
        0.002, 0.005, 0.01, 0.02, 0.025, 0.05, 0.07, 0.075, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.45,
        0.49, 0.4999, 0.4999999999]))
write("gamma.csv", "shape,x,lower,upper", gamma_rows())
write("chi_square.csv", "side,tail,degrees,quantile", chi_square_rows())
write("beta.csv", "a,b,x,lower,upper", beta_rows())
write("beta_quantiles.csv", "side,tail,a,b,quantile", beta_quantile_rows())
write("student_t.csv", "tail,degrees,upper_quantile", student_t_rows())
write("intervals.csv", "method,count,denominator,confidence,lower,upper", interval_rows())
write("gradient_groups.csv", "case,number,population,value,standard_error",
      ((case, i, *group) for case, groups in GRADIENTS.items() for i, group in enumerate(groups, 1)))
write("gradients.csv", "case,multiplier,confidence,slope_index,slope_lower,slope_upper,relative_index,"
      "relative_lower,relative_upper", gradient_rows())
write("uneven_groups.csv", "case,number,population,value,lower,upper",
      ((case, i, *group) for case, (_, groups) in UNEVEN.items() for i, group in enumerate(groups, 1)))
write("uneven.csv", "case,fit,confidence,slope_index,slope_lower,slope_upper,relative_index,"
      "relative_lower,relative_upper", uneven_rows())
write("spread_groups.csv", "case,population,value,standard_error",
      ((case, *group) for case, groups in SPREAD.items() for group in groups))
write("spread.csv", "case,measure,value,standard_error", spread_rows())
write("logistic.csv", "case,figure,value,standard_error", logistic_rows())
write("funnels.csv", "expected,confidence,lower,upper", funnel_rows())
write("places.csv", "count,size", PLACES)
write("dispersion.csv", "scale,extremes,ratio,between,lower,upper", dispersion_rows())
write("deaths.csv", "place,age,people,cancer,heart,other", life_table_rows())
write("life_expectancies.csv", "place,age,expectation,standard_error", life_expectancy_rows())
write("gap_parts.csv", "age,cause,years", gap_rows())
write("standardised_rates.csv", "place,confidence,value,lower,upper", standardised_rows())
write("trend_points.csv", "case,year,value,lower,upper",
      ((case, 2017 + i, *point) for case, points in TRENDS.items() for i, point in enumerate(points, 1)))
write("trends.csv", "case,change_per_year,chi_square,steady,direction", trend_rows())
