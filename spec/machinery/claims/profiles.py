"""How hard the claims are tried: the Hypothesis profiles, chosen with --hypothesis-profile."""

from hypothesis import Phase, settings


def register_profiles() -> None:
    """Register `dev`, `ci` and `thorough`, and load the one that fits where we run.

    That is `ci` where Hypothesis itself chose its profile of that name, and `dev` elsewhere.
    """
    runs_in_ci = settings.get_current_profile_name() == "ci"
    settings.register_profile(
        "dev",
        deadline=None,
        max_examples=100,
        report_multiple_bugs=False,
        # What explains a failure is the claim's own message. --hypothesis-explain adds the phase.
        phases=[phase for phase in Phase if phase is not Phase.explain],
    )
    dev = settings.get_profile("dev")
    settings.register_profile("ci", dev, derandomize=True, database=None, print_blob=True)
    settings.register_profile("thorough", dev, max_examples=10_000)
    settings.load_profile("ci" if runs_in_ci else "dev")
