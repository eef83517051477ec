"""Claims that a small relative error gets past, and for each the reason why it may."""

from spec.interface import GRADIENTS_IN_DISTRIBUTIONS

OUTSIDE_ROUNDING = 20
"""A claim about real numbers notices a relative error of 2^-20, unless it is listed here."""

ABOUT_ROUNDING = 48
"""A claim about floating-point numbers notices one of 2^-48."""

REASONS = {
    "2.4/parameters-stay": "a step below ¼ ulp of θ rounds away, and so does a larger one",
    "num/far-means": "a logit is smaller than its terms, to which it is as accurate",
    "num/parameters-stay": "a step below ¼ ulp of θ rounds away, and so does a larger one",
    "3.3/infinite-kl": "both sides are +∞, and no scaling makes that another number",
    "3.1/edges-not-attained": "scaling leaves a positive number positive",
    "3.1/off-support": "both sides are 0, and no scaling makes that another number",
    "3.1/only-stationary-point": "scaling a derivative leaves its sign as it is",
    "3.3/support-mismatch": "both sides are +∞, and no scaling makes that another number",
    "3.4/asymmetry-unbounded": "one direction is off the multiple by more than a small error",
    "3.4/closest-is-most-likely": "scaling an objective leaves its minimisers where they are",
    "3.4/closest-if-realizable": "scaling an objective leaves its minimisers where they are",
    "3.4/equal-minimisers": "scaling an objective leaves its minimisers where they are",
    "5.1/zero-iff-equal": "scaling leaves 0 what it is, and makes no other number 0",
    "5.1/two-widths-zero-iff-equal": "scaling leaves 0 what it is, and makes no other number 0",
    "3.4/kl-of-equals": "both sides are 0, and no scaling makes that another number",
    "3.4/same-optimum-if-realizable": "scaling an objective leaves its minimisers where they are",
    "5.2/no-divergence-at-target": "both sides are 0, and no scaling makes that another number",
    "5.2/no-derivative-at-target": "both sides are 0, and no scaling makes that another number",
    "5.3/zero-elsewhere": "both sides are 0, and no scaling makes that another number",
    "5.3/all-minimise-at-target": "both sides are 0, and no scaling makes that another number",
    "5.5/alpha-per-sample": "scaling points takes few of them to another quarter",
    "5.5/coupled-segments": "next to a segment a gradient is shorter than 1 by no more than the "
    "square of how far off it is",
    "5.5/norm-over-all-axes": "both sides are scaled alike",
    "5.5/one-norm-per-sample": "both sides are scaled alike",
    "5.5/one-sided-axes": "both sides are scaled alike",
    "5.5/one-sided-per-sample": "both sides are scaled alike",
    "5.5/one-sided-spares-constants": "both sides are 0, and no scaling makes that another number",
    "5.5/one-sided-zero": "scaling leaves 0 what it is, and makes no other number 0",
    "5.5/order-of-axes": "both sides are scaled alike",
    "5.5/repeated-samples": "both sides are scaled alike",
    "5.5/zero-centred-spares-constants": "both sides are 0, and no scaling makes that another "
    "number",
    "arjovsky/disjoint-kl": "both sides are +∞, and no scaling makes that another number",
    "arjovsky/perfect-discriminator-is-silent": "both sides are 0, and no scaling makes that "
    "another number",
    "fid/invariances": "both sides are scaled alike",
    "fid/metric": "both sides are scaled alike",
    "fid/scale": "both sides are scaled alike",
    "fid/shift": "both sides are scaled alike",
    "fid/smaller-samples": "both sides are scaled alike",
    "fid/symmetric": "both sides are scaled alike",
    "fid/zero-for-equal-moments": "both sides are 0, and no scaling makes that another number",
    "fid/zero-iff-same": "a distance is known as well as the roots of moments larger than it",
    "num/features-far-out": "means that are far from 0 are rounded",
    "num/frechet-covariances-not-negative": "scaling leaves the sign of a number as it is",
    "num/frechet-covariances-range": "a distance is known as well as the roots of covariances",
    "num/frechet-near-equal": "a distance is known to 2^14 roundings for each feature",
    "num/frechet-not-negative": "scaling leaves the sign of a number as it is",
    "num/frechet-of-itself": "both sides are 0, and no scaling makes that another number",
    "num/frechet-of-same-samples": "both sides are 0, and no scaling makes that another number",
    "num/frechet-range": "a distance is known to 64 roundings for each feature",
    "num/frechet-rank-deficient": "a distance is known to 64 roundings for each feature",
    "fgan/activation": "scaling leaves the order of two numbers as it is",
    "fgan/activation-in-domain": "an activation is further from the end of the domain than that",
    "fgan/activation-rises": "scaling leaves the order of two numbers as it is",
    "fgan/conjugate-domain": "both sides are +∞, and no scaling makes that another number",
    "fgan/threshold": "the best output is further from f'(1) than a small error",
    "num/f-activation-rises": "scaling leaves the order of two numbers as it is",
    "num/f-divergence-of-itself": "both sides are 0, and no scaling makes that another number",
    "lsgan/step-helps": "scaling leaves the larger of two losses the larger",
    "lsgan/zero-at-targets": "scaling leaves 0 what it is, and makes no other number 0",
    "relativistic/derivatives-balance": "scaling all derivatives leaves their sum 0",
    "spectral/estimate-never-falls": "scaling leaves the larger of two estimates the larger",
    "spectral/one-by-one": "scaling leaves two estimates equal that are",
    "num/better-critic-is-finite": "scaling takes no number beyond the floats but one next to the "
    "largest",
    "num/power-iteration-of-0": "both sides are 0, and no scaling makes that another number",
    "num/wasserstein-of-itself": "both sides are 0, and no scaling makes that another number",
    "num/weighted-wasserstein-of-itself": "both sides are 0, and no scaling makes that another "
    "number",
    "is/shifted-logits": "both sides are scaled alike",
    "is/splits-fall-short": "both sides are scaled alike",
    "kid/bias-is-upwards": "both sides are scaled alike",
    "kid/biased-not-negative": "scaling leaves a number that is not negative what it is",
    "kid/equal-moments": "both sides are 0, and no scaling makes that another number",
    "kid/zero-iff-same": "both sides are 0, and no scaling makes that another number",
    "kid/subsets": "both sides are scaled alike",
    "prdc/coverage-below-density": "both sides are scaled alike",
    "prdc/linked": "both sides are scaled alike",
    "prdc/more-neighbours": "both sides are scaled alike",
    "prdc/vanish-together": "scaling leaves 0 what it is, and makes no other number 0",
    "wp/orders-rise": "both sides are scaled alike",
    "wp/repeated-samples": "both sides are scaled alike",
    "num/kid-cancellation": "a distance is smaller than what is left of the kernel, to which it is "
    "as accurate",
    "num/biased-kid-cancellation": "a distance is smaller than what is left of the kernel, to "
    "which it is as accurate",
} | {
    f"gradients/empty-points[{gradient}]": "scaling makes no number infinite"
    for gradient in GRADIENTS_IN_DISTRIBUTIONS
}
"""By id. A reason that is no longer needed is an error."""
