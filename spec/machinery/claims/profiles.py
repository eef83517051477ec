"""How hard the claims are tried: the Hypothesis profiles, chosen with --hypothesis-profile."""

from hypothesis import Phase, settings


def dev() -> settings:
    """How claims are tried where nobody has chosen a profile."""
    return settings(
        deadline=None,
        max_examples=100,
        report_multiple_bugs=False,
        # What explains a failure is the claim's message. --hypothesis-explain adds the phase.
        phases=[phase for phase in Phase if phase is not Phase.explain],
    )


def register_profiles() -> None:
    """Register `dev`, `ci` and `thorough`, and load `dev` where nobody has chosen a profile.

    Hypothesis itself chooses its profile `ci` where it finds that it runs there.
    """
    chosen = settings.get_current_profile_name()
    settings.register_profile("dev", dev())
    settings.register_profile("ci", dev(), derandomize=True, database=None, print_blob=True)
    settings.register_profile("thorough", dev(), max_examples=10_000)
    settings.load_profile("dev" if chosen == "default" else chosen)
