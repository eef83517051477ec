"""Hinge losses: a critic that is content with a sample once it is right of it by a margin of 1.

A critic D is to give the data values of 1 or more, and the model values of −1 or less. It pays for
what a sample is short of that, and nothing for a sample beyond it, so that it has no reason to grow
without bound as the critic of the Wasserstein loss has. The generator is to make E_q[D] large.

References
----------
J. H. Lim and J. C. Ye, "Geometric GAN", 2017.
T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida, "Spectral normalization for generative adversarial
networks", ICLR 2018.
"""

from hypothesis import given

from spec import assert_close, claim, mean
from spec.strategies import batches, sixteenths


@claim("hinge/losses", source="Miyato et al. 2018")
@given(real=batches(sixteenths(-3, 3)), fake=batches(sixteenths(-3, 3)))
def test_the_critic_pays_for_what_a_sample_is_short_of_its_margin(impl, real, fake):
    """L_D = E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)]."""
    loss = mean(max(0, 1 - d) for d in real) + mean(max(0, 1 + d) for d in fake)
    assert_close(impl.hinge_discriminator_loss(real, fake), loss)
