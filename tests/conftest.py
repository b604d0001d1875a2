"""What holds for every test: no deadlines, since a busy machine is no bug, and the same examples on every run."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quiver", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quiver")
