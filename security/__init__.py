"""What is known of the dependencies' vulnerabilities: ``advisories.yml``, and the command that holds the lock file against it."""
