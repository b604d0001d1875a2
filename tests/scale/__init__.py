"""Several replicas with real PostgreSQL, Redis and nginx, 200 people, and things that break: ``make test-scale``."""
