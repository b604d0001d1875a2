"""What is known of the dependencies' vulnerabilities: ``advisories.yml``, and ``audit``, the command that holds the lock file against it."""
