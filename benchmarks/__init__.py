"""What was measured, and the commands that measure it again. See README.md in this folder."""
